import { describe, expect, it } from 'vitest';
import { acceptBatches } from '../../shared/collect/accept-batches.ts';

const of = (...rows: readonly number[]) =>
  rows.map((count) => ({ counts: { rows: count, must: 0, explain: 0, note: 0 } }));
const sizes = (...rows: readonly number[]) => acceptBatches(of(...rows)).map((batch) => batch.length);

describe('accepting all', () => {
  it('is one edit for a round of sixteen townships', () => {
    expect(sizes(...Array.from({ length: 16 }, () => 200))).toEqual([16]);
    expect(sizes()).toEqual([]);
  });

  it('is several edits for very many rows or returns, each return whole', () => {
    expect(sizes(6000, 4000, 1, 20_000, 3)).toEqual([2, 1, 1, 1]);
    expect(sizes(...Array.from({ length: 401 }, () => 1))).toEqual([200, 200, 1]);
  });
});
