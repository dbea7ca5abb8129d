/** What a return says that the workbook knows otherwise: villages, units, and its own head. */
import { describe, expect, it } from 'vitest';
import { checkHead } from '../../shared/collect/check-head.ts';
import { checkVillages, indexVillages } from '../../shared/collect/check-villages.ts';
import { settleIncoming } from '../../shared/collect/settle-incoming.ts';
import { indexUnits } from '../../shared/collect/unit-names.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const table: TableDefinition = {
  key: 'wc',
  title: '改厕',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'unit', title: '乡镇', type: 'unit', width: 80 }),
    defineColumn({ key: 'village', title: '村名', type: 'village', width: 80 }),
  ],
  keyColumns: ['unit', 'village'],
  grouped: null,
  position: 1,
};

const registry = new Map([
  ['高都镇', indexVillages(['大兴村', '泊南村', '善获村', '东沟村', '东沟社区'])],
  ['巴公镇', indexVillages(['西四义村', '东四义村'])],
]);
const villagesOf = (unit: string) => registry.get(unit) ?? null;
const names = indexUnits(
  ['高都镇', '巴公镇'].map((name) => ({ name, kind: '乡镇', parent: '泽州县', aliases: [] })),
);

function rowsOf(...villages: readonly string[]) {
  return villages.map((village, index) => ({
    values: { unit: '高都镇', village },
    cells: { unit: `B${index + 4}`, village: `C${index + 4}` },
  }));
}

function check(villages: readonly string[], standing: readonly string[] = []) {
  const incoming = { sheet: '改厕', rows: rowsOf(...villages) };
  return checkVillages(incoming, table, 'unit', '高都镇', villagesOf, () => rowsOf(...standing));
}

describe('villages of a return', () => {
  it('that the registry has say nothing; another character is told at its cell, with what may be meant', () => {
    expect(check(['大兴村', '泊南村'])).toEqual([]);
    expect(check(['大兴村', '泊甫村'])).toMatchObject([
      {
        code: 'unknown_village',
        severity: 'explain',
        sheet: '改厕',
        cell: 'C5',
        column: 'village',
        message: expect.stringContaining('是否应为“泊南村”'),
      },
    ]);
  });

  it.each([
    ['without 村', '泊南', '是否应为“泊南村”'],
    ['with 村委会', '善获村委会', '是否应为“善获村”'],
    ['of two that it may be', '东沟', '不在高都镇的村名册里。请核对'],
    ['of another township', '西四义村', '不在高都镇的村名册里。请核对'],
  ])('%s are told', (_, written, words) => {
    expect(check(['大兴村', written]).map(({ message }) => message)).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it('that were taken into the ledger once are not asked for again', () => {
    expect(check(['大兴村', '新添村'])).toHaveLength(1);
    expect(check(['大兴村', '新添村'], ['新添村'])).toEqual([]);
  });

  it('of which the registry hardly knows one are none of it, and are left alone', () => {
    expect(check(['甲', '乙', '丙', '丁', '大兴村'])).toEqual([]);
    expect(check(['甲', '乙'])).toHaveLength(2);
  });

  it('are looked for in the township that their row names', () => {
    const rows = [{ values: { unit: '巴公镇', village: '西四义村' }, cells: { village: 'C4' } }];
    const found = checkVillages({ sheet: '', rows }, table, 'unit', '高都镇', villagesOf, () => []);
    expect(found).toEqual([]);
  });
});

describe('the unit in the rows', () => {
  it('that nobody knows is told once for each spelling, and stays as it is', () => {
    const rows = rowsOf('大兴村', '泊南村').map(({ values, cells }) => ({
      values: { ...values, unit: '东片' },
      cells,
    }));
    const incoming = { sheet: '改厕', columns: ['unit', 'village'], rows, problems: [] };
    const settled = settleIncoming(incoming, table, 'unit', '高都镇', names);
    expect(settled.rows).toEqual(rows);
    expect(settled.problems).toMatchObject([{ code: 'unknown_unit', severity: 'explain', cell: 'B4' }]);
    expect(settled.problems[0]?.message).toContain('有2行');
  });
});

describe('the head of a return', () => {
  const head = {
    sheet: '改厕',
    unitText: '高都镇',
    unitCell: 'A2',
    periodText: '2025年10月',
    periodCell: 'D2',
  };
  it('that says what the file is taken for says nothing new', () => {
    expect(checkHead(head, '高都镇', '2025-10', names)).toEqual([]);
  });

  it('of another unit or period is told at its cell', () => {
    expect(checkHead(head, '巴公镇', '2025-09', names)).toMatchObject([
      { code: 'other_unit_written', severity: 'explain', sheet: '改厕', cell: 'A2' },
      { code: 'other_period_written', severity: 'explain', sheet: '改厕', cell: 'D2' },
    ]);
  });

  it('that nobody understands is no contradiction', () => {
    const unclear = { ...head, unitText: '东片', periodText: '本期' };
    expect(checkHead(unclear, '巴公镇', '2025-09', names)).toEqual([]);
  });
});
