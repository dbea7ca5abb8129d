import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FormFixture } from '../fixtures/forms.ts';
import { householdForm } from '../fixtures/forms-drawn.ts';
import { villageForm } from '../fixtures/issue.ts';
import {
  learnByButton,
  learnDialog,
  listLine,
  newFormButton,
  saveWithNewTable,
  showScreen,
  writeForm,
} from './forms-page.ts';
import { launchBrowser, makeFolder, openPage, type RunningHost, removeFolder, startHost } from './host.ts';
import { columnMeaning, drawing, drawnCell, dropFiles, rowMark } from './import-files.ts';
import { expectText, openSample } from './sheet.ts';

const patiently = { timeout: 10_000 };

/** Nothing like a header: words and blanks side by side. */
const card: FormFixture = {
  name: '登记卡',
  rows: [['农户登记卡'], ['户主姓名和身份证号', null, '人口', null], ['住址', null, null, null]],
  merges: ['A1:D1', 'B3:D3'],
  ruled: 'A2:D3',
};

const letter: FormFixture = { name: '回执', rows: [['请各村如实填写，不得漏报。'], [null], ['谢谢配合']] };

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
  dialog = learnDialog(page);
});
afterEach(async () => {
  await page.context().close();
  await host.stop();
  await removeFolder(folder);
});

