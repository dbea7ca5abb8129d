/**
 * Looks at a file before it is opened as a workbook. Nothing here changes a byte of it: merely opening a database
 * that has a write-ahead log beside it writes, so such a file is judged by a copy.
 */
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { applicationId, coreTables } from './schema.ts';
import { damaged, inUse, systemReason, translateFileError, translateSqliteError } from './sqlite-failures.ts';

/**
 * Refuses by the file's first hundred bytes what is not a workbook, or not one of this version.
 * @throws HuibiaoError `workbook_foreign`, `workbook_newer`, `workbook_damaged`
 */
export function refuseByHeader(file: string, version: number): void {
  const header = readHeader(file);
  if (header.length === 0)
    throw foreign(file, '这是一个空文件，不是汇表工作簿。请选择 .huibiao 工作簿文件。');
  if (!magic.subarray(0, header.length).equals(header.subarray(0, magic.length))) {
    throw foreign(file, '这个文件不是汇表工作簿。如果是 Excel 表格，请先打开一个工作簿，再用“导入”。');
  }
  if (header.length < headerSize) throw new HuibiaoError('workbook_damaged', damaged, { file });
  refuseIdentity(file, version, header.readInt32BE(68), header.readInt32BE(60));
}

/**
 * Refuses a file whose folder or which itself may not be written. A read-only mark is honoured even where the
 * system would let this user write all the same.
 * @throws HuibiaoError `workbook_unwritable`
 */
export function refuseUnwritable(file: string): void {
  refuseReadOnly(file);
  refuseReadOnlyFolder(dirname(file));
}

/** @throws HuibiaoError `workbook_unwritable` where no file can be made in the folder */
export function refuseReadOnlyFolder(folder: string): void {
  // Windows marks folders read-only for its own reasons; there the mark says nothing about writing into them.
  if (process.platform === 'win32') refuseWithoutAccess(folder);
  else refuseReadOnly(folder);
}

/**
 * Judges a workbook that a crash or another program left with a journal beside it, without touching either.
 * @throws HuibiaoError `workbook_in_use`, `workbook_damaged`, `workbook_foreign`, `workbook_newer`
 */
export function refuseBrokenLeftover(file: string, version: number): void {
  const journals = ['-wal', '-journal'].filter((suffix) => existsSync(file + suffix));
  if (journals.length === 0) return;
  if (isHeldElsewhere(file)) throw new HuibiaoError('workbook_in_use', inUse, { file });
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-inspect-'));
  try {
    const copy = join(folder, 'workbook');
    for (const suffix of ['', ...journals]) {
      copyFileSync(file + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    }
    const db = new Database(copy, { fileMustExist: true });
    try {
      refuseBrokenContent(db, file, version);
    } finally {
      db.close();
    }
  } catch (error) {
    throw translateFileError(translateSqliteError(error), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Checks a database through an open handle; reads only.
 * @throws HuibiaoError `workbook_damaged`, `workbook_foreign`, `workbook_newer`
 */
export function refuseBrokenContent(db: Database.Database, file: string, version: number): void {
  const broken = (reason: string): HuibiaoError =>
    new HuibiaoError('workbook_damaged', damaged, { file, reason });
  try {
    db.pragma('trusted_schema = OFF');
    const identity = (name: string): number => Number(db.pragma(name, { simple: true }));
    refuseIdentity(file, version, identity('application_id'), identity('user_version'));
    const verdict = db.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw broken(String(verdict));
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    const missing = coreTables.find((name) => !tables.includes(name));
    if (missing !== undefined) throw broken(`no table ${missing}`);
  } catch (error) {
    const translated = translateSqliteError(error);
    throw translated instanceof Database.SqliteError ? broken(translated.code) : translated;
  }
}

const magic = Buffer.from('SQLite format 3\0', 'latin1');
const headerSize = 100;

function readHeader(file: string): Buffer {
  try {
    if (!statSync(file).isFile()) {
      throw foreign(file, '这是一个文件夹，不是汇表工作簿。请选择里面的 .huibiao 工作簿文件。');
    }
    const descriptor = openSync(file, 'r');
    try {
      const header = Buffer.alloc(headerSize);
      return header.subarray(0, readSync(descriptor, header, 0, headerSize, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw translateFileError(error, file);
  }
}

function refuseIdentity(file: string, latest: number, application: number, version: number): void {
  if (application !== applicationId) {
    throw foreign(file, '这是别的程序的数据库文件，不是汇表工作簿，没有打开。请选择 .huibiao 工作簿文件。');
  }
  if (version > latest) {
    throw new HuibiaoError(
      'workbook_newer',
      '这个工作簿是用更新版本的汇表保存的，当前版本打不开，也没有改动它。请先升级汇表再打开。',
      { file, version, supported: latest },
    );
  }
  if (version < 1) throw new HuibiaoError('workbook_damaged', damaged, { file, version });
}

function refuseReadOnly(path: string): void {
  refuseWithoutAccess(path);
  if ((statSync(path).mode & 0o222) === 0) throw unwritable(path);
}

function refuseWithoutAccess(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw systemReason(error) === 'ENOENT' ? translateFileError(error, path) : unwritable(path);
  }
}

/** Whether another process holds the workbook: even reading waits for its exclusive lock. */
function isHeldElsewhere(file: string): boolean {
  const hadSharedMemory = existsSync(`${file}-shm`);
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    } finally {
      db.close();
    }
  } catch (error) {
    // Anything but a lock is for the check of the content to name.
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    if (!hadSharedMemory) rmSync(`${file}-shm`, { force: true });
  }
  return false;
}

function foreign(file: string, message: string): HuibiaoError {
  return new HuibiaoError('workbook_foreign', message, { file });
}

function unwritable(path: string): HuibiaoError {
  return new HuibiaoError(
    'workbook_unwritable',
    '工作簿或它所在的文件夹是只读的，无法保存修改，没有打开。请取消只读，或复制到可以写入的文件夹再打开。',
    { file: path },
  );
}
