/**
 * The one write path: every change of a workbook's data goes through `commit` here, or through `undo` and `redo`
 * of the history, which are one transaction each. A change is checked against what is there, applied, and appended
 * to the edit log.
 */
import type { Committed } from '../../../shared/api.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { inWriteTransaction, type StoreContext, type WritableDatabase } from './database.ts';
import { readUndoState } from './edit-log.ts';
import type { StoredFile } from './files.ts';
import { addUndoStep } from './undo-steps.ts';
import { writeEdit } from './write-edit.ts';

/** What somebody did: one paste, one import, one merge is one edit. Files received with it are kept with it. */
export type EditRequest = {
  readonly label: string;
  readonly changes: readonly Change[];
  readonly files?: readonly StoredFile[];
};

/**
 * Applies an edit, all of it or nothing.
 * @throws HuibiaoError `stale_edit` where a `before` is not what is there, `invalid_edit` for a change that the
 *   tables do not allow, `workbook_unwritable` where the disk refuses
 */
export function commit(
  db: WritableDatabase,
  { label, changes, files = [] }: EditRequest,
  context: StoreContext,
): Committed {
  if (changes.length === 0) {
    throw new HuibiaoError('invalid_edit', '没有任何改动，无需保存。请先修改内容。');
  }
  return inWriteTransaction(db, () => {
    const written = writeEdit(db, { kind: 'edit', target: null, label, changes, files }, context);
    addUndoStep(db, written.edit.id);
    return { ...written, state: readUndoState(db) };
  });
}
