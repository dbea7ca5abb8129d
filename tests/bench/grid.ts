/** The sheet on 100,000 rows × 20 columns, everything switched on, against AG Grid Community as it comes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../runtimes.ts';
import { makeBigTable } from './big-table.ts';
import { openOurs } from './grid-ours.ts';
import { openPeer } from './grid-peer.ts';
import { announce, measureHeap, measureScroll, type ScrollFigures } from './measure.ts';
import { type BenchRow, median } from './report.ts';

const rowCount = 100_000;
const columnCount = 20;
/** Both programs are measured in turn, so that a busy moment of the machine does not fall on one of them only. */
const rounds = 5;
const scrollRounds = 3;

export async function benchGrid(): Promise<readonly BenchRow[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium; set CHROMIUM_PATH');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-bench-'));
  try {
    return await measureBoth(browser, folder);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

async function measureBoth(
  browser: Parameters<typeof openPeer>[0],
  folder: string,
): Promise<readonly BenchRow[]> {
  const table = makeBigTable(rowCount, columnCount);
  announce('open our table');
  const ours = await openOurs(browser, folder, table);
  const open = await ours.open();
  announce('open the peer');
  const peer = await openPeer(browser, table);
  // What the program prepares while it is idle is part of how it works.
  await ours.page.bringToFront();
  await ours.page.waitForTimeout(4000);

  const scroll: { ours: ScrollFigures[]; peer: ScrollFigures[] } = { ours: [], peer: [] };
  for (let round = 0; round < scrollRounds; round += 1) {
    announce(`scroll, round ${round + 1}`);
    await peer.page.bringToFront();
    scroll.peer.push(await measureScroll(peer.page, 'peer: scroll'));
    await ours.page.bringToFront();
    scroll.ours.push(await measureScroll(ours.page, 'scroll'));
  }
  const filter: Compared = { ours: [], peer: [] };
  const sort: Compared = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    announce(`filter and sort, round ${round + 1}`);
    const ascends = round % 2 === 0;
    await peer.page.bringToFront();
    filter.peer.push(await peer.filter(`高都镇第${round}`));
    sort.peer.push(await peer.sort(ascends ? 'asc' : 'desc'));
    await ours.page.bringToFront();
    filter.ours.push(await ours.filter(`高都镇第${round}`));
    sort.ours.push(await ours.sort(ascends ? '升序' : '降序'));
  }
  await ours.unsort();
  const heap = { ours: await measureHeap(ours.page), peer: await measureHeap(peer.page) };
  await peer.close();

  const edits: number[] = [];
  const pastes: number[] = [];
  announce('find');
  const firstFind = await ours.find('高都镇');
  const finds: number[] = [];
  for (const text of ['大阳镇', '第7', '2025-03']) finds.push(await ours.find(text));
  await ours.page.keyboard.press('Escape');
  announce('edit and paste');
  for (let round = 0; round < rounds; round += 1) edits.push(await ours.edit(`改过${round}`));
  for (let round = 0; round < 3; round += 1) pastes.push(await ours.paste('贴'.repeat(round + 1)));
  await ours.close();

  const compare = ({ ours: mine, peer: theirs }: Compared) => ({ ours: median(mine), peer: median(theirs) });
  const framesOf = (share: 'p50' | 'p95') =>
    compare({ ours: scroll.ours.map((one) => one[share]), peer: scroll.peer.map((one) => one[share]) });
  return [
    { what: 'open the table to first paint', unit: 'ms', ours: open.first, peer: null, aim: 1000 },
    { what: 'open the table, all rows there', unit: 'ms', ours: open.all, peer: null, aim: null },
    { what: 'fast scroll, frame p50', unit: 'ms', ...framesOf('p50'), aim: null },
    { what: 'fast scroll, frame p95', unit: 'ms', ...framesOf('p95'), aim: 0.8 },
    { what: 'quick filter', unit: 'ms', ...compare(filter), aim: 0.15 },
    { what: 'sort by a text column', unit: 'ms', ...compare(sort), aim: 0.6 },
    { what: 'a cell edit, committed and shown', unit: 'ms', ours: median(edits), peer: null, aim: 50 },
    { what: 'paste 10,000 cells, committed', unit: 'ms', ours: median(pastes), peer: null, aim: 1000 },
    { what: 'find all, the first time', unit: 'ms', ours: firstFind, peer: null, aim: 300 },
    { what: 'find all', unit: 'ms', ours: median(finds), peer: null, aim: 300 },
    { what: 'heap of the page', unit: 'MiB', ...heap, aim: null },
  ];
}

type Compared = { readonly ours: number[]; readonly peer: number[] };
