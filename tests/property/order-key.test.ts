import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderKeyBetween, orderKeysBetween } from '../../shared/values/order-key.ts';

describe('order keys leave room everywhere', () => {
  it('a key made between two neighbours sorts between them, however often it is done', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const index = place % (keys.length + 1);
          keys.splice(index, 0, orderKeyBetween(keys[index - 1] ?? null, keys[index] ?? null));
        }
        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('inserting a thousand times at one place keeps the order', () => {
    let upper = orderKeyBetween(null, null);
    const lower = orderKeyBetween(null, upper);
    for (let count = 0; count < 1000; count += 1) {
      const between = orderKeyBetween(lower, upper);
      expect(between > lower && between < upper).toBe(true);
      upper = between;
    }
  });

  it('many keys at once are ascending, distinct and inside the bounds', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.boolean(), (count, bounded) => {
        const [before, after] = bounded ? orderKeysBetween(null, null, 2) : [null, null];
        const keys = orderKeysBetween(before ?? null, after ?? null, count);
        expect(keys).toHaveLength(count);
        const all = [...(before ? [before] : []), ...keys, ...(after ? [after] : [])];
        expect(all).toEqual([...all].sort());
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('rows that are added at the end, run after run, keep short keys', () => {
    const firsts = fc.constantFrom('V', 'zzy', 'zzzz', '1', 'a000030');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), firsts, (size, first) => {
        let last: string = first;
        for (let run = 0; run < 200; run += 1) {
          const keys = orderKeysBetween(last, null, size);
          const all = [last, ...keys];
          expect(all.every((key, index) => index === 0 || key > (all[index - 1] ?? ''))).toBe(true);
          last = keys.at(-1) ?? last;
        }
        expect(last.length).toBeLessThanOrEqual(first.length + 9);
        const between = orderKeyBetween(last, null);
        expect(orderKeyBetween(last, between) > last).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses bounds in the wrong order', () => {
    expect(() => orderKeyBetween('b', 'a')).toThrow(RangeError);
  });
});
