/** Between Node's HTTP server and the backend's `Request → Response`; used by the loopback and the socket host. */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** Decides about a request before its body is read; null lets it pass. */
export type Guard = (message: IncomingMessage) => Response | null;

/** Serves a handler; the guard stands before it. */
export function createHandlerServer(handle: (request: Request) => Promise<Response>, guard: Guard): Server {
  return createServer(async (message, response) => {
    try {
      const refused = guard(message);
      if (refused !== null) {
        message.resume();
        await sendResponse(refused, response);
        return;
      }
      const stopped = new AbortController();
      response.on('close', () => {
        if (!response.writableFinished) stopped.abort();
      });
      await sendResponse(await handle(toRequest(message, stopped.signal)), response);
    } catch {
      // The other side went away in the middle; there is nobody left to tell.
      response.destroy();
    }
  });
}

/** Sends a request through a local socket or named pipe and gives the answer as it streams in. */
export function forwardToSocket(
  socketPath: string,
  headers: Readonly<Record<string, string>>,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pathname, search } = new URL(request.url);
    const outgoing = httpRequest(
      {
        socketPath,
        method: request.method,
        path: pathname + search,
        headers: { ...Object.fromEntries(request.headers), ...headers },
        signal: request.signal,
      },
      (message) => resolve(toResponse(message)),
    );
    outgoing.on('error', reject);
    if (request.body === null) outgoing.end();
    else {
      // The DOM's and Node's stream types describe the same object.
      pipeline(Readable.fromWeb(request.body as NodeReadableStream), outgoing).catch(reject);
    }
  });
}

function toRequest(message: IncomingMessage, signal: AbortSignal): Request {
  const method = message.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(message.url ?? '/', 'http://backend'), {
    method,
    headers,
    signal,
    ...(hasBody ? { body: Readable.toWeb(message), duplex: 'half' } : {}),
  });
}

function toResponse(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const status = message.statusCode ?? 500;
  const bodiless = status === 204 || status === 304;
  // The DOM's and Node's stream types describe the same object.
  const body = bodiless ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}

async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) {
    response.end();
    return;
  }
  await pipeline(Readable.fromWeb(answer.body as NodeReadableStream), response);
}
