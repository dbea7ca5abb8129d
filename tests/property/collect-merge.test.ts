/** The laws of the three-way merge, whatever was changed where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MergeBase, planMerge } from '../../shared/collect/plan-merge.ts';
import { noDecisions, type Side, undecided } from '../../shared/collect/settle-plan.ts';
import { cellValuesEqual, valueAt } from '../../shared/model/cell-value.ts';
import { changeSchema, invertChanges } from '../../shared/model/change.ts';
import { applyChanges, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import {
  asIncoming,
  baseOf,
  columns,
  contentOf,
  contents,
  edited,
  edits,
  free,
  incoming,
  keyed,
  lists,
  merge,
  request,
  rowsOf,
  rowValues,
  stateOf,
  theirRule,
  type Values,
} from './merge-desk.ts';

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

  it('a row that is gone from the one side and changed on the other waits for a decision', () => {
    const cases = fc.record({
      before: keyed,
      at: fc.nat(),
      here: fc.boolean(),
      side: fc.constantFrom<Side>('theirs', 'ours'),
    });
    fc.assert(
      fc.property(cases, ({ before, at, here, side }) => {
        fc.pre(before.length > 1);
        const index = at % before.length;
        const base = rowsOf('高都镇', before);
        const changed = base.map((row, position) =>
          position === index ? { ...row, values: { ...row.values, task: 9 } } : row,
        );
        const without = base.filter((_, position) => position !== index);
        const [ours, sent] = here ? [changed, without] : [without, changed];
        const state = stateOf(ours);
        const theirs = asIncoming(sent);
        const plan = planMerge(request({ base: baseOf(base), ours, theirs }));
        expect(plan.counts.conflicts).toBe(1);
        expect(undecided(plan, noDecisions)).toHaveLength(1);
        const merged = merge(state, '高都镇', baseOf(base), theirs, { rule: side, single: {} });
        expect(contents(merged.state, '高都镇')).toEqual(
          (side === 'ours' ? ours : sent).map(({ values: held }) => contentOf(held)).sort(),
        );
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
