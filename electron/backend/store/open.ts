/** Opens and closes workbooks. One process at a time holds a workbook; a file that is refused stays as it was. */
import { realpathSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { type StoreContext, type WritableDatabase, withTypedErrors } from './database.ts';
import { refuseBrokenContent, refuseBrokenLeftover, refuseByHeader, refuseUnwritable } from './inspect.ts';
import { migrateWorkbook } from './migrate.ts';
import { type Migration, migrations } from './migrations/migrations.ts';
import { latestVersion } from './schema.ts';
import { damaged, inUse, translateFileError, translateSqliteError } from './sqlite-failures.ts';

export type { ReadableDatabase, StoreContext, WritableDatabase } from './database.ts';

/**
 * Opens a workbook for this process alone and brings it to the newest layout.
 * @throws HuibiaoError `workbook_missing`, `workbook_in_use`, `workbook_damaged`, `workbook_newer`,
 *   `workbook_foreign`, `workbook_unwritable`; the file is then untouched
 */
export function openWorkbook(file: string, context: StoreContext): WritableDatabase {
  return openWorkbookWith(file, context, migrations);
}

/** `openWorkbook` with the migrations of another version. */
export function openWorkbookWith(
  file: string,
  context: StoreContext,
  steps: readonly Migration[],
): WritableDatabase {
  const path = followLinks(resolve(file));
  refuseSpacedName(path);
  const identity = identityOf(path);
  if (openFiles.has(identity)) throw new HuibiaoError('workbook_in_use', inUse, { file: path });
  const version = latestVersion(steps);
  refuseByHeader(path, version);
  refuseUnwritable(path);
  refuseBrokenLeftover(path, version);
  const db = lockWorkbook(path, version);
  try {
    migrateWorkbook(db, path, steps, context);
  } catch (error) {
    db.close();
    throw error;
  }
  openFiles.set(identity, db);
  identities.set(db, identity);
  return db;
}

/** Writes what is still in the log into the workbook, so that the one file is left, and lets go of it. */
export function closeWorkbook(db: WritableDatabase): void {
  if (!db.open) return;
  try {
    withTypedErrors(() => db.pragma('wal_checkpoint(TRUNCATE)'));
  } finally {
    db.close();
    const identity = identities.get(db);
    if (identity !== undefined) openFiles.delete(identity);
  }
}

/**
 * The files that this process holds. On Unix, opening and closing such a file by any other way drops the process's
 * own locks on it (POSIX: "all locks … shall be removed when a file descriptor for that file is closed"), so a
 * second opening must be refused before the file is so much as looked into. Handles are kept here until they are
 * closed: a collected one would close itself and let go of the lock in silence.
 */
const openFiles = new Map<string, WritableDatabase>();
const identities = new WeakMap<WritableDatabase, string>();

/** better-sqlite3 trims file names, and would then open another file than the one that was looked at. */
export function refuseSpacedName(path: string): void {
  if (path === path.trim()) return;
  throw new HuibiaoError('workbook_unwritable', '文件名的末尾有空格，无法使用。请去掉空格后再试。', {
    file: path,
  });
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw translateFileError(error, path);
  }
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}

function lockWorkbook(path: string, version: number): WritableDatabase {
  const db = connect(path);
  try {
    // Before the first read: in exclusive mode the log's index is kept in memory, and the lock is held until the end.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    refuseBrokenContent(db, path, version);
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
      throw new HuibiaoError('workbook_damaged', damaged, { file: path, reason: 'journal_mode' });
    }
    db.pragma('synchronous = FULL');
    // In kibibytes: a merge of tens of thousands of rows stays in memory until it is committed, instead of spilling page by page.
    db.pragma('cache_size = -65536');
    db.pragma('foreign_keys = ON');
    // Left by a tool that shared the file; nobody uses it while this process holds the lock.
    rmSync(`${path}-shm`, { force: true });
    return db as WritableDatabase;
  } catch (error) {
    db.close();
    throw translateSqliteError(error);
  }
}

function connect(path: string): Database.Database {
  return withTypedErrors(() => new Database(path, { fileMustExist: true, timeout: lockTimeout }));
}

/** Milliseconds: long enough for another process that is just closing, short enough to answer at once. */
const lockTimeout = 250;
