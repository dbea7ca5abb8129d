/**
 * Column widths from what stands in the columns: readable first, then as few lines as the page allows. All lengths are
 * em of the table's text.
 */
import { breakLines, widestUnit } from './break-lines.ts';
import type { PrintColumn, PrintSheet } from './print-sheet.ts';
import { textWidth } from './text-width.ts';

export type ColumnPlan = {
  /** What each column has for its text. */
  readonly room: readonly number[];
  /** Whether every column is at least as wide as it is readable. */
  readonly readable: boolean;
  /** Lines of the rows that have many: nine of ten have no more. */
  readonly usualLines: number;
};

/** @param width of the table; `padding` at each side of a cell's text is not in `room` */
export function planColumns(sheet: PrintSheet, width: number, padding: number): ColumnPlan {
  const sample = sampleRows(sheet);
  const headerLines = sheet.columns.length > manyColumns ? 6 : 4;
  const columns = sheet.columns.map((column, index) =>
    measureColumn(column, headerLines, [
      ...sample.map((cells) => cells[index] ?? ''),
      sheet.total?.[index] ?? '',
    ]),
  );
  const texts = width - 2 * padding * columns.length;
  const least = columns.reduce((sum, column) => sum + column.least, 0);
  const readable = least <= texts + 1e-9;
  const room = readable
    ? improve(spreadRoom(columns, sample, texts), columns, sheet.columns, sample)
    : columns.map((column) => Math.max((column.least / least) * texts, 0));
  const usualLines = percentile(
    sample.map((cells) => linesOf(cells, room)),
    0.9,
  );
  return { room, readable, usualLines };
}

/** Columns from which on headers may be tall: that makes narrow columns readable. */
const manyColumns = 12;
/** Em: a narrower column reads as a stack of characters. */
const narrowest = 2;
/** Em that an unbreakable part of a header may claim: （万元）. */
const widestHeaderWord = 4;
/** Em that an empty column gets, for somebody to write in by hand. */
const emptyColumn = 4;
/** Em that one unbreakable piece may claim. */
const widestPiece = 14;
/** Em below which running text is not squeezed, if it is that long. */
const readableText = 6;

type Measured = { readonly least: number; readonly natural: number };

function measureColumn(
  { heads, breaks, whole }: PrintColumn,
  headerLines: number,
  texts: readonly string[],
): Measured {
  let natural = 0;
  let piece = 0;
  for (const text of texts) {
    if (text === '') continue;
    for (const line of text.split('\n')) natural = Math.max(natural, textWidth(line));
    const unit = whole && breaks === 'text' ? textWidth(text) : widestUnit(text, breaks);
    piece = Math.max(piece, unit);
  }
  const title = heads.at(-1) ?? '';
  const heading = textWidth(title);
  const word = Math.min(widestUnit(title, 'head'), widestHeaderWord);
  const header = Math.max(Math.ceil(heading / headerLines), Math.min(heading, narrowest), word);
  const content = whole
    ? Math.min(piece, widestPiece)
    : Math.max(Math.min(natural, readableText), piece > widestPiece ? 0 : piece);
  return {
    least: Math.max(narrowest, header, content),
    natural: Math.max(natural, natural === 0 ? emptyColumn : 0, Math.min(heading, 6)),
  };
}

/** From the readable least on, room goes where rows are tall because of it; what is left is shared. */
function spreadRoom(
  columns: readonly Measured[],
  sample: readonly (readonly string[])[],
  room: number,
): number[] {
  const widths = columns.map(({ least }) => least);
  let left = room - widths.reduce((sum, width) => sum + width, 0);
  const lengths = sample.map((cells) => cells.map(textWidth));
  const step = Math.max(room / 80, 0.5);
  while (left > step) {
    const pains = columns.map(() => 0);
    for (const row of lengths) {
      let tallest = 1;
      const needs = row.map((length, index) => neededLines(length, widths[index] ?? 1));
      for (const need of needs) tallest = Math.max(tallest, need);
      if (tallest <= 1) continue;
      for (const [index, need] of needs.entries()) {
        // How much the row is tall because of this cell; near ones count too, or two of them would starve each other.
        if (need > 1) pains[index] = (pains[index] ?? 0) + (need - 1) * (need / tallest) ** 4;
      }
    }
    let worst = -1;
    for (const [index, pain] of pains.entries()) {
      if (pain > 0 && pain > (pains[worst] ?? 0)) worst = index;
    }
    if (worst < 0) break;
    widths[worst] = (widths[worst] ?? 0) + step;
    left -= step;
  }
  return shareRest(widths, columns, left);
}

