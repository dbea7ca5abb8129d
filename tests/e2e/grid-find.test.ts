import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, lineCell, listCell, openSample, rewrite, showTable, waitSaved } from './sheet.ts';

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

describe('find', () => {
  it('goes from hit to hit with F3 and Enter, shows how many there are, and marks them', async () => {
    await showTable(page, '重点任务');
    await page.keyboard.press('Control+f');
    await findField(page).fill('粮食');
    const count = findBar(page).locator('.find-count');
    await expectText(count, /^[–\d]+\/\d+$/);
    const total = Number((await count.textContent())?.split('/')[1]);
    expect(total).toBeGreaterThan(1);
    await expect.poll(() => page.locator('.sheet-hit, .sheet-hit-current').count()).toBeGreaterThan(0);

    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.sheet-hit-current').count()).toBe(1);
    const first = await page.locator('.cell-bar-text').textContent();
    expect(first).toContain('粮食');
    const at = Number((await count.textContent())?.split('/')[0]);
    await page.keyboard.press('F3');
    await expectText(count, `${(at % total) + 1}/${total}`);
    await page.keyboard.press('Shift+F3');
    await expectText(count, `${at}/${total}`);
    // The keyboard stayed in the bar.
    expect(await findField(page).evaluate((field) => field === document.activeElement)).toBe(true);

    await page.keyboard.press('Escape');
    await findBar(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('.sheet-hit').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('finds by pinyin when asked to, and whole cells only when asked to', async () => {
    await page.keyboard.press('Control+f');
    await findField(page).fill('bnc');
    await findBar(page).getByText('没有找到').waitFor();
    await findBar(page).getByRole('checkbox', { name: '拼音' }).check();
    await expectText(findBar(page).locator('.find-count'), /\/\d+$/);
    await findField(page).press('Enter');
    await expectText(page.locator('.cell-bar-text'), /泊南村/);

    await findField(page).fill('大兴村');
    await findBar(page).getByRole('checkbox', { name: '整格匹配' }).check();
    await findBar(page).getByText('没有找到').waitFor();
  });

  it('offers pinyin where letters find nothing', async () => {
    await page.keyboard.press('Control+f');
    await findField(page).fill('bnc');
    await findBar(page).getByRole('button', { name: '试试按拼音找' }).click();
    await expectText(findBar(page).locator('.find-count'), /\/\d+$/);
    expect(await findBar(page).getByRole('checkbox', { name: '拼音' }).isChecked()).toBe(true);
    expect(await findField(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('looks in the selection only when asked to', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'task').click();
    await listCell(page, 3, 'task').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+f');
    await findField(page).fill('粮食');
    expect(await findBar(page).getByRole('checkbox', { name: '在选区内' }).isChecked()).toBe(true);
    const inside = await totalOf(page);
    await findBar(page).getByRole('checkbox', { name: '在选区内' }).uncheck();
    await expect.poll(() => totalOf(page)).toBeGreaterThan(inside);
  });
});

describe('replace', () => {
  it('has its field one Tab behind the other, and its buttons behind that', async () => {
    await page.keyboard.press('Control+h');
    await findField(page).fill('大兴村');
    await page.keyboard.press('Tab');
    await page.keyboard.type('大兴一村');
    expect(await findBar(page).getByRole('textbox', { name: '替换为' }).inputValue()).toBe('大兴一村');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('替换');
  });

  it('counts cells (格) apart from the places (处) in them', async () => {
    await showTable(page, '重点任务');
    await rewrite(page, listCell(page, 1, 'note'), '甲乙甲');
    await rewrite(page, listCell(page, 2, 'note'), '甲乙丙甲');
    await page.keyboard.press('Control+h');
    await findField(page).fill('甲');
    await expectText(findBar(page).locator('.find-counted'), /\/2格$/);
    await findBar(page).getByRole('textbox', { name: '替换为' }).fill('丁');
    await findBar(page).getByRole('button', { name: '全部替换' }).click();
    await page.getByText('替换了 2 格里的 4 处').waitFor();
    await waitSaved(page);
    const undo = page.getByRole('button', { name: '撤销', exact: true });
    expect(await undo.getAttribute('title')).toContain('替换 2 格里的 4 处');
  });

  it('replaces everything as one edit with its name, and one undo takes all of it back', async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'indicator').click();
    await page.keyboard.press('Control+h');
    await findField(page).fill('粮食');
    await findBar(page).getByRole('textbox', { name: '替换为' }).fill('谷物');
    await expect.poll(() => totalOf(page)).toBeGreaterThan(1);
    await findBar(page).getByRole('button', { name: '全部替换' }).click();
    await page.getByText(/替换了 \d+ 格里的 \d+ 处/).waitFor();
    await findBar(page).getByText('没有找到').waitFor();
    await waitSaved(page);
    const title = await page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title');
    expect(title).toMatch(/替换 \d+ 格/);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByRole('button', { name: '撤销', exact: true }).isDisabled()).toBe(true);
    await expectText(listCell(page, 1, 'task'), '粮食稳产增产');
  });

  it('replaces one hit after the other', async () => {
    await page.keyboard.press('Control+h');
    await findField(page).fill('大兴村');
    await findBar(page).getByRole('textbox', { name: '替换为' }).fill('大兴一村');
    await expect.poll(() => totalOf(page)).toBeGreaterThan(0);
    await findBar(page).getByRole('button', { name: '替换', exact: true }).click();
    await expectText(page.locator('.cell-bar-text'), /大兴村/);
    await findBar(page).getByRole('button', { name: '替换', exact: true }).click();
    await expectText(lineCell(page, '高都镇', '提档升级村'), /大兴一村/);
  });

  it('leaves cells that cannot be edited as they are, and says so', async () => {
    await page.keyboard.press('Control+h');
    await findField(page).fill('高都镇');
    await findBar(page).getByRole('textbox', { name: '替换为' }).fill('高都');
    await expect.poll(() => totalOf(page)).toBe(1);
    await findBar(page).getByRole('button', { name: '全部替换' }).click();
    await page.getByText(/1 格不能修改/).waitFor();
    await lineCell(page, '高都镇', '精品示范村').waitFor();
  });
});

function findBar(shown: Page): Locator {
  return shown.getByRole('search', { name: '查找和替换' });
}

function findField(shown: Page): Locator {
  return findBar(shown).getByRole('textbox', { name: '查找内容' });
}

async function totalOf(shown: Page): Promise<number> {
  return Number((await findBar(shown).locator('.find-count').textContent())?.split('/')[1] ?? 0);
}

describe('go to', () => {
  it('finds a village in all tables by the initials of its pinyin and leads to its row', async () => {
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: '查找村、单位、任务' });
    await dialog.waitFor();
    await page.keyboard.type('dxc');
    const place = dialog.getByRole('option', { name: /大兴村.*村名册/ });
    await place.waitFor();
    await place.click();
    await page.getByRole('tab', { name: '村名册', selected: true }).waitFor();
    await expectText(page.locator('.cell-bar-text'), '大兴村');
    await page.keyboard.press('Control+k');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.locator('.cell-bar-text').textContent()).not.toBe('大兴村');
  });
});
