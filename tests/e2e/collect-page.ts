/** How a person issues a form, gets it back, and goes about the returns on the screen. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { fillCells, villageCells } from '../fixtures/collect.ts';
import { villageForm } from '../fixtures/issue.ts';
import {
  learnByButton,
  listLine,
  newFormButton,
  saveWithNewTable,
  showScreen,
  writeForm,
} from './forms-page.ts';

/** 村名, 任务数, 完成数. */
export type VillageRow = readonly [string, number | string | null, number | string | null];

/** Learns the 改厕 form, issues it to the sixteen townships for October 2025, and returns the copies by unit. */
export async function issueSixteen(page: Page, folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  await showScreen(page, '表样');
  await learnByButton(page, await writeForm(folder, '改厕.xlsx', villageForm), newFormButton(page));
  await saveWithNewTable(page);
  await listLine(page, '改厕.xlsx').getByRole('button', { name: /下发/ }).click();
  const dialog = page.locator('.issue-dialog');
  await dialog.getByLabel('年份').fill('2025');
  await dialog.getByRole('combobox', { name: '月份' }).click();
  await page.locator('.ant-select-dropdown').getByTitle('10月', { exact: true }).click();
  await dialog.getByLabel('截止日期').fill('2099-10-15');
  await dialog.getByLabel('截止时刻').fill('17:00');
  const { bytes } = await readDownload(page, () =>
    dialog.getByRole('button', { name: '下发 16 份' }).click(),
  );
  await dialog.getByRole('button', { name: '完成' }).click();
  return new Map(
    listEntries(bytes).map((entry) => [
      /^\d+(.*?)_/.exec(entry.name)?.[1] ?? entry.name,
      inflateEntry(bytes, entry),
    ]),
  );
}

/** Fills a unit's copy and writes it where the clerk saves what she gets; returns the path. */
export async function writeReturn(
  file: string,
  copies: ReadonlyMap<string, Uint8Array>,
  unit: string,
  rows: readonly VillageRow[],
): Promise<string> {
  const copy = copies.get(unit);
  if (copy === undefined) throw new Error(`no copy for ${unit}`);
  const sum = (at: 1 | 2): number =>
    rows.reduce((total, row) => total + (typeof row[at] === 'number' ? row[at] : 0), 0);
  const filled = fillCells(copy, '改厕', villageCells(unit, rows));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, withTotals(filled, sum(1), sum(2)));
  return file;
}

/** What the formulas of the total come to, as Excel keeps it; nobody computes here. */
function withTotals(bytes: Uint8Array, tasks: number, done: number): Uint8Array {
  const result = (column: number, value: number) => ({
    row: totalRow - 1,
    column,
    value: { kind: 'result' as const, value },
  });
  const cells = [result(4, tasks), result(5, done)];
  return refillWorkbook(bytes, { sheets: [{ sheet: '改厕', cells }] }).bytes;
}

/** Of a copy with the usual spare rows. */
const totalRow = 24;

export async function showCollect(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主要页面' }).getByRole('button', { name: '收表' }).click();
  await page.getByRole('region', { name: '收表', exact: true }).waitFor();
}

/** A line of the board. */
export function boardLine(page: Page, unit: string): Locator {
  return page
    .locator('.board-table > tbody > tr')
    .filter({ has: page.getByRole('rowheader', { name: unit, exact: true }) });
}

/** How many units are in a state, as the head of the board says. */
export async function boardCount(page: Page, state: string): Promise<number> {
  const text = await page.locator('.board-counts button').filter({ hasText: state }).textContent();
  return Number(/\d+/.exec(text ?? '')?.[0]);
}

export function receiveDialog(page: Page): Locator {
  return page.locator('.receive-dialog');
}

export function reviewDialog(page: Page): Locator {
  return page.locator('.review-dialog');
}

/** Hands files over by the button, and waits for the list of what they are. */
export async function receiveByButton(page: Page, files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '收文件…' }).click();
  await (await chooser).setFiles([...files]);
  await receiveDialog(page).locator('[data-step="received"]').waitFor({ timeout: 60_000 });
}

/** The line of a file in the list of what came. */
export function receivedLine(page: Page, fileName: string): Locator {
  return receiveDialog(page)
    .locator('.return-table > tbody > tr')
    .filter({ has: page.getByTitle(fileName, { exact: true }) });
}

/** From the list of what came to the first return, once its sheet is drawn. */
export async function openReview(page: Page): Promise<Locator> {
  await receiveDialog(page)
    .getByRole('button', { name: /^开始核对/ })
    .click();
  const dialog = reviewDialog(page);
  await dialog.locator('[data-step="review"]').waitFor();
  await dialog.getByRole('grid', { name: /^工作表/ }).waitFor();
  return dialog;
}

/** Writes the same 说明 at every finding that wants one. */
export async function explainAll(page: Page, text: string): Promise<void> {
  const dialog = reviewDialog(page);
  await dialog.getByRole('tab', { name: /^问题/ }).click();
  for (const field of await dialog.getByRole('textbox', { name: /的说明$/ }).all()) await field.fill(text);
}

export function acceptButton(page: Page): Locator {
  return reviewDialog(page).getByRole('button', { name: /^接\s?收$/ });
}

export async function finishReview(page: Page): Promise<void> {
  await reviewDialog(page)
    .getByRole('button', { name: /^完\s?成$/ })
    .click();
  await reviewDialog(page).waitFor({ state: 'hidden' });
}

/** Presses a button and returns the file that the browser gets. */
export async function readDownload(
  page: Page,
  press: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}
