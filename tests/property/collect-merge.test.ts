/** The laws of the three-way merge, whatever was changed where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MergeBase, type MergeRequest, planMerge } from '../../shared/collect/plan-merge.ts';
import {
  type MergeDecisions,
  noDecisions,
  type Side,
  settlePlan,
  undecided,
} from '../../shared/collect/settle-plan.ts';
import type { IncomingRow } from '../../shared/merge/incoming.ts';
import { cellValuesEqual, type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import { changeSchema, invertChanges } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const table: TableDefinition = {
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
const columns = table.columns.map(({ key }) => key);
const free = ['task', 'done', 'note'] as const;

type Values = { village: string; task: number | null; done: number | null; note: string | null };

const small = fc.option(fc.constantFrom(0, 1, 2, 3));
const values: fc.Arbitrary<Values> = fc.record({
  village: fc.constantFrom('大兴村', '泊南村', '善获村', '窑头村', '董山村', '南村', '北村'),
  task: small,
  done: small,
  note: fc.option(fc.constantFrom('样板', '滞后')),
});
/** Rows that may repeat each other in every cell. */
const lists = fc.array(values, { maxLength: 7 });
/** Rows with villages of their own. */
const keyed = fc.uniqueArray(values, { maxLength: 7, selector: ({ village }) => village });

function rowValues(unit: string, { village, ...rest }: Values): RowValues {
  const filled = Object.entries(rest).filter(([, value]) => value !== null);
  return { township: unit, village, ...Object.fromEntries(filled) };
}

function rowsOf(unit: string, entries: readonly Values[], mark = 'b'): Row[] {
  return entries.map((entry, index) => ({
    id: `${unit}-${mark}${index}`,
    position: `${unit === '高都镇' ? 'G' : 'B'}${mark}${String(index).padStart(2, '0')}V`,
    unit,
    round: null,
    values: rowValues(unit, entry),
    source: null,
  }));
}

function baseOf(rows: readonly Row[]): MergeBase {
  return { columns, rows: rows.map(({ id, values: held }) => ({ rowId: id, values: held })) };
}

function incoming(unit: string, entries: readonly Values[]): IncomingRow[] {
  return entries.map((entry) => ({ values: rowValues(unit, entry), cells: { village: 'C4' } }));
}

function request(changed: Partial<MergeRequest>): MergeRequest {
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

function stateOf(rows: readonly Row[]): RowsState {
  return {
    tables: new Map([['ledger', table]]),
    rows: new Map([['ledger', new Map(rows.map((row) => [row.id, row]))]]),
  };
}

/** Plans against a state, and what it is afterwards. */
function merge(
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

function contents(state: RowsState, unit: string): string[] {
  return orderedRows(state, 'ledger')
    .filter((row) => row.values.township === unit)
    .map(({ values: held }) => contentOf(held))
    .sort();
}

function contentOf(held: RowValues): string {
  return JSON.stringify(columns.map((column) => valueAt(held, column)));
}

/** What somebody did to rows: changed cells, renamed, removed, added. */
const edits = fc.record({
  changed: fc.array(fc.tuple(fc.nat(6), values), { maxLength: 3 }),
  removed: fc.array(fc.nat(6), { maxLength: 2 }),
  added: fc.array(values, { maxLength: 2 }),
});
type Edits = typeof edits extends fc.Arbitrary<infer Value> ? Value : never;

function edited(rows: readonly Row[], { changed, removed, added }: Edits): Row[] {
  const cells = new Map(changed);
  const kept = rows.flatMap((row, index) => {
    const next = cells.get(index);
    if (removed.includes(index)) return [];
    return next === undefined ? [row] : [{ ...row, values: rowValues('高都镇', next) }];
  });
  return [...kept, ...rowsOf('高都镇', added, 'n')];
}

function asIncoming(rows: readonly Row[]): IncomingRow[] {
  return rows.map(({ values: held }) => ({ values: held, cells: {} }));
}

const theirRule: MergeDecisions = { rule: 'theirs', single: {} };

describe('where only one side has changed anything', () => {
  it('the return wins over a ledger that was left alone', () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const base = rowsOf('高都镇', before);
        const { plan, state } = merge(
          stateOf(base),
          '高都镇',
          baseOf(base),
          incoming('高都镇', after),
          noDecisions,
        );
        expect(plan.counts.conflicts).toBe(0);
        expect(contents(state, '高都镇')).toEqual(
          after.map((entry) => contentOf(rowValues('高都镇', entry))).sort(),
        );
      }),
    );
  });

  it('the ledger wins over a return that is the one accepted before', () => {
    fc.assert(
      fc.property(lists, edits, (before, mine) => {
        const base = rowsOf('高都镇', before);
        const state = stateOf(edited(base, mine));
        const merged = merge(state, '高都镇', baseOf(base), asIncoming(base), noDecisions);
        expect(merged.plan.counts.conflicts).toBe(0);
        expect(merged.settled.changes).toEqual([]);
      }),
    );
  });
});

