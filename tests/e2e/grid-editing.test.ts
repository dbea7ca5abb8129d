import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { editor, expectText, lineCell, listCell, openSample, rewrite, showTable } from './sheet.ts';

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page } = await openPage(browser, host.address));
  await openSample(page);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

const here = () => page.locator('.cell-bar-name');
const chips = () => page.locator('.sheet-editor-frame .chip');
const chipTexts = async () => (await chips().allTextContents()).map((text) => text.replace(/[×?]/g, ''));

const expectChips = (...names: string[]) => expect.poll(chipTexts, { timeout: 10_000 }).toEqual(names);

describe('editing in a list', () => {
  beforeEach(async () => {
    await showTable(page, '重点任务');
    await listCell(page, 1, 'target').waitFor();
  });

  it('goes down with Enter, right with Tab, and back below the column where the Tabs began', async () => {
    await listCell(page, 1, 'current').click();
    await page.keyboard.press('Enter');
    await expectText(here(), '第2行 · 当前值');
    await page.keyboard.type('4');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expectText(here(), '第2行 · 状态');
    await page.keyboard.press('Enter');
    await expectText(here(), '第3行 · 当前值');
    await expectText(listCell(page, 2, 'current'), '4');
    await page.keyboard.press('Shift+Enter');
    await expectText(here(), '第2行 · 当前值');
  });

  it('breaks lines with Alt+Enter, gives up with Esc, and fills the selection with Ctrl+Enter', async () => {
    await listCell(page, 1, 'note').click();
    await page.keyboard.type('a');
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.type('b');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'note'), 'a\nb');
    await listCell(page, 2, 'note').click();
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await expectText(listCell(page, 2, 'note'), '');

    await listCell(page, 2, 'current').click();
    await listCell(page, 4, 'current').click({ modifiers: ['Shift'] });
    await page.keyboard.type('8');
    await page.keyboard.press('Control+Enter');
    await expectText(listCell(page, 4, 'current'), '8');
    await expectText(listCell(page, 2, 'current'), '8');
    await page.keyboard.press('Delete');
    await expectText(listCell(page, 3, 'current'), '');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 3, 'current'), '8');
    await page.keyboard.press('Control+z');
    await expectText(listCell(page, 3, 'current'), '');
  });

  it('shows how a date is read, and completes one without its year by the year of the plan', async () => {
    await listCell(page, 1, 'deadline').click();
    await page.keyboard.type('2025.3.26');
    await page.getByText('记为 2025-03-26').waitFor();
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'deadline'), '2025-03-26');

    await rewrite(page, listCell(page, 1, 'deadline'), '');
    await listCell(page, 1, 'deadline').click();
    await page.keyboard.insertText('3月26日');
    // What Enter stores is seen before: the year is that of the other deadlines, not the computer's.
    await page.getByRole('option', { name: '2025-03-26', selected: true }).waitFor();
    await page.getByText('记为 2025-03-26').waitFor();
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'deadline'), '2025-03-26');
  });

  it('keeps a date without its year as it is written when asked to, and offers its year again on F2', async () => {
    const cell = listCell(page, 2, 'deadline');
    await cell.click();
    await page.keyboard.insertText('3月26日');
    await page.getByRole('option', { name: /^3月26日\s*照写的保留/ }).click();
    await expectText(cell, '3月26日');
    await expect.poll(() => cell.getAttribute('class')).toContain('sheet-mark-must');

    await cell.click();
    await page.keyboard.press('F2');
    await page.getByRole('option', { name: '2025-03-26' }).waitFor();
    expect(await page.getByRole('option', { selected: true }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await expectText(cell, '3月26日');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectText(cell, '2025-03-26');
  });

  it('gives a Chinese input method its first keystroke after moving by keyboard and after scrolling', async () => {
    await listCell(page, 1, 'note').click();
    await page.keyboard.press('Enter');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'y', selectionStart: 1, selectionEnd: 1 });
    await session.send('Input.imeSetComposition', { text: 'yi', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.insertText', { text: '已' });
    expect(await editor(page).inputValue()).toBe('已');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 2, 'note'), '已');
    await page.keyboard.press('Control+ArrowDown');
    await session.send('Input.imeSetComposition', { text: 'w', selectionStart: 1, selectionEnd: 1 });
    await session.send('Input.insertText', { text: '完成' });
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell', { name: '完成', exact: true }).waitFor();
  });

  it('offers units by pinyin, several of them as chips', async () => {
    await listCell(page, 6, 'units').click();
    await page.keyboard.press('F2');
    await expectChips('县水务局', '县农业农村局');
    await page.keyboard.type('xmzj');
    await page.getByRole('option', { name: '县民政局' }).waitFor();
    await page.keyboard.press('Enter');
    await expectChips('县水务局', '县农业农村局', '县民政局');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 6, 'units'), '县水务局、县农业农村局、县民政局');
  });

  it('shows why a cell is marked while the pointer rests on it', async () => {
    await listCell(page, 1, 'current').click();
    await page.keyboard.insertText('约三成');
    await page.keyboard.press('Enter');
    await expect.poll(() => listCell(page, 1, 'current').getAttribute('data-mark')).toMatch(/确切的数/);
    // The pointer has to come from elsewhere: it rests on the cell since the click.
    await listCell(page, 3, 'state').hover();
    await listCell(page, 1, 'current').hover();
    await page.getByRole('tooltip').getByText('读不出一个确切的数').waitFor();
  });
});

