/** What each row of a region was taken for, with what a person pointed out about rows. */
import type { Problem } from '../../../../shared/model/problem.ts';
import type { ReadingChoice, ReadingRows, RowRole } from '../../../../shared/model/reading.ts';
import type { Reason, ReasonCode, Region } from '../regions/region.ts';
import { filledColumns, type Sheet } from '../sheet.ts';
import { unusableChoice } from './check-choice.ts';
import { sizeOf } from './sheet-window.ts';

export type RowReading = {
  readonly role: RowRole;
  readonly why: string;
  /** `pointed` by a person; `below_total` of a 名单表. */
  readonly code: ReasonCode | 'pointed' | 'below_total';
};

/** By row of the sheet, top to bottom. */
export type RowRoles = ReadonlyMap<number, RowReading>;

/** As the finder sees the region. */
export function rolesOf(region: Region): Map<number, RowReading> {
  const found = new Map<number, RowReading>();
  // One reading for all rows of a reason: a sheet may have a hundred thousand rows of data.
  for (const { what, rows, why, code } of region.reasons) {
    const role = roleOfReason(what);
    if (role === null) continue;
    const reading = { role, why, code };
    for (const row of rows) found.set(row, reading);
  }
  const sorted = [...found.keys()].sort((left, right) => left - right);
  return new Map(sorted.map((row) => [row, found.get(row) ?? unknownRow]));
}

const unknownRow: RowReading = { role: 'excluded', why: '', code: 'plain' };

function roleOfReason(what: Reason['what']): RowRole | null {
  switch (what) {
    case 'units':
      return 'numbers';
    case 'hidden':
      return 'data';
    case 'split':
    case 'fillDown':
    case 'type':
    case 'doubt':
      return null;
    default:
      return what;
  }
}

/** The roles with those that a person gave; what cannot be is a problem. */
export function pointRows(
  roles: RowRoles,
  choice: ReadingChoice,
  sheet: Sheet,
  region: Region,
): { readonly roles: RowRoles; readonly problems: readonly Problem[] } {
  if (choice.rows.length === 0) return { roles, problems: [] };
  const pointed = new Map(roles);
  const problems: Problem[] = [];
  const { rowCount } = sizeOf(sheet);
  const headerRow = region.headerRows.at(-1) ?? -1;
  for (const { firstRow, lastRow, role } of choice.rows) {
    if (firstRow >= rowCount || lastRow < firstRow) {
      problems.push(
        unusableChoice(
          sheet,
          `所指的${nameRows(firstRow, lastRow)}没有内容，这一项指定没有用上。请重新指定。`,
        ),
      );
      continue;
    }
    if (role === 'data' && firstRow <= headerRow) {
      problems.push(
        unusableChoice(
          sheet,
          `${nameRows(firstRow, Math.min(lastRow, headerRow))}在表头或表头之上，不能作为记录，没有读入。请先重新指定表头。`,
        ),
      );
    }
    for (let row = Math.max(firstRow, headerRow + 1); row <= Math.min(lastRow, rowCount - 1); row += 1) {
      if (filledColumns(sheet, row).length > 0) pointed.set(row, { role, why: '由您指定', code: 'pointed' });
    }
  }
  return { roles: new Map([...pointed].sort(([left], [right]) => left - right)), problems };
}

export function rowsWith(roles: RowRoles, ...wanted: readonly RowRole[]): number[] {
  const rows: number[] = [];
  for (const [row, { role }] of roles) if (wanted.includes(role)) rows.push(row);
  return rows;
}

/** Rows that belong to the page: nothing that was filled in is lost with them. */
export function belongsToPage({ code }: RowReading): boolean {
  return pageCodes.includes(code);
}

const pageCodes: readonly RowReading['code'][] = [
  'blank',
  'repeated_header',
  'repeated_title',
  'page_mark',
  'serial_only',
  'formulas_only',
  'column_numbers',
  'column_units',
];

/** Runs of rows with the same role for the same reason. */
export function joinRows(roles: RowRoles): ReadingRows[] {
  const runs: { firstRow: number; lastRow: number; role: RowRole; why: string }[] = [];
  for (const [row, { role, why }] of roles) {
    const run = runs.at(-1);
    if (run !== undefined && run.lastRow === row - 1 && run.role === role && run.why === why)
      run.lastRow = row;
    else runs.push({ firstRow: row, lastRow: row, role, why });
  }
  return runs;
}

function nameRows(firstRow: number, lastRow: number): string {
  return firstRow === lastRow ? `第${firstRow + 1}行` : `第${firstRow + 1}至${lastRow + 1}行`;
}
