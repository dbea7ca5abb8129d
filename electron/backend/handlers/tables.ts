import type { TableRows } from '../../../shared/api.ts';
import { type EncodedJson, joinJson } from '../encoded-json.ts';
import { requireDatabase, requireTable } from '../session.ts';
import type { ReadableDatabase } from '../store/database.ts';
import { readRevision } from '../store/history.ts';
import { countRows, encodeRows } from '../store/rows.ts';
import { listTables } from '../store/tables.ts';
import type { HandlersOf } from './handlers.ts';

export const tableHandlers: HandlersOf<'tables' | 'rows'> = {
  'tables.list': (_input, { session }) => listTables(requireDatabase(session)),

  'rows.list': ({ table, page }, { session }) => {
    const database = requireDatabase(session);
    const definition = requireTable(session, table);
    const { parts, next } =
      page === undefined ? encodeAll(database, definition.key) : encodePage(database, definition.key, page);
    const rest = {
      definition,
      revision: readRevision(database),
      rowCount: countRows(database, definition.key),
      next,
    } satisfies Omit<TableRows, 'rows'>;
    return joinRows(rest, parts);
  },
};

type Encoded = { readonly parts: readonly Uint8Array[]; readonly next: TableRows['next'] };

function encodePage(
  database: ReadableDatabase,
  table: string,
  page: Parameters<typeof encodeRows>[2],
): Encoded {
  const { json, next } = encodeRows(database, table, page);
  return { parts: [json], next };
}

/** No text holds all rows of a very large table; nothing is written between its parts, for nobody is waited for. */
function encodeAll(database: ReadableDatabase, table: string): Encoded {
  const parts: Uint8Array[] = [];
  let after: TableRows['next'] = null;
  do {
    const { json, next } = encodeRows(database, table, { after, limit: 20_000 });
    parts.push(json);
    after = next;
  } while (after !== null);
  return { parts, next: null };
}

function joinRows(rest: Omit<TableRows, 'rows'>, parts: readonly Uint8Array[]): EncodedJson<TableRows> {
  const rows = parts.flatMap((part, index) => (index === 0 ? [part] : [',', part]));
  return joinJson<TableRows>(JSON.stringify(rest).slice(0, -1), ',"rows":[', ...rows, ']}');
}
