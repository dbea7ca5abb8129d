/** A part of a sheet as it looks, for drawing it and pointing at it. */
import type { ReadingSheet, SheetWindow, SheetWindowRow } from '../../../../shared/model/reading.ts';
import type { Sheet, SheetCell } from '../sheet.ts';

/** Columns that are drawn; whatever lies further right is reached by reading it, not by pointing at it. */
const drawnColumns = 1024;
/** UTF-16 units of a text that are drawn; the rest is shown as an ellipsis. */
const drawnLength = 300;

/** `rowCount` rows from `firstRow` on; fewer where the sheet ends before. */
export function windowOf(sheet: Sheet, firstRow: number, rowCount: number): SheetWindow {
  const { rowCount: rows, columnCount } = sizeOf(sheet);
  const endRow = Math.min(firstRow + rowCount, rows);
  const drawn: SheetWindowRow[] = [];
  for (let row = firstRow; row < endRow; row += 1) drawn.push(drawRow(sheet, row));
  return {
    sheet: sheet.name,
    firstRow,
    rows: drawn,
    columnCount,
    merges: sheet.merges.filter((merge) => merge.lastRow >= firstRow && merge.firstRow < endRow),
    hiddenColumns: [...sheet.hiddenColumns]
      .filter((column) => column < columnCount)
      .sort((left, right) => left - right),
  };
}

/** The sheet's name, state and outermost filled row and column, counted from 1. */
export function describeSheet(sheet: Sheet): ReadingSheet {
  return { name: sheet.name, state: sheet.state, ...sizeOf(sheet) };
}

export function sizeOf({ rows }: Sheet): { readonly rowCount: number; readonly columnCount: number } {
  let rowCount = 0;
  let columnCount = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const cells = rows[row];
    if (cells === undefined) continue;
    let column = cells.length - 1;
    while (column >= 0 && isBlank(cells[column])) column -= 1;
    if (column < 0) continue;
    rowCount = row + 1;
    columnCount = Math.max(columnCount, column + 1);
  }
  return { rowCount, columnCount };
}

function drawRow(sheet: Sheet, row: number): SheetWindowRow {
  const cells = sheet.rows[row] ?? [];
  const texts: (string | null)[] = [];
  let kinds = '';
  for (let column = 0; column < Math.min(cells.length, drawnColumns); column += 1) {
    const cell = cells[column];
    if (cell === undefined || isBlank(cell)) {
      texts.push(null);
      kinds += ' ';
    } else {
      texts.push(shownText(cell.text));
      kinds += kindLetters[cell.kind];
    }
  }
  return { hidden: sheet.hiddenRows.has(row), texts, kinds };
}

const kindLetters = { text: 't', number: 'n', date: 'd', boolean: 'b', error: 'e' } as const;

function isBlank(cell: SheetCell | undefined): boolean {
  return cell === undefined || cell.text.trim() === '';
}

/** Cut between characters, never inside one. */
function shownText(text: string): string {
  if (text.length <= drawnLength) return text;
  return `${text.slice(0, drawnLength).replace(/[\ud800-\udbff]$/, '')}…`;
}
