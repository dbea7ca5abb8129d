/**
 * The backend as a process of its own: Electron's main process starts it as a utility process and forwards
 * `app://` to its local socket (a named pipe on Windows). A hostile file or a long merge ends here, not in the window.
 */
import { randomUUID } from 'node:crypto';
import { type Backend, openBackend } from './backend/backend.ts';
import { type BackendMessage, type BackendStart, parentPort } from './backend-protocol.ts';
import { createHandlerServer } from './http.ts';
import { secretsMatch } from './security.ts';

let started: Promise<Backend> | null = null;

parentPort().on('message', ({ data }) => {
  switch (data.kind) {
    case 'start':
      started = start(data);
      return;
    case 'close':
      void close();
      return;
  }
});
process.once('SIGTERM', close);

async function start({ kind: _, socketPath, secret, workbook, ...places }: BackendStart): Promise<Backend> {
  const tell = (message: BackendMessage): void => parentPort().postMessage(message);
  const backend = await openBackend(
    {
      host: 'electron',
      ...places,
      now: () => new Date(),
      newId: randomUUID,
      onWorkbookChange: (file) => tell({ kind: 'workbook', file }),
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

async function close(): Promise<void> {
  await (await started)?.close();
  process.exit(0);
}
