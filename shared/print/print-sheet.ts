/** What is printed, before anybody knows on which page: one table with its label, title, columns, rows and total. */
import { groupRows, lineColumnsOf } from '../annex/lines.ts';
import { joinNames } from '../annex/names.ts';
import { countTotals } from '../annex/totals.ts';
import { valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { columnForRow, columnValue } from '../model/computed.ts';
import type { Row } from '../model/row.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../model/table.ts';
import { formatCellValue } from '../values/cell-text.ts';
import type { BreakKind } from './break-lines.ts';

export type PrintColumn = {
  readonly title: string;
  readonly align: 'left' | 'center' | 'right';
  readonly breaks: BreakKind;
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
  readonly columns: readonly PrintColumn[];
  readonly rows: readonly PrintRow[];
  /** The 合计 line. */
  readonly total: readonly string[] | null;
};

/** A table as it is printed: a 名单表 one line a township with its counts below, every other one a row a record. */
export function printSheetOf(
  table: TableDefinition,
  rows: readonly Row[],
  groups: readonly string[],
): PrintSheet {
  const { columns, printed, total } =
    table.grouped === null ? listContent(table, rows) : groupedContent(table, table.grouped, rows, groups);
  return {
    table: table.key,
    label: table.annexLabel,
    title: table.documentTitle ?? table.title,
    columns,
    rows: printed,
    total,
  };
}

/** The same with a 序号 column in front. */
export function withSerials(sheet: PrintSheet): PrintSheet {
  const column: PrintColumn = { title: '序号', align: 'center', breaks: 'text', whole: true };
  return {
    ...sheet,
    columns: [column, ...sheet.columns],
    rows: sheet.rows.map((row, index) => ({ ...row, cells: [String(index + 1), ...row.cells] })),
    total: sheet.total === null ? null : moveWord(sheet.total),
  };
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
      title: findColumn(table, layout.groupColumn)?.title ?? '乡镇',
      align: 'center',
      breaks: 'text',
      whole: true,
    },
    ...totals.map(({ choice }) => ({ title: choice, align: 'left', breaks: 'names', whole: true }) as const),
    ...lineColumns.map(({ title }) => ({ title, align: 'left', breaks: 'text', whole: false }) as const),
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

function listContent(table: TableDefinition, rows: readonly Row[]): Content {
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
  return { columns: table.columns.map(printColumnOf), printed, total: null };
}

function printColumnOf(column: Column): PrintColumn {
  const { title, measureWord, type } = column;
  const printedTitle = measureWord === null ? title : `${title}（${measureWord}）`;
  switch (type) {
    case 'number':
    case 'percent':
      return { title: printedTitle, align: 'right', breaks: 'text', whole: true };
    case 'date':
    case 'boolean':
    case 'choice':
    case 'identity':
    case 'phone':
    case 'unit':
    case 'village':
      return { title: printedTitle, align: 'center', breaks: 'text', whole: true };
    case 'units':
      return { title: printedTitle, align: 'left', breaks: 'names', whole: true };
    case 'text':
      return { title: printedTitle, align: 'left', breaks: 'text', whole: false };
  }
}

/** Line breaks stay; what no paper can show does not. */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '');
}
