/** The kinds of texts that can be counted on, and how a source of them continues. */
import { addDecimals, type Decimal, formatDecimal, parseDecimal } from '../values/decimal.ts';
import { parseChineseNumeral, printChineseNumeral } from './chinese-numeral.ts';

/** The text at a place of the series, the source's first text being at 0; null where the series has no text. */
export type Sequence = (place: number) => string | null;

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

/** Longer texts are sentences, and longer runs of digits are IDs: neither is counted on. */
const longestText = 200;
const mostDigits = 15;

type Kind = (source: readonly string[], single: boolean) => Sequence | null;

/** A text of a counted kind: texts with the same `key` differ only in their number. */
type Counted = { readonly key: string; readonly value: number };

/** Makes a kind of what one text is and how a number of it is written. */
function countedKind(
  parse: (text: string) => Counted | null,
  print: (key: string, value: number) => string | null,
  cycle: (key: string) => number | null = () => null,
): Kind {
  return (source) => {
    const counted = source.map(parse);
    const [first] = counted;
    if (first === null || first === undefined) return null;
    const values: number[] = [];
    for (const each of counted) {
      if (each?.key !== first.key) return null;
      values.push(each.value);
    }
    const length = cycle(first.key);
    const step = constantStep(values, length);
    if (step === null) return null;
    return (place) => {
      const value = first.value + step * place;
      if (!Number.isSafeInteger(value)) return null;
      return print(first.key, length === null ? value : ((value % length) + length) % length);
    };
  };
}

/** 1 for a single value; null where the step changes. In a cycle 日 → 一 is a step of 1 too. */
function constantStep(values: readonly number[], cycle: number | null): number | null {
  const wrap = (step: number): number => (cycle === null ? step : ((step % cycle) + cycle) % cycle);
  const [first, second] = values;
  if (first === undefined || second === undefined) return 1;
  const step = wrap(second - first);
  const isConstant = values.every(
    (value, index) => index === 0 || wrap(value - (values[index - 1] ?? 0)) === step,
  );
  return isConstant ? step : null;
}

/** Plain numbers, exactly: 0.1, 0.2 → 0.3; also percentages. */
const numbers: Kind = (source, single) => {
  const decimals: Decimal[] = [];
  const found = source.map((text) => /^(-?(?:0|[1-9]\d*)(?:\.\d+)?)(%?)$/.exec(text));
  for (const match of found) {
    const decimal = parseDecimal(match?.[1] ?? '');
    if (decimal === null || match?.[2] !== found[0]?.[2]) return null;
    if ((match?.[1] ?? '').replace(/\D/g, '').length > mostDigits) return null;
    decimals.push(decimal);
  }
  const [first, second] = decimals;
  if (first === undefined || (second === undefined && !single)) return null;
  const step = second === undefined ? { units: 1n, scale: 0 } : subtract(second, first);
  for (let index = 1; index < decimals.length; index += 1) {
    const [before, after] = [decimals[index - 1], decimals[index]];
    if (before === undefined || after === undefined) return null;
    if (formatDecimal(subtract(after, before)) !== formatDecimal(step)) return null;
  }
  // 0.10, 0.20 goes on with 0.30 when all of the source is written with as many places.
  const places = decimals.every(({ scale }) => scale === first.scale) ? first.scale : 0;
  return (place) =>
    padPlaces(formatDecimal(addDecimals(first, multiply(step, place))), places) + (found[0]?.[2] ?? '');
};

/** Dates by days, or by months where the day of the month stays; several spellings. */
const dates: Kind = (source) => {
  const all = source.map(parseDate).filter((date) => date !== null);
  const [first] = all;
  if (first === undefined || all.length < source.length) return null;
  if (all.some(({ sign }) => sign !== first.sign)) return null;
  const isPadded = readPadding(all.flatMap(({ written }) => written)) ?? first.sign === '-';
  const isMonthly = all.length > 1 && all.every(({ day }) => day === first.day);
  const step = constantStep(
    all.map(({ value, month }) => (isMonthly ? month : value)),
    null,
  );
  if (step === null) return null;
  return (place) => {
    if (!isMonthly) return printDate(first.sign, isPadded, first.value + step * place);
    const month = first.month + step * place;
    return printDate(first.sign, isPadded, dayOf(month, Math.min(first.day, daysOfMonth(month))));
  };
};

/** Whether months and days are written 03; null where none of them shows it. */
function readPadding(parts: readonly string[]): boolean | null {
  if (parts.some((part) => part.startsWith('0'))) return true;
  return parts.some((part) => part.length === 1) ? false : null;
}

/** `2025-03` and 2025年3月 by months. */
const months: Kind = (source, single) => {
  const isPadded = readPadding(source.map((text) => /^\d{4}[-年](\d{1,2})月?$/.exec(text)?.[1] ?? ''));
  return countedKind(
    (text) => {
      const [, year = '', sign = '', month = '', end = ''] =
        /^(\d{4})([-年])(\d{1,2})(月?)$/.exec(text) ?? [];
      const isMonth = Number(month) >= 1 && Number(month) <= 12 && (sign === '年') === (end === '月');
      return isMonth ? { key: sign, value: Number(year) * 12 + Number(month) - 1 } : null;
    },
    (key, value) => {
      const year = Math.floor(value / 12);
      if (year < firstYear || year > lastYear) return null;
      const month = String((value % 12) + 1).padStart((isPadded ?? key === '-') ? 2 : 1, '0');
      return key === '-' ? `${year}-${month}` : `${year}年${month}月`;
    },
  )(source, single);
};

