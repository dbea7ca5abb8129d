import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncomingRow } from '../../shared/merge/incoming.ts';
import { type ImportPlan, planImport } from '../../shared/merge/plan-import.ts';
import { type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import { changeSchema, invertChanges } from '../../shared/model/change.ts';
import { compareRows, type Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

const tables: readonly TableDefinition[] = [
  annexTable,
  { ...annexTable, grouped: null },
  { ...annexTable, grouped: null, keyColumns: ['village'] },
  { ...annexTable, grouped: null, keyColumns: [] },
];

const entry = fc.record(
  {
    township: fc.constantFrom('高都镇', '大阳镇', '山河镇'),
    category: fc.constantFrom('精品示范村', '提档升级村'),
    village: fc.constantFrom('甲村', '乙村', '丙村', '丁村', '戊村'),
    note: fc.constantFrom(null, '样板', { kind: 'none' as const, text: '无' }),
  },
  { requiredKeys: [] },
);

/** Few enough positions that rows often share one. */
const positions = fc.array(fc.constantFrom('1', '2', '3', '4', '5', 'A', 'V', 'a', 'z'), {
  minLength: 12,
  maxLength: 12,
});

const cases = fc.record({
  definition: fc.constantFrom(...tables),
  before: fc.array(entry, { maxLength: 12 }),
  after: fc.array(entry, { maxLength: 12 }),
  /** How much of the file is the table as it is: rows by index, in this order, before the new ones. */
  keep: fc.array(fc.nat(11), { maxLength: 12 }),
  columns: fc.subarray(['township', 'category', 'village', 'note'], { minLength: 1 }),
  sharedPositions: fc.option(positions),
});

type Case = {
  readonly definition: TableDefinition;
  readonly rows: readonly Row[];
  readonly incoming: readonly IncomingRow[];
  /** The columns that the file has a header for. */
  readonly columns: readonly string[];
};

const imports: fc.Arbitrary<Case> = cases.map(
  ({ definition, before, after, keep, columns, sharedPositions }) => {
    const rows = annexRows(before.map(() => ['', '', '']))
      .map((row, index) => ({
        ...row,
        position: sharedPositions?.[index] ?? row.position,
        values: filled(before[index] ?? {}),
      }))
      .sort(compareRows);
    const kept = [...new Set(keep)]
      .map((index) => rows[index]?.values)
      .filter((values) => values !== undefined);
    const incoming = [...kept, ...after].map((values, index) => {
      const carried = Object.fromEntries(
        columns.filter((key) => key in values).map((key) => [key, valueAt(values, key)]),
      );
      return { values: carried, cells: { village: `C${index + 3}` } };
    });
    return { definition, rows, incoming, columns };
  },
);

function filled(values: RowValues): RowValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function stateOf({ definition, rows }: Case): RowsState {
  return {
    tables: new Map([[definition.key, definition]]),
    rows: new Map([[definition.key, new Map(rows.map((row) => [row.id, row]))]]),
  };
}

let count = 0;
function plan({ definition, incoming, columns }: Case, state: RowsState): ImportPlan {
  return planImport({
    definition,
    rows: orderedRows(state, definition.key),
    incoming: { sheet: '附件1', columns, groups: null, rows: incoming, problems: [] },
    source: { fileId: 'f1', fileName: '高都镇.xlsx' },
    newId: () => {
      count += 1;
      return `n${count}`;
    },
  });
}

function valuesIn(columns: readonly string[], rows: readonly { readonly values: RowValues }[]): unknown[][] {
  return rows.map(({ values }) => columns.map((key) => valueAt(values, key)));
}

describe('an import makes the table what the file says', () => {
  it('every row of the file, in its order, and nothing else', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const next = applyChanges(state, plan(given, state).changes);
        expect(valuesIn(given.columns, orderedRows(next, given.definition.key))).toEqual(
          valuesIn(given.columns, given.incoming),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('is taken back whole', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const { changes } = plan(given, state);
        expect(applyChanges(applyChanges(state, changes), invertChanges(changes))).toEqual(state);
      }),
      { numRuns: 1000 },
    );
  });

  it('has nothing left to do when the same file comes again', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const again = plan(given, applyChanges(state, plan(given, state).changes));
        expect(again).toMatchObject({ changes: [], lines: [], added: 0, changed: 0, removed: 0, moved: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  it('is made of changes that the contract accepts', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const { changes } = plan(given, stateOf(given));
        expect(changes.map((change) => changeSchema.parse(change))).toEqual(changes);
      }),
    );
  });
});

describe('an import touches no more than it must', () => {
  it('rows that the file has as they are keep their identity and their source, as often as they stand in both', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const next = applyChanges(state, plan(given, state).changes);
        const after = next.rows.get(given.definition.key);
        const texts = (rows: readonly { readonly values: RowValues }[]): string[] =>
          valuesIn(given.columns, rows).map((values) => JSON.stringify(values));
        const incoming = texts(given.incoming);
        const old = texts(given.rows);
        for (const text of new Set(old)) {
          const expected = Math.min(
            old.filter((other) => other === text).length,
            incoming.filter((other) => other === text).length,
          );
          const untouched = given.rows.filter((row, index) => {
            const there = after?.get(row.id);
            return (
              old[index] === text &&
              there?.source === row.source &&
              JSON.stringify(there.values) === JSON.stringify(row.values)
            );
          });
          expect(untouched).toHaveLength(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('columns that the file does not have keep their values', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const next = applyChanges(state, plan(given, state).changes);
        const others = given.definition.columns
          .map(({ key }) => key)
          .filter((key) => !given.columns.includes(key));
        for (const row of given.rows) {
          const there = next.rows.get(given.definition.key)?.get(row.id);
          if (there !== undefined) expect(valuesIn(others, [there])).toEqual(valuesIn(others, [row]));
        }
      }),
    );
  });

  it('every added or changed row names the file, and the counts add up', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const state = stateOf(given);
        const done = plan(given, state);
        const next = applyChanges(state, done.changes);
        const named = orderedRows(next, given.definition.key).filter(({ source }) => source?.fileId === 'f1');
        expect(named).toHaveLength(done.added + done.changed);
        expect(done.added + done.changed + done.unchanged).toBe(given.incoming.length);
        expect(done.removed + done.changed + done.unchanged).toBe(given.rows.length);
        expect(done.lines.filter(({ kind }) => kind === 'added')).toHaveLength(done.added);
        expect(done.lines.filter(({ kind }) => kind === 'changed')).toHaveLength(done.changed);
        expect(done.lines.filter(({ kind }) => kind === 'removed')).toHaveLength(done.removed);
      }),
    );
  });

  it('no two rows ever meet at one position on the way, where none shared one before', () => {
    fc.assert(
      fc.property(imports, (given) => {
        const distinct = new Set(given.rows.map(({ position }) => position)).size === given.rows.length;
        fc.pre(distinct);
        let state = stateOf(given);
        for (const change of plan(given, state).changes) {
          state = applyChanges(state, [change]);
          const places = orderedRows(state, given.definition.key).map(({ position }) => position);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
    );
  });
});
