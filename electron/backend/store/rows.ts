/** Reads the rows of a table. */
import { compareRows, type Row } from '../../../shared/model/row.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';

/** A table's rows in table order; none where there is no such table. */
export function listRows(db: ReadableDatabase, table: string): Row[] {
  // SQLite compares by UTF-8, JavaScript by UTF-16; for order keys that is the same, and sorting sorted rows is cheap.
  return rowsInOrder.all(db, table).map(rowOf).sort(compareRows);
}

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
