import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { fillCells, villageCells } from '../fixtures/collect.ts';
import { formBytes } from '../fixtures/forms.ts';
import { villageForm } from '../fixtures/issue.ts';
import {
  acceptButton,
  boardCount,
  boardLine,
  explainAll,
  finishReview,
  issueSixteen,
  openReview,
  readDownload,
  receiveByButton,
  receiveDialog,
  receivedLine,
  showCollect,
  writeReturn,
} from './collect-page.ts';
import { showScreen } from './forms-page.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { drawnCell, dropFiles, dropFromDisk } from './import-files.ts';
import { editor, eventually, expectText, listCell, openSample, showTable, waitSaved } from './sheet.ts';

const table = '2025年农村改厕进度表';
const gaodu = [
  ['大兴村', 10, 5],
  ['泊南村', 7, 2],
] as const;

let browser: Browser;
let folder: string;
let host: RunningHost;
let page: Page;
let complaints: string[];
let copies: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await makeFolder();
  host = await startHost(folder);
  ({ page, complaints } = await openPage(browser, host.address));
  await openSample(page);
  copies = await issueSixteen(page, folder);
  await showCollect(page);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('files that come back', () => {
  it('dropped on the window are told apart, ask where they are doubtful, and are on the board then', async () => {
    await expectText(page.locator('.board-reminder'), /以下16个乡镇尚未报送：下村镇、/);
    const first = await writeReturn(join(folder, '微信文件(3).xlsx'), copies, '高都镇', gaodu);
    const again = await writeReturn(join(folder, '再发一次.xlsx'), copies, '高都镇', gaodu);
    const unmarked = join(folder, '无名表.xlsx');
    const blank = await formBytes([villageForm]);
    await writeFile(unmarked, fillCells(blank, '改厕', { C4: '某某村', E4: 3, F4: 1 }));
    const archive = join(folder, '两个镇.zip');
    const packed = ['巴公镇', '周村镇'].map((unit) => ({
      name: `收表/${unit}.xlsx`,
      data: fillCells(copies.get(unit) ?? new Uint8Array(), '改厕', villageCells(unit, gaodu)),
    }));
    await writeFile(archive, storeEntries(packed));
    await dropFiles(page, [first, again, unmarked, archive]);
    await receiveDialog(page).locator('[data-step="received"]').waitFor();
    await expectText(page.locator('.receive-sum'), /^收到 5 个文件，其中 1 个要您确认/);

    const certain = receivedLine(page, '微信文件(3).xlsx');
    expect(await certain.textContent()).toMatch(/高都镇.*确定.*下发时写入的单位/);
    expect(await receivedLine(page, '再发一次.xlsx').textContent()).toContain('内容完全一样');
    const doubtful = receivedLine(page, '无名表.xlsx');
    expect(await doubtful.textContent()).toContain('看不出是哪个单位报的');
    await doubtful.getByRole('combobox', { name: /填报单位/ }).fill('大阳');
    await page.keyboard.press('Enter');
    await expectText(doubtful.locator('strong'), '大阳镇');

    await receiveDialog(page).getByRole('button', { name: '先放着，以后再核对' }).click();
    await eventually(() => boardCount(page, '未报')).toBe(12);
    expect(await boardLine(page, '大阳镇').textContent()).toContain('已收到');
    expect(await boardLine(page, '高都镇').textContent()).toMatch(/已收到.*按时.*1 份/);
    await page.getByRole('button', { name: '复制催报' }).click();
    await page.getByText('催报文字已复制，可以粘贴到微信里。').waitFor();
    expect(complaints).toEqual([]);
  });

  it('in a folder, dropped from the desktop, are all found; a name that is asked for is known the next time', async () => {
    const blank = await formBytes([villageForm]);
    const nameless = (task: number) =>
      fillCells(blank, '改厕', {
        A2: '填报单位：东片工作站　报表期：2025年10月',
        C4: '大兴村',
        E4: task,
        F4: 1,
      });
    await writeReturn(join(folder, '十月', '里面', '高都.xlsx'), copies, '高都镇', gaodu);
    await writeFile(join(folder, '十月', '表一.xlsx'), nameless(3));
    await writeFile(join(folder, '十月', '~$表一.xlsx'), 'left by a program');
    await dropFromDisk(page, [join(folder, '十月')]);
    await receiveDialog(page).locator('[data-step="received"]').waitFor();
    await expectText(page.locator('.receive-sum'), /^收到 2 个文件，其中 1 个要您确认/);
    const asked = receivedLine(page, '表一.xlsx');
    await asked.getByRole('combobox', { name: /填报单位/ }).fill('大阳');
    await page.keyboard.press('Enter');
    await page.getByText(/已记住“东片工作站”就是大阳镇/).waitFor();
    await receiveDialog(page).getByRole('button', { name: '先放着，以后再核对' }).click();
    await writeFile(join(folder, '表二.xlsx'), nameless(4));
    await receiveByButton(page, [join(folder, '表二.xlsx')]);
    await expectText(receivedLine(page, '表二.xlsx').locator('strong'), '大阳镇');
    expect(complaints).toEqual([]);
  });

  it('over a table ask whether they are returns or to be imported into it', async () => {
    const file = await writeReturn(join(folder, '高都.xlsx'), copies, '高都镇', gaodu);
    await showScreen(page, '台账');
    await showTable(page, table);
    await dropFiles(page, [file]);
    const question = page.getByRole('dialog', { name: /是什么？/ });
    await question.getByRole('button', { name: '导入到当前台账' }).click();
    const importing = page.getByRole('dialog', { name: /导入到/ });
    await importing.locator('[data-step="preview"]').waitFor();
    await page.keyboard.press('Escape');
    await importing.waitFor({ state: 'hidden' });
    await dropFiles(page, [file]);
    await question.getByRole('button', { name: '收回来的报表，去收表' }).click();
    await receiveDialog(page).locator('[data-step="received"]').waitFor();
    expect(await receivedLine(page, '高都.xlsx').textContent()).toContain('高都镇');
  });

  it('can be given up on the way; nothing half received is left', async () => {
    let asked = 0;
    await page.route('**/rpc/returns.receive', async (route) => {
      asked += 1;
      // Until the page gives up.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await route.abort().catch(() => undefined);
    });
    const file = await writeReturn(join(folder, '高都.xlsx'), copies, '高都镇', gaodu);
    await dropFiles(page, [file]);
    await eventually(() => asked).toBe(1);
    await receiveDialog(page)
      .getByRole('button', { name: /^取\s?消$/ })
      .click();
    await page.getByText(/^已取消。/).waitFor();
    await receiveDialog(page).getByRole('button', { name: '先放着，以后再核对' }).click();
    await eventually(() => boardCount(page, '未报')).toBe(16);
  });
});

