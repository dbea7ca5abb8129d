/**
 * Which rows are the header: every run of up to five rows near the top is weighed against what stands above and
 * below it, and the one with the most evidence is taken.
 */
import { columnsOf, covers, isLevelBelow, isTitleText, leadRole } from './header-levels.ts';
import { infoShare } from './info-line.ts';
import { judgeNumberRow } from './number-row.ts';
import { isFigure, isYear, type WindowCell, type WindowRow } from './window.ts';
import { isHeaderText, isNoteText, isSectionLabel, isSerialTitle, totalRank } from './words.ts';

export type Header = {
  /** Indexes into the window's rows. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** The last row of the header, those that only merged cells reach included. */
  readonly bottomRow: number;
  readonly score: number;
  /** The evidence that counted most, in Chinese. */
  readonly why: string;
};

/** A header stands at most so many filled rows below the first row of its table. */
const searchedRows = 25;
const largestLevelCount = 5;
const sampledRows = 30;
/** Below this a run of rows is more likely text than a table. */
const leastScore = 5;

/** The best header among the rows from `start` on; null when nothing there looks like one. */
export function findHeader(all: readonly WindowRow[], start: number, end = all.length): Header | null {
  const rows = narrow(all, start, end);
  let best: Header | null = null;
  for (let first = start; first < Math.min(start + searchedRows, end); first += 1) {
    const header = bestHeaderAt(rows, start, first, end);
    if (header !== null && (best === null || header.score > best.score)) best = header;
  }
  if (best === null || best.score < leastScore) return null;
  return firstPrinted(rows, start, best, end) ?? best;
}

/** Cells of a row that are weighed: whether the first hundreds are a header's says it for all. */
const weighedCells = 400;

/** Rows as they are weighed, where one is very wide without the cells far to the right. */
function narrow(rows: readonly WindowRow[], start: number, end: number): readonly WindowRow[] {
  const last = Math.min(end, start + searchedRows + largestLevelCount + 2 * sampledRows);
  if (!rows.slice(start, last).some(({ cells }) => cells.length > weighedCells)) return rows;
  return rows.map((row, index) =>
    index < start || index >= last || row.cells.length <= weighedCells
      ? row
      : { row: row.row, cells: row.cells.slice(0, weighedCells) },
  );
}

/** The same header further up: what was found is its repetition on a later page. */
function firstPrinted(rows: readonly WindowRow[], start: number, found: Header, end: number): Header | null {
  const labels = labelsOf(rows[found.firstIndex]);
  if (labels.length < 2) return null;
  for (let first = start; first < found.firstIndex; first += 1) {
    const cells = labelsOf(rows[first]);
    if (cells.length !== labels.length || cells.some((label, index) => label !== labels[index])) continue;
    const last = first + found.lastIndex - found.firstIndex;
    const bottomRow = bottomOf(rows, first, last);
    if (!isClosed(rows, last, bottomRow, end) || !isContiguous(rows, first, last)) continue;
    return weigh(rows, start, first, last, bottomRow, end);
  }
  return null;
}

function labelsOf(row: WindowRow | undefined): string[] {
  return row?.cells.map(({ column, label }) => `${column} ${label}`) ?? [];
}

/** The best header that begins with this row, however little speaks for it. */
export function bestHeaderAt(
  rows: readonly WindowRow[],
  start: number,
  first: number,
  end = rows.length,
): Header | null {
  let best: Header | null = null;
  for (let last = first; last < Math.min(first + largestLevelCount, end); last += 1) {
    const bottomRow = bottomOf(rows, first, last);
    if (!isClosed(rows, last, bottomRow, end) || !isContiguous(rows, first, last)) continue;
    const header = weigh(rows, start, first, last, bottomRow, end);
    if (best === null || header.score > best.score) best = header;
  }
  return best;
}

type Evidence = { readonly points: number; readonly why: string };

