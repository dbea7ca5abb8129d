/**
 * 收表: a folder of returns read, checked, planned and committed into a workbook, beside exceljs and SheetJS with
 * better-sqlite3, each in a fresh process, in one run. `HUIBIAO_BENCH=small` runs a tenth of it.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CollectSet, collectInputs } from './collect-inputs.ts';
import type { BenchRow } from './report.ts';

const sets: readonly CollectSet[] = [
  { name: '16 returns × 200 rows', files: 16, rows: 200 },
  { name: '200 returns × 200 rows', files: 200, rows: 200 },
  { name: '2,000 returns × 10 rows', files: 2000, rows: 10 },
];

export async function benchCollect(): Promise<readonly BenchRow[]> {
  bundleChild();
  tellMissingPeers();
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
  return [
    row('into a workbook ÷ exceljs + better-sqlite3', workbook.seconds, excelJs.seconds, 0.15),
    row('into a workbook ÷ SheetJS + better-sqlite3', workbook.seconds, sheetJs.seconds, null),
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

type Measured = {
  readonly seconds: number;
  readonly rows: number;
  readonly receiveSeconds?: number;
  readonly peakMebibytes: number;
};

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
function tellMissingPeers(): void {
  const python = spawnSync('python3', ['-c', 'import openpyxl, pandas'], { encoding: 'utf8' });
  if (python.status !== 0) {
    console.log(
      '  openpyxl and pandas with sqlite3 are not compared: python3 with them is not installed here',
    );
  } else {
    console.log('  openpyxl and pandas with sqlite3 are installed here but are not compared by this bench');
  }
}

function measure(way: string, folder: string, rows: number): Measured {
  const child = `${built}/collect-child.js`;
  const { stdout, stderr, status } = spawnSync(process.execPath, [child, way, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${way} failed: ${stderr}`);
  const measured: Measured = JSON.parse(stdout);
  if (measured.rows !== rows) throw new Error(`${way} collected ${measured.rows} rows instead of ${rows}`);
  return measured;
}
