import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { expectText, lineCell, listCell, openSample, rewrite, showTable } from './sheet.ts';

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

describe('export', () => {
  it('downloads the annex with what is on the screen', async () => {
    await rewrite(page, lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
    const file = await exportTable();
    const sheet = await readSheet(file);
    const line = sheet.find((cells) => cells.includes('高都镇'));
    expect(line).toContain('泊南村、善获村');
  });

  it('shows what a reader of the file would stumble over', async () => {
    await showTable(page, '附件2 市级');
    await exportTable();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('精品示范村 实数 22，文件所列 15').waitFor();
    await dialog.getByRole('button', { name: '知道了' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('import', () => {
  it('says that nothing would change when a file is what was exported', async () => {
    await choose(await exportTable());
    const dialog = page.getByRole('dialog');
    await dialog.getByText('没有要改的').waitFor();
    await dialog.getByText('不变 65').waitFor();
    await dialog.getByRole('button', { name: '知道了' }).click();
    expect(await page.getByRole('button', { name: '撤销', exact: true }).isDisabled()).toBe(true);
  });

  it('shows what a changed file would do, does nothing on 取消, and all of it as one edit on 确认导入', async () => {
    const file = await exportTable();
    await changeCell(file, '泊南村', '泊南村、善获村');

    await choose(file);
    const dialog = page.getByRole('dialog');
    await expectText(dialog.getByRole('list', { name: '导入结果' }), '新增 1修改 0删除 0不变 65');
    await dialog.getByRole('row', { name: /新增.*善获村/ }).waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村');

    await choose(file);
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByText('已导入').waitFor();
    await dialog.getByRole('button', { name: '完成' }).click();
    await expectText(lineCell(page, '高都镇', '精品示范村'), '泊南村、善获村');
    await expectText(lineCell(page, '合计', '精品示范村'), '6');

    await page.keyboard.press('Control+z');
    await expectText(lineCell(page, '合计', '精品示范村'), '5');
  });

  it('takes a file that is dropped on the window', async () => {
    await showTable(page, '重点任务');
    const path = await exportTable();
    await changeCell(path, '高标准农田实施面积', '高标准农田新建面积');
    const bytes = [...(await readFile(path))];
    const transfer = await page.evaluateHandle((data) => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(data)], '回收的任务表.xlsx'));
      return held;
    }, bytes);
    await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
    await page.getByText('松开鼠标，导入到「重点任务」').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('回收的任务表.xlsx').waitFor();
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByRole('button', { name: '完成' }).click();
    await expect
      .poll(() =>
        listCell(page, 1, 'indicator')
          .or(listCell(page, 69, 'indicator'))
          .first()
          .textContent(),
      )
      .toMatch(/高标准农田/);
  });

  it('refuses what is no workbook, and says what it is and what to do', async () => {
    const file = join(folder, '通知.docx.xlsx');
    await writeFile(file, '这不是表格，只是一段文字。\u0000\u0001');
    await choose(file);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('通知.docx.xlsx 没有导入').waitFor();
    const reason = await dialog.getByRole('alert').textContent();
    expect(reason).toMatch(/请/);
    await dialog.getByRole('button', { name: '不导入' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expectText(lineCell(page, '合计', '提档升级村'), '60');
  });

  it('refuses a file of another table, and still shows the sheet', async () => {
    await showTable(page, '重点任务');
    const file = await exportTable();
    await showTable(page, '附件1 省级');
    await choose(file);
    const dialog = page.getByRole('dialog');
    await expectText(dialog.getByRole('alert'), /没有找到|没有导入/);
    await dialog.getByRole('grid', { name: /^工作表/ }).waitFor();
    expect(await dialog.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
  });
});

/** Exports the shown table and returns where the download was put. */
async function exportTable(): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  const path = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(path);
  return path;
}

async function choose(file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await (await chooser).setFiles(file);
}

async function readSheet(file: string): Promise<string[][]> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell((cell) => cells.push(cell.text));
    rows.push(cells);
  });
  return rows;
}

/** Writes another text into the first cell that holds one. */
async function changeCell(file: string, from: string, to: string): Promise<void> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  let found = false;
  workbook.worksheets[0]?.eachRow((row) => {
    row.eachCell((cell) => {
      if (found || cell.text !== from) return;
      cell.value = to;
      found = true;
    });
  });
  expect(found).toBe(true);
  await workbook.xlsx.writeFile(file);
}
