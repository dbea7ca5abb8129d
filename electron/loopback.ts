/** The loopback host: the same backend for a plain browser, on 127.0.0.1 only. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from './backend/backend.ts';
import { createHandlerServer } from './http.ts';
import {
  isOwnHost,
  isOwnOrigin,
  readCookie,
  secretsMatch,
  securityHeaders,
  sessionCookie,
  sessionCookieName,
} from './security.ts';

export type LoopbackHost = {
  readonly port: number;
  /** An address that lets one browser in, once; every call makes a new one. */
  readonly newAddress: () => string;
  readonly close: () => Promise<void>;
};

/**
 * Serves a backend on 127.0.0.1. A browser gets in with a one-time token, which is exchanged for a cookie that
 * scripts cannot read and other sites cannot send; every request must also name this very host and origin.
 *
 * @param port 0 takes any free one
 */
export async function serveLoopback(backend: Backend, port: number): Promise<LoopbackHost> {
  const secret = randomBytes(32).toString('base64url');
  const tokens = new Set<string>();
  let ownPort = port;

  const guard = (message: IncomingMessage): Response | null => {
    const { host, origin, cookie, 'sec-fetch-site': fetchSite } = message.headers;
    if (!isOwnHost(host, ownPort)) return refuse(421, '地址不对：只接受来自本机 127.0.0.1 的请求。');
    const site = typeof fetchSite === 'string' ? fetchSite : undefined;
    const url = new URL(message.url ?? '/', `http://127.0.0.1:${ownPort}`);
    const token = url.pathname === '/' && message.method === 'GET' ? url.searchParams.get('token') : null;
    const known = secretsMatch(readCookie(cookie, sessionCookieName(ownPort)), secret);
    if (token !== null && (tokens.delete(token) || known)) {
      return new Response(null, {
        status: 303,
        headers: { ...securityHeaders, location: '/', 'set-cookie': sessionCookie(ownPort, secret) },
      });
    }
    if (!isOwnOrigin(message.method ?? 'GET', origin, site, ownPort)) {
      return refuse(403, '请求来自别的网页，已拒绝。');
    }
    if (!known) {
      return refuse(
        401,
        '这个地址已经用过或已失效。请回到启动汇表的窗口，按回车键取得新地址；或重新启动汇表。',
      );
    }
    return null;
  };

  const server = createHandlerServer(backend.handle, guard);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  ownPort = (server.address() as AddressInfo).port;
  return {
    port: ownPort,
    newAddress: () => {
      const token = randomBytes(24).toString('base64url');
      tokens.add(token);
      return `http://127.0.0.1:${ownPort}/?token=${token}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
