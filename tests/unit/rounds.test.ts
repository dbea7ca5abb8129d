import { describe, expect, it } from 'vitest';
import { dueTitle, periodKind, periodTitle, readPeriod } from '../../shared/model/round.ts';

describe('a period', () => {
  it.each([
    ['2025-10', '2025-10', 'month', '2025年10月'],
    ['2025年1月', '2025-01', 'month', '2025年1月'],
    ['２０２５年１０月份', '2025-10', 'month', '2025年10月'],
    ['2025.3', '2025-03', 'month', '2025年3月'],
    ['2025Q3', '2025Q3', 'quarter', '2025年第三季度'],
    ['2025年三季度', '2025Q3', 'quarter', '2025年第三季度'],
    ['2025年第1季度', '2025Q1', 'quarter', '2025年第一季度'],
    ['2025', '2025', 'year', '2025年'],
    ['2025年度', '2025', 'year', '2025年'],
    [' 国庆假期 ', '国庆假期', 'free', '国庆假期'],
    ['2025年上半年', '2025年上半年', 'free', '2025年上半年'],
  ])('written as %s is kept as %s, a %s, and shown as %s', (written, kept, kind, shown) => {
    expect(readPeriod(written)).toBe(kept);
    expect(periodKind(kept)).toBe(kind);
    expect(periodTitle(kept)).toBe(shown);
    expect(readPeriod(kept)).toBe(kept);
  });

  it.each(['', '   ', '2025-13', '2025年0月', '2025Q5', '2025年五季度'])(
    'that is none (%s) is not read',
    (written) => {
      expect(readPeriod(written)).toBeNull();
    },
  );
});

describe('a due date', () => {
  it.each([
    ['2025-10-05', '2025年10月5日'],
    ['2025-10-15T17:00', '2025年10月15日17时'],
    ['2025-10-15T17:30', '2025年10月15日17:30'],
  ])('%s is written to people as %s', (dueAt, shown) => {
    expect(dueTitle(dueAt)).toBe(shown);
  });
});
