/** Which row each row of a return stands for. Pure. */
import { keysOf, onlyUnrepeated, pair, pairInOrder, pairUnique, startPairs } from '../merge/match-rows.ts';
import { type RowValues, valueAt } from '../model/cell-value.ts';
import type { TableDefinition } from '../model/table.ts';
import { nameLikeness, nameOf, sharedValues } from './alike.ts';

/** A row that a return may speak of: as it was accepted last, as the ledger holds it now, or both. */
export type MatchCandidate = { readonly base: RowValues | null; readonly ours: RowValues | null };

export type IncomingMatch = {
  /** By row of the return: the index of its candidate; null for a new row. */
  readonly candidateOf: readonly (number | null)[];
  /** Rows that were paired because they are alike, not because a key says so. */
  readonly alike: ReadonlySet<number>;
};

export type MatchRequest = {
  readonly definition: TableDefinition;
  /** Keys of the columns that the return carries. */
  readonly columns: readonly string[];
  readonly candidates: readonly MatchCandidate[];
  readonly incoming: readonly RowValues[];
  /** The column that names the unit: the same in all rows, so that it tells none apart. */
  readonly unitColumn: string | null;
  /** Names that are registered: two of them are two villages, however alike they look. */
  readonly known: ReadonlySet<string>;
};

/** Beyond so many comparisons what is left over is another table, not a corrected one. */
const mostComparisons = 250_000;
const leastLikeness = 0.55;

/**
 * From certain to less, what was accepted last before what the ledger holds now: equal in every column; equal in the
 * key; equal in the key but for the choice of a 名单表; equal in the rest of the key where that stands once; alike.
 * Every candidate is used once at most, and identical rows count.
 */
export function matchIncoming(request: MatchRequest): IncomingMatch {
  const { definition, columns, candidates, incoming, unitColumn } = request;
  const pairs = startPairs(candidates.length, incoming.length);
  const sides = [
    candidates.map(({ base }) => base ?? nothing),
    candidates.map(({ ours }) => ours ?? nothing),
  ];
  const keyColumns = definition.keyColumns.filter((key) => columns.includes(key));
  const telling = keyColumns.filter((key) => key !== unitColumn);

  const whole = keysOf(incoming, columns, 'any');
  for (const side of sides) pairInOrder(pairs, keysOf(side, columns, 'any'), whole);
  if (telling.length > 0) {
    const byKey = keysOf(incoming, telling, 'some');
    for (const side of sides) pairInOrder(pairs, keysOf(side, telling, 'some'), byKey);
  }
  const choice = definition.grouped?.choiceColumn;
  if (choice !== undefined && telling.includes(choice)) {
    const rest = telling.filter((key) => key !== choice);
    for (const side of sides) pairUnique(pairs, keysOf(side, rest, 'every'), keysOf(incoming, rest, 'every'));
  }
  for (const column of telling) {
    const rest = telling.filter((key) => key !== column && key !== choice);
    if (rest.length === 0) continue;
    for (const side of sides) {
      pairUnique(
        pairs,
        onlyUnrepeated(keysOf(side, rest, 'every')),
        onlyUnrepeated(keysOf(incoming, rest, 'every')),
      );
    }
  }
  const alike = new Set<number>();
  for (const { row, candidate } of likePairs(request, telling, pairs.rowOf, pairs.taken)) {
    pair(pairs, candidate, row);
    alike.add(row);
  }
  return { candidateOf: pairs.rowOf, alike };
}

const nothing: RowValues = {};

type LikePair = { readonly row: number; readonly candidate: number; readonly likeness: number };

/** The likest first; every row and candidate once. */
function likePairs(
  { definition, columns, candidates, incoming, unitColumn, known }: MatchRequest,
  telling: readonly string[],
  candidateOf: readonly (number | null)[],
  taken: readonly boolean[],
): LikePair[] {
  const rows = candidateOf.flatMap((candidate, row) => (candidate === null ? [row] : []));
  const free = taken.flatMap((isTaken, candidate) => (isTaken ? [] : [candidate]));
  if (rows.length * free.length > mostComparisons) return [];
  const choice = definition.grouped?.choiceColumn;
  const names = telling.filter((key) => key !== choice);
  const others = columns.filter((key) => !telling.includes(key) && key !== unitColumn);
  const possible: LikePair[] = [];
  for (const row of rows) {
    for (const candidate of free) {
      const sides = [candidates[candidate]?.base, candidates[candidate]?.ours];
      const likeness = Math.max(
        ...sides.map((side) =>
          side === null || side === undefined
            ? 0
            : likenessOf(side, incoming[row] ?? nothing, names, others, known),
        ),
      );
      if (likeness >= leastLikeness) possible.push({ row, candidate, likeness });
    }
  }
  possible.sort(
    (left, right) =>
      right.likeness - left.likeness ||
      Math.abs(left.row - left.candidate) - Math.abs(right.row - right.candidate) ||
      left.row - right.row,
  );
  const usedRows = new Set<number>();
  const usedCandidates = new Set<number>();
  return possible.filter(({ row, candidate }) => {
    if (usedRows.has(row) || usedCandidates.has(candidate)) return false;
    usedRows.add(row);
    usedCandidates.add(candidate);
    return true;
  });
}

function likenessOf(
  left: RowValues,
  right: RowValues,
  names: readonly string[],
  others: readonly string[],
  known: ReadonlySet<string>,
): number {
  const { share, filled } = sharedValues(left, right, others);
  if (names.length === 0) return filled < 2 ? 0 : share;
  let likeness = 0;
  let different = false;
  for (const column of names) {
    const [one, other] = [nameOf(valueAt(left, column)), nameOf(valueAt(right, column))];
    if (one === other) likeness += one === null ? 0.5 : 1;
    else if (one === null || other === null) likeness += 0.5;
    else {
      likeness += nameLikeness(one, other);
      if (known.has(one) && known.has(other)) different = true;
    }
  }
  likeness /= names.length;
  // Two registered names are two places; only a whole row of the same figures says that one was put for the other.
  if (different) return filled >= 3 && share === 1 ? leastLikeness : 0;
  return 0.6 * likeness + 0.4 * (filled === 0 ? 0.5 : share);
}
