import type { MergedRange } from '../sheet.ts';

/** `B7` or `$B$7` → row and column from 0; null for anything else, or beyond the last row or column of a sheet. */
export function parseCellName(name: string): { readonly row: number; readonly column: number } | null {
  const parts = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(name);
  if (parts === null) return null;
  let column = 0;
  for (const letter of parts[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(parts[2]);
  return column > 16_384 || row > 1_048_576 ? null : { row: row - 1, column: column - 1 };
}

/** `A1:C2`, or a single cell; null for anything else. */
export function parseRange(text: string): MergedRange | null {
  const [from = '', to = from, ...rest] = text.split(':');
  const first = parseCellName(from);
  const last = parseCellName(to);
  if (first === null || last === null || rest.length > 0) return null;
  return {
    firstRow: Math.min(first.row, last.row),
    lastRow: Math.max(first.row, last.row),
    firstColumn: Math.min(first.column, last.column),
    lastColumn: Math.max(first.column, last.column),
  };
}
