/**
 * The cell as nearly all are written: `<c r="B7" s="3" t="s"><v>12</v></c>`, with or without style, type and value.
 * Reading it in one go is twice as fast as tag by tag; whatever deviates in a single byte is left to that way.
 */
import { CellType, type RawCell } from './raw-cell.ts';
import { equals, greaterThan, lessThan, doubleQuote as quote, slash, space } from './xml-characters.ts';

const letterC = 0x63;
const letterN = 0x6e;
const letterR = 0x72;
const letterS = 0x73;
const letterT = 0x74;
const letterV = 0x76;

/**
 * Reads the cell that begins at `start` into `cell`, whose row its name must repeat.
 * @returns where the cell ends; -1 when it is not written in just this way
 */
export function takePlainCell(bytes: Buffer, start: number, cell: RawCell): number {
  let at = start;
  if (bytes[at] !== lessThan || bytes[at + 1] !== letterC) return -1;
  if (!isAttribute(bytes, at + 2, letterR)) return -1;
  at += 6;
  let column = 0;
  let byte = bytes[at] ?? 0;
  while (byte >= 0x41 && byte <= 0x5a) {
    column = column * 26 + byte - 0x40;
    at += 1;
    byte = bytes[at] ?? 0;
  }
  if (column === 0 || column > 16_384) return -1;
  let row = 0;
  while (byte >= 0x30 && byte <= 0x39) {
    row = row * 10 + byte - 0x30;
    at += 1;
    byte = bytes[at] ?? 0;
  }
  if (row !== cell.row + 1 || byte !== quote) return -1;
  at += 1;
  let style = 0;
  if (isAttribute(bytes, at, letterS)) {
    at += 4;
    const digits = at;
    byte = bytes[at] ?? 0;
    while (byte >= 0x30 && byte <= 0x39) {
      style = style * 10 + byte - 0x30;
      at += 1;
      byte = bytes[at] ?? 0;
    }
    if (byte !== quote || at === digits || at - digits > 6) return -1;
    at += 1;
  }
  let isSharedText = false;
  if (isAttribute(bytes, at, letterT)) {
    const type = bytes[at + 4];
    if ((type !== letterS && type !== letterN) || bytes[at + 5] !== quote) return -1;
    isSharedText = type === letterS;
    at += 6;
  }
  cell.column = column - 1;
  cell.style = style;
  cell.type = isSharedText ? CellType.sharedText : CellType.number;
  cell.value = null;
  cell.richText = null;
  cell.hasFormula = false;
  cell.valueStart = at;
  cell.valueEnd = at;
  if (bytes[at] === slash && bytes[at + 1] === greaterThan) return at + 2;
  if (bytes[at] !== greaterThan || bytes[at + 1] !== lessThan) return -1;
  if (bytes[at + 2] !== letterV || bytes[at + 3] !== greaterThan) return -1;
  at += 4;
  cell.valueStart = at;
  // Numbers and indexes only; signs, points and exponents are from `+` to `e`.
  byte = bytes[at] ?? 0;
  while (byte !== lessThan && byte > 0x2a && byte <= 0x65) {
    at += 1;
    byte = bytes[at] ?? 0;
  }
  if (byte !== lessThan || at === cell.valueStart) return -1;
  cell.valueEnd = at;
  const isClosed =
    bytes[at + 1] === slash &&
    bytes[at + 2] === letterV &&
    bytes[at + 3] === greaterThan &&
    bytes[at + 4] === lessThan &&
    bytes[at + 5] === slash &&
    bytes[at + 6] === letterC &&
    bytes[at + 7] === greaterThan;
  return isClosed ? at + 8 : -1;
}

/** ` x="` */
function isAttribute(bytes: Buffer, at: number, letter: number): boolean {
  return (
    bytes[at] === space && bytes[at + 1] === letter && bytes[at + 2] === equals && bytes[at + 3] === quote
  );
}
