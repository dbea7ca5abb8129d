import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestAscending } from '../../shared/values/ascending.ts';

const isBefore = (left: number, right: number): boolean => left < right;

/** The length of a longest ascending run, by trying everything. */
function lengthByTrying(items: readonly (number | null)[]): number {
  let best = 0;
  for (let chosen = 0; chosen < 1 << items.length; chosen += 1) {
    const run = items.filter((_, index) => (chosen & (1 << index)) !== 0);
    const ascending = run.every((item, index) => {
      const earlier = index === 0 ? Number.NEGATIVE_INFINITY : run[index - 1];
      return item !== null && earlier !== null && earlier !== undefined && earlier < item;
    });
    if (ascending) best = Math.max(best, run.length);
  }
  return best;
}

describe('the longest ascending run', () => {
  it('is ascending, passes gaps over, and no run is longer', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(8)), { maxLength: 9 }), (items) => {
        const indexes = [...longestAscending(items, isBefore)].sort((left, right) => left - right);
        const run = indexes.map((index) => items[index] ?? null);
        expect(run).not.toContain(null);
        for (const [at, item] of run.entries()) {
          if (at > 0) expect(Number(item)).toBeGreaterThan(Number(run[at - 1]));
        }
        expect(run).toHaveLength(lengthByTrying(items));
      }),
    );
  });
});
