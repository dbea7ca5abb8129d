/** The edit log as it is kept: one edit, its changes, and where the workbook stands. */
import type { EditSummary, UndoState } from '../../../shared/api.ts';
import type { Change } from '../../../shared/model/change.ts';
import { defineStatement, type ReadableDatabase } from './database.ts';
import { nextRedo, nextUndo } from './undo-steps.ts';

/** The id of the newest edit. */
export function readRevision(db: ReadableDatabase): number {
  return newestEdit.get(db)?.revision ?? 0;
}

/** The id of the newest edit that touched one of these tables; 0 where none did. */
export function lastEditOfTables(db: ReadableDatabase, tables: readonly string[]): number {
  return Math.max(0, ...tables.map((table) => newestEditOf.get(db, table)?.revision ?? 0));
}

/** The revision, and the labels of the edits that the next undo and redo take back and do again. */
export function readUndoState(db: ReadableDatabase): UndoState {
  return {
    revision: readRevision(db),
    undo: nextUndo(db)?.label ?? null,
    redo: nextRedo(db)?.label ?? null,
  };
}

/** The columns of `edits`, as a summary names them. */
export const editColumns = 'edits.id, label, kind, target, at, change_count AS changeCount';

export type StoredEdit = Omit<EditSummary, 'cell'>;

/** One edit; null when there is none. */
export function readEdit(db: ReadableDatabase, id: number): StoredEdit | null {
  return editById.get(db, id) ?? null;
}

/** The changes of an edit, in order. */
export function readChanges(db: ReadableDatabase, editId: number): Change[] {
  return changesOfEdit.all(db, editId).map(({ change }) => JSON.parse(change));
}

const newestEdit = defineStatement<[], { revision: number | null }>('SELECT max(id) AS revision FROM edits');
const newestEditOf = defineStatement<[table: string], { revision: number | null }>(
  'SELECT max(edit_id) AS revision FROM edit_tables WHERE table_key = ?',
);
const editById = defineStatement<[id: number], StoredEdit>(`SELECT ${editColumns} FROM edits WHERE id = ?`);
const changesOfEdit = defineStatement<[editId: number], { change: string }>(
  'SELECT change FROM edit_changes WHERE edit_id = ? ORDER BY ordinal',
);
