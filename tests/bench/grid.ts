/** The sheet on 100,000 rows × 20 columns, everything switched on, against AG Grid Community as it comes. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { openBackend } from '../../electron/backend/backend.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { closeWorkbook } from '../../electron/backend/store/open.ts';
import { serveLoopback } from '../../electron/loopback.ts';
import type { Change } from '../../shared/model/change.ts';
import { findChromium } from '../runtimes.ts';
import { makeBigDefinition, makeBigRows, makeBigTable } from './big-table.ts';
import { type BenchRow, median, percentile } from './report.ts';

const rowCount = 100_000;
const columnCount = 20;
const repeats = 5;

export async function benchGrid(): Promise<readonly BenchRow[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium; set CHROMIUM_PATH');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-bench-'));
  try {
    const peer = await measurePeer(browser);
    const ours = await measureOurs(browser, folder);
    return [
      { what: 'open the table to first paint', unit: 'ms', ours: ours.open, peer: null, aim: 1000 },
      { what: 'fast scroll, frame p50', unit: 'ms', ours: ours.scroll50, peer: peer.scroll50, aim: null },
      { what: 'fast scroll, frame p95', unit: 'ms', ours: ours.scroll95, peer: peer.scroll95, aim: 0.8 },
      { what: 'quick filter', unit: 'ms', ours: ours.filter, peer: peer.filter, aim: 0.15 },
      { what: 'sort by a text column', unit: 'ms', ours: ours.sort, peer: peer.sort, aim: 0.6 },
      { what: 'a cell edit, committed and shown', unit: 'ms', ours: ours.edit, peer: null, aim: 50 },
      { what: 'paste 10,000 cells', unit: 'ms', ours: ours.paste, peer: null, aim: 1000 },
      { what: 'find all', unit: 'ms', ours: ours.find, peer: null, aim: 300 },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

type PeerFigures = { scroll50: number; scroll95: number; filter: number; sort: number };

async function measurePeer(browser: Browser): Promise<PeerFigures> {
  const outDir = resolve('.cache/bench/peer');
  await build({ root: 'tests/bench/peer', logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const { titles, rows } = makeBigTable(rowCount, columnCount);
  const data = JSON.stringify({ columns: titles, rows });
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    if (path === '/favicon.ico') return response.writeHead(404).end();
    if (path === '/rows.json') return response.setHeader('content-type', 'application/json').end(data);
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    return response.end(readFileSync(join(outDir, path)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate('openPeer()');
  const scroll = await measureScroll(page);
  const filters: number[] = [];
  const sorts: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    filters.push(await untilPainted(page, `peer.setGridOption('quickFilterText', '高都镇第${round}')`));
    await untilPainted(page, `peer.setGridOption('quickFilterText', '')`);
    const direction = round % 2 === 0 ? 'asc' : 'desc';
    sorts.push(
      await untilPainted(page, `peer.applyColumnState({ state: [{ colId: 'c1', sort: '${direction}' }] })`),
    );
  }
  await page.close();
  server.close();
  return { ...scroll, filter: median(filters), sort: median(sorts) };
}

type OurFigures = PeerFigures & { open: number; edit: number; paste: number; find: number };

async function measureOurs(browser: Browser, folder: string): Promise<OurFigures> {
  const file = join(folder, 'bench.huibiao');
  makeWorkbook(file);
  const backend = await openBackend(
    {
      host: 'web',
      version: 'bench',
      dataFolder: folder,
      stateFolder: join(folder, 'state'),
      rendererFolder: resolve('dist/renderer'),
      seedsFolder: resolve('seeds'),
      now: () => new Date(),
      newId: randomUUID,
      onWorkbookChange: () => {},
    },
    file,
  );
  const host = await serveLoopback(backend, 0);
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    bypassCSP: true,
  });
  const origin = `http://127.0.0.1:${host.port}`;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  await page.goto(host.newAddress());
  await page.getByRole('tab', { name: '小表' }).waitFor();

  const opened = performance.now();
  await page.getByRole('tab', { name: '大表' }).click();
  await cell(page, 1, 'c1').waitFor();
  const open = performance.now() - opened;
  // What the program prepares while it is idle is part of how it works.
  await page.waitForTimeout(4000);
  const scroll = await measureScroll(page);
  await page.keyboard.press('Control+Home');

  const filters: number[] = [];
  const field = page.getByRole('searchbox', { name: '快速筛选' });
  for (let round = 0; round < repeats; round += 1) {
    filters.push(await measureFilter(page, `高都镇第${round}`));
    await field.fill('');
    await page.waitForTimeout(300);
  }
  const sorts: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    sorts.push(await measureSort(page, round % 2 === 0 ? '升序' : '降序'));
  }
  await page.getByRole('button', { name: /清除排序/ }).click();
  await page.waitForTimeout(500);

  const edits: number[] = [];
  for (let round = 0; round < repeats; round += 1) edits.push(await measureEdit(page, `改过${round}`));
  const paste = await measurePaste(page);
  const find = await measureFind(page);
  await context.close();
  await host.close();
  await backend.close();
  return { open, ...scroll, filter: median(filters), sort: median(sorts), edit: median(edits), paste, find };
}

function makeWorkbook(file: string): void {
  const { titles, rows } = makeBigTable(rowCount, columnCount);
  const small = { ...makeBigDefinition(titles.slice(0, 2)), key: 'small', title: '小表' };
  const big = { ...makeBigDefinition(titles), position: 1 };
  const changes: Change[] = [
    { kind: 'tableSet', table: 'small', before: null, after: small },
    { kind: 'tableSet', table: 'big', before: null, after: big },
    ...makeBigRows(titles, rows).map((row): Change => ({ kind: 'rowAdded', table: 'big', row })),
  ];
  const context = { now: () => new Date(), newId: randomUUID };
  closeWorkbook(createWorkbook(file, { label: '新建', changes, forms: [] }, context));
}

function cell(page: Page, number: number, column: string) {
  return page.locator(`[row-index="${number - 1}"] [col-id="${column}"]`).first();
}

/** Scrolls a hundred rows a frame and measures the frames. */
async function measureScroll(page: Page): Promise<{ scroll50: number; scroll95: number }> {
  const frames: number[] = await page.evaluate(async () => {
    const scrolled = [...document.querySelectorAll('*')].reduce(
      (best, element) =>
        element.clientHeight > 100 &&
        element.scrollHeight > best.scrollHeight &&
        getComputedStyle(element).overflowY !== 'visible'
          ? element
          : best,
      document.documentElement as Element,
    );
    const nextFrame = () => new Promise<number>((done) => requestAnimationFrame(done));
    const deltas: number[] = [];
    let before = await nextFrame();
    for (let step = 0; step < 200; step += 1) {
      scrolled.scrollTop += 3000;
      const now = await nextFrame();
      deltas.push(now - before);
      before = now;
    }
    return deltas;
  });
  return { scroll50: percentile(frames, 0.5), scroll95: percentile(frames, 0.95) };
}

