/**
 * `npm run bench [name …]`: each bench measures Huibiao and its peers on the same input in the same run, and prints
 * the ratio beside the aim. Nothing here passes or fails; machines differ, ratios less so.
 */
import { benchReading, type BenchRow as ReadingRow } from './read.ts';
import { type BenchRow, printRows } from './report.ts';

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  grid: async () => (await import('./grid.ts')).benchGrid(),
  collect: async () => (await import('./collect.ts')).benchCollect(),
  fill: async () => (await import('./fill.ts')).benchFill(),
  write: async () => (await import('./write.ts')).benchWrite(),
  issue: async () => (await import('./issue.ts')).benchIssue(),
};

const chosen = process.argv.slice(2);
if (chosen.length === 0 || chosen.includes('read')) printReading(benchReading());
for (const [name, run] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n${name}`);
  printRows(await run());
}

function printReading(rows: readonly ReadingRow[]): void {
  console.log('\nread');
  for (const { name, seconds, ratio, aim, reached, peakMebibytes } of rows) {
    const compared = ratio === null ? '' : ` · ratio ${ratio.toFixed(2)}`;
    const judged = reached === null ? '' : ` · aim ${aim}: ${reached ? 'met' : 'NOT met'}`;
    console.log(`  ${name}: ${seconds.toFixed(2)} s · ${peakMebibytes.toFixed(0)} MiB${compared}${judged}`);
  }
}
