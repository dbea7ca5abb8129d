/** A ledger of two townships, what they send, what somebody does to rows, and a merge of both. */
import fc from 'fast-check';
import { type MergeBase, type MergeRequest, planMerge } from '../../shared/collect/plan-merge.ts';
import { type MergeDecisions, settlePlan } from '../../shared/collect/settle-plan.ts';
import type { IncomingRow } from '../../shared/merge/incoming.ts';
import { type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

export const table: TableDefinition = {
  key: 'ledger',
  title: '改厕',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'township', title: '乡镇', type: 'unit' }),
    defineColumn({ key: 'village', title: '村名', type: 'village' }),
    defineColumn({ key: 'task', title: '任务数', type: 'number' }),
    defineColumn({ key: 'done', title: '完成数', type: 'number' }),
    defineColumn({ key: 'note', title: '备注' }),
  ],
  keyColumns: ['township', 'village'],
  grouped: null,
  position: 1,
};
export const columns = table.columns.map(({ key }) => key);
export const free = ['task', 'done', 'note'] as const;

export type Values = { village: string; task: number | null; done: number | null; note: string | null };

export const small = fc.option(fc.constantFrom(0, 1, 2, 3));
export const values: fc.Arbitrary<Values> = fc.record({
  village: fc.constantFrom('大兴村', '泊南村', '善获村', '窑头村', '董山村', '南村', '北村'),
  task: small,
  done: small,
  note: fc.option(fc.constantFrom('样板', '滞后')),
});
/** Rows that may repeat each other in every cell. */
export const lists = fc.array(values, { maxLength: 7 });
/** Rows with villages of their own. */
export const keyed = fc.uniqueArray(values, { maxLength: 7, selector: ({ village }) => village });

export function rowValues(unit: string, { village, ...rest }: Values): RowValues {
  const filled = Object.entries(rest).filter(([, value]) => value !== null);
  return { township: unit, village, ...Object.fromEntries(filled) };
}

export function rowsOf(unit: string, entries: readonly Values[], mark = 'b'): Row[] {
  return entries.map((entry, index) => ({
    id: `${unit}-${mark}${index}`,
    position: `${unit === '高都镇' ? 'G' : 'B'}${mark}${String(index).padStart(2, '0')}V`,
    unit,
    round: null,
    values: rowValues(unit, entry),
    source: null,
  }));
}

export function baseOf(rows: readonly Row[]): MergeBase {
  return { columns, rows: rows.map(({ id, values: held }) => ({ rowId: id, values: held })) };
}

export function incoming(unit: string, entries: readonly Values[]): IncomingRow[] {
  return entries.map((entry) => ({ values: rowValues(unit, entry), cells: { village: 'C4' } }));
}

export function request(changed: Partial<MergeRequest>): MergeRequest {
  return {
    definition: table,
    base: null,
    ours: [],
    theirs: [],
    columns,
    unitColumn: 'township',
    single: false,
    known: new Set(),
    ...changed,
  };
}

export function stateOf(rows: readonly Row[]): RowsState {
  return {
    tables: new Map([['ledger', table]]),
    rows: new Map([['ledger', new Map(rows.map((row) => [row.id, row]))]]),
  };
}

/** Plans against a state, and what it is afterwards. */
export function merge(
  state: RowsState,
  unit: string,
  base: MergeBase | null,
  theirs: readonly IncomingRow[],
  decisions: MergeDecisions,
) {
  const all = orderedRows(state, 'ledger');
  const ours = all.filter((row) => row.values.township === unit);
  const plan = planMerge(request({ base, ours, theirs }));
  let ids = 0;
  const settled = settlePlan(plan, decisions, {
    source: { fileId: 'f', fileName: '收.xlsx', sheet: '改厕' },
    unit,
    round: null,
    newId: () => {
      ids += 1;
      return `${unit}-new${ids}`;
    },
    nextPosition: (previous) =>
      all.map(({ position }) => position).find((position) => previous === null || position > previous) ??
      null,
    lastPosition: all.at(-1)?.position ?? null,
  });
  return { plan, settled, state: applyChanges(state, settled.changes) };
}

export function contents(state: RowsState, unit: string): string[] {
  return orderedRows(state, 'ledger')
    .filter((row) => row.values.township === unit)
    .map(({ values: held }) => contentOf(held))
    .sort();
}

export function contentOf(held: RowValues): string {
  return JSON.stringify(columns.map((column) => valueAt(held, column)));
}

/** What somebody did to rows: changed cells, renamed, removed, added. */
export const edits = fc.record({
  changed: fc.array(fc.tuple(fc.nat(6), values), { maxLength: 3 }),
  removed: fc.array(fc.nat(6), { maxLength: 2 }),
  added: fc.array(values, { maxLength: 2 }),
});
export type Edits = typeof edits extends fc.Arbitrary<infer Value> ? Value : never;

export function edited(rows: readonly Row[], { changed, removed, added }: Edits): Row[] {
  const cells = new Map(changed);
  const kept = rows.flatMap((row, index) => {
    const next = cells.get(index);
    if (removed.includes(index)) return [];
    return next === undefined ? [row] : [{ ...row, values: rowValues('高都镇', next) }];
  });
  return [...kept, ...rowsOf('高都镇', added, 'n')];
}

export function asIncoming(rows: readonly Row[]): IncomingRow[] {
  return rows.map(({ values: held }) => ({ values: held, cells: {} }));
}

export const theirRule: MergeDecisions = { rule: 'theirs', single: {} };
