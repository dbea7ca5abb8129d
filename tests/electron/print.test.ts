/** 打印 in the desktop app: its hidden windows make the very pages of the preview, measured in the PDF itself. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineCell, openSample } from '../e2e/sheet.ts';
import { findRules, readPages, readText } from '../office/pages.ts';
import { findElectron } from '../runtimes.ts';
import { answerSaveDialog, type DesktopApp, launchApp } from './launch.ts';

const patiently = { timeout: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'huibiao-electron-print-'));
let desktop: DesktopApp;

beforeAll(async () => {
  const executable = findElectron();
  if (executable === null) throw new Error('this suite runs only where an Electron runtime was found');
  desktop = await launchApp({ executable, entry: 'dist/electron/main.js' }, { folder });
  await openSample(desktop.page);
  await lineCell(desktop.page, '高都镇', '精品示范村').click();
  await desktop.page.keyboard.press('Control+p');
  await desktop.page.locator('.page-count').waitFor();
});
afterAll(async () => {
  await desktop.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('存为PDF', () => {
  it('writes nothing where the dialog is closed', async () => {
    await answerSaveDialog(desktop, null);
    await desktop.page.getByRole('button', { name: '存为PDF' }).click();
    await expect.poll(() => desktop.page.locator('.print-progress').count(), patiently).toBe(0);
    expect(await desktop.page.getByText(/已导出到/).count()).toBe(0);
    expect(await windowCount()).toBe(1);
  });

  it('writes both annexes on A4, the text block where GB/T 9704 has it, every village in it', async () => {
    const file = join(folder, '附件.pdf');
    await answerSaveDialog(desktop, file);
    await desktop.page.getByRole('button', { name: '存为PDF' }).click();
    await waitForFile(file);
    await desktop.page.getByText(`已导出到 ${file}`).filter({ visible: true }).waitFor();
    await expectAnnexes(file);
    // The window in which it was made is gone.
    expect(await windowCount()).toBe(1);
  });
});

describe('打印…', () => {
  it('gives the system’s dialog the same pages, and says when it was closed', async () => {
    const file = join(folder, '打印机.pdf');
    await answerPrintDialog(file, true);
    await desktop.page.getByRole('button', { name: '打印…' }).click();
    await desktop.page.getByText('已交给打印机。').waitFor();
    await waitForFile(file);
    await expectAnnexes(file);

    await answerPrintDialog(join(folder, '没有打印.pdf'), false);
    await desktop.page.getByRole('button', { name: '打印…' }).click();
    await desktop.page.getByText(/^没有打印：打印窗口已关闭/).waitFor();
    expect(await windowCount()).toBe(1);
  });
});

/**
 * Answers the next print dialog, as a person would; what the window would have printed is in the file. It is taken
 * with the very options that the dialog was asked with, but for those that only a printer has.
 */
async function answerPrintDialog(path: string, printed: boolean): Promise<void> {
  await desktop.app.evaluate(
    ({ app }, answer) => {
      app.once('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) => {
          void contents.printToPDF({ preferCSSPageSize: true, printBackground: true }).then((pdf) => {
            process.getBuiltinModule('node:fs').writeFileSync(answer.path, pdf);
            done?.(answer.printed, answer.printed ? '' : 'Print job canceled');
          });
        };
      });
    },
    { path, printed },
  );
}

function windowCount(): Promise<number> {
  return desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

async function waitForFile(file: string): Promise<void> {
  await expect.poll(() => existsSync(file) && statSync(file).size > 1000, patiently).toBe(true);
}

async function expectAnnexes(file: string): Promise<void> {
  const shown = /共 (\d+) 页/.exec((await desktop.page.locator('.page-count').textContent()) ?? '')?.[1];
  const pages = readPages(file);
  expect(String(pages.length)).toBe(shown);
  for (const { width, height } of pages) expect([Math.round(width), Math.round(height)]).toEqual([210, 297]);
  const { across, down } = findRules(file, 1);
  expect(Math.abs((down[0] ?? 0) - 28)).toBeLessThan(0.5);
  expect(Math.abs((down.at(-1) ?? 0) - 184)).toBeLessThan(0.5);
  expect(across.at(-1)).toBeLessThan(262.5);
  const [first] = pages;
  const label = first?.words.find(({ text }) => text === '附件1');
  expect(Math.abs((label?.left ?? 0) - 28)).toBeLessThan(0.5);
  const dash = first?.words.findLast(({ text }) => text === '—');
  // One character of 4号 is free on the outer side, below the text block.
  expect(Math.abs((dash?.right ?? 0) - 184 + (14 / 72) * 25.4)).toBeLessThan(0.7);
  expect(dash?.bottom).toBeGreaterThan(268);
  const text = readText(file);
  for (const name of ['泊南村', '石河村', '附件2', '—1—']) expect(text).toContain(name);
}
