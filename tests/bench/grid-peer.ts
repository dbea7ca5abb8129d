/** AG Grid Community as it comes, on the bench's rows, in a page of its own. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { longestWait, untilPainted, within } from './measure.ts';

export type Peer = {
  readonly page: Page;
  readonly filter: (text: string) => Promise<number>;
  readonly sort: (direction: 'asc' | 'desc') => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openPeer(
  browser: Browser,
  { titles, rows }: { readonly titles: readonly string[]; readonly rows: readonly (string | number)[][] },
): Promise<Peer> {
  const outDir = resolve('.cache/bench/peer');
  await build({ root: 'tests/bench/peer', logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const data = JSON.stringify({ columns: titles, rows });
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    if (path === '/favicon.ico') return response.writeHead(404).end();
    if (path === '/rows.json') return response.setHeader('content-type', 'application/json').end(data);
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    return response.end(readFileSync(join(outDir, path)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(longestWait);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await within('peer: open', page.evaluate('openPeer()'));
  return {
    page,
    filter: async (text) => {
      const taken = await untilPainted(
        page,
        'peer: quick filter',
        `peer.setGridOption('quickFilterText', '${text}')`,
      );
      await untilPainted(page, 'peer: no quick filter', `peer.setGridOption('quickFilterText', '')`);
      return taken;
    },
    sort: (direction) =>
      untilPainted(
        page,
        'peer: sort',
        `peer.applyColumnState({ state: [{ colId: 'c1', sort: '${direction}' }] })`,
      ),
    close: async () => {
      await page.close();
      server.close();
    },
  };
}
