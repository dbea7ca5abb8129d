/** One line of a bench: a figure, and where there is one the peer's figure and the aim for the ratio. */
export type BenchRow = {
  readonly what: string;
  readonly unit: 'ms' | 's' | 'MiB';
  readonly ours: number;
  readonly peer: number | null;
  /** The ratio, or without a peer the figure itself, should not be above this. */
  readonly aim: number | null;
};

export function printRows(rows: readonly BenchRow[]): void {
  for (const { what, unit, ours, peer, aim } of rows) {
    const figure = peer === null ? ours : ours / peer;
    const compared = peer === null ? '' : ` · peer ${round(peer)} ${unit} · ratio ${figure.toFixed(2)}`;
    const judged =
      aim === null
        ? ''
        : ` · aim ≤ ${aim}${peer === null ? ` ${unit}` : ''}: ${figure <= aim ? 'met' : 'NOT met'}`;
    console.log(`  ${what}: ${round(ours)} ${unit}${compared}${judged}`);
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
