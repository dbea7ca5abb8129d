/**
 * A sheet → the tables on it. Pure; nothing is dropped without a reason: every row that holds something is a
 * title, an info line, header, data, section, total, note, or excluded, and `reasons` says why.
 */
import type { Sheet } from '../sheet.ts';
import { buildRegion } from './build-region.ts';
import { findHeader } from './find-header.ts';
import { leadRole } from './header-levels.ts';
import { addHiddenColumns } from './hidden-columns.ts';
import type { Region } from './region.ts';
import { splitColumns } from './split-columns.ts';
import { openWindow, showWindow, type Window, type WindowCell, type WindowRow } from './window.ts';

/** Tables that are looked for on one sheet; beyond that it is no office form. */
const mostRegions = 200;
/** Text before a table that is passed over, in filled rows. */
const passedRows = 200;

/** Every table on the sheet, top to bottom, then left to right. Never throws; time grows with the filled cells. */
export function findRegions(sheet: Sheet): Region[] {
  const whole = openWindow(sheet);
  const shown = showWindow(whole, sheet.hiddenColumns);
  const regions: Region[] = [];
  collect(shown, sheet, regions, '');
  regions.sort((left, right) => left.firstRow - right.firstRow || left.firstColumn - right.firstColumn);
  return addHiddenColumns(regions, whole, sheet.hiddenColumns);
}

/** Rows of a sheet that are a header because somebody says so; `why` is the Chinese reason that the region gives. */
export type GivenHeader = { readonly firstRow: number; readonly lastRow: number; readonly why: string };

/** The tables under a given header, left to right; none where its rows hold nothing. Never throws. */
export function findRegionsUnder(sheet: Sheet, given: GivenHeader): Region[] {
  const whole = openWindow(sheet);
  const shown = showWindow(whole, sheet.hiddenColumns);
  const rows = beginHeaderAt(shown.rows, given);
  const start = firstLead(rows, given.firstRow);
  const below: Window = { ...shown, rows: rows.slice(start) };
  const regions = splitColumns(below).parts.flatMap((part) => {
    const firstIndex = part.rows.findIndex(({ row }) => row >= given.firstRow);
    const lastIndex = part.rows.findLastIndex(({ row }) => row <= given.lastRow);
    if (firstIndex < 0 || lastIndex < firstIndex) return [];
    const header = { firstIndex, lastIndex, bottomRow: given.lastRow, score: 0, why: given.why };
    return [buildRegion(part, sheet, 0, header, '').region];
  });
  return addHiddenColumns(regions, whole, sheet.hiddenColumns);
}

/** A cell that is merged into the header from above heads its columns all the same. */
function beginHeaderAt(rows: readonly WindowRow[], { firstRow, lastRow }: GivenHeader): WindowRow[] {
  const reaching = (cell: WindowCell): boolean => cell.row < firstRow && cell.lastRow >= firstRow;
  const moved = rows.filter(({ row }) => row < firstRow).flatMap(({ cells }) => cells.filter(reaching));
  if (moved.length === 0) return [...rows];
  const into = rows.find(({ row }) => row >= firstRow && row <= lastRow)?.row ?? firstRow;
  const heads = [...moved, ...(rows.find(({ row }) => row === into)?.cells ?? [])].sort(
    (left, right) => left.column - right.column,
  );
  const others = rows
    .filter(({ row }) => row !== into)
    .map(({ row, cells }) => ({ row, cells: cells.filter((cell) => !reaching(cell)) }))
    .filter(({ cells }) => cells.length > 0);
  return [...others, { row: into, cells: heads }].sort((left, right) => left.row - right.row);
}

/** Titles and info lines right above a header belong to its table; whatever else stands there does not. */
function firstLead(rows: readonly WindowRow[], headerRow: number): number {
  const headerIndex = rows.findIndex(({ row }) => row >= headerRow);
  let start = headerIndex < 0 ? rows.length : headerIndex;
  for (let row = rows[start - 1]; row !== undefined && leadRole(row) !== 'other'; row = rows[start - 1]) {
    start -= 1;
  }
  return start;
}

function collect(window: Window, sheet: Sheet, regions: Region[], split: string): void {
  if (window.rows.length === 0 || regions.length >= mostRegions) return;
  const { parts, why: splitWhy } = splitColumns(window);
  if (parts.length > 1) {
    for (const part of parts) collect(part, sheet, regions, splitWhy);
    return;
  }
  const { rows } = window;
  let start = 0;
  let why = split;
  while (start < rows.length && regions.length < mostRegions) {
    const header = findHeaderFrom(window, start);
    if (header === null) return;
    const { region, endIndex, next } = buildRegion(window, sheet, header.start, header.header, why);
    const whole = header.start === 0 && endIndex === rows.length;
    const band: Window = { ...window, rows: rows.slice(header.start, endIndex) };
    // Beside each other only in this band: other tables of the sheet use the columns between.
    if (!whole && splitColumns(band).parts.length > 1) collect(band, sheet, regions, why);
    else regions.push(region);
    start = endIndex;
    why = next ?? '';
  }
}

/** A long instruction may stand above the table: then the search begins further down. */
function findHeaderFrom({ rows }: Window, start: number) {
  for (let from = start; from < Math.min(rows.length, start + passedRows); from += 20) {
    const header = findHeader(rows, from);
    if (header !== null) return { start, header };
  }
  return null;
}
