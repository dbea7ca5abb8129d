import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { villageForm } from '../fixtures/issue.ts';
import {
  learnByButton,
  listLine,
  newFormButton,
  saveWithNewTable,
  showScreen,
  writeForm,
} from './forms-page.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, openSample } from './sheet.ts';

const patiently = { timeout: 10_000 };

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let dialog: Locator;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page } = await openPage(browser, host.address));
  await openSample(page);
  dialog = page.locator('.issue-dialog');
  await showScreen(page, '表样');
  await learnByButton(page, await writeForm(folder, '改厕.xlsx', villageForm), newFormButton(page));
  await saveWithNewTable(page);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('issuing a form', () => {
  it('gives one zip with a workbook for each of the sixteen townships, and lists what went out', async () => {
    await openNewRound();
    await setPeriod('2025', '10月');
    await expectText(dialog.locator('.period-field .issue-hint'), '写作：2025年10月');
    await dialog.getByLabel('截止日期').fill('2025-10-15');
    await dialog.getByLabel('截止时刻').fill('17:00');
    await expectText(dialog.locator('.unit-count'), '共 16 个单位');
    await expectText(
      dialog.getByRole('list', { name: '文件名示例' }).getByRole('listitem').first(),
      '01下村镇_2025年农村改厕进度表_2025年10月.xlsx',
    );
    const { name, bytes } = await issueBy('下发 16 份');
    expect(name).toBe('2025年农村改厕进度表_2025年10月_下发16份.zip');
    const entries = listEntries(bytes);
    expect(entries).toHaveLength(16);
    const copy = entries.find((entry) => entry.name.includes('高都镇'));
    if (copy === undefined) throw new Error('no copy for 高都镇');
    const workbook = inflateEntry(bytes, copy);
    expect(readIssueMark(workbook)).toMatchObject({ unit: '高都镇', edition: 1 });
    const read = new exceljs.Workbook();
    await read.xlsx.load(new Uint8Array(workbook).buffer);
    expect(read.getWorksheet('改厕')?.getCell('A2').text).toContain('高都镇');
    expect(read.getWorksheet('改厕')?.getCell('A2').text).toContain('2025年10月');

    await dialog.getByRole('button', { name: '完成' }).click();
    const line = listLine(page, '2025年10月');
    await expectText(line.locator('td').nth(1), '2025年10月15日17时');
    await line.getByRole('button', { name: '全部 16 份' }).click();
    const detail = page.getByRole('table', { name: /下发情况$/ });
    expect(await detail.getByRole('row').count()).toBe(17);
    expect(await detail.getByRole('row', { name: /^高都镇/ }).textContent()).toContain('13高都镇_');
  });

  it('goes again to some of the units only', async () => {
    await openNewRound();
    await setPeriod('2025', '10月');
    await issueBy('下发 16 份');
    await dialog.getByRole('button', { name: '完成' }).click();
    await listLine(page, '2025年10月')
      .getByRole('button', { name: /再下发/ })
      .click();
    await expectText(dialog.locator('#issue-lacks'), '请选择要下发的单位。');
    await dialog.getByRole('textbox', { name: '查找单位' }).fill('高都');
    await dialog.getByRole('button', { name: '选上这 1 个' }).click();
    const { bytes } = await issueBy('下发 1 份');
    expect(listEntries(bytes).map(({ name }) => name)).toEqual([
      '13高都镇_2025年农村改厕进度表_2025年10月.xlsx',
    ]);
    await dialog.getByRole('button', { name: '完成' }).click();
    await listLine(page, '2025年10月').getByRole('button', { name: '全部 16 份' }).click();
    await expectText(
      page
        .getByRole('row', { name: /^高都镇/ })
        .getByRole('cell')
        .nth(1),
      '2 次',
    );
  });

  it('is cancelled halfway: nothing went out, the round stays, and it can go out later', async () => {
    const downloads: string[] = [];
    page.on('download', (file) => downloads.push(file.suggestedFilename()));
    await openNewRound();
    await setPeriod('2025', '10月');
    // So many rows that the copies take their time.
    await dialog.getByLabel('至少空行').fill('10000');
    await dialog.getByRole('button', { name: '下发 16 份' }).click();
    await dialog.getByText(/^正在制作 /).waitFor();
    await dialog.getByRole('button', { name: /^取\s?消$/ }).click();
    await dialog.getByText(/^已取消，没有下发。/).waitFor();
    expect(downloads).toEqual([]);

    await dialog.getByLabel('至少空行').fill('20');
    const { bytes } = await issueBy('下发 16 份');
    expect(listEntries(bytes)).toHaveLength(16);
    await dialog.getByRole('button', { name: '完成' }).click();
    await listLine(page, '2025年10月').getByRole('button', { name: '全部 16 份' }).click();
    await expectText(
      page
        .getByRole('row', { name: /^高都镇/ })
        .getByRole('cell')
        .nth(1),
      '1 次',
    );
  });

  it('takes units one by one, a period in words, and says at once what is wrong with a name', async () => {
    await openNewRound();
    await dialog.getByText('自拟').click();
    await expectText(dialog.locator('#issue-lacks'), '请写上期别。');
    await dialog.getByLabel('期别文字').fill('2025年上半年');
    await dialog.getByText('逐个选').click();
    await dialog.getByRole('button', { name: '全不选' }).click();
    await dialog.getByRole('checkbox', { name: /^高都镇/ }).check();
    await dialog.getByRole('textbox', { name: '文件名' }).fill('{村}.xlsx');
    await expect
      .poll(() => dialog.getByRole('button', { name: '下发 1 份' }).isDisabled(), patiently)
      .toBe(true);
    await dialog
      .getByText(/“\{村\}”不认识/)
      .first()
      .waitFor();
    await dialog.getByRole('textbox', { name: '文件名' }).fill('{单位}（{期}）');
    const { bytes } = await issueBy('下发 1 份');
    expect(listEntries(bytes).map(({ name }) => name)).toEqual(['高都镇（2025年上半年）.xlsx']);
  });
});

