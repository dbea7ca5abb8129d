import { describe, expect, it } from 'vitest';
import { placeOfText } from '../../renderer/tables/places.ts';
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
