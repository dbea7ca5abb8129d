import type { GroupedLayout, TableDefinition } from '../model/table.ts';
import { type AnnexLine, choicesOf } from './lines.ts';

/** One column of the 合计 line: what the names count and what the document declares. */
export type ChoiceTotal = {
  readonly choice: string;
  readonly counted: number;
  readonly declared: number | null;
};

/** A shift that mends a mismatch: the last `names` of a line, standing under `from`, belong under `to`. */
export type TotalShift = {
  readonly group: string;
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  readonly rowIds: readonly string[];
};

/** Counts the names of every line under each choice and puts the declared number beside it. */
export function countTotals(
  table: TableDefinition,
  layout: GroupedLayout,
  lines: readonly AnnexLine[],
): ChoiceTotal[] {
  return choicesOf(table, layout).map((choice) => ({
    choice,
    counted: lines.reduce((count, line) => count + (line.names[choice]?.length ?? 0), 0),
    declared: layout.declaredTotals[choice] ?? null,
  }));
}

/** The totals whose declared number is not what is counted. */
export function differingTotals(totals: readonly ChoiceTotal[]): ChoiceTotal[] {
  return totals.filter(({ counted, declared }) => declared !== null && declared !== counted);
}

/**
 * Explains a mismatch by names that slipped into the neighbouring column: two totals differ by the same number
 * in opposite directions, and a line has nothing under the one and at least that many names under the other.
 * (A table typed from a document loses a column border exactly so.) Returns every line that could be meant;
 * a single one is the cause.
 */
export function findShifts(totals: readonly ChoiceTotal[], lines: readonly AnnexLine[]): TotalShift[] {
  const [first, second, ...others] = differingTotals(totals);
  if (first === undefined || second === undefined || others.length > 0) return [];
  const excess = surplus(first);
  if (excess + surplus(second) !== 0) return [];
  const [from, to] = excess > 0 ? [first, second] : [second, first];
  const count = Math.abs(excess);
  return lines
    .filter(
      (line) => (line.names[to.choice]?.length ?? 0) === 0 && (line.names[from.choice]?.length ?? 0) > count,
    )
    .map((line) => {
      const moved = (line.names[from.choice] ?? []).slice(-count);
      return {
        group: line.group,
        from: from.choice,
        to: to.choice,
        names: moved.map(({ name }) => name),
        rowIds: moved.map(({ rowId }) => rowId),
      };
    });
}

function surplus({ counted, declared }: ChoiceTotal): number {
  return counted - (declared ?? counted);
}
