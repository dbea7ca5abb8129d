/** Workbooks as townships send them back, the ways they come into the window, and places of the drawn sheet. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import exceljs from 'exceljs';
import type { JSHandle, Locator, Page } from 'playwright-core';

export type BookSheet = {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** A1 ranges. */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
  /** Numbers as Excel shows them. */
  readonly hiddenRows?: readonly number[];
};

/** A title, an info line, two header rows, a blank column at the left, and 指标 under another name. */
export const townshipReturn: BookSheet = {
  name: '任务回收',
  rows: [
    [null, '高都镇重点任务完成情况表'],
    [null, '填报单位：高都镇', null, null, null, null, null, null, '填报日期：2025年6月30日'],
    [null, '序号', '工作内容', null, '要求', null, null, '责任单位', '完成时限', '备注'],
    [null, null, '任务', '做到什么程度', '比较', '目标值', '计量单位', null, null, null],
    [null, 1, '任务甲', '道路硬化里程', '≥', 12, '公里', '农业农村局', '2025年12月31日', null],
    [null, 2, '任务乙', '改厕户数', '≥', 300, '户', '农业农村局', '2025年12月31日', '分两批'],
    [null, 3, '任务丙', '绿化面积', '≥', 45, '亩', '农业农村局', '2025年12月31日', null],
    [null, '合计', null, null, null, 357],
  ],
  merges: ['B1:J1', 'B3:B4', 'C3:D3', 'E3:G3', 'H3:H4', 'I3:I4', 'J3:J4'],
};

/** The same with its own names. */
export const plainReturn: BookSheet = {
  ...townshipReturn,
  rows: townshipReturn.rows.with(3, [
    null,
    null,
    '任务',
    '指标',
    '比较',
    '目标值',
    '计量单位',
    null,
    null,
    null,
  ]),
};

/** Writes a workbook and returns where it is. */
export async function writeBook(file: string, sheets: readonly BookSheet[]): Promise<string> {
  const workbook = new exceljs.Workbook();
  for (const { name, rows, merges = [], hidden = false, hiddenRows = [] } of sheets) {
    const sheet = workbook.addWorksheet(name, { state: hidden ? 'hidden' : 'visible' });
    for (const row of rows) sheet.addRow([...row]);
    for (const range of merges) sheet.mergeCells(range);
    for (const number of hiddenRows) sheet.getRow(number).hidden = true;
  }
  await workbook.xlsx.writeFile(file);
  return file;
}

/** Chooses files by the 导入 button and the system's dialog. */
export async function chooseFiles(page: Page, files: string | readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await (await chooser).setFiles(typeof files === 'string' ? files : [...files]);
}

/** Drops files on the window, or on a part of it. */
export async function dropFiles(page: Page, files: readonly string[], target = 'body'): Promise<void> {
  const transfer = await holdFiles(page, files);
  await page.dispatchEvent(target, 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent(target, 'drop', { dataTransfer: transfer });
}

/** Drops what lies on the disk, folders too, in the middle of the window: the browser itself reads it, as from the desktop. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 800, height: 600 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', {
      type,
      x: Math.round(width / 2),
      y: Math.round(height / 2),
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await drag('dragEnter');
  await drag('dragOver');
  await drag('drop');
  await session.detach();
}

/** Pastes files, with the text that some file managers put beside them. */
export async function pasteFiles(page: Page, files: readonly string[], text = ''): Promise<void> {
  const transfer = await holdFiles(page, files);
  await transfer.evaluate((held, plain) => {
    if (plain !== '') held.setData('text/plain', plain);
    const event = new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);
}

async function holdFiles(page: Page, files: readonly string[]): Promise<JSHandle<DataTransfer>> {
  const contents = await Promise.all(
    files.map(async (file) => ({ name: basename(file), bytes: [...(await readFile(file))] })),
  );
  return page.evaluateHandle((held) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of held) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, contents);
}

export function drawing(page: Page): Locator {
  return page.getByRole('grid', { name: /^工作表/ });
}

/** A drawn row's number and what it was taken for, as one text: `4表头`. */
export function rowMark(page: Page, number: number): Locator {
  return drawing(page)
    .locator(`[aria-rowindex="${number + 1}"]`)
    .getByRole('rowheader');
}

/** The button above a column that says what it means. */
export function columnMeaning(page: Page, letters: string): Locator {
  return drawing(page).getByRole('button', { name: new RegExp(`^${letters} 栏：`) });
}

/** A cell of the drawn sheet, from its number and its column counted from 1. */
export function drawnCell(page: Page, row: number, column: number): Locator {
  return drawing(page).locator(
    `[aria-rowindex="${row + 1}"] [role="gridcell"][aria-colindex="${column + 1}"]`,
  );
}

/** Presses on a row's number and drags to another one. */
export async function dragRows(page: Page, from: number, to: number): Promise<void> {
  const [first, last] = [await rowMark(page, from).boundingBox(), await rowMark(page, to).boundingBox()];
  if (first === null || last === null) throw new Error('a row is not on view');
  await page.mouse.move(first.x + 12, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(last.x + 12, last.y + last.height / 2, { steps: 4 });
  await page.mouse.up();
}
