/** The bytes that XML is told apart by. */

export const space = 0x20;
export const exclamation = 0x21;
export const doubleQuote = 0x22;
export const ampersand = 0x26;
export const apostrophe = 0x27;
export const slash = 0x2f;
export const colon = 0x3a;
export const lessThan = 0x3c;
export const equals = 0x3d;
export const greaterThan = 0x3e;
export const question = 0x3f;
export const carriageReturn = 0x0d;
const tab = 0x09;
const lineFeed = 0x0a;

/** Letters, digits, `.`, `-`, `_`, `:` and all beyond ASCII: 1 for those that stand in names. */
export const nameBytes: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || /[\w.:-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Digits, `.` and `-` stand in names but do not begin them. */
export function beginsNoName(byte: number | undefined): boolean {
  return byte === undefined || (byte >= 0x2d && byte <= 0x39);
}

export function isSpace(byte: number | undefined): boolean {
  return byte === space || byte === lineFeed || byte === carriageReturn || byte === tab;
}