describe('a workbook that is dropped on the screen of forms', () => {
  it('is learnt, drawn as it looks, and set right by pointing, step by step back and forth', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '脱贫户.xlsx', householdForm)]);
    await drawing(page).waitFor();
    await expectText(rowMark(page, 2), '2标题');
    await expectText(rowMark(page, 3), '3填报项');
    await expectText(rowMark(page, 4), '4表头');
    await expectText(rowMark(page, 8), '8填写');
    await expectText(rowMark(page, 12), '12合计');
    await expectText(columnMeaning(page, 'B'), '单位');
    await expectText(columnMeaning(page, 'D'), '数·户');
    // As wide and as ruled as in the file.
    const border = await drawnCell(page, 8, 2).evaluate((cell) => getComputedStyle(cell).borderRightColor);
    expect(border).toBe('rgb(60, 71, 77)');

    await columnMeaning(page, 'I').click();
    await page.getByRole('menuitem', { name: '日期' }).click();
    await expectText(columnMeaning(page, 'I'), '日期');
    await rowMark(page, 10).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '填写到这一行为止' }).click();
    await expectText(rowMark(page, 11), '11附注');
    await drawing(page).focus();
    await page.keyboard.press('Control+z');
    await expectText(rowMark(page, 11), '11填写');
    await expectText(columnMeaning(page, 'I'), '日期');
    await page.keyboard.press('Control+y');
    await expectText(rowMark(page, 11), '11附注');
  });

  it('is kept with a table of its own, which can be taken back', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '脱贫户.xlsx', householdForm)]);
    await drawing(page).waitFor();
    await dialog.getByRole('button', { name: 'D 栏详细' }).click();
    await dialog.getByLabel('必填').check();
    await dialog.getByRole('textbox', { name: '计量单位' }).fill('户次');
    await page.keyboard.press('Enter');
    await expectText(columnMeaning(page, 'D'), '数·户次');

    await dialog.getByRole('button', { name: '下一步：存到哪里' }).click();
    await dialog.getByRole('textbox', { name: '台账名称' }).fill('脱贫户增收');
    await dialog.getByRole('button', { name: '保存表样' }).click();
    await dialog.getByText('已保存').waitFor();
    await dialog.getByRole('button', { name: '打开台账' }).click();
    await page.getByRole('tab', { name: '脱贫户增收', selected: true }).waitFor();
    await page.getByText('「脱贫户增收」还没有记录。').waitFor();
    await showScreen(page, '表样');
    await expectText(listLine(page, '脱贫户.xlsx').locator('td').nth(1), '9 栏');
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await expect.poll(() => listLine(page, '脱贫户.xlsx').count(), patiently).toBe(0);
    await showScreen(page, '台账');
    await page.getByRole('tab', { name: '附件1 省级', selected: true }).waitFor();
  });

  it('is corrected and kept by the keyboard alone', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '改厕.xlsx', villageForm)]);
    await drawing(page).waitFor();
    await expect
      .poll(() => drawing(page).evaluate((grid) => grid === document.activeElement), patiently)
      .toBe(true);
    // The head of B, its menu, and there 文字.
    for (const key of ['ArrowRight', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('menu', { name: 'B 栏是' }).waitFor();
    await page.keyboard.press('Enter');
    await expectText(columnMeaning(page, 'B'), '文字');
    // Row 6 is the last one to fill in.
    for (let row = 0; row < 6; row += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: '所选的行是' }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => rowMark(page, 6).locator('.pointed-dot').count(), patiently).toBe(1);
    for (const name of ['下一步：存到哪里', '保存表样', '完成']) {
      await tabTo(dialog.getByRole('button', { name }));
      await page.keyboard.press('Enter');
    }
    await dialog.waitFor({ state: 'hidden' });
    await listLine(page, '2025年农村改厕进度表').waitFor();
  });

  it('is pointed at from one menu on to the next, and Esc leaves only the menu', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '改厕.xlsx', villageForm)]);
    await drawing(page).focus();
    const openColumn = async (): Promise<void> => {
      for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('menu', { name: 'A 栏是' }).waitFor();
    };
    await openColumn();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await openColumn();
    for (const key of ['End', 'Enter']) await page.keyboard.press(key);
    await expectText(columnMeaning(page, 'A'), '不在表内');
  });

  it('asks before corrections are lost', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '改厕.xlsx', villageForm)]);
    await drawing(page).waitFor();
    await columnMeaning(page, 'J').click();
    await page.getByRole('menuitem', { name: '不是表样的栏目' }).click();
    await expectText(columnMeaning(page, 'J'), '不在表内');
    await page.keyboard.press('Escape');
    await dialog.getByText(/还没有保存/).waitFor();
    await dialog.getByRole('button', { name: '不要了，离开' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('a file that is dropped on a table', () => {
  it('becomes a form at the right of the window, and is imported elsewhere', async () => {
    const file = await writeForm(folder, '改厕.xlsx', villageForm);
    await page.evaluate(() => {
      // Where the file is held is told by the events alone.
      const place = (event: Event): void =>
        Object.defineProperty(event, 'clientX', { value: 1300 }) && undefined;
      for (const name of ['dragover', 'drop']) window.addEventListener(name, place, { capture: true });
    });
    await dropFiles(page, [file]);
    await dialog.getByText('新表样').waitFor();
    await drawing(page).waitFor();
  });

  it('is offered as a form where it is no return', async () => {
    await dropFiles(page, [
      await writeForm(folder, '改厕.xlsx', { ...villageForm, rows: villageForm.rows.slice(0, 3) }),
    ]);
    await page
      .locator('.import-dialog')
      .getByRole('button', { name: /作为表样/ })
      .click();
    await dialog.getByText('新表样').waitFor();
  });
});

describe('a form of named cells', () => {
  it('is a card whose blanks are named by the words beside them; cell by cell they are left out and taken in', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '登记卡.xlsx', card)]);
    await drawing(page).waitFor();
    await dialog.getByText('固定表', { exact: true }).click();
    const figures = dialog.getByRole('table', { name: '要填的格' });
    await expect.poll(() => figures.getByRole('row').count(), patiently).toBe(3);
    expect(await figures.getByRole('row').allTextContents()).toEqual(
      ['户主', '人口', '住址'].map((word) => expect.stringContaining(word)),
    );
    const point = async (row: number, column: number, what: string): Promise<void> => {
      await drawnCell(page, row, column).click({ button: 'right' });
      await page.getByRole('menuitem', { name: what }).click();
    };
    // The word beside it is longer than its cell, and does not hide what is to be filled in.
    await point(2, 2, '这一格不填');
    await expect.poll(() => figures.getByRole('row').count(), patiently).toBe(2);
    await point(2, 2, '这一格要填');
    await expect.poll(() => figures.getByRole('row').count(), patiently).toBe(3);
    await figures.getByRole('button', { name: '文字', exact: true }).first().click();
    await page.getByRole('menuitem', { name: '村名' }).click();
    await saveWithNewTable(page);
    await expectText(listLine(page, '登记卡').locator('td').nth(1), '3 格');
    await expectText(listLine(page, '登记卡').locator('td').nth(0), '固定表');
  });

  it('may have nothing that looks like a header at all', async () => {
    await showScreen(page, '表样');
    await dropFiles(page, [await writeForm(folder, '回执.xlsx', letter)]);
    await dialog.getByText(/^没有认出表头。/).waitFor();
    await dialog.getByRole('button', { name: '手工逐格指定' }).click();
    await drawnCell(page, 2, 1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '这一格要填' }).click();
    await saveWithNewTable(page);
    await expectText(listLine(page, '回执').locator('td').nth(1), '1 格');
  });
});

