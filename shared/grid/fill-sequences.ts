/** The kinds of texts that can be counted on, and how a source of them continues. */
import { parseChineseNumeral, printChineseNumeral } from './chinese-numeral.ts';
import { countedKind, type Kind, type Sequence } from './counted-kind.ts';
import { dates, daysOfYear, months, quarters } from './fill-dates.ts';
import { numbered, numbers } from './fill-numbers.ts';

/**
 * How the source continues; null when it does not: no common kind, no constant step, or blank cells.
 * `single` also continues a number that stands alone, by 1.
 */
export function readSequence(source: readonly string[], single: boolean): Sequence | null {
  if (source.length === 0 || source.includes('')) return null;
  if (source.some((text) => text.length > longestText)) return null;
  for (const read of kinds) {
    const sequence = read(source, single);
    if (sequence !== null) return sequence;
  }
  return null;
}

/** Longer texts are sentences, which are not counted on. */
const longestText = 200;

const numerals = [...'一二三四五六七八九十', '十一', '十二'];

/** Lists that begin anew when they end. */
const lists: readonly (readonly string[])[] = [
  [...'一二三四五六日'].map((day) => `星期${day}`),
  [...'一二三四五六天'].map((day) => `星期${day}`),
  [...'一二三四五六日'].map((day) => `周${day}`),
  numerals.map((month) => `${month}月`),
  numerals.map((_, index) => `${index + 1}月`),
  [...'甲乙丙丁戊己庚辛壬癸'],
  [...'子丑寅卯辰巳午未申酉戌亥'],
  [...'一二三四'].map((quarter) => `${quarter}季度`),
  [...'一二三四'].map((quarter) => `第${quarter}季度`),
  [...'1234'].map((quarter) => `${quarter}季度`),
  [...'1234'].map((quarter) => `第${quarter}季度`),
  [...'1234'].map((quarter) => `Q${quarter}`),
  ['上旬', '中旬', '下旬'],
  ['上半年', '下半年'],
];

const cycles: readonly Kind[] = lists.map((list) =>
  countedKind(
    (text) => (list.includes(text) ? { key: '', value: list.indexOf(text) } : null),
    (_, value) => list[value] ?? null,
    () => list.length,
  ),
);

/**
 * Chinese numerals from 一 to 九十九: alone, after 第, 附件 and the like, in brackets, before 、 or a word that is
 * counted. Nowhere else: 三甲村 is a name.
 */
const chineseNumerals = countedKind(
  (text) => {
    const found = /^((?:第|附件|附表|附图|表|图|标段)?[（(]?)([一二三四五六七八九十]{1,3})(.*)$/su.exec(text);
    if (found === null) return null;
    const [, before = '', numeral = '', after = ''] = found;
    const counts =
      before.startsWith('第') ||
      /^(?:[、．.）)]|$)/u.test(after) ||
      /^(?:组|队|期|批|班|级|类|标段|号)$/u.test(after);
    const value = parseChineseNumeral(numeral);
    return value === null || !counts ? null : { key: `${before}\n${after}`, value };
  },
  (key, value) => {
    const numeral = printChineseNumeral(value);
    return numeral === null ? null : key.replace('\n', () => numeral);
  },
);

/** In the order in which a text is tried: a month is no number with 月 behind it. */
const kinds: readonly Kind[] = [
  numbers,
  dates,
  months,
  daysOfYear,
  quarters,
  ...cycles,
  chineseNumerals,
  numbered,
];
