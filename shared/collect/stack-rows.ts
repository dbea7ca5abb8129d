/**
 * 快速合并: rows of many returns → one stack in the order of the units, without a ledger to compare with. A row that
 * two files hold is counted once where both say the same; where they do not, both stay and the difference is told.
 * Pure.
 */
import type { IncomingRow } from '../merge/incoming.ts';
import { type CellValue, cellValuesEqual, valueAt } from '../model/cell-value.ts';

/** What a file brings to the stack. */
export type StackFile = {
  /** Null where nobody knows whose it is. */
  readonly unit: string | null;
  readonly rows: readonly IncomingRow[];
};

export type StackRequest = {
  readonly files: readonly StackFile[];
  /** The columns by which a person tells rows apart, without the one that names the unit. */
  readonly keys: readonly string[];
  /** The columns whose values are compared, keys left out. */
  readonly columns: readonly string[];
  /** Whose row it is by what stands in it; null where it does not say. */
  readonly unitOf: (row: IncomingRow) => string | null;
  /** The order of the units; those that are not named follow in the order of the files. */
  readonly units: readonly string[];
};

/** A row by its file and its place in it. */
export type RowPlace = { readonly file: number; readonly row: number };

export type StackConflict = {
  readonly column: string;
  /** In the order of the files: what each holds; null for 未填. */
  readonly sides: readonly [StackSide, StackSide];
};

export type StackSide = RowPlace & { readonly value: CellValue };

export type Stack = {
  /** In their final order. */
  readonly rows: readonly RowPlace[];
  readonly conflicts: readonly StackConflict[];
  /** Rows that say what another file's row says already, and are counted once. */
  readonly repeated: readonly { readonly row: RowPlace; readonly of: RowPlace; readonly same: boolean }[];
  /** Rows that bear the name of another file's row while nobody knows whether it is the same unit's. */
  readonly namesakes: readonly { readonly row: RowPlace; readonly of: RowPlace }[];
};

export function stackReturns(request: StackRequest): Stack {
  const { files, units } = request;
  const placed = files.flatMap(({ unit, rows }, file) =>
    rows.map((incoming, row): Placed => ({ file, row, incoming, unit: request.unitOf(incoming) ?? unit })),
  );
  const found = compare(request, placed);
  const rank = rankUnits(units, placed);
  const rows = placed
    .filter((one) => !found.dropped.has(one))
    .sort(
      (left, right) => rank(left.unit) - rank(right.unit) || left.file - right.file || left.row - right.row,
    )
    .map(placeOf);
  const { conflicts, repeated, namesakes } = found;
  return { rows, conflicts, repeated, namesakes };
}

type Placed = RowPlace & { readonly incoming: IncomingRow; readonly unit: string | null };

type Found = Pick<Stack, 'conflicts' | 'repeated' | 'namesakes'> & { readonly dropped: ReadonlySet<Placed> };

function compare(request: StackRequest, placed: readonly Placed[]): Found {
  const conflicts: StackConflict[] = [];
  const repeated: Stack['repeated'][number][] = [];
  const namesakes: Stack['namesakes'][number][] = [];
  const dropped = new Set<Placed>();
  const byKey = new Map<string, Placed[]>();
  for (const one of placed) {
    const key = keyOf(request.keys, one);
    if (key === null) continue;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [one]);
    else known.push(one);
  }
  for (const alike of byKey.values()) {
    const kept: Placed[] = [];
    for (const own of Map.groupBy(alike, ({ file }) => file).values()) {
      // Rows of one file are never each other's repetition: identical records can be meant.
      const others = new Set(kept);
      const take = (other: Placed, one: Placed, same: boolean): void => {
        others.delete(other);
        repeated.push({ row: placeOf(one), of: placeOf(other), same });
        dropped.add(one);
      };
      const rest = own.filter((one) => {
        const equal = [...others].find(
          (other) => isSameUnit(other, one) && relate(request, other, one) === 'same',
        );
        if (equal !== undefined) take(equal, one, true);
        return equal === undefined;
      });
      for (const one of rest) {
        const other = [...others].find((candidate) => isSameUnit(candidate, one));
        if (other === undefined) {
          const stranger = kept.find(({ unit }) => unit === null || one.unit === null);
          if (stranger !== undefined) namesakes.push({ row: placeOf(one), of: placeOf(stranger) });
          kept.push(one);
          continue;
        }
        const relation = relate(request, other, one);
        if (relation === 'less') take(other, one, false);
        else if (relation === 'more') {
          others.delete(other);
          take(one, other, false);
          kept[kept.indexOf(other)] = one;
        } else {
          others.delete(other);
          conflicts.push(...differences(request.columns, other, one));
          kept.push(one);
        }
      }
    }
  }
  return { conflicts, repeated, namesakes, dropped };
}

function isSameUnit(left: Placed, right: Placed): boolean {
  return left.unit !== null && left.unit === right.unit;
}

/** Null where no part of the key is filled. */
function keyOf(keys: readonly string[], { incoming }: Placed): string | null {
  const parts = keys.map((key) => valueAt(incoming.values, key));
  if (parts.every((part) => part === null)) return null;
  return JSON.stringify(parts.map(plain));
}

/** 大兴村 and 大 兴 村 are one key; reasons of unread texts do not matter. */
function plain(value: CellValue): unknown {
  if (typeof value === 'string') return value.replace(/\s+/gu, '');
  if (typeof value === 'object' && value !== null && 'kind' in value) return value.text;
  return value;
}

/**
 * `less` and `more`: one holds everything that the other holds, and more. Only between files of different units, which
 * pass round the same list: what a unit's own second file leaves blank contradicts its first.
 */
function relate(
  { columns, files }: StackRequest,
  before: Placed,
  after: Placed,
): 'same' | 'less' | 'more' | 'different' {
  let isLess = false;
  let isMore = false;
  for (const column of columns) {
    const old = valueAt(before.incoming.values, column);
    const now = valueAt(after.incoming.values, column);
    if (cellValuesEqual(old, now)) continue;
    if (old !== null && now !== null) return 'different';
    if (now === null) isLess = true;
    else isMore = true;
  }
  if (!isLess && !isMore) return 'same';
  const [owner, other] = [files[before.file]?.unit ?? null, files[after.file]?.unit ?? null];
  if ((isLess && isMore) || owner === null || owner === other) return 'different';
  return isLess ? 'less' : 'more';
}

function differences(columns: readonly string[], left: Placed, right: Placed): StackConflict[] {
  return columns.flatMap((column): StackConflict[] => {
    const [one, other] = [left, right].map(({ incoming }) => valueAt(incoming.values, column));
    if (one === undefined || other === undefined || cellValuesEqual(one, other)) return [];
    return [
      {
        column,
        sides: [
          { ...placeOf(left), value: one },
          { ...placeOf(right), value: other },
        ],
      },
    ];
  });
}

function rankUnits(units: readonly string[], placed: readonly Placed[]): (unit: string | null) => number {
  const ranks = new Map(units.map((unit, index) => [unit, index]));
  for (const { unit } of placed) if (unit !== null && !ranks.has(unit)) ranks.set(unit, ranks.size);
  return (unit) => (unit === null ? ranks.size : (ranks.get(unit) ?? ranks.size));
}

function placeOf({ file, row }: RowPlace): RowPlace {
  return { file, row };
}