function weigh(
  rows: readonly WindowRow[],
  start: number,
  first: number,
  last: number,
  bottomRow: number,
  end: number,
): Header {
  const band = rows.slice(first, last + 1);
  const cells = band.flatMap((row) => row.cells);
  const below = sampleBelow(rows, last + 1, end);
  const headed = new Set(cells.flatMap(columnsOf));
  const evidence = [
    ...weighCells(band, cells, headed),
    ...weighColumns(headed, below),
    ...weighLevels(rows, start, first, last, end),
    ...weighAbove(rows, start, first),
  ];
  const next = rows[last + 1];
  const numbers = next === undefined || last + 1 >= end ? null : judgeNumberRow(next, cells, rows[last + 2]);
  if (numbers === 'certain' || numbers === 'likely') {
    evidence.push({ points: 1.5, why: '下面紧跟一行栏号' });
  }
  const [top] = band;
  const [single] = top?.cells ?? [];
  const under = rows[first + 1];
  if (top?.cells.length === 1 && single !== undefined && under !== undefined && covers(single, under)) {
    evidence.push({ points: -4, why: '第一行只是整个表的标题' });
  }
  const score = evidence.reduce((sum, { points }) => sum + points, 0);
  const why = [...evidence]
    .filter(({ points }) => points > 0.3)
    .sort((left, right) => right.points - left.points)
    .slice(0, 3)
    .map((each) => each.why)
    .join('；');
  return { firstIndex: first, lastIndex: last, bottomRow, score, why };
}

/** What the cells of the band themselves say. */
function weighCells(
  band: readonly WindowRow[],
  cells: readonly WindowCell[],
  headed: ReadonlySet<number>,
): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (points: number, why: string): void => void evidence.push({ points, why });
  const share = (test: (cell: WindowCell) => boolean): number => cells.filter(test).length / cells.length;

  add(2 * share((cell) => cell.kind === 'text' || isYear(cell)), '都是文字');
  add(-4 * share((cell) => isFigure(cell)), '含有数字');
  add(-3 * share((cell) => cell.kind === 'boolean' || cell.kind === 'none'), '含有填写的内容');
  add(Math.min(2, 3 * share(({ label }) => isHeaderText(label))), '是常见的栏目名称');
  add(-2 * share(({ label }) => label.length > 40), '文字太长');
  const labels = band.map((row) => new Set(row.cells.map(({ label }) => label)).size / row.cells.length);
  add(Math.min(...labels), '各栏名称不重复');
  if (headed.size === 1) add(cells.every(isPlainTitle) ? -2 : -8, '只有一列');
  if (band.some((row) => row.cells.length > 0 && infoShare(row) >= 0.5)) add(-5, '像填报信息');
  const [firstCell] = cells;
  if (firstCell !== undefined) {
    if (isNoteText(firstCell.label)) add(-5, '像说明');
    if (
      band.some(
        (row) => totalRank(row.cells[0]?.label ?? '') !== null && row.cells[0]?.column === firstCell.column,
      )
    )
      add(-3, '以合计开头');
    if (isSectionLabel(firstCell.label)) add(-2, '像分组的小标题');
    if (band.some(({ cells: [cell] }) => cell !== undefined && isSerialTitle(cell.label)))
      add(1, '以序号开头');
  }
  for (const row of band) {
    if (row.cells.length === 1 && isTitleText(row.cells[0]?.label ?? '')) add(-3, '含有标题');
  }
  return evidence;
}

/** The title of a list of one column, not a paragraph of an instruction. */
function isPlainTitle({ label }: WindowCell): boolean {
  return label.length <= 12 && isHeaderText(label) && /^[\p{Script=Han}()]+$/u.test(label);
}