/** Runs an expression in the page and waits until what it changed is painted. */
function untilPainted(page: Page, expression: string): Promise<number> {
  return page.evaluate(async (code) => {
    const started = performance.now();
    new Function(code)();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    return performance.now() - started;
  }, expression);
}

/** Starts the clock at `event` (or at once), does `act`, and stops it when `done` holds and is painted. */
async function clock(
  page: Page,
  { event, act, done }: { event: string | null; act: () => Promise<unknown>; done: string },
): Promise<number> {
  await page.evaluate(
    ({ name, condition }) => {
      const holds = new Function(`return (${condition});`) as () => boolean;
      const measured = new Promise<number>((resolve) => {
        const start = (): void => {
          const started = performance.now();
          const look = (): void => {
            if (holds()) resolve(performance.now() - started);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        if (name === null) start();
        else window.addEventListener(name, start, { capture: true, once: true });
      });
      Object.assign(window, { measured });
    },
    { name: event, condition: done },
  );
  await act();
  return page.evaluate('measured') as Promise<number>;
}

function textOf(column: string, row = 0): string {
  return `(document.querySelector('.sheet [row-index="${row}"] [col-id="${column}"]')?.textContent ?? '').trim()`;
}

function measureFilter(page: Page, text: string): Promise<number> {
  return clock(page, {
    event: 'input',
    act: () => page.getByRole('searchbox', { name: '快速筛选' }).fill(text),
    done: `[...document.querySelectorAll('.sheet [row-index="0"] [col-id]')].some((cell) => cell.textContent.includes('${text}')) && document.querySelector('[aria-label="筛选和排序"]')?.textContent.includes('显示')`,
  });
}

async function measureSort(page: Page, direction: string): Promise<number> {
  const before = await page.evaluate(textOf('c1'));
  await page.locator('.ag-header-cell[col-id="c1"]').hover();
  await page.locator('.ag-header-cell[col-id="c1"] .sheet-header-menu').click();
  const button = page
    .getByRole('dialog', { name: /^筛选 / })
    .getByRole('button', { name: direction, exact: true });
  return clock(page, {
    event: 'click',
    act: () => button.click(),
    done: `${textOf('c1')} !== ${JSON.stringify(before)}`,
  });
}

async function measureEdit(page: Page, text: string): Promise<number> {
  await cell(page, 3, 'c1').click();
  await page.keyboard.insertText(text);
  return clock(page, {
    event: 'keydown',
    act: () => page.keyboard.press('Enter'),
    done: `${textOf('c1', 2)} === '${text}' && document.querySelector('.saving-saved') !== null`,
  });
}

async function measurePaste(page: Page): Promise<number> {
  const block = Array.from({ length: 500 }, (_, row) =>
    Array.from({ length: columnCount }, (_cell, column) =>
      column % 5 === 1 ? row : column % 5 === 3 ? '2025-06-30' : `贴${row}`,
    ).join('\t'),
  ).join('\r\n');
  await page.evaluate((text) => navigator.clipboard.writeText(text), block);
  await cell(page, 1, 'c1').click();
  return clock(page, {
    event: 'paste',
    act: () => page.keyboard.press('Control+v'),
    done: `${textOf('c1')} === '贴0' && document.querySelector('.saving-saved') !== null`,
  });
}

async function measureFind(page: Page): Promise<number> {
  await page.keyboard.press('Control+f');
  return clock(page, {
    event: 'input',
    act: () => page.locator('.find-bar input').first().fill('高都镇'),
    done: `/^[–\\d]+\\/\\d+$/.test(document.querySelector('.find-count')?.textContent ?? '')`,
  });
}
