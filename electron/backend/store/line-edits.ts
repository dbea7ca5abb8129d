/** The edits that changed a cell of 附件样式, also by rows that are in its line no more. */
import type { EditSummary } from '../../../shared/api.ts';
import { type EditOfLine, type LineCell, walkLineBack } from '../../../shared/history/line-history.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';
import { readEdit } from './edit-log.ts';
import { readRow } from './rows.ts';
import { readDefinition } from './tables.ts';

export type LineQuery = {
  readonly table: string;
  readonly line: LineCell;
  readonly before: number;
  readonly limit: number;
};

/**
 * Edits newest first, each with what the cell showed before and after it.
 * @throws HuibiaoError `bad_request` for a table that is no 名单表
 */
export function editsOfLine(db: ReadableDatabase, { table, line, before, limit }: LineQuery): EditSummary[] {
  const definition = readDefinition(db, table);
  if (definition === null || definition.grouped === null) {
    throw new HuibiaoError('bad_request', '这张表不是名单表，没有“附件样式”的单元格。', { table });
  }
  const layout = definition.grouped;
  const { groupColumn } = layout;
  const path = `$."${groupColumn}"`;
  const rowIds = rowsEverInGroup
    .all(db, table, path, line.group, path, line.group, path, line.group)
    .map(({ rowId }) => rowId);
  const rows = rowIds.flatMap((rowId) => readRow(db, table, rowId) ?? []);
  const now = {
    tables: new Map([[table, definition]]),
    rows: new Map([[table, new Map(rows.map((row) => [row.id, row]))]]),
  };
  const found: EditSummary[] = [];
  const edits = readEditsOfRows(db, table, rowIds);
  for (const { editId, before: old, after } of walkLineBack(definition, layout, line, now, edits)) {
    if (editId >= before) continue;
    const edit = readEdit(db, editId);
    if (edit !== null) found.push({ ...edit, cell: { before: old, after } });
    if (found.length === limit) break;
  }
  return found;
}

/** The rows' changes by edit, newest edit first, in order inside an edit. */
function readEditsOfRows(db: ReadableDatabase, table: string, rowIds: readonly string[]): EditOfLine[] {
  const edits: { editId: number; changes: Change[] }[] = [];
  for (const { editId, change } of changesOfRows.iterate(db, table, JSON.stringify(rowIds))) {
    const last = edits.at(-1);
    if (last?.editId === editId) last.changes.push(JSON.parse(change));
    else edits.push({ editId, changes: [JSON.parse(change)] });
  }
  return edits;
}

/** By way of the edits of the table, so that a long import into another one is not looked through. */
const rowsEverInGroup = defineStatement<
  [
    table: string,
    rowPath: string,
    rowGroup: string,
    beforePath: string,
    beforeGroup: string,
    afterPath: string,
    afterGroup: string,
  ],
  { rowId: string }
>(
  `SELECT DISTINCT row_id AS rowId FROM edit_tables
     JOIN edit_changes USING (edit_id, table_key)
    WHERE table_key = ? AND row_id IS NOT NULL
      AND (json_extract(change -> '$.row.values', ?) = ?
        OR json_extract(change -> '$.before', ?) = ?
        OR json_extract(change -> '$.after', ?) = ?)`,
);

const changesOfRows = defineStatement<[table: string, rowIds: string], { editId: number; change: string }>(
  `SELECT edit_id AS editId, change FROM edit_changes
    WHERE table_key = ? AND row_id IN (SELECT value FROM json_each(?))
    ORDER BY edit_id DESC, ordinal`,
);
