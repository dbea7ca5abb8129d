/** Places of a sheet in words and numbers; rows and columns count from 0. */

/** Both ends included. */
export type RowSpan = { readonly firstRow: number; readonly lastRow: number };

export type CellRange = RowSpan & { readonly firstColumn: number; readonly lastColumn: number };

/** A column's letters as Excel shows them. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `第4行`, `第4–6行`. */
export function describeSpan({ firstRow, lastRow }: RowSpan): string {
  return firstRow === lastRow ? `第${firstRow + 1}行` : `第${firstRow + 1}–${lastRow + 1}行`;
}

/** The range that an A1 reference of a problem names; null when it names none. */
export function rangeOf(reference: string): CellRange | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/.exec(reference);
  if (match === null) return null;
  const [, letters = '', number = '', lastLetters = letters, lastNumber = number] = match;
  return {
    firstRow: Number(number) - 1,
    lastRow: Number(lastNumber) - 1,
    firstColumn: columnOf(letters),
    lastColumn: columnOf(lastLetters),
  };
}

/** `C9`. */
export function nameOfCell(row: number, column: number): string {
  return `${lettersOf(column)}${row + 1}`;
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