describe('where both sides have changed', () => {
  it('the same, nothing is in conflict and nothing changes', () => {
    fc.assert(
      fc.property(lists, edits, (before, mine) => {
        const base = rowsOf('高都镇', before);
        const now = edited(base, mine);
        const merged = merge(stateOf(now), '高都镇', baseOf(base), asIncoming(now), noDecisions);
        expect(merged.plan.counts.conflicts).toBe(0);
        expect(contents(merged.state, '高都镇')).toEqual(contents(stateOf(now), '高都镇'));
      }),
    );
  });

  it('cells, each is decided by who changed it, and only differing changes by the rule', () => {
    const cell = fc.tuple(fc.nat(6), fc.constantFrom(...free), fc.constantFrom<number | null>(null, 7, 8));
    const cases = fc.record({
      before: keyed,
      mine: fc.array(cell, { maxLength: 5 }),
      yours: fc.array(cell, { maxLength: 5 }),
      rule: fc.constantFrom<Side>('theirs', 'ours'),
    });
    fc.assert(
      fc.property(cases, ({ before, mine, yours, rule }) => {
        const change = (cells: typeof mine) =>
          before.map((entry, index) => ({
            ...entry,
            ...Object.fromEntries(cells.filter(([at]) => at === index).map(([, key, value]) => [key, value])),
          }));
        const base = rowsOf('高都镇', before);
        const [now, sent] = [change(mine), change(yours)];
        const ours = rowsOf('高都镇', now as Values[]);
        const theirs = incoming('高都镇', sent as Values[]);
        const { state } = merge(stateOf(ours), '高都镇', baseOf(base), theirs, { rule, single: {} });
        const rows = new Map(orderedRows(state, 'ledger').map((row) => [row.id, row]));
        expect(rows.size).toBe(before.length);
        for (const [index, row] of base.entries()) {
          for (const column of free) {
            const [was, mineNow, sentNow] = [
              valueAt(row.values, column),
              valueAt(ours[index]?.values ?? {}, column),
              valueAt(theirs[index]?.values ?? {}, column),
            ];
            const expected = cellValuesEqual(sentNow, was)
              ? mineNow
              : cellValuesEqual(mineNow, was)
                ? sentNow
                : rule === 'theirs'
                  ? sentNow
                  : mineNow;
            expect(valueAt(rows.get(row.id)?.values ?? {}, column)).toEqual(expected);
          }
        }
      }),
    );
  });

  it('conflicts wait for a decision, and every decision is carried out', () => {
    fc.assert(
      fc.property(
        lists,
        edits,
        edits,
        fc.constantFrom<Side>('theirs', 'ours'),
        (before, mine, yours, side) => {
          const base = rowsOf('高都镇', before);
          const state = stateOf(edited(base, mine));
          const theirs = asIncoming(edited(base, yours));
          const plan = planMerge(request({ base: baseOf(base), ours: orderedRows(state, 'ledger'), theirs }));
          const open = undecided(plan, noDecisions);
          expect(open.length).toBe(plan.counts.conflicts);
          const single = Object.fromEntries(open.map((id) => [id, side]));
          expect(undecided(plan, { rule: null, single })).toEqual([]);
          const one = merge(state, '高都镇', baseOf(base), theirs, { rule: null, single });
          const all = merge(state, '高都镇', baseOf(base), theirs, { rule: side, single: {} });
          expect(contents(one.state, '高都镇')).toEqual(contents(all.state, '高都镇'));
        },
      ),
    );
  });
});

