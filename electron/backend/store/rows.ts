/** Reads the rows of a table. */
import type { Row, RowCursor } from '../../../shared/model/row.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';

/** A table's rows in table order; none where there is no such table. */
export function listRows(db: ReadableDatabase, table: string): Row[] {
  return rowsInOrder.all(db, table).map(rowOf);
}

/** How many rows a table has. */
export function countRows(db: ReadableDatabase, table: string): number {
  return rowCount.get(db, table)?.count ?? 0;
}

/** Rows in table order as a JSON array without its brackets, and the last of them where more follow. */
export type EncodedRows = { readonly json: Uint8Array; readonly next: RowCursor | null };

/**
 * Some of a table's rows in table order, as the JSON text that SQLite makes of them: their values are JSON in the
 * file, and reading and writing a hundred thousand of them again would take seconds.
 */
export function encodeRows(
  db: ReadableDatabase,
  table: string,
  { after, limit }: { readonly after: RowCursor | null; readonly limit: number },
): EncodedRows {
  const { position, id } = after ?? beforeAll;
  const last = rowAtOffset.get(db, table, position, id, limit - 1);
  const encoded = rowsAsJson.get(db, table, position, id, limit);
  const follows = last !== undefined && rowAtOffset.get(db, table, last.position, last.id, 0) !== undefined;
  return { json: encoded?.json ?? new Uint8Array(), next: follows ? last : null };
}

/** Positions and ids are never empty. */
const beforeAll: RowCursor = { position: '', id: '' };

/** One row; null when there is none. */
export function readRow(db: ReadableDatabase, table: string, rowId: string): Row | null {
  const stored = rowById.get(db, table, rowId);
  return stored === undefined ? null : rowOf(stored);
}

type StoredRow = {
  readonly id: string;
  readonly position: string;
  readonly unit: string | null;
  readonly round: string | null;
  readonly cellValues: string;
  readonly source: string | null;
};

function rowOf({ id, position, unit, round, cellValues, source }: StoredRow): Row {
  return {
    id,
    position,
    unit,
    round,
    values: JSON.parse(cellValues),
    source: source === null ? null : JSON.parse(source),
  };
}

const selectRows = 'SELECT id, position, unit, round, cell_values AS cellValues, source FROM rows';

const rowsInOrder = defineStatement<[table: string], StoredRow>(
  `${selectRows} WHERE table_key = ? ORDER BY position, id`,
);

const rowById = defineStatement<[table: string, rowId: string], StoredRow>(
  `${selectRows} WHERE table_key = ? AND id = ?`,
);

const rowCount = defineStatement<[table: string], { count: number }>(
  'SELECT count(*) AS count FROM rows WHERE table_key = ?',
);

const behindCursor = 'FROM rows WHERE table_key = ? AND (position, id) > (?, ?)';

const rowAtOffset = defineStatement<[table: string, position: string, id: string, offset: number], RowCursor>(
  `SELECT position, id ${behindCursor} ORDER BY position, id LIMIT 1 OFFSET ?`,
);

/** The keys of a `Row`, in the order in which `rowOf` makes it. */
const rowAsJson = `'{"id":' || json_quote(id) || ',"position":' || json_quote(position) ||
  ',"unit":' || json_quote(unit) || ',"round":' || json_quote(round) ||
  ',"values":' || cell_values || ',"source":' || coalesce(source, 'null') || '}'`;

const rowsAsJson = defineStatement<
  [table: string, position: string, id: string, limit: number],
  { json: Uint8Array | null }
>(
  `SELECT CAST(group_concat(json, ',' ORDER BY position, id) AS BLOB) AS json
     FROM (SELECT ${rowAsJson} AS json, position, id ${behindCursor} ORDER BY position, id LIMIT ?)`,
);
