/** What the date editor shows while a date is typed: how it is read, and how a date without its year could be completed. */
import { parseDateText } from '../../shared/values/date-text.ts';
import { foldWidth } from '../../shared/values/text.ts';
import type { Suggestion } from './sheet-model.ts';

/** The years that a date without one may mean, the likeliest first, each once. */
export type LikelyYear = { readonly year: string; readonly reason: string };

/** A local calendar day as ISO. */
export function isoToday(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The year that the cell's own date has, the year of most dates in its column (that of the plan), and this year.
 * @param old the cell's value before
 * @param column the column's values, dates as ISO
 */
export function likelyYears(old: unknown, column: Iterable<unknown>, today: string): readonly LikelyYear[] {
  const usual = usualYear(column);
  const own = yearOf(old);
  const years = [
    ...(own === null ? [] : [{ year: own, reason: '原来的年份' }]),
    ...(usual === null ? [] : [{ year: usual, reason: '本栏多数日期的年份' }]),
    { year: today.slice(0, 4), reason: '今年' },
  ];
  return years.filter(({ year }, index) => years.findIndex((other) => other.year === year) === index);
}

/**
 * A month and day without a year (3月26日, 3.26, 3/26), completed by each likely year, and last the text as it is.
 * The first is what Enter takes, shown in full before: that is no guess in silence. The years are asked for only then:
 * they are found among all rows.
 */
export function suggestDate(text: string, years: () => readonly LikelyYear[]): readonly Suggestion[] {
  const written = foldWidth(text).replace(/\s+/g, '');
  const parts = /^(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?|[./-](\d{1,2})[日号]?)$/.exec(written);
  if (parts === null) return [];
  const [, month = '', dayOfMonth, bareDay] = parts;
  const day = dayOfMonth ?? bareDay;
  const completed = years().flatMap(({ year, reason }): Suggestion[] => {
    const whole = parseDateText(day === undefined ? `${year}年${month}月` : `${year}年${month}月${day}日`);
    return typeof whole === 'string' ? [{ value: whole, note: `按${reason}（${year}年）` }] : [];
  });
  return completed.length === 0 ? [] : [...completed, { value: text, note: '照写的保留，标出待补年份' }];
}

/** How a text that is not written as ISO is read; null when it is not certain or already so. */
export function readDate(text: string): string | null {
  if (text.trim() === '') return null;
  const value = parseDateText(text);
  return typeof value !== 'string' || value === text.trim() ? null : `记为 ${value}`;
}

/** The year of most dates; of equally many the later one. */
function usualYear(values: Iterable<unknown>): string | null {
  const counts = new Map<string, number>();
  for (const value of values) {
    const year = yearOf(value);
    if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  let usual: string | null = null;
  for (const [year, count] of counts) {
    const most = usual === null ? 0 : (counts.get(usual) ?? 0);
    if (count > most || (count === most && year > (usual ?? ''))) usual = year;
  }
  return usual;
}

function yearOf(value: unknown): string | null {
  return typeof value === 'string' ? (/^\d{4}(?=-|$)/.exec(value)?.[0] ?? null) : null;
}