describe('a return', () => {
  it('is looked at, its conflict settled, taken in as one edit, summed up and exported', async () => {
    await receiveByButton(page, [
      await writeReturn(join(folder, '高都.xlsx'), copies, '高都镇', gaodu),
      await writeReturn(join(folder, '巴公.xlsx'), copies, '巴公镇', [['东四义村', 3, 3]]),
      await writeReturn(join(folder, '周村.xlsx'), copies, '周村镇', [['周村村', 4, 1]]),
    ]);
    await receiveDialog(page).getByRole('button', { name: '先放着，以后再核对' }).click();
    await page.getByRole('button', { name: '接收没有问题的（3）' }).click();
    await eventually(() => boardCount(page, '已接收')).toBe(3);
    // One press is one step.
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await eventually(() => boardCount(page, '已接收')).toBe(0);
    await page.getByRole('button', { name: '重做', exact: true }).click();
    await eventually(() => boardCount(page, '已接收')).toBe(3);

    // The clerk changes a cell, then the township sends the same cell changed in another way.
    await showScreen(page, '台账');
    await showTable(page, table);
    // Below the row of 周村镇, which stands before it in the tree.
    await listCell(page, 2, 'columnF').click();
    await expectText(page.locator('.cell-bar-source'), '来源：高都镇 · 高都.xlsx › 改厕 › F4');
    // Whoever looks elsewhere and comes back finds the cell still selected.
    await showCollect(page);
    await showScreen(page, '台账');
    await expectText(page.locator('.cell-bar-source'), '来源：高都镇 · 高都.xlsx › 改厕 › F4');
    await page.keyboard.type('6');
    await editor(page).press('Enter');
    await waitSaved(page);
    await showCollect(page);
    await receiveByButton(page, [
      await writeReturn(join(folder, '高都改.xlsx'), copies, '高都镇', [
        ['大兴村', 10, 9],
        ['泊南庄村', 7, 2],
        ['善获村', 4, 1],
      ]),
    ]);
    const dialog = await openReview(page);
    await expectText(dialog.locator('.match-notes li'), /第2版/);
    await expectText(dialog.locator('.ant-tabs-tab-active'), '冲突（1）');
    expect(await acceptButton(page).isDisabled()).toBe(true);
    const conflict = dialog.getByRole('table', { name: '冲突' }).locator('tbody tr');
    expect(await conflict.locator('td').allTextContents()).toEqual([
      '5',
      expect.stringMatching(/^6.*修改/),
      expect.stringContaining('9'),
    ]);
    await conflict.getByRole('button', { name: 'F4' }).click();
    await dialog.locator('.drawing-frame').waitFor();
    await conflict.getByRole('radio').last().check();
    await expectText(dialog.locator('.import-reason'), /还有 1 处要核实的问题没有写说明。/);
    await dialog.getByRole('tab', { name: /^问题/ }).click();
    const doubts = dialog.getByRole('list', { name: '问题' });
    expect(await doubts.textContent()).toMatch(/C5.*“泊南庄村”不在高都镇的村名册里。是否应为“泊南村”？/);
    await explainAll(page, '已合并改名');
    await dialog.getByRole('tab', { name: '会改什么' }).click();
    const plan = dialog.getByRole('table', { name: '会改什么' });
    expect(await plan.getByRole('row', { name: /泊南村/ }).textContent()).toContain('泊南村 → 泊南庄村');
    expect(await plan.getByRole('row', { name: /善获村/ }).textContent()).toContain('新增');
    await acceptButton(page).click();
    await dialog.getByText('已接收 高都镇').waitFor();
    expect(await dialog.textContent()).toContain('新增 1 行，修改 2 行，删除 0 行');
    await finishReview(page);
    await boardLine(page, '高都镇').getByRole('button', { name: /2 份/ }).click();
    const versions = page.getByRole('table', { name: '高都镇报来的文件' });
    expect(await versions.getByRole('row', { name: /^高都\.xlsx/ }).textContent()).toContain('已被新版代替');

    await page.locator('.list-head').getByText('汇总').click();
    const sums = page.getByRole('table', { name: /合计$/ });
    await expectText(
      sums
        .getByRole('row', { name: /^高都镇/ })
        .locator('td')
        .nth(2),
      '12',
    );
    await sums.getByRole('row', { name: /^合计/ }).getByRole('button', { name: '16' }).click();
    const parts = page.getByRole('table', { name: '由哪些数加成' });
    expect(await parts.locator('tbody tr').count()).toBe(5);
    await parts.getByRole('button', { name: '高都镇 · 善获村' }).click();
    await expectText(page.locator('.cell-bar-name'), /完成数/);
    await expectText(page.locator('.cell-bar-source'), '来源：高都镇 · 高都改.xlsx › 改厕 › F6');
    await showCollect(page);
    await page.locator('.list-head').getByText('汇总').click();
    const { name, bytes } = await readDownload(page, () =>
      page.getByRole('button', { name: '导出汇总表' }).click(),
    );
    expect(name).toBe(`${table} 2025年10月 汇总.xlsx`);
    const read = new exceljs.Workbook();
    await read.xlsx.load(new Uint8Array(bytes).buffer);
    const written = read.getWorksheet('改厕')?.getColumn(3).values.map(String);
    expect(written).toEqual(expect.arrayContaining(['周村村', '大兴村', '泊南庄村', '善获村', '东四义村']));
    expect(complaints).toEqual([]);
  });

  it('with findings passes with a 说明 only, and 来源 tells its file, its cell and what it was before', async () => {
    const file = await writeReturn(join(folder, '高都.xlsx'), copies, '高都镇', [['大兴村', '约10', 5]]);
    await receiveByButton(page, [file]);
    const dialog = await openReview(page);
    await expectText(dialog.locator('.import-reason'), /还有 1 处要核实的问题没有写说明。/);
    await dialog.getByRole('list', { name: '问题' }).getByRole('button', { name: 'E4' }).click();
    await dialog.locator('.drawing-frame').waitFor();
    expect(await drawnCell(page, 4, 5).textContent()).toContain('约10');
    await explainAll(page, '已电话核实');
    await acceptButton(page).click();
    await dialog.getByText('已接收 高都镇').waitFor();
    await dialog.getByRole('button', { name: '撤销这次接收' }).click();
    await dialog.getByText('已撤销这次接收').waitFor();
    await dialog.getByRole('button', { name: '再核对' }).click();
    await explainAll(page, '已电话核实');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('已接收 高都镇').waitFor();
    await finishReview(page);

    await showScreen(page, '台账');
    await showTable(page, table);
    await listCell(page, 1, 'columnE').click();
    await page.locator('.cell-bar-source').click();
    const panel = page.getByRole('complementary', { name: '来源' });
    await expectText(panel.locator('.provenance-facts'), /高都镇.*高都\.xlsx.*改厕 › E4.*已电话核实/);
    await panel.getByRole('button', { name: '看原表' }).click();
    const original = page.locator('.original-dialog');
    await original.locator('.drawing-frame').waitFor();
    expect(await drawnCell(page, 4, 5).textContent()).toContain('约10');
    const { name } = await readDownload(page, () =>
      original.getByRole('button', { name: '下载原件' }).click(),
    );
    expect(name).toBe('高都.xlsx');
    await page.keyboard.press('Escape');
    await listCell(page, 1, 'columnE').click();
    await page.keyboard.type('10');
    await editor(page).press('Enter');
    await waitSaved(page);
    await listCell(page, 1, 'columnE').click();
    await expectText(panel.locator('.provenance-value'), '10');
    await expectText(page.locator('.cell-bar-source'), '来源：在台账里填写');
    const earlier = panel.getByRole('list', { name: '以前的值' });
    expect(await earlier.textContent()).toMatch(/约10.*接收 高都镇.*高都\.xlsx › 改厕 › E4/);
  });

  it('goes back marked, with its reason on the board; another is not used', async () => {
    await receiveByButton(page, [
      await writeReturn(join(folder, '巴公.xlsx'), copies, '巴公镇', [['东四义村', 4, 1]]),
      await writeReturn(join(folder, '周村.xlsx'), copies, '周村镇', [['周村村', '约10', 3]]),
    ]);
    const dialog = await openReview(page);
    await expectText(dialog.locator('.review-place'), '第 1 份，共 2 份');
    await dialog.getByRole('button', { name: '退回…' }).click();
    await dialog.getByRole('textbox', { name: '退回原因' }).fill('任务数请填确切的数');
    const { name, bytes } = await readDownload(page, () =>
      dialog.getByRole('button', { name: '退回并取标注件' }).click(),
    );
    expect(name).toBe('周村（退回）.xlsx');
    const sheets = loadSheets(bytes, name);
    expect(sheets[0]?.comments.get('E4')).toContain('约');
    const opinion = sheets.find((sheet) => sheet.name === '审核意见');
    expect(opinion === undefined ? '' : textAt(opinion, 2, 0)).toBe('退回原因：任务数请填确切的数');
    await dialog.getByText('已退回 周村镇').waitFor();
    await page.keyboard.press('Alt+PageDown');
    await expectText(dialog.locator('.review-place'), '第 2 份，共 2 份');
    await dialog.getByRole('button', { name: '不采用' }).click();
    await dialog.getByRole('button', { name: '恢复，重新采用' }).waitFor();
    await dialog.locator('.ant-modal-close').click();
    expect(await boardLine(page, '周村镇').textContent()).toContain('任务数请填确切的数');
    await expectText(page.locator('.board-reminder'), /另有1个乡镇的报表已退回，请修改后重新报送：周村镇。$/);
    await eventually(() => boardCount(page, '未报')).toBe(15);
    const status = await readDownload(page, () =>
      page.getByRole('button', { name: '导出报送情况表' }).click(),
    );
    expect(status.name).toBe(`${table} 2025年10月报送情况表.xlsx`);
  });
});
