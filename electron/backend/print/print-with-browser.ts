/** Makes a PDF with an installed browser of the Chromium family, in a process and a profile of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { type Devtools, speakDevtools } from './devtools-pipe.ts';
import { findBrowser } from './find-browser.ts';
import type { PdfPrinter, PrintCall } from './pdf-printer.ts';

export type BrowserChoice = {
  readonly executable: string;
  /** Only where the browser cannot have its own sandbox: as root in a container that runs tests. */
  readonly sandbox: boolean;
};

/**
 * The printer that an installed browser is; it is looked for with every print, so that one that was just installed
 * is found. `HUIBIAO_BROWSER` names an executable, `HUIBIAO_BROWSER_NO_SANDBOX=1` is for tests that run as root.
 */
export const browserPrinter: PdfPrinter = (html, call) => {
  const executable = findBrowser();
  if (executable === null) {
    throw new HuibiaoError(
      'no_browser',
      '没有找到可以生成 PDF 的浏览器，没有写出。请安装 Edge、Chrome 或 Chromium（统信、麒麟自带的浏览器也可以）后再试；或在汇表的窗口里打印。',
    );
  }
  return printWithBrowser(
    { executable, sandbox: process.env.HUIBIAO_BROWSER_NO_SANDBOX !== '1' },
    html,
    call,
  );
};

/** @throws HuibiaoError `print_failed` with what the browser said */
export async function printWithBrowser(
  { executable, sandbox }: BrowserChoice,
  html: string,
  { signal, onStage }: PrintCall,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  onStage('starting');
  const profile = await mkdtemp(join(tmpdir(), 'huibiao-print-'));
  const browser = spawn(
    executable,
    [...switches, `--user-data-dir=${profile}`, ...(sandbox ? [] : ['--no-sandbox'])],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  const stop = (): void => {
    browser.kill('SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  const said = listen(browser);
  try {
    const [, , , commands, answers] = browser.stdio;
    const devtools = speakDevtools(commands as Writable, answers as Readable);
    const failed = new Promise<never>((_resolve, reject) => browser.once('error', reject));
    return await Promise.race([readPdf(devtools, html, onStage), failed]);
  } catch (error) {
    signal.throwIfAborted();
    throw explain(executable, error, said.join(''));
  } finally {
    signal.removeEventListener('abort', stop);
    await end(browser);
    // Windows lets go of the profile's files somewhat after the process has ended.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
  }
}

const switches = [
  '--headless=new',
  '--remote-debugging-pipe',
  // No window of its own: only the page that is printed.
  '--no-startup-window',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  '--lang=zh-CN',
  '--font-render-hinting=none',
  // Nothing in our page is loaded from anywhere; this keeps the browser itself from asking.
  '--proxy-server=127.0.0.1:9',
];

async function readPdf(devtools: Devtools, html: string, onStage: PrintCall['onStage']): Promise<Uint8Array> {
  const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true }, session);
  const tree = await devtools.send('Page.getFrameTree', {}, session);
  const { frame } = tree.frameTree as { readonly frame: { readonly id: string } };
  onStage('loading');
  await devtools.send('Page.setDocumentContent', { frameId: frame.id, html }, session);
  onStage('printing');
  const { stream } = await devtools.send(
    'Page.printToPDF',
    {
      preferCSSPageSize: true,
      printBackground: true,
      transferMode: 'ReturnAsStream',
      // Tags make a long ledger thirteen times as large and take most of the time; paper has none.
      generateTaggedPDF: false,
    },
    session,
  );
  const chunks: Buffer[] = [];
  for (let ended = false; !ended; ) {
    const part = await devtools.send('IO.read', { handle: stream, size: 1 << 20 }, session);
    chunks.push(Buffer.from(String(part.data), part.base64Encoded === true ? 'base64' : 'latin1'));
    ended = part.eof === true;
  }
  void devtools.send('Browser.close').catch(() => {});
  return new Uint8Array(Buffer.concat(chunks));
}

/** The last of what the browser says on stderr. */
function listen(browser: ChildProcess): string[] {
  const said: string[] = [];
  browser.stderr?.on('data', (chunk: Buffer) => {
    said.push(chunk.toString());
    if (said.length > 50) said.shift();
  });
  return said;
}

async function end(browser: ChildProcess): Promise<void> {
  if (browser.exitCode !== null || browser.signalCode !== null || browser.pid === undefined) return;
  await new Promise<void>((resolve) => {
    const impatient = setTimeout(() => browser.kill('SIGKILL'), 3000);
    browser.once('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
  });
}

function explain(executable: string, error: unknown, said: string): HuibiaoError {
  const cause = error instanceof Error ? error.message : String(error);
  const details = { executable, cause, said: said.slice(-2000) };
  if (/running as root without --no-sandbox/i.test(said)) {
    return new HuibiaoError(
      'print_failed',
      '浏览器不在管理员（root）身份下运行，没有生成 PDF。请用普通用户登录后再试。',
      details,
    );
  }
  return new HuibiaoError(
    'print_failed',
    `浏览器没有生成 PDF（${cause}），没有写出。请关闭浏览器后再试；仍不行时请用环境变量 HUIBIAO_BROWSER 指定另一个浏览器。`,
    details,
  );
}
