/** How a person goes about forms and rounds on the screen. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type FormFixture, formBytes } from '../fixtures/forms.ts';
import { drawing } from './import-files.ts';

export async function showScreen(page: Page, title: '台账' | '表样' | '下发'): Promise<void> {
  await page.getByRole('navigation', { name: '主要页面' }).getByRole('button', { name: title }).click();
  if (title !== '台账') await page.getByRole('region', { name: title }).waitFor();
}

/** Writes a workbook and returns where it is. */
export async function writeForm(
  folder: string,
  name: string,
  ...sheets: readonly FormFixture[]
): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, await formBytes(sheets));
  return file;
}

export function learnDialog(page: Page): Locator {
  return page.locator('.learn-dialog');
}

/** Chooses a file by a button of the forms screen, and waits for the drawn sheet. */
export async function learnByButton(page: Page, file: string, button: Locator): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(file);
  await drawing(page).waitFor();
}

export function newFormButton(page: Page): Locator {
  return page.getByRole('region', { name: '表样' }).getByRole('button', { name: /新表样/ });
}

/** Keeps what is on view with a new table, and closes the dialog. */
export async function saveWithNewTable(page: Page): Promise<void> {
  const dialog = learnDialog(page);
  await dialog.getByRole('button', { name: '下一步：存到哪里' }).click();
  await dialog.getByRole('radio', { name: '新建一个台账' }).check();
  await dialog.getByRole('button', { name: '保存表样' }).click();
  await dialog.getByText(/已保存/).waitFor();
  await dialog.getByRole('button', { name: '完成' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** A line of the lists of forms or rounds. */
export function listLine(page: Page, name: string | RegExp): Locator {
  return page.locator('.list-table > tbody > tr').filter({ hasText: name });
}
