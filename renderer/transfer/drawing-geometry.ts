/** Where the cells of a drawn sheet lie, in CSS pixels from its upper left corner; heads are not counted in. */
import type { SheetWindow } from '../../shared/model/reading.ts';
import type { CellRange } from './reading-words.ts';

export const rowHeight = 24;
/** Row number and what the row was taken for. */
export const gutterWidth = 98;
/** Letters and meaning. */
export const headHeight = 50;

/** Left edges of the columns, and the right edge of the last. */
export type ColumnEdges = readonly number[];

/** A place in the drawing; row -1 is the head of a column. */
export type Spot = { readonly row: number; readonly column: number };

export type Span = { readonly first: number; readonly last: number };

/** The backend draws no more. */
const mostColumns = 1024;
const narrowest = 92;
const widest = 230;

/** Widths by what the first rows hold; texts of merged cells ask for no width. */
export function planColumns(window: SheetWindow, columnCount: number): ColumnEdges {
  const widths = new Array<number>(Math.min(columnCount, mostColumns)).fill(narrowest);
  const wide = new Set(
    window.merges
      .filter((merge) => merge.lastColumn > merge.firstColumn)
      .map((merge) => `${merge.firstRow},${merge.firstColumn}`),
  );
  for (const [index, row] of window.rows.entries()) {
    for (const [column, text] of row.texts.entries()) {
      if (column >= widths.length) break;
      if (text === null || wide.has(`${window.firstRow + index},${column}`)) continue;
      // A text beside a blank cell runs over it, as titles and info lines do.
      if (row.kinds[column] === 't' && (row.texts[column + 1] ?? null) === null && column + 1 < columnCount)
        continue;
      widths[column] = Math.max(widths[column] ?? narrowest, Math.min(widest, textWidth(text) + 15));
    }
  }
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** About how wide a text is drawn on one line: Chinese characters are twice as wide as Latin ones. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text.slice(0, 60)) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.5;
  return width;
}

export function leftOf(edges: ColumnEdges, column: number): number {
  return edges[Math.min(Math.max(column, 0), edges.length - 1)] ?? 0;
}

/** The column at that distance from the left; the nearest one when beyond. */
export function columnAt(edges: ColumnEdges, x: number): number {
  let [low, high] = [0, Math.max(0, edges.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function columnsBetween(edges: ColumnEdges, left: number, right: number): Span {
  return { first: columnAt(edges, left), last: columnAt(edges, right) };
}

export function boxOf(edges: ColumnEdges, range: CellRange) {
  const left = leftOf(edges, range.firstColumn);
  return {
    left,
    top: range.firstRow * rowHeight,
    width: leftOf(edges, range.lastColumn + 1) - left,
    height: (range.lastRow - range.firstRow + 1) * rowHeight,
  };
}
