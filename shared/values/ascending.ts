/**
 * Indexes of a longest strictly ascending run of items, gaps passed over: the rows that may stay where they are
 * when a list is put into this order. (Patience sorting, n log n.)
 */
export function longestAscending<Item>(
  items: readonly (Item | null)[],
  isBefore: (left: Item, right: Item) => boolean,
): ReadonlySet<number> {
  /** By run length, the run of that length that ends lowest. */
  const ends: { readonly index: number; readonly item: Item }[] = [];
  const previous: (number | undefined)[] = [];
  items.forEach((item, index) => {
    if (item === null) return;
    const length = firstNotBefore(ends, item, isBefore);
    previous[index] = ends[length - 1]?.index;
    ends[length] = { index, item };
  });
  const chosen = new Set<number>();
  for (let index = ends.at(-1)?.index; index !== undefined; index = previous[index]) chosen.add(index);
  return chosen;
}

function firstNotBefore<Item>(
  ends: readonly { readonly item: Item }[],
  item: Item,
  isBefore: (left: Item, right: Item) => boolean,
): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const end = ends[middle];
    if (end !== undefined && isBefore(end.item, item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
