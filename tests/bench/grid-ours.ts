/** Huibiao with the bench's rows in a workbook, driven as a person does. */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { openBackend } from '../../electron/backend/backend.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { closeWorkbook } from '../../electron/backend/store/open.ts';
import { serveLoopback } from '../../electron/loopback.ts';
import type { Change } from '../../shared/model/change.ts';
import { makeBigDefinition, makeBigRows } from './big-table.ts';
import { clock, longestWait, until } from './measure.ts';

type BigTable = { readonly titles: readonly string[]; readonly rows: readonly (string | number)[][] };

export type Ours = {
  readonly page: Page;
  /** To the first painted rows, and to all rows being there. */
  readonly open: () => Promise<{ readonly first: number; readonly all: number }>;
  readonly filter: (text: string) => Promise<number>;
  readonly sort: (direction: '升序' | '降序') => Promise<number>;
  readonly unsort: () => Promise<void>;
  readonly edit: (text: string) => Promise<number>;
  /** Five hundred rows over all columns; `mark` makes it another block each time. */
  readonly paste: (mark: string) => Promise<number>;
  readonly find: (text: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openOurs(browser: Browser, folder: string, table: BigTable): Promise<Ours> {
  const rendererFolder = resolve('.cache/bench/renderer');
  await build({ logLevel: 'error', build: { outDir: rendererFolder, emptyOutDir: true } });
  const file = join(folder, 'bench.huibiao');
  makeWorkbook(file, table);
  const backend = await openBackend(
    {
      host: 'web',
      version: 'bench',
      dataFolder: folder,
      stateFolder: join(folder, 'state'),
      rendererFolder,
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
  page.setDefaultTimeout(longestWait);
  await page.goto(host.newAddress());
  await page.getByRole('tab', { name: '小表' }).waitFor();
  return {
    page,
    open: () => measureOpen(page),
    filter: (text) => measureFilter(page, text, table),
    sort: (direction) => measureSort(page, direction),
    unsort: async () => {
      await page.getByRole('button', { name: /清除排序/ }).click();
    },
    edit: (text) => measureEdit(page, text),
    paste: (mark) => measurePaste(page, mark, table.titles.length),
    find: (text) => measureFind(page, text),
    close: async () => {
      await context.close();
      await host.close();
      await backend.close();
    },
  };
}

function makeWorkbook(file: string, { titles, rows }: BigTable): void {
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

function cell(page: Page, number: number, column: string): Locator {
  return page.locator(`[row-index="${number - 1}"] [col-id="${column}"]`).first();
}

function textOf(column: string, row = 0): string {
  return `(document.querySelector('.sheet [row-index="${row}"] [col-id="${column}"]')?.textContent ?? '').trim()`;
}

const viewBarText = `(document.querySelector('[aria-label="筛选和排序"]')?.textContent ?? '')`;
const isSaved = `document.querySelector('.saving-saved') !== null`;

async function measureOpen(page: Page): Promise<{ first: number; all: number }> {
  const started = Date.now();
  const first = await clock(page, 'open to first paint', {
    event: 'click',
    act: () => page.getByRole('tab', { name: '大表' }).click(),
    done: `${textOf('c20')} !== '' || ${textOf('c5')} !== ''`,
  });
  // A busy machine is slow with forty megabytes; nothing else is worth waiting so long for.
  await until(
    page,
    'open: all rows',
    `/共 \\d+ 行/.test(document.querySelector('.status-bar')?.textContent ?? '')`,
    4 * longestWait,
  );
  return { first, all: Date.now() - started };
}

/** What passes may hold the text in a column that is out of sight; that all of it is shown is told by its count. */
async function measureFilter(page: Page, text: string, { rows }: BigTable): Promise<number> {
  const passing = rows.filter((row) => row.some((value) => String(value).includes(text)));
  const field = page.getByRole('searchbox', { name: '快速筛选' });
  const taken = await clock(page, `quick filter ${text}`, {
    event: 'input',
    act: () => field.fill(text),
    done: `${viewBarText}.includes('显示 ${passing.length}/') && ${textOf('c1')} !== ''`,
  });
  await field.fill('');
  await until(page, 'no quick filter', `!${viewBarText}.includes('显示')`);
  return taken;
}

async function measureSort(page: Page, direction: string): Promise<number> {
  const before = await page.evaluate(textOf('c1'));
  const header = page.locator('.ag-header-cell[col-id="c1"]');
  await header.hover();
  await header.locator('.sheet-header-menu').click();
  const button = page
    .getByRole('dialog', { name: /^筛选 / })
    .getByRole('button', { name: direction, exact: true });
  return clock(page, `sort ${direction}`, {
    event: 'click',
    act: () => button.click(),
    done: `${textOf('c1')} !== ${JSON.stringify(before)}`,
  });
}

async function measureEdit(page: Page, text: string): Promise<number> {
  await cell(page, 3, 'c1').click();
  await page.keyboard.insertText(text);
  return clock(page, 'edit', {
    event: 'keydown',
    act: () => page.keyboard.press('Enter'),
    done: `${textOf('c1', 2)} === '${text}' && ${isSaved}`,
  });
}

async function measurePaste(page: Page, mark: string, columnCount: number): Promise<number> {
  const block = Array.from({ length: 10_000 / columnCount }, (_, row) =>
    Array.from({ length: columnCount }, (_cell, column) =>
      column % 5 === 1 ? row + mark.length : column % 5 === 3 ? '2025-06-30' : `${mark}${row}`,
    ).join('\t'),
  ).join('\r\n');
  await page.evaluate((text) => navigator.clipboard.writeText(text), block);
  await cell(page, 1, 'c1').click();
  return clock(page, 'paste 10,000 cells', {
    event: 'paste',
    act: () => page.keyboard.press('Control+v'),
    done: `${textOf('c1')} === '${mark}0' && ${isSaved}`,
  });
}

async function measureFind(page: Page, text: string): Promise<number> {
  await page.keyboard.press('Control+f');
  const field = page.locator('.find-bar input').first();
  await field.fill('');
  await until(page, 'find: cleared', `document.querySelector('.find-count')?.textContent === ''`);
  return clock(page, `find ${text}`, {
    event: 'input',
    act: () => field.fill(text),
    done: `/^[–\\d]+\\/\\d+$/.test(document.querySelector('.find-count')?.textContent ?? '')`,
  });
}
