/**
 * 收表: a folder of returns read, checked, planned and committed into a workbook, beside exceljs and SheetJS with
 * better-sqlite3 and, where it is installed, Python's openpyxl and pandas with sqlite3, each in a fresh process, in one run. `HUIBIAO_BENCH=small` runs a tenth of it; `HUIBIAO_BENCH=million`
 * collects a million rows and asks the large workbook.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Collected } from './collect-child.ts';
import { type CollectSet, collectInputs } from './collect-inputs.ts';
import type { BenchRow } from './report.ts';

const sets: readonly CollectSet[] = [
  { name: '16 returns × 200 rows', files: 16, rows: 200 },
  { name: '200 returns × 200 rows', files: 200, rows: 200 },
  { name: '2,000 returns × 10 rows', files: 2000, rows: 10 },
];

export async function benchCollect(): Promise<readonly BenchRow[]> {
  bundleChild();
  python = findPython();
  if (process.env.HUIBIAO_BENCH === 'million') return benchLarge({ name: '', files: 2000, rows: 500 });
  const isSmall = process.env.HUIBIAO_BENCH === 'small';
  const rows: BenchRow[] = [];
  for (const set of sets) {
    const own = isSmall ? { ...set, files: Math.max(2, Math.floor(set.files / 10)) } : set;
    const name = isSmall ? `${set.name}, a tenth of them` : set.name;
    rows.push(...(await benchSet(name, own)));
  }
  return rows;
}

async function benchSet(name: string, set: CollectSet): Promise<BenchRow[]> {
  const folder = await collectInputs(set);
  const [workbook, merge, excelJs, sheetJs] = ['workbook', 'merge', 'exceljs', 'SheetJS'].map((way) =>
    measure(way, folder, set.files * set.rows),
  );
  if (!workbook || !merge || !excelJs || !sheetJs) throw new Error('a way was not measured');
  const row = (what: string, ours: number, peer: number | null, aim: number | null): BenchRow => ({
    what: `${name}: ${what}`,
    unit: 's',
    ours,
    peer,
    aim,
  });
  const pythons = ['openpyxl', 'pandas'].flatMap((way) => {
    if (python === null) return [];
    const { seconds } = measurePython(python, way, folder, set.files * set.rows);
    return row(`into a workbook ÷ ${way} + sqlite3`, workbook.seconds, seconds, pythonAims[way] ?? null);
  });
  return [
    row('into a workbook ÷ exceljs + better-sqlite3', workbook.seconds, excelJs.seconds, 0.15),
    row('into a workbook ÷ SheetJS + better-sqlite3', workbook.seconds, sheetJs.seconds, null),
    ...pythons,
    row('of that reading, matching and keeping', workbook.receiveSeconds ?? 0, null, null),
    row('merged without a workbook ÷ exceljs + better-sqlite3', merge.seconds, excelJs.seconds, null),
    row('merged without a workbook ÷ SheetJS + better-sqlite3', merge.seconds, sheetJs.seconds, null),
    {
      what: `${name}: memory, into a workbook ÷ exceljs`,
      unit: 'MiB',
      ours: workbook.peakMebibytes,
      peer: excelJs.peakMebibytes,
      aim: null,
    },
  ];
}

/** The aims are those of a workbook that holds a million rows. */
async function benchLarge(set: CollectSet): Promise<BenchRow[]> {
  const folder = await collectInputs(set);
  const measured = measure('large workbook', folder, set.files * set.rows);
  const { seconds, receiveSeconds = 0, peakMebibytes, large } = measured;
  if (large === undefined) throw new Error('the large workbook was not asked');
  const name = `${set.files} returns × ${set.rows} rows`;
  const row = (what: string, unit: BenchRow['unit'], ours: number, aim: number | null): BenchRow => ({
    what: `${name}: ${what}`,
    unit,
    ours,
    peer: null,
    aim,
  });
  const { answers, provenance, boardMilliseconds, mebibytes, reopenSeconds } = large;
  return [
    row('into a workbook', 's', seconds, null),
    row('of that reading, matching and keeping', 's', receiveSeconds, null),
    row('memory', 'MiB', peakMebibytes, 600),
    row(`99 of 100 of ${answers.count} answers meanwhile`, 'ms', answers.p99, 100),
    row('the slowest answer meanwhile', 'ms', answers.slowest, 100),
    row('来源 of a cell, the slowest of 200', 'ms', provenance, 50),
    row('the board', 'ms', boardMilliseconds, null),
    row('the workbook', 'MiB', mebibytes, null),
    row('opened again', 's', reopenSeconds, null),
  ];
}

type Measured = Collected & { readonly peakMebibytes: number };

const built = '.cache/bench/built-collect';

/** As the desktop application is bundled, the worker beside it. */
function bundleChild(): void {
  rmSync(built, { recursive: true, force: true });
  const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
  const inputs = [pathOf('./collect-child.ts'), pathOf('../../electron/backend/sheets/sheet-worker.ts')];
  const libraries = ['exceljs', '@e965/xlsx', 'better-sqlite3', 'docx'].flatMap((name) => [
    '--external',
    name,
  ]);
  const parameters = ['-d', built, '-f', 'esm', '--platform', 'node', ...libraries];
  const cli = 'node_modules/rolldown/bin/cli.mjs';
  const bundle = spawnSync(process.execPath, [cli, ...inputs, ...parameters], { encoding: 'utf8' });
  if (bundle.status !== 0) throw new Error(`the child was not bundled: ${bundle.stderr}`);
}

/** Python's readers are compared where they are installed. */
let python: string | null = null;

const pythonAims: Readonly<Record<string, number>> = { openpyxl: 0.1 };

function findPython(): string | null {
  const found = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import openpyxl, pandas']).status === 0,
  );
  if (found === undefined) {
    console.log('  openpyxl and pandas are not compared (apt-get install python3-openpyxl python3-pandas)');
  }
  return found ?? null;
}

function measurePython(command: string, way: string, folder: string, rows: number): Measured {
  const script = fileURLToPath(new URL('./peer/collect.py', import.meta.url));
  return readMeasured(way, rows, spawnSync(command, [script, way, folder], { encoding: 'utf8' }));
}

function measure(way: string, folder: string, rows: number): Measured {
  const child = `${built}/collect-child.js`;
  return readMeasured(way, rows, spawnSync(process.execPath, [child, way, folder], { encoding: 'utf8' }));
}

function readMeasured(
  way: string,
  rows: number,
  { stdout, stderr, status }: SpawnSyncReturns<string>,
): Measured {
  if (status !== 0) throw new Error(`${way} failed: ${stderr}`);
  const measured: Measured = JSON.parse(stdout);
  if (measured.rows !== rows) throw new Error(`${way} collected ${measured.rows} rows instead of ${rows}`);
  return measured;
}
