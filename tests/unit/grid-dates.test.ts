import { describe, expect, it } from 'vitest';
import { isoToday, likelyYears, readDate, suggestDate } from '../../renderer/grid/date-suggest.ts';
import { unreadText } from '../../shared/values/text.ts';

const today = '2026-11-25';
const yearsOf = (old: unknown, column: readonly unknown[]) =>
  likelyYears(old, column, today).map(({ year }) => year);
const suggest = (text: string, old: unknown = null, column: readonly unknown[] = []) =>
  suggestDate(text, () => likelyYears(old, column, today));

describe('the year of a date that is written without one', () => {
  it('is the one of the cell’s date, then that of most dates of the column, then this year', () => {
    expect(yearsOf('2024-05-01', ['2025-12-31', '2025-06', '2023'])).toEqual(['2024', '2025', '2026']);
    expect(yearsOf(null, ['2025-12-31', '2024', '2025-06'])).toEqual(['2025', '2026']);
    expect(yearsOf(null, [])).toEqual(['2026']);
  });

  it('is named once, of equally many the later, and never comes from what is not read or 未填', () => {
    expect(yearsOf('2026-01-01', ['2026-01-02'])).toEqual(['2026']);
    expect(yearsOf(null, ['2024-01-01', '2025-01-01'])).toEqual(['2025', '2026']);
    expect(yearsOf(unreadText('2019年底', '读不出'), [null, '近期', unreadText('2018年底', '')])).toEqual([
      '2026',
    ]);
  });
});

describe('the date editor', () => {
  it('offers the date in full, with the reason for its year, and last the text as it is', () => {
    expect(suggest('3月26日', null, ['2025-12-31'])).toEqual([
      { value: '2025-03-26', note: '按本栏多数日期的年份（2025年）' },
      { value: '2026-03-26', note: '按今年（2026年）' },
      { value: '3月26日', note: '照写的保留，标出待补年份' },
    ]);
    expect(suggest('3.26')[0]?.value).toBe('2026-03-26');
    expect(suggest('３/26')[0]?.value).toBe('2026-03-26');
    expect(suggest('3月')[0]?.value).toBe('2026-03');
  });

  it('offers nothing for what is no day, has its year, or is not written to its end', () => {
    expect(suggest('2月30日')).toEqual([]);
    expect(suggest('2025.3.26')).toEqual([]);
    expect(suggest('12-')).toEqual([]);
    expect(suggest('12')).toEqual([]);
  });

  it('offers 29 February in the years that have one', () => {
    expect(suggest('2月29日', null, ['2024-12-31']).map(({ value }) => value)).toEqual([
      '2024-02-29',
      '2月29日',
    ]);
    expect(suggest('2月29日')).toEqual([]);
  });

  it('shows how a date in another spelling is read', () => {
    expect(readDate('2025.3.26')).toBe('记为 2025-03-26');
    expect(readDate('2025-03-26')).toBeNull();
    expect(readDate('3月26日')).toBeNull();
    expect(isoToday(new Date(2025, 0, 5))).toBe('2025-01-05');
  });
});
