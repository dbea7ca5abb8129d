/** What the date editor shows while a date is typed: how it is read, and how a date without its year could be completed. */
import { parseDateText } from '../../shared/values/date-text.ts';
import { foldWidth } from '../../shared/values/text.ts';
import type { Suggestion } from './sheet-model.ts';

/** A local calendar day as ISO. */
export function isoToday(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A month and day without a year (3月26日, 3.26, 3/26), completed with this year; offered, never taken by itself. */
export function suggestDate(text: string, today: string): readonly Suggestion[] {
  const written = foldWidth(text).replace(/\s+/g, '');
  const parts = /^(\d{1,2})(?:月|[./-])(?:(\d{1,2})[日号]?)?$/.exec(written);
  if (parts === null) return [];
  const [, month = '', day] = parts;
  const year = today.slice(0, 4);
  const whole = parseDateText(day === undefined ? `${year}年${month}月` : `${year}年${month}月${day}日`);
  return typeof whole !== 'string' ? [] : [{ value: whole, note: `按今年（${year}年）补全` }];
}

/** How a text that is not written as ISO is read; null when it is not certain or already so. */
export function readDate(text: string): string | null {
  if (text.trim() === '') return null;
  const value = parseDateText(text);
  return typeof value !== 'string' || value === text.trim() ? null : `记为 ${value}`;
}
