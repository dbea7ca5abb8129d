/** A table of several thousand rows: its first rows are shown before all are there, and the grid knows their number only. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, listCell, openSample, rewrite, rowNumber, showTable, waitSaved } from './sheet.ts';
import { bar } from './view.ts';

const rowCount = 6000;
let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await openSample(page);
  await page.evaluate(addVillages, rowCount);
  await page.reload();
  await showTable(page, '村名册');
  await page.getByText(/共 \d+ 行/).waitFor();
});
afterAll(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
  await browser.close();
});

describe('a table of thousands of rows', () => {
  it('leads to its last row and back, every row drawn with its own cells', async () => {
    const total = await countRows();
    expect(total).toBeGreaterThan(rowCount);
    await listCell(page, 1, 'village').click();
    await page.keyboard.press('Control+End');
    await expectText(listCell(page, total, 'village'), `新村${rowCount - 1}`);
    await expectText(rowNumber(page, total), String(total));
    await page.keyboard.press('Control+Home');
    await expectText(rowNumber(page, 1), '1');
  });

  it('filters to a few rows and shows all of them again', async () => {
    const total = await countRows();
    const field = page.getByRole('searchbox', { name: '快速筛选' });
    await field.fill('新村1234');
    await bar(page).getByText(`显示 1/${total} 行`).waitFor();
    await expectText(listCell(page, 1, 'village'), '新村1234');
    expect(await page.locator('.ag-grid-scrolling-container .ag-row').count()).toBe(1);
    await field.fill('');
    await bar(page).waitFor({ state: 'hidden' });
    await expectText(rowNumber(page, 3), '3');
    expect(await page.locator('.ag-grid-scrolling-container .ag-row').count()).toBeGreaterThan(10);
  });

  it('takes edits, a new row in its middle, and their undo', async () => {
    const total = await countRows();
    const before = (await listCell(page, 3, 'village').textContent()) ?? '';
    await rewrite(page, listCell(page, 3, 'village'), '改过的村');
    await expectText(listCell(page, 3, 'village'), '改过的村');
    await listCell(page, 2, 'village').click();
    await page.getByRole('button', { name: /插入/ }).first().click();
    await page.getByText(`共 ${total + 1} 行`).waitFor();
    await waitSaved(page);
    await page.keyboard.press('Control+z');
    await page.getByText(`共 ${total} 行`).waitFor();
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 3, 'village'), before.trim());
    expect(complaints).toEqual([]);
  });
});

async function countRows(): Promise<number> {
  const text = await page.getByText(/共 \d+ 行/).textContent();
  return Number(/\d+/.exec(text ?? '')?.[0]);
}

/** Adds rows behind the village registry, in the page. */
async function addVillages(count: number): Promise<void> {
  const call = async (method: string, input: object) => {
    const response = await fetch(`/rpc/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const reply = await response.json();
    if (!reply.ok) throw new Error(reply.error.message);
  };
  const changes = Array.from({ length: count }, (_, at) => ({
    kind: 'rowAdded',
    table: 'villages',
    row: {
      id: `new${at}`,
      position: `zz${String(at).padStart(5, '0')}V`,
      unit: null,
      round: null,
      source: null,
      values: { township: '高都镇', village: `新村${at}` },
    },
  }));
  await call('edits.commit', { label: '许多村', changes });
}
