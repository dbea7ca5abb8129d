/**
 * The Electron host: one window, a small menu, the backend in a utility process. `app://huibiao/…` is forwarded to
 * the backend; `/host/…` are the few things that only a desktop can do: desktop/ has its file dialogs and print windows.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  type MenuItemConstructorOptions,
  protocol,
  session,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import { z } from 'zod';
import { joinPages } from '../shared/print/document.ts';
import type { PrintedPages } from '../shared/print/printed-pages.ts';
import type { BackendMessage, BackendStart, HostMessage } from './backend-protocol.ts';
import { createFileDialogs } from './desktop/file-dialogs.ts';
import { createPrintWindows } from './desktop/print-windows.ts';
import { forwardToSocket } from './http.ts';
import { defaultDataFolder, findProgram } from './program.ts';
import { appOrigin, isGrantedPermission, isOwnPage, mayPaste } from './security.ts';

const program = findProgram();
const secret = randomBytes(32).toString('base64url');
const socketFolder = process.platform === 'win32' ? null : mkdtempSync(join(tmpdir(), 'huibiao-'));
const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.object({ message: z.string() }) }),
]);

let backend: UtilityProcess | null = null;
let ready: Promise<string> = Promise.reject(new Error('not started'));
ready.catch(() => {});
let workbook: string | null = workbookIn(process.argv);
let window: BrowserWindow | null = null;
const printWindows = createPrintWindows();
const fileDialogs = createFileDialogs(
  () => window,
  (id) => answer(new Request(`${appOrigin}/download/${encodeURIComponent(id)}`)),
);
let quitting = false;
/** Backends in a row that ended before they were ready. */
let failedStarts = 0;

app.setName('汇表');
if (!app.commandLine.hasSwitch('user-data-dir')) {
  // A folder of plain letters, the same however the program is started.
  app.setPath('userData', join(app.getPath('appData'), 'Huibiao'));
}
app.commandLine.appendSwitch('lang', 'zh-CN');
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, parameters, folder) => openFromOutside(workbookIn(parameters, folder)));
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (backend === null) return;
    // The backend ends first: closing puts the journal into the workbook, so that the one file can be copied away.
    event.preventDefault();
    closeBackend(backend);
  });
  app.on('quit', () => {
    if (socketFolder !== null) rmSync(socketFolder, { recursive: true, force: true });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  ready = startBackend();
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(isGrantedPermission(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) =>
    isGrantedPermission(permission),
  );
  protocol.handle('app', answer);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate()));
  openWindow();
}

