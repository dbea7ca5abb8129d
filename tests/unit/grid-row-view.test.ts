import { describe, expect, it } from 'vitest';
import { compileCondition, type FilterCondition } from '../../shared/grid/filter.ts';
import { makeRowView, wholeView } from '../../shared/grid/row-view.ts';
import type { CellValue, RowValues } from '../../shared/model/cell-value.ts';
import { valueAt } from '../../shared/model/cell-value.ts';
import { type ColumnType, defineColumn } from '../../shared/model/column.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { unreadText } from '../../shared/values/text.ts';

const columns = [
  defineColumn({ key: 'village', title: '村' }),
  defineColumn({ key: 'people', title: '人口', type: 'number' }),
  defineColumn({ key: 'due', title: '期限', type: 'date' }),
  defineColumn({ key: 'units', title: '单位', type: 'units' }),
];
const none: CellValue = { kind: 'none', text: '无' };
const unread = unreadText('约50', '不确切');

function viewOf(rows: readonly RowValues[]) {
  return makeRowView<RowValues>({
    columns,
    rows,
    valueOf: valueAt,
    textOf: (row, key) => {
      const column = columns.find((each) => each.key === key);
      return column === undefined ? '' : formatCellValue(column, valueAt(row, key));
    },
  });
}

describe('sorting rows', () => {
  const sorted = (key: string, values: readonly CellValue[], descending = false): CellValue[] =>
    [
      ...viewOf(values.map((value) => ({ [key]: value }))).select({
        ...wholeView,
        sort: [{ column: key, descending }],
      }),
    ].map((row) => values[row] ?? null);

  it('puts numbers by size; 无, then unread, then blank cells last both ways', () => {
    expect(sorted('people', [null, 10, unread, 9, none, -1, 10.5])).toEqual([
      -1,
      9,
      10,
      10.5,
      none,
      unread,
      null,
    ]);
    expect(sorted('people', [null, 10, unread, 9, none, -1, 10.5], true)).toEqual([
      10.5,
      10,
      9,
      -1,
      none,
      unread,
      null,
    ]);
  });

  it('puts texts by pinyin after digits and letters, dates by time', () => {
    expect(sorted('village', ['周村', '大兴', 'B村', '安', '1组', 'a', '大阳', '', '大'])).toEqual([
      '1组',
      'a',
      'B村',
      '安',
      '大',
      '大兴',
      '大阳',
      '周村',
      '',
    ]);
    expect(sorted('due', ['2025-03-26', '2024', '2025', '2025-03'])).toEqual([
      '2024',
      '2025',
      '2025-03',
      '2025-03-26',
    ]);
  });

  it('takes several keys, and keeps the order of rows that are alike', () => {
    const view = viewOf([
      { village: '乙', people: 1 },
      { village: '甲', people: 2 },
      { village: '乙', people: 3 },
      { village: '甲', people: 2, due: '2025' },
    ]);
    const sort = [
      { column: 'village', descending: false },
      { column: 'people', descending: true },
    ];
    expect([...view.select({ ...wholeView, sort })]).toEqual([1, 3, 2, 0]);
  });
});

