import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, lineCell, listCell, openSample, rewrite, showTable } from './sheet.ts';
import { bar, cellsOf, headerMenu, openFilter, rowNumbers } from './view.ts';

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

describe('the filter of a column', () => {
  beforeEach(async () => {
    await showTable(page, '附件2 市级');
    await page.getByRole('radio', { name: '逐村台账' }).click();
    await page.getByText('共 95 行').waitFor();
  });

  it('shows the ticked values only, says so above the sheet, and clears again', async () => {
    const dialog = await openFilter(page, 'category');
    await dialog.getByRole('option', { name: /^提档升级村/ }).click();
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await bar(page).getByText('类别 = 精品示范村', { exact: true }).waitFor();
    await bar(page).getByText('显示 22/95 行').waitFor();
    expect(new Set(await cellsOf(page, 'category'))).toEqual(new Set(['精品示范村']));
    expect(await headerMenu(page, 'category').getAttribute('class')).toContain('filtered');

    await bar(page).getByRole('button', { name: '清除筛选' }).click();
    await bar(page).waitFor({ state: 'hidden' });
    expect((await rowNumbers(page)).slice(0, 3)).toEqual(['1', '2', '3']);
    expect(complaints).toEqual([]);
  });

  it('finds values by pinyin initials and is worked by keyboard alone', async () => {
    await listCell(page, 1, 'township').click();
    await page.keyboard.press('Control+Shift+L');
    const dialog = page.getByRole('dialog', { name: '筛选 乡镇' });
    await dialog.getByRole('searchbox', { name: '搜索值' }).waitFor();
    await page.keyboard.type('dyz');
    expect(await dialog.getByRole('listbox', { name: '值' }).getByRole('option').allTextContents()).toEqual([
      expect.stringMatching(/^大阳镇/),
    ]);
    await page.keyboard.press('Enter');
    await bar(page).getByText('乡镇 = 大阳镇', { exact: true }).waitFor();
    expect(new Set(await cellsOf(page, 'township'))).toEqual(new Set(['大阳镇']));

    // The keyboard is back in the sheet.
    await page.keyboard.press('Control+Home');
    await expectText(page.locator('.cell-bar-text'), '大阳镇');
    await page.keyboard.press('Control+Shift+L');
    await dialog.getByRole('listbox', { name: '值' }).focus();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('ticks by keyboard, all and none, and does not filter to nothing', async () => {
    const dialog = await openFilter(page, 'category');
    await dialog.getByRole('button', { name: '全不选' }).click();
    expect(await dialog.getByRole('button', { name: '确定' }).isDisabled()).toBe(true);
    await dialog.getByRole('listbox', { name: '值' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await dialog.getByText('已选 1/2 项').waitFor();
    await page.keyboard.press('Enter');
    await bar(page).getByText('显示 73/95 行').waitFor();
  });

  it('counts in each list what the other filters let through', async () => {
    const first = await openFilter(page, 'township');
    await first.getByRole('searchbox').fill('大阳镇');
    await first.getByRole('button', { name: '确定' }).click();
    const second = await openFilter(page, 'category');
    expect(await second.getByRole('listbox', { name: '值' }).getByRole('option').allTextContents()).toEqual([
      '精品示范村12',
    ]);
  });

  it('filters by what a cell holds from its menu, together with the quick filter', async () => {
    await listCell(page, 1, 'township').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '只看本列为「下村镇」的行' }).click();
    await bar(page).getByText('显示 5/95 行').waitFor();
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('xstc');
    await bar(page).getByText('含「xstc」').waitFor();
    await expect.poll(() => cellsOf(page, 'village')).toEqual(['下寺头村']);
    await page.keyboard.press('Escape');
    await bar(page).getByText('显示 5/95 行').waitFor();
  });
});

describe('conditions and sort keys', () => {
  beforeEach(() => showTable(page, '重点任务'));

  it('compare numbers as numbers, between two of them too', async () => {
    const dialog = await openFilter(page, 'target');
    await dialog.getByRole('combobox', { name: '条件1' }).selectOption({ label: '介于' });
    await dialog.getByRole('textbox', { name: '条件1的下限' }).fill('5');
    await dialog.getByRole('textbox', { name: '条件1的上限' }).fill('20');
    await dialog.getByRole('button', { name: '确定' }).click();
    await bar(page).getByText('目标值 介于 5 和 20').waitFor();
    const numbers = (await cellsOf(page, 'target')).map(Number);
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers.every((number) => number >= 5 && number <= 20)).toBe(true);
  });

  it('say what is missing, take the keyboard there, and are not left out in silence', async () => {
    const dialog = await openFilter(page, 'target');
    const apply = dialog.getByRole('button', { name: '确定' });
    await dialog.getByRole('combobox', { name: '条件1' }).selectOption({ label: '介于' });
    await dialog.getByRole('textbox', { name: '条件1的下限' }).fill('5');
    await apply.click();
    await expectText(dialog.getByRole('alert'), '「介于」还没有填上限。');
    const upper = dialog.getByRole('textbox', { name: '条件1的上限' });
    expect(await upper.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await upper.getAttribute('aria-invalid')).toBe('true');

    await upper.fill('很多');
    await page.keyboard.press('Enter');
    await expectText(dialog.getByRole('alert'), '「介于」的上限「很多」不是数字。');
    await upper.fill('20');
    expect(await dialog.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Enter');
    await bar(page).getByText('目标值 介于 5 和 20').waitFor();
  });

  it('that are hidden again do not restrict', async () => {
    const dialog = await openFilter(page, 'indicator');
    const first = dialog.getByRole('combobox', { name: '条件1' });
    await first.selectOption({ label: '包含' });
    await dialog.getByRole('textbox', { name: '条件1的值' }).fill('农田');
    await dialog.getByRole('combobox', { name: '条件2' }).selectOption({ label: '包含' });
    await dialog.getByRole('textbox', { name: '条件2的值' }).fill('没有这个词');
    await first.selectOption({ label: '条件：不限' });
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await bar(page).count()).toBe(0);
  });

  it('list （一）（四）（十） in the order of their numbers', async () => {
    const dialog = await openFilter(page, 'section');
    const listed = await dialog.getByRole('listbox', { name: '值' }).getByRole('option').allTextContents();
    const numerals = listed.flatMap((text) => /^（([一二三四五六七八九十]+)）/.exec(text)?.[1] ?? []);
    expect(numerals.length).toBeGreaterThan(3);
    const order = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
    const places = numerals.map((numeral) => order.indexOf(numeral));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('sort by several columns, keep 未填 last both ways, and never change the order of the table', async () => {
    const first = await openFilter(page, 'comparator');
    await first.getByRole('button', { name: '升序' }).click();
    const second = await openFilter(page, 'target');
    await second.getByRole('button', { name: '加为次要排序' }).click();
    await bar(page).getByText('排序：比较 升序、目标值 升序').waitFor();
    const comparators = await cellsOf(page, 'comparator');
    const targets = await cellsOf(page, 'target');
    for (const [index, comparator] of comparators.entries()) {
      const [here, next] = [targets[index] ?? '', targets[index + 1] ?? ''];
      if (comparators[index + 1] !== comparator || here === '' || next === '') continue;
      expect(Number(here)).toBeLessThanOrEqual(Number(next));
    }
    await bar(page).getByRole('button', { name: '清除排序' }).click();
    expect((await rowNumbers(page)).slice(0, 4)).toEqual(['1', '2', '3', '4']);
  });

  it('leave an edited row where it is until they are applied again', async () => {
    const dialog = await openFilter(page, 'comparator');
    await dialog.getByRole('searchbox').fill('定性');
    await dialog.getByRole('button', { name: '确定' }).click();
    await bar(page).getByText('比较 = 定性').waitFor();
    const before = await firstNumbers();
    await rewrite(page, listCell(page, 1, 'comparator'), '=');
    await expectText(listCell(page, 1, 'comparator'), '=');
    expect(await firstNumbers()).toEqual(before);

    await bar(page).getByRole('button', { name: '重新应用' }).click();
    await expect.poll(firstNumbers).not.toContain(before[0]);
    expect(new Set(await cellsOf(page, 'comparator'))).toEqual(new Set(['定性']));

    // Undo leads to the row although the filter leaves it out.
    await page.keyboard.press('Control+z');
    await expect.poll(firstNumbers).toEqual(before);
  });

  it('say when nothing matches', async () => {
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.insertText('没有这个词');
    await page.getByText('没有相符的行').waitFor();
    await bar(page).getByText('显示 0/69 行').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await rowNumbers(page)).length).toBeGreaterThan(5);
  });
});

describe('the quick filter', () => {
  it('works on an annex too, where a line stays when any of its names matches', async () => {
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('bnc');
    await bar(page).getByText('含「bnc」').waitFor();
    await expectText(lineCell(page, '高都镇', '精品示范村'), /泊南村/);
    await expectText(lineCell(page, '合计', '精品示范村'), '5');
  });
});

describe('hidden columns', () => {
  it('are not searched by the quick filter, which says so and follows when they are shown again', async () => {
    await showTable(page, '重点任务');
    await rewrite(page, listCell(page, 2, 'note'), '独一无二');
    const field = page.getByRole('searchbox', { name: '快速筛选' });
    expect(await field.getAttribute('title')).toContain('隐藏的列不找');
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.insertText('独一无二');
    await bar(page).getByText('显示 1/69 行').waitFor();
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('dialog', { name: '显示的列' }).getByLabel('备注').uncheck();
    await bar(page).getByText('显示 0/69 行').waitFor();
    await page.keyboard.press('Escape');
    await bar(page).getByRole('button', { name: '全部显示' }).click();
    await bar(page).getByText('显示 1/69 行').waitFor();
  });
});

/** The uppermost rows; how many more there is room for depends on the bars above them. */
async function firstNumbers(): Promise<string[]> {
  return (await rowNumbers(page)).slice(0, 8);
}
