/** A merge plan and what a person decided about its conflicts → the changes to commit. Pure. */
import { z } from 'zod';
import type { CellValue } from '../model/cell-value.ts';
import type { Change } from '../model/change.ts';
import { HuibiaoError } from '../model/failure.ts';
import type { Row, RowSource } from '../model/row.ts';
import { withValues } from '../model/rows-state.ts';
import { orderKeysBetween } from '../values/order-key.ts';
import type { MergePlan, MergeRow } from './plan-merge.ts';

export const sideSchema = z.enum(['theirs', 'ours']);
/** `theirs` 以上报为准, `ours` 以台账为准. */
export type Side = z.infer<typeof sideSchema>;

export const mergeDecisionsSchema = z.strictObject({
  /** For every conflict that is not decided by itself; null leaves them undecided. */
  rule: sideSchema.nullable(),
  /** By the id of the conflict (`conflictId`); a row that only the ledger has is removed by `theirs`. */
  single: z.record(z.string(), sideSchema),
});
export type MergeDecisions = z.infer<typeof mergeDecisionsSchema>;

export const noDecisions: MergeDecisions = { rule: null, single: {} };

export type SettleContext = {
  /** The stored file, for the provenance of what comes from it. */
  readonly source: Pick<RowSource, 'fileId' | 'fileName' | 'sheet'>;
  readonly unit: string | null;
  /** Of rows that belong to one round only. */
  readonly round: string | null;
  readonly newId: () => string;
  /** The first position of the table behind this one (null: behind none), whatever row has it; null at the end. */
  readonly nextPosition: (previous: string | null) => string | null;
  /** The last position of the table; null while it is empty. */
  readonly lastPosition: string | null;
};

