/** Brings a workbook to the newest layout, after a verified copy of the old one has been put beside it. */
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { inWriteTransaction, type StoreContext, type WritableDatabase, withTypedErrors } from './database.ts';
import { flushToDisk } from './flush.ts';
import type { Migration } from './migrations/migrations.ts';
import { latestVersion } from './schema.ts';
import { dropViews, remakeViews } from './views.ts';

/**
 * Runs every pending migration in one transaction. A copy is kept beside `file` first, named after its version and
 * the day; when the migration fails, the workbook is as it was and the copy is taken away again.
 */
export function migrateWorkbook(
  db: WritableDatabase,
  file: string,
  migrations: readonly Migration[],
  context: StoreContext,
): void {
  const version = readVersion(db);
  if (version >= latestVersion(migrations)) return;
  const copy = keepCopy(db, file, version, context.now());
  try {
    runMigrations(db, migrations);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}

/** Runs every pending migration in one transaction, without a copy: for a database that is just being made. */
export function runMigrations(db: WritableDatabase, migrations: readonly Migration[]): void {
  db.function('sha256', { deterministic: true, directOnly: true }, sha256);
  inWriteTransaction(db, () => {
    const isNew = readVersion(db) === 0;
    // Views bear the titles of tables: a title that is the name of a new table must not stand in its way.
    if (!isNew) dropViews(db);
    for (const { version, sql } of migrations) {
      if (version <= readVersion(db)) continue;
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }
    if (!isNew) remakeViews(db);
    const broken = db.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get();
    if (broken !== 0) throw new Error(`migrations left ${broken} broken references`);
  });
}

/** What SQL calls by this name: the hash of bytes, in hexadecimal. */
function sha256(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('sha256 is asked for something that is no bytes');
  return createHash('sha256').update(bytes).digest('hex');
}

export function readVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function keepCopy(db: WritableDatabase, file: string, version: number, now: Date): string {
  const copy = freeName(file, `v${version}-backup-${localDay(now)}`);
  try {
    withTypedErrors(() => db.prepare('VACUUM INTO ?').run(copy));
    flushToDisk(copy, 'r+');
    verifyCopy(copy, version);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  return copy;
}

function freeName(file: string, mark: string): string {
  const extension = extname(file);
  const stem = join(dirname(file), basename(file, extension));
  for (let count = 1; ; count += 1) {
    const name = `${stem}.${mark}${count === 1 ? '' : `-${count}`}${extension}`;
    if (!existsSync(name)) return name;
  }
}

/** The clerk's calendar day, as in 2025-10-15. */
function localDay(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function verifyCopy(copy: string, version: number): void {
  const db = new Database(copy, { readonly: true, fileMustExist: true });
  try {
    const verdict = db.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok' || readVersion(db) !== version) {
      throw new HuibiaoError(
        'workbook_unwritable',
        '升级工作簿之前的备份没有通过检验，工作簿没有升级，仍是原来的内容。请检查磁盘后再试。',
        { file: copy, reason: String(verdict) },
      );
    }
  } finally {
    db.close();
  }
}
