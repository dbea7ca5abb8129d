/**
 * One way of collecting a folder of returns, in a process of its own: `node collect-child.js WAY FOLDER`; prints one
 * line of JSON. The clock starts when the libraries are loaded and the round is waiting for its returns.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { noDecisions } from '../../shared/collect/settle-plan.ts';

type Collected = { readonly seconds: number; readonly rows: number; readonly receiveSeconds?: number };

/** As a folder is dropped on the window: packed together, so many at a time. */
const filesOfArchive = 200;

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
      return collectIntoWorkbook();
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

/** Read, checked, matched, planned and committed, one edit a return, with every byte and its provenance kept. */
async function collectIntoWorkbook(): Promise<Collected> {
  const { openBackend } = await import('../../electron/backend/backend.ts');
  const backend = await openBackend(
    {
      host: 'direct',
      version: '0.0.0',
      dataFolder: place,
      stateFolder: null,
      rendererFolder: null,
      seedsFolder: resolve('seeds'),
      now: () => new Date(),
      newId: randomUUID,
      onWorkbookChange: () => {},
    },
    null,
  );
  // What the backend answers is known by the method that is called; here only figures are taken from it.
  // biome-ignore lint/suspicious/noExplicitAny: a bench asks for a few figures of many answers
  const call = async (method: string, input: unknown): Promise<any> => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(input);
    const response = await backend.handle(
      new Request(`http://backend/rpc/${method}`, { method: 'POST', headers, body }),
    );
    const reply = await response.json();
    if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`);
    return reply.value;
  };
  const upload = async (fileName: string, bytes: Uint8Array): Promise<string> => {
    const headers = { 'content-type': 'application/octet-stream' };
    const url = `http://backend/upload?name=${encodeURIComponent(fileName)}`;
    const body = new Uint8Array(bytes);
    const response = await backend.handle(new Request(url, { method: 'POST', headers, body }));
    return (await response.json()).value.uploadId;
  };
  await call('workbook.create', { file: join(place, '台账'), seed: 'blank' });
  const units = returns.map((file) => /([^\\/]+)\.xlsx$/.exec(file)?.[1] ?? '');
  await call('edits.commit', {
    label: '单位',
    changes: units.map((name, index) => ({
      kind: 'rowAdded',
      table: 'units',
      row: {
        id: `u${index}`,
        position: `a${String(index).padStart(6, '0')}`,
        unit: null,
        round: null,
        values: { name, kind: '乡镇' },
        source: null,
      },
    })),
  });
  const uploadId = await upload('表样.xlsx', readFileSync(join(folder, '表样.xlsx')));
  const { proposals } = await call('forms.learn', { uploadId, sheet: null, header: null, layout: null });
  const target = { kind: 'newTable', title: '进度' };
  const definition = proposals[0].form;
  const { form } = await call('forms.save', { uploadId, title: '进度表', definition, target });
  const { round } = await call('rounds.save', {
    round: null,
    form: form.key,
    edition: null,
    period: '2025-10',
    dueAt: null,
    units: { kind: 'kind', unitKind: '乡镇' },
    note: '',
  });

  const started = performance.now();
  const ids: string[] = [];
  for (let first = 0; first < returns.length; first += filesOfArchive) {
    const files = returns.slice(first, first + filesOfArchive);
    const entries = files.map((file) => ({ name: basename(file), data: readFileSync(file) }));
    const uploadIds = [await upload('回收.zip', storeEntries(entries))];
    const answer = await call('returns.receive', { uploadIds, round: round.round.key });
    for (const { received } of answer.files) ids.push(received.id);
  }
  const received = performance.now();
  let rows = 0;
  for (const id of ids) {
    const answer = await call('returns.accept', { id, decisions: noDecisions, explanations: [] });
    rows += answer.received.accepted?.added ?? 0;
  }
  const seconds = (performance.now() - started) / 1000;
  await backend.close();
  return { seconds, rows, receiveSeconds: (received - started) / 1000 };
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
