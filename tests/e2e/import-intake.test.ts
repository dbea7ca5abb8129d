import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  chooseFiles,
  drawing,
  drawnCell,
  dropFiles,
  pasteFiles,
  rowMark,
  writeBook,
} from './import-files.ts';
import { expectText, listCell, openSample, showTable } from './sheet.ts';

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

const heads = ['任务', '指标', '比较', '目标值'];

function writeReturn(name: string, indicator: string): Promise<string> {
  return writeBook(join(folder, name), [{ name: '任务', rows: [heads, ['任务甲', indicator, '≥', 5]] }]);
}

async function writeTemporary(name: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, 'lock');
  return file;
}

describe('files that come in', () => {
  it('several at once are taken one after another, each may be skipped, lock files are passed over', async () => {
    const files = [
      await writeReturn('一.xlsx', '第一项'),
      await writeTemporary('~$一.xlsx'),
      await writeReturn('二.xlsx', '第二项'),
      await writeTemporary('Thumbs.db'),
      await writeReturn('三.xlsx', '第三项'),
    ];
    await dropFiles(page, files);
    await page.getByText('已跳过 2 个临时文件').waitFor();
    await dialog.getByText('第 1 个，共 3 个').waitFor();
    await expectText(drawnCell(page, 2, 2), '第一项');
    await dialog.getByRole('button', { name: '跳过这一个' }).click();
    await dialog.getByText('第 2 个，共 3 个').waitFor();
    await expectText(drawnCell(page, 2, 2), '第二项');
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByRole('button', { name: '下一个文件' }).click();
    await dialog.getByText('第 3 个，共 3 个').waitFor();
    await expectText(drawnCell(page, 2, 2), '第三项');
    await dialog.getByRole('button', { name: '取消' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expectText(listCell(page, 1, 'indicator'), '第二项');
  });

  it('only lock files: one calm line and nothing else', async () => {
    await dropFiles(page, [await writeTemporary('.~回收.xlsx')]);
    await page.getByText('已跳过临时文件 .~回收.xlsx').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('pasted with Ctrl+V are imported, though a file manager puts their paths beside them', async () => {
    const file = await writeReturn('贴进来的.xlsx', '贴进来的一项');
    await listCell(page, 1, 'task').click();
    await pasteFiles(page, [file], file);
    await dialog.getByText('贴进来的.xlsx').waitFor();
    await expectText(drawnCell(page, 2, 2), '贴进来的一项');
  });

  it('pasted beside a text leave the text to the sheet', async () => {
    const file = await writeReturn('贴进来的.xlsx', '贴进来的一项');
    await listCell(page, 1, 'note').click();
    await pasteFiles(page, [file], '已经开工');
    await expectText(listCell(page, 1, 'note'), '已经开工');
    expect(await dialog.count()).toBe(0);
  });

  it('dropped while another one is looked at do not push it away', async () => {
    await chooseFiles(page, await writeReturn('一.xlsx', '第一项'));
    await drawing(page).waitFor();
    await dropFiles(page, [await writeReturn('二.xlsx', '第二项')]);
    await page.getByText('请先完成或取消正在进行的导入').waitFor();
    await expectText(drawnCell(page, 2, 2), '第一项');
  });

  it('after one that cannot be read another is chosen in its place', async () => {
    const bad = join(folder, '坏的.xlsx');
    await writeFile(bad, '不是表格\u0000');
    const good = await writeReturn('好的.xlsx', '好的一项');
    await chooseFiles(page, [bad, await writeReturn('后面的.xlsx', '后面一项')]);
    await dialog.getByText('坏的.xlsx 没有导入').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: '换一个文件…' }).click();
    await (await chooser).setFiles(good);
    await expectText(drawnCell(page, 2, 2), '好的一项');
    await dialog.getByText('第 1 个，共 2 个').waitFor();
  });
});

describe('a file that cannot be imported yet', () => {
  it('for want of a required column does not offer to delete what it does not name', async () => {
    const file = await writeBook(join(folder, '缺栏.xlsx'), [
      {
        name: '任务',
        rows: [
          ['任务', '指标', '目标值'],
          ['任务甲', '第一项', 5],
        ],
      },
    ]);
    await chooseFiles(page, file);
    const confirm = dialog.getByRole('button', { name: '确认导入', exact: true });
    await confirm.waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByText(/还不能导入：没有必填的“比较”/).waitFor();
    await page.keyboard.press('Enter');
    expect(await dialog.count()).toBe(1);
  });

  it('for want of a table says so among the problems, not that there are none', async () => {
    const file = join(folder, '通知.txt');
    await writeFile(file, '\uFEFF今天下午三点开会，请各乡镇准时参加。\n谢谢。\n');
    await chooseFiles(page, file);
    await dialog.getByRole('tab', { name: '问题', exact: true }).click();
    const pane = dialog.getByRole('tabpanel', { name: '问题', exact: true });
    await pane.getByText(/没有一个栏目对得上.*准时参加。请核对/).waitFor();
    expect(await dialog.getByText('没有发现问题').count()).toBe(0);
  });

  it('leaves the sheet its room on a small screen at 150 %', async () => {
    await page.setViewportSize({ width: 911, height: 512 });
    const file = join(folder, '别的.csv');
    await writeFile(file, '\uFEFF姓名,电话\n张三,1380\n');
    await chooseFiles(page, file);
    const notice = dialog.locator('.review-notices');
    await notice.waitFor();
    expect((await notice.boundingBox())?.height).toBeLessThan(40);
  });
});

describe('a large file', () => {
  it('is drawn by parts: the last of 100,000 rows is a key away', { timeout: 150_000 }, async () => {
    const file = join(folder, '十万行.csv');
    const lines = Array.from(
      { length: 99_999 },
      (_, index) => `任务${index + 2},指标${index + 2},≥,${index}`,
    );
    await writeFile(file, `\uFEFF${heads.join(',')}\n${lines.join('\n')}\n`);
    await chooseFiles(page, file);
    await drawing(page).waitFor({ timeout: 90_000 });
    await drawing(page).focus();
    await page.keyboard.press('Control+End');
    await expectText(drawnCell(page, 100_000, 2), '指标100000');
    await expectText(rowMark(page, 100_000), '100000记录');
    expect(await drawing(page).getByRole('row').count()).toBeLessThan(100);
    await page.keyboard.press('Control+Home');
    await expectText(drawnCell(page, 1, 2), '指标');
  });

  it('can be given up while it is read, and nothing of it stays', async () => {
    const file = join(folder, '很多行.csv');
    const line = Array.from({ length: 20 }, (_, index) => `内容${index}`).join(',');
    await writeFile(file, `\uFEFF${heads.join(',')}\n${`${line}\n`.repeat(20_000)}`);
    // Reading is over in a moment; the request is held until the person has had time to press the button.
    const pressed = Promise.withResolvers<void>();
    await page.route('**/rpc/import.preview', async (route) => {
      await pressed.promise;
      await route.continue().catch(() => {});
    });
    await chooseFiles(page, file);
    await expectText(dialog.getByRole('status'), /正在/);
    await dialog.getByRole('button', { name: '取消' }).click();
    pressed.resolve();
    await dialog.waitFor({ state: 'hidden' });
    await page.unroute('**/rpc/import.preview');
    expect(await page.getByRole('button', { name: '撤销', exact: true }).isDisabled()).toBe(true);
    await chooseFiles(page, await writeReturn('一.xlsx', '第一项'));
    await expectText(drawnCell(page, 2, 2), '第一项');
  });
});
