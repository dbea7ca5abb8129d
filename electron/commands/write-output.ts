/** How results leave the headless host: to a file or to stdout, whole, or with an error that says why not. */
import { randomUUID } from 'node:crypto';
import { realpathSync, type Stats, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HuibiaoError } from '../../shared/model/failure.ts';

/**
 * Writes a file whole: beside the target and then renamed, so that a full disk leaves the old file as it was.
 * @param workbook the open workbook, which is never replaced
 * @throws HuibiaoError `output_unwritable`
 */
export async function writeOutput(out: string, bytes: Uint8Array, workbook: string): Promise<void> {
  const present = statOf(out);
  if (/\.huibiao$/i.test(out) || isSameFile(present, statOf(workbook))) {
    throw refused(out, '这是汇表工作簿的文件名，导出会覆盖工作簿。请把 --out 改成 .xlsx 文件');
  }
  if (present?.isDirectory()) throw refused(out, '这是一个文件夹。请在后面写上文件名');
  try {
    // Devices and pipes are written to; a rename would put a file in their place.
    if (present !== null && !present.isFile()) await writeFile(out, bytes);
    else await replaceFile(present === null ? out : realpathSync(out), bytes);
  } catch (error) {
    throw refused(out, explain(error));
  }
}

/** Prints a line of the result; a reader that has seen enough and went away (`| head`) is no error. */
export function printLine(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error === null || error === undefined || codeOf(error) === 'EPIPE') resolve();
      else reject(refused('标准输出', explain(error)));
    });
  });
}

async function replaceFile(target: string, bytes: Uint8Array): Promise<void> {
  const partial = join(dirname(target), `.huibiao-${randomUUID()}.part`);
  try {
    await writeFile(partial, bytes);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

function isSameFile(left: Stats | null, right: Stats | null): boolean {
  return left !== null && right !== null && left.dev === right.dev && left.ino === right.ino;
}

function refused(out: string, reason: string): HuibiaoError {
  return new HuibiaoError('output_unwritable', `${out}：${reason}。没有写出。`, { out });
}

function explain(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return '要保存到的文件夹不存在。请先建好文件夹，或换一个位置';
    case 'ENOSPC':
    case 'EDQUOT':
      return '磁盘空间已满。请清理磁盘或换一个位置';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return '没有写入的权限，或文件正被打开。请关闭文件，或换一个位置';
    case 'EBUSY':
      return '文件正被打开。请关闭后再试';
    case 'ENAMETOOLONG':
      return '文件名太长。请缩短';
    default:
      return `写不进去（${code}）。请换一个位置再试`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
