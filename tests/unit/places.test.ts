import { describe, expect, it } from 'vitest';
import { placeOfChange, placeOfText } from '../../renderer/tables/places.ts';
import type { Committed } from '../../shared/api.ts';
import type { Change } from '../../shared/model/change.ts';
import type { RowsState } from '../../shared/model/rows-state.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

const rows = annexRows([
  ['高都镇', '精品示范村', '泊南村', '重点'],
  ['高都镇', '别的类别', '大兴村'],
]);
const data: RowsState = {
  tables: new Map([[annexTable.key, annexTable]]),
  rows: new Map([[annexTable.key, new Map(rows.map((row) => [row.id, row]))]]),
};
const place = (rowId: string, column: string, view: 'lines' | 'rows') =>
  placeOfText({ rowId, column }, annexTable, view, data);

describe('the place of a text that was found in an annex', () => {
  it('is its cell of 附件样式 where that view was used last: names, township and remark', () => {
    expect(place('r1', 'village', 'lines')).toEqual({
      table: 'annex1',
      view: 'lines',
      address: { rowId: '高都镇', column: 'choice:精品示范村' },
    });
    expect(place('r1', 'township', 'lines').address).toEqual({ rowId: '高都镇', column: 'township' });
    expect(place('r1', 'note', 'lines').address).toEqual({ rowId: '高都镇', column: 'note' });
  });

  it('is its row of 逐村台账 where that view was used last, or where no line shows the row', () => {
    expect(place('r1', 'village', 'rows')).toEqual({
      table: 'annex1',
      view: 'rows',
      address: { rowId: 'r1', column: 'village' },
    });
    expect(place('r2', 'village', 'lines')).toMatchObject({ view: 'rows', address: { rowId: 'r2' } });
    expect(place('r1', 'category', 'lines')).toMatchObject({ view: 'rows' });
  });
});

describe('the place of what an undo changed', () => {
  const key = annexTable.key;
  const set = (rowId: string, ...columns: string[]): Change => ({
    kind: 'cellsSet',
    table: key,
    rowId,
    before: {},
    after: Object.fromEntries(columns.map((column) => [column, '甲'])),
  });
  const changed = (view: 'lines' | 'rows', ...changes: Change[]) => {
    const committed: Pick<Committed, 'changes'> = { changes };
    return placeOfChange(committed, [annexTable], key, view, data);
  };
  const row = (id: string) => {
    const found = rows.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };

  it('is all cells of a list that were changed, and rows that came back as a whole', () => {
    const back: Change = { kind: 'rowAdded', table: key, row: row('r2') };
    expect(changed('rows', set('r1', 'note'), set('r1', 'village'), back)).toEqual({
      table: key,
      view: 'rows',
      changed: [
        { rowId: 'r1', columns: ['note', 'village'] },
        { rowId: 'r2', columns: null },
      ],
    });
  });

  it('is the cells of 附件样式 whose names came or went', () => {
    expect(changed('lines', { kind: 'rowRemoved', table: key, row: row('r1') }, set('r1', 'note'))).toEqual({
      table: key,
      view: 'lines',
      changed: [{ rowId: '高都镇', columns: ['choice:精品示范村', 'note'] }],
    });
  });

  it('is none where no row is left to show', () => {
    expect(changed('rows', { kind: 'rowRemoved', table: key, row: { ...row('r1'), id: 'gone' } })).toBeNull();
    expect(placeOfChange(null, [annexTable], key, 'rows', data)).toBeNull();
  });
});
