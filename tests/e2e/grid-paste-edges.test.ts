import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowClipboard, copyElsewhere, pasteElsewhere } from './clipboard.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  editor,
  eventually,
  expectText,
  header,
  listCell,
  openSample,
  showTable,
  waitSaved,
} from './sheet.ts';
import { cellsOf, openFilter } from './view.ts';

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
  await allowClipboard(page);
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const undoTitle = () => page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title');
const here = () => page.locator('.cell-bar-name');

async function openTasks(): Promise<void> {
  await openSample(page);
  await showTable(page, '重点任务');
  await listCell(page, 1, 'target').waitFor();
}

describe('a paste past the last row', () => {
  beforeEach(async () => {
    await openTasks();
    await page.getByText('共 69 行').waitFor();
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+End');
    await copyElsewhere(page, '甲\n乙\n丙');
    await page.keyboard.press('Control+v');
    await page.getByRole('dialog').getByText('末尾新增 2 行？').waitFor();
  });

  it.each([
    ['Enter', '第68行', '共 71 行'],
    ['Escape', '第68行', '共 69 行'],
  ])('leaves the keyboard in the sheet after %s', async (key, above, count) => {
    await page.keyboard.press(key);
    await page.getByText(count).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await eventually(() => editor(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await expectText(here(), new RegExp(`^${above}`));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('q');
    await eventually(() => editor(page).inputValue()).toBe('q');
  });

  it('leaves the keyboard in the sheet after only what fits was pasted, and says what did not', async () => {
    await page.getByRole('button', { name: '只粘贴放得下的' }).click();
    await page.getByText('已粘贴 1 行；末尾放不下的 2 行没有粘贴。').waitFor();
    await page.keyboard.press('ArrowUp');
    await expectText(here(), /^第68行/);
  });
});

describe('a paste past the last column', () => {
  it('says how many columns were pasted and how many were not', async () => {
    await openTasks();
    await copyElsewhere(page, 'a\tb\tc\td');
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+v');
    await page.getByText('已粘贴 2 列；右边放不下的 2 列没有粘贴。').waitFor();
    await expectText(listCell(page, 1, 'note'), 'a');
    await expectText(listCell(page, 1, 'source'), 'b');
  });
});

describe('a paste into a table without a row', () => {
  beforeEach(async () => {
    await page.getByRole('button', { name: /^新建/ }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('空表');
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    await showTable(page, '重点任务');
    await page.getByText('按 Ctrl+V 粘贴').waitFor();
  });

  it('makes rows of it as one edit, which are selected and can be typed over', async () => {
    await copyElsewhere(page, '一、产业\t粮食\t面积\n一、产业\t大豆\t面积');
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 2, 'task'), '大豆');
    await expectText(page.getByRole('status', { name: '选区' }), /选中 2 行 3 列/);
    await waitSaved(page);
    expect(await undoTitle()).toContain('末尾新增 2 行');
    await page.keyboard.type('二、治理');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'section'), '二、治理');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByText('「重点任务」还没有记录').waitFor();
  });

  it('says what to do with what cannot be pasted', async () => {
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(2, 2);
      canvas.getContext('2d');
      const png = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    });
    await page.keyboard.press('Control+v');
    await page.getByText('剪贴板里是图片').waitFor();
  });

  it('of an annex without townships says that its lines are townships', async () => {
    await showTable(page, '附件1 省级');
    await page.getByText('现在还没有乡镇').waitFor();
    await copyElsewhere(page, '高都镇\t泊南村');
    await page.keyboard.press('Control+v');
    await page.getByText('附件样式里一行是一个乡镇').waitFor();
  });
});

describe('rows that the filter leaves out, and columns that are hidden', () => {
  const allNotes = async () => {
    const texts: string[] = [];
    for (let number = 1; number <= 6; number += 1) {
      texts.push((await listCell(page, number, 'note').textContent())?.trim() ?? '');
    }
    return texts;
  };

  beforeEach(async () => {
    await openTasks();
    await copyElsewhere(page, '1\n2\n1\n2\n1\n2');
    await listCell(page, 1, 'current').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 6, 'current'), '2');
    await copyElsewhere(page, '旧1\n旧2\n旧3\n旧4\n旧5\n旧6');
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 6, 'note'), '旧6');
    const dialog = await openFilter(page, 'current');
    await dialog.getByRole('searchbox', { name: '搜索值' }).fill('1');
    await page.keyboard.press('Enter');
    await eventually(() => cellsOf(page, '#')).toEqual(['1', '3', '5']);
  });

  const showAll = async () => {
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expectText(listCell(page, 2, 'current'), '2');
  };

  it('are neither copied, nor written by a paste', async () => {
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    expect((await pasteElsewhere(page)).text.replaceAll('\r\n', '\n')).toBe('旧1\n旧3\n旧5\n');
    await copyElsewhere(page, '新1\n新3\n新5');
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 3, 'note'), '新5');
    await showAll();
    expect(await allNotes()).toEqual(['新1', '旧2', '新3', '旧4', '新5', '旧6']);
  });

  it('are neither filled nor cleared', async () => {
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    await expectText(listCell(page, 3, 'note'), '旧1');
    await page.keyboard.press('Delete');
    await expectText(listCell(page, 3, 'note'), '');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 3, 'note'), '旧1');
    await showAll();
    expect(await allNotes()).toEqual(['旧1', '旧2', '旧1', '旧4', '旧1', '旧6']);
  });

  it('are passed over by a paste of several columns', async () => {
    await showAll();
    const before = await cellsOf(page, 'completionRate');
    await header(page, 'state').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '隐藏本列' }).click();
    await eventually(() => header(page, 'state').count()).toBe(0);
    await copyElsewhere(page, '9\t\t新备注');
    await listCell(page, 1, 'current').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 1, 'current'), '9');
    await page.getByRole('button', { name: '全部显示' }).click();
    await header(page, 'state').waitFor();
    await expectText(listCell(page, 1, 'state'), '');
    expect((await cellsOf(page, 'completionRate')).length).toBe(before.length);
  });
});
