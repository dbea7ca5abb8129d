import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowClipboard, copyElsewhere, pasteElsewhere } from './clipboard.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  editor,
  expectText,
  lineCell,
  listCell,
  openSample,
  rewrite,
  rowNumber,
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
  await allowClipboard(page);
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

const undoTitle = () => page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title');
const columnTexts = (column: string, from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from + 1 }, (_, index) => listCell(page, from + index, column).textContent()),
  );

describe('copy', () => {
  it('gives other programs the cells as text and as a table', async () => {
    await listCell(page, 1, 'target').click();
    await listCell(page, 2, 'measureWord').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    const { text, html } = await pasteElsewhere(page);
    expect(text.replaceAll('\r\n', '\n')).toBe('6.5\t万亩\n10\t万亩\n');
    expect(html).toMatch(/<table/);
    expect(html).toMatch(/>6\.5</);
  });

  it('and paste elsewhere in the sheet bring the same values, once more after one undo', async () => {
    await listCell(page, 1, 'target').click();
    await listCell(page, 3, 'measureWord').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    await listCell(page, 7, 'target').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 9, 'target'), '10');
    expect(await columnTexts('measureWord', 7, 10)).toEqual(['万亩', '万亩', '万亩', '']);
    await expect.poll(undoTitle).toContain('粘贴 6 个单元格');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 7, 'target'), '3000');
    expect(await columnTexts('target', 7, 9)).toEqual(['3000', '1000', '']);
  });
});

describe('paste', () => {
  it('a paste that erased one extra row: the cells below and beside the block stay', async () => {
    const before = await columnTexts('note', 1, 8);
    const beside = await columnTexts('state', 1, 8);
    await copyElsewhere(page, '甲\r\n乙\r\n丙\r\n');
    await listCell(page, 2, 'note').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 4, 'note'), '丙');
    expect(await columnTexts('note', 1, 8)).toEqual([before[0], '甲', '乙', '丙', ...before.slice(4)]);
    expect(await columnTexts('state', 1, 8)).toEqual(beside);
  });

  it('a paste that took two undos: one undo takes all of it back, the new rows too', async () => {
    await page.getByText('共 69 行').waitFor();
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+ArrowLeft');
    await expectText(page.locator('.cell-bar-name'), /^第69行/);
    await copyElsewhere(page, '甲\n乙\n丙');
    await page.keyboard.press('Control+v');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('末尾新增 2 行？').waitFor();
    await dialog.getByRole('button', { name: '新增 2 行并粘贴' }).click();
    await page.getByText('共 71 行').waitFor();
    await expect.poll(undoTitle).toContain('粘贴 3 个单元格，末尾新增 2 行');
    await expectText(page.getByRole('status', { name: '选区' }), /选中 3 行 1 列/);
    await page.keyboard.press('Control+z');
    await page.getByText('共 69 行').waitFor();
    await waitSaved(page);
    expect(await page.getByRole('button', { name: '撤销', exact: true }).isDisabled()).toBe(true);
  });

  it('an ID that lost digits when merely clicked into: it keeps them when copied, pasted, opened and left', async () => {
    const id = '140525199001011234';
    await copyElsewhere(page, `${id}\t007`, `<table><tr><td>${id}</td><td>007</td></tr></table>`);
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 1, 'note'), id);
    await expectText(listCell(page, 1, 'source'), '007');
    await waitSaved(page);
    const title = await undoTitle();
    await listCell(page, 1, 'note').dblclick();
    expect(await editor(page).inputValue()).toBe(id);
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'note'), id);
    expect(await undoTitle()).toBe(title);
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Control+c');
    expect((await pasteElsewhere(page)).text).toBe(id);
  });

  it('converts what is certain, and keeps and marks what is not', async () => {
    await copyElsewhere(page, '１，２００\n约三成\n2025.3.26');
    await listCell(page, 1, 'current').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 1, 'current'), '1200');
    await expectText(listCell(page, 2, 'current'), '约三成');
    await expect.poll(() => listCell(page, 2, 'current').getAttribute('class')).toContain('sheet-mark-must');
    await page.getByText('2 个单元格没有读懂，已按原文放入并标出').waitFor();
    await page.keyboard.press('Control+z');
    await copyElsewhere(page, '2025年3月26日');
    await listCell(page, 1, 'deadline').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 1, 'deadline'), '2025-03-26');
  });

  it('leaves computed cells alone and says so', async () => {
    await copyElsewhere(page, '5\t50%\t进行中');
    await listCell(page, 1, 'current').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 1, 'state'), '进行中');
    await expectText(listCell(page, 1, 'completionRate'), '76.92%');
    await page.getByText('1 个单元格不能改，原样保留').waitFor();
  });

  it('fills a selection with one cell, and repeats a block in a multiple of its size', async () => {
    await copyElsewhere(page, '共用');
    await listCell(page, 1, 'note').click();
    await listCell(page, 4, 'note').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 4, 'note'), '共用');
    await copyElsewhere(page, '1\n2');
    await listCell(page, 1, 'current').click();
    await listCell(page, 4, 'current').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 4, 'current'), '2');
    expect(await columnTexts('current', 1, 5)).toEqual(['1', '2', '1', '2', '']);
  });

  it('takes a cell of several lines from a table of Word as one cell', async () => {
    const html =
      '<html><body><table><tr><td><p>第一段</p><p>第二段</p></td><td>乙</td></tr></table></body></html>';
    await copyElsewhere(page, '第一段\n第二段\t乙', html);
    await listCell(page, 2, 'note').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 2, 'note'), '第一段\n第二段');
    await expectText(listCell(page, 2, 'source'), '乙');
  });

  it('says what to do with a picture', async () => {
    await listCell(page, 2, 'note').click();
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(2, 2);
      canvas.getContext('2d');
      const png = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    });
    await page.keyboard.press('Control+v');
    await page.getByText('剪贴板里是图片').waitFor();
  });

  it('of ten thousand cells is one edit that one undo takes back', async () => {
    const block = Array.from({ length: 770 }, (_, row) =>
      Array.from({ length: 13 }, (_column, column) => (column === 1 ? `任务${row}` : '')).join('\t'),
    ).join('\n');
    await copyElsewhere(page, block);
    await listCell(page, 1, 'section').click();
    await page.keyboard.press('Control+v');
    await page.getByRole('button', { name: '新增 701 行并粘贴' }).click();
    await page.getByText('共 770 行').waitFor();
    await expectText(listCell(page, 1, 'task'), '任务0');
    await page.keyboard.press('Control+z');
    await page.getByText('共 69 行').waitFor();
    await expectText(listCell(page, 1, 'task'), '粮食稳产增产');
  });
});

