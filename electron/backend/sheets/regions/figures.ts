/** The figures of rows, added up by column. */
import type { WindowCell, WindowRow } from './window.ts';

/** Sums of the columns that hold numbers, texts of digits among them. */
export function addUp(rows: readonly { readonly row: WindowRow }[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { row } of rows) {
    for (const { column, cell, kind } of row.cells) {
      if (kind === 'number') sums.set(column, (sums.get(column) ?? 0) + figureOf(cell));
    }
  }
  return sums;
}

/** Columns with a percentage in them: shares do not add up. */
export function percentColumns(rows: readonly { readonly row: WindowRow }[]): ReadonlySet<number> {
  const columns = new Set<number>();
  for (const { row } of rows) {
    for (const cell of row.cells) if (isShare(cell)) columns.add(cell.column);
  }
  return columns;
}

export function isShare({ label, cell }: WindowCell): boolean {
  return label.endsWith('%') || (cell.kind === 'number' && cell.format.includes('%'));
}

/** The number that a cell shows; 0 for a text that is none. */
export function figureOf(cell: WindowCell['cell']): number {
  if (cell.kind === 'number') return cell.value;
  const value = Number(cell.text.replace(/[,，\s]/g, ''));
  return Number.isFinite(value) ? value : 0;
}
