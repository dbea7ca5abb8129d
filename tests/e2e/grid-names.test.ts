/** What a screen reader, and a test by role and name, finds of a sheet. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { lineCell, listCell, openSample, showTable } from './sheet.ts';
import { bar, openFilter } from './view.ts';

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
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const grid = () => page.getByRole('grid');

describe('a sheet by roles and names', () => {
  it('is a grid with the table’s name, its size, headers, rows and cells', async () => {
    await showTable(page, '重点任务');
    const sheet = page.getByRole('grid', { name: '重点任务' });
    await sheet.waitFor();
    // The header is a row, the row numbers are a column.
    expect(await sheet.getAttribute('aria-rowcount')).toBe('70');
    expect(Number(await sheet.getAttribute('aria-colcount'))).toBe(14);
    await sheet.getByRole('columnheader', { name: '目标值', exact: true }).waitFor();
    await sheet.getByRole('columnheader', { name: '指标，必填', exact: true }).waitFor();
    await sheet.getByRole('columnheader', { name: '行号', exact: true }).waitFor();
    expect(await sheet.ariaSnapshot()).toMatch(/rowheader "1"\n\s+- gridcell "（一）提升乡村产业质效"/);
    await sheet.getByRole('rowheader', { name: '1', exact: true }).waitFor();
    const row = sheet
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: '2', exact: true }) });
    await row.getByRole('gridcell', { name: '10', exact: true }).first().waitFor();
  });

  it('says which cells are selected and which cannot be changed', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'target').click();
    await listCell(page, 2, 'measureWord').click({ modifiers: ['Shift'] });
    await expect.poll(() => grid().getByRole('gridcell', { selected: true }).count()).toBe(4);
    expect(await listCell(page, 1, 'completionRate').getAttribute('aria-readonly')).toBe('true');
  });

  it('says by which column it is sorted, and which one is filtered', async () => {
    await showTable(page, '重点任务');
    const dialog = await openFilter(page, 'comparator');
    await dialog.getByRole('searchbox').fill('定性');
    await dialog.getByRole('button', { name: '确定' }).click();
    await grid().getByRole('columnheader', { name: '比较，必填，已筛选', exact: true }).waitFor();
    const second = await openFilter(page, 'indicator');
    await second.getByRole('button', { name: '降序' }).click();
    const sorted = grid().getByRole('columnheader', { name: '指标，必填', exact: true });
    await expect.poll(() => sorted.getAttribute('aria-sort')).toBe('descending');
  });

  it('counts the rows that a filter shows, and the columns that are shown', async () => {
    await showTable(page, '重点任务');
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.insertText('农田');
    await bar(page)
      .getByText(/显示 \d+\/69 行/)
      .waitFor();
    const shown = Number(/显示 (\d+)/.exec((await bar(page).textContent()) ?? '')?.[1]);
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(shown + 1));
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('dialog', { name: '显示的列' }).getByLabel('备注').uncheck();
    await expect.poll(() => grid().getAttribute('aria-colcount')).toBe('13');
  });

  it('names the field of the active cell by its row and column, and tells what stands there', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 2, 'target').click();
    const field = page.getByRole('textbox', { name: '第2行 目标值' });
    await field.waitFor();
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('textbox', { name: '第2行 计量单位' }).waitFor();
  });

  it('names an annex by its title, its lines by their township, its editor and its suggestions', async () => {
    await page.getByRole('grid', { name: /精品示范村、提档升级村名单/ }).waitFor();
    await lineCell(page, '高都镇', '精品示范村').click();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: '高都镇 精品示范村' }).waitFor();
    await page.keyboard.type('dxc');
    await page
      .getByRole('listbox', { name: '可选内容' })
      .getByRole('option', { name: /大兴村/ })
      .waitFor();
    await page.getByRole('button', { name: '去掉 泊南村' }).waitFor();
  });
});

describe('Ctrl+K', () => {
  const goTo = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '查找村、单位、任务' }).fill(text);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  };

  it('shows a village in 附件样式 as long as nobody changed the view, else in the view used last', async () => {
    await page.getByRole('radio', { name: '附件样式', checked: true }).waitFor();
    await goTo('泊南村');
    await page.getByRole('textbox', { name: '高都镇 精品示范村' }).waitFor();
    expect(await page.getByRole('radio', { name: '附件样式' }).isChecked()).toBe(true);

    await page.getByRole('radio', { name: '逐村台账' }).click();
    await showTable(page, '重点任务');
    await goTo('泊南村');
    await page.getByRole('textbox', { name: /^第\d+行 村名/ }).waitFor();
    expect(await page.getByRole('radio', { name: '逐村台账' }).isChecked()).toBe(true);
  });
});