describe('cut', () => {
  it('moves cells when they are pasted, as one edit, and not before', async () => {
    await listCell(page, 1, 'measureWord').click();
    await page.keyboard.press('Control+x');
    await expect.poll(() => listCell(page, 1, 'measureWord').getAttribute('class')).toContain('sheet-cut');
    await expectText(listCell(page, 1, 'measureWord'), '万亩');
    await listCell(page, 6, 'measureWord').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 6, 'measureWord'), '万亩');
    await expectText(listCell(page, 1, 'measureWord'), '');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 1, 'measureWord'), '万亩');
    await expectText(listCell(page, 6, 'measureWord'), '');
  });

  it('is forgotten with Esc, and by any edit in between', async () => {
    await listCell(page, 1, 'measureWord').click();
    await page.keyboard.press('Control+x');
    await rewrite(page, listCell(page, 3, 'note'), '先改一处');
    await listCell(page, 6, 'measureWord').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 6, 'measureWord'), '万亩');
    await expectText(listCell(page, 1, 'measureWord'), '万亩');
    await listCell(page, 2, 'measureWord').click();
    await page.keyboard.press('Control+x');
    await page.keyboard.press('Escape');
    await listCell(page, 9, 'measureWord').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 9, 'measureWord'), '万亩');
    await expectText(listCell(page, 2, 'measureWord'), '万亩');
  });
});

describe('the clipboard in an annex', () => {
  it('pastes lists of names into townships, and refuses nothing silently where there is no line', async () => {
    await showTable(page, '附件1 省级');
    await copyElsewhere(page, '大兴村、泊南村\n东张村');
    await lineCell(page, '高都镇', '精品示范村').click();
    await page.keyboard.press('Control+v');
    await expectText(lineCell(page, '高都镇', '精品示范村'), '大兴村、泊南村');
    await expectText(lineCell(page, '北义城镇', '精品示范村'), '东张村');
    await expectText(lineCell(page, '合计', '精品示范村'), '7');
    await expect.poll(undoTitle).toContain('粘贴 2 个单元格');

    await lineCell(page, '大阳镇', '精品示范村').click();
    await page.keyboard.press('Control+v');
    await page.getByText('已粘贴 1 行；末尾放不下的 1 行没有粘贴').waitFor();
    await expectText(lineCell(page, '合计', '精品示范村'), '9');
    await rowNumber(page, 2).click();
    await page.keyboard.press('Control+-');
    await page.getByText('附件样式里一行是一个乡镇').first().waitFor();
  });
});