/** 3月26日 by days of a year that is no leap year, since none is written. */
const daysOfYear = countedKind(
  (text) => {
    const [, month = '', day = ''] = /^(\d{1,2})月(\d{1,2})日$/.exec(text) ?? [];
    const date = parseDate(`2025年${month}月${day}日`);
    return date === null ? null : { key: '', value: date.value - dayOf(2025 * 12, 1) };
  },
  (_, value) => printDate('年', false, value + dayOf(2025 * 12, 1))?.slice('2025年'.length) ?? null,
  () => 365,
);

/** 2025年一季度, 2025年第四季度 by quarters. */
const quarters = countedKind(
  (text) => {
    const found = /^(\d{4})年(第?)([一二三四1-4])季度$/.exec(text);
    if (found === null) return null;
    const [, year = '', ordinal = '', quarter = ''] = found;
    const isChinese = '一二三四'.includes(quarter);
    const value = Number(year) * 4 + (isChinese ? '一二三四'.indexOf(quarter) : Number(quarter) - 1);
    return { key: ordinal + (isChinese ? '一' : '1'), value };
  },
  (key, value) => {
    const year = Math.floor(value / 4);
    if (year < firstYear || year > lastYear) return null;
    const digits = key.endsWith('一') ? '一二三四' : '1234';
    return `${year}年${key.slice(0, -1)}${digits.charAt(value % 4)}季度`;
  },
);

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

/** Texts that end with a number, or begin with one, or have one after 第, 附件 or a bracket; zeros in front keep their width. */
const numbered: Kind = (source, single) => {
  // What is not a series of dates must not become one of dates that do not exist.
  if (source.some((text) => /^\d{4}[-/.年]\d/.test(text))) return null;
  return endNumbered(source, single) ?? startNumbered(source, single) ?? ordinalNumbered(source, single);
};

const endNumbered = numberedKind((text) => {
  let start = text.length;
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start -= 1;
  return [text.slice(0, start), text.slice(start), ''];
});

const startNumbered = numberedKind((text) => {
  let end = 0;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return ['', text.slice(0, end), text.slice(end)];
});

const ordinalNumbered = numberedKind((text) => {
  const [, before = '', digits = '', after = ''] = /^(第|附件|附表|附图|[（(])(\d+)(.*)$/su.exec(text) ?? [];
  return [before, digits, after];
});

function numberedKind(split: (text: string) => readonly [string, string, string]): Kind {
  return (source, single) => {
    const width = numberWidth(source.map((text) => split(text)[1]));
    return countedKind(
      (text) => {
        const [before, digits, after] = split(text);
        const counts = digits !== '' && digits.length <= mostDigits;
        // A number that stands alone is one of `numbers`, except with zeros in front.
        if (!counts || (before === '' && after === '' && width === 0)) return null;
        return { key: JSON.stringify([before, after]), value: Number(digits) };
      },
      (key, value) => {
        const [before = '', after = '']: string[] = JSON.parse(key);
        return value < 0 ? null : before + String(value).padStart(width, '0') + after;
      },
    )(source, single);
  };
}

/** The width that zeros in front give to the numbers of a source; 0 when there are none. */
function numberWidth(digits: readonly string[]): number {
  return Math.max(0, ...digits.filter((each) => /^0\d/.test(each)).map(({ length }) => length));
}

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

type CountedDate = {
  /** Whole days of the UTC clock. */
  readonly value: number;
  /** Months since year 0. */
  readonly month: number;
  readonly day: number;
  readonly sign: string;
  /** Month and day as they stand. */
  readonly written: readonly string[];
};

const dateSpellings: readonly RegExp[] = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/,
];

function parseDate(text: string): CountedDate | null {
  for (const spelling of dateSpellings) {
    const found = spelling.exec(text);
    if (found === null) continue;
    const [, year = '', sign = '', monthText = '', dayText = ''] = found;
    const month = Number(year) * 12 + Number(monthText) - 1;
    const day = Number(dayText);
    const isMonth = Number(monthText) >= 1 && Number(monthText) <= 12 && Number(year) >= firstYear;
    if (!isMonth || day < 1 || day > daysOfMonth(month)) return null;
    return { value: dayOf(month, day), month, day, sign, written: [monthText, dayText] };
  }
  return null;
}

function printDate(sign: string, isPadded: boolean, dayNumber: number): string | null {
  if (!(dayNumber >= dayOf(firstYear * 12, 1) && dayNumber < dayOf((lastYear + 1) * 12, 1))) return null;
  const [year = '', ...rest] = new Date(dayNumber * dayLength).toISOString().slice(0, 10).split('-');
  const [month = '', day = ''] = isPadded ? rest : rest.map((part) => String(Number(part)));
  return sign === '年' ? `${year}年${month}月${day}日` : [year, month, day].join(sign);
}

const firstYear = 1000;
const lastYear = 9999;
const dayLength = 86_400_000;
function dayOf(month: number, day: number): number {
  return Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, day) / dayLength;
}

function daysOfMonth(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)).getUTCDate();
}

function subtract(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, { units: -right.units, scale: right.scale });
}

function multiply({ units, scale }: Decimal, factor: number): Decimal {
  return { units: units * BigInt(factor), scale };
}

function padPlaces(text: string, places: number): string {
  if (places === 0) return text;
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(places, '0')}`;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
