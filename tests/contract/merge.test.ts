/** 快速合并 as the screens use it: no workbook is open. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import type { Output } from '../../shared/api.ts';
import {
  type GeneratedForm,
  type GeneratedReturn,
  generateForm,
  generateReturns,
} from '../fixtures/returns/returns.ts';
import {
  ask,
  callOk,
  hostKinds,
  jsonPost,
  openTestHost,
  refusal,
  streamCall,
  type TestHost,
  uploadFile,
} from './hosts.ts';

let form: GeneratedForm;
let plain: GeneratedReturn[];
let faulty: GeneratedReturn[];
let host: TestHost;

beforeAll(async () => {
  form = await generateForm('list');
  plain = await generateReturns('list', [null, null, 'savedAsXls', 'savedAsGbkCsv'], 31);
  faulty = await generateReturns('list', [null, 'approximateNumbers', 'otherForm', 'twoVersions'], 32);
}, 30_000);
afterEach(() => host.close());

function upload({ fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array }) {
  return uploadFile(host, fileName, bytes);
}

async function uploadAll(files: readonly GeneratedReturn[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) ids.push(await upload(file));
  return ids;
}

async function readResult({ result }: Output<'merge.run'>): Promise<Uint8Array> {
  if (result === null) throw new Error('nothing was merged');
  return new Uint8Array(await (await host.send(`/download/${result.downloadId}`, {})).arrayBuffer());
}

describe.each(hostKinds)('快速合并 over %s', (kind) => {
  it('stacks the returns in the form, and says how far it is', async () => {
    host = await openTestHost(kind);
    const input = { form: await upload(form), returns: await uploadAll(plain), keys: null };
    const { progress, reply } = await streamCall(host, 'merge.run', input);
    if (reply?.ok !== true) throw new Error(reply?.error.message);
    const report = reply.value;
    expect(report.files.map(({ status, unit }) => [status, unit])).toEqual(
      plain.map(({ unit }) => ['merged', unit]),
    );
    const rows = plain.reduce((sum, file) => sum + file.rows.length, 0);
    expect(report.rows).toBe(rows);
    const [sheet] = loadSheets(await readResult(report), '合并.xlsx');
    expect(sheet === undefined ? '' : textAt(sheet, 4 + rows, 1)).toBe('合计');
    expect(progress.map(({ done }) => done)).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
    expect(progress.map(({ message }) => message)).toContain(`已读“${plain[0]?.fileName}”`);
  });
});

describe('快速合并', () => {
  it('says at each file what is wrong with it, and what two files say differently', async () => {
    host = await openTestHost('direct');
    const returns = await uploadAll(faulty);
    const report = await callOk(host, 'merge.run', { form: await upload(form), returns, keys: null });
    expect(report.files.map(({ status }) => status)).toEqual([
      'merged',
      'merged',
      'refused',
      'doubtful',
      'doubtful',
    ]);
    expect(report.files[1]?.problems[0]).toMatchObject({
      code: 'unread_value',
      sheet: '村庄建设',
      cell: expect.stringMatching(/^E\d+$/),
    });
    expect(report.conflicts).toHaveLength(1);
    expect(report.conflicts[0]?.values.map(({ file }) => file)).toEqual(
      faulty.slice(3).map(({ fileName }) => fileName),
    );
  });

  it('unpacks archives, and passes over what is no return in them', async () => {
    host = await openTestHost('direct');
    const entries = plain.map(({ fileName, bytes }) => ({ name: `回收/${fileName}`, data: bytes }));
    const archive = storeEntries([...entries, { name: '回收/~$表.xlsx', data: new Uint8Array(9) }]);
    const returns = [await uploadFile(host, '全部.zip', archive)];
    const report = await callOk(host, 'merge.run', { form: await upload(form), returns, keys: null });
    expect(report.files.map(({ file }) => file)).toEqual(plain.map(({ fileName }) => fileName));
    expect(report.passedOver).toEqual([]);
  });

  it('takes the first return as the form where none is given; the result is nobody’s return', async () => {
    host = await openTestHost('direct');
    const report = await callOk(host, 'merge.run', {
      form: null,
      returns: await uploadAll(plain),
      keys: null,
    });
    expect(report.files.every(({ status }) => status === 'merged')).toBe(true);
    expect(readIssueMark(plain[0]?.bytes ?? new Uint8Array())).not.toBeNull();
    expect(readIssueMark(await readResult(report))).toBeNull();
  });

  it('tells what a form is taken for, and rows apart by the columns that a person names', async () => {
    host = await openTestHost('direct');
    const learnt = await callOk(host, 'merge.learn', { form: await upload(form) });
    expect(learnt.layout).toBe('list');
    expect(learnt.columns).toEqual(expect.arrayContaining([...learnt.keys]));
    expect(learnt.keys).toContain('村名');
    const returns = async () => uploadAll(faulty.slice(3));
    const byVillage = await callOk(host, 'merge.run', {
      form: await upload(form),
      returns: await returns(),
      keys: [...learnt.keys],
    });
    expect(byVillage.conflicts).toHaveLength(1);
    expect(byVillage.form.keys).toEqual(learnt.keys);
    const [other = ''] = learnt.columns.filter((title) => !learnt.keys.includes(title));
    const byOther = await callOk(host, 'merge.run', {
      form: await upload(form),
      returns: await returns(),
      keys: [other],
    });
    expect(byOther.form.keys).toEqual([other]);
    expect(byOther.conflicts).not.toEqual(byVillage.conflicts);
    const unknown = { form: null, returns: await returns(), keys: ['户主'] };
    expect(await refusal(host, 'merge.run', unknown)).toBe('bad_request');
  });

  it('has no result where no file can be used, and says why at each', async () => {
    host = await openTestHost('direct');
    const returns = [await uploadFile(host, '坏.xlsx', new TextEncoder().encode('nothing'))];
    const report = await callOk(host, 'merge.run', { form: await upload(form), returns, keys: null });
    expect(report.result).toBeNull();
    expect(report.files[0]).toMatchObject({ status: 'refused', rows: 0 });
    expect(await refusal(host, 'merge.run', { form: null, returns: ['gone'], keys: null })).toBe('not_found');
  });

  it('stops when the reader goes away', async () => {
    host = await openTestHost('direct');
    const input = { form: await upload(form), returns: await uploadAll(plain), keys: null };
    const stopped = new AbortController();
    stopped.abort();
    const response = await host.send('/rpc/merge.run', { ...jsonPost(input), signal: stopped.signal });
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    // Everything is still there for the next try.
    expect((await ask(host, 'merge.run', input)).ok).toBe(true);
  });

  it('knows the units of the open workbook', async () => {
    host = await openTestHost('direct');
    await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
    const { rows } = await callOk(host, 'rows.list', { table: 'units' });
    const row = rows.find(({ values }) => values.name === '高都镇');
    if (row === undefined) throw new Error('no 高都镇');
    await callOk(host, 'edits.commit', {
      label: '改别名',
      changes: [
        {
          kind: 'cellsSet',
          table: 'units',
          rowId: row.id,
          before: { aliases: row.values.aliases ?? null },
          after: { aliases: '东片' },
        },
      ],
    });
    const report = await callOk(host, 'merge.run', {
      form: await upload(form),
      returns: [await uploadFile(host, '东片报表.xlsx', form.bytes)],
      keys: null,
    });
    expect(report.files[0]?.unit).toBe('高都镇');
  });
});
