/** What SQLite and the file system report, as failures that a clerk can act on. */
import Database from 'better-sqlite3';
import { type FailureCode, HuibiaoError } from '../../../shared/model/failure.ts';

/** A HuibiaoError for an error of SQLite; any other error is returned as it is. */
export function translateSqliteError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const known = failures.find(({ prefix }) => error.code.startsWith(prefix));
  if (known === undefined) return error;
  return new HuibiaoError(known.code, known.message, { reason: error.code });
}

/** A HuibiaoError for an error of the file system; any other error is returned as it is. */
export function translateFileError(error: unknown, file: string): unknown {
  const reason = systemReason(error);
  if (reason === null) return error;
  const details = { file, reason };
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new HuibiaoError(
        'workbook_missing',
        '找不到这个工作簿，可能已被移动、改名或删除。请重新选择文件。',
        details,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new HuibiaoError('workbook_unwritable', diskFull, details);
    case 'EBUSY':
      return new HuibiaoError('workbook_in_use', inUse, details);
    default:
      return new HuibiaoError(
        'workbook_unwritable',
        '无法读写工作簿所在的位置（可能没有权限、是只读文件，或磁盘已断开）。请检查文件和文件夹后再试。',
        details,
      );
  }
}

/** `ENOENT` and the like, where the file system itself has thrown. */
export function systemReason(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export const inUse =
  '这个工作簿正被另一个程序使用（可能已在另一个汇表窗口中打开）。请先在那里关闭，再重新打开。';

export const damaged = '工作簿已损坏，没有打开，也没有改动它。请先另存一份留底，再用最近的存档或备份恢复。';

const diskFull = '磁盘空间已满，本次修改没有保存，工作簿仍是原来的内容。请清理磁盘后再试。';

const failures: readonly {
  readonly prefix: string;
  readonly code: FailureCode;
  readonly message: string;
}[] = [
  { prefix: 'SQLITE_FULL', code: 'workbook_unwritable', message: diskFull },
  {
    prefix: 'SQLITE_READONLY',
    code: 'workbook_unwritable',
    message: '工作簿是只读的，本次修改没有保存。请取消文件的只读属性，或复制到可以写入的文件夹再打开。',
  },
  {
    prefix: 'SQLITE_CANTOPEN',
    code: 'workbook_unwritable',
    message: '无法写入工作簿所在的文件夹。请检查文件夹权限，或复制到可以写入的文件夹再打开。',
  },
  {
    prefix: 'SQLITE_PERM',
    code: 'workbook_unwritable',
    message: '没有写入工作簿的权限，本次修改没有保存。请检查文件权限后再试。',
  },
  {
    prefix: 'SQLITE_IOERR',
    code: 'workbook_unwritable',
    message:
      '读写磁盘时出错，本次修改没有保存，工作簿仍是原来的内容。请检查磁盘或U盘是否已满、已断开，再重新打开工作簿。',
  },
  { prefix: 'SQLITE_BUSY', code: 'workbook_in_use', message: inUse },
  { prefix: 'SQLITE_LOCKED', code: 'workbook_in_use', message: inUse },
  { prefix: 'SQLITE_PROTOCOL', code: 'workbook_in_use', message: inUse },
  { prefix: 'SQLITE_CORRUPT', code: 'workbook_damaged', message: damaged },
  { prefix: 'SQLITE_NOTADB', code: 'workbook_damaged', message: damaged },
];
