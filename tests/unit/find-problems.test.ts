import { describe, expect, it } from 'vitest';
import { findTableProblems } from '../../renderer/tables/find-problems.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { unreadText } from '../../shared/values/text.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

const table: TableDefinition = {
  key: 'tasks',
  title: '重点任务',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'task', title: '任务', required: true }),
    defineColumn({ key: 'target', title: '目标值', type: 'number', required: true }),
    defineColumn({ key: 'note', title: '备注' }),
  ],
  keyColumns: [],
  grouped: null,
  position: 1,
};
const registry = { units: [], townships: ['高都镇'], villages: new Map([['高都镇', ['泊南村']]]) };

function row(id: string, values: Readonly<Record<string, CellValue>>): Row {
  return { id, position: id, unit: null, round: null, values, source: null };
}
const problemsOf = (...rows: Row[]) => findTableProblems(table, rows, registry);

describe('a required cell that is 未填', () => {
  it('is a hint that says what to do, in a row that holds anything', () => {
    expect(problemsOf(row('a', { target: 3 }))).toEqual([
      {
        severity: 'note',
        message: '任务没有填。这一栏必须填，请补上；整行多余的话请删除这一行。',
        rowId: 'a',
        column: 'task',
        line: null,
      },
    ]);
    expect(problemsOf(row('a', { note: '待核' })).map(({ column }) => column)).toEqual(['task', 'target']);
  });

  it('is none in a row that was just inserted, and none where a value or a confirmed 无 stands', () => {
    expect(problemsOf(row('a', {}))).toEqual([]);
    expect(problemsOf(row('a', { task: null, target: null }))).toEqual([]);
    expect(problemsOf(row('a', { task: '粮食', target: { kind: 'none', text: '无' } }))).toEqual([]);
  });

  it('comes and goes with the row’s values while the other rows stay as they were', () => {
    const whole = row('b', { task: '粮食', target: 1 });
    expect(problemsOf(row('a', { task: '大豆' }), whole)).toHaveLength(1);
    expect(problemsOf(row('a', { task: '大豆', target: 2 }), whole)).toEqual([]);
    expect(problemsOf(row('a', {}), row('b', { target: 1 }))).toHaveLength(1);
  });

  it('stands beside what could not be read', () => {
    const found = problemsOf(row('a', { target: unreadText('约三成', '读不出一个确切的数。') }));
    expect(found.map(({ column, severity }) => [column, severity])).toEqual([
      ['task', 'note'],
      ['target', 'must'],
    ]);
  });

  it('is said once in an annex, where a row without its place or name is a fault already', () => {
    const rows = annexRows([
      ['高都镇', '精品示范村', '泊南村'],
      ['高都镇', '精品示范村', '善获村'],
    ]);
    const [, second] = rows;
    if (second === undefined) throw new Error('two rows');
    const { village: _, ...nameless } = second.values;
    const messages = findTableProblems(
      annexTable,
      [...rows.slice(0, 1), { ...second, values: nameless }],
      registry,
    )
      .map(({ message }) => message)
      .filter((message) => message.includes('没有填'));
    expect(messages).toEqual(['高都镇有一条记录没有填村名。']);
  });
});

describe('a village that the registry does not know', () => {
  it('is a hint that says what to do', () => {
    const found = findTableProblems(annexTable, annexRows([['高都镇', '精品示范村', '无此村']]), registry);
    expect(found.map(({ message }) => message)).toContain(
      '「无此村」不在高都镇的村名册中。请核对写法；没有写错的话，请在「村名册」里补上这个村。',
    );
  });
});
