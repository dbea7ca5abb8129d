/** Tables that stand beside each other: separated by blank columns, or one header printed twice. */
import { findHeader } from './find-header.ts';
import { columnsOf } from './header-levels.ts';
import { infoShare } from './info-line.ts';
import { cutWindow, isFigure, type Window, type WindowRow } from './window.ts';
import { isNoteText, isSerialTitle } from './words.ts';

export type Split = {
  /** Left to right; just the window when it holds one table. */
  readonly parts: readonly Window[];
  /** Why it was split, in Chinese. */
  readonly why: string;
};

/** The tables of a window. */
export function splitColumns(window: Window): Split {
  const segments = usedSegments(window);
  const groups: { first: number; last: number }[] = [];
  for (const { first, last } of segments) {
    const group = groups.at(-1);
    if (group === undefined) groups.push({ first: window.firstColumn, last });
    else if (standsAlone(window, group, { first, last })) groups.push({ first, last });
    else group.last = last;
  }
  const isGapped = groups.length > 1;
  const firsts = isGapped ? groups.map(({ first }) => first) : repeatedFirsts(window);
  if (firsts.length < 2) return { parts: [window], why: '' };
  return {
    parts: firsts.map((first, index) =>
      cutWindow(window, first, (firsts[index + 1] ?? window.lastColumn + 1) - 1),
    ),
    why: isGapped ? '中间隔着空列，左右各是一张表' : '同样的栏目从“序号”起又写了一遍，左右各是一张表',
  };
}

/** Rows in which a header that is printed twice side by side is looked for. */
const searchedRows = 25;

/** 序号 村名 户数 序号 村名 户数: where each of the halves begins; empty where nothing is repeated. */
function repeatedFirsts({ rows, firstColumn, lastColumn }: Window): number[] {
  for (const { cells } of rows.slice(0, searchedRows)) {
    const [first] = cells;
    if (first === undefined || !isSerialTitle(first.label)) continue;
    const starts = cells.flatMap(({ label }, index) => (label === first.label ? [index] : []));
    const width = starts[1] ?? 0;
    if (width < 2 || cells.length !== width * starts.length) continue;
    const isRepeated = cells.every(
      ({ label, column, lastColumn: right }, index) =>
        column === right && column === first.column + index && label === cells[index % width]?.label,
    );
    if (!isRepeated || first.column !== firstColumn || lastColumn !== cells.at(-1)?.column) continue;
    return starts.map((index) => first.column + index);
  }
  return [];
}

type Span = { readonly first: number; readonly last: number };

/** Runs of columns that hold something in rows of several cells. */
function usedSegments({ rows, firstColumn, lastColumn }: Window): Span[] {
  const used = new Set<number>();
  for (const row of rows) {
    if (row.cells.length < 2 || isLine(row)) continue;
    for (const cell of row.cells) for (const column of columnsOf(cell)) used.add(column);
    if (used.size > lastColumn - firstColumn) return [{ first: firstColumn, last: lastColumn }];
  }
  const segments: { first: number; last: number }[] = [];
  for (const column of [...used].sort((left, right) => left - right)) {
    const segment = segments.at(-1);
    if (segment !== undefined && column === segment.last + 1) segment.last = column;
    else segments.push({ first: column, last: column });
  }
  return segments;
}

function isLine(row: WindowRow): boolean {
  const [first] = row.cells;
  if (first === undefined || isNoteText(first.label)) return true;
  return row.cells.some(({ label }) => label.includes(':')) && infoShare(row) >= 0.5;
}

/** Whether the right part is a table of its own rather than more columns of the left one. */
function standsAlone(window: Window, left: Span, right: Span): boolean {
  if (left.last === left.first || right.last === right.first) return false;
  const leftWindow = cutWindow(window, left.first, left.last);
  const rightWindow = cutWindow(window, right.first, right.last);
  const titleRow = titleRowOf(leftWindow);
  if (titleRow !== null && titleRow === titleRowOf(rightWindow) && beginsWithNames(rightWindow)) return true;
  const leftRows = tableRows(leftWindow);
  const rightRows = tableRows(rightWindow);
  if (leftRows.length < 2 || rightRows.length < 2) return false;
  const leftHeader = findHeader(leftRows, 0);
  const rightHeader = findHeader(rightRows, 0);
  if (leftHeader === null || rightHeader === null) return false;
  const leftFirst = leftRows[leftHeader.firstIndex];
  const rightFirst = rightRows[rightHeader.firstIndex];
  const [title] = rightFirst?.cells ?? [];
  if (leftFirst === undefined || rightFirst === undefined || title === undefined) return false;
  if (leftFirst.row !== rightFirst.row && leftHeader.bottomRow !== rightHeader.bottomRow) return true;
  if (isSerialTitle(title.label)) return true;
  const leftLabels = new Set(leftFirst.cells.map(({ label }) => label));
  const repeated = rightFirst.cells.filter(({ label }) => leftLabels.has(label)).length;
  if (repeated >= 0.5 * rightFirst.cells.length) return true;
  const rightData = rightRows.slice(rightHeader.lastIndex + 1);
  const leftData = leftRows.slice(leftHeader.lastIndex + 1);
  return (
    beginsWithNames(rightWindow) &&
    rightData.some(({ cells }) => cells.some(isFigure)) &&
    rightData.length < leftData.length
  );
}

/** The row of the one text that stands right above the first full row: a title of this part alone. */
function titleRowOf({ rows }: Window): number | null {
  const first = rows.findIndex(({ cells }) => cells.length > 1);
  const above = rows[first - 1];
  const full = rows[first];
  return above !== undefined && full !== undefined && full.row === above.row + 1 ? above.row : null;
}

/** A table begins with what its rows are about; more columns of the left one would begin with figures. */
function beginsWithNames(window: Window): boolean {
  const [, ...below] = tableRows(window);
  const first = below.flatMap(({ cells }) => cells.filter(({ column }) => column === window.firstColumn));
  return first.every((cell) => !isFigure(cell)) && first.length === below.length;
}

function tableRows({ rows }: Window): WindowRow[] {
  return rows.filter(({ cells }) => cells.length > 1);
}
