/** Says whether a new change of a form or a round fits the workbook; every refusal says what to do. */
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { formEditionSchema, nameEdition } from '../../../shared/model/form-edition.ts';
import { periodTitle, readPeriod, roundSchema } from '../../../shared/model/round.ts';
import type { ReadableDatabase } from './database.ts';
import { readStoredFile } from './files.ts';
import { findForm, listFormEditions, readFormEdition } from './forms.ts';
import { findRound, listRoundsOfEdition } from './rounds.ts';
import { readDefinition } from './tables.ts';

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** @throws HuibiaoError `invalid_edit` */
export function checkFormSet(db: ReadableDatabase, change: ChangeOf<'formSet'>): void {
  const { table, form, edition, before, after } = change;
  const title = after?.title ?? before?.title ?? form;
  const refused = (reason: string): HuibiaoError =>
    new HuibiaoError('invalid_edit', `表样“${title}”不能保存：${reason}`, { form, edition });
  const known = listFormEditions(db, form);
  if (after === null) {
    if (before === null) throw refused('没有任何改动。');
    if (before.table !== table) throw refused('表样与所绑定的台账对不上。请刷新后再试。');
    const [round] = listRoundsOfEdition(db, form, edition);
    if (round !== undefined) {
      throw new HuibiaoError(
        'invalid_edit',
        `表样“${nameEdition(before)}”还有报表期在用（${periodTitle(round.period)}），没有删除。请先删除它的报表期。`,
        { form, edition, round: round.key },
      );
    }
    if (known.some((other) => other.edition > edition)) throw refused('还有更新的版本。请先删除新版。');
    return;
  }
  const parsed = formEditionSchema.safeParse(after);
  if (!parsed.success) {
    throw refused(`设置“${parsed.error.issues[0]?.path.join('.') ?? ''}”的写法不对。请改正后再保存。`);
  }
  if (after.key !== form || after.edition !== edition || after.table !== table) {
    throw refused('表样的代号、版本或台账与要修改的不一致。请刷新后再试。');
  }
  if (readDefinition(db, table) === null) throw refused(`工作簿里没有“${table}”这张台账。请先建好台账。`);
  if (readStoredFile(db, after.fileId) === null) {
    throw refused('表样的原文件没有存进工作簿。请重新选择文件后再保存。');
  }
  const other = known.find((one) => one.edition !== edition && one.table !== table);
  if (other !== undefined) throw refused('同一表样的各个版本要绑定在同一张台账上。');
  if (before === null && known.length > 0 && known.at(-1)?.edition !== edition - 1) {
    throw refused('版本要依次递增。请刷新后再试。');
  }
  if (before === null && known.length === 0 && edition !== 1) throw refused('表样要从第1版开始。');
}

/** @throws HuibiaoError `invalid_edit` */
export function checkRoundSet(db: ReadableDatabase, change: ChangeOf<'roundSet'>): void {
  const { table, round, before, after } = change;
  const period = after?.period ?? before?.period ?? round;
  const refused = (reason: string): HuibiaoError =>
    new HuibiaoError('invalid_edit', `报表期“${periodTitle(period)}”不能保存：${reason}`, { round });
  if (after === null) {
    if (before === null) throw refused('没有任何改动。');
    if (readFormEdition(db, before.form, before.edition)?.table !== table) {
      throw refused('报表期与所属台账对不上。请刷新后再试。');
    }
    return;
  }
  const parsed = roundSchema.safeParse(after);
  if (!parsed.success) {
    throw refused(`设置“${parsed.error.issues[0]?.path.join('.') ?? ''}”的写法不对。请改正后再保存。`);
  }
  if (after.key !== round) throw refused('报表期的代号与要修改的不一致。请刷新后再试。');
  if (readPeriod(after.period) !== after.period) {
    throw refused('期别要写成 2025-10、2025Q3、2025 或一段文字。请改正后再保存。');
  }
  const form = readFormEdition(db, after.form, after.edition);
  if (form === null) throw refused('工作簿里没有它的表样。请刷新后再试。');
  if (form.table !== table) throw refused('报表期与表样所绑定的台账对不上。请刷新后再试。');
  const same = findRound(db, after.form, after.period);
  if (same !== null && same.key !== round) {
    throw refused(`“${form.title}”已经有这一期。请直接使用已有的报表期，或换一个期别。`);
  }
  const repeated = after.units.find((unit, index) => after.units.indexOf(unit) !== index);
  if (repeated !== undefined) throw refused(`填报单位“${repeated}”列了两次。请去掉一个。`);
}

/** @throws HuibiaoError `invalid_edit` where a form still shows the table */
export function refuseBoundTable(db: ReadableDatabase, { table, before }: ChangeOf<'tableSet'>): void {
  const form = findForm(db, table);
  if (form === null) return;
  throw new HuibiaoError(
    'invalid_edit',
    `表“${before?.title ?? table}”还绑定着表样“${form.title}”，没有删除。请先删除这个表样。`,
    { table, form: form.key },
  );
}
