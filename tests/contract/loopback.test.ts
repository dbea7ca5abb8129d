/** The door of the loopback host: who gets in, and who does not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../electron/backend/backend.ts';
import { type LoopbackHost, serveLoopback } from '../../electron/loopback.ts';
import { openTestBackend, rawRequest } from './hosts.ts';

let folder: string;
let backend: Backend;
let host: LoopbackHost;
let cookie: string;

const own = () => `127.0.0.1:${host.port}`;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huibiao-loopback-'));
  backend = await openTestBackend(folder);
  host = await serveLoopback(backend, 0);
  const { pathname, search } = new URL(host.newAddress());
  const entered = await rawRequest(host.port, 'GET', pathname + search, { host: own() });
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});

afterAll(async () => {
  await host.close();
  await backend.close();
  rmSync(folder, { recursive: true });
});

function callState(headers: Readonly<Record<string, string>>) {
  return rawRequest(host.port, 'POST', '/rpc/app.state', { ...json, ...headers }, '{}');
}

describe('the one-time address', () => {
  it('lets one browser in, with a cookie that scripts and other sites cannot use', async () => {
    const { pathname, search } = new URL(host.newAddress());
    const first = await rawRequest(host.port, 'GET', pathname + search, { host: own() });
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict; Path=\/$/);
    const second = await rawRequest(host.port, 'GET', pathname + search, { host: own() });
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toMatch(/回车键/);
  });

  it('opened again by the browser that is in already leads to the page', async () => {
    const { pathname, search } = new URL(host.newAddress());
    await rawRequest(host.port, 'GET', pathname + search, { host: own() });
    const again = await rawRequest(host.port, 'GET', pathname + search, { host: own(), cookie });
    expect(again.status).toBe(303);
  });

  it('is not to be guessed', async () => {
    const guessed = await rawRequest(host.port, 'GET', '/?token=guess', { host: own() });
    expect(guessed.status).toBe(401);
  });
});

describe('a request', () => {
  it('of our own page is answered', async () => {
    const answer = await callState({ host: own(), origin: `http://${own()}`, cookie });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true });
  });

  it.each([
    ['under another name of this machine', { host: 'localhost' }, 421],
    ['under a name that was rebound to this machine', { host: 'evil.example' }, 421],
    ['from another page', { origin: 'https://evil.example' }, 403],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['from a sandboxed or local page', { origin: 'null' }, 403],
    ['that a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['without the cookie', { cookie: '' }, 401],
    ['with a wrong cookie', { cookie: 'huibiao-1=x' }, 401],
  ])('%s is refused', async (_name, headers, status) => {
    const given = { host: own(), origin: `http://${own()}`, cookie, ...headers };
    const answer = await callState(given);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('dataFolder');
  });

  it('that says no origin is refused when it could change something', async () => {
    const answer = await callState({ host: own(), cookie });
    expect(answer.status).toBe(403);
  });

  it('without the cookie gets no page and no file either', async () => {
    for (const path of ['/', '/index.html', '/download/x', '/upload']) {
      const answer = await rawRequest(host.port, 'GET', path, { host: own() });
      expect(answer.status).toBe(401);
    }
  });
});

it('listens on the loopback address only', () => {
  expect(new URL(host.newAddress()).hostname).toBe('127.0.0.1');
});
