/** 快速合并: files → one filled form, with or without a workbook. */
import type { MergeFormInfo, MergeReport } from '../../../shared/collect/merge-report.ts';
import { safeFileName } from '../../../shared/values/file-name.ts';
import type { Session } from '../session.ts';
import { pathsByKey } from '../sheets/collect/merge-form.ts';
import { unpackArchives } from '../sheets/collect/unpack-archive.ts';
import type { FilledForm } from '../sheets/learn/fill-form.ts';
import type { TransferredFile } from '../transfers.ts';
import { type LearntMergeForm, learnMergeForm, type MergeSource, mergeFiles } from './collect/merge-files.ts';
import { readMergePlaces } from './collect/merge-places.ts';
import type { HandlersOf } from './handlers.ts';

export const mergeHandlers: HandlersOf<'merge'> = {
  'merge.learn': async ({ form }, { session, signal, onProgress }) => {
    const source = sourceOf(session.transfers.findUpload(form));
    const request = { form: source, returns: [], keys: null, sheet: null };
    return describeForm(await learnMergeForm(request, session.sheets, { signal, onProgress }));
  },

  'merge.run': async ({ form, returns, keys }, { session, signal, onProgress }) => {
    const { transfers } = session;
    const { files, passedOver } = unpackArchives(returns.map((id) => transfers.findUpload(id)));
    const request = {
      form: form === null ? null : sourceOf(transfers.findUpload(form)),
      returns: files.map(sourceOf),
      keys,
      sheet: null,
      places: await readMergePlaces(session),
    };
    const { learnt, merged, filled } = await mergeFiles(request, session.sheets, { signal, onProgress });
    for (const id of returns) transfers.dropUpload(id);
    if (form !== null) transfers.dropUpload(form);
    return {
      files: merged.files,
      passedOver,
      rows: merged.rows.length,
      totals: merged.totals,
      conflicts: merged.conflicts,
      form: describeForm(learnt),
      result: filled === null ? null : offer(session, learnt, filled),
    };
  },
};

function sourceOf({ name, bytes }: TransferredFile): MergeSource {
  return { file: name, fileName: name, read: () => bytes };
}

function describeForm({ definition, form, notes }: LearntMergeForm): MergeFormInfo {
  const paths = pathsByKey(form.definition);
  const { title, layout, sheet } = definition;
  return {
    title,
    layout,
    sheet,
    columns: [...paths.values()],
    keys: form.table.keyColumns.flatMap((key) => paths.get(key) ?? []),
    notes,
  };
}

function offer(
  { transfers }: Session,
  { definition }: LearntMergeForm,
  { bytes, report: { hasMacros } }: FilledForm,
): MergeReport['result'] {
  const fileName = `${safeFileName(`${definition.title} 合并`)}.${hasMacros ? 'xlsm' : 'xlsx'}`;
  return { downloadId: transfers.offer({ name: fileName, bytes }), fileName };
}
