import type { CellValue } from '../model/cell-value.ts';

/** Comparators of a target, as the task table writes them. 定性 has no number: a milestone is reached or not. */
export const comparators = ['≥', '≤', '=', '>', '<', '定性'] as const;

/**
 * Completion rate of a target as a fraction, rounded to four decimals; null when it cannot be said.
 * For ≥, > and = it is current ÷ target. For ≤ and < a current value within the limit is 1, beyond it
 * target ÷ current.
 */
export function completionRate(comparator: CellValue, target: CellValue, current: CellValue): number | null {
  if (typeof target !== 'number' || typeof current !== 'number') return null;
  switch (comparator) {
    case '≥':
    case '>':
    case '=':
      return target === 0 ? null : roundRate(current / target);
    case '≤':
    case '<':
      if (current <= target) return 1;
      return roundRate(target / current);
    default:
      return null;
  }
}

function roundRate(rate: number): number {
  return Math.round(rate * 10_000) / 10_000;
}
