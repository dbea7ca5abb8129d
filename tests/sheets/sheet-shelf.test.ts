import { describe, expect, it } from 'vitest';
import { loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import { readRows, readWindow } from '../../electron/backend/sheets/read/read-rows.ts';
import { openSheetShelf } from '../../electron/backend/sheets/sheet-shelf.ts';
import { annexTable } from '../fixtures/annex.ts';
import { readRequest } from '../fixtures/reading.ts';
import { annexWorkbook } from '../fixtures/sheets.ts';

const bytes = annexWorkbook([['高都镇', '泊南村', '大兴村']]);

function countingShelf(limit?: number) {
  let loads = 0;
  const shelf = openSheetShelf((...file) => {
    loads += 1;
    return loadFile(...file);
  }, limit);
  return { shelf, loads: () => loads };
}

describe('the file that was read last', () => {
  it('is read once for preview, window and preview again', () => {
    const { shelf, loads } = countingShelf();
    const request = readRequest({ bytes, fileName: 'x', definition: annexTable, groups: [], identity: 'a' });
    const first = readRows(request, () => {}, shelf.loadAs('a'));
    const window = { bytes, fileName: 'x', identity: 'a', sheet: 'Sheet1', firstRow: 0, rowCount: 9 };
    expect(readWindow(window, shelf.loadAs('a')).rows).toHaveLength(4);
    expect(readRows(request, () => {}, shelf.loadAs('a'))).toEqual(first);
    expect(loads()).toBe(1);
  });

  it('is let go when another file comes, or one that nobody will ask for again', () => {
    const { shelf, loads } = countingShelf();
    for (const identity of ['a', 'b', 'a', null, 'a', 'a']) shelf.loadAs(identity)(bytes, 'x');
    expect(loads()).toBe(5);
  });

  it('is not kept where it is large', () => {
    const { shelf, loads } = countingShelf(11);
    shelf.loadAs('a')(bytes, 'x');
    shelf.loadAs('a')(bytes, 'x');
    expect(loads()).toBe(2);
  });
});