describe('a form that is kept', () => {
  beforeEach(async () => {
    await showScreen(page, '表样');
    await learnByButton(page, await writeForm(folder, '改厕.xlsx', villageForm), newFormButton(page));
    await saveWithNewTable(page);
  });

  it('gets a newer edition; what was renamed, added and gone is shown, and a rename can be taken back', async () => {
    const renamed = villageForm.rows.map((cells) =>
      cells.map((cell) =>
        cell === '任务数（户）'
          ? '年度任务（户）'
          : cell === '完成数（户）'
            ? '已完成数（户）'
            : cell === '备注'
              ? '联系人'
              : cell,
      ),
    );
    const file = await writeForm(folder, '改厕2.xlsx', { ...villageForm, rows: renamed });
    const line = listLine(page, '2025年农村改厕进度表');
    await learnByButton(page, file, line.getByRole('button', { name: /换新版/ }));
    await dialog.getByRole('button', { name: '下一步：存到哪里' }).click();
    const renames = dialog.getByRole('list', { name: '改名' });
    await expect.poll(() => renames.getByRole('listitem').count(), patiently).toBe(2);
    expect(await dialog.getByRole('list', { name: /^新增的栏/ }).textContent()).toBe('联系人');
    await renames.getByRole('button', { name: '不是改名' }).last().click();
    await expectText(dialog.getByRole('list', { name: /^新增的栏/ }), '已完成数（户）联系人');
    await expectText(dialog.getByRole('list', { name: /^去掉的栏/ }), '完成数（户）备注');
    await dialog.getByRole('button', { name: '保存表样' }).click();
    await dialog.getByText('表样「2025年农村改厕进度表（第2版）」已保存').waitFor();
    await dialog.getByRole('button', { name: '完成' }).click();
    await expectText(line.locator('td').nth(1), '10 栏，共 2 版');
  });

  it('takes a file that is dropped for a form of its own, also after a newer edition was about to be chosen', async () => {
    const chooser = page.waitForEvent('filechooser');
    await listLine(page, '改厕.xlsx')
      .getByRole('button', { name: /换新版/ })
      .click();
    await chooser;
    await dropFiles(page, [await writeForm(folder, '脱贫户.xlsx', householdForm)]);
    await drawing(page).waitFor();
    await expectText(dialog.locator('.import-title'), '新表样脱贫户.xlsx');
  });

  it('has a newer edition that is taken for the same layout', async () => {
    // By itself it would be taken for a list of names.
    const titles = new Map([
      ['村名', '试点村名单'],
      ['备注', '示范村名单'],
    ]);
    const rows = villageForm.rows.map((cells) =>
      cells.map((cell) => (typeof cell === 'string' ? (titles.get(cell) ?? cell) : cell)),
    );
    const file = await writeForm(folder, '改厕3.xlsx', { ...villageForm, rows });
    await learnByButton(page, file, listLine(page, '改厕.xlsx').getByRole('button', { name: /换新版/ }));
    await expect.poll(() => dialog.getByRole('radio', { name: '逐行表' }).isChecked(), patiently).toBe(true);
  });

  it('is corrected in place, its name too', async () => {
    await listLine(page, '改厕.xlsx').getByRole('button', { name: '校对' }).click();
    await drawing(page).waitFor();
    await dialog.getByRole('textbox', { name: '表样名称' }).fill('改厕月报');
    await page.keyboard.press('Enter');
    await columnMeaning(page, 'J').click();
    await page.getByRole('menuitem', { name: '必填' }).click();
    await dialog.getByRole('button', { name: '保存改正' }).click();
    await dialog.getByText('表样「改厕月报」已保存').waitFor();
    await dialog.getByRole('button', { name: '完成' }).click();
    await listLine(page, '改厕月报').waitFor();
  });

  it('is bound to a table that is there; a column that it does not have can be left out', async () => {
    const file = await writeForm(folder, '改厕另一张.xlsx', {
      ...villageForm,
      rows: villageForm.rows.map((cells) => cells.map((cell) => (cell === '备注' ? '验收人' : cell))),
    });
    await learnByButton(page, file, newFormButton(page));
    await dialog.getByRole('button', { name: '下一步：存到哪里' }).click();
    await dialog.getByRole('radio', { name: '对应到已有的台账' }).check();
    await dialog.getByText('8/9 栏对得上').first().waitFor();
    await dialog.getByRole('combobox', { name: '验收人 对应' }).click();
    await page.getByRole('option', { name: '（不读）' }).or(page.getByTitle('（不读）')).last().click();
    await dialog.getByRole('button', { name: '保存表样' }).click();
    await dialog.getByText(/已保存/).waitFor();
    await dialog.getByRole('button', { name: '打开台账' }).click();
    await page.getByRole('tab', { name: '2025年农村改厕进度表', selected: true }).waitFor();
    expect(await page.locator('.ag-header-cell').filter({ hasText: '验收人' }).count()).toBe(0);
  });
});

/** Presses Tab until the keyboard is there. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let press = 0; press < 120; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}
