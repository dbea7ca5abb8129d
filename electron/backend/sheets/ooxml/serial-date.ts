/** Serial day numbers, in which spreadsheets keep dates, and the wall clock. */

export type WallClock = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** Of a second, 0 ≤ fraction < 1. */
  readonly fraction: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Whole days of the serial number, before any epoch is added. */
  readonly days: number;
};

const dayMilliseconds = 86_400_000;
const epochDifference = 1462;
/** 9999-12-31 */
const lastSerial = 2_958_465;
const dayZero = Date.UTC(1899, 11, 31);

/**
 * What a serial number means. The 1900 epoch has a 29 February 1900, and a day 0 (month 1, day 0), as in Excel.
 * @returns null for a number that is no date
 */
export function toWallClock(serial: number, date1904: boolean): WallClock | null {
  if (!(serial >= 0 && serial <= lastSerial)) return null;
  const exact = Number.isInteger(serial) ? serial : toFifteenDigits(serial);
  const days = Math.trunc(exact);
  let shift = date1904 ? epochDifference : 0;
  let time = Math.floor(86_400 * (exact - days));
  let fraction = 86_400 * (exact - days) - time;
  if (Math.abs(fraction) < 1e-6) fraction = 0;
  let whole = days;
  if (fraction > 0.9999) {
    fraction = 0;
    time += 1;
    if (time === 86_400) {
      time = 0;
      shift += 1;
      whole += 1;
    }
  }
  if (days + shift > lastSerial) return null;
  const day = calendarDay(days + shift);
  return {
    year: day.year,
    month: day.month,
    day: day.day,
    weekday: day.weekday,
    hours: Math.floor(time / 3600),
    minutes: Math.floor(time / 60) % 60,
    seconds: time % 60,
    fraction,
    days: whole,
  };
}

type CalendarDay = Pick<WallClock, 'year' | 'month' | 'day' | 'weekday'>;

/** Workbooks repeat the days of a year or two. */
const knownDays = new Map<number, CalendarDay>();
const mostKnownDays = 4000;

function calendarDay(day: number): CalendarDay {
  const known = knownDays.get(day);
  if (known !== undefined) return known;
  const computed = toCalendar(day);
  if (knownDays.size < mostKnownDays) knownDays.set(day, computed);
  return computed;
}

function toCalendar(day: number): CalendarDay {
  if (day === 60) return { year: 1900, month: 2, day: 29, weekday: 3 };
  if (day === 0) return { year: 1900, month: 1, day: 0, weekday: 6 };
  const date = new Date(dayZero + (day > 60 ? day - 1 : day) * dayMilliseconds);
  const weekday = date.getUTCDay();
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: day < 60 ? (weekday + 6) % 7 : weekday,
  };
}

/** Excel calculates times with fifteen digits; what lies beyond is dust. */
function toFifteenDigits(serial: number): number {
  const digits = serial.toPrecision(16);
  const [mantissa = '', exponent] = digits.split('e');
  const cut = mantissa.includes('.') ? mantissa.slice(0, mantissa.startsWith('0.') ? 17 : 16) : mantissa;
  return Number(exponent === undefined ? cut : `${cut}e${exponent}`);
}

/** `2025-03-26`, `2025-03-26T08:30:00`, `08:30:00` → the serial number; null when it is none of these. */
export function serialOfIso(text: string, date1904: boolean): number | null {
  const parts = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?:^|T)(\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?)?Z?$/.exec(
    text,
  );
  if (parts === null || (parts[1] === undefined && parts[4] === undefined)) return null;
  const [, year, month, day, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0));
  const time = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) / 86_400;
  if (time >= 1) return null;
  if (parts[1] === undefined) return time;
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null;
  const counted = Math.round((date.getTime() - dayZero) / dayMilliseconds);
  const days = counted >= 60 ? counted + 1 : counted;
  return days - (date1904 ? epochDifference : 0) + time;
}
