/** The desktop app, really: its own window, its backend in a utility process, app:// between them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineCell, openSample, rewrite, waitSaved } from '../e2e/sheet.ts';
import { findElectron } from '../runtimes.ts';
import { type AppUnderTest, answerSaveDialog, type DesktopApp, launchApp } from './launch.ts';
import { packApp } from './packed.ts';

const annex = '附件1 省级';
const patiently = { timeout: 30_000 };

describe.each([
  ['built', async () => builtApp()],
  ['packed', packApp],
] as const)('the %s app', (_name, prepare) => {
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-electron-'));
  let desktop: DesktopApp;

  beforeAll(async () => {
    desktop = await launchApp(await prepare(), { folder });
  });
  afterAll(async () => {
    await desktop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts in Chinese and opens the sample', async () => {
    const { page } = desktop;
    expect(await page.evaluate(() => [location.origin, navigator.language])).toEqual([
      'app://huibiao',
      'zh-CN',
    ]);
    await openSample(page);
    expect(existsSync(join(folder, 'data', '示例-泽州县2025年行动计划.huibiao'))).toBe(true);
    await expectTotal(page, '60');
  });

  it('saves an edit, takes it back and does it again', async () => {
    const { page } = desktop;
    await rewrite(page, namesOf(page, '山河镇'), '石河村、新河村');
    await expectTotal(page, '61');
    await page.keyboard.press('Control+z');
    await expectTotal(page, '60');
    await page.keyboard.press('Control+y');
    await expectTotal(page, '61');
  });

  it('exports the annex and reads it back as it is', async () => {
    const { page } = desktop;
    const path = join(folder, '附件1.xlsx');
    await answerSaveDialog(desktop, null);
    await page.getByRole('button', { name: /导出/ }).click();
    await page.waitForTimeout(1500);
    expect(await page.getByText(/已导出/).count()).toBe(0);

    await answerSaveDialog(desktop, path);
    await page.getByRole('button', { name: /导出/ }).click();
    await expect.poll(() => existsSync(path) && readFileSync(path).length > 1000, patiently).toBe(true);

    // The dialog keeps a hidden copy of its title for screen readers.
    await page.getByText(`已导出到 ${path}`).filter({ visible: true }).waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await rewrite(page, namesOf(page, '山河镇'), '石河村');
    await expectTotal(page, '60');
    await page.locator('input[type=file]').first().setInputFiles(path);
    await page.getByRole('button', { name: /确认导入/ }).click();
    await expectTotal(page, '61');
  });
});

describe('the window', () => {
  let desktop: DesktopApp;
  beforeAll(async () => {
    desktop = await launchApp(builtApp());
  });
  afterAll(() => desktop.close());

  it('is sandboxed, isolated and without Node', async () => {
    const { page, app } = desktop;
    expect(
      await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis)),
    ).toEqual([]);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });

  it('has its backend again, with the same workbook, after the backend died', async () => {
    const { page, app } = desktop;
    await openSample(page);
    await rewrite(page, namesOf(page, '山河镇'), '石河村、新河村');
    await expectTotal(page, '61');
    await waitSaved(page);
    await app.evaluate(({ app: electron }) => {
      for (const { pid, type, name } of electron.getAppMetrics()) {
        if (type === 'Utility' && name === 'huibiao-backend') process.kill(pid, 'SIGKILL');
      }
    });
    await expect
      .poll(async () => {
        await page.reload();
        return page
          .getByRole('tab', { name: annex })
          .waitFor({ timeout: 5_000 })
          .then(
            () => true,
            () => false,
          );
      }, patiently)
      .toBe(true);
    await expectTotal(page, '61');
  });

  it('copies and pastes by its menus, with the formats of the cells, and gives no page the clipboard', async () => {
    const { page, app } = desktop;
    const names = namesOf(page, '山河镇');
    const take = async (title: string): Promise<void> => {
      await names.click({ button: 'right' });
      await page.getByRole('menuitem', { name: title, exact: true }).click();
    };
    const text = (await names.textContent())?.trim() ?? '';
    await take('复制');
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText()), patiently).toBe(text);
    const html = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.addEventListener(
            'paste',
            ({ clipboardData }) => resolve(clipboardData?.getData('text/html') ?? ''),
            {
              capture: true,
              once: true,
            },
          );
        }),
    );
    await take('粘贴');
    expect(await html).toContain('data-source="huibiao"');

    await app.evaluate(({ clipboard }) => clipboard.writeText('石河村、甲村'));
    await take('粘贴');
    await expect.poll(async () => (await names.textContent())?.trim(), patiently).toBe('石河村、甲村');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await names.textContent())?.trim(), patiently).toBe(text);
    const read = await page.evaluate(() =>
      navigator.clipboard.read().then(
        () => 'read',
        (error: Error) => error.name,
      ),
    );
    expect(read).toBe('NotAllowedError');
  });

  it('goes nowhere else and opens no other window, whatever a page tries', async () => {
    const { page, app } = desktop;
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/']) {
      await page.evaluate((target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        window.open(target);
        link.remove();
      }, url);
      await page.waitForTimeout(100);
    }
    expect(page.url()).toBe('app://huibiao/');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('is denied every permission', async () => {
    const { page } = desktop;
    const state = await page.evaluate(async () => {
      const { state: notifications } = await navigator.permissions.query({ name: 'notifications' });
      const { state: position } = await navigator.permissions.query({ name: 'geolocation' });
      return [notifications, position];
    });
    expect(state).toEqual(['denied', 'denied']);
  });

  it('runs no script that its own files do not hold', async () => {
    const { page } = desktop;
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return 'injected' in globalThis;
    });
    expect(ran).toBe(false);
  });
});

describe('a .huibiao file given to the app', () => {
  it('is opened, and a file that cannot be opened is said so', async () => {
    const first = await launchApp(builtApp());
    await openSample(first.page);
    await first.app.close();
    const file = join(first.folder, 'data', '示例-泽州县2025年行动计划.huibiao');
    expect(readdirSync(join(first.folder, 'data'))).toEqual(['示例-泽州县2025年行动计划.huibiao']);

    const second = await launchApp(builtApp(), { folder: first.folder, files: [file] });
    await second.page.getByRole('tab', { name: annex }).waitFor();
    await second.close();

    const third = await launchApp(builtApp(), {
      folder: first.folder,
      files: [join(first.folder, '没有.huibiao')],
    });
    await third.page.getByText(/找不到这个工作簿/).waitFor();
    await third.close();
    rmSync(first.folder, { recursive: true, force: true });
  });
});

function builtApp(): AppUnderTest {
  const executable = findElectron();
  if (executable === null) throw new Error('this suite runs only where an Electron runtime was found');
  return { executable, entry: 'dist/electron/main.js' };
}

function namesOf(page: Page, row: string): Locator {
  return lineCell(page, row, '提档升级村');
}

async function expectTotal(page: Page, total: string): Promise<void> {
  await expect.poll(() => namesOf(page, '合计').textContent(), patiently).toBe(total);
}
