/** 快速合并 as a clerk uses it who has no workbook, only a form and what came back. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { type GeneratedReturn, generateForm, generateReturns } from '../fixtures/returns/returns.ts';
import { readDownload, showCollect } from './collect-page.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { dropFiles, dropFromDisk } from './import-files.ts';
import { expectText, openSample } from './sheet.ts';

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];
let returns: readonly GeneratedReturn[];

beforeAll(async () => {
  browser = await launchBrowser();
  returns = await generateReturns('list', [null, 'savedAsXls', 'otherForm', 'twoVersions'], 32);
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await mkdir(join(folder, '回收'));
  const form = await generateForm('list');
  await writeFile(join(folder, '表样.xlsx'), form.bytes);
  for (const { fileName, bytes } of returns) await writeFile(join(folder, '回收', fileName), bytes);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

function mergeDialog() {
  return page.getByRole('dialog', { name: '快速合并' });
}

function fileLine(name: string) {
  return mergeDialog()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
}

describe('快速合并', () => {
  it('from the start screen fills the form with a folder of returns, says what is wrong, and hands it over', async () => {
    await page.getByRole('button', { name: /^快速合并/ }).click();
    const dialog = mergeDialog();
    await dialog.locator('input[aria-label="表样文件"]').setInputFiles(join(folder, '表样.xlsx'));
    await dialog.getByText(/^逐行表/).waitFor();
    expect(await dialog.locator('.quick-merge-keys').textContent()).toContain('村名');
    await dropFromDisk(page, [join(folder, '回收')]);
    await dialog.getByRole('button', { name: `合并 ${returns.length} 个文件` }).click();
    await dialog.getByText(/^并入 4 份/).waitFor({ timeout: 60_000 });

    const [plain, , other, first] = returns.map(({ fileName }) => fileName);
    expect(await fileLine(plain ?? '').textContent()).toContain('✓ 已并入');
    expect(await fileLine(other ?? '').textContent()).toContain('× 没有并入');
    expect(await fileLine(first ?? '').textContent()).toMatch(/要核对.*交了2份/);
    await dialog.getByRole('tab', { name: '冲突（1）' }).click();
    const conflict = dialog.getByRole('table', { name: '冲突' }).locator('tbody tr');
    expect(await conflict.textContent()).toContain(first ?? '');
    await dialog.getByRole('tab', { name: '合计' }).click();
    expect(await dialog.getByRole('table', { name: '合计' }).locator('tbody tr').count()).toBeGreaterThan(2);

    // What is not saved is not lost by a slip.
    await page.keyboard.press('Escape');
    await expectText(dialog.getByRole('alert'), /还没有保存/);
    await dialog.getByRole('button', { name: '回去保存' }).click();
    const saved = await readDownload(page, () =>
      dialog.getByRole('button', { name: '保存合并结果' }).click(),
    );
    expect(saved.name).toMatch(/ 合并\.xlsx$/);
    const [sheet] = loadSheets(saved.bytes, saved.name);
    const village = returns[0]?.rows[0]?.values.村名;
    expect(sheet?.rows.map((_, row) => textAt(sheet, row, 2))).toContain(village);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^打开示例/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('from 收表 takes dropped files, the first of them as the form, and changes nothing in the workbook', async () => {
    await openSample(page);
    await showCollect(page);
    await page.getByRole('button', { name: '快速合并…' }).click();
    const dialog = mergeDialog();
    const files = returns.slice(0, 2).map(({ fileName }) => join(folder, '回收', fileName));
    await dropFiles(page, files, '.quick-merge');
    await dialog.getByText(/以第一份能用的回收表作表样/).waitFor();
    await dialog.getByRole('button', { name: `不要“${returns[1]?.fileName}”` }).click();
    await dialog.getByRole('button', { name: '合并 1 个文件' }).click();
    await dialog.getByText(/^并入 1 份/).waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: '返回，改文件再合并' }).click();
    await dialog.getByRole('button', { name: '合并 1 个文件' }).waitFor();
    await dialog.getByRole('button', { name: /^取\s?消$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.locator('.receive-dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('can be given up on the way, and goes on from what was chosen', async () => {
    let asked = 0;
    await page.route('**/rpc/merge.run', async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      // Until the page gives up.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await route.abort().catch(() => undefined);
    });
    await page.getByRole('button', { name: /^快速合并/ }).click();
    const dialog = mergeDialog();
    const [first] = returns;
    await dialog
      .locator('input[aria-label="要合并的文件"]')
      .setInputFiles(join(folder, '回收', first?.fileName ?? ''));
    await dialog.getByRole('button', { name: '合并 1 个文件' }).click();
    await expect.poll(() => asked).toBe(1);
    await dialog.getByRole('button', { name: /^取\s?消$/ }).click();
    await dialog.getByRole('button', { name: '合并 1 个文件' }).click();
    await dialog.getByText(/^并入 1 份/).waitFor({ timeout: 60_000 });
  });
});
