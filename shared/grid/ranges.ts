/** Rectangles of cells by index, and where Ctrl+arrow leads: what ranges mean before anything is drawn. */

/** A cell by the index of its row and column among those that are shown. */
export type CellPoint = { readonly row: number; readonly column: number };

/** Inclusive indexes, `top <= bottom` and `left <= right`. */
export type CellRange = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

export type GridSize = { readonly rowCount: number; readonly columnCount: number };

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The rectangle that has these cells as opposite corners, in whichever order they come. */
export function rangeBetween(from: CellPoint, to: CellPoint): CellRange {
  return normaliseRange({ top: from.row, bottom: to.row, left: from.column, right: to.column });
}

/** A range of one cell. */
export function cellRange({ row, column }: CellPoint): CellRange {
  return { top: row, bottom: row, left: column, right: column };
}

/** Puts the smaller index of each pair first. */
export function normaliseRange({ top, bottom, left, right }: CellRange): CellRange {
  return {
    top: Math.min(top, bottom),
    bottom: Math.max(top, bottom),
    left: Math.min(left, right),
    right: Math.max(left, right),
  };
}

export function rowsIn({ top, bottom }: CellRange): number {
  return bottom - top + 1;
}

export function columnsIn({ left, right }: CellRange): number {
  return right - left + 1;
}

export function containsCell(range: CellRange, { row, column }: CellPoint): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function containsRange(outer: CellRange, inner: CellRange): boolean {
  return (
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom &&
    inner.left >= outer.left &&
    inner.right <= outer.right
  );
}

/** The cells that both have; null when they have none in common. */
export function intersectRanges(one: CellRange, other: CellRange): CellRange | null {
  const top = Math.max(one.top, other.top);
  const bottom = Math.min(one.bottom, other.bottom);
  const left = Math.max(one.left, other.left);
  const right = Math.min(one.right, other.right);
  return top > bottom || left > right ? null : { top, bottom, left, right };
}

/** The smallest rectangle around all of them; null for none. */
export function boundingRange(ranges: readonly CellRange[]): CellRange | null {
  const [first, ...rest] = ranges;
  if (first === undefined) return null;
  return rest.reduce(
    (bounds, { top, bottom, left, right }) => ({
      top: Math.min(bounds.top, top),
      bottom: Math.max(bounds.bottom, bottom),
      left: Math.min(bounds.left, left),
      right: Math.max(bounds.right, right),
    }),
    first,
  );
}

/** The part of a range that lies inside the grid; null when nothing does. */
export function clampRange(range: CellRange, { rowCount, columnCount }: GridSize): CellRange | null {
  if (rowCount === 0 || columnCount === 0) return null;
  return intersectRanges(range, { top: 0, bottom: rowCount - 1, left: 0, right: columnCount - 1 });
}

/** The whole rows that a range touches. */
export function expandToRows(range: CellRange, { columnCount }: GridSize): CellRange {
  return { ...range, left: 0, right: columnCount - 1 };
}

/** The whole columns that a range touches. */
export function expandToColumns(range: CellRange, { rowCount }: GridSize): CellRange {
  return { ...range, top: 0, bottom: rowCount - 1 };
}

/** The same cells as rectangles that do not overlap, from the top down and from left to right. */
export function disjointRanges(ranges: readonly CellRange[]): CellRange[] {
  const disjoint: CellRange[] = [];
  for (const { top, bottom, spans } of bandsOf(ranges)) {
    for (const { left, right } of spans) disjoint.push({ top, bottom, left, right });
  }
  return disjoint;
}

/** How many cells the ranges cover; a cell in several ranges counts once. */
export function countCells(ranges: readonly CellRange[]): number {
  return disjointRanges(ranges).reduce((count, range) => count + rowsIn(range) * columnsIn(range), 0);
}

/** Visits every cell of the ranges once, row by row and from left to right. */
export function visitCells(ranges: readonly CellRange[], visit: (row: number, column: number) => void): void {
  for (const { top, bottom, spans } of bandsOf(ranges)) {
    for (let row = top; row <= bottom; row += 1) {
      for (const { left, right } of spans) {
        for (let column = left; column <= right; column += 1) visit(row, column);
      }
    }
  }
}

/** Every cell of the ranges once, row by row and from left to right. */
export function* cellsOf(ranges: readonly CellRange[]): Generator<CellPoint> {
  for (const { top, bottom, spans } of bandsOf(ranges)) {
    for (let row = top; row <= bottom; row += 1) {
      for (const { left, right } of spans) {
        for (let column = left; column <= right; column += 1) yield { row, column };
      }
    }
  }
}

/** The rows that the ranges touch, ascending, each once. */
export function rowIndexesOf(ranges: readonly CellRange[]): number[] {
  return indexesOf(ranges.map(({ top, bottom }) => ({ start: top, end: bottom })));
}

