import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  chooseFiles,
  columnMeaning,
  drawing,
  drawnCell,
  rowMark,
  townshipReturn,
  writeBook,
} from './import-files.ts';
import { expectText, listCell, openSample, showTable } from './sheet.ts';

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
  await showTable(page, '重点任务');
  dialog = page.locator('.import-dialog');
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('the keyboard', () => {
  it('alone reads, corrects, imports and takes the import back', async () => {
    await chooseFiles(page, await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]));
    await drawing(page).waitFor();
    await expect
      .poll(() => drawing(page).evaluate((grid) => grid === document.activeElement), patiently)
      .toBe(true);
    // To the head of D, and there through the menu.
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'Enter']) {
      await page.keyboard.press(key);
    }
    const menu = page.getByRole('menu', { name: 'D 栏是' });
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await menu.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectText(columnMeaning(page, 'D'), '指标');
    // Row 7, by the menu key, is left out.
    for (let row = 0; row < 7; row += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: '所选的行是' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectText(rowMark(page, 7), '7不导入');
    await expect
      .poll(() => drawing(page).getAttribute('aria-activedescendant'), patiently)
      .toBe(await drawnCell(page, 7, 4).getAttribute('id'));

    const confirm = dialog.getByRole('button', { name: '确认导入' });
    await tabTo(confirm);
    await page.keyboard.press('Enter');
    await dialog.getByText('已导入').waitFor();
    await tabTo(dialog.getByRole('button', { name: '撤销这次导入' }));
    await page.keyboard.press('Enter');
    await dialog.getByText('已撤销这次导入').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => listCell(page, 1, 'task').textContent(), patiently).not.toBe('任务甲');
  });

  it('closes the menu first, then the dialog, which asks only when corrections would be lost', async () => {
    const file = await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]);
    await chooseFiles(page, file);
    await drawing(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    await chooseFiles(page, file);
    await rowMark(page, 7).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '不导入这一行' }).click();
    await expectText(rowMark(page, 7), '7不导入');
    await rowMark(page, 7).click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await dialog.getByText(/还没有用上/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByText(/还没有用上/).waitFor({ state: 'hidden' });
    await expectText(rowMark(page, 7), '7不导入');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '不要了，离开' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('goes on from the menu of rows to that of a column, and Esc leaves only the menu', async () => {
    await chooseFiles(page, await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]));
    await drawing(page).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('menu', { name: '所选的行是' }).waitFor();
    for (const key of ['End', 'Enter']) await page.keyboard.press(key);
    const columns = page.getByRole('menu', { name: 'C 栏是' });
    await columns.waitFor();
    await page.keyboard.press('Escape');
    await columns.waitFor({ state: 'hidden' });
    for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
    await columns.waitFor();
    for (const key of ['End', 'Enter']) await page.keyboard.press(key);
    await expectText(columnMeaning(page, 'C'), '不导入');
  });

  it('stays inside the dialog with Tab', async () => {
    await chooseFiles(page, await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]));
    await drawing(page).waitFor();
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
    }
  });
});

/** Presses Tab until the keyboard is there. */
async function tabTo(target: Locator): Promise<void> {
  for (let press = 0; press < 80; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}
