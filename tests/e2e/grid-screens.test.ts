import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  launchBrowser,
  makeFolder,
  openPage,
  type RunningHost,
  removeFolder,
  type Screen,
  startHost,
} from './host.ts';
import { editor, listCell, openSample, showTable } from './sheet.ts';

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
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const screens: readonly (readonly [string, Screen])[] = [
  ['1366×768', { width: 1366, height: 768, scale: 1 }],
  ['1366×768 at 125 %', { width: 1092, height: 614, scale: 1.25 }],
  ['1366×768 at 150 %', { width: 910, height: 512, scale: 1.5 }],
  ['1920×1080', { width: 1920, height: 1080, scale: 1 }],
];

/** Bars, tools and tabs: everything around the sheet. */
const around = [
  '.top-bar',
  '.cell-bar',
  '.row-toolbar',
  '.view-bar',
  '.find-bar',
  '.find-line',
  '.workbook-foot',
  '.status-bar',
  '.side-head',
];

describe.each(screens)('on a screen of %s', (_, screen) => {
  beforeEach(async () => {
    ({ page, complaints } = await openPage(browser, host.address, screen));
    await openSample(page);
  });

  it('nothing around the sheet is cut off or pushed out of sight', async () => {
    await page.locator('.sheet [data-row-id]').first().waitFor();
    expect(await cutOff()).toEqual([]);
    await showTable(page, '重点任务');
    await listCell(page, 1, 'task').click();
    await page.keyboard.press('Control+h');
    await page.getByRole('textbox', { name: '替换为' }).waitFor();
    await page.getByRole('button', { name: '历史', exact: true }).click();
    await page.getByRole('complementary', { name: '修改历史' }).waitFor();
    expect(await cutOff()).toEqual([]);
    expect(await visibleRows()).toBeGreaterThanOrEqual(5);
  });

  it('the editor of the last column stays on its cell, and its list beside it', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'task').click();
    await page.keyboard.press('End');
    await page.keyboard.press('F2');
    await page.locator('textarea[data-sheet="editing"]').waitFor();
    const cell = await page.locator('.sheet-cell.sheet-active').boundingBox();
    const field = await page.locator('.sheet-editor-frame').boundingBox();
    expect(Math.abs((field?.x ?? 0) - (cell?.x ?? 0))).toBeLessThanOrEqual(2);
    await page.keyboard.press('Escape');
    expect(await editor(page).getAttribute('data-sheet')).toBe('idle');
  });
});

/** Elements whose contents are wider than they are, or that reach out of the window. */
function cutOff(): Promise<string[]> {
  return page.evaluate(
    (selectors) =>
      selectors.flatMap((selector) =>
        [...document.querySelectorAll<HTMLElement>(selector)]
          .filter((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return (
              element.scrollWidth > element.clientWidth + 1 ||
              left < -1 ||
              top < -1 ||
              right > innerWidth + 1 ||
              bottom > innerHeight + 1
            );
          })
          .map((element) => `${selector}: ${element.scrollWidth} in ${element.clientWidth}`),
      ),
    around,
  );
}

function visibleRows(): Promise<number> {
  return page.locator('.sheet .ag-row:not(.ag-row-pinned)').count();
}
