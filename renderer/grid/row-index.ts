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

function sameOrder(left: Rows, right: Rows): boolean {
  if (left.length !== right.length) return false;
  for (let position = left.length - 1; position >= 0; position -= 1) {
    if (left[position]?.id !== right[position]?.id) return false;
  }
  return true;
}
