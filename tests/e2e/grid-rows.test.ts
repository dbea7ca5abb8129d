import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowClipboard } from './clipboard.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, listCell, openSample, rowNumber, showTable, waitSaved } from './sheet.ts';

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
  await allowClipboard(page);
  await openSample(page);
  await showTable(page, '重点任务');
  await listCell(page, 1, 'indicator').waitFor();
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const undoTitle = () => page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title');
const indicators = (from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from + 1 }, (_, index) =>
      listCell(page, from + index, 'indicator').textContent(),
    ),
  );

describe('rows', () => {
  it('are inserted, as many as are selected, and removed, each as one edit', async () => {
    const before = await indicators(1, 6);
    await rowNumber(page, 2).click();
    await rowNumber(page, 4).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+Shift+Equal');
    await page.getByText('共 72 行').waitFor();
    expect(await indicators(1, 6)).toEqual([before[0], '', '', '', before[1], before[2]]);
    await page.keyboard.press('Control+Minus');
    await page.getByText('共 69 行').waitFor();
    expect(await indicators(1, 6)).toEqual(before);
    await expect.poll(undoTitle).toContain('删除 重点任务 3 行');
    await page.keyboard.press('Control+z');
    await page.getByText('共 72 行').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('共 69 行').waitFor();
    expect(await indicators(1, 6)).toEqual(before);
  });

  it('are moved by dragging their numbers, along a line that shows where', async () => {
    const before = await indicators(1, 6);
    await rowNumber(page, 2).click();
    await rowNumber(page, 3).click({ modifiers: ['Shift'] });
    const target = await rowNumber(page, 5).boundingBox();
    await rowNumber(page, 2).hover();
    await page.mouse.down();
    await page.mouse.move((target?.x ?? 0) + 20, (target?.y ?? 0) + (target?.height ?? 0) - 5, { steps: 6 });
    await page.locator('.sheet-drop-line').waitFor();
    await page.mouse.up();
    await expectText(listCell(page, 2, 'indicator'), before[3] ?? '');
    expect(await indicators(1, 6)).toEqual([
      before[0],
      before[3],
      before[4],
      before[1],
      before[2],
      before[5],
    ]);
    await expect.poll(undoTitle).toContain('移动 重点任务 2 行');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 2, 'indicator'), before[1] ?? '');
    await waitSaved(page);
    await page.keyboard.press('Control+y');
    await expectText(listCell(page, 2, 'indicator'), before[3] ?? '');
  });

  it('are moved and doubled by keyboard', async () => {
    const before = await indicators(1, 4);
    await listCell(page, 3, 'indicator').click();
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await expectText(listCell(page, 2, 'indicator'), before[2] ?? '');
    await expectText(page.locator('.cell-bar-name'), '第2行 · 指标');
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await expectText(listCell(page, 3, 'indicator'), before[2] ?? '');
    await page.keyboard.press('Control+Shift+d');
    await page.getByText('共 70 行').waitFor();
    expect(await indicators(3, 5)).toEqual([before[2], before[2], before[3]]);
  });

  it('that were cut are moved where they are pasted as rows, values and all', async () => {
    const before = await indicators(1, 5);
    await rowNumber(page, 1).click();
    await page.keyboard.press('Control+x');
    await rowNumber(page, 4).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /插入复制的行/ }).click();
    await expectText(listCell(page, 1, 'indicator'), before[1] ?? '');
    expect(await indicators(1, 5)).toEqual([before[1], before[2], before[0], before[3], before[4]]);
    await page.getByText('共 69 行').waitFor();
  });
});
