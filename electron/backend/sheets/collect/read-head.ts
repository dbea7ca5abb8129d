/** What stands above a table: who filled it in, and for which period. */
import { findPeriods } from '../../../../shared/collect/periods.ts';
import { readInfo } from '../regions/info-line.ts';
import { openWindow } from '../regions/window.ts';
import { cellName, type Sheet } from '../sheet.ts';

export type ReturnHead = {
  readonly unitText: string | null;
  /** The cell that says so. */
  readonly unitCell: string | null;
  readonly periodText: string | null;
  readonly periodCell: string | null;
};

export const emptyHead: ReturnHead = { unitText: null, unitCell: null, periodText: null, periodCell: null };

/** Reads the rows above `headerRow`; what the info line says of the period goes before the title. */
export function readHead(sheet: Sheet, headerRow: number): ReturnHead {
  const { rows } = openWindow({ ...sheet, rows: sheet.rows.slice(0, headerRow) });
  const fields = rows.flatMap(readInfo);
  const fieldOf = (kind: string) => fields.find((field) => field.kind === kind && hasValue(field.value));
  const [unit, period] = [fieldOf('unit'), fieldOf('period')];
  const cells = rows.flatMap((row) => row.cells);
  const titled =
    cells.find(({ text }) => namesMonthOrQuarter(text)) ?? cells.find(({ text }) => namesYear(text));
  const periodAt =
    period === undefined ? titled : { row: period.row, column: period.valueColumn, text: period.value ?? '' };
  return {
    unitText: unit?.value ?? null,
    unitCell: unit === undefined ? null : cellName(unit.row, unit.valueColumn),
    periodText: periodAt?.text.trim() ?? null,
    periodCell: periodAt === undefined ? null : cellName(periodAt.row, periodAt.column),
  };
}

function namesMonthOrQuarter(text: string): boolean {
  const { whole, partial } = findPeriods(text);
  return partial.length > 0 || whole.some((period) => period.length > 4);
}

function namesYear(text: string): boolean {
  return findPeriods(text).whole.length > 0;
}

/** Underscores and blanks are there to be written on. */
function hasValue(value: string | null): boolean {
  return value !== null && value.replace(/[_\s]/gu, '') !== '';
}
