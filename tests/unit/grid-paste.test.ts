import { describe, expect, it } from 'vitest';
import { planPaste } from '../../shared/grid/paste.ts';
import type { CellRange } from '../../shared/grid/ranges.ts';

const range = (top: number, left: number, bottom: number, right: number): CellRange => ({
  top,
  left,
  bottom,
  right,
});
const twoByTwo = [
  ['a', 'b'],
  ['c', 'd'],
];
const paste = (block: readonly (readonly string[])[], ...targets: CellRange[]) =>
  planPaste({ block, targets, rowCount: 10, columnCount: 6 });

describe('where a paste goes, as in Excel', () => {
  it('a block goes out from one selected cell', () => {
    expect(paste(twoByTwo, range(3, 1, 3, 1))).toMatchObject({
      targets: [range(3, 1, 4, 2)],
      appendedRows: 0,
    });
  });

  it('a block fills a selection that is a multiple of it', () => {
    expect(paste(twoByTwo, range(0, 0, 3, 5))).toMatchObject({ targets: [range(0, 0, 3, 5)] });
  });

  it('a row fills down a selected column, keeping its width', () => {
    expect(paste([['a', 'b', 'c']], range(2, 1, 5, 1))).toMatchObject({ targets: [range(2, 1, 5, 3)] });
  });

  it('a block that does not fit the selection is pasted once', () => {
    expect(paste(twoByTwo, range(0, 0, 2, 3))).toMatchObject({ targets: [range(0, 0, 1, 1)] });
    expect(paste(twoByTwo, range(0, 0, 3, 2))).toMatchObject({ targets: [range(0, 0, 1, 1)] });
  });

  it('one block goes into several ranges only where it fits all of them', () => {
    expect(paste(twoByTwo, range(0, 0, 1, 1), range(4, 2, 5, 5))).toMatchObject({
      kind: 'paste',
      targets: [range(0, 0, 1, 1), range(4, 2, 5, 5)],
    });
    expect(paste(twoByTwo, range(0, 0, 1, 1), range(4, 2, 4, 2))).toMatchObject({ kind: 'refused' });
  });

  it('says what is missing when there is nothing to paste or nowhere', () => {
    expect(paste([], range(0, 0, 0, 0))).toMatchObject({ reason: expect.stringContaining('剪贴板') });
    expect(paste(twoByTwo)).toMatchObject({ reason: expect.stringContaining('选中') });
  });

  it('into a table without rows appends all of them', () => {
    expect(
      planPaste({ block: twoByTwo, targets: [range(0, 0, 0, 0)], rowCount: 0, columnCount: 6 }),
    ).toMatchObject({
      appendedRows: 2,
    });
  });
});
