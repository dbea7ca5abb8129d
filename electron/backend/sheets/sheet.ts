/**
 * A spreadsheet as the readers see it, whatever file it came from. Rows and columns count from 0 here and are
 * written in A1 form wherever a person sees them.
 */
import { indexMerges, type MergeIndex } from './merge-index.ts';

/** A cell with what is stored in it, what is shown, and whether a formula stands behind it. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string; readonly formula: boolean }
  | {
      readonly kind: 'number';
      readonly value: number;
      /** As the sheet shows it, by its number format. */
      readonly text: string;
      readonly format: string;
      readonly formula: boolean;
    }
  | {
      readonly kind: 'date';
      /** Wall-clock parts of the serial number; a time that is not midnight is kept in `hasTime`. */
      readonly year: number;
      readonly month: number;
      readonly day: number;
      readonly hasTime: boolean;
      /** The number format shows a day, not only year and month. */
      readonly showsDay: boolean;
      readonly text: string;
      readonly formula: boolean;
    }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly text: string; readonly formula: boolean }
  /** `#REF!` and the like, or a formula that was saved without a result (then `text` is the formula). */
  | { readonly kind: 'error'; readonly text: string; readonly formula: boolean };

/** A merged range, first and last row and column included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

export type Sheet = {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** Sparse in both directions: an absent cell is blank. */
  readonly rows: readonly (readonly (SheetCell | undefined)[] | undefined)[];
  readonly merges: readonly MergedRange[];
  /** Rows and columns that the sheet does not show. */
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** Cell name (`C9`) → the text of the comment (批注) on it. */
  readonly comments: ReadonlyMap<string, string>;
};

export function cellAt(sheet: Sheet, row: number, column: number): SheetCell | undefined {
  return sheet.rows[row]?.[column];
}

/** What the cell shows; '' for a blank one. */
export function textAt(sheet: Sheet, row: number, column: number): string {
  return cellAt(sheet, row, column)?.text ?? '';
}

/** The merged range that covers the cell; null when it stands alone. Of several the one that is listed first. */
export function mergeAt({ merges }: Sheet, row: number, column: number): MergedRange | null {
  if (merges.length === 0) return null;
  let index = mergeIndexes.get(merges);
  if (index === undefined) {
    index = indexMerges(merges);
    mergeIndexes.set(merges, index);
  }
  return index(row, column);
}

/** Sheets never change once they are read. */
const mergeIndexes = new WeakMap<readonly MergedRange[], MergeIndex>();

/** Columns of a row that hold something, left to right. White space alone is nothing. */
export function filledColumns(sheet: Sheet, row: number): number[] {
  const cells = sheet.rows[row];
  if (cells === undefined) return [];
  const filled: number[] = [];
  for (let column = 0; column < cells.length; column += 1) {
    if ((cells[column]?.text ?? '').trim() !== '') filled.push(column);
  }
  return filled;
}

/** `C9` for row 8, column 2. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** `A` for 0, `AA` for 26. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
