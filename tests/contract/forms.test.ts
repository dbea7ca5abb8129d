/** 表样, 报表期 and 下发 through the contract, as the screens use them. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import type { Input, Output } from '../../shared/api.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { formBytes, withParts } from '../fixtures/forms.ts';
import { villageForm } from '../fixtures/issue.ts';
import { ask, callOk, openTestHost, refusal, streamCall, type TestHost, uploadFile } from './hosts.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openTestHost('direct');
  await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
});
afterEach(() => host.close());

const nothingPointed = { sheet: null, header: null, layout: null } as const;

async function learn(
  bytes: Uint8Array,
  name = '改厕.xlsx',
): Promise<{ uploadId: string; learnt: Output<'forms.learn'> }> {
  const uploadId = await uploadFile(host, name, bytes);
  return { uploadId, learnt: await callOk(host, 'forms.learn', { uploadId, ...nothingPointed }) };
}

async function definitionOf(bytes: Uint8Array): Promise<{ uploadId: string; definition: FormDefinition }> {
  const { uploadId, learnt } = await learn(bytes);
  const definition = learnt.proposals[0]?.form;
  if (definition === undefined) throw new Error('nothing learnt');
  return { uploadId, definition };
}

async function saveVillageForm(): Promise<Output<'forms.save'>> {
  const { uploadId, definition } = await definitionOf(await formBytes([villageForm]));
  const target = { kind: 'newTable', title: '改厕进度' } as const;
  return callOk(host, 'forms.save', { uploadId, title: '改厕进度表', definition, target });
}

function roundInput(changed: Partial<Input<'rounds.save'>> = {}): Input<'rounds.save'> {
  return {
    round: null,
    form: 'annex1',
    edition: null,
    period: '2025年10月',
    dueAt: '2025-10-15T17:00',
    units: { kind: 'kind', unitKind: '乡镇' },
    note: '',
    ...changed,
  };
}

function issueInput(round: string, changed: Partial<Input<'issue.run'>> = {}): Input<'issue.run'> {
  return { round, units: null, prefill: true, spareRows: 3, pattern: null, locks: true, ...changed };
}

async function download(id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await host.send(`/download/${id}`, {})).arrayBuffer());
}

describe('forms', () => {
  it('of the annexes are there from the start, though nobody has learnt them', async () => {
    const forms = await callOk(host, 'forms.list', {});
    expect(
      forms.map(({ form, tableTitle, editions, rounds }) => [
        form.key,
        form.edition,
        tableTitle,
        editions,
        rounds,
      ]),
    ).toEqual([
      ['annex1', 1, '附件1 省级', 1, 0],
      ['annex2', 1, '附件2 市级', 1, 0],
    ]);
    const { uploadId, fileName } = await callOk(host, 'forms.open', { form: 'annex1', edition: null });
    expect(fileName).toBe('annex1.xlsx');
    const learnt = await callOk(host, 'forms.learn', { uploadId, ...nothingPointed });
    expect(learnt.proposals[0]?.form.layout).toBe('grouped');
    expect(learnt.tables.map(({ key }) => key)).toEqual(['annex1', 'annex2']);
  });

  it('are learnt from an upload, kept with a table of their own as one edit, and taken back with it', async () => {
    const { form, committed } = await saveVillageForm();
    expect(form).toMatchObject({ key: 'form1', edition: 1, title: '改厕进度表', layout: 'list' });
    expect(committed.changes.map(({ kind }) => kind)).toEqual(['tableSet', 'formSet']);
    const tables = await callOk(host, 'tables.list', {});
    expect(tables.at(-1)?.definition).toMatchObject({ key: form.table, title: '改厕进度' });
    await callOk(host, 'edits.undo', {});
    expect(await callOk(host, 'forms.list', {})).toHaveLength(2);
    expect(await callOk(host, 'tables.list', {})).toHaveLength(5);
    await callOk(host, 'edits.redo', {});
    expect((await callOk(host, 'forms.list', {})).map(({ form: kept }) => kept)).toContainEqual(form);
  });

  it('are bound to a table that is there, and corrected in place', async () => {
    const { uploadId } = await callOk(host, 'forms.open', { form: 'annex2', edition: 1 });
    const learnt = await callOk(host, 'forms.learn', { uploadId, ...nothingPointed });
    const definition = learnt.proposals[0]?.form;
    if (definition === undefined) throw new Error('nothing learnt');
    const corrected = await callOk(host, 'forms.save', {
      uploadId,
      title: '市级名单',
      definition,
      target: { kind: 'correction', form: 'annex2' },
    });
    expect(corrected.form.definition?.columns.map(({ field }) => field)).toEqual([
      { kind: 'column', key: 'township' },
      { kind: 'choice', choice: '精品示范村' },
      { kind: 'choice', choice: '提档升级村' },
      { kind: 'column', key: 'note' },
    ]);
    const again = await uploadFile(host, 'annex2.xlsx', readFileSync('seeds/forms/annex2.xlsx'));
    const second = await callOk(host, 'forms.save', {
      uploadId: again,
      title: '另一张',
      definition,
      target: { kind: 'table', table: 'annex2', addColumns: false },
    });
    expect(second.form).toMatchObject({ key: 'form1', table: 'annex2' });
  });

  it('get a newer edition whose renamed columns keep their data', async () => {
    const { form } = await saveVillageForm();
    const key = form.definition?.columns.find(({ path }) => path[0] === '任务数（户）')?.field;
    if (key?.kind !== 'column') throw new Error('not bound');
    await callOk(host, 'edits.commit', {
      label: '加一行',
      changes: [
        {
          kind: 'rowAdded',
          table: form.table,
          row: { id: 'r1', position: 'a', unit: null, round: null, values: { [key.key]: 12 }, source: null },
        },
      ],
    });
    const renamed = villageForm.rows.map((cells) =>
      cells.map((cell) => (cell === '任务数（户）' ? '年度任务（户）' : cell)),
    );
    const { uploadId, learnt } = await learn(
      await formBytes([{ ...villageForm, rows: renamed }]),
      '改厕2.xlsx',
    );
    expect(learnt.editionsOf).toEqual([{ key: 'form1', title: '改厕进度表', matched: 9, of: 10 }]);
    const definition = learnt.proposals[0]?.form;
    if (definition === undefined) throw new Error('nothing learnt');
    const changes = definition.columns.map((_, index) =>
      index === 4
        ? ({ kind: 'renamed', before: index, after: index, similarity: 0.6 } as const)
        : ({ kind: 'same', before: index, after: index } as const),
    );
    const { form: next } = await callOk(host, 'forms.save', {
      uploadId,
      title: '改厕进度表',
      definition,
      target: { kind: 'edition', form: 'form1', changes },
    });
    expect(next).toMatchObject({ key: 'form1', edition: 2, fileName: '改厕2.xlsx' });
    const { rows, definition: table } = await callOk(host, 'rows.list', { table: form.table });
    expect(rows[0]?.values).toEqual({ [key.key]: 12 });
    expect(table.columns.find((column) => column.key === key.key)?.title).toBe('年度任务(户)');
    expect((await callOk(host, 'forms.list', {})).find((info) => info.form.key === 'form1')?.editions).toBe(
      2,
    );
  });

  it('are removed with all editions, not while a round uses them', async () => {
    await saveVillageForm();
    const { round } = await callOk(host, 'rounds.save', roundInput({ form: 'form1' }));
    expect(await refusal(host, 'forms.remove', { form: 'form1' })).toBe('invalid_edit');
    await callOk(host, 'rounds.remove', { round: round.round.key });
    await callOk(host, 'forms.remove', { form: 'form1' });
    expect(await callOk(host, 'forms.list', {})).toHaveLength(2);
    expect(await callOk(host, 'tables.list', {})).toHaveLength(6);
    expect(await refusal(host, 'forms.remove', { form: 'form1' })).toBe('not_found');
  });

  it('are no CSV and no picture', async () => {
    const { uploadId, definition } = await definitionOf(await formBytes([villageForm]));
    const target = { kind: 'newTable', title: '表' } as const;
    const csv = await uploadFile(host, '表.csv', new TextEncoder().encode('a,b\n1,2\n'));
    expect(await refusal(host, 'forms.learn', { uploadId: csv, ...nothingPointed })).toBe('form_unfillable');
    expect(await refusal(host, 'forms.save', { uploadId: csv, title: '表', definition, target })).toBe(
      'form_unfillable',
    );
    const picture = await uploadFile(
      host,
      '图.png',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    );
    expect(await refusal(host, 'forms.learn', { uploadId: picture, ...nothingPointed })).toBe('is_image');
    expect((await ask(host, 'forms.save', { uploadId, title: '表', definition, target })).ok).toBe(true);
  });
});

describe('rounds', () => {
  it('expect all units of a kind, or those that are listed by name or alias', async () => {
    const { round } = await callOk(host, 'rounds.save', roundInput());
    expect(round.round).toMatchObject({
      period: '2025-10',
      unitKind: '乡镇',
      edition: 1,
      dueAt: '2025-10-15T17:00',
    });
    expect(round.round.units).toHaveLength(16);
    const listed = await callOk(
      host,
      'rounds.save',
      roundInput({ period: '2025Q3', units: { kind: 'listed', names: ['高都镇', '巴公镇', '高都镇'] } }),
    );
    expect(listed.round.round).toMatchObject({
      period: '2025Q3',
      unitKind: null,
      units: ['高都镇', '巴公镇'],
    });
    expect(
      (await callOk(host, 'rounds.list', {})).map(({ formTitle, table, copies }) => [
        formTitle,
        table,
        copies,
      ]),
    ).toEqual([
      ['附件1 省级', 'annex1', []],
      ['附件1 省级', 'annex1', []],
    ]);
  });

  it('are changed and removed, and saving what is there already is no edit', async () => {
    const { round } = await callOk(host, 'rounds.save', roundInput());
    const same = await callOk(host, 'rounds.save', roundInput({ round: round.round.key }));
    expect(same.committed).toBeNull();
    const later = await callOk(
      host,
      'rounds.save',
      roundInput({ round: round.round.key, dueAt: '2025-10-20' }),
    );
    expect(later.round.round).toEqual({ ...round.round, dueAt: '2025-10-20' });
    await callOk(host, 'edits.undo', {});
    expect((await callOk(host, 'rounds.list', {}))[0]?.round).toEqual(round.round);
    await callOk(host, 'rounds.remove', { round: round.round.key });
    expect(await callOk(host, 'rounds.list', {})).toEqual([]);
  });

  it.each([
    [
      'a unit that nobody knows',
      { units: { kind: 'listed' as const, names: ['高都乡政府食堂'] } },
      'bad_request',
    ],
    ['a kind that there is not', { units: { kind: 'kind' as const, unitKind: '公社' } }, 'bad_request'],
    ['a month that there is not', { period: '2025-13' }, 'bad_request'],
    ['a form that there is not', { form: 'form9' }, 'not_found'],
    ['a round that there is not', { round: 'r9' }, 'not_found'],
  ])('are refused for %s', async (_what, changed, code) => {
    expect(await refusal(host, 'rounds.save', roundInput(changed))).toBe(code);
  });
});

describe('issuing', () => {
  it('gives one zip with a marked copy for every unit, tells how far it is, and remembers what went out', async () => {
    const { round } = await callOk(host, 'rounds.save', roundInput());
    const { progress, reply } = await streamCall(host, 'issue.run', issueInput(round.round.key));
    if (reply?.ok !== true) throw new Error('not issued');
    const issued = reply.value;
    expect(issued.fileName).toBe('附件1 省级_2025年10月_下发16份.zip');
    expect(progress.filter(({ message }) => message.includes('正在制作'))).toHaveLength(16);
    const archive = await download(issued.downloadId);
    const entries = listEntries(archive);
    expect(entries.map(({ name }) => name)).toEqual(issued.copies.map(({ fileName }) => fileName));
    expect(entries[12]?.name).toBe('13高都镇_附件1 省级_2025年10月.xlsx');
    const marks = entries.map((entry) => readIssueMark(inflateEntry(archive, entry)));
    expect(marks.map((mark) => mark?.unit)).toEqual(round.round.units);
    expect(new Set(marks.map((mark) => mark?.workbook)).size).toBe(1);
    expect(marks[0]).toMatchObject({ round: round.round.key, form: 'annex1', edition: 1 });
    const [listed] = await callOk(host, 'rounds.list', {});
    expect(listed?.copies).toEqual(issued.copies);
  });

  it('carries the macros of a form along, in files that Excel opens', async () => {
    const bytes = withParts(
      await formBytes([villageForm]),
      (part, xml) =>
        part === '[Content_Types].xml' ? xml.replace('sheet.main+xml', 'sheet.macroEnabled.main+xml') : xml,
      { 'xl/vbaProject.bin': 'macros' },
    );
    const { uploadId, learnt } = await learn(bytes, '改厕.xlsm');
    const definition = learnt.proposals[0]?.form;
    if (definition === undefined) throw new Error('nothing learnt');
    const target = { kind: 'newTable', title: '改厕进度' } as const;
    const { form } = await callOk(host, 'forms.save', { uploadId, title: '改厕', definition, target });
    const { round } = await callOk(host, 'rounds.save', roundInput({ form: form.key }));
    const issued = await callOk(host, 'issue.run', issueInput(round.round.key, { units: ['高都镇'] }));
    const archive = await download(issued.downloadId);
    const [copy] = listEntries(archive);
    if (copy === undefined) throw new Error('no copy');
    expect(copy.name).toBe('13高都镇_改厕_2025年10月.xlsm');
    const parts = listEntries(inflateEntry(archive, copy)).map(({ name }) => name);
    expect(parts).toContain('xl/vbaProject.bin');
  });

  it('goes to some of the units too, under the number that they have among all', async () => {
    const { round } = await callOk(host, 'rounds.save', roundInput());
    const one = issueInput(round.round.key, { units: ['高都镇'], pattern: '{单位}-{序号}.xlsx' });
    const issued = await callOk(host, 'issue.run', one);
    expect(issued.copies.map(({ fileName }) => fileName)).toEqual(['高都镇-13.xlsx']);
    expect(await refusal(host, 'issue.run', issueInput(round.round.key, { units: ['泽州县'] }))).toBe(
      'bad_request',
    );
    expect(await refusal(host, 'issue.run', issueInput(round.round.key, { pattern: '{村}.xlsx' }))).toBe(
      'bad_request',
    );
    expect(await refusal(host, 'issue.run', issueInput('r9'))).toBe('not_found');
  });

  it('stops when it is cancelled, and then nothing went out', async () => {
    const { round } = await callOk(host, 'rounds.save', roundInput());
    const stop = new AbortController();
    const response = await host.send('/rpc/issue.run', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify(issueInput(round.round.key)),
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    stop.abort();
    const one = issueInput(round.round.key, { units: ['高都镇'] });
    const { copies } = await callOk(host, 'issue.run', one);
    expect((await callOk(host, 'rounds.list', {}))[0]?.copies).toEqual(copies);
  });
});
