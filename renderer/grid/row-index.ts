/** Where each row stands, by its id. An edit of cells makes new rows in the same order, which keeps the index. */
type Rows = readonly { readonly id: string }[];
type Index = ReadonlyMap<string, number>;

const indexes = new WeakMap<Rows, Index>();
const recent: { readonly rows: Rows; readonly index: Index }[] = [];
const kept = 6;

/** Indexes by id; the same map as long as the same ids stand in the same order. */
export function indexRows(rows: Rows): Index {
  const known = indexes.get(rows);
  if (known !== undefined) return known;
  const at = recent.findIndex((one) => sameOrder(one.rows, rows));
  const index = recent[at]?.index ?? new Map(rows.map(({ id }, position) => [id, position]));
  if (at >= 0) recent.splice(at, 1);
  recent.unshift({ rows, index });
  recent.length = Math.min(recent.length, kept);
  indexes.set(rows, index);
  return index;
}

const idLists = new WeakMap<Index, readonly string[]>();

/** The ids of an index in order; the same array for the same index. */
export function idsInOrder(index: Index): readonly string[] {
  const known = idLists.get(index);
  if (known !== undefined) return known;
  const ids = [...index.keys()];
  idLists.set(index, ids);
  return ids;
}

function sameOrder(left: Rows, right: Rows): boolean {
  if (left.length !== right.length) return false;
  for (let position = left.length - 1; position >= 0; position -= 1) {
    if (left[position] !== right[position] && left[position]?.id !== right[position]?.id) return false;
  }
  return true;
}
