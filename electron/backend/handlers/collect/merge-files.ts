/** 快速合并 from beginning to end: files → the form filled, and what is to be said of each. Needs no workbook. */
import { createHash } from 'node:crypto';
import { findPeriods } from '../../../../shared/collect/periods.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import { asMergeFile, type Merged, type MergeFile, refusedFile } from '../../sheets/collect/merge-file.ts';
import { asReturnForm, type MergeForm, mergedForm, prepareMerge } from '../../sheets/collect/merge-form.ts';
import type { MergePlaces } from '../../sheets/collect/merge-match.ts';
import { mergeReturns } from '../../sheets/collect/merge-returns.ts';
import { readIssueMark } from '../../sheets/issue/issue-mark.ts';
import type { FilledForm } from '../../sheets/learn/fill-form.ts';
import type { SheetTools, WorkOptions } from '../../sheets/sheet-tools.ts';

/** A file that is read when its turn comes, so that memory does not grow with their number. */
export type MergeSource = {
  /** As the caller names it. */
  readonly file: string;
  readonly fileName: string;
  /** @throws HuibiaoError */
  readonly read: () => Uint8Array | Promise<Uint8Array>;
};

export type MergeRequest = {
  /** Null takes the first return that can be one. */
  readonly form: MergeSource | null;
  readonly returns: readonly MergeSource[];
  /** Titles of the columns that tell rows apart; null takes what the form suggests. */
  readonly keys: readonly string[] | null;
  /** Of the form; null leaves it to the learning. */
  readonly sheet: string | null;
  readonly places: MergePlaces;
};

export type LearntMergeForm = {
  /** Of an .xlsx. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly definition: FormDefinition;
  readonly form: MergeForm;
  /** It is one of the returns. */
  readonly isReturn: boolean;
  /** What was lost where an older workbook was converted. */
  readonly notes: readonly string[];
};

export type MergedFiles = {
  readonly learnt: LearntMergeForm;
  readonly merged: Merged;
  /** Null where no file could be used. */
  readonly filled: FilledForm | null;
};

/** @throws HuibiaoError for a form or keys that nothing can be merged by, or `cancelled` */
export async function mergeFiles(
  request: MergeRequest,
  tools: SheetTools,
  options: WorkOptions,
): Promise<MergedFiles> {
  options.onProgress({ message: '正在认表样', done: 0, total: request.returns.length });
  const learnt = await learnMergeForm(request, tools, options);
  const { definition, form, isReturn } = learnt;
  const read = await readAll(form, request.returns, tools, options);
  const merged = mergeReturns(form, read, request.places, {
    formPeriod: isReturn ? null : periodOf(definition),
    isReturn,
    formGroups: await groupsOf(learnt, tools, options),
  });
  if (merged.files.every(({ status }) => status === 'refused')) return { learnt, merged, filled: null };
  options.onProgress({ message: '正在填表样', done: read.length, total: read.length });
  return { learnt, merged, filled: await fillForm(learnt, merged, tools, options) };
}

/** @throws HuibiaoError of the form, or of the first return where none can be one */
export async function learnMergeForm(
  { form, returns, keys, sheet }: Pick<MergeRequest, 'form' | 'returns' | 'keys' | 'sheet'>,
  tools: SheetTools,
  options: WorkOptions,
): Promise<LearntMergeForm> {
  const quiet = { signal: options.signal, onProgress: () => {} };
  const learn = async (source: MergeSource, isReturn: boolean): Promise<LearntMergeForm> => {
    const given = { bytes: await source.read(), fileName: source.fileName };
    const { bytes, fileName, notes } = await tools.convert(given, quiet);
    const learnt = await tools.learn({ bytes, fileName, sheet, header: null, layout: null }, quiet);
    const definition = learnt.proposals[0]?.form;
    if (definition === undefined) throw new Error('learnt without a proposal');
    return { bytes, fileName, definition, form: prepareMerge(definition, keys), isReturn, notes };
  };
  if (form !== null) return learn(form, false);
  let first: HuibiaoError | null = null;
  for (const source of returns.filter(({ fileName }) => /\.(?:xls[xm]?|et)$/i.test(fileName))) {
    try {
      return await learn(source, true);
    } catch (error) {
      if (!(error instanceof HuibiaoError) || error.code === 'cancelled') throw error;
      first ??= error;
    }
  }
  throw first ?? new HuibiaoError('bad_request', '没有可以当表样的回收表。请另选一份 .xlsx 的表样。');
}

/** Two at a time, in the order of the files: the tools have two workers. */
async function readAll(
  form: MergeForm,
  sources: readonly MergeSource[],
  tools: SheetTools,
  { signal, onProgress }: WorkOptions,
): Promise<MergeFile[]> {
  const read = new Array<MergeFile>(sources.length);
  const waiting = sources.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const [index, source] of waiting) {
      read[index] = await readOne(form, source, tools, signal);
      done += 1;
      onProgress({ message: `已读“${source.fileName}”`, done, total: sources.length });
    }
  };
  await Promise.all([work(), work()]);
  return read;
}

async function readOne(
  form: MergeForm,
  { file, fileName, read }: MergeSource,
  tools: SheetTools,
  signal: AbortSignal,
): Promise<MergeFile> {
  try {
    const bytes = await read();
    const hash = createHash('sha256').update(bytes).digest('hex');
    const request = { bytes, fileName, forms: [asReturnForm(form)], wanted: mergedForm, workbook: '' };
    return asMergeFile(
      { file, fileName, hash },
      await tools.collect(request, { signal, onProgress: () => {} }),
    );
  } catch (error) {
    if (!(error instanceof HuibiaoError) || error.code === 'cancelled') throw error;
    return refusedFile({ file, fileName }, error.toFailure());
  }
}

/** @throws HuibiaoError: the form cannot be filled, or not with this; the message names the cell */
async function fillForm(
  { bytes, fileName }: LearntMergeForm,
  { fill, plainFill }: Merged,
  tools: SheetTools,
  options: WorkOptions,
): Promise<FilledForm> {
  // An issued copy says whose it is; the whole is nobody's return.
  const properties: Record<string, string> = readIssueMark(bytes) === null ? {} : { HuibiaoUnit: '' };
  try {
    return await tools.fill({ bytes, fileName, fill: { ...fill, properties } }, options);
  } catch (error) {
    if (!(error instanceof HuibiaoError) || error.code === 'cancelled') throw error;
    return tools.fill({ bytes, fileName, fill: { ...plainFill, properties } }, options);
  }
}

function periodOf({ places }: FormDefinition): string | null {
  const value = places.find(({ kind }) => kind === 'period')?.value ?? '';
  const [only, another] = findPeriods(value).whole;
  return only !== undefined && another === undefined ? only : null;
}

/** The groups that a 名单表 names already. */
async function groupsOf(
  { bytes, fileName, definition, isReturn }: LearntMergeForm,
  tools: SheetTools,
  { signal }: WorkOptions,
): Promise<readonly string[]> {
  const { layout, columns, body, sheet, prefilled } = definition;
  const group = columns.find(({ part }) => part === 'group')?.column;
  const rowCount = body.lastRow - body.firstRow + 1;
  if (layout !== 'grouped' || !prefilled || isReturn || group === undefined || rowCount < 1) return [];
  const request = { bytes, fileName, identity: null, sheet, firstRow: body.firstRow, rowCount };
  const { rows } = await tools.showSheet(request, { signal, onProgress: () => {} });
  const names = rows.map(({ texts }) => (texts[group] ?? '').replace(/\s+/gu, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}
