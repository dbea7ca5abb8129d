/** Says whether a new change of a return fits the workbook; every refusal says what to do. */
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { returnSchema } from '../../../shared/model/return.ts';
import type { ReadableDatabase } from './database.ts';
import { readFormEdition } from './forms.ts';
import { readRound } from './rounds.ts';

/** @throws HuibiaoError `invalid_edit` */
export function checkReturnSet(
  db: ReadableDatabase,
  { table, before, after, return: id }: Extract<Change, { kind: 'returnSet' }>,
): void {
  const refused = (reason: string): HuibiaoError =>
    new HuibiaoError('invalid_edit', `“${before.file.name}”的状态不能保存：${reason}`, { return: id });
  const parsed = returnSchema.safeParse(after);
  if (!parsed.success) {
    throw refused(`设置“${parsed.error.issues[0]?.path.join('.') ?? ''}”的写法不对。请改正后再保存。`);
  }
  if (after.id !== id || before.id !== id || after.file.id !== before.file.id) {
    throw refused('与收到的文件对不上。请刷新后再试。');
  }
  if ((after.form === null) !== (after.edition === null)) throw refused('表样和版次要一起指定。');
  if (after.form !== null && after.edition !== null) {
    const form = readFormEdition(db, after.form, after.edition);
    if (form === null) throw refused('工作簿里没有它的表样。请重新指定。');
    if (form.table !== table) throw refused('表样与所绑定的台账对不上。请刷新后再试。');
  }
  if (after.round !== null) {
    const round = readRound(db, after.round);
    if (round === null) throw refused('它的报表期已不在工作簿里。请重新指定。');
    if (after.form !== null && round.form !== after.form) throw refused('报表期不是这个表样的。请重新指定。');
  }
}
