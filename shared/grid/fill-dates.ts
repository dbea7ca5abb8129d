/** Dates, months, days of the year and quarters, counted on in the spelling of the source. */
import { constantStep, countedKind, type Kind } from './counted-kind.ts';

/** Dates by days, or by months where the day of the month stays or is the last; several spellings. */
export const dates: Kind = (source) => {
  const all = source.map(parseDate).filter((date) => date !== null);
  const [first] = all;
  if (first === undefined || all.length < source.length) return null;
  if (all.some(({ sign }) => sign !== first.sign)) return null;
  const isPadded = readPadding(all.flatMap(({ written }) => written)) ?? first.sign === '-';
  const isSameDay = all.every(({ day }) => day === first.day);
  // 1月31日, 2月28日: the last days of months, whichever those are.
  const isMonthEnd = !isSameDay && all.every(({ day, month }) => day === daysOfMonth(month));
  const isMonthly = all.length > 1 && (isSameDay || isMonthEnd);
  const step = constantStep(
    all.map(({ value, month }) => (isMonthly ? month : value)),
    null,
  );
  if (step === null) return null;
  return (place) => {
    if (!isMonthly) return printDate(first.sign, isPadded, first.value + step * place);
    const month = first.month + step * place;
    return printDate(
      first.sign,
      isPadded,
      dayOf(month, isMonthEnd ? daysOfMonth(month) : Math.min(first.day, daysOfMonth(month))),
    );
  };
};

/** Whether months and days are written 03; null where none of them shows it. */
function readPadding(parts: readonly string[]): boolean | null {
  if (parts.some((part) => part.startsWith('0'))) return true;
  return parts.some((part) => part.length === 1) ? false : null;
}

/** `2025-03` and 2025年3月 by months. */
export const months: Kind = (source, single) => {
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
export const daysOfYear = countedKind(
  (text) => {
    const [, month = '', day = ''] = /^(\d{1,2})月(\d{1,2})日$/.exec(text) ?? [];
    const date = parseDate(`2025年${month}月${day}日`);
    return date === null ? null : { key: '', value: date.value - dayOf(2025 * 12, 1) };
  },
  (_, value) => printDate('年', false, value + dayOf(2025 * 12, 1))?.slice('2025年'.length) ?? null,
  () => 365,
);

/** 2025年一季度, 2025年第四季度 by quarters. */
export const quarters = countedKind(
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