/**
 * Moves room between columns as long as that makes a small table lower, now with the lines as they will be: a few
 * names that just do not fit beside each other cost more lines than any estimate knows.
 */
function improve(
  start: readonly number[],
  columns: readonly Measured[],
  printed: readonly PrintColumn[],
  sample: readonly (readonly string[])[],
): readonly number[] {
  if (sample.length * start.length > mostImproved) return start;
  const known = new Map<string, readonly number[]>();
  const linesAt = (column: number, width: number): readonly number[] => {
    const key = `${column} ${width.toFixed(2)}`;
    const counted =
      known.get(key) ??
      sample.map((cells) => breakLines(cells[column] ?? '', width, printed[column]?.breaks ?? 'text').length);
    known.set(key, counted);
    return counted;
  };
  const costOf = (widths: readonly number[]): number => {
    const counts = widths.map((width, column) => linesAt(column, width));
    return sample.reduce((sum, _, row) => {
      const lines = counts.map((count) => count[row] ?? 1);
      return (
        sum +
        Math.max(1.6, 1.3 * Math.max(...lines)) +
        lines.reduce((most, line) => most + line * line, 0) / 1000
      );
    }, 0);
  };
  let widths = [...start];
  let cost = costOf(widths);
  for (let changed = true; changed; ) {
    changed = false;
    for (const step of [4, 2, 1, 0.5]) {
      for (const from of widths.keys()) {
        for (const to of widths.keys()) {
          const left = (widths[from] ?? 0) - step;
          if (from === to || left < (columns[from]?.least ?? 0)) continue;
          const tried = widths.with(from, left).with(to, (widths[to] ?? 0) + step);
          const triedCost = costOf(tried);
          if (triedCost >= cost - 1e-9) continue;
          widths = tried;
          cost = triedCost;
          changed = true;
        }
      }
    }
  }
  return widths;
}

/** Cells of a table that is small enough for that. */
const mostImproved = 400;

/** First up to what columns would naturally take, then to all alike in proportion to their width. */
function shareRest(widths: readonly number[], columns: readonly Measured[], left: number): number[] {
  const wants = columns.map(({ natural }, index) => Math.max(natural - (widths[index] ?? 0), 0));
  const wanted = wants.reduce((sum, want) => sum + want, 0);
  const given = wanted === 0 ? 0 : Math.min(left / wanted, 1);
  const grown = widths.map((width, index) => width + (wants[index] ?? 0) * given);
  const total = grown.reduce((sum, width) => sum + width, 0);
  const rest = left - wanted * given;
  return grown.map((width) => width + (rest * width) / total);
}

/** Roughly, because lines do not fill up to their last character. */
function neededLines(length: number, width: number): number {
  return length <= width ? 1 : Math.ceil(length / Math.max(width - 0.8, 0.8));
}

function linesOf(cells: readonly string[], widths: readonly number[]): number {
  return cells.reduce(
    (most, text, index) => Math.max(most, neededLines(textWidth(text), widths[index] ?? 1)),
    1,
  );
}

/** Enough rows to know the table by: evenly taken, with the longest ones by their length. */
function sampleRows({ rows }: PrintSheet): (readonly string[])[] {
  if (rows.length <= sampleSize) return rows.map(({ cells }) => cells);
  const step = rows.length / sampleSize;
  const even = Array.from({ length: sampleSize }, (_, index) => rows[Math.floor(index * step)]);
  const columnCount = rows[0]?.cells.length ?? 0;
  const longest = Array.from({ length: columnCount }, (_, column) =>
    rows.reduce((best, row) =>
      (row.cells[column]?.length ?? 0) > (best.cells[column]?.length ?? 0) ? row : best,
    ),
  );
  return [...even, ...longest].flatMap((row) => (row === undefined ? [] : [row.cells]));
}

const sampleSize = 300;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 1;
}
