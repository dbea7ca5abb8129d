/**
 * 汇总: three-way merge of a return. Base is what was last accepted from the unit, ours the ledger as it stands now,
 * theirs the return. Only what both sides changed, and differently, is a conflict. Pure: plan first, commit later.
 */
import type { IncomingRow } from '../merge/incoming.ts';
import { type CellValue, cellValuesEqual, type RowValues, valueAt } from '../model/cell-value.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import { matchIncoming } from './match-incoming.ts';

/** A row as it was accepted last, and the row of the ledger that it became; null where it became none. */
export type BaseRow = { readonly rowId: string | null; readonly values: RowValues };

export type MergeBase = {
  readonly rows: readonly BaseRow[];
  /** Keys of the columns that the accepted file carried; of others it says nothing. */
  readonly columns: readonly string[];
};

export type MergeRequest = {
  readonly definition: TableDefinition;
  /** Null where nothing was accepted from this unit yet. */
  readonly base: MergeBase | null;
  /** The unit's rows of the ledger in table order, with those that its base rows became. */
  readonly ours: readonly Row[];
  readonly theirs: readonly IncomingRow[];
  /** Keys of the columns that the return carries; in them an absent value means 未填. */
  readonly columns: readonly string[];
  readonly unitColumn: string | null;
  /** One return is one row (固定表): the first row is the row, whatever it holds. */
  readonly single: boolean;
  /** Registered names; see `matchIncoming`. */
  readonly known: ReadonlySet<string>;
};

/** One cell in which the return, the ledger and the base are not all the same. */
export type MergeCell = {
  readonly column: string;
  readonly base: CellValue;
  readonly ours: CellValue;
  readonly theirs: CellValue;
  /** `conflict`: both changed it, differently. */
  readonly outcome: 'theirs' | 'ours' | 'conflict';
};

/** What becomes of a row. `theirs` is the index of the return's row. */
export type MergeRow =
  | { readonly kind: 'added'; readonly theirs: number }
  /** Nothing to do. */
  | { readonly kind: 'unchanged'; readonly theirs: number; readonly row: Row }
  /** Cells that come from the return, stay ours, or want a decision; `alike`: paired because the rows are alike. */
  | {
      readonly kind: 'changed';
      readonly theirs: number;
      readonly row: Row;
      readonly cells: readonly MergeCell[];
      readonly alike: boolean;
    }
  /** Accepted before, untouched here, no longer in the return. */
  | { readonly kind: 'removed'; readonly row: Row }
  /** Only the ledger has it, and it never came from the unit: stays unless somebody decides otherwise. */
  | { readonly kind: 'kept'; readonly row: Row }
  /** Removed here, the same as ever in the return: stays removed. */
  | { readonly kind: 'gone'; readonly theirs: number; readonly base: BaseRow }
  /** Conflict: changed here, no longer in the return. */
  | { readonly kind: 'removedThere'; readonly row: Row; readonly base: BaseRow }
  /** Conflict: removed here, changed in the return. */
  | { readonly kind: 'removedHere'; readonly theirs: number; readonly base: BaseRow };

export type MergePlan = {
  readonly table: string;
  /** Of the columns that the return carries those that the table stores. */
  readonly columns: readonly string[];
  readonly theirs: readonly IncomingRow[];
  /** In the return's order, then what only the ledger has. */
  readonly rows: readonly MergeRow[];
  readonly counts: MergeCounts;
};

export type MergeCounts = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Rows that only the ledger has. */
  readonly kept: number;
  /** Cells and rows that want a decision. */
  readonly conflicts: number;
};

export function planMerge(request: MergeRequest): MergePlan {
  const { definition, theirs } = request;
  const columns = definition.columns
    .filter(({ key, computed }) => computed === null && request.columns.includes(key))
    .map(({ key }) => key);
  const candidates = listCandidates(request, columns);
  const whole = request.single
    ? theirs.map((_, index) => (index < candidates.length ? index : null))
    : (pairWhole(candidates, 'base', theirs, columns) ?? pairWhole(candidates, 'ours', theirs, columns));
  const { candidateOf, alike } =
    whole !== null
      ? { candidateOf: whole, alike: none }
      : matchIncoming({
          definition,
          columns,
          candidates: candidates.map(({ base, ours }) => ({
            base: base?.values ?? null,
            ours: ours?.values ?? null,
          })),
          incoming: theirs.map(({ values }) => values),
          unitColumn: request.unitColumn,
          known: request.known,
        });
  const named = new Set(candidateOf);
  const baseColumns = new Set(request.base?.columns ?? []);
  const rows = [
    ...theirs.map(({ values }, index): MergeRow => {
      const candidate = candidates[candidateOf[index] ?? -1];
      return mergeNamed(values, index, candidate, columns, baseColumns, alike.has(index));
    }),
    ...candidates.flatMap((candidate, index) =>
      named.has(index) ? [] : mergeUnnamed(candidate, columns, baseColumns),
    ),
  ];
  return { table: definition.key, columns, theirs, rows, counts: countRows(rows) };
}

const none: ReadonlySet<number> = new Set();

type Candidate = { readonly base: BaseRow | null; readonly ours: Row | null };

