/** Reads what tables a workbook has. */
import type { TableInfo } from '../../../shared/api.ts';
import { findTable, type TableDefinition } from '../../../shared/model/table.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';

/** Every table with the number of its rows, in the order of the tabs. */
export function listTables(db: ReadableDatabase): TableInfo[] {
  return readDefinitions(db).map((definition) => ({
    definition,
    rowCount: countRows.get(db, definition.key)?.count ?? 0,
  }));
}

/** The table of that key or Chinese title; null when there is none. */
export function findTableByName(db: ReadableDatabase, keyOrTitle: string): TableDefinition | null {
  return findTable(readDefinitions(db), keyOrTitle);
}

/** The table of that key; null when there is none. */
export function readDefinition(db: ReadableDatabase, key: string): TableDefinition | null {
  const stored = definitionByKey.get(db, key);
  return stored === undefined ? null : JSON.parse(stored.definition);
}

/** Every table, in the order of the tabs. */
export function readDefinitions(db: ReadableDatabase): TableDefinition[] {
  return allDefinitions
    .all(db)
    .map(({ definition }): TableDefinition => JSON.parse(definition))
    .sort((left, right) => left.position - right.position || (left.key < right.key ? -1 : 1));
}

const countRows = defineStatement<[table: string], { count: number }>(
  'SELECT count(*) AS count FROM rows WHERE table_key = ?',
);

const definitionByKey = defineStatement<[key: string], { definition: string }>(
  'SELECT definition FROM tables WHERE key = ?',
);

const allDefinitions = defineStatement<[], { definition: string }>('SELECT definition FROM tables');
