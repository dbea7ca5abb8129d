import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import {
  type BookSheet,
  chooseFiles,
  columnMeaning,
  dragRows,
  drawing,
  drawnCell,
  plainReturn,
  rowMark,
  townshipReturn,
  writeBook,
} from './import-files.ts';
import { expectText, listCell, openSample, showTable } from './sheet.ts';

const patiently = { timeout: 10_000 };

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];
let dialog: Locator;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await openSample(page);
  await showTable(page, '重点任务');
  dialog = page.locator('.import-dialog');
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

/** Nothing in it is called as in the table. */
const strangeSheet: BookSheet = {
  name: 'Sheet1',
  rows: [
    ['村里的几件事'],
    ['甲', '乙', '丙', '丁'],
    ['修路', '通到每个组', '≥', 5],
    ['种树', '房前屋后', '≥', 60],
  ],
};

describe('the sheet as it was read', () => {
  it('is drawn with its merged cells, each row and column marked with what it was taken for', async () => {
    await chooseFiles(page, await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]));
    await drawing(page).waitFor();
    await expectText(rowMark(page, 1), '1标题');
    await expectText(rowMark(page, 2), '2填报项');
    await expectText(rowMark(page, 3), '3表头');
    await expectText(rowMark(page, 4), '4表头');
    await expectText(rowMark(page, 5), '5记录');
    await expectText(rowMark(page, 8), '8合计');
    expect(await drawnCell(page, 1, 2).getAttribute('aria-colspan')).toBe('9');
    expect(await rowMark(page, 8).getAttribute('title')).toMatch(/合计/);
    await expectText(columnMeaning(page, 'C'), '任务');
    await expectText(columnMeaning(page, 'F'), '目标值');
    expect(await columnMeaning(page, 'F').getAttribute('title')).not.toBe('');
    const columns = dialog.getByRole('table', { name: '栏目对应' });
    await columns.getByRole('row', { name: /要求 \/ 目标值/ }).waitFor();
    await columns.getByRole('row', { name: /文件中没有 出处/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows a hidden row with its mark, and a problem at its cell', async () => {
    const [first = [], ...rest] = plainReturn.rows.slice(4);
    const broken = [...plainReturn.rows.slice(0, 4), first.with(5, '十几'), ...rest];
    const file = await writeBook(join(folder, '高都镇.xlsx'), [
      { ...plainReturn, rows: broken, hiddenRows: [6] },
    ]);
    await chooseFiles(page, file);
    await expectText(rowMark(page, 6), '6记录隐');
    await dialog.getByRole('tab', { name: /问题/ }).click();
    await dialog.getByRole('button', { name: 'F5', exact: true }).click();
    await dialog.locator('.drawing-frame').waitFor();
    expect(await drawnCell(page, 5, 6).getAttribute('aria-selected')).toBe('true');
    expect(await drawnCell(page, 5, 6).getAttribute('title')).toMatch(/十几/);
  });

  it('offers the other sheets of the file, hidden ones marked, and reads the one that is chosen', async () => {
    const file = await writeBook(join(folder, '两张表.xlsx'), [
      plainReturn,
      {
        name: '补报',
        rows: [
          ['任务', '指标', '比较', '目标值'],
          ['任务丁', '清淤长度', '≥', 7],
        ],
      },
      { name: '字典', rows: [['是'], ['否']], hidden: true },
    ]);
    await chooseFiles(page, file);
    const tabs = dialog.getByRole('tablist', { name: '文件中的工作表' });
    await tabs.getByRole('tab', { name: '字典 隐藏' }).waitFor();
    await tabs.getByRole('tab', { name: '补报' }).click();
    await expectText(rowMark(page, 2), '2记录');
    await expectText(dialog.getByRole('list', { name: '导入结果' }), /^新增 1/);
    await tabs.getByRole('tab', { name: '任务回收' }).click();
    await expectText(rowMark(page, 4), '4表头');
    await expectText(dialog.getByRole('list', { name: '导入结果' }), /^新增 3/);
  });
});

