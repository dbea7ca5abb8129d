/** Files that a command reads, with the reason when one cannot be read. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HuibiaoError } from '../../shared/model/failure.ts';

/** Larger files are refused unread, as uploads are. */
const largestFile = 100 * 1024 * 1024;

/** @throws HuibiaoError `not_found` or `too_large` */
export async function readInput(file: string): Promise<Uint8Array> {
  const size = await stat(file).then(
    (stats) => stats.size,
    (error: unknown) => {
      throw unreadable(file, error);
    },
  );
  if (size > largestFile) {
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

function unreadable(file: string, error: unknown): HuibiaoError {
  const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const reason =
    cause === 'ENOENT' ? '没有这个文件' : cause === 'EISDIR' ? '这是一个文件夹' : `读不出来（${cause}）`;
  return new HuibiaoError('not_found', `${file}：${reason}。请检查路径后重试。`, { file, cause });
}
