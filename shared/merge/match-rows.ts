import { type CellValue, type RowValues, valueAt } from '../model/cell-value.ts';
import type { TableDefinition } from '../model/table.ts';

/**
 * Finds for each incoming row the row of the table that it stands for: its index, or null for a new row. Every
 * row is used once at most, and identical rows count: two in the table and two in the file are two pairs.
 *
 * From certain to less: equal in every column of the file; equal in the key; equal in the key except for the
 * choice of a 名单表 (a village that moved to another category); equal in all but one key column, where either
 * the rest of the key stands for this row alone, or nothing else is left between the same neighbours (a
 * corrected village name). The last two only where just one row and one incoming row can be meant.
 */
export function matchRows(
  definition: TableDefinition,
  columns: readonly string[],
  rows: readonly RowValues[],
  incoming: readonly RowValues[],
): readonly (number | null)[] {
  const pairs = startPairs(rows.length, incoming.length);
  const keyColumns = definition.keyColumns.filter((key) => columns.includes(key));

  pairInOrder(pairs, keysOf(rows, columns, 'any'), keysOf(incoming, columns, 'any'));
  pairInOrder(pairs, keysOf(rows, keyColumns, 'some'), keysOf(incoming, keyColumns, 'some'));

  const choiceColumn = definition.grouped?.choiceColumn;
  if (choiceColumn !== undefined && keyColumns.includes(choiceColumn)) {
    const rest = keyColumns.filter((key) => key !== choiceColumn);
    pairUnique(pairs, keysOf(rows, rest, 'every'), keysOf(incoming, rest, 'every'));
  }
  const partialKeys = keyColumns.map((column) => {
    const rest = keyColumns.filter((key) => key !== column);
    return [keysOf(rows, rest, 'every'), keysOf(incoming, rest, 'every')] as const;
  });
  for (const [rowKeys, incomingKeys] of partialKeys) {
    pairUnique(pairs, onlyUnrepeated(rowKeys), onlyUnrepeated(incomingKeys));
  }
  for (const [rowKeys, incomingKeys] of partialKeys) {
    pairUnique(
      pairs,
      withNeighbour(rowKeys, (index) => (pairs.taken[index] === true ? index : null)),
      withNeighbour(incomingKeys, (index) => pairs.rowOf[index] ?? null),
    );
  }
  return pairs.rowOf;
}

export type Keys = readonly (string | null)[];
export type Pairs = { readonly rowOf: (number | null)[]; readonly taken: boolean[] };

/** Nothing is paired yet. */
export function startPairs(rowCount: number, incomingCount: number): Pairs {
  return {
    rowOf: new Array<number | null>(incomingCount).fill(null),
    taken: new Array<boolean>(rowCount).fill(false),
  };
}

/** Both are taken from now on. */
export function pair({ rowOf, taken }: Pairs, row: number, incoming: number): void {
  rowOf[incoming] = row;
  taken[row] = true;
}

/** Pairs equal keys, first with first. */
export function pairInOrder(pairs: Pairs, rowKeys: Keys, incomingKeys: Keys): void {
  const free = collect(rowKeys, (index) => pairs.taken[index] === false);
  const used = new Map<string, number>();
  incomingKeys.forEach((key, index) => {
    if (key === null || pairs.rowOf[index] !== null) return;
    const next = used.get(key) ?? 0;
    const row = free.get(key)?.[next];
    if (row === undefined) return;
    used.set(key, next + 1);
    pair(pairs, row, index);
  });
}

/** Pairs equal keys where among what is left one row and one incoming row carry the key. */
export function pairUnique(pairs: Pairs, rowKeys: Keys, incomingKeys: Keys): void {
  const freeRows = collect(rowKeys, (index) => pairs.taken[index] === false);
  const freeIncoming = collect(incomingKeys, (index) => pairs.rowOf[index] === null);
  for (const [key, [index, ...others]] of freeIncoming) {
    const [row, ...otherRows] = freeRows.get(key) ?? [];
    if (index === undefined || row === undefined || others.length + otherRows.length > 0) continue;
    pair(pairs, row, index);
  }
}

function collect(keys: Keys, isFree: (index: number) => boolean): Map<string, number[]> {
  const indexes = new Map<string, number[]>();
  keys.forEach((key, index) => {
    if (key === null || !isFree(index)) return;
    const known = indexes.get(key);
    if (known === undefined) indexes.set(key, [index]);
    else known.push(index);
  });
  return indexes;
}

/** A key that stands twice tells nothing. */
export function onlyUnrepeated(keys: Keys): Keys {
  const indexes = collect(keys, () => true);
  return keys.map((key) => (key !== null && indexes.get(key)?.length === 1 ? key : null));
}

/** Narrows a key to its place: behind which already paired row with the same key it stands. */
function withNeighbour(keys: Keys, pairedRow: (index: number) => number | null): Keys {
  const neighbours = new Map<string, number>();
  return keys.map((key, index) => {
    if (key === null) return null;
    const paired = pairedRow(index);
    if (paired !== null) neighbours.set(key, paired);
    return `${neighbours.get(key) ?? 'start'}|${key}`;
  });
}

/** The values of some columns as one text; null where none of them (or not every one) is filled, as asked. */
export function keysOf(
  rows: readonly RowValues[],
  columns: readonly string[],
  filled: 'any' | 'some' | 'every',
): Keys {
  return rows.map((values) => {
    const parts = columns.map((column) => canonicalPart(valueAt(values, column)));
    const enough =
      filled === 'any' ||
      (parts.length > 0 &&
        (filled === 'some' ? parts.some((part) => part !== null) : parts.every((part) => part !== null)));
    return enough ? JSON.stringify(parts) : null;
  });
}

/** A value whose JSON does not depend on the order in which an object was put together. */
function canonicalPart(value: CellValue): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return value;
  return value.kind === 'none' ? { none: value.text } : { unread: value.text, reason: value.reason };
}
