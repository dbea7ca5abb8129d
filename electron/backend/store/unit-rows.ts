/** The rows of one unit, and the room between rows, without reading the whole of a long table. */
import type { Row } from '../../../shared/model/row.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';
import { readRow } from './rows.ts';

/** Tables up to this size are looked through for rows that somebody moved from another unit by its column. */
const scannedRows = 5_000;

export type UnitRowsQuery = {
  readonly table: string;
  readonly unit: string;
  /** The table's column that names the unit; null where only the reporting unit counts. */
  readonly unitColumn: string | null;
  /** Only rows of this round; null for all. */
  readonly round: string | null;
  /** Rows that are wanted besides, whoever's they are now. */
  readonly alsoIds: readonly string[];
};

/** In table order. A row is of the unit that its column names; where it names none, of the one that reported it. */
export function listUnitRows(db: ReadableDatabase, query: UnitRowsQuery): Row[] {
  const { table, unit, unitColumn, round, alsoIds } = query;
  const found = new Map<string, Row>();
  const take = ({ id, ...stored }: StoredRow): void => {
    const row: Row = {
      id,
      position: stored.position,
      unit: stored.unit,
      round: stored.round,
      values: JSON.parse(stored.cellValues),
      source: stored.source === null ? null : JSON.parse(stored.source),
    };
    const named = unitColumn === null ? null : row.values[unitColumn];
    const owner = typeof named === 'string' ? named : row.unit;
    if (owner === unit && (round === null || row.round === round)) found.set(id, row);
  };
  for (const stored of rowsReportedBy.iterate(db, table, unit)) take(stored);
  if (unitColumn !== null) {
    const path = `$."${unitColumn}"`;
    for (const stored of rowsOfNobody.iterate(db, table, path, unit)) take(stored);
    if (rowBeyond.get(db, table, scannedRows) === undefined) {
      for (const stored of rowsReportedByOthers.iterate(db, table, unit, path, unit)) take(stored);
    }
  }
  for (const id of alsoIds) {
    if (found.has(id)) continue;
    const row = readRow(db, table, id);
    if (row !== null) found.set(id, row);
  }
  return [...found.values()].sort((left, right) =>
    left.position < right.position ? -1 : left.position > right.position ? 1 : left.id < right.id ? -1 : 1,
  );
}

/** The first position behind another (null: of all); null where there is none. */
export function positionBehind(db: ReadableDatabase, table: string, position: string | null): string | null {
  return nextPosition.get(db, table, position ?? '')?.position ?? null;
}

/** The last position of a table; null while it is empty. */
export function lastPositionOf(db: ReadableDatabase, table: string): string | null {
  return lastPosition.get(db, table)?.position ?? null;
}

type StoredRow = {
  readonly id: string;
  readonly position: string;
  readonly unit: string | null;
  readonly round: string | null;
  readonly cellValues: string;
  readonly source: string | null;
};

const select = 'SELECT id, position, unit, round, cell_values AS cellValues, source FROM rows';

const rowsReportedBy = defineStatement<[table: string, unit: string], StoredRow>(
  `${select} WHERE table_key = ? AND unit = ?`,
);
const rowsOfNobody = defineStatement<[table: string, path: string, unit: string], StoredRow>(
  `${select} WHERE table_key = ? AND unit IS NULL AND json_extract(cell_values, ?) = ?`,
);
const rowsReportedByOthers = defineStatement<
  [table: string, unit: string, path: string, named: string],
  StoredRow
>(`${select} WHERE table_key = ? AND unit <> ? AND json_extract(cell_values, ?) = ?`);
/** Counting the rows of a long table for every return would take longer than merging them. */
const rowBeyond = defineStatement<[table: string, count: number], { found: number }>(
  'SELECT 1 AS found FROM rows WHERE table_key = ? LIMIT 1 OFFSET ?',
);
const nextPosition = defineStatement<[table: string, position: string], { position: string | null }>(
  'SELECT min(position) AS position FROM rows WHERE table_key = ? AND position > ?',
);
const lastPosition = defineStatement<[table: string], { position: string | null }>(
  'SELECT max(position) AS position FROM rows WHERE table_key = ?',
);
