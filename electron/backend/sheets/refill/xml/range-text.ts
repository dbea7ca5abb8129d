import { parseRange } from '../../ooxml/cell-reference.ts';
import { UnusualPart } from '../../ooxml/outcome.ts';
import { cellName, type MergedRange } from '../../sheet.ts';
import type { RowSpan } from '../formula/row-move.ts';

/** `A1:C2`, or `B7` for a single cell. */
export function writeRange({ firstRow, lastRow, firstColumn, lastColumn }: MergedRange): string {
  const first = cellName(firstRow, firstColumn);
  return firstRow === lastRow && firstColumn === lastColumn
    ? first
    : `${first}:${cellName(lastRow, lastColumn)}`;
}

/** The rows of a range. */
export function rowsOf({ firstRow, lastRow }: MergedRange): RowSpan {
  return { first: firstRow, last: lastRow };
}

/** The range over other rows. */
export function withRows(range: MergedRange, { first, last }: RowSpan): MergedRange {
  return { ...range, firstRow: first, lastRow: last };
}

/**
 * `A1:A5 C1:C5` as ranges; whole columns (`A:B`) and rows (`3:5`) as some write them. What has been lost (`#REF!`) is
 * none. @throws UnusualPart
 */
export function readRanges(text: string, part: string): MergedRange[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((piece) => piece !== '' && piece !== '#REF!')
    .map((piece) => {
      const range = parseRange(piece.toUpperCase()) ?? parseWholeLines(piece);
      if (range === null) throw new UnusualPart(`${part}: the range “${piece}”`);
      return range;
    });
}

function parseWholeLines(text: string): MergedRange | null {
  const columns = /^\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$/i.exec(text);
  if (columns !== null) return parseRange(`${columns[1]}1:${columns[2]}1048576`.toUpperCase());
  const rows = /^\$?(\d{1,7}):\$?(\d{1,7})$/.exec(text);
  return rows === null ? null : parseRange(`A${rows[1]}:XFD${rows[2]}`);
}
