/** Starts the real desktop app, on a virtual screen where there is none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export type DesktopApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** The app built into dist/, or a packed one that is an executable of its own. */
export type AppUnderTest = { readonly executable: string; readonly entry: string | null };

/**
 * Opens the app with a home folder of its own; `close` leaves the folder when it was given, so that the app can be
 * opened on it again.
 */
export async function launchApp(
  { executable, entry }: AppUnderTest,
  { folder, files = [] }: { folder?: string; files?: readonly string[] } = {},
): Promise<DesktopApp> {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'huibiao-electron-'));
  const display = await ensureDisplay();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      ...(entry === null ? [] : [resolve(entry)]),
      ...sandbox,
      `--user-data-dir=${join(home, 'user')}`,
      ...files,
    ],
    env: {
      ...cleanEnvironment(),
      DISPLAY: display.name,
      HOME: home,
      HUIBIAO_DATA: join(home, 'data'),
    },
    timeout: 60_000,
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    folder: home,
    close: async () => {
      await app.close();
      display.stop();
      if (folder === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Answers the next save dialog, as a person would; null closes it without a choice. */
export async function answerSaveDialog(desktop: DesktopApp, path: string | null): Promise<void> {
  await desktop.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

async function ensureDisplay(): Promise<{ name: string; stop: () => void }> {
  const given = process.env.DISPLAY;
  if (given !== undefined && given !== '') return { name: given, stop: () => {} };
  const server: ChildProcess = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const numbers = server.stdio[3];
  if (numbers === null || numbers === undefined || !('read' in numbers))
    throw new Error('Xvfb says no display');
  const [number] = await once(createInterface({ input: numbers }), 'line');
  return { name: `:${number}`, stop: () => server.kill() };
}

/** The environment without what a test runner adds for itself. */
function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_|VITEST|ELECTRON_RUN)/.test(entry[0]),
  );
  return Object.fromEntries(entries);
}

/** Answers the dialogs for folders from now on; null closes them without a choice. */
export async function answerFolderDialog(desktop: DesktopApp, path: string | null): Promise<void> {
  await desktop.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({
      canceled: folder === null,
      filePaths: folder === null ? [] : [folder],
    });
  }, path);
}
