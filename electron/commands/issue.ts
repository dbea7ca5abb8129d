import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { splitNames } from '../../shared/annex/names.ts';
import type { Output, RoundInfo } from '../../shared/api.ts';
import { nameArchive, nameCopies, usualPattern } from '../../shared/form/copy-names.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { dueAtSchema, periodTitle, readPeriod } from '../../shared/model/round.ts';
import type { Backend } from '../backend/backend.ts';
import { inflateEntry, listEntries } from '../backend/sheets/zip/zip.ts';
import { UsageError } from '../parameters.ts';
import {
  type Command,
  type CommandCall,
  callMethod,
  openNamedWorkbook,
  reportProblems,
  takeOption,
  takePositionals,
} from './command.ts';
import { printLine } from './write-output.ts';

export const issueCommand: Command = {
  name: 'issue',
  summary: '下发：按报表期给每个单位做一份表',
  usage: `用法：huibiao issue WORKBOOK.huibiao --form 表样 --period 期 --out 文件夹
         [--due 截止] [--units 乡镇|名单] [--prefill] [--spare 行数] [--pattern 文件名] [--unlocked] [--zip] [--json]

  --form      表样的代号或名称，或所绑定的台账
  --period    2025-10、2025Q3、2025，或一段文字；同一表样同一期只有一个报表期，已有的接着用
  --out       放文件的文件夹，没有就新建；已有同名文件时一份也不写
  --due       2025-10-15 或 2025-10-15T17:00
  --units     单位的类别（默认 乡镇），或用顿号、逗号隔开的单位名单
  --prefill   填好各单位自己已有的记录
  --spare     逐行表至少留多少空行（默认 10）
  --pattern   文件名，可用 {序号}{单位}{表样}{期}
  --unlocked  不锁定表头和公式
  --zip       只写一个压缩包
  --json      {"round":…,"out":…,"copies":[{"unit","fileName"}],"problems":[…]}`,
  options: {
    form: { type: 'string' },
    period: { type: 'string' },
    due: { type: 'string' },
    units: { type: 'string' },
    out: { type: 'string' },
    prefill: { type: 'boolean' },
    spare: { type: 'string' },
    pattern: { type: 'string' },
    unlocked: { type: 'boolean' },
    zip: { type: 'boolean' },
  },
  run: async (call) => {
    const { backend } = call;
    const [workbook] = takePositionals(call, 'WORKBOOK');
    const formName = takeOption(call, 'form');
    const period = takePeriod(call);
    const out = resolve(takeOption(call, 'out'));
    const due = takeDue(call);
    const spareRows = takeSpare(call);
    const pattern = typeof call.values.pattern === 'string' ? call.values.pattern : usualPattern;
    const zip = call.values.zip === true;
    await openNamedWorkbook(backend, workbook);
    const { form } = await findForm(backend, formName);
    const { round, isNew } = await useRound(call, form.key, period, due);
    const naming = {
      pattern,
      form: round.formTitle,
      fileName: form.fileName,
      period: periodTitle(period),
    };
    const { units } = round.round;
    const names = zip ? [nameArchive(naming.form, naming.period, units.length)] : nameCopies(units, naming);
    // Looked at before anything is made: what is refused must not count as issued.
    refusePresent(out, names);
    await makeFolder(out);
    const issued = await callMethod(backend, 'issue.run', {
      round: round.round.key,
      units: null,
      prefill: call.values.prefill === true,
      spareRows,
      pattern,
      locks: call.values.unlocked !== true,
    });
    const { downloadId, copies, problems } = issued;
    const response = await backend.handle(new Request(`http://backend/download/${downloadId}`));
    const archive = new Uint8Array(await response.arrayBuffer());
    if (zip) await writeNew(join(out, issued.fileName), archive);
    else
      for (const entry of listEntries(archive))
        await writeNew(join(out, entry.name), inflateEntry(archive, entry));
    const written = zip ? join(out, issued.fileName) : out;
    const listed = copies.map(({ unit, fileName }) => ({ unit, fileName }));
    if (call.json) {
      await printLine(JSON.stringify({ round: round.round, isNew, out: written, copies: listed, problems }));
    }
    console.error(
      `已下发 ${form.title} ${periodTitle(round.round.period)}：${copies.length} 份，在 ${written}${isNew ? '' : '（接着用已有的报表期）'}。`,
    );
    return reportProblems(problems);
  },
};

type FormInfo = Output<'forms.list'>[number];

