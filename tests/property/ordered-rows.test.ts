/** The screen's tables in order against the same tables in a map. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyInOrder, rowsById } from '../../renderer/workbook/ordered-rows.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const definition: TableDefinition = {
  key: 'list',
  title: '清单',
  documentTitle: null,
  annexLabel: null,
  columns: [defineColumn({ key: 'name', title: '名称' })],
  keyColumns: [],
  grouped: null,
  position: 0,
};
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const places = fc.constantFrom('1', '2', '2V', '3', '3V', '4');
const names = fc.constantFrom('甲', '乙', '丙');
const tables = fc.constantFrom('list', 'other');
const rowOf = (id: string, position: string, name: string): Row => ({
  id,
  position,
  unit: null,
  round: null,
  values: { name },
  source: null,
});
const rows = fc
  .uniqueArray(fc.tuple(ids, places, names), { selector: ([id]) => id })
  .map((list) => list.map((one) => rowOf(...one)));
const changes = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('cellsSet' as const),
      table: tables,
      rowId: ids,
      before: fc.record({ name: names }),
      after: fc.record({ name: names }),
    }),
    fc.record({
      kind: fc.constant('rowMoved' as const),
      table: tables,
      rowId: ids,
      before: places,
      after: places,
    }),
    fc.record({
      kind: fc.constantFrom('rowAdded' as const, 'rowRemoved' as const),
      table: tables,
      row: fc.tuple(ids, places, names).map((one) => rowOf(...one)),
    }),
    fc.constant({ kind: 'tableSet' as const, table: 'list', before: definition, after: null }),
    fc.constant({
      kind: 'tableSet' as const,
      table: 'list',
      before: definition,
      after: { ...definition, title: '改名' },
    }),
  ),
  { maxLength: 8 },
);

/** Changes that fit are rare among random ones: what was before is put right, unless the wishes are taken as they are. */
function mended(
  wanted: readonly Change[],
  tables: ReadonlyMap<string, readonly Row[]>,
  asWished: boolean,
): readonly Change[] {
  if (asWished) return wanted;
  const now = new Map([...tables].map(([table, own]) => [table, new Map(own.map((row) => [row.id, row]))]));
  return wanted.flatMap((change): Change[] => {
    const rows = now.get(change.table) ?? new Map<string, Row>();
    switch (change.kind) {
      case 'cellsSet': {
        const row = rows.get(change.rowId);
        if (row === undefined) return [];
        rows.set(row.id, { ...row, values: change.after });
        return [{ ...change, before: row.values }];
      }
      case 'rowMoved': {
        const row = rows.get(change.rowId);
        if (row === undefined) return [];
        rows.set(row.id, { ...row, position: change.after });
        return [{ ...change, before: row.position }];
      }
      case 'rowAdded':
      case 'rowRemoved': {
        const row = rows.get(change.row.id);
        if (row !== undefined) rows.delete(row.id);
        else rows.set(change.row.id, change.row);
        return [{ ...change, kind: row === undefined ? 'rowAdded' : 'rowRemoved', row: row ?? change.row }];
      }
      default:
        return rows.size === 0 ? [change] : [];
    }
  });
}

describe('edits of tables in order', () => {
  it('leave the same rows in the same order as in a map, or are refused as there', () => {
    let applied = 0;
    fc.assert(
      fc.property(rows, rows, changes, fc.boolean(), (own, others, wanted, asWished) => {
        const state = {
          tables: new Map([
            ['list', definition],
            ['other', { ...definition, key: 'other' }],
          ]),
          rows: new Map([
            ['list', new Map(own.map((row) => [row.id, row]))],
            ['other', new Map(others.map((row) => [row.id, row]))],
          ]),
        };
        const ordered = new Map(['list', 'other'].map((table) => [table, orderedRows(state, table)]));
        const before = structuredClone(ordered);
        const edit = mended(wanted, ordered, asWished);
        const expected = attempt(() => applyChanges(state, edit));
        const done = attempt(() => applyInOrder({ tables: state.tables, ordered }, edit));
        expect(ordered).toEqual(before);
        if (typeof expected === 'string' || typeof done === 'string') {
          expect(done).toBe(expected);
          return;
        }
        applied += edit.length > 0 ? 1 : 0;
        expect(done.tables).toEqual(expected.tables);
        for (const table of ['list', 'other']) {
          const after = done.ordered.get(table) ?? [];
          expect(after).toEqual(orderedRows(expected, table));
          const byId = rowsById(after);
          expect(new Map(byId)).toEqual(expected.rows.get(table));
          expect([byId.size, [...byId.values()]]).toEqual([after.length, after]);
          for (const { id } of [...own, ...after])
            expect(byId.get(id)).toBe(after.find((row) => row.id === id));
        }
      }),
      { numRuns: 1000 },
    );
    expect(applied).toBeGreaterThan(300);
  });

  it('keep rows that they do not touch as the same objects', () => {
    const own = [rowOf('a', '1', '甲'), rowOf('b', '2', '乙'), rowOf('c', '3', '丙')];
    const state = { tables: new Map([['list', definition]]), ordered: new Map([['list', own]]) };
    const { ordered, tables } = applyInOrder(state, [
      { kind: 'cellsSet', table: 'list', rowId: 'b', before: { name: '乙' }, after: { name: null } },
    ]);
    const after = ordered.get('list') ?? [];
    expect([after[0], after[2]]).toEqual([own[0], own[2]]);
    expect(after[0]).toBe(own[0]);
    expect(after[1]?.values).toEqual({});
    expect(tables).toBe(state.tables);
  });
});

function attempt<Result>(work: () => Result): Result | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof HuibiaoError) return error.code;
    throw error;
  }
}