/** Base rows with the rows that they became, then the rest of the ledger's, both in order. */
function listCandidates({ base, ours, single }: MergeRequest, columns: readonly string[]): Candidate[] {
  if (single) {
    const [row] = ours;
    const [baseRow] = base?.rows ?? [];
    return row === undefined && baseRow === undefined ? [] : [{ base: baseRow ?? null, ours: row ?? null }];
  }
  const byId = new Map(ours.map((row) => [row.id, row]));
  const used = new Set<string>();
  const paired = (base?.rows ?? []).map((baseRow): Candidate => {
    const row = baseRow.rowId === null || used.has(baseRow.rowId) ? undefined : byId.get(baseRow.rowId);
    if (row !== undefined) used.add(row.id);
    return { base: baseRow, ours: row ?? null };
  });
  // A row that was deleted and entered again is the row that it was.
  const free = Map.groupBy(
    ours.filter(({ id }) => !used.has(id)),
    ({ values }) => contentOf(values, columns),
  );
  const rejoined = paired.map((candidate) => {
    if (candidate.base === null || candidate.ours !== null) return candidate;
    const row = free.get(contentOf(candidate.base.values, columns))?.shift();
    if (row === undefined) return candidate;
    used.add(row.id);
    return { ...candidate, ours: row };
  });
  const rest = ours.filter(({ id }) => !used.has(id)).map((row): Candidate => ({ base: null, ours: row }));
  return [...rejoined, ...rest];
}

/** A return that holds just what was accepted last, or just what the ledger holds, in whatever order: no guessing. */
function pairWhole(
  candidates: readonly Candidate[],
  side: 'base' | 'ours',
  theirs: readonly IncomingRow[],
  columns: readonly string[],
): (number | null)[] | null {
  const held = candidates.flatMap((candidate, index) => {
    const values = candidate[side]?.values;
    return values === undefined ? [] : [{ index, content: contentOf(values, columns) }];
  });
  if (held.length !== theirs.length || held.length === 0) return null;
  const free = Map.groupBy(held, ({ content }) => content);
  const pairs: number[] = [];
  for (const { values } of theirs) {
    const found = free.get(contentOf(values, columns))?.shift();
    if (found === undefined) return null;
    pairs.push(found.index);
  }
  return pairs;
}

function contentOf(values: RowValues, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => valueAt(values, column)));
}

function mergeNamed(
  values: RowValues,
  theirs: number,
  candidate: Candidate | undefined,
  columns: readonly string[],
  baseColumns: ReadonlySet<string>,
  alike: boolean,
): MergeRow {
  const { base = null, ours = null } = candidate ?? {};
  if (ours === null) {
    if (base === null) return { kind: 'added', theirs };
    return sameIn(columns, baseColumns, base.values, values)
      ? { kind: 'gone', theirs, base }
      : { kind: 'removedHere', theirs, base };
  }
  const cells = columns.flatMap((column): MergeCell[] => {
    const [mine, incoming] = [valueAt(ours.values, column), valueAt(values, column)];
    if (cellValuesEqual(mine, incoming)) return [];
    const before = base === null || !baseColumns.has(column) ? null : valueAt(base.values, column);
    const outcome = cellValuesEqual(before, incoming)
      ? 'ours'
      : cellValuesEqual(before, mine)
        ? 'theirs'
        : 'conflict';
    return [{ column, base: before, ours: mine, theirs: incoming, outcome }];
  });
  return cells.every(({ outcome }) => outcome === 'ours')
    ? { kind: 'unchanged', theirs, row: ours }
    : { kind: 'changed', theirs, row: ours, cells, alike };
}

function mergeUnnamed(
  { base, ours }: Candidate,
  columns: readonly string[],
  baseColumns: ReadonlySet<string>,
): MergeRow[] {
  if (ours === null) return [];
  if (base === null) return [{ kind: 'kept', row: ours }];
  return sameIn(columns, baseColumns, base.values, ours.values)
    ? [{ kind: 'removed', row: ours }]
    : [{ kind: 'removedThere', row: ours, base }];
}

/** In the columns that the base knows. */
function sameIn(
  columns: readonly string[],
  baseColumns: ReadonlySet<string>,
  base: RowValues,
  other: RowValues,
): boolean {
  return columns.every(
    (column) => !baseColumns.has(column) || cellValuesEqual(valueAt(base, column), valueAt(other, column)),
  );
}

function countRows(rows: readonly MergeRow[]): MergeCounts {
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0, kept: 0, conflicts: 0 };
  for (const row of rows) {
    switch (row.kind) {
      case 'added':
        counts.added += 1;
        break;
      case 'changed':
        counts.changed += row.cells.some(({ outcome }) => outcome === 'theirs') ? 1 : 0;
        counts.conflicts += row.cells.filter(({ outcome }) => outcome === 'conflict').length;
        break;
      case 'removed':
        counts.removed += 1;
        break;
      case 'kept':
        counts.kept += 1;
        break;
      case 'unchanged':
      case 'gone':
        counts.unchanged += 1;
        break;
      case 'removedThere':
      case 'removedHere':
        counts.conflicts += 1;
        break;
    }
  }
  return counts;
}
