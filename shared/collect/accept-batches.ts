/** 全部接收: how many returns go into one edit. Pure. */
import type { Return } from '../model/return.ts';

/** The contract takes no more. */
const mostReturns = 200;

/** An edit is one transaction, and nobody else is answered meanwhile. */
const mostRows = 10_000;

/** One edit for a county's round; several only where there are very many rows. In the given order. */
export function acceptBatches<Waiting extends Pick<Return, 'counts'>>(
  returns: readonly Waiting[],
): readonly (readonly Waiting[])[] {
  const batches: Waiting[][] = [];
  let rows = 0;
  for (const one of returns) {
    const last = batches.at(-1);
    if (last === undefined || last.length === mostReturns || rows + one.counts.rows > mostRows) {
      batches.push([one]);
      rows = one.counts.rows;
    } else {
      last.push(one);
      rows += one.counts.rows;
    }
  }
  return batches;
}
