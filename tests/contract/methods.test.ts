/** Every method of the contract, over every way into the backend. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api } from '../../shared/api.ts';
import { noReadingChoice } from '../../shared/model/reading.ts';
import type { Row } from '../../shared/model/row.ts';
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

const asked = new Set<string>();

describe.each(hostKinds)('over the %s host', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await openTestHost(kind);
  });
  afterEach(() => host.close());

  const note = (...names: (keyof typeof api)[]): void => {
    for (const name of names) asked.add(name);
  };

  async function openSample(): Promise<string> {
    const { file } = await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
    return file;
  }

  async function firstRow(table: string): Promise<Row> {
    const { rows } = await callOk(host, 'rows.list', { table });
    if (rows[0] === undefined) throw new Error(`${table} has no rows`);
    return rows[0];
  }

  async function setNote(row: Row, table: string, before: string | null, after: string | null) {
    return callOk(host, 'edits.commit', {
      label: `备注改为${after}`,
      changes: [{ kind: 'cellsSet', table, rowId: row.id, before: { note: before }, after: { note: after } }],
    });
  }

  it('app.state tells what is open and what was open lately', async () => {
    note('app.state', 'workbook.create', 'workbook.close', 'workbook.open', 'recent.forget');
    expect(await callOk(host, 'app.state', {})).toMatchObject({
      workbook: null,
      recent: [],
      openFailure: null,
    });
    const file = await openSample();
    expect(file).toBe(join(host.folder, 'data', '示例.huibiao'));
    expect(await callOk(host, 'app.state', {})).toMatchObject({
      workbook: { file, name: '示例' },
      recent: [{ file, name: '示例' }],
    });
    expect((await callOk(host, 'workbook.close', {})).workbook).toBeNull();
    expect(await refusal(host, 'tables.list', {})).toBe('no_workbook');
    expect(await callOk(host, 'workbook.open', { file: '示例' })).toEqual({ file, name: '示例' });
    expect((await callOk(host, 'recent.forget', { file })).recent).toEqual([]);
    expect(existsSync(file)).toBe(true);
  });

  it('workbook.create makes the blank workbook with the same tables and no rows', async () => {
    await callOk(host, 'workbook.create', { file: '空', seed: 'blank' });
    const tables = await callOk(host, 'tables.list', {});
    expect(tables.map(({ definition, rowCount }) => [definition.key, rowCount])).toEqual([
      ['annex1', 0],
      ['annex2', 0],
      ['tasks', 0],
      ['units', 0],
      ['villages', 0],
    ]);
  });

  it('workbook.create refuses a taken name and a name that is no name, and leaves what is open', async () => {
    const file = await openSample();
    expect(await refusal(host, 'workbook.create', { file: '示例', seed: 'blank' })).toBe('workbook_exists');
    expect(await refusal(host, 'workbook.create', { file: '../外面', seed: 'blank' })).toBe('bad_request');
    expect((await callOk(host, 'app.state', {})).workbook?.file).toBe(file);
  });

  it('workbook.open refuses what is missing or not ours, and leaves what is open', async () => {
    const file = await openSample();
    expect(await refusal(host, 'workbook.open', { file: '没有' })).toBe('workbook_missing');
    mkdirSync(join(host.folder, 'data'), { recursive: true });
    writeFileSync(
      join(host.folder, 'data', '别的.huibiao'),
      'just some text, long enough to be anything at all',
    );
    expect(await refusal(host, 'workbook.open', { file: '别的' })).toBe('workbook_foreign');
    expect((await callOk(host, 'app.state', {})).workbook?.file).toBe(file);
    expect((await callOk(host, 'tables.list', {})).length).toBe(5);
  });

  it('tables.list and rows.list give the sample, by key or by Chinese title', async () => {
    note('tables.list', 'rows.list');
    await openSample();
    const tables = await callOk(host, 'tables.list', {});
    for (const { definition, rowCount } of tables) {
      const byKey = await callOk(host, 'rows.list', { table: definition.key });
      expect(byKey.rows).toHaveLength(rowCount);
      expect(await callOk(host, 'rows.list', { table: definition.title })).toEqual(byKey);
    }
    expect(await refusal(host, 'rows.list', { table: '没有的表' })).toBe('not_found');
  });

  it('an edit is saved, undone, redone, listed, and still there after closing', async () => {
    note('edits.commit', 'edits.undo', 'edits.redo', 'edits.state', 'edits.list', 'edits.changes');
    const file = await openSample();
    const row = await firstRow('annex1');
    expect(await callOk(host, 'edits.state', {})).toMatchObject({ undo: null, redo: null });
    expect(await refusal(host, 'edits.undo', {})).toBe('nothing_to_undo');

    const committed = await setNote(row, 'annex1', null, '样板');
    expect(committed.state).toMatchObject({ undo: '备注改为样板', redo: null });
    await callOk(host, 'workbook.close', {});
    await callOk(host, 'workbook.open', { file });
    expect((await firstRow('annex1')).values.note).toBe('样板');

    const undone = await callOk(host, 'edits.undo', {});
    expect(undone.state).toMatchObject({ undo: null, redo: '备注改为样板' });
    expect((await firstRow('annex1')).values.note ?? null).toBeNull();
    await callOk(host, 'workbook.close', {});
    await callOk(host, 'workbook.open', { file });
    await callOk(host, 'edits.redo', {});
    expect((await firstRow('annex1')).values.note).toBe('样板');
    expect(await refusal(host, 'edits.redo', {})).toBe('nothing_to_redo');

    const history = await callOk(host, 'edits.list', {
      table: 'annex1',
      rowId: row.id,
      column: 'note',
      before: null,
      limit: 50,
    });
    expect(history.slice(0, 3).map(({ kind, cell }) => [kind, cell])).toEqual([
      ['redo', { before: null, after: '样板' }],
      ['undo', { before: '样板', after: null }],
      ['edit', { before: null, after: '样板' }],
    ]);
    const [redone] = history;
    const told = await callOk(host, 'edits.changes', { edit: redone?.id ?? 0, table: 'annex1', limit: 10 });
    expect(told).toMatchObject({ count: 1, lines: [{ kind: 'changed', detail: '备注：未填 → 样板' }] });
  });

  it('a layout is kept for this person and this workbook', async () => {
    note('layouts.read', 'layouts.save');
    const file = await openSample();
    const view = 'tasks:rows';
    expect(await callOk(host, 'layouts.read', { view })).toEqual({ layout: null });
    const layout = { columns: [{ key: 'indicator', width: 300, hidden: false, frozen: true }] };
    await callOk(host, 'layouts.save', { view, layout });
    expect(await callOk(host, 'layouts.read', { view })).toEqual({ layout });
    await callOk(host, 'workbook.create', { file: '另一本', seed: 'blank' });
    expect(await callOk(host, 'layouts.read', { view })).toEqual({ layout: null });
    await callOk(host, 'workbook.open', { file });
    expect(await callOk(host, 'layouts.read', { view })).toEqual({ layout });
  });

  it('an edit of what has changed meanwhile is refused whole', async () => {
    await openSample();
    const row = await firstRow('annex1');
    await setNote(row, 'annex1', null, '甲');
    const stale = {
      label: '旧的修改',
      changes: [
        { kind: 'cellsSet', table: 'annex1', rowId: row.id, before: { note: '甲' }, after: { note: '乙' } },
        { kind: 'cellsSet', table: 'annex1', rowId: row.id, before: { note: '甲' }, after: { note: '丙' } },
      ],
    } as const;
    expect(await refusal(host, 'edits.commit', { label: stale.label, changes: [...stale.changes] })).toBe(
      'stale_edit',
    );
    expect((await firstRow('annex1')).values.note).toBe('甲');
  });

  it('an annex goes out into its form and comes back unchanged, with progress', async () => {
    note('export.run', 'import.preview', 'import.run', 'import.window');
    await openSample();
    const { reply, progress } = await streamCall(host, 'export.run', { table: 'annex2' });
    if (reply?.ok !== true) throw new Error(JSON.stringify(reply));
    expect(progress.length).toBeGreaterThan(0);
    expect(reply.value.fileName).toMatch(/^附件2.*\.xlsx$/);
    expect(reply.value.problems.map(({ code }) => code)).toContain('total_differs');
    const download = await host.send(`/download/${reply.value.downloadId}`, {});
    expect(download.headers.get('content-disposition')).toContain(encodeURIComponent(reply.value.fileName));
    const bytes = new Uint8Array(await download.arrayBuffer());

    const uploadId = await uploadFile(host, '高都回收.xlsx', bytes);
    const preview = await callOk(host, 'import.preview', {
      table: 'annex2',
      uploadId,
      choice: noReadingChoice,
    });
    expect(preview).toMatchObject({
      fileName: '高都回收.xlsx',
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 95,
    });

    const window = await callOk(host, 'import.window', {
      uploadId,
      sheet: preview.reading.sheet,
      firstRow: 2,
      rowCount: 2,
    });
    expect(window).toMatchObject({ firstRow: 2, columnCount: 4, rows: [{ kinds: 'tttt' }, {}] });
    expect(window.rows[0]?.texts).toEqual(['乡镇', '精品示范村', '提档升级村', '备注']);

    const row = await firstRow('annex2');
    await callOk(host, 'edits.commit', {
      label: '删除一行',
      changes: [{ kind: 'rowRemoved', table: 'annex2', row }],
    });
    const imported = await callOk(host, 'import.run', { table: 'annex2', uploadId, choice: noReadingChoice });
    expect(imported.report).toMatchObject({ added: 1, changed: 0, removed: 0, unchanged: 94 });
    expect(imported.committed?.edit.label).toContain('高都回收.xlsx');
    const [back] = (await callOk(host, 'rows.list', { table: 'annex2' })).rows;
    expect(back?.values).toEqual(row.values);
    expect(back?.source).toMatchObject({ fileName: '高都回收.xlsx' });

    await callOk(host, 'edits.undo', {});
    expect((await callOk(host, 'rows.list', { table: 'annex2' })).rows).toHaveLength(94);
  });

  it('a file that cannot be used changes nothing', async () => {
    await openSample();
    const before = await callOk(host, 'rows.list', { table: 'annex1' });
    const attempts: [string, Uint8Array, string][] = [
      ['空.xlsx', new Uint8Array(), 'empty'],
      [
        '图片.xlsx',
        new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
        'is_image',
      ],
      ['别的表.csv', new TextEncoder().encode('姓名,电话\n张三,123\n'), 'other_table'],
    ];
    for (const [name, bytes, code] of attempts) {
      const uploadId = await uploadFile(host, name, bytes);
      const input = { table: 'annex1', uploadId, choice: noReadingChoice };
      // A sheet that can be shown is shown, with the reason why it is not imported.
      if (code === 'other_table') {
        expect(await callOk(host, 'import.preview', input)).toMatchObject({ refusal: { code }, added: 0 });
      } else expect(await refusal(host, 'import.preview', input)).toBe(code);
      expect(await refusal(host, 'import.run', input)).toBe(code);
    }
    const blankForm = await uploadFile(
      host,
      '空表样.xlsx',
      new Uint8Array(readFileSync('seeds/forms/annex1.xlsx')),
    );
    expect(
      await refusal(host, 'import.run', { table: 'annex1', uploadId: blankForm, choice: noReadingChoice }),
    ).toBe('empty');
    expect(
      await refusal(host, 'import.run', { table: 'annex1', uploadId: 'none', choice: noReadingChoice }),
    ).toBe('not_found');
    expect(await callOk(host, 'rows.list', { table: 'annex1' })).toEqual(before);
  });

  it('a long call stops when the reader goes away, and leaves nothing behind', async () => {
    await callOk(host, 'workbook.create', { file: '空', seed: 'blank' });
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `某镇,第${index}村,${140525000000 + index},村`,
    );
    const bytes = new TextEncoder().encode(`乡镇,村名,行政区划代码,类型\n${lines.join('\n')}\n`);
    const input = {
      table: 'villages',
      uploadId: await uploadFile(host, '村名册.csv', bytes),
      choice: noReadingChoice,
    };
    const stopped = new AbortController();
    const init = jsonPost(input);
    const response = await host.send('/rpc/import.run', {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), accept: 'application/x-ndjson' },
      signal: stopped.signal,
    });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain('"progress"');
    if (kind === 'direct') await reader?.cancel();
    else stopped.abort();

    const { report } = await callOk(host, 'import.run', input);
    expect(report.added).toBe(20_000);
    const edits = await callOk(host, 'edits.list', {
      table: null,
      rowId: null,
      column: null,
      before: null,
      limit: 10,
    });
    expect(edits.map(({ kind: edit }) => edit)).toEqual(['edit', 'created']);
  });

  it('a file that is read while another workbook is opened goes into neither', async () => {
    const first = await callOk(host, 'workbook.create', { file: '甲', seed: 'blank' });
    const lines = Array.from({ length: 20_000 }, (_, index) => `某镇,第${index}村`);
    const bytes = new TextEncoder().encode(`乡镇,村名\n${lines.join('\n')}\n`);
    const uploadId = await uploadFile(host, '村名册.csv', bytes);
    const importing = refusal(host, 'import.run', { table: 'villages', uploadId, choice: noReadingChoice });
    await callOk(host, 'workbook.create', { file: '乙', seed: 'blank' });
    expect(await importing).toBe('cancelled');
    expect((await callOk(host, 'rows.list', { table: 'villages' })).rows).toEqual([]);
    await callOk(host, 'workbook.open', { file: first.file });
    expect((await callOk(host, 'rows.list', { table: 'villages' })).rows).toEqual([]);
  });

  it('a file that is there and is no workbook is called what it is', async () => {
    const path = join(host.folder, '附件1.xlsx');
    writeFileSync(path, readFileSync('seeds/forms/annex1.xlsx'));
    expect(await refusal(host, 'workbook.open', { file: path })).toBe('workbook_foreign');
    expect(await refusal(host, 'workbook.open', { file: host.folder })).toBe('workbook_foreign');
  });

  it('what is not in the contract is refused in words', async () => {
    expect((await host.send('/rpc/%zz', jsonPost({}))).status).toBe(404);
    expect((await host.send('/download/%zz', {})).status).toBe(404);
    const unknown = await host.send('/rpc/workbook.explode', jsonPost({}));
    expect(unknown.status).toBe(404);
    const inherited = await host.send('/rpc/toString', jsonPost({}));
    expect(inherited.status).toBe(404);
    const method = await host.send('/rpc/app.state', { method: 'GET' });
    expect(method.status).toBe(405);
    const form = await host.send('/rpc/app.state', { method: 'POST', body: '{}' });
    expect(form.status).toBe(415);
    const broken = await host.send('/rpc/app.state', { ...jsonPost({}), body: '{' });
    expect(broken.status).toBe(400);
    const excess = await host.send('/rpc/app.state', jsonPost({ more: 1 }));
    expect(await excess.json()).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    const gone = await host.send('/download/none', {});
    expect(gone.status).toBe(404);
  });
});

it('every method of the contract was asked, but those of forms, rounds, returns, merges and prints, which have tests of their own', () => {
  const others = Object.keys(api).filter(
    (name) => !/^(?:forms|rounds|issue|returns|board|provenance|summary|merge|print)\./.test(name),
  );
  expect([...asked].sort()).toEqual(others.sort());
});

describe('the screens’ files', () => {
  it('are served with the guards of a page, and nothing beside them', async () => {
    const host = await openTestHost('direct');
    mkdirSync(join(host.folder, 'renderer', 'assets'), { recursive: true });
    writeFileSync(join(host.folder, 'renderer', 'index.html'), '<!doctype html>');
    writeFileSync(join(host.folder, 'renderer', 'assets', 'a.js'), '1');
    writeFileSync(join(host.folder, 'secret.js'), '2');
    const page = await host.send('/', {});
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await host.send('/assets/a.js', {})).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/assets/b.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets']) {
      expect((await host.send(path, {})).status).toBe(404);
    }
    expect((await ask(host, 'app.state', {})).ok).toBe(true);
    await host.close();
  });
});
