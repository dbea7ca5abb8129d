import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  editor,
  expectText,
  lineCell,
  listCell,
  openSample,
  rewrite,
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
  await openSample(page);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('an annex in its printed layout', () => {
  it('counts the names of a township as they are edited, through undo, a restart of the page and redo', async () => {
    const names = lineCell(page, '高都镇', '提档升级村');
    const total = lineCell(page, '合计', '提档升级村');
    await expectText(names, '大兴村、东顿村、任庄村、东元庆村、横岭村');
    await expectText(total, '60');

    await rewrite(page, names, '大兴村，东顿村；东元庆村、横岭村、善获村、西元庆村');
    await expectText(names, '大兴村、东顿村、东元庆村、横岭村、善获村、西元庆村');
    await expectText(total, '61');
    await expectText(lineCell(page, '文件合计', '提档升级村'), '60 ▲ 相差 1');

    await page.keyboard.press('Control+z');
    await expectText(total, '60');
    await waitSaved(page);

    await page.reload();
    await expectText(lineCell(page, '合计', '提档升级村'), '60');
    const redo = page.getByRole('button', { name: '重做' });
    expect(await redo.getAttribute('title')).toContain(
      '修改 高都镇 提档升级村（增加 善获村、西元庆村，删除 任庄村）',
    );
    await redo.click();
    await expectText(lineCell(page, '合计', '提档升级村'), '61');
    expect(complaints).toEqual([]);
  });

  it('finds the one shift that mends the totals of annex 2, moves the names and takes the move back', async () => {
    await showTable(page, '附件2 市级');
    const banner = page.getByRole('status', { name: '合计不符' });
    await expectText(
      banner.locator('.banner-text'),
      /精品示范村 实数 22、文件 15.*提档升级村 实数 73、文件 80/,
    );
    await expectText(
      banner.locator('.banner-text'),
      /把大阳镇「东山村、西山村、河底村、李家庄村、南沟新村、刘家庄村、香峪村」7个村移到「提档升级村」/,
    );

    await banner.getByRole('button', { name: '移过去' }).click();
    await expectText(lineCell(page, '合计', '精品示范村'), '15');
    await expectText(lineCell(page, '合计', '提档升级村'), '80');
    await expectText(
      lineCell(page, '大阳镇', '提档升级村'),
      '东山村、西山村、河底村、李家庄村、南沟新村、刘家庄村、香峪村',
    );
    await banner.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await expectText(lineCell(page, '合计', '精品示范村'), '22');
    await banner.waitFor();
  });

  it('lets the declared total be corrected, and refuses what is no whole number', async () => {
    const declared = lineCell(page, '文件合计', '精品示范村');
    await rewrite(page, declared, '六');
    await page.getByText('文件合计只能是整数').waitFor();
    await expectText(declared, '5');
    await rewrite(page, declared, '6');
    await expectText(declared, '6 ▲ 相差 1');
    await page.keyboard.press('Control+z');
    await expectText(declared, '5');
  });

  it('shows the same rows village by village, with suggestions from the registry of the township', async () => {
    await page.getByRole('radio', { name: '逐村台账' }).click();
    await expectText(listCell(page, 1, 'township'), '下村镇');
    await listCell(page, 1, 'village').click();
    await page.keyboard.type('下寺');
    await page.getByRole('option', { name: '下寺头村' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'village'), '下寺头村');
    await page.getByRole('radio', { name: '附件样式' }).click();
    await expectText(lineCell(page, '下村镇', '提档升级村'), '下寺头村、柳树底村、西陈庄村、下庄村');
  });

  it('does not let the township column or the counted total be typed over, and says why', async () => {
    await page.locator('[data-row-id="高都镇"] [col-id="township"]').click();
    await page.keyboard.type('x');
    await page.getByText('这里不能改').first().waitFor();
    await lineCell(page, '合计', '精品示范村').click();
    await page.keyboard.press('F2');
    await page.getByText('自动数出').first().waitFor();
    await expectText(lineCell(page, '合计', '精品示范村'), '5');
    expect(await editor(page).getAttribute('data-sheet')).toBe('idle');
  });

  it('leads from a problem to its cell', async () => {
    await page.getByRole('button', { name: /^问题/ }).click();
    const problem = page.getByRole('list', { name: '问题' }).getByRole('button').first();
    const text = (await problem.textContent()) ?? '';
    await problem.click();
    const township = /不在(.+镇)的/.exec(text)?.[1] ?? '';
    await expectText(page.locator('.cell-bar-name'), new RegExp(`^${township} · `));
  });
});
