/** Tables as arrays in table order: what an edit leaves alone costs nothing, however many rows there are. */
import type { Change } from '../../shared/model/change.ts';
import { compareRows, type Row } from '../../shared/model/row.ts';
import { applyChanges } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { indexRows } from '../grid/row-index.ts';

/** The definitions, and by table its rows in table order. */
export type OrderedTables = {
  readonly tables: ReadonlyMap<string, TableDefinition>;
  readonly ordered: ReadonlyMap<string, readonly Row[]>;
};

/**
 * The same as `applyChanges` and `orderedRows` for tables in order; changes of tables without rows here only change
 * their definitions.
 * @throws HuibiaoError `stale_edit` where a change's `before` is not what is there
 */
export function applyInOrder({ tables, ordered }: OrderedTables, changes: readonly Change[]): OrderedTables {
  const concerned = new Map<string, Touched>();
  for (const [table, own] of Map.groupBy(changes, (change) => change.table)) {
    concerned.set(table, touchedBy(own));
  }
  const rows = new Map<string, ReadonlyMap<string, Row>>();
  for (const [table, touched] of concerned) rows.set(table, pickRows(ordered.get(table) ?? [], touched));
  const after = applyChanges({ tables, rows }, changes);
  const next = new Map(ordered);
  for (const [table, touched] of concerned) {
    const before = ordered.get(table);
    const changed = after.rows.get(table);
    if (before !== undefined && changed !== undefined) next.set(table, putRows(before, changed, touched));
  }
  const redefined = changes.some(({ kind }) => kind === 'tableSet');
  return { tables: redefined ? after.tables : tables, ordered: next };
}

/** Rows by their ids, found through their order. */
export function rowsById(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new RowsById(rows);
}

type Touched = {
  readonly ids: ReadonlySet<string>;
  /** Of these, those that may stand at another place. */
  readonly placed: ReadonlySet<string>;
  readonly dropsTable: boolean;
};

function touchedBy(changes: readonly Change[]): Touched {
  const ids = new Set<string>();
  const placed = new Set<string>();
  let dropsTable = false;
  for (const change of changes) {
    switch (change.kind) {
      case 'cellsSet':
        ids.add(change.rowId);
        break;
      case 'rowMoved':
        ids.add(change.rowId);
        placed.add(change.rowId);
        break;
      case 'rowAdded':
      case 'rowRemoved':
        ids.add(change.row.id);
        placed.add(change.row.id);
        break;
      case 'tableSet':
        dropsTable ||= change.after === null;
        break;
    }
  }
  return { ids, placed, dropsTable };
}

function pickRows(rows: readonly Row[], { ids, dropsTable }: Touched): ReadonlyMap<string, Row> {
  // Whether a table can go is decided by all of its rows.
  if (dropsTable) return rowsById(rows);
  const index = indexRows(rows);
  const picked = new Map<string, Row>();
  for (const id of ids) {
    const at = index.get(id);
    const row = at === undefined ? undefined : rows[at];
    if (row !== undefined) picked.set(id, row);
  }
  return picked;
}

function putRows(
  before: readonly Row[],
  changed: ReadonlyMap<string, Row>,
  { ids, placed }: Touched,
): readonly Row[] {
  if (ids.size === 0) return before;
  const index = indexRows(before);
  const next = before.slice();
  for (const id of ids) {
    const at = index.get(id);
    const row = changed.get(id);
    if (at !== undefined && row !== undefined) next[at] = row;
  }
  if (placed.size === 0) return next;
  const stayed = next.filter(({ id }) => !placed.has(id));
  const added = [...placed].flatMap((id) => changed.get(id) ?? []).sort(compareRows);
  return added.length === 0 ? stayed : mergeRows(stayed, added);
}

function mergeRows(left: readonly Row[], right: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let next = 0;
  for (const row of left) {
    for (let other = right[next]; other !== undefined && compareRows(other, row) < 0; other = right[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(row);
  }
  return merged.concat(right.slice(next));
}

class RowsById implements ReadonlyMap<string, Row> {
  readonly #rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  get size(): number {
    return this.#rows.length;
  }

  get(id: string): Row | undefined {
    const at = indexRows(this.#rows).get(id);
    return at === undefined ? undefined : this.#rows[at];
  }

  has(id: string): boolean {
    return indexRows(this.#rows).has(id);
  }

  forEach(visit: (row: Row, id: string, map: ReadonlyMap<string, Row>) => void): void {
    for (const row of this.#rows) visit(row, row.id, this);
  }

  *entries(): MapIterator<[string, Row]> {
    for (const row of this.#rows) yield [row.id, row];
  }

  *keys(): MapIterator<string> {
    for (const { id } of this.#rows) yield id;
  }

  values(): MapIterator<Row> {
    return this.#rows.values();
  }

  [Symbol.iterator](): MapIterator<[string, Row]> {
    return this.entries();
  }
}
