/**
 * How wide a text is, in em, without asking any font: Chinese fonts give every Chinese character one em. Letters and
 * digits differ from font to font; the widths here are the largest of those that the fonts of a print have, so that
 * a text never needs more room than was planned for it.
 */
const letterWidths: Readonly<Record<string, number>> = {
  '#': 0.58,
  '%': 0.93,
  '&': 0.78,
  '@': 0.95,
  '+': 0.58,
  '<': 0.58,
  '=': 0.58,
  '>': 0.58,
  '^': 0.58,
  '~': 0.58,
  _: 0.57,
  '`': 0.61,
  A: 0.72,
  B: 0.67,
  C: 0.7,
  D: 0.77,
  E: 0.66,
  F: 0.63,
  G: 0.75,
  H: 0.86,
  I: 0.5,
  J: 0.54,
  K: 0.74,
  L: 0.63,
  M: 0.98,
  N: 0.8,
  O: 0.77,
  P: 0.65,
  Q: 0.77,
  R: 0.72,
  S: 0.6,
  T: 0.66,
  U: 0.8,
  V: 0.72,
  W: 1.06,
  X: 0.7,
  Y: 0.69,
  Z: 0.61,
  b: 0.64,
  d: 0.63,
  g: 0.57,
  h: 0.67,
  k: 0.61,
  m: 0.98,
  n: 0.67,
  o: 0.61,
  p: 0.64,
  q: 0.62,
  u: 0.66,
  w: 0.84,
  x: 0.57,
};
const narrow = new Set([...' !"\'()*,-./:;?[\\]{|}fijlrstz']);

/** The width of one character in em. Marks that stand over or behind another one take no room. */
export function characterWidth(character: string): number {
  if (character.length > 1) return isJoined(character) ? 0 : 1;
  if (character > '~') return isJoined(character) ? 0 : latinWidth(character);
  return letterWidths[character] ?? (narrow.has(character) ? 0.5 : 0.56);
}

/** The width of a text in em. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** A character that belongs to the one before it: combining marks, variation selectors, joiners. */
export function isJoined(character: string): boolean {
  return character > '\u02ff' && joined.test(character);
}

const joined = /^[\p{M}\p{Cf}]$/u;

/** Half-width kana and Hangul aside, everything behind Latin may be a full-width character in a Chinese font. */
function latinWidth(character: string): number {
  if (character >= '\uff61' && character <= '\uffdc') return 0.56;
  return character === 'Ж' || character === 'Щ' || character === 'Ш' ? 1.1 : 1;
}
