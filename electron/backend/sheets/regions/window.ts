/** A rectangle of a sheet as the region finder looks at it: the rows that hold something, cell by cell. */
import { parseDateText } from '../../../../shared/values/date-text.ts';
import type { MergedRange, Sheet, SheetCell } from '../sheet.ts';
import { compact } from './words.ts';

/** `digits` are texts of digits alone that a table may keep as text: 001, an 18-digit number. */
export type CellKind = 'text' | 'number' | 'digits' | 'date' | 'boolean' | 'none' | 'error';

/** A filled cell; a merged range is one cell at its first row and column. */
export type WindowCell = {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
  /** Folded to 半角, without white space. */
  readonly label: string;
  /** As the sheet shows it. */
  readonly text: string;
  readonly kind: CellKind;
  readonly cell: SheetCell;
};

export type WindowRow = {
  readonly row: number;
  readonly cells: readonly WindowCell[];
};

/** The filled rows of a rectangle, top to bottom. */
export type Window = {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly rows: readonly WindowRow[];
};

/** Most rows of merged ranges that are followed; a sheet with more is no office table. */
const followedMergeRows = 2_000_000;

/** The whole sheet. Cells under a merged range other than its first hold nothing, whatever the file keeps there. */
export function openWindow(sheet: Sheet): Window {
  const merges = indexMerges(sheet);
  const readText = rememberTexts();
  const rows: WindowRow[] = [];
  let lastColumn = 0;
  for (let row = 0; row < sheet.rows.length; row += 1) {
    const line = sheet.rows[row];
    if (line === undefined) continue;
    const covering = merges.get(row);
    const cells: WindowCell[] = [];
    for (let column = 0; column < line.length; column += 1) {
      const cell = line[column];
      if (cell === undefined) continue;
      const { label, kind } =
        cell.kind === 'text' ? readText(cell.text) : { label: compact(cell.text), kind: cell.kind };
      if (label === '') continue;
      const merge = covering?.find((range) => column >= range.firstColumn && column <= range.lastColumn);
      if (merge !== undefined && (merge.firstRow !== row || merge.firstColumn !== column)) continue;
      const right = merge?.lastColumn ?? column;
      cells.push({
        row,
        column,
        lastRow: merge?.lastRow ?? row,
        lastColumn: right,
        label,
        text: cell.text,
        kind,
        cell,
      });
      lastColumn = Math.max(lastColumn, right);
    }
    if (cells.length > 0) rows.push({ row, cells });
  }
  return trim({ firstColumn: 0, lastColumn, rows });
}

/** The window without the columns that the sheet hides; what is merged into a shown column stays there. */
export function showWindow(window: Window, hidden: ReadonlySet<number>): Window {
  if (hidden.size === 0) return window;
  const rows = window.rows.flatMap(({ row, cells }) => {
    const shown = cells.flatMap((cell): WindowCell[] => {
      let column = cell.column;
      while (column <= cell.lastColumn && hidden.has(column)) column += 1;
      return column > cell.lastColumn ? [] : column === cell.column ? [cell] : [{ ...cell, column }];
    });
    return shown.length === 0 ? [] : [{ row, cells: shown }];
  });
  return trim({ ...window, rows });
}

/** The part of a window between two columns and two rows, all included. */
export function cutWindow(window: Window, firstColumn: number, lastColumn: number): Window {
  const rows = window.rows.flatMap(({ row, cells }) => {
    const kept = cells.filter(({ column }) => column >= firstColumn && column <= lastColumn);
    return kept.length === 0 ? [] : [{ row, cells: kept }];
  });
  return trim({ firstColumn, lastColumn, rows });
}

/** A year standing as a number, or 2025年, is a header as good as a word. */
export function isYear({ label, kind }: WindowCell): boolean {
  return (kind === 'number' || kind === 'digits' || kind === 'date') && /^(?:19|20)\d{2}年?度?$/.test(label);
}

/** A number, a date or digits: what data are made of and headers hardly ever. */
export function isFigure(cell: WindowCell): boolean {
  return (cell.kind === 'number' || cell.kind === 'digits' || cell.kind === 'date') && !isYear(cell);
}

function trim({ firstColumn, lastColumn, rows }: Window): Window {
  let first = lastColumn;
  let last = firstColumn;
  for (const { cells } of rows) {
    for (const cell of cells) {
      first = Math.min(first, cell.column);
      last = Math.max(last, Math.min(cell.lastColumn, lastColumn));
    }
  }
  return { firstColumn: Math.min(first, last), lastColumn: last, rows };
}

function indexMerges(sheet: Sheet): Map<number, MergedRange[]> {
  const byRow = new Map<number, MergedRange[]>();
  let followed = 0;
  for (const merge of sheet.merges) {
    const last = Math.min(merge.lastRow, sheet.rows.length - 1);
    followed += Math.max(0, last - merge.firstRow + 1);
    if (followed > followedMergeRows) break;
    for (let row = merge.firstRow; row <= last; row += 1) {
      const known = byRow.get(row);
      if (known === undefined) byRow.set(row, [merge]);
      else known.push(merge);
    }
  }
  return byRow;
}

const noneLabels: readonly string[] = ['/', '\\', '-', '--', '—', '——', '–', '―', '−', '无', '暂无', '*'];
const booleanLabels: readonly string[] = ['是', '否', '√', '✓', '✔', '☑', '×', '✗', '✘', '☐', '□'];

/** Texts that are remembered; tables repeat their townships and choices, not their amounts. */
const rememberedTexts = 20_000;

function rememberTexts(): (text: string) => { readonly label: string; readonly kind: CellKind } {
  const known = new Map<string, { readonly label: string; readonly kind: CellKind }>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const label = compact(text);
    const read = { label, kind: kindOfText(label) };
    if (known.size < rememberedTexts) known.set(text, read);
    return read;
  };
}

function kindOfText(label: string): CellKind {
  if (noneLabels.includes(label)) return 'none';
  if (booleanLabels.includes(label)) return 'boolean';
  if (label.length > 40 || !/\d/.test(label)) return 'text';
  if (/^\d+$/.test(label) && (label.length > 15 || /^0\d/.test(label))) return 'digits';
  if (/^\d{17}[xX]$/.test(label) || /^0\d{2,3}-\d{7,8}$/.test(label)) return 'digits';
  if (/^[-+−]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[万亿]?%?|[eE]\+?\d+)$/.test(label)) return 'number';
  if (/^(?:约|近)?\d+(?:\.\d+)?(?:余|多|左右|[万亿]?[元户人亩个])$/.test(label)) return 'number';
  if (/^\d{4}[-./年]/.test(label) && typeof parseDateText(label) === 'string') return 'date';
  return 'text';
}
