/** Which periods a text speaks of: an info line, a title, a file's name. Pure. */
import { foldWidth } from '../values/text.ts';

export type PeriodsFound = {
  /** As `readPeriod` keeps them: 2025-10, 2025Q3, 2025. */
  readonly whole: readonly string[];
  /** Months and quarters without a year: `-10`, `Q3`. */
  readonly partial: readonly string[];
};

export function findPeriods(text: string): PeriodsFound {
  const whole = new Set<string>();
  const partial = new Set<string>();
  let rest = foldWidth(text).replace(/\s+/gu, '');
  const take = (pattern: RegExp, add: (match: RegExpMatchArray) => void): void => {
    for (const match of rest.matchAll(pattern)) add(match);
    rest = rest.replace(pattern, '\n');
  };
  // A whole date says when it was filled in, not what for.
  take(/\d{4}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?/g, () => {});
  take(/(?<!\d)(20\d{2})年?第?([1-4一二三四])季度?/g, ([, year, digit]) => {
    whole.add(`${year}Q${quarterOf(digit ?? '')}`);
  });
  take(/(?<!\d)(20\d{2})[-_]?[Qq]([1-4])/g, ([, year, digit]) => {
    whole.add(`${year}Q${digit}`);
  });
  take(/(?<!\d)(20\d{2})(?:年|[-_./])(\d{1,2})(?:月份?)?(?!\d)/g, ([, year, month]) => {
    if (Number(month) >= 1 && Number(month) <= 12) whole.add(`${year}-${(month ?? '').padStart(2, '0')}`);
  });
  take(/(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/g, ([, year, month]) => {
    whole.add(`${year}-${month}`);
  });
  take(/第?([1-4一二三四])季度/g, ([, digit]) => {
    partial.add(`Q${quarterOf(digit ?? '')}`);
  });
  take(/(?<!\d)(\d{1,2})月份?/g, ([, month]) => {
    if (Number(month) >= 1 && Number(month) <= 12) partial.add(`-${(month ?? '').padStart(2, '0')}`);
  });
  take(/(?<!\d)(20\d{2})年?度?(?!\d)/g, ([, year]) => {
    whole.add(year ?? '');
  });
  return { whole: [...whole], partial: [...partial] };
}

/** How a text stands to a period: it names it, speaks of another of the same kind, or says nothing. */
export function judgePeriod(text: string, period: string): 'named' | 'other' | 'silent' {
  const { whole, partial } = findPeriods(text);
  if (whole.includes(period) || (period.length > 0 && text.includes(period))) return 'named';
  const end = /^\d{4}(-\d{2}|Q[1-4])$/.exec(period)?.[1] ?? null;
  if (end !== null && partial.includes(end)) {
    const year = period.slice(0, 4);
    return whole.some((found) => /^\d{4}$/.test(found) && found !== year) ? 'other' : 'named';
  }
  const kind = kindOf(period);
  if (kind === 'free') return 'silent';
  if (whole.some((found) => kindOf(found) === kind)) return 'other';
  return end !== null && partial.some((found) => found.length === end.length) ? 'other' : 'silent';
}

function kindOf(period: string): 'month' | 'quarter' | 'year' | 'free' {
  if (/^\d{4}-\d{2}$/.test(period)) return 'month';
  if (/^\d{4}Q[1-4]$/.test(period)) return 'quarter';
  return /^\d{4}$/.test(period) ? 'year' : 'free';
}

function quarterOf(digit: string): number {
  const index = '一二三四'.indexOf(digit);
  return index >= 0 ? index + 1 : Number(digit);
}
