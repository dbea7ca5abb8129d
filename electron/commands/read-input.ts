/** Files that a command reads, with the reason when one cannot be read. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HuibiaoError } from '../../shared/model/failure.ts';

/** Larger files are refused unread, as uploads are. */
const largestFile = 100 * 1024 * 1024;

/** @throws HuibiaoError `not_found` or `too_large` */
export async function readInput(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  // A pipe or a device would never end.
  if (!found.isFile() && !found.isDirectory()) throw unreadable(file, 'ENOENT');
  if (found.size > largestFile) {
    throw new HuibiaoError('too_large', `“${basename(file)}”超过 100 MB，没有读取。请确认选对了文件。`, {
      file,
      limit: largestFile,
    });
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A file that is gone, on a stick that was pulled out, or open in another program, with what to do about it. */
function unreadable(file: string, error: unknown): HuibiaoError {
  const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new HuibiaoError('not_found', `${file}：${explain(cause)}`, { file, cause });
}

function explain(cause: string): string {
  switch (cause) {
    case 'ENOENT':
    case 'ENOTDIR':
      return '没有这个文件，可能已移走、改名，或U盘已拔出。请检查路径后重试。';
    case 'EISDIR':
      return '这是一个文件夹，不是文件。请检查路径后重试。';
    case 'EBUSY':
    case 'EPERM':
    case 'EACCES':
      return '正被别的程序占用，或没有读取权限。请关掉占用它的程序，或复制到别处后重试。';
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'ESTALE':
    case 'UNKNOWN':
      return '读到一半断了，可能U盘已拔出、网络断开或磁盘有坏道。请重新插好，或复制到本机后重试。';
    default:
      return `读不出来（${cause}）。请检查路径后重试。`;
  }
}
