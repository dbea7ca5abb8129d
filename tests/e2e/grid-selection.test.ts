import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from './forms-page.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, header, lineCell, listCell, openSample, rowNumber, showTable } from './sheet.ts';

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

const status = () => page.getByRole('status', { name: '状态栏' });
const announced = () => page.getByRole('status', { name: '选区' });

describe('selecting', () => {
  it('takes a range by dragging, by Shift+click and by Shift with arrows, and adds it up', async () => {
    await listCell(page, 2, 'target').hover();
    await page.mouse.down();
    await listCell(page, 5, 'measureWord').hover();
    await page.mouse.up();
    await expectText(announced(), '选中 4 行 2 列，共 8 个单元格');
    // 10 + 10 + 75 + 4.5
    await expectText(status(), /求和 99\.5/);
    await expectText(status(), /最小 4\.5.*最大 75/);

    await listCell(page, 3, 'target').click();
    await listCell(page, 4, 'target').click({ modifiers: ['Shift'] });
    await expectText(announced(), '选中 2 行 1 列，共 2 个单元格');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await expectText(announced(), '选中 3 行 2 列，共 6 个单元格');
    expect(await listCell(page, 4, 'measureWord').getAttribute('aria-selected')).toBe('true');
    expect(await listCell(page, 6, 'measureWord').getAttribute('aria-selected')).toBe('false');
  });

  it('takes several ranges with Ctrl and counts every cell once', async () => {
    await listCell(page, 2, 'target').click();
    await listCell(page, 4, 'target').click({ modifiers: ['ControlOrMeta'] });
    await listCell(page, 4, 'target').click({ modifiers: ['ControlOrMeta'] });
    await expectText(announced(), '选中 3 个区域，共 2 个单元格');
    await expectText(status(), /求和 85/);
  });

  it('jumps to the edge of the data with Ctrl, and takes all with Ctrl+A', async () => {
    await listCell(page, 1, 'target').click();
    await page.keyboard.press('Control+ArrowDown');
    await expectText(page.locator('.cell-bar-name'), '第5行 · 目标值');
    await page.keyboard.press('Control+ArrowDown');
    await expectText(page.locator('.cell-bar-name'), '第7行 · 目标值');
    await page.keyboard.press('Control+Shift+ArrowUp');
    await expectText(announced(), '选中 3 行 1 列，共 3 个单元格');
    await page.keyboard.press('Control+a');
    await expectText(announced(), '选中 69 行 13 列，共 897 个单元格');
    await page.keyboard.press('Shift+Backspace');
    await expectText(announced(), '');
  });

  it('comes back to the first columns with Home, also where the first one is frozen', async () => {
    const scrolled = () => page.locator('.sheet .ag-grid-viewport').evaluate(({ scrollLeft }) => scrollLeft);
    await listCell(page, 1, 'comparator').click();
    for (const key of ['Home', 'Control+Home']) {
      await page.keyboard.press('End');
      await expect.poll(scrolled, { timeout: 5000 }).toBeGreaterThan(0);
      await page.keyboard.press(key);
      await expect.poll(scrolled, { timeout: 5000 }).toBe(0);
      await expectText(page.locator('.cell-bar-name'), '第1行 · 章节');
    }
  });

  it('is where it was, and in sight, after another screen was looked at', async () => {
    await listCell(page, 1, 'task').click();
    await page.keyboard.press('Control+End');
    const active = page.locator('.sheet-cell.sheet-active');
    const before = await active.locator('xpath=ancestor::*[@row-index]').getAttribute('row-index');
    await showScreen(page, '表样');
    await showScreen(page, '台账');
    await active.waitFor();
    expect(await active.locator('xpath=ancestor::*[@row-index]').getAttribute('row-index')).toBe(before);
    expect(Number(before)).toBeGreaterThan(30);
  });

  it('takes whole rows by their numbers and whole columns by their headers', async () => {
    await rowNumber(page, 2).click();
    await rowNumber(page, 4).click({ modifiers: ['Shift'] });
    await expectText(announced(), '选中 3 行 13 列，共 39 个单元格');
    await rowNumber(page, 7).click({ modifiers: ['ControlOrMeta'] });
    await expectText(announced(), '选中 2 个区域，共 52 个单元格');
    await header(page, 'target').click();
    await expectText(announced(), '选中 69 行 1 列，共 69 个单元格');
    await header(page, 'units').click({ modifiers: ['Shift'] });
    await expectText(announced(), '选中 69 行 3 列，共 207 个单元格');
    await listCell(page, 2, 'target').click();
    await page.keyboard.press('Shift+ ');
    await expectText(announced(), '选中 1 行 13 列，共 13 个单元格');
  });

  it('scrolls while a drag is held past the edge', async () => {
    await listCell(page, 5, 'target').hover();
    await page.mouse.down();
    const box = await page.locator('.sheet').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 700, (box?.y ?? 0) + (box?.height ?? 0) + 20, { steps: 3 });
    await listCell(page, 60, 'target').waitFor();
    await page.mouse.up();
    await expect
      .poll(async () => Number(/选中 (\d+) 行/.exec((await announced().textContent()) ?? '')?.[1]))
      .toBeGreaterThan(40);
  });

  it('goes round inside the selection with Enter and Tab, and leaves it selected', async () => {
    await listCell(page, 2, 'target').click();
    await listCell(page, 3, 'measureWord').click({ modifiers: ['Shift'] });
    const here = page.locator('.cell-bar-name');
    for (const place of ['第3行 · 目标值', '第2行 · 计量单位', '第3行 · 计量单位', '第2行 · 目标值']) {
      await page.keyboard.press('Enter');
      await expectText(here, place);
    }
    await page.keyboard.press('Tab');
    await expectText(here, '第2行 · 计量单位');
    await expectText(announced(), '选中 2 行 2 列，共 4 个单元格');
  });

  it('names cells, rows and the size of the sheet for a screen reader', async () => {
    const grid = page.getByRole('grid', { name: '重点任务' });
    expect(await grid.getAttribute('aria-rowcount')).toBe('70');
    expect(await grid.getAttribute('aria-multiselectable')).toBe('true');
    await page.getByRole('gridcell', { name: '高标准农田实施面积' }).click();
    await page.getByRole('textbox', { name: '第1行 指标' }).waitFor();
    await showTable(page, '附件1 省级');
    await lineCell(page, '高都镇', '提档升级村').click();
    await page.getByRole('textbox', { name: '高都镇 提档升级村' }).waitFor();
  });
});
