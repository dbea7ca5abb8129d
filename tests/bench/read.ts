/**
 * How fast workbooks are read: our scanner beside SheetJS and exceljs, each in a fresh process, in one run. exceljs'
 * streaming reader is never used: it corrupts Chinese text at the borders of its chunks.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchInputs } from './read-inputs.ts';

export type BenchRow = {
  readonly name: string;
  /** The whole process from start to end; the best of the rounds. */
  readonly seconds: number;
  /** To the row that the aim is set against; null where there is none. */
  readonly ratio: number | null;
  /** What is aimed at, in words. */
  readonly aim: string;
  /** Whether the aim is reached; null where there is none. */
  readonly reached: boolean | null;
  readonly peakMebibytes: number;
};

/** Readers take turns, so that whatever else the machine does falls on all of them. */
export function benchReading(rounds = 3): BenchRow[] {
  bundleChild();
  const { returns, big, blanks, bomb } = benchInputs();
  const sets = [
    { name: '200 returns', files: returns },
    { name: '100,000 × 20', files: [big] },
  ];
  const rows: BenchRow[] = [];
  for (const { name, files } of sets) {
    const [bare, own, whole, sheetJs, excelJs] = takeTurns(readers, files, rounds);
    if (!bare || !own || !whole || !sheetJs || !excelJs) throw new Error('a reader was not measured');
    const isBig = files.length === 1;
    const toExcelJs = own.seconds / excelJs.seconds;
    const toSheetJs = own.seconds / sheetJs.seconds;
    const bound = isBig ? 0.15 : 0.12;
    rows.push(
      row(`${name}: bare inflate and byte scan`, bare, null, '', null),
      row(`${name}: huibiao ÷ exceljs`, own, toExcelJs, `≤ ${bound}`, toExcelJs <= bound),
      isBig
        ? row(`${name}: huibiao, memory`, own, null, '≤ 420 MiB', own.peakMebibytes <= 420)
        : row(`${name}: huibiao ÷ SheetJS`, own, toSheetJs, '≤ 0.20', toSheetJs <= 0.2),
      row(`${name}: huibiao ÷ bare`, own, own.seconds / bare.seconds, '', null),
      row(
        `${name}: with SheetJS loaded behind it ÷ exceljs`,
        whole,
        whole.seconds / excelJs.seconds,
        '',
        null,
      ),
      row(`${name}: SheetJS ÷ exceljs`, sheetJs, sheetJs.seconds / excelJs.seconds, '', null),
      row(`${name}: exceljs`, excelJs, 1, '', null),
    );
  }
  const [blank] = takeTurns(['huibiao'], [blanks], rounds);
  const [refused] = takeTurns(['huibiao'], [bomb], rounds);
  if (!blank || !refused) throw new Error('a reader was not measured');
  const nothing = blank.rows === 0 && blank.refused === 0;
  rows.push(
    row('1,000,000 blank styled cells', blank, null, '0 rows in < 1 s', nothing && blank.seconds < 1),
    row('a bomb of 237 MB', refused, null, 'refused in < 1 s, < 200 MiB', isRefusedInTime(refused)),
  );
  return rows;
}

const readers = ['bare', 'huibiao', 'huibiao and SheetJS behind it', 'SheetJS', 'exceljs'];

type Measured = {
  readonly seconds: number;
  readonly rows: number;
  readonly refused: number;
  readonly peakMebibytes: number;
};

function isRefusedInTime({ refused, seconds, peakMebibytes }: Measured): boolean {
  return refused === 1 && seconds < 1 && peakMebibytes < 200;
}

function takeTurns(names: readonly string[], files: readonly string[], rounds: number): Measured[] {
  const best = new Map<string, Measured>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const measured = measure(name, files);
      const earlier = best.get(name);
      if (earlier === undefined || measured.seconds < earlier.seconds) best.set(name, measured);
    }
  }
  return names.flatMap((name) => best.get(name) ?? []);
}

const built = '.cache/bench/built';

/** As the desktop application is bundled; otherwise Node would strip types for a third of a second in each process. */
function bundleChild(): void {
  rmSync(built, { recursive: true, force: true });
  const source = fileURLToPath(new URL('./read-child.ts', import.meta.url));
  const cli = 'node_modules/rolldown/bin/cli.mjs';
  const libraries = ['--external', 'exceljs', '--external', '@e965/xlsx'];
  const bundle = spawnSync(
    process.execPath,
    [cli, source, '-d', built, '-f', 'esm', '--platform', 'node', ...libraries],
    {
      encoding: 'utf8',
    },
  );
  if (bundle.status !== 0) throw new Error(`the child was not bundled: ${bundle.stderr}`);
}

function measure(reader: string, files: readonly string[]): Measured {
  const child = `${built}/read-child.js`;
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, [child, reader, ...files], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${reader} failed: ${stderr}`);
  const { rows, refused, peakMebibytes } = JSON.parse(stdout);
  if (typeof rows !== 'number' || typeof refused !== 'number' || typeof peakMebibytes !== 'number') {
    throw new Error(`${reader} said ${stdout}`);
  }
  return { seconds, rows, refused, peakMebibytes };
}

function row(
  name: string,
  { seconds, peakMebibytes }: Measured,
  ratio: number | null,
  aim: string,
  reached: boolean | null,
): BenchRow {
  return { name, seconds, ratio, aim, reached, peakMebibytes };
}

if (import.meta.main) {
  for (const { name, seconds, ratio, aim, reached, peakMebibytes } of benchReading(
    Number(process.argv[2] ?? 3),
  )) {
    const mark = reached === null ? ' ' : reached ? '✓' : '✗';
    const shownRatio = ratio === null ? '' : ratio.toFixed(3);
    console.log(
      `${mark} ${name.padEnd(58)} ${seconds.toFixed(2).padStart(7)} s ${shownRatio.padStart(7)} ${peakMebibytes.toFixed(0).padStart(6)} MiB  ${aim}`,
    );
  }
}