/** Starts the backend's process and resolves to its socket once it listens; a process that dies is started again. */
function startBackend(): Promise<string> {
  const name = randomUUID();
  const socketPath =
    socketFolder === null ? `\\\\.\\pipe\\huibiao-${name}` : join(socketFolder, name.slice(0, 8));
  const entry = join(
    import.meta.dirname,
    `backend-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  );
  const child = utilityProcess.fork(entry, [], { serviceName: 'huibiao-backend' });
  backend = child;
  const message: BackendStart = {
    kind: 'start',
    version: program.version,
    dataFolder: process.env.HUIBIAO_DATA ?? defaultDataFolder(),
    stateFolder: app.getPath('userData'),
    rendererFolder: program.rendererFolder,
    seedsFolder: program.seedsFolder,
    socketPath,
    secret,
    workbook,
  };
  child.postMessage(message);
  return new Promise((resolve, reject) => {
    child.on('message', (told: BackendMessage) => {
      switch (told.kind) {
        case 'ready':
          failedStarts = 0;
          resolve(socketPath);
          break;
        case 'workbook':
          workbook = told.file;
          if (told.file !== null) app.addRecentDocument(told.file);
          break;
        case 'print':
          void printForBackend(child, told.id, told.html);
          break;
        case 'stopPrinting':
          printWindows.stop(told.id);
          break;
      }
    });
    child.on('exit', (code) => {
      reject(new Error(`the backend ended with ${code} before it was ready`));
      if (quitting) {
        backend = null;
        app.quit();
        return;
      }
      failedStarts += 1;
      if (failedStarts > 3) {
        dialog.showErrorBox(
          '汇表',
          `后台连续几次没有启动成功，程序将关闭，已保存的数据不受影响。请重新启动；仍不行时请重新安装。（${code}）`,
        );
        app.exit(1);
        return;
      }
      ready = startBackend();
      ready.catch(() => {});
    });
  });
}

function closeBackend(child: UtilityProcess): void {
  if (quitting) return;
  quitting = true;
  const message: HostMessage = { kind: 'close' };
  child.postMessage(message);
  // A backend that hangs must not keep the program from ending; what was confirmed is in the journal.
  setTimeout(() => child.kill(), longestClose);
}

/** Milliseconds. */
const longestClose = 10_000;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case 'POST /host/choose-open':
      return fileDialogs.chooseOpen();
    case 'POST /host/choose-save':
      return fileDialogs.chooseSave(request);
    case 'POST /host/save-export':
      return fileDialogs.saveExport(request);
    case 'POST /host/save-folder':
      return fileDialogs.saveFolder(request);
    case 'POST /host/show-saved':
      return fileDialogs.showSaved(request);
    case 'POST /host/paste':
      return pasteIntoPage();
    case 'POST /host/print':
      return printOnPaper(request);
  }
  if (request.method === 'GET' && pathname.startsWith('/host/printed/')) {
    return printWindows.show(pathname.slice('/host/printed/'.length));
  }
  try {
    return await forwardToSocket(await ready, { 'x-huibiao-secret': secret }, request);
  } catch {
    const message = '后台刚才中断，已重新启动；上一步可能没有完成，已保存的数据不受影响。请再试一次。';
    return Response.json({ ok: false, error: { code: 'unexpected', message, details: {} } }, { status: 502 });
  }
}

/** Prints with the system's own dialog what `print.pages` answers for these options; false when it was closed. */
async function printOnPaper(request: Request): Promise<Response> {
  const reply = await answer(askBackend('print.pages', await request.text()));
  if (!reply.ok) return reply;
  // The backend answers with what the contract says; the page's own script could not put anything else in here.
  const { value } = (await reply.json()) as { readonly value: PrintedPages };
  const printed = await printWindows.printOnPaper(joinPages(value));
  return Response.json({ ok: true, value: { printed } });
}

async function printForBackend(child: UtilityProcess, id: string, html: string): Promise<void> {
  const tell = (pdf: Uint8Array | null, reason: string): void => {
    const message: HostMessage = { kind: 'printed', id, pdf, reason };
    child.postMessage(message);
  };
  try {
    tell(await printWindows.printPdf(id, html), '');
  } catch (error) {
    tell(null, error instanceof Error ? error.message : String(error));
  }
}

function askBackend(method: string, body: string): Request {
  return new Request(`${appOrigin}/rpc/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

/** What the menu 粘贴 of a page asks for: the page gets a paste like the keyboard's, never the clipboard itself. */
function pasteIntoPage(): Response {
  const asked = { isVisible: window?.isVisible() === true, isFocused: window?.isFocused() === true };
  if (window === null || !mayPaste(asked)) return new Response(null, { status: 403 });
  window.webContents.paste();
  return Response.json({ ok: true, value: { file: null } });
}

function openWindow(): void {
  window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 800,
    minHeight: 500,
    title: '汇表',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
  });
  window.on('closed', () => {
    window = null;
  });
  window.loadURL(`${appOrigin}/`);
}

/** A second start, or a double-click on a .huibiao file, comes to the window that is there. */
async function openFromOutside(file: string | null): Promise<void> {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.focus();
  if (file === null) return;
  const response = await answer(askBackend('workbook.open', JSON.stringify({ file })));
  const reply = replySchema.parse(await response.json());
  if (reply.ok) window.webContents.reload();
  else await dialog.showMessageBox(window, { type: 'warning', title: '汇表', message: reply.error.message });
}

/** The workbook named on a command line; null when there is none. */
function workbookIn(parameters: readonly string[], folder: string = process.cwd()): string | null {
  const file = parameters.slice(1).find((parameter) => /\.huibiao$/i.test(parameter));
  return file === undefined ? null : resolve(folder, file);
}

function menuTemplate(): MenuItemConstructorOptions[] {
  return [
    {
      label: '编辑',
      submenu: [
        { role: 'cut', label: '剪切' },
        { role: 'copy', label: '复制' },
        { role: 'paste', label: '粘贴' },
      ],
    },
    {
      label: '视图',
      submenu: [
        { role: 'zoomIn', label: '放大' },
        { role: 'zoomOut', label: '缩小' },
        { role: 'resetZoom', label: '实际大小' },
        { role: 'togglefullscreen', label: '全屏' },
      ],
    },
    { label: '窗口', submenu: [{ role: 'quit', label: '退出' }] },
  ];
}
