/** A return of the open workbook, its bytes, and a change of it. */
import type { Change } from '../../../../shared/model/change.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Return } from '../../../../shared/model/return.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { readStoredFile } from '../../store/files.ts';
import { readFormEdition } from '../../store/forms.ts';
import { readReturn } from '../../store/returns.ts';

/** @throws HuibiaoError `not_found` */
export function requireReturn(database: ReadableDatabase, id: string): Return {
  const received = readReturn(database, id);
  if (received !== null) return received;
  throw new HuibiaoError('not_found', '这份回收表不在工作簿里。请刷新后再试。', { return: id });
}

/** The file as it came. */
export function bytesOfReturn(database: ReadableDatabase, { file }: Return): Uint8Array {
  const stored = readStoredFile(database, file.id);
  if (stored === null) throw new Error('the bytes of a return are not in the workbook');
  return stored.bytes;
}

/** What becomes of it, logged with the table of its form. */
export function returnChange(database: ReadableDatabase, before: Return, after: Return): Change {
  const form =
    after.form === null || after.edition === null
      ? null
      : readFormEdition(database, after.form, after.edition);
  return { kind: 'returnSet', table: form?.table ?? '', return: before.id, before, after };
}