/** By key, title, or the table that it is bound to. @throws HuibiaoError `not_found` */
async function findForm(backend: Backend, name: string): Promise<FormInfo> {
  const forms = await callMethod(backend, 'forms.list', {});
  const found =
    forms.find(({ form }) => form.key === name) ??
    forms.find(({ form }) => form.title === name) ??
    forms.find(({ form, tableTitle }) => form.table === name || tableTitle === name);
  if (found !== undefined) return found;
  const known = forms.map(({ form }) => `${form.title}（${form.key}）`).join('、');
  const advice = known === '' ? '工作簿里还没有表样。' : `现有：${known}。`;
  throw new HuibiaoError('not_found', `没有名为“${name}”的表样。${advice}`, { form: name });
}

/** The round of that form and period, with what was asked for; made where there is none. */
async function useRound(
  { backend, values }: CommandCall,
  form: string,
  period: string,
  due: string | null,
): Promise<{ readonly round: RoundInfo; readonly isNew: boolean }> {
  const rounds = await callMethod(backend, 'rounds.list', {});
  const known = rounds.find(({ round }) => round.form === form && round.period === period);
  const given = typeof values.units === 'string' ? values.units : null;
  if (known !== undefined && given === null && (due === null || due === known.round.dueAt)) {
    return { round: known, isNew: false };
  }
  const kinds = await unitKinds(backend);
  const units =
    given === null && known !== undefined
      ? ({ kind: 'listed', names: known.round.units } as const)
      : ({ kind: 'kind', unitKind: given ?? '乡镇' } as const);
  const listed = given !== null && !kinds.has(given) ? splitNames(given) : null;
  const wanted = {
    round: known?.round.key ?? null,
    form,
    edition: known?.round.edition ?? null,
    period,
    dueAt: due ?? known?.round.dueAt ?? null,
    units: listed === null || listed.length === 0 ? units : ({ kind: 'listed', names: listed } as const),
    note: known?.round.note ?? '',
  };
  const { round } = await callMethod(backend, 'rounds.save', wanted);
  return { round, isNew: known === undefined };
}

async function unitKinds(backend: Backend): Promise<ReadonlySet<unknown>> {
  const tables = await callMethod(backend, 'tables.list', {});
  if (!tables.some(({ definition }) => definition.key === 'units')) return new Set();
  const { rows } = await callMethod(backend, 'rows.list', { table: 'units' });
  return new Set(rows.map(({ values }) => values.kind));
}

function takePeriod(call: CommandCall): string {
  const given = takeOption(call, 'period');
  const period = readPeriod(given);
  if (period === null)
    throw new UsageError(`--period “${given}”看不懂。请写成 2025-10、2025Q3、2025 或一段文字。`);
  return period;
}

function takeDue({ values }: CommandCall): string | null {
  const given = values.due;
  if (given === undefined) return null;
  const due = dueAtSchema.safeParse(given);
  if (!due.success) throw new UsageError('--due 要写成 2025-10-15 或 2025-10-15T17:00。');
  return due.data;
}

function takeSpare({ values }: CommandCall): number {
  const given = values.spare;
  if (given === undefined) return 10;
  if (typeof given !== 'string' || !/^\d{1,4}$/.test(given))
    throw new UsageError('--spare 要写成一个数，如 20。');
  return Number(given);
}

function refusePresent(folder: string, names: readonly string[]): void {
  const present = names.filter((name) => existsSync(join(folder, name)));
  if (present.length === 0) return;
  const shown = present.slice(0, 3).join('、');
  throw new HuibiaoError(
    'output_unwritable',
    `${folder} 里已经有 ${present.length} 个同名文件（${shown}${present.length > 3 ? '…' : ''}），一份也没有写。请换一个文件夹，或先移走它们。`,
    { out: folder, present: present.length },
  );
}

/** Never over a file that has come there in the meantime. */
async function writeNew(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(out, bytes, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason =
      code === 'EEXIST'
        ? '已有同名文件，没有覆盖它'
        : code === 'ENOSPC' || code === 'EDQUOT'
          ? '磁盘空间已满'
          : `写不进去（${code}）`;
    throw new HuibiaoError(
      'output_unwritable',
      `${out}：${reason}。前面的已经写好，请换一个文件夹重新下发。`,
      { out },
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'EEXIST') return;
    const reason =
      code === 'ENOENT' ? `“${dirname(folder)}”不存在` : `建不了文件夹“${basename(folder)}”（${code}）`;
    throw new HuibiaoError('output_unwritable', `${folder}：${reason}。请换一个位置。没有写出。`, {
      out: folder,
    });
  }
}
