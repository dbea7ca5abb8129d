/** Windows that nobody sees, without scripts, in which a print's pages become a PDF or go to a printer. */
import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import { appOrigin } from '../security.ts';

export type PrintWindows = {
  /** The pages as a PDF. @throws where Chromium cannot, or the print was stopped */
  readonly printPdf: (id: string, html: string) => Promise<Uint8Array>;
  readonly stop: (id: string) => void;
  /** Asks with the system's own dialog; false when it was closed. */
  readonly printOnPaper: (html: string) => Promise<boolean>;
  /** The answer of `GET /host/printed/<id>`: the pages on their way into such a window. */
  readonly show: (id: string) => Response;
};

export function createPrintWindows(): PrintWindows {
  const pages = new Map<string, string>();
  const windows = new Map<string, BrowserWindow>();

  const open = async (id: string, html: string): Promise<BrowserWindow> => {
    const hidden = new BrowserWindow({
      show: false,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        javascript: false,
      },
    });
    windows.set(id, hidden);
    hidden.on('closed', () => windows.delete(id));
    pages.set(id, html);
    try {
      await hidden.loadURL(`${appOrigin}/host/printed/${id}`);
    } finally {
      pages.delete(id);
    }
    return hidden;
  };

  const withWindow = async <Result>(
    id: string,
    html: string,
    use: (hidden: BrowserWindow) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await use(await open(id, html));
    } finally {
      windows.get(id)?.destroy();
    }
  };

  return {
    printPdf: (id, html) =>
      withWindow(id, html, ({ webContents }) =>
        webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
      ),
    stop: (id) => windows.get(id)?.destroy(),
    printOnPaper: (html) =>
      withWindow(randomUUID(), html, ({ webContents }) => {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        webContents.print({ silent: false, printBackground: true, margins: { marginType: 'none' } }, resolve);
        return promise;
      }),
    show: (id) => {
      const html = pages.get(id);
      if (html === undefined) return new Response(null, { status: 404 });
      return new Response(html, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'cache-control': 'no-store',
        },
      });
    },
  };
}
