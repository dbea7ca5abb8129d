/** The rows that a form keeps for records, blank or filled, and the one whose looks they all have. */

import type { Region } from '../regions/region.ts';
import { cellAt, filledColumns, mergeAt, type Sheet } from '../sheet.ts';
import type { SheetMarkup } from './form-markup.ts';

export type FormBody = {
  readonly firstRow: number;
  /** One before the first where the form keeps no row at all. */
  readonly lastRow: number;
  readonly patternRow: number;
  /** Records stand in it already. */
  readonly prefilled: boolean;
  readonly why: string;
};

/** A form with more rows was filled by a program; the rest follows the same pattern. */
const mostRows = 5000;

export function findBody(region: Region, sheet: Sheet, markup: SheetMarkup | null): FormBody {
  const totals = new Set([...region.totalRows, ...region.subtotalRows]);
  let first = region.bodyRow;
  while (isExample(region, sheet, first)) first += 1;
  const above = first;
  while (totals.has(first)) first += 1;
  const found = followRows(region, sheet, markup, first);
  if (found !== null) return found;
  // A total right below the header with nothing to write on after it: records belong above it.
  const free = filledColumns(sheet, above).length === 0;
  return {
    firstRow: above,
    lastRow: free ? above : above - 1,
    patternRow: above,
    prefilled: false,
    why: free ? '表头之下的第一个空行' : '表头之下没有留空行，填写时插入',
  };
}

/** The run of rows from here that hold records or wait for them; null when there is none. */
function followRows(
  region: Region,
  sheet: Sheet,
  markup: SheetMarkup | null,
  first: number,
): FormBody | null {
  const data = new Set(region.dataRows);
  const headerRuled = isRuled(region, markup, region.headerRows.at(-1) ?? 0);
  let last = first - 1;
  let blank = 0;
  for (let row = first; row < first + mostRows; row += 1) {
    const ruled = isRuled(region, markup, row);
    const ready = isReady(region, sheet, row);
    if (data.has(row)) last = row;
    else if (ready || (ruled && filledColumns(sheet, row).length === 0)) {
      last = row;
      blank += 1;
    } else if (filledColumns(sheet, row).length > 0) break;
    else {
      const next = region.dataRows.find((each) => each > row);
      if (next === undefined || hasStop(region, row, next)) break;
      if (headerRuled && !isRuled(region, markup, next)) break;
    }
  }
  if (last < first) return null;
  const filled = region.dataRows.filter((row) => row >= first && row <= last).length;
  const why =
    filled === 0 ? '表头之下留着填写的空行' : blank === 0 ? '表头之下的数据行' : '表头之下的数据行和空行';
  return {
    firstRow: first,
    lastRow: last,
    patternRow: patternOf(sheet, first, last),
    prefilled: filled > 0,
    why,
  };
}

/** A row right below the header that shows how to fill in, or that prints the header again. */
function isExample(region: Region, sheet: Sheet, row: number): boolean {
  return region.excludedRows.includes(row) && !isReady(region, sheet, row);
}

/** A row that waits for a record: its number is printed, or its formulas have nothing to work on yet. */
function isReady({ columns, excludedRows }: Region, sheet: Sheet, row: number): boolean {
  const serial = columns.find((column) => column.serial)?.column ?? -1;
  const filled = filledColumns(sheet, row);
  return (
    filled.length > 0 &&
    excludedRows.includes(row) &&
    filled.every((column) => {
      const cell = cellAt(sheet, row, column);
      return cell?.formula === true || (column === serial && /^\d+$/.test(cell?.text.trim() ?? ''));
    })
  );
}

function isRuled(region: Region, markup: SheetMarkup | null, row: number): boolean {
  if (markup === null) return false;
  const ruled = region.columns.filter(({ column }) => markup.lookAt(row, column).bordered).length;
  return ruled * 2 > region.columns.length;
}

/** Whether a total, a section or a note stands between two rows. */
function hasStop(region: Region, from: number, to: number): boolean {
  return [region.totalRows, region.subtotalRows, region.sectionRows, region.noteRows].some((rows) =>
    rows.some((row) => row > from && row < to),
  );
}

/** Not the first row where there are others: it often has a line of its own above. Nor one merged with others. */
function patternOf(sheet: Sheet, first: number, last: number): number {
  const middle = last - first >= 2 ? first + 1 : first;
  for (let row = middle; row <= Math.min(last, middle + 50); row += 1) {
    if (!isMergedDown(sheet, row)) return row;
  }
  return middle;
}

function isMergedDown(sheet: Sheet, row: number): boolean {
  return sheet.merges.some(
    ({ firstRow, lastRow }) => lastRow > firstRow && row >= firstRow && row <= lastRow,
  );
}

/** Whether the cell lies under a merged range without being its first. */
export function isCovered(sheet: Sheet, row: number, column: number): boolean {
  const merge = mergeAt(sheet, row, column);
  return merge !== null && (merge.firstRow !== row || merge.firstColumn !== column);
}