describe('pointing', () => {
  it('at the header and at a column reads the sheet as pointed out, and is remembered for the next file', async () => {
    const file = await writeBook(join(folder, '高都镇.xlsx'), [townshipReturn]);
    await chooseFiles(page, file);
    await drawing(page).waitFor();
    await dragRows(page, 3, 4);
    await rowMark(page, 4).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '从第3行到第4行是表头' }).click();
    await expect.poll(() => rowMark(page, 3).getAttribute('title'), patiently).toMatch(/由您指定/);
    await columnMeaning(page, 'D').click();
    await page.getByRole('menuitem', { name: /^指标/ }).click();
    await expectText(columnMeaning(page, 'D'), '指标');
    await dialog.getByRole('tab', { name: '会改什么' }).click();
    await dialog.getByRole('row', { name: /新增.*任务乙.*改厕户数/ }).waitFor();
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByText('已导入').waitFor();
    await dialog.getByRole('button', { name: '完成' }).click();
    await expectText(listCell(page, 1, 'task'), '任务甲');
    await expectText(listCell(page, 1, 'indicator'), '道路硬化里程');
    await expectText(listCell(page, 2, 'target'), /300/);

    const next = await writeBook(join(folder, '北义城镇.xlsx'), [
      {
        ...townshipReturn,
        rows: townshipReturn.rows
          .with(1, [null, '填报单位：北义城镇'])
          .with(6, [null, 3, '任务丁', '清淤长度', '≥', 7, '公里']),
      },
    ]);
    await chooseFiles(page, next);
    await dialog.getByText('已按上次的指定对应').waitFor();
    await expectText(columnMeaning(page, 'D'), '指标');
    await columns('指标').getByText('上次导入时指定').waitFor();
  });

  it('leaves it to the program again with 不用上次的, and keeps what is remembered for the next time', async () => {
    const file = await writeBook(join(folder, '高都镇.xlsx'), [plainReturn]);
    await chooseFiles(page, file);
    await columnMeaning(page, 'H').click();
    await page.getByRole('menuitem', { name: '不导入' }).click();
    await expectText(columnMeaning(page, 'H'), '不导入');
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByRole('button', { name: '完成' }).click();

    await chooseFiles(page, file);
    await dialog.getByText('已按上次的指定对应').waitFor();
    await expectText(columnMeaning(page, 'H'), '不导入');
    await dialog.getByRole('button', { name: '不用上次的' }).click();
    await expectText(columnMeaning(page, 'H'), '责任单位');
    await dialog.getByText('已按上次的指定对应').waitFor({ state: 'hidden' });
  });

  it('leaves rows out, takes others as records, and each step can be taken back', async () => {
    await chooseFiles(page, await writeBook(join(folder, '高都镇.xlsx'), [plainReturn]));
    await rowMark(page, 5).click();
    await rowMark(page, 6).click({ modifiers: ['Shift'] });
    await rowMark(page, 6).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '不导入这 2 行' }).click();
    await expectText(rowMark(page, 5), '5不导入');
    await expectText(rowMark(page, 6), '6不导入');

    await rowMark(page, 8).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '这是记录' }).click();
    await expectText(rowMark(page, 8), '8记录');
    await page.keyboard.press('Control+z');
    await expectText(rowMark(page, 8), '8合计');
    await expectText(rowMark(page, 5), '5不导入');
    await page.keyboard.press('Control+y');
    await expectText(rowMark(page, 8), '8记录');

    await rowMark(page, 5).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '恢复自动识别' }).click();
    await expectText(rowMark(page, 5), '5记录');
    await dialog.getByRole('tab', { name: '怎样读的' }).click();
    await dialog.getByRole('button', { name: '全部恢复自动识别' }).click();
    await expectText(rowMark(page, 6), '6记录');
    await expectText(rowMark(page, 8), '8合计');
  });

  it('mends a refusal: the header and two columns pointed out, what was refused is imported', async () => {
    await chooseFiles(page, await writeBook(join(folder, '几件事.xlsx'), [strangeSheet]));
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
    await expectText(drawnCell(page, 3, 1), '修路');
    await drawnCell(page, 2, 1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '这一行是表头' }).click();
    await expectText(rowMark(page, 2), '2表头');
    await columnMeaning(page, 'A').click();
    await page.getByRole('menuitem', { name: /^任务/ }).click();
    await expectText(columnMeaning(page, 'A'), '任务');
    await columnMeaning(page, 'B').click();
    await page.getByRole('menuitem', { name: /^指标/ }).click();
    await expectText(columnMeaning(page, 'B'), '指标');
    await dialog.getByRole('alert').waitFor({ state: 'hidden' });
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await dialog.getByRole('button', { name: '完成' }).click();
    await expectText(listCell(page, 2, 'indicator'), '房前屋后');
  });
});

/** The line of 栏目对应 that leads to this field. */
function columns(field: string): Locator {
  return dialog
    .getByRole('table', { name: '栏目对应' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: new RegExp(`栏：${field}`) }) });
}
