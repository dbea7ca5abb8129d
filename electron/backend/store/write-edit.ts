/** Applies an edit to the rows and appends it to the log; what `commit`, `undo`, `redo` and a new workbook share. */
import type { Committed, EditSummary } from '../../../shared/api.ts';
import type { Change } from '../../../shared/model/change.ts';
import { applyChange, type ChangeRules } from './apply-change.ts';
import { defineStatement, type StoreContext, type WritableDatabase } from './database.ts';
import { addStoredFile, type StoredFile } from './files.ts';
import { remakeViews } from './views.ts';

/** An edit before it is in the log. */
export type NewEdit = Pick<EditSummary, 'kind' | 'target' | 'label'> & {
  readonly changes: readonly Change[];
  readonly files: readonly StoredFile[];
};

/** Applies and logs an edit inside a transaction of the caller. The changes come back as they were logged. */
export function writeEdit(
  db: WritableDatabase,
  { kind, target, label, changes, files }: NewEdit,
  context: StoreContext,
): Pick<Committed, 'edit' | 'changes'> {
  const at = context.now().toISOString();
  const id = Number(insertEdit.run(db, kind, target, label, at, changes.length).lastInsertRowid);
  for (const file of files) addStoredFile(db, file, at);
  // The log holds what was allowed once; going back to it must not fail because a column is gone since.
  const rules: ChangeRules = kind === 'undo' || kind === 'redo' ? 'replay' : 'new';
  const applied = applyChanges(db, changes, id, rules);
  return {
    edit: { id, label, kind, target, at, changeCount: changes.length, cell: null },
    changes: applied,
  };
}

function applyChanges(
  db: WritableDatabase,
  changes: readonly Change[],
  editId: number,
  rules: ChangeRules,
): Change[] {
  const state = { db, revision: editId, rules, definitions: new Map() };
  const touched = new Set<string>();
  const applied = changes.map((change, ordinal) => {
    const done = applyChange(state, change);
    insertChange.run(db, editId, ordinal, done.table, rowIdOf(done), JSON.stringify(done));
    touched.add(done.table);
    return done;
  });
  for (const table of touched) insertEditTable.run(db, table, editId);
  if (changes.some(({ kind }) => kind === 'tableSet')) remakeViews(db);
  return applied;
}

function rowIdOf(change: Change): string | null {
  switch (change.kind) {
    case 'rowAdded':
    case 'rowRemoved':
      return change.row.id;
    case 'cellsSet':
    case 'rowMoved':
      return change.rowId;
    case 'tableSet':
    case 'formSet':
    case 'roundSet':
    case 'returnSet':
      return null;
  }
}

const insertEdit = defineStatement<
  [kind: string, target: number | null, label: string, at: string, changeCount: number]
>('INSERT INTO edits (kind, target, label, at, change_count) VALUES (?, ?, ?, ?, ?)');

const insertChange = defineStatement<
  [editId: number, ordinal: number, table: string, rowId: string | null, change: string]
>('INSERT INTO edit_changes (edit_id, ordinal, table_key, row_id, change) VALUES (?, ?, ?, ?, ?)');

const insertEditTable = defineStatement<[table: string, editId: number]>(
  'INSERT INTO edit_tables (table_key, edit_id) VALUES (?, ?)',
);
