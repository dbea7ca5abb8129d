/** What stands above a table: who filled it in, and for which period. */
import { findPeriods } from '../../../../shared/collect/periods.ts';
import { readInfo } from '../regions/info-line.ts';
import { openWindow } from '../regions/window.ts';
import type { Sheet } from '../sheet.ts';

export type ReturnHead = { readonly unitText: string | null; readonly periodText: string | null };

/** Reads the rows above `headerRow`; what the info line says of the period goes before the title. */
export function readHead(sheet: Sheet, headerRow: number): ReturnHead {
  const { rows } = openWindow({ ...sheet, rows: sheet.rows.slice(0, headerRow) });
  const fields = rows.flatMap(readInfo);
  const firstOf = (kind: string): string | null =>
    fields.find((field) => field.kind === kind && hasValue(field.value))?.value ?? null;
  const texts = rows.flatMap(({ cells }) => cells.map(({ text }) => text.trim()));
  const titled = texts.find(namesMonthOrQuarter) ?? texts.find(namesYear);
  return { unitText: firstOf('unit'), periodText: firstOf('period') ?? titled ?? null };
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
