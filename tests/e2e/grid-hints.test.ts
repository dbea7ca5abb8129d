import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { eventually, expectText, listCell, openSample, rewrite, showTable } from './sheet.ts';

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

describe('the reason of a mark', () => {
  it('does not come up for the cell that a bar above the sheet pushes under the pointer, nor stays on a key', async () => {
    await listCell(page, 1, 'current').click();
    await listCell(page, 9, 'current').click({ modifiers: ['Shift'] });
    await page.keyboard.insertText('约三成');
    await page.keyboard.press('Control+Enter');
    await eventually(() => listCell(page, 9, 'current').getAttribute('data-mark')).toMatch(/确切的数/);
    await listCell(page, 12, 'state').hover();
    await listCell(page, 5, 'current').hover();
    const hint = page.getByRole('tooltip');
    await hint.waitFor();
    await page.keyboard.press('Control+h');
    await page.getByRole('textbox', { name: '替换为' }).waitFor();
    await hint.waitFor({ state: 'hidden' });
    // Longer than a pointer has to rest for a hint.
    const rested = page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
    await rested;
    expect(await hint.count()).toBe(0);
    await listCell(page, 3, 'current').hover();
    await hint.waitFor();
  });
});

describe('a required cell', () => {
  it('that was emptied is marked quietly, and stands in 问题 with what to do', async () => {
    const problems = page.getByRole('button', { name: /^问题 \d+$/ });
    await expectText(problems, '问题 0');
    await listCell(page, 2, 'task').click();
    await page.keyboard.press('Delete');
    await expectText(problems, '问题 1');
    await eventually(() => listCell(page, 2, 'task').getAttribute('class')).toContain('sheet-mark-note');
    await problems.click();
    await page.getByRole('button', { name: /任务没有填。这一栏必须填，请补上/ }).waitFor();
    expect(await page.getByRole('button', { name: '历史', exact: true }).getAttribute('aria-pressed')).toBe(
      'false',
    );
    await rewrite(page, listCell(page, 2, 'task'), '粮食');
    await expectText(problems, '问题 0');
  });

  it('of a new row is not marked before something stands in the row', async () => {
    const problems = page.getByRole('button', { name: /^问题 \d+$/ });
    await listCell(page, 2, 'task').click();
    await page.keyboard.press('Control+Shift+Equal');
    await page.getByText('共 70 行').waitFor();
    await expectText(problems, '问题 0');
    await rewrite(page, listCell(page, 2, 'note'), '待核');
    await expectText(problems, '问题 3');
  });
});

describe('the keyboard help', () => {
  it('takes the keyboard itself, names the keys that have no menu, and gives the keyboard back', async () => {
    await listCell(page, 2, 'task').click();
    await page.keyboard.press('F1');
    const dialog = page.getByRole('dialog', { name: '快捷键' });
    await dialog.getByText('移动所选行、列').waitFor();
    await dialog.getByText('打开可选内容').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toBe('help-scroll');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await expectText(page.locator('.cell-bar-name'), /^第3行/);
  });
});
