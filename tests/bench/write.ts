/** A long table without a form, each writer in a process of its own, so that its memory can be told. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BenchRow } from './report.ts';

const measured = z.object({ seconds: z.number(), peakMebibytes: z.number() });
type Measured = z.infer<typeof measured> & { readonly megabytes: number };

const child = fileURLToPath(new URL('./write-child.ts', import.meta.url));

export function benchWrite(): readonly BenchRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'huibiao-bench-'));
  try {
    const [ours, peer] = (['huibiao', 'exceljs'] as const).map((writer): Measured => {
      const out = join(folder, `${writer}.xlsx`);
      const told = execFileSync(process.execPath, [child, writer, out], { encoding: 'utf8' });
      return { ...measured.parse(JSON.parse(told)), megabytes: statSync(out).size / 2 ** 20 };
    });
    if (ours === undefined || peer === undefined) throw new Error('both writers were run');
    const what = '100,000 × 20 styled cells written';
    return [
      {
        what: `${what}, peer exceljs’ stream writer`,
        unit: 's',
        ours: ours.seconds,
        peer: peer.seconds,
        aim: 0.5,
      },
      {
        what: `${what}, memory with the rows in it`,
        unit: 'MiB',
        ours: ours.peakMebibytes,
        peer: null,
        aim: 450,
      },
      { what: `${what}, memory of the peer`, unit: 'MiB', ours: peer.peakMebibytes, peer: null, aim: null },
      {
        what: `${what}, size of the file`,
        unit: 'MiB',
        ours: ours.megabytes,
        peer: peer.megabytes,
        aim: null,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
