/** What is printed, before anybody knows on which page: one table with its label, title, columns, rows and total. */
import { groupRows, lineColumnsOf } from '../annex/lines.ts';
import { joinNames } from '../annex/names.ts';
import { countTotals } from '../annex/totals.ts';
import { valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { columnForRow, columnValue } from '../model/computed.ts';
import type { FormDefinition } from '../model/form.ts';
import type { Row } from '../model/row.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../model/table.ts';
import { formatCellValue } from '../values/cell-text.ts';
import type { BreakKind } from './break-lines.ts';
import { columnHeads } from './column-heads.ts';

export type PrintColumn = {
  /** From the top level down; the last is the column's own. */
  readonly heads: readonly string[];
  readonly align: 'left' | 'center' | 'right';
  readonly breaks: Exclude<BreakKind, 'head'>;
  /** Never broken where it can be helped: names, numbers, dates. */
  readonly whole: boolean;
};

export type PrintRow = {
  readonly cells: readonly string[];
  /** The township that the row belongs to; null where the table has none. */
  readonly group: string | null;
};

export type PrintSheet = {
  readonly table: string;
  /** 附件1, above the title. */
  readonly label: string | null;
  readonly title: string;
  /** What it holds, in words: 共 35 条. */
  readonly summary: string;
  readonly columns: readonly PrintColumn[];
  readonly rows: readonly PrintRow[];
  /** The 合计 line. */
  readonly total: readonly string[] | null;
};

/**
 * A table as it is printed: a 名单表 one line a township with its counts below, every other one a row a record.
 * @param form the one that the table is bound to, whose heads it is printed with; null for none
 */
export function printSheetOf(
  table: TableDefinition,
  rows: readonly Row[],
  groups: readonly string[],
  form: FormDefinition | null,
): PrintSheet {
  const { columns, printed, total } =
    table.grouped === null
      ? listContent(table, rows, form)
      : groupedContent(table, table.grouped, rows, groups);
  return {
    table: table.key,
    label: table.annexLabel,
    title: table.documentTitle ?? table.title,
    summary: `共 ${printed.length} 条`,
    columns,
    rows: printed,
    total,
  };
}

/** The same with a 序号 column in front. */
export function withSerials(sheet: PrintSheet): PrintSheet {
  const column: PrintColumn = { heads: ['序号'], align: 'center', breaks: 'text', whole: true };
  return {
    ...sheet,
    columns: [column, ...sheet.columns],
    rows: sheet.rows.map((row, index) => ({ ...row, cells: [String(index + 1), ...row.cells] })),
    total: sheet.total === null ? null : moveWord(sheet.total),
  };
}

/** The same with the rows of each township together, in the order in which townships come up. */
export function withGroupsTogether(sheet: PrintSheet): PrintSheet {
  const groups = Map.groupBy(sheet.rows, ({ group }) => group);
  return { ...sheet, rows: [...groups.values()].flat() };
}

/** 合计 stands in the first column, whichever that is. */
function moveWord([word = '', ...rest]: readonly string[]): string[] {
  return [word, '', ...rest];
}

type Content = {
  readonly columns: readonly PrintColumn[];
  readonly printed: readonly PrintRow[];
  readonly total: readonly string[] | null;
};

function groupedContent(
  table: TableDefinition,
  layout: GroupedLayout,
  rows: readonly Row[],
  groups: readonly string[],
): Content {
  const { lines } = groupRows(table, layout, rows, groups);
  const totals = countTotals(table, layout, lines);
  const lineColumns = lineColumnsOf(table, layout);
  const columns: PrintColumn[] = [
    {
      heads: [findColumn(table, layout.groupColumn)?.title ?? '乡镇'],
      align: 'center',
      breaks: 'text',
      whole: true,
    },
    ...totals.map(
      ({ choice }) => ({ heads: [choice], align: 'left', breaks: 'names', whole: true }) as const,
    ),
    ...lineColumns.map(
      (column) =>
        ({ heads: columnHeads(column, null), align: 'left', breaks: 'text', whole: false }) as const,
    ),
  ];
  const printed = lines.map((line) => ({
    group: line.group,
    cells: [
      line.group,
      ...totals.map(({ choice }) => joinNames((line.names[choice] ?? []).map(({ name }) => name))),
      ...lineColumns.map((column) => formatCellValue(column, line.values[column.key] ?? null)),
    ].map(printable),
  }));
  const total = ['合计', ...totals.map(({ counted }) => String(counted)), ...lineColumns.map(() => '')];
  return { columns, printed, total };
}

function listContent(table: TableDefinition, rows: readonly Row[], form: FormDefinition | null): Content {
  const groupColumn = table.columns.find(({ type }) => type === 'unit')?.key ?? null;
  const printed = rows.map(({ values, unit }) => {
    const group = groupColumn === null ? unit : valueAt(values, groupColumn);
    return {
      group: typeof group === 'string' ? group : null,
      cells: table.columns.map((column) => {
        const value = columnValue(column, values);
        return printable(formatCellValue(columnForRow(column, values), value));
      }),
    };
  });
  const columns = table.columns.map((column) => printColumnOf(column, columnHeads(column, form)));
  return { columns, printed, total: null };
}

function printColumnOf({ type }: Column, heads: readonly string[]): PrintColumn {
  switch (type) {
    case 'number':
    case 'percent':
      return { heads, align: 'right', breaks: 'text', whole: true };
    case 'date':
    case 'boolean':
    case 'choice':
    case 'identity':
    case 'phone':
    case 'unit':
    case 'village':
      return { heads, align: 'center', breaks: 'text', whole: true };
    case 'units':
      return { heads, align: 'left', breaks: 'names', whole: true };
    case 'text':
      return { heads, align: 'left', breaks: 'text', whole: false };
  }
}

/** Line breaks stay; what no paper can show does not. */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '');
}
