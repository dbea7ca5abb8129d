/** Where the cells of a drawn sheet lie, in CSS pixels from its upper left corner; heads are not counted in. */
import type { SheetWindow } from '../../shared/model/reading.ts';
import type { CellRange } from './sheet-places.ts';

/** Of a row that is drawn as text only. */
export const rowHeight = 24;
/** Row number and what the row was taken for. */
export const gutterWidth = 98;
/** Letters and meaning. */
export const headHeight = 50;

/** Left edges of the columns, and the right edge of the last. */
export type ColumnEdges = readonly number[];

/** Where the rows lie. */
export type RowEdges = {
  readonly count: number;
  readonly topOf: (row: number) => number;
  /** The row at that distance from the top; the nearest one when beyond. */
  readonly rowAt: (y: number) => number;
};

/** A place in the drawing; row -1 is the head of a column. */
export type Spot = { readonly row: number; readonly column: number };

export type Span = { readonly first: number; readonly last: number };

/** The backend draws no more. */
const mostColumns = 1024;
const narrowest = 92;
const widest = 230;
/** Of a column that is as wide as in its file: its head must be legible. */
const narrowestDrawn = 58;

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
  return edgesOf(widths);
}

/** Widths as in the file. */
export function drawnColumns(widths: readonly number[], columnCount: number, scale: number): ColumnEdges {
  return edgesOf(
    Array.from({ length: Math.min(columnCount, mostColumns) }, (_, column) =>
      Math.max(narrowestDrawn, Math.round((widths[column] ?? 64) * scale)),
    ),
  );
}

export function evenRows(count: number): RowEdges {
  return {
    count,
    topOf: (row) => Math.min(Math.max(row, 0), count) * rowHeight,
    rowAt: (y) => Math.max(0, Math.min(count - 1, Math.floor(y / rowHeight))),
  };
}

/** Rows as high as they are; `heights` may be shorter than the sheet. */
export function drawnRows(heights: readonly number[], count: number, usual: number): RowEdges {
  const tops = edgesOf(Array.from({ length: count }, (_, row) => heights[row] ?? usual));
  return { count, topOf: (row) => leftOf(tops, row), rowAt: (y) => columnAt(tops, y) };
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

export function boxOf(edges: ColumnEdges, rows: RowEdges, range: CellRange) {
  const left = leftOf(edges, range.firstColumn);
  const top = rows.topOf(range.firstRow);
  return {
    left,
    top,
    width: leftOf(edges, range.lastColumn + 1) - left,
    height: rows.topOf(range.lastRow + 1) - top,
  };
}

function edgesOf(sizes: readonly number[]): number[] {
  const edges = [0];
  for (const size of sizes) edges.push((edges.at(-1) ?? 0) + size);
  return edges;
}