/** The columns that the ranges touch, ascending, each once. */
export function columnIndexesOf(ranges: readonly CellRange[]): number[] {
  return indexesOf(ranges.map(({ left, right }) => ({ start: left, end: right })));
}

/** The rows and columns whose crossings are copied, in order. */
export type CopiedLines = { readonly rows: readonly number[]; readonly columns: readonly number[] };

/**
 * What copying the ranges takes: Excel copies several ranges when they are the crossings of some rows with some
 * columns (one under another in the same columns, side by side in the same rows, or both), closed up to one
 * block. Null when they are not: “不能对多重选定区域执行此操作”.
 */
export function copiedLines(ranges: readonly CellRange[]): CopiedLines | null {
  const bands = bandsOf(ranges);
  const [first] = bands;
  if (first === undefined) return null;
  if (!bands.every(({ spans }) => sameSpans(spans, first.spans))) return null;
  return { rows: rowIndexesOf(ranges), columns: columnIndexesOf(ranges) };
}

/** The one rectangle that the ranges fill without a gap; null when they do not. */
export function singleRectangle(ranges: readonly CellRange[]): CellRange | null {
  const bounds = boundingRange(ranges);
  return bounds !== null && countCells(ranges) === rowsIn(bounds) * columnsIn(bounds) ? bounds : null;
}

/**
 * Where Ctrl+arrow leads, as in Excel: inside a block of filled cells to its edge, from its edge or from a blank
 * cell to the next filled cell, and to the border of the grid when there is none.
 */
export function jumpTarget(
  from: CellPoint,
  direction: Direction,
  size: GridSize,
  isFilled: (row: number, column: number) => boolean,
): CellPoint {
  const { row: rowStep, column: columnStep } = stepOf(direction);
  const filledAt = (steps: number): boolean =>
    isFilled(from.row + rowStep * steps, from.column + columnStep * steps);
  const last = stepsToBorder(from, direction, size);
  if (last <= 0) return from;
  let steps = 1;
  if (filledAt(0) && filledAt(1)) while (steps < last && filledAt(steps + 1)) steps += 1;
  else while (steps < last && !filledAt(steps)) steps += 1;
  return { row: from.row + rowStep * steps, column: from.column + columnStep * steps };
}

function stepOf(direction: Direction): CellPoint {
  switch (direction) {
    case 'up':
      return { row: -1, column: 0 };
    case 'down':
      return { row: 1, column: 0 };
    case 'left':
      return { row: 0, column: -1 };
    case 'right':
      return { row: 0, column: 1 };
  }
}

function stepsToBorder({ row, column }: CellPoint, direction: Direction, size: GridSize): number {
  switch (direction) {
    case 'up':
      return row;
    case 'down':
      return size.rowCount - 1 - row;
    case 'left':
      return column;
    case 'right':
      return size.columnCount - 1 - column;
  }
}

type Span = { readonly left: number; readonly right: number };

/** Rows that have the same columns selected, with those columns as gapless spans in order. */
type Band = { readonly top: number; readonly bottom: number; readonly spans: readonly Span[] };

function bandsOf(ranges: readonly CellRange[]): Band[] {
  const borders = [...new Set(ranges.flatMap(({ top, bottom }) => [top, bottom + 1]))].sort(ascending);
  const byLeft = [...ranges].sort((one, other) => one.left - other.left);
  const bands: Band[] = [];
  borders.forEach((top, index) => {
    const next = borders[index + 1];
    if (next === undefined) return;
    const spans = joinSpans(byLeft.filter((range) => range.top <= top && range.bottom >= top));
    if (spans.length === 0) return;
    const above = bands.at(-1);
    if (above !== undefined && above.bottom === top - 1 && sameSpans(above.spans, spans)) {
      bands[bands.length - 1] = { ...above, bottom: next - 1 };
    } else bands.push({ top, bottom: next - 1, spans });
  });
  return bands;
}

function joinSpans(byLeft: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { left, right } of byLeft) {
    const before = spans.at(-1);
    if (before !== undefined && left <= before.right + 1) {
      spans[spans.length - 1] = { left: before.left, right: Math.max(before.right, right) };
    } else spans.push({ left, right });
  }
  return spans;
}

function sameSpans(one: readonly Span[], other: readonly Span[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ left, right }, index) => left === other[index]?.left && right === other[index]?.right)
  );
}

function indexesOf(spans: readonly { readonly start: number; readonly end: number }[]): number[] {
  const indexes: number[] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    for (let index = Math.max(start, (indexes.at(-1) ?? -1) + 1); index <= end; index += 1)
      indexes.push(index);
  }
  return indexes;
}

function ascending(one: number, other: number): number {
  return one - other;
}
