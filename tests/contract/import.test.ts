/** Importing over the contract: what a preview answers, what may be pointed out, what is remembered, what a cancel leaves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../shared/api.ts';
import { noReadingChoice, type ReadingChoice } from '../../shared/model/reading.ts';
import { workbookBytes } from '../fixtures/sheets.ts';
import { callOk, jsonPost, openTestHost, refusal, type TestHost, uploadFile } from './hosts.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openTestHost('direct');
  await callOk(host, 'workbook.create', { file: '空', seed: 'blank' });
});
afterEach(() => host.close());

/** A list of villages whose columns no program would know. */
const odd = workbookBytes([
  {
    name: '名册',
    rows: [
      ['某镇村情'],
      ['哪个镇', '哪个村', '几号'],
      ['高都镇', '泊南村', '140525100001'],
      ['高都镇', '大兴村', '140525100002'],
    ],
  },
]);
const pointed: ReadingChoice = {
  ...noReadingChoice,
  sheet: '名册',
  columns: [
    { column: 0, field: { kind: 'column', key: 'township' } },
    { column: 1, field: { kind: 'column', key: 'village' } },
    { column: 2, field: { kind: 'column', key: 'code' } },
  ],
};

async function preview(
  bytes: Uint8Array,
  choice = noReadingChoice,
  table = 'villages',
): Promise<ImportReport> {
  const uploadId = await uploadFile(host, '村情.xlsx', bytes);
  return callOk(host, 'import.preview', { table, uploadId, choice });
}

async function editKinds(): Promise<string[]> {
  const input = { table: null, rowId: null, column: null, before: null, limit: 50 };
  return (await callOk(host, 'edits.list', input)).map(({ kind }) => kind);
}

describe('a file that is not taken for the table', () => {
  it('comes back with its sheet to point at, and is read by what was pointed out', async () => {
    const report = await preview(odd);
    expect(report).toMatchObject({ added: 0, lines: [], refusal: { code: 'other_table' } });
    expect(report.reading).toMatchObject({
      sheet: '名册',
      sheets: [{ name: '名册', state: 'visible', rowCount: 4, columnCount: 3 }],
      rows: [
        { firstRow: 0, lastRow: 0, role: 'title' },
        { firstRow: 1, lastRow: 1, role: 'header' },
        { firstRow: 2, lastRow: 3, role: 'data' },
      ],
    });
    const uploadId = await uploadFile(host, '村情.xlsx', odd);
    const input = { table: 'villages', uploadId, choice: noReadingChoice };
    expect(await refusal(host, 'import.run', input)).toBe('other_table');
    expect(await editKinds()).toEqual(['created']);
    // The refused run has not thrown the file away.
    const read = await callOk(host, 'import.preview', { ...input, choice: pointed });
    expect(read).toMatchObject({ added: 2, refusal: null, reading: { remembered: false } });
    expect((await callOk(host, 'import.run', { ...input, choice: pointed })).report.added).toBe(2);
  });

  it('without a record is refused where the table has some, and shown all the same', async () => {
    await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
    const blank = workbookBytes([{ rows: [['乡镇', '村名', '行政区划代码', '类型']] }]);
    const report = await preview(blank);
    expect(report).toMatchObject({ removed: 0, refusal: { code: 'empty' }, reading: { sheet: 'Sheet1' } });
  });

  it('a choice without a sheet is no choice', async () => {
    const uploadId = await uploadFile(host, '村情.xlsx', odd);
    const input = { table: 'villages', uploadId, choice: { ...pointed, sheet: null } };
    expect(await refusal(host, 'import.preview', input)).toBe('bad_request');
  });
});

describe('what was pointed out', () => {
  it('is remembered by a run, and not by a preview; the undo of the import does not forget it', async () => {
    await preview(odd, pointed);
    expect((await preview(odd)).refusal?.code).toBe('other_table');

    const uploadId = await uploadFile(host, '村情.xlsx', odd);
    await callOk(host, 'import.run', { table: 'villages', uploadId, choice: pointed });
    await callOk(host, 'edits.undo', {});
    expect((await callOk(host, 'rows.list', { table: 'villages' })).rows).toEqual([]);

    const again = await preview(odd);
    expect(again).toMatchObject({ added: 2, refusal: null, reading: { remembered: true } });
    expect(again.reading.choice).toEqual({
      ...pointed,
      recall: false,
      columns: expect.arrayContaining([...pointed.columns]),
    });
    expect(again.reading.columns.map(({ why }) => why)).toEqual(Array(3).fill('上次导入时指定'));
  });

  it('is remembered for its own table, and by a run that has nothing to change', async () => {
    for (let run = 0; run < 2; run += 1) {
      const uploadId = await uploadFile(host, '村情.xlsx', odd);
      await callOk(host, 'import.run', { table: 'villages', uploadId, choice: pointed });
    }
    expect((await preview(odd)).unchanged).toBe(2);
    expect((await preview(odd, noReadingChoice, 'annex1')).reading.remembered).toBe(false);
  });
});

describe('the sheet to look at', () => {
  it('is given a part at a time, and past its end there is nothing', async () => {
    const uploadId = await uploadFile(host, '村情.xlsx', odd);
    const ask = { uploadId, sheet: '名册', firstRow: 3, rowCount: 2000 };
    expect(await callOk(host, 'import.window', ask)).toEqual({
      sheet: '名册',
      firstRow: 3,
      rows: [{ hidden: false, texts: ['高都镇', '大兴村', '140525100002'], kinds: 'ttt' }],
      columnCount: 3,
      merges: [],
      hiddenColumns: [],
    });
    expect((await callOk(host, 'import.window', { ...ask, firstRow: 4 })).rows).toEqual([]);
    expect(await refusal(host, 'import.window', { ...ask, sheet: '别的' })).toBe('not_found');
    expect(await refusal(host, 'import.window', { ...ask, uploadId: 'none' })).toBe('not_found');
  });
});

describe('a cancelled import', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `某镇,第${index}村,${140525000000 + index}`);
  const bytes = new TextEncoder().encode(`哪个镇,哪个村,几号\n${lines.join('\n')}\n`);

  /** Reads so many lines of progress, then goes away. */
  async function cancelAfter(method: 'import.preview' | 'import.run', input: unknown, count: number) {
    const { headers, ...init } = jsonPost(input);
    const stopped = new AbortController();
    const response = await host.send(`/rpc/${method}`, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(headers)), accept: 'application/x-ndjson' },
      signal: stopped.signal,
    });
    const reader = response.body?.getReader();
    for (let line = 0; line < count; line += 1) await reader?.read();
    await reader?.cancel();
    stopped.abort();
  }

  it.each([1, 2, 3])(
    'leaves nothing, wherever it was stopped (after %d lines of progress)',
    async (count) => {
      const uploadId = await uploadFile(host, '村情.csv', bytes);
      const input = { table: 'villages', uploadId, choice: { ...pointed, sheet: '村情' } };
      await cancelAfter('import.preview', input, count);
      await cancelAfter('import.run', input, count);
      // Of two workers one is busy or ended: an answer to a third call comes after both.
      const after = await callOk(host, 'import.preview', { ...input, choice: noReadingChoice });
      expect(after).toMatchObject({ refusal: { code: 'other_table' }, reading: { remembered: false } });
      expect((await callOk(host, 'rows.list', { table: 'villages' })).rows).toEqual([]);
      expect(await editKinds()).toEqual(['created']);
      expect((await callOk(host, 'import.run', input)).report.added).toBe(5000);
    },
  );
});
