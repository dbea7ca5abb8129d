import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, lineCell, listCell, openSample, rewrite, showTable } from './sheet.ts';
import { header } from './view.ts';

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
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('context menus', () => {
  it('of a cell are worked by keyboard, name the shortcuts and close on Esc', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 2, 'target').click();
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu', { name: '单元格' });
    await menu.waitFor();
    expect(await menu.getByRole('menuitem').first().textContent()).toMatch(/剪切.*Ctrl\+X/);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });

    await page.keyboard.press('Shift+F10');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await expectText(page.locator('[role="menuitem"]:focus'), /清除内容/);
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 2, 'target'), '');
    expect(complaints).toEqual([]);
  });

  it('of a row insert, duplicate and delete it', async () => {
    await showTable(page, '重点任务');
    const number = page.locator('.ag-row[row-index="1"] .ag-cell[col-id="#"]');
    await number.click({ button: 'right' });
    await page.getByRole('menuitem', { name: '重复选中的行' }).click();
    await page.getByText('共 70 行').waitFor();
    await number.click({ button: 'right' });
    await page.getByRole('menuitem', { name: '删除选中的行' }).click();
    await page.getByText('共 69 行').waitFor();
  });

  it('of a total offer only what can be done there', async () => {
    await lineCell(page, '合计', '精品示范村').click({ button: 'right' });
    const items = await page.getByRole('menu').getByRole('menuitem').allTextContents();
    expect(items).toEqual([expect.stringMatching(/^复制/)]);
  });

  it('of a column sort it, and close when the sheet scrolls', async () => {
    await showTable(page, '重点任务');
    await header(page, 'target').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '降序' }).click();
    await page.getByText('排序：目标值 降序').waitFor();
    await header(page, 'target').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await listCell(page, 4, 'note').hover({ force: true });
    await page.mouse.wheel(0, 100);
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  });
});

describe('keyboard help', () => {
  it('opens on F1 from the sheet, names the shortcuts in groups, and gives the keyboard back', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'target').click();
    await page.keyboard.press('F1');
    const dialog = page.getByRole('dialog', { name: '快捷键' });
    await dialog.getByRole('region', { name: '查找、筛选、排序' }).getByText('快速筛选').waitFor();
    await dialog.getByText('向下填充').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await expectText(page.locator('.cell-bar-name'), '第2行 · 目标值');
  });

  it('opens on ? where nothing is typed, and leaves ? to a cell', async () => {
    await lineCell(page, '高都镇', '备注')
      .or(lineCell(page, '高都镇', '精品示范村'))
      .first()
      .click();
    await page.keyboard.press('F6');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
  });
});

describe('history', () => {
  it('of a cell of an annex merges the rows that it is made of', async () => {
    const names = lineCell(page, '高都镇', '提档升级村');
    await rewrite(page, names, '大兴一村、东顿村、任庄村、东元庆村、横岭村');
    await rewrite(page, names, '大兴一村、东顿二村、任庄村、东元庆村、横岭村');
    await names.click({ button: 'right' });
    await page.getByRole('menuitem', { name: '查看修改历史' }).click();
    await page.getByText('本单元格').click();
    const history = page.getByRole('list', { name: '修改历史' });
    await expectText(history.getByRole('listitem').nth(0).locator('.history-values'), '东顿村 → 东顿二村');
    await expectText(history.getByRole('listitem').nth(1).locator('.history-values'), '大兴村 → 大兴一村');
  });

  it('of a cell of an annex keeps the names that were taken out of it', async () => {
    const names = lineCell(page, '高都镇', '提档升级村');
    await rewrite(page, names, '大兴村、东顿村、东元庆村、横岭村');
    await expectText(names, '大兴村、东顿村、东元庆村、横岭村');
    await rewrite(page, lineCell(page, '大阳镇', '提档升级村'), '');
    await names.click({ button: 'right' });
    await page.getByRole('menuitem', { name: '查看修改历史' }).click();
    await page.getByText('本单元格').click();
    const history = page.getByRole('list', { name: '修改历史' });
    await history.getByText('修改 高都镇 提档升级村（删除 任庄村）').waitFor();
    expect(await history.getByText('大阳镇').count()).toBe(0);
  });

  it('opens an edit of many cells into what it did to each', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 2, 'current').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.type('8');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: '历史' }).click();
    await page.getByRole('button', { name: '查看 3 项' }).click();
    const changes = page.getByRole('list', { name: '逐项修改' });
    await expect.poll(() => changes.getByRole('listitem').count()).toBe(3);
    await expectText(changes.getByRole('listitem').nth(1), /^修改.+当前值：未填 → 8$/);
    await page.getByRole('button', { name: '收起', exact: true }).click();
    await expect.poll(() => changes.count()).toBe(0);
  });

  it('names what an edit of one value was and became, in the history of the table and at 撤销', async () => {
    await showTable(page, '重点任务');
    await rewrite(page, listCell(page, 2, 'current'), '4');
    await rewrite(page, listCell(page, 2, 'current'), '7.5');
    const undo = page.getByRole('button', { name: '撤销', exact: true });
    await expect.poll(() => undo.getAttribute('title')).toMatch(/第2行 当前值.*：4 → 7\.5（Ctrl\+Z）$/);
    await page.getByRole('button', { name: '历史' }).click();
    const history = page.getByRole('list', { name: '修改历史' });
    await expectText(history.getByRole('listitem').nth(0).locator('.history-label'), /：4 → 7\.5$/);
    await expectText(history.getByRole('listitem').nth(1).locator('.history-label'), /：未填 → 4$/);
  });
});
