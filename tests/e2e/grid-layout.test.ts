import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { listCell, openSample, showTable } from './sheet.ts';
import { bar, header, titles } from './view.ts';

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page } = await openPage(browser, host.address));
  await openSample(page);
  await showTable(page, '重点任务');
  await listCell(page, 1, 'target').waitFor();
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('columns', () => {
  it('keep 指标 in sight in the task ledger, until they are set free', async () => {
    expect(await isFrozen('indicator')).toBe(true);
    expect(await isFrozen('comparator')).toBe(false);
    await columnMenu('indicator', '取消冻结');
    await expect.poll(() => isFrozen('indicator')).toBe(false);
    await columnMenu('task', '冻结到本列');
    await expect.poll(() => isFrozen('task')).toBe(true);
    expect(await isFrozen('indicator')).toBe(false);
  });

  it('are hidden from their menu, named above the sheet, and shown again', async () => {
    await columnMenu('comparator', '隐藏本列');
    await bar(page).getByText('隐藏 1 列：比较').waitFor();
    expect(await titles(page)).not.toContain('比较');
    await page.getByRole('button', { name: '列', exact: true }).click();
    const panel = page.getByRole('dialog', { name: '显示的列' });
    await panel.getByRole('checkbox', { name: '比较' }).check();
    await expect.poll(() => titles(page)).toContain('比较');
    await panel.getByRole('button', { name: '关闭' }).click();
    await bar(page).waitFor({ state: 'hidden' });
  });

  it('come back as they were left after the page is loaded again, and by default when asked to', async () => {
    const before = await titles(page);
    await columnMenu('comparator', '隐藏本列');
    await dragEdge('target', 60);
    const wide = await widthOf('target');
    const saved = layoutSaved('task', 'section');
    await dragColumn('task', 'section');
    await saved;
    const after = await titles(page);
    expect(after.slice(0, 2)).toEqual(['任务', '章节']);

    await page.reload();
    await showTable(page, '重点任务');
    await listCell(page, 1, 'target').waitFor();
    expect(await titles(page)).toEqual(after);
    expect(await widthOf('target')).toBe(wide);

    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('button', { name: '恢复默认列' }).click();
    await expect.poll(() => titles(page)).toEqual(before);
  });

  it('fit their contents on a double click on their edge', async () => {
    const before = await widthOf('note');
    const box = await header(page, 'indicator').boundingBox();
    if (box === null) throw new Error('no header');
    await page.mouse.dblclick(box.x + box.width - 1, box.y + box.height / 2);
    await expect.poll(() => widthOf('indicator')).not.toBe(Math.round(box.width));
    expect(await widthOf('note')).toBe(before);
  });
});

async function isFrozen(column: string): Promise<boolean> {
  return await header(page, column).evaluate(
    (element) =>
      element.closest('.ag-pinned-left-header, [class*="pinned-left"]') !== null ||
      element.matches('[class*="pinned-left"]'),
  );
}

async function widthOf(column: string): Promise<number> {
  return Math.round((await header(page, column).boundingBox())?.width ?? 0);
}

async function columnMenu(column: string, entry: string): Promise<void> {
  await header(page, column).click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
}

async function dragEdge(column: string, by: number): Promise<void> {
  const box = await header(page, column).boundingBox();
  if (box === null) throw new Error('no header');
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1 + by, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => widthOf(column)).toBeGreaterThan(Math.round(box.width) + by / 2);
}

/** As with rows, what is dragged must be selected first; a drag from elsewhere selects. */
async function dragColumn(column: string, onto: string): Promise<void> {
  await header(page, column).click();
  const from = await header(page, column).boundingBox();
  const to = await header(page, onto).boundingBox();
  if (from === null || to === null) throw new Error('no header');
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** The reply that the order of two columns is kept. */
async function layoutSaved(first: string, second: string): Promise<void> {
  const reply = await page.waitForResponse((response) => {
    const sent = response.request().postData() ?? '';
    const at = (key: string): number => sent.indexOf(`"key":"${key}"`);
    return response.url().endsWith('/rpc/layouts.save') && at(first) !== -1 && at(first) < at(second);
  });
  await reply.finished();
}
