import type { Column } from '../../../../shared/model/column.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../../../shared/model/table.ts';
import { type Sheet, textAt } from '../sheet.ts';
import type { Candidate } from './find-table.ts';
import type { Findings, Place, Report } from './findings.ts';
import { rowsUnderMerges } from './merged-cells.ts';

/** What every step of reading a grouped sheet works on. */
export type GroupedContext = {
  readonly sheet: Sheet;
  readonly table: Candidate;
  readonly layout: GroupedLayout;
  /** Columns of the sheet, left to right. */
  readonly groupColumns: readonly number[];
  readonly choices: readonly { readonly at: number; readonly choice: string }[];
  readonly lines: readonly LineColumn[];
  readonly definition: TableDefinition;
  readonly groups: readonly string[];
  readonly findings: Findings;
  readonly report: Report;
};

/** A column with one value a line; an amount holds for the first of the lines that it is merged over. */
export type LineColumn = {
  readonly at: number;
  readonly column: Column;
  readonly filledFrom: ReadonlyMap<number, number> | null;
};

export function groupedContext(
  table: Candidate,
  definition: TableDefinition,
  layout: GroupedLayout,
  groups: readonly string[],
  findings: Findings,
  report: Report,
): GroupedContext {
  const groupColumns: number[] = [];
  const choices: { at: number; choice: string }[] = [];
  const lines: LineColumn[] = [];
  const { sheet } = table;
  for (const { column: at, field } of table.binding.columns) {
    if (field?.kind === 'choice') choices.push({ at, choice: field.choice });
    if (field?.kind !== 'column') continue;
    const column = findColumn(definition, field.key);
    if (field.key === layout.groupColumn) groupColumns.push(at);
    else if (column !== null) {
      const isAmount = column.type === 'number' || column.type === 'percent';
      lines.push({ at, column, filledFrom: isAmount ? null : rowsUnderMerges(sheet, at) });
    }
  }
  return { sheet, table, layout, groupColumns, choices, lines, definition, groups, findings, report };
}

/** The cell of the header that names the column, the lowest one. */
export function headerPlace({ sheet, region }: Candidate, column: number): Place {
  const row = region.headerRows.findLast((at) => textAt(sheet, at, column).trim() !== '');
  return { row: row ?? region.headerRows.at(-1) ?? 0, column };
}
