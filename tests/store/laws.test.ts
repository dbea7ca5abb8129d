/** Any sequence of commits, undos, redos and reopenings: the rows in SQL are the rows in memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { readUndoState, redo, undo } from '../../electron/backend/store/history.ts';
import { closeWorkbook, openWorkbook, type ReadableDatabase } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import { listTables } from '../../electron/backend/store/tables.ts';
import { type CellValue, isNameList, type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import {
  applyChanges,
  emptyRowsState,
  orderedRows,
  type RowsState,
  withValues,
} from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { countingContext, defineLedger, ledger, temporaryFolder } from './fixture.ts';

const folder = temporaryFolder();

const text = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom('大兴村', '𠮷', '', '无', '001', 'a"b\'c'),
);
const marked = fc.oneof(
  fc.record({ kind: fc.constant('none' as const), text }),
  fc.record({ kind: fc.constant('unread' as const), text, reason: text }),
);
const orMarked = (values: fc.Arbitrary<CellValue>): fc.Arbitrary<CellValue> =>
  fc.oneof(
    { weight: 4, arbitrary: values },
    { weight: 1, arbitrary: marked },
    { weight: 1, arbitrary: fc.constant(null) },
  );
const cells: Record<string, fc.Arbitrary<CellValue>> = {
  name: orMarked(text),
  count: orMarked(
    fc
      .oneof(
        fc.integer(),
        fc.integer({ min: -99999, max: 99999 }).map((hundredths) => hundredths / 100),
      )
      .map((value) => value + 0),
  ),
  due: orMarked(fc.constantFrom('2025', '2025-03', '2025-03-26')),
  done: orMarked(fc.boolean()),
  offices: orMarked(fc.array(text, { maxLength: 3 })),
};
const values: fc.Arbitrary<RowValues> = fc
  .subarray(Object.entries(cells))
  .chain((chosen) =>
    fc.tuple(...chosen.map(([key, cell]) => cell.map((value): [string, CellValue] => [key, value]))),
  )
  .map((entries) => Object.fromEntries(entries));
const place = fc.string({ unit: fc.constantFrom('0', 'A', 'z', 'V'), minLength: 1, maxLength: 4 });

/** A wish for a change; which row it hits depends on what is there. */
type Wish =
  | {
      readonly kind: 'add';
      readonly position: string;
      readonly values: RowValues;
      readonly unit: string | null;
    }
  | { readonly kind: 'remove' | 'clear' | 'retitle'; readonly at: number }
  | { readonly kind: 'set'; readonly at: number; readonly values: RowValues; readonly from: string | null }
  | { readonly kind: 'move'; readonly at: number; readonly position: string };
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    position: place,
    values,
    unit: fc.option(text.filter((name) => name !== '')),
  }),
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), values, from: fc.option(text) }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(), position: place }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'clear' as const, 'retitle' as const), at: fc.nat() }),
);
type Step =
  | { readonly kind: 'commit'; readonly wishes: readonly Wish[] }
  | { readonly kind: 'undo' | 'redo' | 'reopen' };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      wishes: fc.array(wish, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);

function changeFor(wished: Wish, state: RowsState, newId: () => string): Change | null {
  const table = 'ledger';
  if (wished.kind === 'add') {
    const { position, unit } = wished;
    return {
      kind: 'rowAdded',
      table,
      row: { id: newId(), position, unit, round: null, values: wished.values, source: null },
    };
  }
  if (wished.kind === 'retitle') {
    const before = state.tables.get(table) ?? ledger;
    const columns = [
      ...ledger.columns,
      ...(wished.at % 2 === 0 ? [defineColumn({ key: 'more', title: '更多' })] : []),
    ];
    return { kind: 'tableSet', table, before, after: { ...before, title: `台账${wished.at % 7}`, columns } };
  }
  const rows = orderedRows(state, table);
  const row = rows[wished.at % Math.max(rows.length, 1)];
  if (row === undefined) return null;
  switch (wished.kind) {
    case 'remove':
      return { kind: 'rowRemoved', table, row };
    case 'move':
      return { kind: 'rowMoved', table, rowId: row.id, before: row.position, after: wished.position };
    case 'clear':
    case 'set': {
      const { after, from } =
        wished.kind === 'set'
          ? { after: wished.values, from: wished.from }
          : { after: { name: null }, from: null };
      const keys = Object.keys(after);
      if (keys.length === 0) return null;
      const before = Object.fromEntries(keys.map((key) => [key, valueAt(row.values, key)]));
      const change = { kind: 'cellsSet', table, rowId: row.id, before, after } as const;
      if (from === null) return change;
      const source = { fileId: 'f', fileName: from, sheet: '附件1', cells: { name: 'C9' } };
      return { ...change, source: { before: row.source, after: source } };
    }
  }
}

