/**
 * The backend as a process of its own: Electron's main process starts it as a utility process and forwards
 * `app://` to its local socket (a named pipe on Windows). A hostile file or a long merge ends here, not in the window.
 */
import { randomUUID } from 'node:crypto';
import { HuibiaoError } from '../shared/model/failure.ts';
import { type Backend, openBackend } from './backend/backend.ts';
import type { PdfPrinter } from './backend/print/pdf-printer.ts';
import { type BackendMessage, type BackendStart, type HostMessage, parentPort } from './backend-protocol.ts';
import { createHandlerServer } from './http.ts';
import { newId } from './new-id.ts';
import { secretsMatch } from './security.ts';

let started: Promise<Backend> | null = null;
/** Prints that the main process is making. */
const waiting = new Map<string, (printed: Extract<HostMessage, { readonly kind: 'printed' }>) => void>();

parentPort().on('message', ({ data }) => {
  switch (data.kind) {
    case 'start':
      started = start(data);
      return;
    case 'close':
      void close();
      return;
    case 'printed':
      waiting.get(data.id)?.(data);
      return;
  }
});
process.once('SIGTERM', close);

async function start({ kind: _, socketPath, secret, workbook, ...places }: BackendStart): Promise<Backend> {
  const backend = await openBackend(
    {
      host: 'electron',
      ...places,
      now: () => new Date(),
      newId,
      onWorkbookChange: (file) => tell({ kind: 'workbook', file }),
      printPdf,
    },
    workbook,
  );
  // The pipe is reachable by other programs of the same machine; only main knows the secret.
  const server = createHandlerServer(backend.handle, ({ headers }) =>
    secretsMatch(String(headers['x-huibiao-secret'] ?? ''), secret)
      ? null
      : new Response(null, { status: 403 }),
  );
  server.listen(socketPath, () => tell({ kind: 'ready' }));
  return backend;
}

/** The main process has windows, and so the browser that makes PDFs. */
const printPdf: PdfPrinter = (html, { signal, onStage }) =>
  new Promise((resolve, reject) => {
    const id = randomUUID();
    const stop = (): void => {
      waiting.delete(id);
      tell({ kind: 'stopPrinting', id });
      reject(signal.reason);
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    waiting.set(id, ({ pdf, reason }) => {
      waiting.delete(id);
      signal.removeEventListener('abort', stop);
      if (pdf !== null) resolve(pdf);
      else
        reject(
          new HuibiaoError('print_failed', `没有生成 PDF（${reason}），请再试一次。`, { cause: reason }),
        );
    });
    onStage('printing');
    tell({ kind: 'print', id, html });
  });

function tell(message: BackendMessage): void {
  parentPort().postMessage(message);
}

async function close(): Promise<void> {
  await (await started)?.close();
  process.exit(0);
}
