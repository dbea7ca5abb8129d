/** A plan as a person reads it: rows by their names, conflicts with who changed what. */
import type { ReturnReview, ReviewConflict, ReviewRow } from '../../../../shared/collect/answers.ts';
import { overallCertainty } from '../../../../shared/collect/match-return.ts';
import type { MergeRow } from '../../../../shared/collect/plan-merge.ts';
import { conflictId } from '../../../../shared/collect/settle-plan.ts';
import { describeRest, describeWent, nameRow } from '../../../../shared/history/row-words.ts';
import type { RowValues } from '../../../../shared/model/cell-value.ts';
import { type Return, unexplained } from '../../../../shared/model/return.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { lastEditOfTables } from '../../store/edit-log.ts';
import { listEdits } from '../../store/history.ts';
import type { CollectContext } from './collect-context.ts';
import { type PlannedReturn, planReturn } from './plan-return.ts';
import { readStoredReading } from './stored-reading.ts';

const usualRows = 500;
const mostPlanned = 1000;
const mostConflicts = 500;

export function reviewReturn(
  database: ReadableDatabase,
  received: Return,
  collect: CollectContext,
  rows = usualRows,
): ReturnReview {
  const outcome = planReturn(database, received, collect);
  const common = { received, certainty: overallCertainty(received.match) };
  if (outcome.kind === 'impossible') {
    const reading = readStoredReading(database, received);
    return {
      ...common,
      revision: 0,
      sheet: reading?.sheet ?? '',
      reading: reading?.reading ?? null,
      problems: reading?.problems ?? [],
      blocked: outcome.why,
      unexplained: 0,
      rows: reading?.rows.slice(0, rows) ?? [],
      rowCount: reading?.rows.length ?? 0,
      counts: { added: 0, changed: 0, removed: 0, unchanged: 0, kept: 0, conflicts: 0 },
      plan: [],
      planCount: 0,
      conflicts: [],
      base: null,
    };
  }
  const { planned } = outcome;
  const { plan, incoming, reading, base } = planned;
  const told = plan.rows.filter(({ kind }) => kind !== 'unchanged' && kind !== 'gone');
  return {
    ...common,
    revision: lastEditOfTables(database, [planned.table.key]),
    sheet: reading.sheet,
    reading: reading.reading,
    problems: incoming.problems,
    blocked: blockedBy(received, incoming.problems),
    unexplained: unexplained(incoming.problems, received.explanations).length,
    rows: plan.theirs.slice(0, rows),
    rowCount: plan.theirs.length,
    counts: plan.counts,
    plan: told.slice(0, mostPlanned).map((row) => describeRow(planned, row)),
    planCount: told.length,
    conflicts: plan.rows
      .flatMap((row) => conflictsOf(planned, row))
      .slice(0, mostConflicts)
      .map((conflict) => ({ ...conflict, oursBy: lastEditOf(database, planned, conflict) })),
    base,
  };
}

/** Why it cannot be accepted, whatever is decided; null where it can. */
export function blockedBy(received: Return, problems: ReturnReview['problems']): string | null {
  switch (received.status) {
    case 'accepted':
      return '这份表已经接收。要重新接收，请先撤销。';
    case 'setAside':
      return '这份表标为不采用。要接收，请先恢复。';
    case 'received':
    case 'problems':
    case 'sentBack':
    case 'superseded': {
      const must = problems.filter(({ severity }) => severity === 'must').length;
      return must === 0 ? null : `还有${must}处必须改正的问题，不能接收。请退回，或改好后再收一次。`;
    }
  }
}

function describeRow({ table, plan }: PlannedReturn, row: MergeRow): ReviewRow {
  const theirs = 'theirs' in row ? row.theirs : null;
  const incoming: RowValues = theirs === null ? {} : (plan.theirs[theirs]?.values ?? {});
  const common = {
    kind: row.kind,
    id: conflictId(row),
    theirs,
    rowId: 'row' in row ? row.row.id : null,
    alike: row.kind === 'changed' && row.alike,
  };
  switch (row.kind) {
    case 'added':
      return { ...common, row: nameRow(table, incoming), detail: describeRest(table, incoming) };
    case 'changed': {
      const cells = row.cells.filter(({ outcome }) => outcome !== 'ours');
      const before = Object.fromEntries(cells.map(({ column, ours }) => [column, ours]));
      const after = Object.fromEntries(cells.map((cell) => [cell.column, cell.theirs]));
      return {
        ...common,
        row: nameRow(table, row.row.values),
        detail: describeWent(table, before, after),
      };
    }
    case 'unchanged':
    case 'removed':
    case 'kept':
    case 'removedThere':
      return {
        ...common,
        row: nameRow(table, row.row.values),
        detail: describeRest(table, row.row.values),
      };
    case 'gone':
    case 'removedHere':
      return { ...common, row: nameRow(table, incoming), detail: describeRest(table, incoming) };
  }
}

type Conflict = Omit<ReviewConflict, 'oursBy'>;

function conflictsOf({ table, plan }: PlannedReturn, row: MergeRow): Conflict[] {
  const nothing = { column: null, base: null, ours: null, incoming: null, cell: null } as const;
  switch (row.kind) {
    case 'changed': {
      const cells = plan.theirs[row.theirs]?.cells ?? {};
      return row.cells
        .filter(({ outcome }) => outcome === 'conflict')
        .map(({ column, base, ours, theirs }) => ({
          id: conflictId(row, column),
          kind: 'cell' as const,
          row: nameRow(table, row.row.values),
          rowId: row.row.id,
          theirs: row.theirs,
          column,
          base,
          ours,
          incoming: theirs,
          cell: cells[column] ?? null,
        }));
    }
    case 'removedThere':
      return [
        {
          ...nothing,
          id: conflictId(row),
          kind: 'removedThere',
          row: nameRow(table, row.row.values),
          rowId: row.row.id,
          theirs: null,
        },
      ];
    case 'removedHere':
      return [
        {
          ...nothing,
          id: conflictId(row),
          kind: 'removedHere',
          row: nameRow(table, row.base.values),
          rowId: row.base.rowId,
          theirs: row.theirs,
        },
      ];
    case 'added':
    case 'unchanged':
    case 'removed':
    case 'kept':
    case 'gone':
      return [];
  }
}

function lastEditOf(
  database: ReadableDatabase,
  { table }: PlannedReturn,
  { rowId, column }: Conflict,
): ReviewConflict['oursBy'] {
  if (rowId === null) return null;
  const [edit] = listEdits(database, { table: table.key, rowId, column, before: null, limit: 1 });
  return edit === undefined ? null : { id: edit.id, label: edit.label, at: edit.at };
}
