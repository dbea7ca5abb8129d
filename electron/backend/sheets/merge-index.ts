/** Finds the merged range over a cell without looking through all of them. */
import type { MergedRange } from './sheet.ts';

export type MergeIndex = (row: number, column: number) => MergedRange | null;

/** Ranges by their first row, over them a tree of the last rows: whole halves that end above the cell are passed over. */
export function indexMerges(merges: readonly MergedRange[]): MergeIndex {
  const order = merges.map((_, index) => index).sort((left, right) => firstRowOf(left) - firstRowOf(right));
  let size = 1;
  while (size < order.length) size *= 2;
  const lastRows = new Int32Array(size * 2).fill(-1);
  for (const [place, index] of order.entries()) lastRows[size + place] = merges[index]?.lastRow ?? -1;
  for (let node = size - 1; node > 0; node -= 1) {
    lastRows[node] = Math.max(lastRows[node * 2] ?? -1, lastRows[node * 2 + 1] ?? -1);
  }

  function firstRowOf(index: number): number {
    return merges[index]?.firstRow ?? 0;
  }

  /** The lowest index among the ranges over the cell below a node that covers `width` places from `from` on. */
  function find(
    node: number,
    from: number,
    width: number,
    row: number,
    column: number,
    best: number,
  ): number {
    if ((lastRows[node] ?? -1) < row || firstRowOf(order[from] ?? -1) > row || from >= order.length)
      return best;
    if (width > 1) {
      const half = width / 2;
      const left = find(node * 2, from, half, row, column, best);
      return find(node * 2 + 1, from + half, half, row, column, left);
    }
    const index = order[from] ?? -1;
    const range = merges[index];
    const covers = range !== undefined && column >= range.firstColumn && column <= range.lastColumn;
    return covers && (best < 0 || index < best) ? index : best;
  }

  return (row, column) => merges[find(1, 0, size, row, column, -1)] ?? null;
}
