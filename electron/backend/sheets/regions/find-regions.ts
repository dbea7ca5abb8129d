/**
 * A sheet → the tables on it. Pure; nothing is dropped without a reason: every row that holds something is a
 * title, an info line, header, data, section, total, note, or excluded, and `reasons` says why.
 */
import type { Sheet } from '../sheet.ts';
import { buildRegion } from './build-region.ts';
import { findHeader } from './find-header.ts';
import { addHiddenColumns } from './hidden-columns.ts';
import type { Region } from './region.ts';
import { splitColumns } from './split-columns.ts';
import { openWindow, showWindow, type Window } from './window.ts';

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

function collect(window: Window, sheet: Sheet, regions: Region[], split: string): void {
  if (window.rows.length === 0 || regions.length >= mostRegions) return;
  const parts = splitColumns(window);
  if (parts.length > 1) {
    for (const part of parts) collect(part, sheet, regions, '中间隔着空列，左右各是一张表');
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
    if (!whole && splitColumns(band).length > 1) collect(band, sheet, regions, why);
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
