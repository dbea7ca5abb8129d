/** Which edits can be undone and, of those taken back, which can be done again; kept in step with the edit log. */
import { defineStatement, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** An edit that the next undo takes back, or the next redo does again. */
export type UndoStep = { readonly editId: number; readonly label: string };

/** A new edit can be undone; what was taken back before it can no longer be done again. */
export function addUndoStep(db: WritableDatabase, editId: number): void {
  forgetUndone.run(db);
  insertStep.run(db, editId);
}

export function markUndone(db: WritableDatabase, editId: number): void {
  updateStep.run(db, 1, editId);
}

export function markDone(db: WritableDatabase, editId: number): void {
  updateStep.run(db, 0, editId);
}

/** The newest edit that is not taken back; null when there is none. */
export function nextUndo(db: ReadableDatabase): UndoStep | null {
  return newestDone.get(db) ?? null;
}

/** The oldest edit that is taken back, which is the one taken back last; null when there is none. */
export function nextRedo(db: ReadableDatabase): UndoStep | null {
  return oldestUndone.get(db) ?? null;
}

const insertStep = defineStatement<[editId: number]>(
  'INSERT INTO undo_steps (edit_id, undone) VALUES (?, 0)',
);
const updateStep = defineStatement<[undone: number, editId: number]>(
  'UPDATE undo_steps SET undone = ? WHERE edit_id = ?',
);
const forgetUndone = defineStatement('DELETE FROM undo_steps WHERE undone = 1');

const newestDone = defineStatement<[], UndoStep>(
  `SELECT edit_id AS editId, label FROM undo_steps JOIN edits ON edits.id = edit_id
    WHERE undone = 0 ORDER BY edit_id DESC LIMIT 1`,
);
const oldestUndone = defineStatement<[], UndoStep>(
  `SELECT edit_id AS editId, label FROM undo_steps JOIN edits ON edits.id = edit_id
    WHERE undone = 1 ORDER BY edit_id LIMIT 1`,
);
