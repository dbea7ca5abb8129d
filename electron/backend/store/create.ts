/** Makes a new workbook. It is built under another name and appears whole or not at all. */
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { inWriteTransaction, type StoreContext, type WritableDatabase } from './database.ts';
import { flushToDisk } from './flush.ts';
import { addForm, type StoredForm } from './forms.ts';
import { refuseReadOnlyFolder } from './inspect.ts';
import { runMigrations } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';
import { openWorkbook, refuseSpacedName } from './open.ts';
import { applicationId } from './schema.ts';
import { systemReason, translateFileError, translateSqliteError } from './sqlite-failures.ts';
import { writeEdit } from './write-edit.ts';

/** What a new workbook begins with; its changes become the first edit, which is never undone. */
export type WorkbookContent = {
  readonly label: string;
  readonly changes: readonly Change[];
  readonly forms: readonly StoredForm[];
};

/**
 * Makes the workbook and opens it.
 * @throws HuibiaoError `workbook_exists`, `workbook_unwritable`, `invalid_edit`; no file is then left
 */
export function createWorkbook(
  file: string,
  content: WorkbookContent,
  context: StoreContext,
): WritableDatabase {
  const path = resolve(file);
  const folder = dirname(path);
  refuseSpacedName(path);
  refuseExisting(path);
  if (!existsSync(folder)) {
    throw new HuibiaoError('workbook_unwritable', '要保存到的文件夹不存在。请先建好文件夹，或换一个位置。', {
      file: path,
    });
  }
  refuseReadOnlyFolder(folder);
  const draft = join(folder, `.huibiao-${context.newId()}.tmp`);
  try {
    writeDraft(draft, content, context);
    publish(draft, path);
  } catch (error) {
    throw translateFileError(translateSqliteError(error), path);
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(draft + suffix, { force: true });
  }
  return openWorkbook(path, context);
}

function writeDraft(draft: string, content: WorkbookContent, context: StoreContext): void {
  const db = new Database(draft) as WritableDatabase;
  try {
    // Rows are JSON of some hundred bytes: larger pages hold them with less waste.
    db.pragma('page_size = 8192');
    db.pragma(`application_id = ${applicationId}`);
    db.pragma('trusted_schema = OFF');
    db.pragma('foreign_keys = ON');
    // A draft that a crash leaves half made is never opened, so nothing has to reach the disk before its end.
    db.pragma('synchronous = OFF');
    runMigrations(db, migrations);
    inWriteTransaction(db, () => {
      const { label, changes, forms } = content;
      const { edit } = writeEdit(db, { kind: 'created', target: null, label, changes, files: [] }, context);
      for (const form of forms) addForm(db, form, edit.at);
    });
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  flushToDisk(draft, 'r+');
}

/** Gives the draft its name without ever replacing a file that has come to bear it in the meantime. */
function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    refuseExisting(path);
    const reason = systemReason(error);
    // FAT and exFAT (USB sticks) know no second name for a file.
    if (reason !== 'EPERM' && reason !== 'ENOTSUP' && reason !== 'ENOSYS' && reason !== 'EISDIR') throw error;
    renameSync(draft, path);
  }
  if (process.platform !== 'win32') flushToDisk(dirname(path), 'r');
}

function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new HuibiaoError(
    'workbook_exists',
    '这里已经有同名的文件，没有覆盖它。请换一个名字，或直接打开已有的工作簿。',
    { file: path },
  );
}
