/** Whether another table begins below the one that is being read. */

import { type BodyRow, isRepeatedHeader, isSigningPlace, reachOf } from './body-rows.ts';
import { bestHeaderAt } from './find-header.ts';
import { isLevelBelow, isTitleText, leadRole } from './header-levels.ts';
import { isFigure, isYear, type WindowRow } from './window.ts';
import { isChineseOrdinal, isHeaderText, isPageMark, isSectionLabel, totalRank } from './words.ts';

export type TableSoFar = {
  readonly headerRows: readonly WindowRow[];
  readonly titles: ReadonlySet<string>;
  readonly body: readonly BodyRow[];
  /** The last row that a merged cell of the body reaches. */
  readonly reach: number;
  /** Columns that mostly hold figures. */
  readonly figureColumns: ReadonlySet<number>;
};

const leastEvidence = 2.5;
const leastHeaderScore = 5.5;

/** Why the row at `index` begins another table (its title or its header); null when it does not. */
export function beginsTable(rows: readonly WindowRow[], index: number, table: TableSoFar): string | null {
  const row = rows[index];
  const above = rows[index - 1];
  if (row === undefined || above === undefined) return null;
  // Most rows are data: a figure beside something else is no title and no header.
  if (row.cells.length > 1 && row.cells.some((cell) => cell.kind === 'number' && !isYear(cell))) {
    if (!row.cells.some(({ label }) => label.includes(':'))) return null;
  }
  const role = leadRole(row);
  if (role === 'note' || row.cells.some(isDecided) || isSigningPlace(row)) return null;
  // Beside a name that is merged down to here, the row is one of its rows.
  if (table.reach >= row.row) return null;
  const blankBefore = row.row > reachOf(above) + 1;
  if (role === 'info' && !blankBefore) return null;
  const headerIndex = findHeaderRow(rows, index);
  const header = headerIndex === null ? undefined : rows[headerIndex];
  if (headerIndex === null || header === undefined) return null;

  const titles = rows.slice(index, headerIndex).filter((lead) => leadRole(lead) === 'title');
  const ownTitles = titles.filter(({ cells }) =>
    cells.some(({ label }) => !table.titles.has(withoutContinuation(label)) && !isPageMark(label)),
  );
  // Without a title or a blank row before it, a header must at least have a row below it.
  if (titles.length === 0 && !blankBefore && (rows[headerIndex + 1]?.cells.length ?? 0) < 2) return null;
  const lastRole = table.body.at(-1)?.role;
  const ended = lastRole === 'total' || lastRole === 'note';
  if (isRepeatedHeader(header, table)) {
    if (ownTitles.length > 0 && (blankBefore || ended || ownTitles.length === titles.length)) {
      return '又有一个标题，下面的表头相同，是另一张表';
    }
    return blankBefore && ended && titles.length === 0 ? '上面的表已经合计完，空行之后又有表头' : null;
  }
  const labels = header.cells.map(({ label }) => label);
  const words = labels.filter(isHeaderText).length / labels.length;
  const breaks = header.cells.filter(
    (cell) => table.figureColumns.has(cell.column) && cell.kind === 'text',
  ).length;
  const evidence: [number, string][] = [
    [breaks * 2 >= header.cells.length || breaks >= 3 ? 1.5 : 0, '在数字列里出现了整行文字'],
    [words >= 0.5 ? 1.5 : words >= 0.3 ? 0.7 : 0, '是栏目名称'],
    [isLevelBelow(rows, headerIndex, headerIndex) ? 1 : 0, '有上下两级栏目'],
    [ownTitles.some(({ cells }) => isTitleText(cells[0]?.label ?? '')) ? 1.2 : 0, '上面有新的标题'],
    [blankBefore ? 1 : 0, '前面有空行'],
    [ended ? 0.7 : 0, '上面的表已经结束'],
  ];
  const sum = evidence.reduce((total, [points]) => total + points, 0);
  if (sum < leastEvidence || evidence.slice(0, 3).every(([points]) => points === 0)) return null;
  const best = bestHeaderAt(rows, index, headerIndex);
  if (best === null || best.score < leastHeaderScore) return null;
  return evidence
    .filter(([points]) => points > 0)
    .map(([, why]) => why)
    .join('，');
}

/** 统计表（续） repeats the title of 统计表. */
export function withoutContinuation(label: string): string {
  return label.replace(/[(]?(?:续表?|接上页|第\d+页)\d*[)]?$/, '');
}

/** The first row from here that can be a header, when only titles and info lines stand before it. */
function findHeaderRow(rows: readonly WindowRow[], index: number): number | null {
  for (let at = index; at < Math.min(rows.length, index + 6); at += 1) {
    const row = rows[at];
    if (row === undefined) return null;
    if (
      canHead(row) ||
      (at + 1 < rows.length && row.cells.every(({ kind }) => kind === 'text') && isLevelBelow(rows, at, at))
    ) {
      return at;
    }
    const role = leadRole(row);
    if (role === 'other' || row.cells.some(isDecided)) return null;
    const gap = (rows[at + 1]?.row ?? row.row) - reachOf(row);
    if (gap > 3) return null;
  }
  return null;
}

function canHead(row: WindowRow): boolean {
  return (
    row.cells.length >= 2 &&
    row.cells.every((cell) => cell.kind === 'text' || isYear(cell)) &&
    row.cells.every((cell) => !isFigure(cell) && cell.label.length <= 40) &&
    leadRole(row) === 'other' &&
    totalRank(row.cells[0]?.label ?? '') === null
  );
}

/** A total or a section belongs to the table above. */
function isDecided({ label }: WindowRow['cells'][number]): boolean {
  return isSectionLabel(label) || isChineseOrdinal(label);
}
