import { describe, expect, it } from 'vitest';
import { createTransfers } from '../../electron/backend/transfers.ts';

function transfersOf(limits: { files: number; bytes: number }) {
  let count = 0;
  return createTransfers(() => {
    count += 1;
    return `${count}`;
  }, limits);
}

const file = (size: number) => ({ name: `${size}.xlsx`, bytes: new Uint8Array(size) });

describe('files on their way', () => {
  it('are let go from the oldest on when they are too many', () => {
    const transfers = transfersOf({ files: 2, bytes: 100 });
    for (const size of [1, 2, 3]) transfers.offer(file(size));
    expect(['1', '2', '3'].map((id) => transfers.findDownload(id)?.name)).toEqual([
      undefined,
      '2.xlsx',
      '3.xlsx',
    ]);
  });

  it('are let go from the oldest on when they are too large together, the newest never', () => {
    const transfers = transfersOf({ files: 8, bytes: 100 });
    for (const size of [40, 50, 60]) transfers.receive(file(size));
    expect(() => transfers.findUpload('2')).toThrow('请重新选择');
    expect(transfers.findUpload('3').name).toBe('60.xlsx');
    expect(transfers.findUpload(transfers.receive(file(500))).name).toBe('500.xlsx');
    expect(() => transfers.findUpload('3')).toThrow('请重新选择');
  });

  it('go in and out apart from each other', () => {
    const transfers = transfersOf({ files: 1, bytes: 100 });
    const upload = transfers.receive(file(1));
    const download = transfers.offer(file(2));
    expect(transfers.findUpload(upload).name).toBe('1.xlsx');
    expect(transfers.findDownload(download)?.name).toBe('2.xlsx');
    expect(transfers.findDownload(upload)).toBeNull();
  });
});
