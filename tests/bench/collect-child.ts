/**
 * One way of collecting a folder of returns, in a process of its own: `node collect-child.js WAY FOLDER`; prints one
 * line of JSON. The clock starts when the libraries are loaded and the round is waiting for its returns.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CollectDesk } from './collect-workbook.ts';
import { percentile } from './report.ts';

/** What one way took; of a large workbook also how it answers meanwhile and afterwards. */
export type Collected = {
  readonly seconds: number;
  readonly rows: number;
  readonly receiveSeconds?: number;
  readonly large?: LargeWorkbook;
};

export type LargeWorkbook = {
  /** Milliseconds of the answers to small questions all the while, the hundredth slowest and the slowest. */
  readonly answers: { readonly count: number; readonly p99: number; readonly slowest: number };
  /** Milliseconds of 来源, the slowest of many cells. */
  readonly provenance: number;
  readonly boardMilliseconds: number;
  readonly mebibytes: number;
  readonly reopenSeconds: number;
};

const [way = '', folder = ''] = process.argv.slice(2);
const returns = readdirSync(join(folder, 'returns'))
  .sort()
  .map((name) => join(folder, 'returns', name));
const place = mkdtempSync(join(tmpdir(), 'huibiao-bench-'));
try {
  const collected = await collect();
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ...collected, peakMebibytes })}\n`);
} finally {
  rmSync(place, { recursive: true, force: true });
}

function collect(): Promise<Collected> {
  switch (way) {
    case 'workbook':
      return collectIntoWorkbook(collectAll);
    case 'large workbook':
      return collectIntoWorkbook(collectWhileAsked);
    case 'merge':
      return mergeAll();
    case 'exceljs':
      return collectWith(readWithExcelJs);
    case 'SheetJS':
      return collectWith(readWithSheetJs);
    default:
      throw new Error(`no such way: ${way}`);
  }
}

/** Read, checked, matched, planned and committed, with every byte and its provenance kept. */
async function collectIntoWorkbook(work: (desk: CollectDesk) => Promise<Collected>): Promise<Collected> {
  const { openCollectDesk } = await import('./collect-workbook.ts');
  const desk = await openCollectDesk(place, folder, returns);
  const collected = await work(desk);
  await desk.backend.close();
  return collected;
}

async function collectAll(desk: CollectDesk): Promise<Collected> {
  const { acceptAll, receiveAll } = await import('./collect-workbook.ts');
  const started = performance.now();
  await receiveAll(desk, returns);
  const receiveSeconds = (performance.now() - started) / 1000;
  const rows = await acceptAll(desk);
  return { seconds: (performance.now() - started) / 1000, rows, receiveSeconds };
}

/** While another process asks for something small twenty times a second; then the large workbook is asked itself. */
async function collectWhileAsked(desk: CollectDesk): Promise<Collected> {
  const { timeProvenance } = await import('./collect-workbook.ts');
  const asking = await startAsking(desk);
  const collected = await collectAll(desk);
  const answers = await asking.end();
  const provenance = await timeProvenance(desk, 200);
  const boardStarted = performance.now();
  await desk.call('board.read', { round: desk.round });
  const boardMilliseconds = performance.now() - boardStarted;
  const { size } = statSync(desk.file);
  const reopenStarted = performance.now();
  await desk.call('workbook.close', {});
  await desk.call('workbook.open', { file: desk.file });
  return {
    ...collected,
    large: {
      answers: {
        count: answers.length,
        p99: percentile(answers, 0.99),
        slowest: percentile(answers, 1),
      },
      provenance: percentile(provenance, 1),
      boardMilliseconds,
      mebibytes: size / 2 ** 20,
      reopenSeconds: (performance.now() - reopenStarted) / 1000,
    },
  };
}

/** @returns ends it with the milliseconds of its answers */
async function startAsking({
  backend,
}: CollectDesk): Promise<{ readonly end: () => Promise<readonly number[]> }> {
  const { createHandlerServer } = await import('../../electron/http.ts');
  const server = createHandlerServer(backend.handle, () => null).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['tests/bench/ask-child.ts', String(port)], { stdio: [...stdio] });
  return {
    end: async () => {
      child.stdin?.end();
      let said = '';
      for await (const chunk of child.stdout ?? []) said += chunk;
      server.close();
      server.closeAllConnections();
      return JSON.parse(said);
    },
  };
}

/** 快速合并: read, checked, stacked, compared and filled into the form. */
async function mergeAll(): Promise<Collected> {
  const { openMergeBench } = await import('./collect-merge.ts');
  const merge = openMergeBench(new Uint8Array(readFileSync(join(folder, '表样.xlsx'))));
  const started = performance.now();
  const rows = merge(returns);
  return { seconds: (performance.now() - started) / 1000, rows };
}

type PeerRow = {
  readonly cell: string;
  readonly values: readonly [string, string, number, number, number, boolean, string | null, string];
};
type PeerReader = (bytes: Buffer) => Promise<PeerRow[]>;

/** What a program of a day does: read, find the header, check the types, store in one transaction. */
async function collectWith(open: () => Promise<PeerReader>): Promise<Collected> {
  const read = await open();
  const database = new Database(join(place, 'peer.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'create table rows (id integer primary key, file text, cell text, unit text, name text, households integer, money real, share real, finished integer, day text, phone text) strict',
  );
  const insert = database.prepare('insert into rows values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const started = performance.now();
  let rows = 0;
  database.exec('begin immediate');
  for (const file of returns) {
    for (const { cell, values } of await read(readFileSync(file))) {
      const [unit, name, households, money, share, finished, day, phone] = values;
      insert.run(file, cell, unit, name, households, money, share, finished ? 1 : 0, day, phone);
      rows += 1;
    }
  }
  database.exec('commit');
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return { seconds, rows };
}

async function readWithExcelJs(): Promise<PeerReader> {
  const { default: ExcelJS } = await import('exceljs');
  return async (bytes) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const lines: unknown[][] = [];
    workbook.worksheets[0]?.eachRow({ includeEmpty: true }, (row) => {
      lines.push(Array.isArray(row.values) ? row.values.slice(1) : []);
    });
    return checkRows(lines);
  };
}

async function readWithSheetJs(): Promise<PeerReader> {
  const { read } = await import('@e965/xlsx');
  return async (bytes) => {
    const options = {
      type: 'buffer',
      dense: true,
      cellHTML: false,
      cellText: false,
      cellDates: true,
    } as const;
    const workbook = read(bytes, options);
    const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''];
    const data = sheet?.['!data'] ?? [];
    return checkRows(data.map((row) => Array.from(row ?? [], (cell) => cell?.v)));
  };
}

/** @throws Error for a value of another type than its column's */
function checkRows(lines: readonly (readonly unknown[])[]): PeerRow[] {
  const header = lines.findIndex((cells) => cells[2] === '户主姓名');
  if (header < 0) throw new Error('no header');
  const rows: PeerRow[] = [];
  for (let at = header + 1; at < lines.length; at += 1) {
    const [serial, unit, name, households, money, share, finished, day, phone] = lines[at] ?? [];
    if (serial === '合计') break;
    if (name === undefined || name === null) continue;
    const wrong =
      typeof unit !== 'string' ||
      typeof name !== 'string' ||
      typeof households !== 'number' ||
      typeof money !== 'number' ||
      typeof share !== 'number' ||
      (finished !== '是' && finished !== '否') ||
      (day !== undefined && day !== null && !(day instanceof Date)) ||
      !/^1\d{10}$/.test(String(phone));
    if (wrong) throw new Error(`row ${at + 1} is not what it should be: ${JSON.stringify(lines[at])}`);
    const iso = day instanceof Date ? day.toISOString().slice(0, 10) : null;
    rows.push({
      cell: `C${at + 1}`,
      values: [unit, name, households, money, share, finished === '是', iso, String(phone)],
    });
  }
  return rows;
}
