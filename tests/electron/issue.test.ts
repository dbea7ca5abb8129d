/** 下发 in the desktop app: the copies as a folder where the person wants it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import {
  learnByButton,
  listLine,
  newFormButton,
  saveWithNewTable,
  showScreen,
  writeForm,
} from '../e2e/forms-page.ts';
import { openSample } from '../e2e/sheet.ts';
import { villageForm } from '../fixtures/issue.ts';
import { findElectron } from '../runtimes.ts';
import { answerFolderDialog, type DesktopApp, launchApp } from './launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-electron-issue-'));
let desktop: DesktopApp;

beforeAll(async () => {
  const executable = findElectron();
  if (executable === null) throw new Error('this suite runs only where an Electron runtime was found');
  desktop = await launchApp({ executable, entry: 'dist/electron/main.js' }, { folder });
  await openSample(desktop.page);
});
afterAll(async () => {
  await desktop.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('issuing on the desktop', () => {
  it('puts a file for each township into a folder, and never over one that is there', async () => {
    const { page } = desktop;
    await showScreen(page, '表样');
    await learnByButton(page, await writeForm(folder, '改厕.xlsx', villageForm), newFormButton(page));
    await saveWithNewTable(page);
    await listLine(page, '改厕.xlsx').getByRole('button', { name: /下发/ }).click();
    const dialog = page.locator('.issue-dialog');
    await dialog.getByRole('button', { name: '下发 16 份' }).click();
    await dialog.getByText('还没有保存').waitFor();

    await answerFolderDialog(desktop, null);
    await dialog.getByRole('button', { name: '存到文件夹…' }).click();
    await answerFolderDialog(desktop, folder);
    await dialog.getByRole('button', { name: '存到文件夹…' }).click();
    await dialog.getByText('已存到文件夹').waitFor();
    const [made] = readdirSync(folder).filter((name) => name.includes('下发16份'));
    if (made === undefined) throw new Error('no folder was made');
    const copies = readdirSync(join(folder, made));
    expect(copies).toHaveLength(16);
    const copy = copies.find((name) => name.includes('高都镇')) ?? '';
    expect(readIssueMark(readFileSync(join(folder, made, copy)))).toMatchObject({ unit: '高都镇' });

    await dialog.getByRole('button', { name: '存到文件夹…' }).click();
    await dialog.getByText(/里已经有.*没有保存，原来的没有动/).waitFor();
    expect(readdirSync(folder).filter((name) => name.includes('下发16份'))).toEqual([made]);
  });
});
