import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  eventually,
  expectText,
  lineCell,
  listCell,
  openSample,
  rewrite,
  showTable,
  waitSaved,
} from './sheet.ts';

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await openSample(page);
  await showTable(page, '重点任务');
  await listCell(page, 1, 'target').waitFor();
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const here = () => page.locator('.cell-bar-name');
const selected = () => page.getByRole('status', { name: '选区' });
const undoButton = () => page.getByRole('button', { name: '撤销', exact: true });
const redoButton = () => page.getByRole('button', { name: '重做', exact: true });

describe('an undo', () => {
  it('of the deletion of all rows gives them back selected, and shows the first of them', async () => {
    await page.getByText('共 69 行').waitFor();
    await listCell(page, 3, 'task').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+-');
    await page.getByText('「重点任务」还没有记录').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('共 69 行').waitFor();
    await expectText(here(), /^第1行/);
    await expectText(selected(), /选中 69 行/);
    await listCell(page, 1, 'task').waitFor();
    await page.keyboard.press('ArrowDown');
    await expectText(here(), /^第2行/);
  });

  it('of a fill selects the cells that it changed', async () => {
    await listCell(page, 2, 'current').click();
    await listCell(page, 4, 'current').click({ modifiers: ['Shift'] });
    await page.keyboard.type('8');
    await page.keyboard.press('Control+Enter');
    await expectText(listCell(page, 4, 'current'), '8');
    await listCell(page, 9, 'task').click();
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 4, 'current'), '');
    await expectText(here(), '第2行 · 当前值');
    await expectText(selected(), /选中 3 行 1 列/);
  });

  it('does not fetch back whoever has gone on before it was done', async () => {
    await rewrite(page, listCell(page, 2, 'current'), '4');
    await waitSaved(page);
    await listCell(page, 9, 'task').click();
    // The answer waits until the arrow was pressed.
    let release = (): void => {};
    const pressed = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/rpc/edits.undo', async (route) => {
      await pressed;
      await route.continue();
    });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('ArrowDown');
    await expectText(here(), '第10行 · 任务');
    release();
    await expectText(listCell(page, 2, 'current'), '');
    await expectText(here(), '第10行 · 任务');
  });

  it('that has nothing more to take back says so once, however often it is asked', async () => {
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Control+z');
    await page.locator('.ant-message-notice').first().waitFor();
    expect(await page.locator('.ant-message-notice').count()).toBe(1);
    // The browser writes down each refused request.
    expect(complaints.splice(0)).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
  });
});

describe('undo after the program was closed and started again', () => {
  it('takes back what was done before, and does it again', async () => {
    await rewrite(page, listCell(page, 2, 'current'), '4');
    await rewrite(page, listCell(page, 3, 'current'), '5');
    await showTable(page, '附件1 省级');
    await rewrite(page, lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
    await waitSaved(page);
    await page.context().close();
    await host.stop();

    host = await startHost(folder);
    ({ page, complaints } = await openPage(browser, host.address));
    await openSample(page);
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
    // The sample is there already: making it is refused, which the browser writes down, and it is opened.
    expect(complaints.splice(0)).toHaveLength(1);
    await undoButton().click();
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村');
    expect(await undoButton().getAttribute('title')).toMatch(/重点任务 第3行 当前值.*未填 → 5/);
    await undoButton().click();
    await page.getByRole('tab', { name: '重点任务', selected: true }).waitFor();
    await expectText(listCell(page, 3, 'current'), '');
    await expectText(listCell(page, 2, 'current'), '4');
    await redoButton().click();
    await expectText(listCell(page, 3, 'current'), '5');
    await redoButton().click();
    await eventually(() => redoButton().isDisabled()).toBe(true);
  });
});
