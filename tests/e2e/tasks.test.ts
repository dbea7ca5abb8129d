import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { editor, expectText, listCell, openSample, rewrite, showTable, waitSaved } from './sheet.ts';

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
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('the task ledger', () => {
  it('works out the completion rate while the current value is typed, and keeps what it cannot read', async () => {
    await expectText(listCell(page, 1, 'target'), '6.5');
    await listCell(page, 1, 'current').click();
    await page.keyboard.type('5.2');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'completionRate'), '80%');

    await listCell(page, 2, 'current').click();
    await page.keyboard.insertText('约三成');
    await page.keyboard.press('Tab');
    await expectText(listCell(page, 2, 'current'), '约三成');
    await expectText(listCell(page, 2, 'completionRate'), '');
    await expect.poll(() => listCell(page, 2, 'current').getAttribute('class')).toContain('sheet-mark-must');
    await page.getByRole('button', { name: '问题 1' }).click();
    await page.getByRole('list', { name: '问题' }).getByText('约三成').waitFor();
  });

  it('moves and edits by keyboard alone', async () => {
    await listCell(page, 1, 'target').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expectText(page.locator('.cell-bar-name'), '第2行 · 计量单位');
    await page.keyboard.press('F2');
    expect(await editor(page).inputValue()).toBe('万亩');
    await page.keyboard.insertText('（估）');
    await page.keyboard.press('Escape');
    await expectText(listCell(page, 2, 'measureWord'), '万亩');

    await page.keyboard.press('Delete');
    await expectText(listCell(page, 2, 'measureWord'), '');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 2, 'measureWord'), '万亩');
    await page.keyboard.press('Control+Shift+z');
    await expectText(listCell(page, 2, 'measureWord'), '');
    await page.keyboard.press('Control+z');
    // An undo leads to its cell once it is done.
    await expectText(listCell(page, 2, 'measureWord'), '万亩');
    await waitSaved(page);

    await page.keyboard.press('Tab');
    await expectText(page.locator('.cell-bar-name'), '第2行 · 责任单位');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+Home');
    await expectText(page.locator('.cell-bar-name'), '第1行 · 章节');
  });

  it('gives the first keystroke of an input method to the cell', async () => {
    await listCell(page, 1, 'note').click();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'd', selectionStart: 1, selectionEnd: 1 });
    await session.send('Input.imeSetComposition', { text: 'dx', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.insertText', { text: '大兴' });
    expect(await editor(page).inputValue()).toBe('大兴');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'note'), '大兴');
  });

  it('offers the choices of a column and takes the one picked by arrow keys', async () => {
    await listCell(page, 1, 'state').click();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('option', { name: '未开始' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'state'), '进行中');
  });

  it('inserts and removes rows as single, named edits', async () => {
    await page.getByText('共 69 行').waitFor();
    await listCell(page, 2, 'task').click();
    await page.getByRole('button', { name: '上方插入' }).click();
    await page.getByText('共 70 行').waitFor();
    await expectText(listCell(page, 2, 'task'), '');
    await page.getByRole('button', { name: '删除行' }).click();
    await page.getByText('共 69 行').waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByText('共 69 行').waitFor();
    await waitSaved(page);
    expect(await page.getByRole('button', { name: '重做' }).getAttribute('title')).toContain('插入第2行');
  });

  it('lists what happened, to the table and to one cell, and marks what was taken back', async () => {
    await rewrite(page, listCell(page, 3, 'current'), '4');
    await rewrite(page, listCell(page, 3, 'current'), '7.5');
    await rewrite(page, listCell(page, 4, 'current'), '70');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 4, 'current'), '');

    await page.getByRole('button', { name: '历史' }).click();
    const history = page.getByRole('list', { name: '修改历史' });
    await expect.poll(() => history.getByText('已撤销').count()).toBe(1);
    await listCell(page, 3, 'current').click();
    await page.getByText('本单元格').click();
    await expectText(page.locator('.history-cell'), '第3行 当前值');
    await expectText(history.getByRole('listitem').nth(0).locator('.history-values'), '4 → 7.5');
    await expectText(history.getByRole('listitem').nth(1).locator('.history-values'), '未填 → 4');
  });

  it('takes back an edit of a cell that another window changed meanwhile, says so, and shows what is there', async () => {
    const other = await page.context().newPage();
    await other.goto(new URL('/', host.address).href);
    await showTable(other, '重点任务');
    await rewrite(other, listCell(other, 1, 'current'), '3');
    await waitSaved(other);

    await rewrite(page, listCell(page, 1, 'current'), '4');
    await page.getByText('这里的数据已被改动').waitFor();
    await expectText(listCell(page, 1, 'current'), '3');
    await rewrite(page, listCell(page, 1, 'current'), '5');
    await expectText(listCell(page, 1, 'completionRate'), '76.92%');
    await waitSaved(page);
  });

  it('keeps fast edits in order', async () => {
    await listCell(page, 1, 'current').click();
    for (const value of ['1', '2', '3', '4', '5', '6']) {
      await page.keyboard.type(value);
      await page.keyboard.press('Enter');
    }
    await waitSaved(page);
    await page.reload();
    await showTable(page, '重点任务');
    for (const [index, value] of ['1', '2', '3', '4', '5', '6'].entries()) {
      await expectText(listCell(page, index + 1, 'current'), value);
    }
  });
});
