import { describe, expect, it } from 'vitest';
import { planCellEdits, readRowTexts } from '../../renderer/tables/plan-cells.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const table: TableDefinition = {
  key: 'tasks',
  title: '重点任务',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'target', title: '目标值', type: 'number', measureWordColumn: 'measureWord' }),
    defineColumn({ key: 'measureWord', title: '计量单位' }),
  ],
  keyColumns: [],
  grouped: null,
  position: 1,
};

function row(measureWord: string | null): Row {
  const values = measureWord === null ? {} : { measureWord };
  return { id: 'r1', position: 'a', unit: null, round: null, values, source: null };
}

const typed = (text: string, from: Row) =>
  planCellEdits(table, [from], [{ rowId: 'r1', column: 'target', text }])[0]?.after.target;

describe('a number in a row that has a measure word of its own', () => {
  it('is read with that word behind it', () => {
    expect(typed('300户', row('户'))).toBe(300);
    expect(typed('1.2万户', row('户'))).toBe(12_000);
    expect(typed('300', row('户'))).toBe(300);
  });

  it('is kept as written and marked when another word stands there', () => {
    expect(typed('300户', row('万亩'))).toMatchObject({ kind: 'unread', text: '300户' });
    expect(typed('300亩', row('户'))).toMatchObject({ kind: 'unread', text: '300亩' });
  });

  it('is read with the word that the same paste brings, whichever stands first', () => {
    const edits = [
      { rowId: 'r1', column: 'target', text: '300户' },
      { rowId: 'r1', column: 'measureWord', text: '户' },
    ];
    expect(planCellEdits(table, [row('万亩')], edits)[0]?.after).toEqual({ target: 300, measureWord: '户' });
    expect(readRowTexts(table, { target: '300户', measureWord: '户' })).toEqual({
      target: 300,
      measureWord: '户',
    });
  });
});
