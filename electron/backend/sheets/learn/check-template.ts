/** What the parts of a workbook say before any of them is read: whether it can be a template at all. */
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { ZipEntry } from '../zip/zip.ts';

/**
 * @returns what a person should know of the file
 * @throws HuibiaoError `form_unfillable` for a signed or shared workbook; encrypted ones are refused when they are detected
 */
export function checkTemplate(entries: readonly ZipEntry[], fileName: string): string[] {
  const names = entries.map(({ name }) => name.toLowerCase());
  const has = (test: (name: string) => boolean): boolean => names.some(test);
  if (has((name) => name.startsWith('_xmlsignatures/'))) {
    throw refuse(
      fileName,
      'signed',
      '带有数字签名，一填写签名就失效。请向发表单位要没有签名的表样，或在 Excel 中删除签名后另存',
    );
  }
  if (has((name) => name.startsWith('xl/revisions/'))) {
    throw refuse(
      fileName,
      'shared',
      '是共享工作簿，带有修订记录。请在 Excel 中取消共享（审阅 › 共享工作簿）后另存',
    );
  }
  const notes: string[] = [];
  if (has((name) => name.endsWith('vbaproject.bin'))) notes.push('表样带有宏；宏原样保留，本程序不运行它。');
  if (has((name) => name.startsWith('xl/externallinks/'))) {
    notes.push('表样里有取自别的文件的数，原样保留，不更新。');
  }
  return notes;
}

function refuse(fileName: string, reason: string, what: string): HuibiaoError {
  return new HuibiaoError('form_unfillable', `“${fileName}”${what}，再作表样。`, { fileName, reason });
}
