/** How the rows of a header stand to each other, and what may stand above them. */
import { infoShare } from './info-line.ts';
import { isFigure, isYear, type WindowCell, type WindowRow } from './window.ts';
import { isNoteText, isParagraph, isSectionLabel } from './words.ts';

/** What a row above the header is; `other` rows speak against a header below them. */
export type LeadRole = 'title' | 'info' | 'note' | 'other';

/** What a row is when it stands above a header. */
export function leadRole(row: WindowRow): LeadRole {
  const [first] = row.cells;
  if (first === undefined) return 'other';
  if (isNoteText(first.label) && row.cells.length <= 2) return 'note';
  if (infoShare(row) >= 0.5) return 'info';
  if (row.cells.length === 1 && isParagraph(first.label)) return 'note';
  if (row.cells.length === 1) return isFigure(first) && first.kind !== 'date' ? 'other' : 'title';
  return row.cells.every(({ label }) => /^附[件表]/.test(label) || isTitleText(label)) ? 'title' : 'other';
}

/** 2025年…情况统计表: a text that heads a whole table rather than a column. */
export function isTitleText(label: string): boolean {
  return (
    label.length >= 6 &&
    /表|名单|台账|统计|情况|清单|明细|方案|一览|汇总|公示|附件|花名册|报告|任务|计划|目录|年/.test(label)
  );
}

/**
 * Whether the row after `level` continues a header that began at `first`: its texts divide the wider cells above,
 * and nothing stands under a cell that is already one column.
 */
export function isLevelBelow(rows: readonly WindowRow[], first: number, level: number): boolean {
  const upper = rows[level];
  const lower = rows[level + 1];
  const [upperFirst] = upper?.cells ?? [];
  const [lowerFirst] = lower?.cells ?? [];
  if (upper === undefined || lower === undefined || upperFirst === undefined || lowerFirst === undefined) {
    return false;
  }
  const above = rows.slice(first, level + 1).flatMap(({ cells }) => cells);
  const reach = Math.max(...upper.cells.map(({ lastRow }) => lastRow));
  if (lower.row - upper.row > 1 && lower.row > reach + 1) return false;
  if (lower.cells.some((cell) => cell.kind !== 'text' && !isYear(cell))) return false;
  if (lower.cells.some(({ label }) => label.length > 30 || isNoteText(label) || isSectionLabel(label)))
    return false;
  if (above.length === 1 && headsWhole(upperFirst, lower)) return false;
  if (leadRole(upper) === 'info' || leadRole(upper) === 'note') return false;

  // Without merges (a .csv) a header text holds for the blanks to its right, where the row below begins further in.
  const unmerged =
    lowerFirst.column > upperFirst.column && above.every((cell) => cell.column === cell.lastColumn);
  let children = 0;
  let intruders = 0;
  for (const cell of lower.cells) {
    const parent = parentOf(above, cell);
    if (parent === undefined) {
      if (unmerged) children += 1;
      continue;
    }
    const wide = parent.lastColumn - parent.column > cell.lastColumn - cell.column;
    const extended =
      unmerged &&
      lower.cells.some((next) => next.column === cell.column + 1 && parentOf(above, next) === undefined);
    if (wide || extended) children += 1;
    else if (parent.label !== cell.label) intruders += 1;
  }
  return children > 0 && intruders * 4 <= children;
}

/** A single cell over the whole row below is a title, and so is one that reads like a title. */
function headsWhole(single: WindowCell, lower: WindowRow): boolean {
  return covers(single, lower) || isTitleText(single.label) || single.lastColumn === single.column;
}

/** A merged cell that reaches over everything in the row below. */
export function covers(single: WindowCell, lower: WindowRow): boolean {
  return (
    single.lastColumn > single.column &&
    lower.cells.every((cell) => cell.column >= single.column && cell.lastColumn <= single.lastColumn)
  );
}

/** The lowest cell above that heads the column. */
function parentOf(above: readonly WindowCell[], { column }: WindowCell): WindowCell | undefined {
  return above.findLast((cell) => column >= cell.column && column <= cell.lastColumn);
}

/** The columns under a cell. */
export function columnsOf({ column, lastColumn }: WindowCell): number[] {
  if (column === lastColumn) return [column];
  // A header merged over thousands of columns is filler; nobody reads past the first few hundred.
  const last = Math.min(lastColumn, column + 500);
  return Array.from({ length: last - column + 1 }, (_, index) => column + index);
}