describe('a round', () => {
  beforeEach(async () => {
    await openNewRound();
    await setPeriod('2025', '10月');
    await dialog.getByRole('button', { name: '只保存，先不下发' }).click();
    await listLine(page, '2025年10月').waitFor();
  });

  it('is changed and removed, and both can be taken back', async () => {
    const line = listLine(page, '2025年10月');
    const change = line.getByRole('button', { name: '修改' });
    // Left without a change, the dialog gives the keyboard back.
    await change.click();
    await dialog.getByLabel('截止日期').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => change.evaluate((it) => it === document.activeElement), patiently).toBe(true);
    await page.keyboard.press('Enter');
    await dialog.getByLabel('截止日期').fill('2025-10-20');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await expectText(line.locator('td').nth(1), '2025年10月20日');
    await line.getByRole('button', { name: /^删\s?除$/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^删\s?除$/ })
      .click();
    await expect.poll(() => line.count(), patiently).toBe(0);
    await page.getByText('还没有下发过。').waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await expectText(line.locator('td').nth(1), '2025年10月20日');
  });

  it('keeps its form: removing that is refused with the reason', async () => {
    await showScreen(page, '表样');
    await listLine(page, '改厕.xlsx')
      .getByRole('button', { name: /^删\s?除$/ })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^删\s?除$/ })
      .click();
    await page.getByText(/还有报表期在用/).waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await listLine(page, '改厕.xlsx').waitFor();
  });
});

async function openNewRound(): Promise<void> {
  await listLine(page, '改厕.xlsx').getByRole('button', { name: /下发/ }).click();
  await dialog.getByRole('combobox', { name: '表样' }).waitFor();
}

async function setPeriod(year: string, month: string): Promise<void> {
  await dialog.getByLabel('年份').fill(year);
  await dialog.getByRole('combobox', { name: '月份' }).click();
  await page.locator('.ant-select-dropdown').getByTitle(month, { exact: true }).click();
}

/** Presses the button and returns the file that the browser gets. */
async function issueBy(button: string): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download', { timeout: 30_000 });
  await dialog.getByRole('button', { name: button }).click();
  const file = await download;
  await dialog.getByText(/^已下发 \d+ 份$/).waitFor();
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}
