import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, lineCell, listCell, openSample, rewrite, showTable, waitSaved } from './sheet.ts';

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
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('the start screen', () => {
  it('makes the sample once and afterwards opens it as it was left', async () => {
    await openSample(page);
    await rewrite(page, lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
    await waitSaved(page);
    await page.getByRole('button', { name: '关闭' }).click();
    await openSample(page);
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
  });

  it('makes an empty workbook, whose empty tables say what to do next', async () => {
    await page.getByRole('button', { name: /^新建/ }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('三季度台账');
    await page.getByText(join(host.dataFolder, '三季度台账.huibiao')).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    await showTable(page, '重点任务');
    await page.getByText('「重点任务」还没有记录').waitFor();
    await page.getByRole('button', { name: '新增一行' }).click();
    await listCell(page, 1, 'task').click();
    await page.keyboard.insertText('修路');
    await page.keyboard.press('Enter');
    await expectText(listCell(page, 1, 'task'), '修路');
  });

  it('does not write over a workbook that is there, and says so in the dialog', async () => {
    await openSample(page);
    await page.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: /^新建/ }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('示例-泽州县2025年行动计划');
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    await expect.poll(() => page.getByRole('dialog').getByRole('alert').textContent()).toMatch(/已|同名/);
  });

  it('tells a workbook that is gone, and takes it off the list of recent ones', async () => {
    await openSample(page);
    await page.getByRole('button', { name: '关闭' }).click();
    const recent = page.getByRole('region', { name: '打开最近' });
    await recent.getByText('示例-泽州县2025年行动计划').waitFor();
    await rm(join(host.dataFolder, '示例-泽州县2025年行动计划.huibiao'));
    await recent.getByRole('button', { name: /^示例-泽州县2025年行动计划/ }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/不在|找不到|没有/);
    await recent.getByRole('button', { name: /^从列表移除/ }).click();
    await recent.getByText('还没有打开过工作簿').waitFor();
  });

  it('refuses a file that is no workbook of ours and leaves it as it is', async () => {
    await mkdir(host.dataFolder, { recursive: true });
    await writeFile(join(host.dataFolder, '照片.huibiao'), 'not a database');
    await page.getByRole('button', { name: /^打开其他文件/ }).click();
    await page.getByRole('textbox', { name: '文件路径或名称' }).fill('照片');
    await page.getByRole('dialog').getByRole('button', { name: '打开' }).click();
    await expect.poll(() => page.getByRole('dialog').getByRole('alert').textContent()).toMatch(/不是/);
  });
});
