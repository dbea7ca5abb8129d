import { describe, expect, it } from 'vitest';
import { rangeOfChanged } from '../../renderer/grid/changed-cells.ts';
import { makeModel } from '../fixtures/sheet-model.ts';

const model = makeModel([
  { id: 'a', kind: '甲', count: 1 },
  { id: 'b', kind: '乙', count: 2 },
  { id: 'c', kind: '丙', count: null },
]);
const whole = (rowId: string) => ({ rowId, columns: null });
const cells = (rowId: string, ...columns: string[]) => ({ rowId, columns });

describe('what is selected after an undo', () => {
  it('is the rows that came back, from the first to the last, in whatever order they are named', () => {
    expect(rangeOfChanged(model, [whole('c'), whole('a'), whole('b')])).toEqual({
      kind: 'rows',
      anchor: { rowId: 'a', column: 'kind' },
      head: { rowId: 'c', column: 'kind' },
    });
  });

  it('is the block of cells that were changed', () => {
    expect(rangeOfChanged(model, [cells('b', 'count', 'kind'), cells('a', 'kind', 'count')])).toEqual({
      kind: 'cells',
      anchor: { rowId: 'a', column: 'kind' },
      head: { rowId: 'b', column: 'count' },
    });
  });

  it('is the topmost cell where the changed ones are no block, or some are not shown', () => {
    const top = {
      kind: 'cells',
      anchor: { rowId: 'a', column: 'count' },
      head: { rowId: 'a', column: 'count' },
    };
    expect(rangeOfChanged(model, [cells('c', 'count'), cells('a', 'count')])).toEqual(top);
    expect(rangeOfChanged(model, [cells('a', 'count'), cells('b', 'kind')])).toEqual(top);
    expect(rangeOfChanged(model, [cells('gone', 'count'), cells('a', 'count')])).toEqual(top);
    expect(rangeOfChanged(model, [cells('gone', 'count')])).toBeNull();
  });

  it('is the first cell of a row whose changed column is hidden', () => {
    expect(rangeOfChanged(model, [cells('b', 'hidden')])?.anchor).toEqual({ rowId: 'b', column: 'kind' });
  });
});
