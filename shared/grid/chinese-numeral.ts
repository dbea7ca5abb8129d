/** Chinese numerals from 一 to 九十九, as lists and headings count. */

const digits = '一二三四五六七八九';

/** 一 → 1, 十一 → 11, 二十 → 20; null for any other text. */
export function parseChineseNumeral(text: string): number | null {
  const found = /^(?:([二三四五六七八九]?)(十))?([一二三四五六七八九]?)$/.exec(text);
  if (found === null || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = found;
  const tensValue = ten === '' ? 0 : tens === '' ? 1 : digits.indexOf(tens) + 1;
  return tensValue * 10 + (ones === '' ? 0 : digits.indexOf(ones) + 1);
}

/** 11 → 十一; null outside 1 to 99. */
export function printChineseNumeral(value: number): string | null {
  if (!Number.isInteger(value) || value < 1 || value > 99) return null;
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const front = tens === 0 ? '' : tens === 1 ? '十' : `${digits.charAt(tens - 1)}十`;
  return front + (ones === 0 ? '' : digits.charAt(ones - 1));
}
