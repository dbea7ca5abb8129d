import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowClipboard, copyElsewhere, pasteElsewhere } from './clipboard.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, listCell, openSample, rewrite, rowNumber, showTable } from './sheet.ts';

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

/** How many cells lie inside a dashed outline. */
const outlined = () => page.locator('.sheet .sheet-copied').count();
const clipboardStatus = () => page.getByRole('status', { name: '剪贴板' });

async function copyFour(cut = false): Promise<void> {
  await listCell(page, 1, 'target').click();
  await listCell(page, 2, 'measureWord').click({ modifiers: ['Shift'] });
  await page.keyboard.press(cut ? 'Control+x' : 'Control+c');
  await expect.poll(outlined).toBe(4);
}

describe('what was copied', () => {
  it('is outlined with dashes until Esc, and says so to those who cannot see it', async () => {
    await copyFour();
    const first = listCell(page, 1, 'target');
    const look = await first.evaluate((cell) => getComputedStyle(cell).backgroundImage);
    expect(look).toContain('repeating-linear-gradient');
    await expectText(clipboardStatus(), '已复制 4 个单元格，按 Ctrl+V 粘贴，按 Esc 取消');
    await page.keyboard.press('Escape');
    await expect.poll(outlined).toBe(0);
    await expectText(clipboardStatus(), '');
  });

  it('stays outlined through its pastes, and is no longer after another edit', async () => {
    await copyFour();
    await listCell(page, 4, 'target').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 4, 'target'), '6.5');
    await expect.poll(outlined).toBe(4);
    await listCell(page, 7, 'target').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 7, 'target'), '6.5');
    await expect.poll(outlined).toBe(4);
    await rewrite(page, listCell(page, 1, 'indicator'), '改');
    await expect.poll(outlined).toBe(0);
    await listCell(page, 9, 'target').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 9, 'target'), '6.5');
  });
});

describe('what was cut', () => {
  it('is moved by its paste, and its outline is gone', async () => {
    await copyFour(true);
    await listCell(page, 5, 'target').click();
    await page.keyboard.press('Control+v');
    await expectText(listCell(page, 5, 'target'), '6.5');
    await expectText(listCell(page, 1, 'target'), '');
    await expect.poll(outlined).toBe(0);
  });

  it.each(['Escape', 'an edit elsewhere'])(
    'stays where it is after %s, and is pasted as a copy',
    async (how) => {
      await copyFour(true);
      if (how === 'Escape') await page.keyboard.press('Escape');
      else await rewrite(page, listCell(page, 3, 'indicator'), '改');
      await expect.poll(outlined).toBe(0);
      await listCell(page, 5, 'target').click();
      await page.keyboard.press('Control+v');
      await expectText(listCell(page, 5, 'target'), '6.5');
      await expectText(listCell(page, 1, 'target'), '6.5');
    },
  );
});

describe('the menus of the clipboard', () => {
  const take = async (number: number, column: string, title: string): Promise<void> => {
    await listCell(page, number, column).click({ button: 'right' });
    await page.getByRole('menuitem', { name: title, exact: true }).click();
  };

  it('copy what the keyboard copies, with the formats that keep texts texts', async () => {
    await rewrite(page, listCell(page, 1, 'note'), '007');
    await listCell(page, 1, 'note').click();
    await take(1, 'note', '复制');
    await expect.poll(outlined).toBe(1);
    const { text, html } = await pasteElsewhere(page);
    expect(text).toBe('007');
    expect(html).toContain('mso-number-format');
  });

  it('cut and paste', async () => {
    await take(1, 'measureWord', '剪切');
    await expect.poll(outlined).toBe(1);
    await take(3, 'note', '粘贴');
    await expectText(listCell(page, 3, 'note'), '万亩');
    await expectText(listCell(page, 1, 'measureWord'), '');
  });

  it('paste what another program copied', async () => {
    await copyElsewhere(page, '甲\t乙');
    await take(3, 'note', '粘贴');
    await expectText(listCell(page, 3, 'note'), '甲');
    await expectText(listCell(page, 3, 'source'), '乙');
  });

  it('say which key to press where the browser does not let a menu read the clipboard', async () => {
    await page.context().clearPermissions();
    await page.evaluate(() => {
      navigator.clipboard.read = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    });
    await take(3, 'note', '粘贴');
    await page.getByText('请按 Ctrl+V 粘贴').waitFor();
  });

  it('offer 插入复制的行 only when something was copied here, and say what is missing', async () => {
    const entry = page.getByRole('menuitem', { name: '插入复制的行' });
    await rowNumber(page, 3).click({ button: 'right' });
    expect(await entry.getAttribute('aria-disabled')).toBe('true');
    expect(await entry.getAttribute('title')).toContain('还没有复制的行');
    await entry.click({ force: true });
    await page.getByText('共 69 行').waitFor();
    await page.keyboard.press('Escape');

    await rowNumber(page, 1).click();
    await page.keyboard.press('Control+c');
    await rowNumber(page, 3).click({ button: 'right' });
    expect(await entry.getAttribute('aria-disabled')).toBe('false');
    await entry.click();
    await page.getByText('共 70 行').waitFor();
    await expectText(listCell(page, 3, 'target'), '6.5');
    await expect.poll(outlined).toBe(0);
  });

  it('insert copied cells as new rows that hold nothing else', async () => {
    await copyFour();
    await listCell(page, 4, 'target').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '插入复制的行' }).click();
    await page.getByText('共 71 行').waitFor();
    await expectText(listCell(page, 4, 'target'), '6.5');
    await expectText(listCell(page, 5, 'measureWord'), '万亩');
    await expectText(listCell(page, 4, 'task'), '');
  });
});