function planChanges(state: RowsState, wishes: readonly Wish[], newId: () => string): Change[] {
  const changes: Change[] = [];
  let current = state;
  for (const wished of wishes) {
    const change = changeFor(wished, current, newId);
    if (change === null) continue;
    changes.push(change);
    current = applyChanges(current, [change]);
  }
  return changes;
}

function expectSame(db: ReadableDatabase, state: RowsState): void {
  const definition = state.tables.get('ledger') ?? ledger;
  const rows = orderedRows(state, 'ledger');
  expect(listTables(db)).toEqual([{ definition, rowCount: rows.length }]);
  expect(listRows(db, 'ledger').map(withoutBlanks)).toEqual(rows.map(withoutBlanks));
  const view = db.prepare(`SELECT * FROM "${definition.title}"`).all();
  expect(view).toEqual(rows.map((row) => viewRow(definition, row.values)));
}

/** A key that is absent and one that is null both mean 未填. */
function withoutBlanks(row: Row): Row {
  return { ...row, values: withValues({}, row.values) };
}

function viewRow(definition: TableDefinition, row: RowValues): Record<string, unknown> {
  const stored = definition.columns.filter(({ computed }) => computed === null);
  return Object.fromEntries(stored.map(({ key, title }) => [title, viewValue(valueAt(row, key))]));
}

function viewValue(value: CellValue): string | number | null {
  if (isNameList(value)) return value.length === 0 ? null : value.join('、');
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? value.text : value;
}

describe('the store keeps the same rows as the memory', () => {
  it('after every step, with undo and redo from one end to the other', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const context = countingContext();
        runs += 1;
        const file = folder.path(`${runs}.huibiao`);
        let db = createWorkbook(file, { label: '新建', changes: [defineLedger], forms: [] }, context);
        const start = applyChanges(emptyRowsState, [defineLedger]);
        let state = start;
        /** The states that undo and redo walk through; `at` is where we stand. */
        let states = [start];
        let at = 0;
        const walk = (to: number): void => {
          const committed = to < at ? undo(db, context) : redo(db, context);
          state = applyChanges(state, committed.changes);
          at = to;
        };
        for (const { kind, ...rest } of steps) {
          if (kind === 'commit' && 'wishes' in rest) {
            const changes = planChanges(state, rest.wishes, context.newId);
            if (changes.length === 0) continue;
            state = applyChanges(state, commit(db, { label: `第${at}步`, changes }, context).changes);
            states = [...states.slice(0, at + 1), state];
            at += 1;
          } else if (kind === 'undo' && at > 0) walk(at - 1);
          else if (kind === 'redo' && at < states.length - 1) walk(at + 1);
          else if (kind === 'reopen') {
            closeWorkbook(db);
            db = openWorkbook(file, context);
          }
          expect(listRows(db, 'ledger')).toEqual(orderedRows(state, 'ledger'));
          expectSame(db, states[at] ?? start);
        }
        while (readUndoState(db).undo !== null) walk(at - 1);
        expect(at).toBe(0);
        expectSame(db, start);
        closeWorkbook(db);
        db = openWorkbook(file, context);
        while (readUndoState(db).redo !== null) walk(at + 1);
        expect(at).toBe(states.length - 1);
        expectSame(db, states.at(-1) ?? start);
        closeWorkbook(db);
      }),
      { numRuns: 60 },
    );
  });
});