/** How the columns below agree with the band above them. */
function weighColumns(headed: ReadonlySet<number>, below: readonly WindowRow[]): Evidence[] {
  const counts = new Map<number, { figures: number; texts: number }>();
  let covered = 0;
  let all = 0;
  for (const row of below) {
    for (const cell of row.cells) {
      all += 1;
      if (headed.has(cell.column)) covered += 1;
      if (cell.kind === 'none') continue;
      const count = counts.get(cell.column) ?? { figures: 0, texts: 0 };
      if (isFigure(cell) || cell.kind === 'boolean') count.figures += 1;
      else count.texts += 1;
      counts.set(cell.column, count);
    }
  }
  if (all === 0) return [{ points: 2, why: '下面没有内容，是空表' }];
  const used = [...counts].filter(([column]) => headed.has(column));
  const figureColumns = used.filter(([, { figures, texts }]) => figures > texts).length;
  const consistency =
    used.reduce((sum, [, { figures, texts }]) => sum + Math.max(figures, texts) / (figures + texts), 0) /
    Math.max(1, used.length);
  return [
    { points: 3 * (covered / all), why: '下面的内容都有对应的栏目' },
    { points: 2.5 * (figureColumns / headed.size), why: '栏目是文字而下面是数字' },
    { points: 1.5 * consistency, why: '下面每列的内容一致' },
    { points: used.length / headed.size - 0.5, why: '多数栏目下面有内容' },
  ];
}

/** Whether the levels of the band belong together, and whether one was left out above or below it. */
function weighLevels(
  rows: readonly WindowRow[],
  start: number,
  first: number,
  last: number,
  end: number,
): Evidence[] {
  const evidence: Evidence[] = [];
  for (let level = first; level < last; level += 1) {
    evidence.push(
      isLevelBelow(rows, first, level)
        ? { points: 0.8, why: '下一行是上一行的细目' }
        : { points: -2.5, why: '下一行不是细目' },
    );
  }
  if (last + 1 < end && isLevelBelow(rows, first, last)) {
    evidence.push({ points: -2.5, why: '还有一级细目没有算进来' });
  }
  if (first > start && isLevelBelow(rows, first - 1, first - 1)) {
    evidence.push({ points: -3, why: '上一行是它的上级栏目' });
  }
  return evidence;
}

/** Rows above must be title, info line or note; others would be left unexplained. */
function weighAbove(rows: readonly WindowRow[], start: number, first: number): Evidence[] {
  const others = rows.slice(start, first).filter((row) => leadRole(row) === 'other').length;
  const evidence: Evidence[] = [{ points: -1.5 * Math.min(others, 6), why: '上面还有别的内容' }];
  const gap = first > start ? (rows[first]?.row ?? 0) - (rows[first - 1]?.row ?? 0) : 1;
  if (first > start && others === 0) evidence.push({ points: 0.5, why: '上面只有标题和填报信息' });
  if (gap > 4) evidence.push({ points: -0.5, why: '与上面的标题隔得远' });
  return evidence;
}

function bottomOf(rows: readonly WindowRow[], first: number, last: number): number {
  let bottom = rows[last]?.row ?? 0;
  for (const row of rows.slice(first, last + 1)) {
    for (const { lastRow } of row.cells) bottom = Math.max(bottom, lastRow);
  }
  return bottom;
}

/** No row below the band may lie under one of its merged cells. */
function isClosed(rows: readonly WindowRow[], last: number, bottomRow: number, end: number): boolean {
  const next = rows[last + 1];
  return next === undefined || last + 1 >= end || next.row > bottomRow;
}

function isContiguous(rows: readonly WindowRow[], first: number, last: number): boolean {
  for (let index = first; index < last; index += 1) {
    const reach = bottomOf(rows, first, index);
    if ((rows[index + 1]?.row ?? 0) > reach + 1) return false;
  }
  return true;
}

/** Rows below that can tell what the columns hold; notes and single texts cannot. */
function sampleBelow(rows: readonly WindowRow[], from: number, end: number): WindowRow[] {
  const sample: WindowRow[] = [];
  for (let index = from; index < Math.min(end, from + 2 * sampledRows); index += 1) {
    const row = rows[index];
    if (row === undefined || sample.length >= sampledRows) break;
    const [first] = row.cells;
    if (first === undefined || isNoteText(first.label) || leadRole(row) === 'info') continue;
    if (row.cells.length === 1 && index > from + 1) continue;
    sample.push(row);
  }
  return sample;
}