describe('whatever a plan does', () => {
  it('undoing it brings back every row as it was', () => {
    fc.assert(
      fc.property(lists, edits, lists, (before, mine, sent) => {
        const base = rowsOf('高都镇', before);
        const state = stateOf(edited(base, mine));
        const merged = merge(state, '高都镇', baseOf(base), incoming('高都镇', sent), theirRule);
        for (const change of merged.settled.changes) changeSchema.parse(change);
        const back = applyChanges(merged.state, invertChanges(merged.settled.changes));
        expect(orderedRows(back, 'ledger')).toEqual(orderedRows(state, 'ledger'));
      }),
    );
  });

  it('every row of the return has its row in the ledger afterwards, each once', () => {
    fc.assert(
      fc.property(lists, edits, lists, (before, mine, sent) => {
        const base = rowsOf('高都镇', before);
        const state = stateOf(edited(base, mine));
        const { settled, state: after } = merge(
          state,
          '高都镇',
          baseOf(base),
          incoming('高都镇', sent),
          theirRule,
        );
        const ids = settled.rowIds.filter((id) => id !== null);
        expect(new Set(ids).size).toBe(ids.length);
        const present = new Set(orderedRows(after, 'ledger').map(({ id }) => id));
        const gone = settled.rowIds.filter((id) => id === null || !present.has(id)).length;
        // What stays removed here is the only thing that a return has and the ledger has not.
        expect(gone).toBe(
          planMerge(
            request({
              base: baseOf(base),
              ours: orderedRows(state, 'ledger'),
              theirs: incoming('高都镇', sent),
            }),
          ).rows.filter(({ kind }) => kind === 'gone').length,
        );
      }),
    );
  });

  it('merging what was just accepted once more does nothing', () => {
    fc.assert(
      fc.property(lists, lists, (before, sent) => {
        const base = rowsOf('高都镇', before);
        const theirs = incoming('高都镇', sent);
        const { settled, state } = merge(stateOf(base), '高都镇', baseOf(base), theirs, theirRule);
        const accepted: MergeBase = {
          columns,
          rows: theirs.map(({ values: held }, index) => ({
            rowId: settled.rowIds[index] ?? null,
            values: held,
          })),
        };
        expect(merge(state, '高都镇', accepted, theirs, noDecisions).settled.changes).toEqual([]);
      }),
    );
  });

  it('plans of two units come to the same, whichever is accepted first', () => {
    fc.assert(
      fc.property(lists, lists, lists, lists, (oneBefore, otherBefore, oneSent, otherSent) => {
        const one = rowsOf('高都镇', oneBefore);
        const other = rowsOf('巴公镇', otherBefore);
        const start = stateOf([...one, ...other]);
        const accept = (state: RowsState, unit: string): RowsState =>
          unit === '高都镇'
            ? merge(state, unit, baseOf(one), incoming(unit, oneSent), theirRule).state
            : merge(state, unit, baseOf(other), incoming(unit, otherSent), theirRule).state;
        const left = accept(accept(start, '高都镇'), '巴公镇');
        const right = accept(accept(start, '巴公镇'), '高都镇');
        const rows = (state: RowsState, unit: string) =>
          orderedRows(state, 'ledger')
            .filter((row) => row.values.township === unit)
            .map(({ id, values: held }) => ({ id, held }));
        for (const unit of ['高都镇', '巴公镇']) expect(rows(left, unit)).toEqual(rows(right, unit));
      }),
    );
  });
});

describe('a village whose name was corrected', () => {
  it('is a changed row, never one gone and one new', () => {
    const names = ['大兴村', '泊南村', '善获村', '窑头村', '董山村'];
    fc.assert(
      fc.property(keyed, fc.nat(), fc.constantFrom('星', '㐂'), (before, at, letter) => {
        fc.pre(before.length > 0 && before.every(({ village }) => names.includes(village)));
        const index = at % before.length;
        const sent = before.map((entry, position) =>
          position === index ? { ...entry, village: `${entry.village.slice(0, 1)}${letter}村` } : entry,
        );
        const base = rowsOf('高都镇', before);
        const { plan } = merge(stateOf(base), '高都镇', baseOf(base), incoming('高都镇', sent), noDecisions);
        expect(plan.counts).toMatchObject({ added: 0, removed: 0, changed: 1, conflicts: 0 });
      }),
    );
  });
});
