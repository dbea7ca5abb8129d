/** 审核报告: what in a table wants looking at, as a table of its own. */
import { findExportProblems } from '../annex/export-problems.ts';
import { isUnread, valueAt } from '../model/cell-value.ts';
import type { Problem } from '../model/problem.ts';
import type { Row } from '../model/row.ts';
import { findColumn, type TableDefinition } from '../model/table.ts';
import { formatCellValue } from '../values/cell-text.ts';
import type { PrintColumn, PrintRow, PrintSheet } from './print-sheet.ts';

const columns: readonly PrintColumn[] = [
  { heads: ['记录'], align: 'left', breaks: 'text', whole: false },
  { heads: ['栏目'], align: 'center', breaks: 'text', whole: true },
  { heads: ['性质'], align: 'center', breaks: 'text', whole: true },
  { heads: ['问题'], align: 'left', breaks: 'text', whole: false },
];

/** Texts that could not be read, required cells that are 未填, totals that differ, rows without a line. */
export function reportSheetOf(
  table: TableDefinition,
  rows: readonly Row[],
  groups: readonly string[],
): PrintSheet {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const printed = [
    ...findExportProblems(table, rows, groups).map((problem) =>
      lineOf(table, byId.get(problem.rowId ?? '') ?? null, '', problem.severity, problem.message),
    ),
    ...rows.flatMap((row) => cellProblems(table, row)),
  ];
  const found = printed.length === 0 ? '没有发现问题' : `发现 ${printed.length} 个问题`;
  const nothing = rows.length === 0 ? '这张表还没有记录。' : '没有发现问题。';
  return {
    table: table.key,
    label: null,
    title: `${[table.annexLabel, table.documentTitle ?? table.title].filter(Boolean).join(' ')}审核报告`,
    summary: rows.length === 0 ? '没有记录' : `核对 ${rows.length} 条记录，${found}`,
    columns,
    rows: printed.length > 0 ? printed : [{ group: null, cells: ['全部记录', '—', '—', nothing] }],
    total: null,
  };
}

function cellProblems(table: TableDefinition, row: Row): PrintRow[] {
  return table.columns.flatMap((column) => {
    const value = valueAt(row.values, column.key);
    if (isUnread(value))
      return [lineOf(table, row, column.title, 'must', `“${value.text}”：${value.reason}`)];
    return column.required && value === null
      ? [lineOf(table, row, column.title, 'must', '必填，还没有填。')]
      : [];
  });
}

function lineOf(
  table: TableDefinition,
  row: Row | null,
  column: string,
  severity: Problem['severity'],
  message: string,
): PrintRow {
  return { group: null, cells: [nameOf(table, row), column, severityWords[severity], message] };
}

const severityWords = { must: '强制性', explain: '核实性', note: '提示' } as const satisfies Record<
  Problem['severity'],
  string
>;

/** The row as the clerk names it: 高都镇 · 大兴村. */
function nameOf(table: TableDefinition, row: Row | null): string {
  if (row === null) return '全表';
  const texts = table.keyColumns.flatMap((key) => {
    const column = findColumn(table, key);
    return column === null ? [] : [formatCellValue(column, valueAt(row.values, key))];
  });
  return texts.filter((text) => text !== '').join(' · ') || '未命名的记录';
}
