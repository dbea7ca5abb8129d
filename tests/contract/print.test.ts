/** Printing over every way into the backend. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackend } from '../../electron/backend/backend.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { joinPages } from '../../shared/print/document.ts';
import { usualPrintOptions } from '../../shared/print/options.ts';
import type { PrintChoice } from '../../shared/print/print-choice.ts';
import { ask, callOk, hostKinds, openTestHost, refusal, streamCall, type TestHost } from './hosts.ts';

const annexes = usualPrintOptions(['annex1', 'annex2']);

describe.each(hostKinds)('over the %s host', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await openTestHost(kind);
    await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
  });
  afterEach(() => host.close());

  it('print.pages gives every page of the annexes, with the county’s 16 townships in each', async () => {
    const { pages, tables, title, style } = await callOk(host, 'print.pages', annexes);
    expect(tables.map(({ table, label, rowCount }) => [table, label, rowCount])).toEqual([
      ['annex1', '附件1', 16],
      ['annex2', '附件2', 16],
    ]);
    expect(pages.map(({ number, width, height }) => [number, width, height])).toEqual(
      pages.map((_, index) => [index + 1, 210, 297]),
    );
    expect(pages[0]?.html).toMatch(/^<section class="hp-page hp-upright" data-page="1">.*附件1/s);
    expect(title).toBe('附件1 2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）等2张表');
    expect(joinPages({ title, style, pages })).not.toMatch(/<script|https?:/);
  });

  it('print.pages says what in the annex does not add up, and which fonts stand in', async () => {
    const { problems, fonts } = await callOk(host, 'print.pages', annexes);
    expect(problems.map(({ code }) => code)).toEqual(['total_differs', 'total_differs']);
    expect(fonts.faces.map(({ face, wanted }) => [face, wanted])).toEqual([
      ['黑体', '黑体'],
      ['小标宋', '方正小标宋简体'],
      ['仿宋', '仿宋_GB2312'],
      ['宋体', '宋体'],
    ]);
  });

  it('print.pages lays anew what was changed, takes Chinese titles and goes on counting', async () => {
    const { pages, tables } = await callOk(host, 'print.pages', {
      ...annexes,
      tables: ['附件1 省级', '重点任务'],
      startPage: 9,
      direction: 'landscape',
    });
    expect(pages[0]).toMatchObject({ number: 9, landscape: true, width: 297, height: 210 });
    expect(tables.map(({ table }) => table)).toEqual(['annex1', 'tasks']);
  });

  it('print.pages begins a page with every township of a list, whatever order its rows are in', async () => {
    const options = { ...usualPrintOptions(['annex1'], 'ledger'), groupPerPage: true };
    const { pages } = await callOk(host, 'print.pages', options);
    expect(pages).toHaveLength(16);
    const list = { ...usualPrintOptions(['villages'], 'ledger'), groupPerPage: true };
    const printed = await callOk(host, 'print.pages', list);
    const firsts = printed.pages.map(({ html }) => />([^<>]{2,5}(?:镇|乡))</.exec(html)?.[1]);
    const begun = firsts.filter((name, index) => name !== firsts[index - 1]);
    expect(begun).toHaveLength(new Set(begun).size);
  });

  it('the report lists what wants looking at', async () => {
    const { pages } = await callOk(host, 'print.pages', usualPrintOptions(['annex2'], 'report'));
    const text = pages.map(({ html }) => html.replace(/<[^>]+>|\s/g, '')).join('');
    expect(text).toContain('核实性');
    expect(text).toContain('精品示范村实数22，文件所列15');
    expect(text).toMatch(/核对\d+条记录，发现2个问题/);
  });

  it('the report of a table without problems says so', async () => {
    const { pages, problems } = await callOk(host, 'print.pages', usualPrintOptions(['tasks'], 'report'));
    const text = pages.map(({ html }) => html.replace(/<[^>]+>|\s/g, '')).join('');
    expect(text).toMatch(/核对\d+条记录，没有发现问题/);
    expect(text).toContain('全部记录——没有发现问题。');
    expect(problems).toEqual([]);
  });

  it('print.word gives a document that can be downloaded, telling how far it is', async () => {
    const { progress, reply } = await streamCall(host, 'print.word', annexes);
    expect(progress.map(({ done, total }) => [done, total])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    if (reply?.ok !== true) throw new Error('refused');
    expect(reply.value.fileName).toMatch(/^附件1 .*等2张表\.docx$/);
    const download = await host.send(`/download/${reply.value.downloadId}`, {});
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="export\.docx";/);
    const bytes = new Uint8Array(await download.arrayBuffer());
    expect(String.fromCharCode(...bytes.subarray(0, 2))).toBe('PK');
  });

  it('print.remember keeps what was chosen to be printed, for this workbook alone', async () => {
    expect(await callOk(host, 'print.choice', {})).toEqual({ choice: null });
    const { tables: _, ...settings } = usualPrintOptions([], 'ledger');
    const margins = { top: 20, binding: 25.5, bottom: 20, outer: 15 };
    const choice: PrintChoice = {
      tables: [
        { key: 'tasks', printed: true },
        { key: 'annex1', printed: false },
      ],
      settings: { ...settings, fontSize: 10.5, margins },
      view: { zoom: 'page', spread: true, thumbnails: false },
    };
    await callOk(host, 'print.remember', { choice });
    expect(await callOk(host, 'print.choice', {})).toEqual({ choice });
    await callOk(host, 'workbook.create', { file: '另一本', seed: 'blank' });
    expect(await callOk(host, 'print.choice', {})).toEqual({ choice: null });
  });

  it('refuses tables that are not there and margins that leave no room', async () => {
    expect(await refusal(host, 'print.pages', { ...annexes, tables: ['附件9'] })).toBe('not_found');
    const margins = { top: 80, binding: 80, bottom: 80, outer: 80 };
    expect(await refusal(host, 'print.pages', { ...annexes, margins })).toBe('bad_request');
    expect(await refusal(host, 'print.pages', { ...annexes, startPage: 0 })).toBe('bad_request');
  });
});

describe('an exported list', () => {
  it('has the page of its print: as last chosen, with the number that its first page has there', async () => {
    const host = await openTestHost('direct');
    await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
    const usual = await pageOfExport(host, 'tasks');
    expect(usual).toContain('第 &amp;P 页　共 &amp;N 页');
    expect(usual).not.toContain('firstPageNumber');

    const { tables: _, ...settings } = usualPrintOptions([], 'document');
    const choice: PrintChoice = {
      tables: ['annex1', 'units', 'tasks'].map((key) => ({ key, printed: key !== 'units' })),
      settings: { ...settings, direction: 'landscape', startPage: 5 },
      view: { zoom: 'page', spread: true, thumbnails: true },
    };
    await callOk(host, 'print.remember', { choice });
    const { tables } = await callOk(host, 'print.pages', { ...choice.settings, tables: ['annex1', 'tasks'] });
    const chosen = await pageOfExport(host, 'tasks');
    expect(chosen).toContain('orientation="landscape"');
    expect(chosen).toContain(`firstPageNumber="${5 + (tables[0]?.pageCount ?? 0)}" useFirstPageNumber="1"`);
    expect(chosen).toMatch(/differentOddEven="1".*&amp;R[^<]*— &amp;P —　<.*&amp;L[^<]*　— &amp;P —</s);
    // What was not among it is printed as usual.
    expect(await pageOfExport(host, 'units')).toContain('共 &amp;N 页');
    await host.close();
  });
});

async function pageOfExport(host: TestHost, table: string): Promise<string> {
  const { downloadId } = await callOk(host, 'export.run', { table });
  const bytes = new Uint8Array(await (await host.send(`/download/${downloadId}`, {})).arrayBuffer());
  const entry = listEntries(bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml');
  if (entry === undefined) throw new Error('no sheet');
  const xml = new TextDecoder().decode(inflateEntry(bytes, entry));
  return xml.slice(xml.indexOf('</sheetData>'));
}

describe('print.pdf', () => {
  it('is made by the printer that the host has, from the very pages that are shown', async () => {
    const seen: string[] = [];
    const host = await openTestHost('direct');
    const backend = await openBackend({
      host: 'direct',
      version: '0',
      dataFolder: host.folder,
      stateFolder: null,
      rendererFolder: null,
      seedsFolder: 'seeds',
      now: () => new Date(2025, 10, 25),
      newId: () => crypto.randomUUID(),
      onWorkbookChange: () => {},
      printPdf: async (html, { onStage }) => {
        for (const stage of ['starting', 'loading', 'printing'] as const) onStage(stage);
        seen.push(html);
        return new TextEncoder().encode('%PDF-');
      },
    });
    const own: TestHost = {
      ...host,
      send: (path, init) => backend.handle(new Request(`http://backend${path}`, init)),
    };
    await callOk(own, 'workbook.create', { file: '印', seed: 'zezhou-2025' });
    const shown = await callOk(own, 'print.pages', annexes);
    const { progress, reply } = await streamCall(own, 'print.pdf', annexes);
    expect(reply?.ok && reply.value.fileName).toMatch(/\.pdf$/);
    expect(progress.map(({ done, total }) => [done, total])).toEqual(
      [0, 1, 2, 3, 4].map((done) => [done, 4]),
    );
    const { length } = shown.pages;
    expect(progress[3]?.message).toBe(`正在生成 PDF，共 ${length} 页`);
    expect(seen).toEqual([joinPages(shown)]);
    await backend.close();
    await host.close();
  });

  it('says what to install where nothing can make one', async () => {
    const host = await openTestHost('direct');
    const named = process.env.HUIBIAO_BROWSER;
    process.env.HUIBIAO_BROWSER = '/nowhere/browser';
    try {
      await callOk(host, 'workbook.create', { file: '印', seed: 'zezhou-2025' });
      const reply = await ask(host, 'print.pdf', annexes);
      if (reply.ok) throw new Error('a browser was found that was not named');
      expect(reply.error.code).toBe('no_browser');
      expect(reply.error.message).toMatch(/请安装 Edge、Chrome 或 Chromium/);
    } finally {
      if (named === undefined) delete process.env.HUIBIAO_BROWSER;
      else process.env.HUIBIAO_BROWSER = named;
      await host.close();
    }
  });
});
