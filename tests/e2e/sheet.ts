/** How a person finds and changes cells on the screen. */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A cell of 附件样式: a township (or a total) and the title of a name column. */
export function lineCell(page: Page, row: string, choice: string): Locator {
  const rowId = { 合计: 'total:counted', 文件合计: 'total:declared' }[row] ?? row;
  return page.locator(`[data-row-id="${rowId}"] [col-id="choice:${choice}"]`);
}

/** A cell of a list, by its row number on the screen and its column key. */
export function listCell(page: Page, number: number, column: string): Locator {
  return page.locator(`.ag-grid-scrolling-container [row-index="${number - 1}"] [col-id="${column}"]`);
}

/** The number in front of a list's row. */
export function rowNumber(page: Page, number: number): Locator {
  return listCell(page, number, '#');
}

/** The header of a column, by its key; a press on it selects the column. */
export function header(page: Page, column: string): Locator {
  return page.locator(`.ag-header-cell[col-id="${column}"] .sheet-header-title`);
}

/** The text field in which the active cell is edited. */
export function editor(page: Page): Locator {
  return page.locator('textarea[data-sheet]');
}

/** Opens the cell, replaces its whole text and leaves it with Enter. */
export async function rewrite(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /打开示例工作簿/ }).click();
  await page.getByRole('tab', { name: '附件1 省级' }).waitFor();
}

export async function showTable(page: Page, title: string): Promise<void> {
  await page.getByRole('tab', { name: title }).click();
  await page.getByRole('region', { name: title }).waitFor();
}

/** An assertion about what comes to be so; on a busy machine that takes its time. */
export function eventually<Value>(read: () => Value | Promise<Value>): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: 10_000 });
}

/** Waits until a locator's text is what is expected. */
export async function expectText(locator: Locator, text: string | RegExp): Promise<void> {
  await expect
    .poll(async () => (await locator.textContent())?.trim(), { timeout: 10_000 })
    .toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
}

export async function waitSaved(page: Page): Promise<void> {
  await page.locator('.saving-saved').waitFor();
}
