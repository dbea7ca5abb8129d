/** Rows grow with the wrapped texts that are written into them, and only with those. */
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';

const long = Array.from({ length: 20 }, (_, index) => `第${index + 1}号村`).join('、');

type Look = {
  readonly height?: number;
  readonly wraps?: boolean;
  readonly merge?: string;
  readonly width?: number;
};

/** A sheet whose cell A2 is filled with a text; the height of row 2 afterwards, undefined where none is written. */
async function heightAfter(
  text: string,
  { height, wraps = true, merge, width = 20 }: Look,
  growsRows = true,
) {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('表');
  sheet.getColumn(1).width = width;
  sheet.getColumn(2).width = 100;
  sheet.getCell('A1').value = '名单';
  sheet.getCell('A2').font = { name: '宋体', size: 12 };
  sheet.getCell('A2').alignment = { wrapText: wraps };
  if (height !== undefined) sheet.getRow(2).height = height;
  if (merge !== undefined) sheet.mergeCells(merge);
  const form = new Uint8Array(await workbook.xlsx.writeBuffer());
  const cells = [{ row: 1, column: 0, value: { kind: 'text', text } } as const];
  const { bytes } = refillWorkbook(form, { sheets: [{ sheet: '表', cells, growsRows }] });
  const filled = new ExcelJS.Workbook();
  await filled.xlsx.load(new Uint8Array(bytes).buffer);
  return filled.getWorksheet('表')?.getRow(2).height;
}

describe('a row that is filled', () => {
  it('grows to show all lines of a wrapped text', async () => {
    const height = await heightAfter(long, { height: 20 });
    expect(height).toBeGreaterThan(8 * 12);
    expect(height).toBeLessThan(20 * 12);
    expect(await heightAfter(long, {})).toBe(height);
  });

  it('keeps a height that is enough, and never shrinks', async () => {
    expect(await heightAfter(long, { height: 300 })).toBe(300);
    expect(await heightAfter('大兴村', { height: 60 })).toBe(60);
  });

  it('stays as it is for a text of one line, one that does not wrap, or where nobody asked', async () => {
    expect(await heightAfter('大兴村', { height: 12 })).toBe(12);
    expect(await heightAfter(long, { height: 20, wraps: false })).toBe(20);
    expect(await heightAfter(long, { height: 20 }, false)).toBe(20);
  });

  it('needs less where the cell is merged over more columns, and is left alone where it is merged down', async () => {
    const alone = await heightAfter(long, { height: 20 });
    const across = await heightAfter(long, { height: 20, merge: 'A2:B2' });
    expect(across).toBeLessThan(Number(alone));
    expect(await heightAfter(long, { height: 20, merge: 'A2:A3' })).toBe(20);
  });

  it('is never higher than a row can be', async () => {
    expect(await heightAfter('村'.repeat(5000), { height: 20, width: 4 })).toBe(409);
  });
});