describe('the names of a township as chips', () => {
  const cell = () => lineCell(page, '高都镇', '提档升级村');

  it('are added by initials, removed with Backspace and put in another order by keyboard', async () => {
    await lineCell(page, '高都镇', '精品示范村').click();
    await page.keyboard.press('F2');
    await expect.poll(chipTexts, { timeout: 10_000 }).toEqual(['泊南村']);
    await page.keyboard.type('sh');
    await page.getByRole('option', { name: '善获村' }).waitFor();
    await page.keyboard.type('c');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await expect.poll(chipTexts).toHaveLength(2);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    expect((await chipTexts())[1]).toBe('泊南村');
    await page.keyboard.press('Delete');
    await expect.poll(chipTexts, { timeout: 10_000 }).toEqual(['泊南村']);
    await page.keyboard.press('Escape');
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村');

    await cell().click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await expectText(cell(), '大兴村、东顿村、任庄村、东元庆村');
    await expectText(lineCell(page, '合计', '提档升级村'), '59');
  });

  it('are removed by their ×, dragged to another place, and marked where the registry does not know them', async () => {
    await cell().dblclick();
    await chips().getByRole('button', { name: '去掉 任庄村' }).click();
    await expectChips('大兴村', '东顿村', '东元庆村', '横岭村');
    const [from, to] = [await chips().nth(0).boundingBox(), await chips().nth(2).boundingBox()];
    await page.mouse.move((from?.x ?? 0) + 15, (from?.y ?? 0) + 10);
    await page.mouse.down();
    await page.mouse.move((to?.x ?? 0) + 15, (to?.y ?? 0) + 10, { steps: 8 });
    await page.mouse.up();
    await expectChips('东顿村', '东元庆村', '大兴村', '横岭村');
    await page.keyboard.insertText('无此村、');
    await expectChips('东顿村', '东元庆村', '大兴村', '横岭村', '无此村');
    expect(await chips().last().getAttribute('title')).toBe('「无此村」不在名册中，请核对写法。');
    await page.keyboard.press('Enter');
    await expectText(cell(), '东顿村、东元庆村、大兴村、横岭村、无此村');
  });

  it('take a pasted list apart', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('善获村，西元庆村\n泊村'));
    await cell().click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Enter');
    await expectText(cell(), '善获村、西元庆村、泊村');
  });

  it('take what an input method composes', async () => {
    await cell().click();
    await page.keyboard.press('F2');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'bo', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.insertText', { text: '泊村' });
    await page.keyboard.press('Enter');
    await expectText(cell(), '大兴村、东顿村、任庄村、东元庆村、横岭村、泊村');
  });
});
