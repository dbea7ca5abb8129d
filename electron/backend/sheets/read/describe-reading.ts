/** What was found, as the contract tells it. */
import type { Reading, ReadingChoice } from '../../../../shared/model/reading.ts';
import type { Sheet } from '../sheet.ts';
import type { Candidate } from './find-table.ts';
import type { LoadedFile } from './load-file.ts';
import { joinRows, type RowRoles } from './row-roles.ts';
import { describeSheet } from './sheet-window.ts';

export function describeReading(
  { sheets, unusual }: LoadedFile,
  table: Candidate,
  roles: RowRoles,
  choice: ReadingChoice,
): Reading {
  const effective = effectiveChoice(table, choice);
  return {
    sheets: sheets.map(describeSheet),
    sheet: table.sheet.name,
    layout: table.layout,
    rows: joinRows(roles),
    columns: table.binding.columns,
    missing: table.binding.missing,
    choice: effective,
    remembered: table.recalled.size > 0 || isRemembered(table),
    unusual,
  };
}

/** A sheet on which nothing looks like a table: it can still be drawn and pointed at. */
export function describeBlank({ sheets, unusual }: LoadedFile, sheet: Sheet, choice: ReadingChoice): Reading {
  return {
    sheets: sheets.map(describeSheet),
    sheet: sheet.name,
    layout: 'list',
    rows: [],
    columns: [],
    missing: [],
    choice,
    remembered: false,
    unusual,
  };
}

/** What was pointed out this time and what was remembered, together. */
export function effectiveChoice({ sheet, given, recalled }: Candidate, choice: ReadingChoice): ReadingChoice {
  const header =
    choice.header ??
    (isRemembered({ given }) && given !== null ? { firstRow: given.firstRow, lastRow: given.lastRow } : null);
  const added = [...recalled]
    .filter(([column]) => !choice.columns.some((each) => each.column === column))
    .map(([column, field]) => ({ column, field }));
  const columns = [...choice.columns, ...added];
  const says = header !== null || columns.length > 0 || choice.rows.length > 0;
  return {
    sheet: says ? sheet.name : choice.sheet,
    header,
    rows: choice.rows,
    columns,
    recall: choice.recall && !says,
  };
}

function isRemembered({ given }: Pick<Candidate, 'given'>): boolean {
  return given !== null && given.why === rememberedWhy;
}

export const rememberedWhy = '上次导入时指定';