describe('conditions', () => {
  const passes = (type: ColumnType, condition: FilterCondition, values: readonly CellValue[]): boolean[] => {
    const column = defineColumn({ key: 'a', title: 'a', type });
    const test = compileCondition(type, condition);
    return values.map((value) => test(value, formatCellValue(column, value)));
  };

  it('compare numbers by size, and percentages as they are shown', () => {
    expect(passes('number', { kind: 'greater', text: '９' }, [10, 9, '10', none, unread, null])).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(passes('number', { kind: 'between', from: '10', to: '5' }, [5, 7, 10, 11])).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(passes('percent', { kind: 'lessOrEqual', text: '89%' }, [0.89, 0.9])).toEqual([true, false]);
    expect(passes('percent', { kind: 'equals', text: '0.89' }, [0.89, 0.9])).toEqual([true, false]);
  });

  it('take a month or a year as all of its days', () => {
    const days = ['2025-02-28', '2025-03-01', '2025-03', '2025-04-01', '2025'];
    expect(passes('date', { kind: 'equals', text: '2025年3月' }, days)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(passes('date', { kind: 'greater', text: '2025-03' }, days)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(passes('date', { kind: 'between', from: '2025-02', to: '2025-03' }, days)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('compare texts without case and width; blank cells are not equal to anything', () => {
    const names = ['Ａ村', 'b村', null];
    expect(passes('text', { kind: 'equals', text: 'a村' }, names)).toEqual([true, false, false]);
    expect(passes('text', { kind: 'notEquals', text: 'a村' }, names)).toEqual([false, true, true]);
    expect(passes('text', { kind: 'startsWith', text: 'B' }, names)).toEqual([false, true, false]);
    expect(passes('text', { kind: 'endsWith', text: '村' }, names)).toEqual([true, true, false]);
    expect(passes('text', { kind: 'notContains', text: 'a' }, names)).toEqual([false, true, true]);
    expect(passes('text', { kind: 'blank' }, names)).toEqual([false, false, true]);
    expect(passes('text', { kind: 'notBlank' }, names)).toEqual([true, true, false]);
    expect(passes('text', { kind: 'greater', text: '9' }, ['10', '8', '安'])).toEqual([true, false, true]);
  });
});

describe('filtering rows', () => {
  const rows: readonly RowValues[] = [
    { village: '大兴村', people: 120, units: ['农业局', '水务局'] },
    { village: '泊南村', people: 80 },
    { village: '大阳村', people: 120, due: '2025-03-26' },
    { people: 7 },
  ];
  const shown = (query: Partial<typeof wholeView>): number[] => [
    ...viewOf(rows).select({ ...wholeView, ...query }),
  ];
  const filter = (column: string, values: string[] | null, conditions: FilterCondition[] = []) => ({
    column,
    values,
    conditions,
    join: 'and' as const,
  });

  it('shows rows that have every word of the quick filter in some column', () => {
    expect(shown({ quick: '大' })).toEqual([0, 2]);
    expect(shown({ quick: ' １20  大兴 ' })).toEqual([0]);
    expect(shown({ quick: '村120' })).toEqual([]);
    expect(shown({ quick: '水务' })).toEqual([0]);
    expect(shown({ quick: 'dxc' })).toEqual([]);
    expect(shown({ quick: 'dxc 120', pinyin: true })).toEqual([0]);
    expect(shown({ quick: '' })).toEqual([0, 1, 2, 3]);
  });

  it('keeps to value lists and conditions of several columns', () => {
    expect(shown({ filters: [filter('village', ['大兴村', ''])] })).toEqual([0, 3]);
    expect(shown({ filters: [filter('people', ['120']), filter('due', null, [{ kind: 'blank' }])] })).toEqual(
      [0],
    );
    const either = {
      ...filter('people', null, [
        { kind: 'less', text: '10' },
        { kind: 'greater', text: '100' },
      ]),
      join: 'or' as const,
    };
    expect(shown({ filters: [either] })).toEqual([0, 2, 3]);
    expect(shown({ filters: [filter('gone', [])] })).toEqual([0, 1, 2, 3]);
  });

  it('offers the values of the rows that the other filters let through', () => {
    const query = { ...wholeView, filters: [filter('people', ['120', '7']), filter('village', ['大兴村'])] };
    expect(viewOf(rows).valuesOf('village', query)).toEqual([
      { text: '大兴村', count: 1 },
      { text: '大阳村', count: 1 },
      { text: '', count: 1 },
    ]);
    expect(
      viewOf(rows)
        .valuesOf('people', wholeView)
        .map(({ text }) => text),
    ).toEqual(['7', '80', '120']);
  });

  it('has every column prepared after idle time', () => {
    const view = viewOf(rows);
    expect(columns.map(() => view.prepareNext())).toEqual([true, true, true, true]);
    expect(view.prepareNext()).toBe(false);
  });
});
