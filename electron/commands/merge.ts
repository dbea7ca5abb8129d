import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { splitNames } from '../../shared/annex/names.ts';
import { findPeriods } from '../../shared/collect/periods.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';
import { readRegistry, readSeedJson, unitsFileSchema } from '../backend/seeds/seed-files.ts';
import {
  asMergeFile,
  type Merged,
  type MergeFile,
  refusedFile,
} from '../backend/sheets/collect/merge-file.ts';
import {
  asReturnForm,
  type MergeForm,
  mergedForm,
  prepareMerge,
} from '../backend/sheets/collect/merge-form.ts';
import type { MergePlaces } from '../backend/sheets/collect/merge-match.ts';
import { mergeReturns } from '../backend/sheets/collect/merge-returns.ts';
import { readIssueMark } from '../backend/sheets/issue/issue-mark.ts';
import type { FilledForm } from '../backend/sheets/learn/fill-form.ts';
import { openSheetTools } from '../backend/sheets/open-sheet-tools.ts';
import type { SheetTools, WorkOptions } from '../backend/sheets/sheet-tools.ts';
import { UsageError } from '../parameters.ts';
import { findProgram } from '../program.ts';
import { type Command, type CommandCall, exitCodes, takeOption } from './command.ts';
import { readInput } from './read-input.ts';
import { printLine, writeOutput } from './write-output.ts';

export const mergeCommand: Command = {
  name: 'merge',
  summary: '快速合并：不用工作簿，把几份回收的表合成一份，按表样原样填好',
  usage: `用法：huibiao merge [--form FORM.xlsx] --out MERGED.xlsx RETURN… [--key 乡镇,村名] [--sheet 工作表] [--json]

  --form   表样，.xlsx 或 .xlsm；不给时以第一份能用的回收表为表样
  --out    写出的文件；已有的同名文件会被替换
  --key    用哪几栏对行，逗号或顿号隔开；不给时按表样自己认
  --sheet  表样的哪张工作表
  --json   {"files":[{"file","status":"merged|doubtful|refused","unit"?,"rows","problems":[{"code","severity","sheet","cell","message"}]}],"rows","totals":{…},"conflicts":[…],"out"}

逐行表、名单表按单位的顺序接起来，固定表逐格相加。没有把握的内容按原样留在格里，并指出在哪个文件的哪一格。
两份里同一行：相同的只计一次；不同的两行都留，列为冲突。同一文件交了两遍只计一次。不是这张表的不并入，说明原因。`,
  options: {
    form: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string' },
    sheet: { type: 'string' },
  },
  run: async (call) => {
    const out = resolve(takeOption(call, 'out'));
    if (!/\.xls[xm]$/i.test(out)) throw new UsageError('--out 要以 .xlsx 或 .xlsm 结尾。');
    const files = call.positionals.filter((file) => !isLeftoverFile(basename(file)));
    if (files.length === 0) throw new UsageError('缺少参数 RETURN。');
    const given = typeof call.values.form === 'string' ? call.values.form : null;
    if ([...files, ...(given === null ? [] : [given])].some((file) => resolve(file) === out)) {
      throw new UsageError('--out 不能是表样或回收表自己，否则它就没有了。');
    }
    const tools = openSheetTools();
    try {
      const template = await learnTemplate(tools, call, files);
      const form = prepareMerge(template.definition, takeKeys(call));
      const read = await readAll(tools, form, files);
      const merged = mergeReturns(form, read, await readPlaces(), {
        formPeriod: template.isReturn ? null : periodOf(template.definition),
        isReturn: template.isReturn,
        formGroups: await groupsOf(tools, template),
      });
      if (merged.files.every(({ status }) => status === 'refused')) {
        await report(call, merged, null);
        console.error('没有一份能并入，没有写出。');
        return exitCodes.unusable;
      }
      const { bytes, report: filled } = await fill(tools, template, merged);
      if (filled.hasMacros && !/\.xlsm$/i.test(out)) {
        throw new UsageError('表样带有宏，宏原样保留，--out 要以 .xlsm 结尾。');
      }
      await writeOutput(out, bytes, '');
      return await report(call, merged, out);
    } finally {
      await tools.close();
    }
  },
};

type TemplateFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly definition: FormDefinition;
  /** It is one of the returns. */
  readonly isReturn: boolean;
};

/** @throws HuibiaoError of the form, or of the first return where none can be one */
async function learnTemplate(
  tools: SheetTools,
  { values }: CommandCall,
  files: readonly string[],
): Promise<TemplateFile> {
  const sheet = typeof values.sheet === 'string' ? values.sheet : null;
  const learn = async (file: string, isReturn: boolean): Promise<TemplateFile> => {
    const bytes = await readInput(file);
    const fileName = basename(file);
    const request = { bytes, fileName, sheet, header: null, layout: null };
    const definition = (await tools.learn(request, quiet())).proposals[0]?.form;
    if (definition === undefined) throw new Error('learnt without a proposal');
    return { bytes, fileName, definition, isReturn };
  };
  if (typeof values.form === 'string') return learn(values.form, false);
  const failures: unknown[] = [];
  for (const file of files.filter((name) => /\.xls[xm]$/i.test(name))) {
    try {
      return await learn(file, true);
    } catch (error) {
      if (!(error instanceof HuibiaoError)) throw error;
      failures.push(error);
    }
  }
  throw (
    failures[0] ??
    new UsageError('没有 .xlsx 的回收表可以当表样。请用 --form 指定表样，或先把一份另存为 .xlsx。')
  );
}

