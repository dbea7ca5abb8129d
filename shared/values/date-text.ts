import type { UnreadText } from '../model/cell-value.ts';
import { foldWidth, unreadText } from './text.ts';

/**
 * Reads a date, a month or a year as offices write them, to ISO `2025-03-26`, `2025-03` or `2025`.
 * What is not certain (no year, two-digit year, impossible day, a time of day) stays text.
 */
export function parseDateText(text: string): string | UnreadText {
  if (text.length > 60) return unreadText(text, notADate);
  const folded = foldWidth(text)
    .replace(/[‐‑–—−]/g, '-')
    .trim()
    .replace(/ +0?0:00(?::00)?$/, '')
    .replace(/\s*([-./年月日号])\s*/g, '$1');
  const digits = withDigits(folded);
  for (const pattern of datePatterns) {
    const parts = pattern.exec(digits)?.groups;
    if (parts === undefined) continue;
    const reason = findDoubt(digits, parts) ?? findImpossible(parts);
    return reason === null ? isoDate(parts) : unreadText(text, reason);
  }
  return unreadText(text, explainDate(folded));
}

/**
 * The date that a spreadsheet's serial number stands for, as ISO; a time of day in it is left out.
 * The 1900 system counts a 29 February 1900 that never was: serial 60 has no date. Null also beyond the
 * years that a date cell holds.
 */
export function dateOfSerial(serial: number, epoch1904: boolean): string | null {
  const day = Math.floor(serial);
  const first = epoch1904 ? 0 : 1;
  if (!(day >= first && day < 200_000) || (!epoch1904 && day === 60)) return null;
  const epoch = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day > 60 ? 30 : 31);
  const iso = new Date(epoch + day * 86_400_000).toISOString().slice(0, 10);
  return Number(iso.slice(0, 4)) <= lastYear ? iso : null;
}

/** A year outside is more likely a slip of the pen than a date of office work. */
const firstYear = 1800;
const lastYear = 2199;

const datePatterns: readonly RegExp[] = [
  /^(?<year>\d{4})年?$/,
  /^(?<year>\d{4})(?<sign>[-./])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})[日号]?$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})[日号]?$/,
  /^(?<year>\d{4})(?<sign>[-./])(?<month>\d{1,2})月?$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4})(?<month>\d{2})$/,
];

/** 二〇二五年三月二十六日 in digits; every other text as it is. */
function withDigits(text: string): string {
  const parts =
    /^([〇○零Oo0一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})([日号]))?)?$/.exec(
      text,
    );
  if (parts === null) return text;
  const [, year = '', month, day, sign = ''] = parts;
  const yearDigits = [...year]
    // The letter O is what an input method offers for 〇.
    .map((letter) => '〇一二三四五六七八九'.indexOf(letter.replace(/[○零Oo0]/, '〇')))
    .join('');
  return [`${yearDigits}年`, month && `${smallNumber(month)}月`, day && `${smallNumber(day)}${sign}`].join(
    '',
  );
}

/** 二十六 is 26; a spelling that is none becomes a day that there is not. */
function smallNumber(numeral: string): number {
  const [tens = '', ones = '', ...rest] = numeral.includes('十') ? numeral.split('十') : ['零', numeral];
  const digit = (letter: string, blank: number): number =>
    letter === '' ? blank : '零一二三四五六七八九'.indexOf(letter);
  const value = 10 * digit(tens, 1) + digit(ones, 0);
  return rest.length > 0 || tens.length > 1 || ones.length > 1 || value < 0 ? 99 : value;
}

type DateParts = { readonly [part: string]: string | undefined };

function isoDate({ year, month, day }: DateParts): string {
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
}

function findImpossible({ year, month, day }: DateParts): string | null {
  const monthNumber = Number(month ?? 1);
  const dayNumber = Number(day ?? 1);
  if (Number(year) < firstYear || Number(year) > lastYear) return `年份${year}不合常理。请核对后重新填写。`;
  if (monthNumber < 1 || monthNumber > 12) return `没有${monthNumber}月。请核对后重新填写。`;
  if (dayNumber < 1 || dayNumber > daysOfMonth(Number(year), monthNumber)) {
    return `${year}年${monthNumber}月没有${dayNumber}日。请核对后重新填写。`;
  }
  return null;
}

function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Spellings that fit a pattern and yet can be read in two ways. */
function findDoubt(folded: string, { year, month, day, sign }: DateParts): string | null {
  if (sign === '.' && month === '1' && day === undefined && !folded.endsWith('月')) {
    return `分不清是1月，还是10月丢了末尾的0。请写成${year}年1月或${year}年10月。`;
  }
  if (/^\d{6}$/.test(folded)) {
    const short = { year: `20${folded.slice(0, 2)}`, month: folded.slice(2, 4), day: folded.slice(4) };
    if (findImpossible(short) === null) {
      return `分不清是${year}年${Number(month)}月，还是${short.year}年${Number(short.month)}月${Number(short.day)}日。请写全年月日。`;
    }
  }
  return null;
}

const notADate = '读不出确切的日期。请写成2025-03-26、2025年3月或2025年这样的形式。';

function explainDate(folded: string): string {
  if (/^\d{1,2}(?:[-./]\d{1,2}|月(?:\d{1,2}[日号]?)?)$/.test(folded)) {
    return '没有写年份。请补上年份，如2025年3月26日。';
  }
  if (/^\d{2}(?:[-./]\d{1,2}[-./]\d{1,2}|年)/.test(folded)) return '年份只有两位。请写全四位年份。';
  if (/^\d{1,2}[-./]\d{1,2}[-./]\d{4}$/.test(folded))
    return '年份写在后面，分不清哪个是月。请按年、月、日填写。';
  if (/\d:\d/.test(folded)) return '带有钟点，本栏只记日期。请去掉钟点，需要时写进备注。';
  if (/^\d{5}$/.test(folded)) {
    const date = dateOfSerial(Number(folded), false);
    const since1904 = dateOfSerial(Number(folded), true);
    if (date !== null && since1904 !== null) {
      return `像是电子表格的日期序号，可能是${date}；文件从1904年算起的，是${since1904}。请核对后填写日期。`;
    }
  }
  if (/\d{4}.*(?:-|~|至|到).*\d{4}/.test(folded))
    return '是一段时间，不是一个日期。请只填一个日期，起止写进备注。';
  return notADate;
}
