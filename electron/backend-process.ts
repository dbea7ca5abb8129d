/**
 * The backend as a process of its own: Electron's main process starts it as a utility process and forwards
 * `app://` to its local socket (a named pipe on Windows). A hostile file or a long merge ends here, not in the window.
 */
import { randomUUID } from 'node:crypto';
import { openBackend } from './backend/backend.ts';
import { type BackendMessage, type BackendStart, parentPort } from './backend-protocol.ts';
import { createHandlerServer } from './http.ts';
import { secretsMatch } from './security.ts';

parentPort().on('message', async ({ data }: { readonly data: BackendStart }) => {
  const { socketPath, secret, workbook, ...places } = data;
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
  process.once('SIGTERM', async () => {
    await backend.close();
    process.exit(0);
  });
});
