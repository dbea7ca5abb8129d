/**
 * `npm run bench [name …]`: each bench measures Huibiao and its peers on the same input in the same run, and prints
 * the ratio beside the aim. Nothing here passes or fails; machines differ, ratios less so.
 */
import { type BenchRow, printRows } from './report.ts';

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  grid: async () => (await import('./grid.ts')).benchGrid(),
};

const chosen = process.argv.slice(2);
for (const [name, run] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n${name}`);
  printRows(await run());
}
