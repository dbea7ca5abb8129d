import { describe, expect, it } from 'vitest';
import { advance, targetOf } from '../../renderer/grid/moves.ts';
import {
  addRange,
  boundsOf,
  extendTo,
  keepSelection,
  pointOf,
  rangesOf,
  type Selection,
  type SheetShape,
  selectAll,
  selectCell,
  selectRange,
  shapeOf,
  widenTo,
} from '../../renderer/grid/selection.ts';
import { makeModel, type TestRow } from '../fixtures/sheet-model.ts';

const rowsOf = (...ids: string[]): TestRow[] => ids.map((id) => ({ id, kind: id, count: null }));
const shapeFor = (...ids: string[]): SheetShape => shapeOf(makeModel(rowsOf(...ids)));
const cell = (rowId: string, column = 'kind') => ({ rowId, column });
const shape = shapeFor('a', 'b', 'c', 'd');
const block = (from: string, to: string): Selection =>
  selectRange({ kind: 'cells', anchor: cell(from), head: cell(to, 'count') });

describe('the shape of a sheet', () => {
  it('stays the same object while only cells changed, so that nothing is indexed again', () => {
    const before = shapeOf(makeModel(rowsOf('a', 'b')));
    expect(shapeOf(makeModel(rowsOf('a', 'b')), before)).toBe(before);
    expect(shapeOf(makeModel(rowsOf('b', 'a')), before)).not.toBe(before);
  });

  it('puts the totals behind the rows', () => {
    const model = { ...makeModel(rowsOf('a')), totals: rowsOf('sum') };
    expect(shapeOf(model)).toMatchObject({ rowIds: ['a', 'sum'], dataRows: 1 });
  });
});

describe('selecting', () => {
  it('keeps the first cell active while a range grows and shrinks from it', () => {
    const grown = extendTo(shape, selectCell(cell('b')), cell('d', 'count'));
    expect(grown.active).toEqual(cell('b'));
    expect(rangesOf(shape, grown)).toEqual([{ top: 1, bottom: 3, left: 0, right: 1 }]);
    expect(rangesOf(shape, extendTo(shape, grown, cell('a')))).toEqual([
      { top: 0, bottom: 1, left: 0, right: 0 },
    ]);
  });

  it('adds ranges with Ctrl and types into the newest of them', () => {
    const two = addRange(block('a', 'b'), { kind: 'cells', anchor: cell('d'), head: cell('d') });
    expect(two.active).toEqual(cell('d'));
    expect(rangesOf(shape, two)).toHaveLength(2);
  });

  it('takes whole rows and columns of what is selected, and all but the totals', () => {
    const model = { ...makeModel(rowsOf('a', 'b')), totals: rowsOf('sum') };
    const withTotals = shapeOf(model);
    expect(rangesOf(withTotals, widenTo(selectCell(cell('b', 'count')), 'rows'))).toEqual([
      { top: 1, bottom: 1, left: 0, right: 1 },
    ]);
    expect(rangesOf(withTotals, widenTo(selectCell(cell('b', 'count')), 'columns'))).toEqual([
      { top: 0, bottom: 1, left: 1, right: 1 },
    ]);
    expect(rangesOf(withTotals, selectAll(withTotals, null))).toEqual([
      { top: 0, bottom: 1, left: 0, right: 1 },
    ]);
  });
});

describe('a selection while rows change', () => {
  it('stays on its rows when others are added above', () => {
    const after = shapeFor('new', 'a', 'b', 'c', 'd');
    const kept = keepSelection(shape, after, block('b', 'c'));
    expect(kept && rangesOf(after, kept)).toEqual([{ top: 2, bottom: 3, left: 0, right: 1 }]);
  });

  it('goes to the place of a row that was removed', () => {
    const kept = keepSelection(shape, shapeFor('a', 'c', 'd'), selectCell(cell('b')));
    expect(kept?.active).toEqual(cell('c'));
    expect(keepSelection(shape, shapeFor(), selectCell(cell('b')))).toBeNull();
  });

  it('stays where it is on the screen when a sort tears its rows apart', () => {
    const after = shapeFor('b', 'd', 'a', 'c');
    const kept = keepSelection(shape, after, block('a', 'b'));
    expect(kept && rangesOf(after, kept)).toEqual([{ top: 0, bottom: 1, left: 0, right: 1 }]);
  });

  it('grows with a whole column that rows are added to', () => {
    const column = selectRange({ kind: 'columns', anchor: cell('a'), head: cell('a') });
    const after = shapeFor('a', 'b', 'c', 'd', 'e');
    const kept = keepSelection(shape, after, column);
    expect(kept?.ranges.map((range) => boundsOf(after, range).bottom)).toEqual([4]);
  });
});

describe('Tab and Enter', () => {
  const right = { along: 'row', backwards: false } as const;
  const down = { along: 'column', backwards: false } as const;
  const walk = (start: Selection, by: Parameters<typeof advance>[2], steps: number): string[] => {
    let selection = start;
    return Array.from({ length: steps }, () => {
      selection = advance(shape, selection, by, null);
      const { row, column } = pointOf(shape, selection.active);
      return `${row},${column}`;
    });
  };

  it('go round inside a selected range, which stays selected', () => {
    expect(walk(block('a', 'b'), right, 4)).toEqual(['0,1', '1,0', '1,1', '0,0']);
    expect(walk(block('a', 'b'), down, 4)).toEqual(['1,0', '0,1', '1,1', '0,0']);
    expect(walk(block('a', 'b'), { ...right, backwards: true }, 2)).toEqual(['1,1', '1,0']);
    expect(advance(shape, block('a', 'b'), right, null).ranges).toEqual(block('a', 'b').ranges);
  });

  it('go from one range to the next and round again', () => {
    const two = addRange(selectCell(cell('a')), { kind: 'cells', anchor: cell('c'), head: cell('d') });
    expect(walk(two, down, 4)).toEqual(['3,0', '0,0', '2,0', '3,0']);
    expect(walk(two, { ...down, backwards: true }, 3)).toEqual(['0,0', '3,0', '2,0']);
  });

  it('lead from a single cell to the next one, Enter back below the column where the Tabs began', () => {
    expect(walk(selectCell(cell('a')), right, 3)).toEqual(['0,1', '1,0', '1,1']);
    expect(advance(shape, selectCell(cell('a', 'count')), down, 'kind').active).toEqual(cell('b'));
    expect(walk(selectCell(cell('d')), down, 1)).toEqual(['3,0']);
  });
});

describe('a jump with Ctrl', () => {
  const filled = (row: number, column: number): boolean => column === 0 && row !== 1;
  const context = { pageSize: 2, isFilled: filled };
  const jump = (from: string, direction: 'down' | 'up') =>
    targetOf({ kind: 'move', direction, extend: false, far: true }, shape, cell(from), context)?.rowId;

  it('leads to the edge of the data, and over a gap to the next data', () => {
    expect(jump('a', 'down')).toBe('c');
    expect(jump('c', 'down')).toBe('d');
    expect(jump('d', 'up')).toBe('c');
  });

  it('ends on the last row before the totals', () => {
    const model = { ...makeModel(rowsOf('a', 'b')), totals: rowsOf('sum') };
    const command = { kind: 'move', direction: 'down', extend: false, far: true } as const;
    const target = targetOf(command, shapeOf(model), cell('a'), { pageSize: 2, isFilled: () => true });
    expect(target?.rowId).toBe('b');
  });
});