/** @throws HuibiaoError: the form cannot be filled, or not with this; the message names the cell */
async function fill(
  tools: SheetTools,
  { bytes, fileName }: TemplateFile,
  merged: Merged,
): Promise<FilledForm> {
  // An issued copy says whose it is; the whole is nobody's return.
  const properties: Record<string, string> = readIssueMark(bytes) === null ? {} : { HuibiaoUnit: '' };
  try {
    return await tools.fill({ bytes, fileName, fill: { ...merged.fill, properties } }, quiet());
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    return tools.fill({ bytes, fileName, fill: { ...merged.plainFill, properties } }, quiet());
  }
}

/** Two at a time, in the order of the files: the tools have two workers. */
async function readAll(tools: SheetTools, form: MergeForm, files: readonly string[]): Promise<MergeFile[]> {
  const read = new Array<MergeFile>(files.length);
  const waiting = files.entries();
  const work = async (): Promise<void> => {
    for (const [index, file] of waiting) read[index] = await readOne(tools, form, file);
  };
  await Promise.all([work(), work()]);
  return read;
}

async function readOne(tools: SheetTools, form: MergeForm, file: string): Promise<MergeFile> {
  const fileName = basename(file);
  try {
    const bytes = await readInput(file);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const request = { bytes, fileName, forms: [asReturnForm(form)], wanted: mergedForm, workbook: '' };
    return asMergeFile({ file, fileName, hash }, await tools.collect(request, quiet()));
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    return refusedFile({ file, fileName }, error.toFailure());
  }
}

/** The units and villages that come with the program; another county's are simply not among them. */
async function readPlaces(): Promise<MergePlaces> {
  const { seedsFolder } = findProgram();
  const [tree, villages] = await Promise.all([
    readSeedJson(seedsFolder, 'zezhou-2025/units.json', unitsFileSchema),
    readRegistry(seedsFolder, 'zezhou-2025/villages.csv'),
  ]);
  return { tree, villages: villages.map(({ township, village }) => ({ unit: township, village })) };
}

/** @throws UsageError */
function takeKeys({ values }: CommandCall): readonly string[] | null {
  if (typeof values.key !== 'string') return null;
  const titles = splitNames(values.key.replaceAll(',', '、'));
  if (titles.length === 0) throw new UsageError('--key 要写栏目的名称，如 乡镇,村名。');
  return titles;
}

function periodOf({ places }: FormDefinition): string | null {
  const value = places.find(({ kind }) => kind === 'period')?.value ?? '';
  const [only, another] = findPeriods(value).whole;
  return only !== undefined && another === undefined ? only : null;
}

/** The groups that a 名单表 names already. */
async function groupsOf(tools: SheetTools, template: TemplateFile): Promise<readonly string[]> {
  const { layout, columns, body, sheet, prefilled } = template.definition;
  const group = columns.find(({ part }) => part === 'group')?.column;
  const rowCount = body.lastRow - body.firstRow + 1;
  if (layout !== 'grouped' || !prefilled || template.isReturn || group === undefined || rowCount < 1)
    return [];
  const { bytes, fileName } = template;
  const request = { bytes, fileName, identity: null, sheet, firstRow: body.firstRow, rowCount };
  const { rows } = await tools.showSheet(request, quiet());
  const names = rows.map(({ texts }) => (texts[group] ?? '').replace(/\s+/gu, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Of one file, to a person; the JSON has all. */
const mostTold = 20;

/** @returns the exit code */
async function report({ json }: CommandCall, merged: Merged, out: string | null): Promise<number> {
  const problems = merged.files.flatMap((file) => file.problems);
  if (json) await printLine(JSON.stringify(asJson(merged, out)));
  for (const { file, status, unit, rows, problems: own } of merged.files) {
    const words = { merged: '已并入', doubtful: '已并入，有疑问', refused: '没有并入' } as const;
    console.error(`${basename(file)}：${words[status]}${unit === null ? '' : `，${unit}`}，${rows} 行`);
    for (const { sheet, cell, message } of own.slice(0, mostTold)) {
      console.error(`  · ${cell === null ? '' : `${sheet === null ? '' : `${sheet}!`}${cell}：`}${message}`);
    }
    if (own.length > mostTold) console.error(`  · 还有 ${own.length - mostTold} 处，用 --json 看全部。`);
  }
  if (out !== null) {
    const { conflicts, rows } = merged;
    const told = conflicts.length === 0 ? '' : `；${conflicts.length} 处冲突，请逐处核对`;
    console.error(`已写出 ${out}：${rows.length} 行${told}。`);
  }
  return problems.some(({ severity }) => severity !== 'note') ? exitCodes.doneWithProblems : exitCodes.done;
}

function asJson({ files, rows, totals, conflicts }: Merged, out: string | null) {
  return {
    files: files.map(({ file, status, unit, rows: count, problems }) => ({
      file,
      status,
      ...(unit === null ? {} : { unit }),
      rows: count,
      problems: problems.map(({ code, severity, sheet, cell, message }) => ({
        code,
        severity,
        sheet,
        cell,
        message,
      })),
    })),
    rows: rows.length,
    totals,
    conflicts,
    out,
  };
}

function quiet(): WorkOptions {
  return { signal: new AbortController().signal, onProgress: () => {} };
}
