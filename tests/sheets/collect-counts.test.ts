/** 数量 of a 名单表 that came back against the names that its lines list. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadReturn, readReturn } from '../../electron/backend/sheets/collect/read-return.ts';
import { type BoundFixture, learnBound } from '../fixtures/issue.ts';
import { type FixtureCell, workbookBytes } from '../fixtures/sheets.ts';

const head: (string | null)[][] = [
  ['精品示范村、提档升级村名单'],
  ['乡镇', '精品示范村', null, '提档升级村', null, '备注'],
  [null, '数量', '名单', '数量', '名单', null],
];
const merges = ['A1:F1', 'A2:A3', 'B2:C2', 'D2:E2', 'F2:F3'];

let bound: BoundFixture;
beforeAll(async () => {
  const rows = [
    ...head,
    ['高都镇', 2, '大兴村、泊南村', 1, '善获村', null],
    ['巴公镇', 1, '西四义村', 2, '东四义村、渠头村', null],
  ];
  bound = await learnBound({ name: '名单', rows, merges });
});

function read(...lines: readonly FixtureCell[][]): ReadReturn {
  const bytes = workbookBytes([{ name: '名单', rows: [...head, ...lines], merges }]);
  const { form, table } = bound;
  return readReturn({ bytes, fileName: '高都.xlsx', form, table, units: ['高都镇', '巴公镇'] });
}

function countFindings({ problems }: ReadReturn) {
  return problems.filter(({ code }) => code === 'count_differs');
}

describe('the counts of a 名单表', () => {
  it('are counts of the names beside them', () => {
    expect(bound.form.columns.map(({ part }) => part)).toEqual([
      'group',
      'count',
      'names',
      'count',
      'names',
      'value',
    ]);
  });

  it('that are right, or left blank, say nothing', () => {
    const found = read(['高都镇', 2, '大兴村、泊南村', null, '善获村', null]);
    expect(found.rows).toHaveLength(3);
    expect(countFindings(found)).toEqual([]);
  });

  it('that differ are told at their cell, with both numbers', () => {
    const found = read(['高都镇', 3, '大兴村、泊南村', 1, null, null]);
    expect(countFindings(found)).toMatchObject([
      { severity: 'explain', sheet: '名单', cell: 'B4' },
      { severity: 'explain', sheet: '名单', cell: 'D4' },
    ]);
    expect(countFindings(found)[0]?.message).toContain('写的是3，这一行列了2个名称');
  });
});
