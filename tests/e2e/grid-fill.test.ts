import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, listCell, openSample, rewrite, showTable } from './sheet.ts';

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

const undoTitle = () => page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title');
const texts = (column: string, from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from + 1 }, (_, index) => listCell(page, from + index, column).textContent()),
  );

/** Where the handle of the selected range is: the lower right corner of its last cell. */
async function handleOf(number: number, column: string): Promise<{ x: number; y: number }> {
  const box = await listCell(page, number, column).boundingBox();
  if (box === null) throw new Error('the cell is on the screen');
  return { x: box.x + box.width - 4, y: box.y + box.height - 4 };
}

async function dragHandle(from: readonly [number, string], to: readonly [number, string]): Promise<void> {
  const start = await handleOf(...from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const end = await handleOf(...to);
  await page.mouse.move(end.x - 20, end.y - 8, { steps: 4 });
}

describe('the fill handle', () => {
  it('copies a number, shows what the last cell would get, and is one edit', async () => {
    await listCell(page, 2, 'current').click();
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await listCell(page, 2, 'current').click();
    await dragHandle([2, 'current'], [5, 'current']);
    await expectText(page.locator('.sheet-fill-hint'), '7');
    await page.mouse.up();
    await expectText(listCell(page, 5, 'current'), '7');
    expect(await texts('current', 1, 6)).toEqual(['', '7', '7', '7', '7', '']);
    await expect.poll(undoTitle).toContain('填充 3 个单元格');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 5, 'current'), '');
    expect(await texts('current', 1, 6)).toEqual(['', '7', '', '', '', '']);
  });

  it('counts on with Ctrl, and from two cells by their step', async () => {
    await rewrite(page, listCell(page, 1, 'current'), '3');
    await listCell(page, 1, 'current').click();
    await dragHandle([1, 'current'], [3, 'current']);
    await page.keyboard.down('Control');
    await expectText(page.locator('.sheet-fill-hint'), '5');
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expectText(listCell(page, 3, 'current'), '5');

    await rewrite(page, listCell(page, 1, 'measureWord'), '第1季度');
    await listCell(page, 1, 'measureWord').click();
    await dragHandle([1, 'measureWord'], [4, 'measureWord']);
    await page.mouse.up();
    await expectText(listCell(page, 4, 'measureWord'), '第4季度');
  });

  it('clears what it leaves when it is dragged back into the selection, as one edit', async () => {
    await listCell(page, 1, 'measureWord').click();
    await listCell(page, 4, 'measureWord').click({ modifiers: ['Shift'] });
    const before = await texts('measureWord', 1, 5);
    await dragHandle([4, 'measureWord'], [2, 'measureWord']);
    await expectText(page.locator('.sheet-fill-hint'), '清除 2 格');
    expect(await page.locator('.sheet .sheet-clearing').count()).toBe(2);
    await page.mouse.up();
    await expectText(listCell(page, 4, 'measureWord'), '');
    expect(await texts('measureWord', 1, 5)).toEqual([before[0], before[1], '', '', before[4]]);
    await page.getByRole('status', { name: '选区' }).getByText('选中 2 行 1 列').waitFor();
    await expect.poll(undoTitle).toContain('清除 2 个单元格');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 4, 'measureWord'), before[3] ?? '');

    await listCell(page, 1, 'target').click();
    await listCell(page, 2, 'measureWord').click({ modifiers: ['Shift'] });
    await dragHandle([2, 'measureWord'], [2, 'target']);
    await page.mouse.up();
    await expectText(listCell(page, 2, 'measureWord'), '');
    expect(await texts('target', 1, 2)).toEqual(['6.5', '10']);
    expect(await texts('measureWord', 1, 3)).toEqual(['', '', before[2]]);
  });

  it('leaves everything as it is when it comes back to where it was taken', async () => {
    await listCell(page, 1, 'measureWord').click();
    await listCell(page, 3, 'measureWord').click({ modifiers: ['Shift'] });
    await dragHandle([3, 'measureWord'], [5, 'measureWord']);
    const { x, y } = await handleOf(3, 'measureWord');
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.up();
    expect(await page.getByRole('button', { name: '撤销', exact: true }).isDisabled()).toBe(true);
  });

  it('fills to the end of the neighbour’s data on a double-click', async () => {
    await rewrite(page, listCell(page, 1, 'state'), '进行中');
    await rewrite(page, listCell(page, 1, 'current'), '1');
    await rewrite(page, listCell(page, 2, 'current'), '2');
    await rewrite(page, listCell(page, 3, 'current'), '3');
    await listCell(page, 1, 'deadline').click();
    const { x, y } = await handleOf(1, 'deadline');
    await page.mouse.dblclick(x, y);
    // The units at the left are filled to the last row.
    await page.getByRole('status', { name: '选区' }).getByText('选中 69 行 1 列').waitFor();
    await expectText(listCell(page, 6, 'deadline'), /^2026-01-05$/);
  });
});

describe('Ctrl+D and Ctrl+R', () => {
  it('fill the selection from its first row and column, and one cell from what is before it', async () => {
    await listCell(page, 1, 'measureWord').click();
    await listCell(page, 6, 'measureWord').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+d');
    await expectText(listCell(page, 6, 'measureWord'), '万亩');
    await expectText(listCell(page, 5, 'measureWord'), '万亩');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 5, 'measureWord'), '亿斤');

    await listCell(page, 6, 'measureWord').click();
    await page.keyboard.press('Control+d');
    await expectText(listCell(page, 6, 'measureWord'), '亿斤');
    await listCell(page, 2, 'measureWord').click();
    await page.keyboard.press('Control+r');
    await expectText(listCell(page, 2, 'measureWord'), '10');
  });
});
