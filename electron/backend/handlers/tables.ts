import { requireDatabase, requireTable } from '../session.ts';
import { readRevision } from '../store/history.ts';
import { listRows } from '../store/rows.ts';
import { listTables } from '../store/tables.ts';
import type { HandlersOf } from './handlers.ts';

export const tableHandlers: HandlersOf<'tables' | 'rows'> = {
  'tables.list': (_input, { session }) => listTables(requireDatabase(session)),

  'rows.list': ({ table }, { session }) => {
    const database = requireDatabase(session);
    const definition = requireTable(session, table);
    return { definition, rows: listRows(database, definition.key), revision: readRevision(database) };
  },
};