export type SettledPlan = {
  readonly changes: readonly Change[];
  /** By row of the return: the row of the ledger that it is from now on; null where it became none. */
  readonly rowIds: readonly (string | null)[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
};

/** By which a decision names a conflict: a cell of a row, or the row. */
export function conflictId(row: MergeRow, column: string | null = null): string {
  switch (row.kind) {
    case 'changed':
    case 'removedThere':
    case 'kept':
    case 'removed':
    case 'unchanged':
      return column === null ? row.row.id : `${row.row.id}/${column}`;
    case 'added':
      return `theirs:${row.theirs}`;
    case 'gone':
    case 'removedHere':
      return row.base.rowId ?? `theirs:${row.theirs}`;
  }
}

/** The conflicts that nobody has decided. */
export function undecided({ rows }: Pick<MergePlan, 'rows'>, { rule, single }: MergeDecisions): string[] {
  if (rule !== null) return [];
  return rows
    .flatMap((row) => {
      if (row.kind === 'removedThere' || row.kind === 'removedHere') return [conflictId(row)];
      if (row.kind !== 'changed') return [];
      return row.cells.flatMap(({ column, outcome }) =>
        outcome === 'conflict' ? [conflictId(row, column)] : [],
      );
    })
    .filter((id) => single[id] === undefined);
}

/** @throws HuibiaoError `bad_request` where a conflict is not decided */
export function settlePlan(plan: MergePlan, decisions: MergeDecisions, context: SettleContext): SettledPlan {
  const open = undecided(plan, decisions);
  if (open.length > 0) {
    throw new HuibiaoError(
      'bad_request',
      `还有${open.length}处冲突没有定：上报和台账都改过，改得不一样。请逐处选定，或选“以上报为准”“以台账为准”。`,
      { conflicts: open.length },
    );
  }
  const { table, theirs } = plan;
  const sideOf = (id: string): Side => decisions.single[id] ?? decisions.rule ?? 'ours';
  const removals: Change[] = [];
  const cellChanges: Change[] = [];
  const rowIds: (string | null)[] = theirs.map(() => null);
  /** In the return's order: what stays where it is, and what comes in. */
  const placed: Placed[] = [];
  let unchanged = 0;

  for (const row of plan.rows) {
    switch (row.kind) {
      case 'added':
        placed.push({ kind: 'new', theirs: row.theirs });
        break;
      case 'removedHere':
        if (sideOf(conflictId(row)) === 'theirs') placed.push({ kind: 'new', theirs: row.theirs });
        else {
          rowIds[row.theirs] = row.base.rowId;
          unchanged += 1;
        }
        break;
      case 'gone':
        rowIds[row.theirs] = row.base.rowId;
        unchanged += 1;
        break;
      case 'unchanged':
        rowIds[row.theirs] = row.row.id;
        placed.push({ kind: 'kept', row: row.row });
        unchanged += 1;
        break;
      case 'changed': {
        rowIds[row.theirs] = row.row.id;
        placed.push({ kind: 'kept', row: row.row });
        const taken = row.cells.filter(
          ({ column, outcome }) =>
            outcome === 'theirs' || (outcome === 'conflict' && sideOf(conflictId(row, column)) === 'theirs'),
        );
        if (taken.length === 0) unchanged += 1;
        else cellChanges.push(takeCells(row, taken));
        break;
      }
      case 'removed':
        removals.push({ kind: 'rowRemoved', table, row: row.row });
        break;
      case 'kept':
        if (decisions.single[conflictId(row)] === 'theirs') {
          removals.push({ kind: 'rowRemoved', table, row: row.row });
        }
        break;
      case 'removedThere':
        if (sideOf(conflictId(row)) === 'theirs') removals.push({ kind: 'rowRemoved', table, row: row.row });
        break;
    }
  }
  const additions = placeNew(plan, placed, context, rowIds);
  return {
    changes: [...removals, ...cellChanges, ...additions],
    rowIds,
    added: additions.length,
    changed: cellChanges.length,
    removed: removals.length,
    unchanged,
  };

  function takeCells(
    row: Extract<MergeRow, { kind: 'changed' }>,
    taken: readonly { readonly column: string; readonly ours: CellValue; readonly theirs: CellValue }[],
  ): Change {
    const cells = theirs[row.theirs]?.cells ?? {};
    return {
      kind: 'cellsSet',
      table,
      rowId: row.row.id,
      before: Object.fromEntries(taken.map(({ column, ours }) => [column, ours])),
      after: Object.fromEntries(taken.map((cell) => [cell.column, cell.theirs])),
      source: { before: row.row.source, after: { ...context.source, cells: { ...cells } } },
    };
  }
}

type Placed =
  | { readonly kind: 'kept'; readonly row: Row }
  | { readonly kind: 'new'; readonly theirs: number };

/** New rows come behind the row that stands before them in the return; the first ones behind the unit's last row. */
function placeNew(
  { table, theirs, columns, rows }: MergePlan,
  placed: readonly Placed[],
  context: SettleContext,
  rowIds: (string | null)[],
): Change[] {
  const changes: Change[] = [];
  const own = rows.flatMap((row) => ('row' in row ? [row.row.position] : [])).sort();
  const given: string[] = [];
  /** Two runs behind one row must not meet. */
  const nextTaken = (from: string | null): string | null => {
    const taken = [context.nextPosition(from), ...given].filter(
      (position) => position !== null && (from === null || position > from),
    );
    return taken.reduce(
      (least, position) => (least === null || (position ?? '') < least ? position : least),
      null,
    );
  };
  let previous: string | null = own.at(-1) ?? context.lastPosition;
  for (let index = 0; index < placed.length; ) {
    const entry = placed[index];
    if (entry?.kind === 'kept') {
      previous = entry.row.position;
      index += 1;
      continue;
    }
    let end = index;
    while (placed[end]?.kind === 'new') end += 1;
    const run = placed.slice(index, end);
    const keys: string[] = orderKeysBetween(previous, nextTaken(previous), run.length);
    given.push(...keys);
    for (const [offset, next] of run.entries()) {
      if (next.kind !== 'new') continue;
      const incoming = theirs[next.theirs];
      const id = context.newId();
      rowIds[next.theirs] = id;
      const values = Object.fromEntries(columns.map((column) => [column, incoming?.values[column] ?? null]));
      changes.push({
        kind: 'rowAdded',
        table,
        row: {
          id,
          position: keys[offset] ?? '',
          unit: context.unit,
          round: context.round,
          values: withValues({}, values),
          source: { ...context.source, cells: { ...incoming?.cells } },
        },
      });
    }
    previous = keys.at(-1) ?? previous;
    index = end;
  }
  return changes;
}
