import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { eventually, expectText, lineCell, openSample, showTable } from './sheet.ts';

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];

/** The tests' container runs everything as root, where a browser has no sandbox of its own. */
const environment = { HUIBIAO_BROWSER_NO_SANDBOX: '1', HUIBIAO_BROWSER: '' };

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  Object.assign(process.env, environment);
  await openHost();
});
afterEach(async () => {
  await closeHost();
  await removeFolder(folder);
  delete process.env.HUIBIAO_BROWSER_NO_SANDBOX;
  delete process.env.HUIBIAO_BROWSER;
});

describe('the preview', () => {
  it('opens with Ctrl+P and shows the pages of both annexes as they are printed', async () => {
    await openPrint();
    expect(await ticked()).toEqual(['附件1 省级', '附件2 市级']);
    const texts = await shownPages().allTextContents();
    expect(texts[0]).toMatch(/^附件1.*泊南村.*— 1 —$/s);
    expect(texts.join('')).toContain('附件2');
    const [paper] = await boxesOf(shownPages());
    expect((paper?.height ?? 0) / (paper?.width ?? 1)).toBeCloseTo(297 / 210, 2);
    expect(complaints).toEqual([]);
  });

  it('shows what was just typed in the sheet', async () => {
    const cell = lineCell(page, '高都镇', '精品示范村');
    await cell.click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('泊南村、善获村');
    await page.keyboard.press('Control+p');
    await shownPages().first().waitFor();
    expect((await shownPages().first().textContent())?.replaceAll('\n', '')).toContain('泊南村、善获村');
  });

  it('is laid out anew at once when a setting changes, and back', async () => {
    await openPrint();
    await choose('版式', '台账');
    await expectText(shownPages().first(), /第 1 页　共 \d+ 页$/);
    await choose('方向', '横向');
    await eventually(() => page.locator('.hp-page.hp-across').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: '恢复这种版式的默认设置' }).click();
    await eventually(() => page.locator('.hp-page.hp-across').count()).toBe(0);
    await choose('版式', '公文附件');
    await page.getByLabel('起始页码').fill('9');
    await page.getByLabel('起始页码').press('Enter');
    await expectText(shownPages().first(), /— 9 —$/);
    await expectText(page.locator('.page-count'), /^9–\d+，共 \d+ 页$/);
  });

  it('keeps the old pages and says why where the margins leave no room', async () => {
    await openPrint();
    await choose('页边距', '自定');
    for (const name of ['装订一侧的边距（订口）', '翻口一侧的边距（切口）']) {
      await page.getByLabel(name).fill('80');
      await page.getByLabel(name).press('Enter');
    }
    await page.getByText(/^没有重新排版：页边距太大/).waitFor();
    expect(await page.getByRole('button', { name: '打印…' }).isDisabled()).toBe(true);
    await choose('页边距', '按版式');
    await page.getByText(/^没有重新排版/).waitFor({ state: 'detached' });
    await eventually(() => page.getByRole('button', { name: '打印…' }).isDisabled()).toBe(false);
  });

  it('turns pages by keyboard, by number and by thumbnail, and has only those on view', async () => {
    await openLongPrint();
    const count = await pageCount();
    expect(count).toBeGreaterThan(8);
    expect(await shownPages().count()).toBeLessThan(8);
    await page.keyboard.press('End');
    await eventually(currentPage).toBe(String(count));
    await page.locator('.page-current').waitFor();
    await page.keyboard.press('Home');
    await eventually(currentPage).toBe('1');
    await page.keyboard.press('PageDown');
    await eventually(currentPage).toBe('3');
    await page.keyboard.press('PageUp');
    await eventually(currentPage).toBe('1');
    await page.getByRole('textbox', { name: '页码' }).fill('6');
    await page.keyboard.press('Enter');
    await eventually(currentPage).toBe('6');
    await expectText(page.locator('.page-current .hp-number'), `第 6 页　共 ${count} 页`);
    await page.getByRole('navigation', { name: '缩略图' }).getByRole('button', { name: '第 5 页' }).click();
    await eventually(currentPage).toBe('5');
  });

  it('keeps the place when it is laid out anew and when it is drawn larger', async () => {
    await openLongPrint();
    const count = await pageCount();
    await page.getByRole('textbox', { name: '页码' }).fill(String(count - 1));
    await page.keyboard.press('Enter');
    await eventually(currentPage).toBe(String(count - 1));
    const before = await page.locator('.page-current td').first().textContent();
    await choose('页面排列', '单页');
    await page.getByRole('button', { name: '放大' }).click();
    await eventually(currentPage).toBe(String(count - 1));
    expect(await page.locator('.page-current td').first().textContent()).toBe(before);
    await page.getByRole('checkbox', { name: '填表人、审核人、日期' }).uncheck();
    await page.getByText('正在重新排版…').waitFor({ state: 'detached' });
    await eventually(currentPage).toBe(String(count - 1));
  });

  it('prints the tables in the order in which they are put', async () => {
    await openPrint();
    await page.getByRole('checkbox', { name: '附件2 市级' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expectText(shownPages().first(), /^附件2/);
    await page.keyboard.press('Space');
    await expectText(shownPages().first(), /^附件1/);
    const items = page.getByRole('list', { name: '要打印的表' }).getByRole('listitem');
    await items.filter({ hasText: '重点任务' }).dragTo(items.first(), { targetPosition: { x: 12, y: 3 } });
    await expectText(items.first().locator('.ant-checkbox-label'), '重点任务');
    await page.getByRole('checkbox', { name: '附件1 省级' }).uncheck();
    await page.getByText('还没有选要打印的表').waitFor();
    expect(await page.getByRole('button', { name: '存为PDF' }).isDisabled()).toBe(true);
  });

  it('says what in the annexes does not add up', async () => {
    await openPrint();
    const notes = page.getByRole('region', { name: '提示' });
    await notes
      .getByText(/实数.*所列/)
      .first()
      .waitFor();
    await notes.getByRole('button', { name: /条提示/ }).click();
    await notes.getByText(/字体/).first().waitFor();
  });

  it('begins next time with what was chosen', async () => {
    await openPrint();
    await choose('纸张', 'A3');
    await page.getByRole('checkbox', { name: '重点任务' }).check();
    await choose('页面排列', '单页');
    await page.getByText('正在重新排版…').waitFor({ state: 'detached' });
    await closeHost();
    await openHost();
    await page.getByRole('button', { name: '打印', exact: true }).click();
    await shownPages().first().waitFor();
    expect(await ticked()).toEqual(['附件1 省级', '附件2 市级', '重点任务']);
    expect(await page.getByRole('radio', { name: 'A3' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: '单页' }).isChecked()).toBe(true);
  });
});

describe('what leaves the screen', () => {
  it('is a PDF of as many pages as are shown', async () => {
    await openPrint();
    const file = await saveBy('存为PDF');
    expect(file.suggestedFilename()).toMatch(/^附件1 .*等2张表\.pdf$/);
    expect(await countPdfPages(await file.path())).toBe(await pageCount());
  });

  it('is nothing after 取消', async () => {
    await openLongPrint();
    await page.getByRole('button', { name: '存为PDF' }).click();
    await page.getByRole('button', { name: /^取\s?消$/ }).click();
    await page.getByText('已取消，没有存出文件。').waitFor();
    await eventually(() => page.getByRole('button', { name: '存为PDF' }).isEnabled()).toBe(true);
  });

  it('is a Word document with a table for each annex', async () => {
    await openPrint();
    const file = await saveBy('存为Word');
    expect(file.suggestedFilename()).toMatch(/^附件1 .*等2张表\.docx$/);
    const bytes = new Uint8Array(await readFile(await file.path()));
    const entry = listEntries(bytes).find(({ name }) => name === 'word/document.xml');
    if (entry === undefined) throw new Error('no document in it');
    const text = new TextDecoder().decode(inflateEntry(bytes, entry));
    expect(text.match(/<w:tbl>/g)).toHaveLength(2);
  });

  it('is the same paged document for the browser to print', async () => {
    await openPrint();
    await page.evaluate(() => {
      const { dataset } = document.documentElement;
      // Caught on its way down, before the screen itself hears of it.
      const watch = ({ target }: Event): void => {
        if (!(target instanceof HTMLIFrameElement) || target.contentWindow === null) return;
        dataset.printed = target.srcdoc;
        dataset.sections = String(target.contentDocument?.querySelectorAll('.hp-page').length);
        target.contentWindow.print = () => {
          dataset.asked = 'yes';
        };
      };
      document.addEventListener('load', watch, true);
    });
    // A number that is still being typed counts.
    await page.getByLabel('起始页码').fill('9');
    await page.keyboard.press('Control+p');
    await eventually(() => page.evaluate(() => document.documentElement.dataset.asked)).toBe('yes');
    const { sections, printed } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    expect(sections).toBe(String(await pageCount()));
    expect(printed).toContain('— 9 —');
    expect(printed).not.toMatch(/<script/);
    expect(complaints).toEqual([]);
  });

  it('says what to install where nothing can make a PDF, and how to go on', async () => {
    await closeHost();
    process.env.HUIBIAO_BROWSER = '/nowhere/browser';
    await openHost();
    await openPrint();
    await page.getByRole('button', { name: '存为PDF' }).click();
    const said = page.getByRole('alert').filter({ hasText: '没有存为 PDF' });
    await said.getByText(/请安装 Edge、Chrome 或 Chromium/).waitFor();
    await said.getByText(/另存为 PDF/).waitFor();
    expect(await page.getByRole('button', { name: '打印…' }).isEnabled()).toBe(true);
  });
});

async function openHost(): Promise<void> {
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await openSample(page);
}

async function closeHost(): Promise<void> {
  await page.context().close();
  await host.stop();
}

async function openPrint(): Promise<void> {
  await lineCell(page, '高都镇', '精品示范村').click();
  await page.keyboard.press('Control+p');
  await shownPages().first().waitFor();
}

/** The register of villages, which has many pages. */
async function openLongPrint(): Promise<void> {
  await showTable(page, '村名册');
  await page.keyboard.press('Control+p');
  await shownPages().first().waitFor();
}

/** Pages that are drawn, without the thumbnails. */
function shownPages(): Locator {
  return page.getByRole('region', { name: '打印预览' }).locator('.hp-page');
}

async function choose(setting: string, option: string): Promise<void> {
  await page.getByLabel(setting, { exact: true }).getByText(option, { exact: true }).click();
}

async function ticked(): Promise<string[]> {
  const boxes = page.getByRole('list', { name: '要打印的表' }).getByRole('listitem');
  const all = await boxes.all();
  const names = await Promise.all(
    all.map(async (item) =>
      (await item.getByRole('checkbox').isChecked())
        ? await item.locator('.ant-checkbox-label').textContent()
        : null,
    ),
  );
  return names.filter((name) => name !== null);
}

async function pageCount(): Promise<number> {
  const text = await page.locator('.page-count').textContent();
  return Number(/共 (\d+) 页/.exec(text ?? '')?.[1]);
}

function currentPage(): Promise<string> {
  return page.getByRole('textbox', { name: '页码' }).inputValue();
}

async function boxesOf(locator: Locator) {
  return Promise.all((await locator.all()).map((one) => one.boundingBox()));
}

async function saveBy(button: string): Promise<Download> {
  const download = page.waitForEvent('download', { timeout: 40_000 });
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  await page.getByText(/^已交给浏览器下载/).waitFor();
  return file;
}

async function countPdfPages(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)('pdfinfo', [file]);
  return Number(/Pages:\s+(\d+)/.exec(stdout)?.[1]);
}
