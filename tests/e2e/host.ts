/** The real browser host as a child process, and a real Chromium looking at it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../runtimes.ts';

export type RunningHost = {
  /** Holds one use of the one-time token. */
  readonly address: string;
  readonly dataFolder: string;
  /** Ends the program as a person does with Ctrl+C, keeping the data. */
  readonly stop: () => Promise<void>;
};

/** Starts `electron/web.ts` with its own data and state folders inside `folder`. */
export async function startHost(folder: string): Promise<RunningHost> {
  const dataFolder = join(folder, 'data');
  const child = spawn(
    process.execPath,
    ['electron/web.ts', '--port', '0', '--no-open', '--data', dataFolder, '--state', join(folder, 'state')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const address = await readAddress(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { address, dataFolder, stop };
}

export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'huibiao-e2e-'));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium; see tests/run.ts');
  // Playwright hides scrollbars, which take their room from what people see.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox'],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
}

/** CSS pixels, and how many pixels of the screen make one of them (1.25 at a scaling of 125 %). */
export type Screen = { readonly width: number; readonly height: number; readonly scale: number };

const smallOfficeScreen: Screen = { width: 1366, height: 768, scale: 1 };

/** A page of the size of a small office screen, if not told; its complaints are collected in `complaints`. */
export async function openPage(
  browser: Browser,
  address: string,
  { width, height, scale }: Screen = smallOfficeScreen,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'zh-CN',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const address = /http:\/\/\S+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${output}`)));
  });
}
