/** The ways into one backend: called directly, over loopback HTTP as a browser does, over the socket as Electron does. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Backend, openBackend } from '../../electron/backend/backend.ts';
import { createHandlerServer, forwardToSocket } from '../../electron/http.ts';
import { serveLoopback } from '../../electron/loopback.ts';
import type { Input, MethodName, Output, Progress, Reply, StreamLine } from '../../shared/api.ts';

export type TestHost = {
  readonly folder: string;
  readonly send: (path: string, init: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
};

export const hostKinds = ['direct', 'loopback', 'socket'] as const;

/** A backend in a folder of its own, reached in the given way. */
export async function openTestHost(kind: (typeof hostKinds)[number]): Promise<TestHost> {
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-contract-'));
  const backend = await openTestBackend(folder);
  const { send, close } = await connect(kind, backend, folder);
  return {
    folder,
    send,
    close: async () => {
      await close();
      await backend.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function openTestBackend(folder: string, file: string | null = null): Promise<Backend> {
  return openBackend(
    {
      host: 'direct',
      version: '0.0.0',
      dataFolder: join(folder, 'data'),
      stateFolder: join(folder, 'state'),
      rendererFolder: join(folder, 'renderer'),
      seedsFolder: resolve('seeds'),
      now: () => new Date(),
      newId: randomUUID,
      onWorkbookChange: () => {},
    },
    file,
  );
}

async function connect(
  kind: (typeof hostKinds)[number],
  backend: Backend,
  folder: string,
): Promise<Pick<TestHost, 'send' | 'close'>> {
  switch (kind) {
    case 'direct':
      return {
        send: (path, init) => backend.handle(new Request(`http://backend${path}`, init)),
        close: async () => {},
      };
    case 'loopback': {
      const host = await serveLoopback(backend, 0);
      const entered = await fetch(host.newAddress(), { redirect: 'manual' });
      const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
      const origin = `http://127.0.0.1:${host.port}`;
      return {
        send: (path, init) =>
          fetch(origin + path, { ...init, headers: { ...headersOf(init), cookie, origin } }),
        close: host.close,
      };
    }
    case 'socket': {
      const socketPath = join(folder, 'socket');
      const server = createHandlerServer(backend.handle, () => null);
      await new Promise<void>((done) => server.listen(socketPath, done));
      return {
        send: (path, init) => forwardToSocket(socketPath, {}, new Request(`app://huibiao${path}`, init)),
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      };
    }
  }
}

/** Calls a method and gives its reply, refused or not. */
export async function ask<Name extends MethodName>(
  host: TestHost,
  name: Name,
  input: Input<Name>,
): Promise<Reply<Output<Name>>> {
  const response = await host.send(`/rpc/${name}`, jsonPost(input));
  return (await response.json()) as Reply<Output<Name>>;
}

/** Calls a method that is meant to succeed. */
export async function callOk<Name extends MethodName>(
  host: TestHost,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const reply = await ask(host, name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`);
  return reply.value;
}

/** Calls a method that is meant to be refused; gives the failure's code. */
export async function refusal<Name extends MethodName>(
  host: TestHost,
  name: Name,
  input: Input<Name>,
): Promise<string> {
  const reply = await ask(host, name, input);
  if (reply.ok) throw new Error(`${name} was not refused`);
  if (!/[\u4e00-\u9fff].*。/u.test(reply.error.message))
    throw new Error(`not a sentence: ${reply.error.message}`);
  return reply.error.code;
}

/** Calls a long method as the screens do, and collects its progress. */
export async function streamCall<Name extends MethodName>(
  host: TestHost,
  name: Name,
  input: Input<Name>,
): Promise<{ progress: Progress[]; reply: Reply<Output<Name>> | undefined }> {
  const init = jsonPost(input);
  const response = await host.send(`/rpc/${name}`, {
    ...init,
    headers: { ...headersOf(init), accept: 'application/x-ndjson' },
  });
  if (response.headers.get('content-type')?.startsWith('application/x-ndjson') !== true) {
    throw new Error(`not a stream: ${response.headers.get('content-type')}`);
  }
  const lines = (await response.text()).trimEnd().split('\n');
  const progress: Progress[] = [];
  let reply: Reply<Output<Name>> | undefined;
  for (const line of lines) {
    const read = JSON.parse(line) as StreamLine<Output<Name>>;
    if ('progress' in read) progress.push(read.progress);
    else reply = read.reply;
  }
  return { progress, reply };
}

export async function uploadFile(host: TestHost, name: string, bytes: Uint8Array): Promise<string> {
  const response = await host.send(`/upload?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  const reply = (await response.json()) as Reply<{ uploadId: string }>;
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value.uploadId;
}

export function jsonPost(input: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  };
}

/** A raw HTTP request, with headers that fetch would not let through. */
export function rawRequest(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ status: number; body: string; headers: Readonly<Record<string, unknown>> }> {
  return new Promise((done, fail) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () =>
        done({
          status: message.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: message.headers,
        }),
      );
    });
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers));
}
