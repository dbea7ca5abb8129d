/** 快速合并 as the bench runs it: in one thread, from files to the bytes of the filled form. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { mergeReturns } from '../../electron/backend/sheets/collect/merge-returns.ts';
import { fillForm } from '../../electron/backend/sheets/learn/fill-form.ts';
import { learnMergeForm, readForMerge } from '../fixtures/returns/read-for-merge.ts';

/** @returns merges files and gives the number of rows in the result */
export function openMergeBench(bytes: Uint8Array): (files: readonly string[]) => number {
  const template = { fileName: '表样.xlsx', bytes };
  const form = learnMergeForm(template);
  return (files) => {
    const read = files.map((file) =>
      readForMerge(form, { fileName: basename(file), bytes: new Uint8Array(readFileSync(file)) }),
    );
    const options = { formPeriod: null, isReturn: false, formGroups: [] };
    const merged = mergeReturns(form, read, { tree: [], villages: [] }, options);
    const refused = merged.files.find(({ status }) => status !== 'merged');
    if (refused !== undefined) throw new Error(`${refused.file}: ${refused.problems[0]?.message}`);
    fillForm({ ...template, fill: merged.fill });
    return merged.rows.length;
  };
}
