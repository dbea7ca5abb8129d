import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRowView, type RowViewInput, type ViewQuery } from '../../shared/grid/row-view.ts';
import { type CellValue, isNone, isUnread } from '../../shared/model/cell-value.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { unreadText } from '../../shared/values/text.ts';

type Item = { readonly name: CellValue; readonly size: CellValue };
const nameColumn = defineColumn({ key: 'name', title: '名' });
const sizeColumn = defineColumn({ key: 'size', title: '数', type: 'number' });
const columns = [nameColumn, sizeColumn];

const names = fc.constantFrom<CellValue>(
  null,
  '',
  '大兴',
  '大兴村',
  '泊南',
  'a',
  'A',
  'Ａ',
  '1',
  '12',
  '\u0000',
  '𣲘',
);
const sizes = fc.oneof(
  fc.constantFrom<CellValue>(null, { kind: 'none', text: '无' }, unreadText('1', '不确切')),
  fc.integer({ min: -3, max: 12 }),
);
const items: fc.Arbitrary<Item> = fc.record({ name: names, size: sizes });
const tables = fc.array(items, { maxLength: 25 });
const queries: fc.Arbitrary<ViewQuery> = fc.record({
  filters: fc.array(
    fc.record({
      column: fc.constantFrom('name', 'size'),
      values: fc.option(fc.array(fc.constantFrom('', '大兴', 'a', '1', '2', '无'))),
      conditions: fc.array(
        fc.constantFrom({ kind: 'greater', text: '1' } as const, { kind: 'notBlank' } as const),
        { maxLength: 2 },
      ),
      join: fc.constantFrom('and' as const, 'or' as const),
    }),
    { maxLength: 2 },
  ),
  quick: fc.constantFrom('', '', '大', 'a', '1', '大 1', 'dx'),
  pinyin: fc.boolean(),
  sort: fc.array(fc.record({ column: fc.constantFrom('name', 'size'), descending: fc.boolean() }), {
    maxLength: 2,
  }),
});

const textOf = (item: Item, key: string): string =>
  key === 'name' ? formatCellValue(nameColumn, item.name) : formatCellValue(sizeColumn, item.size);
const inputOf = (rows: readonly Item[]): RowViewInput<Item> => ({
  columns,
  rows,
  valueOf: (item, key) => (key === 'name' ? item.name : item.size),
  textOf,
});

describe('a view of rows', () => {
  it('sorts without losing, doubling or adding a row', () => {
    fc.assert(
      fc.property(tables, queries, (rows, query) => {
        const filtered = makeRowView(inputOf(rows)).select({ ...query, sort: [] });
        const sorted = makeRowView(inputOf(rows)).select(query);
        expect([...filtered]).toEqual([...filtered].sort((one, other) => one - other));
        expect([...sorted].sort((one, other) => one - other)).toEqual([...filtered]);
      }),
    );
  });

  it('shows of the quick filter exactly the rows that hold the word', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('大', '兴村', '1', '12', '无', '南'), (rows, word) => {
        const shown = makeRowView(inputOf(rows)).select({
          filters: [],
          quick: word,
          pinyin: false,
          sort: [],
        });
        const expected = rows.flatMap((item, index) =>
          columns.some(({ key }) => textOf(item, key).includes(word)) ? [index] : [],
        );
        expect([...shown]).toEqual(expected);
      }),
    );
  });

  it('sorts numbers by size with 无, unread and blank cells last, rows that are alike in their order', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (rows, descending) => {
        const sort = [{ column: 'size', descending }];
        const sorted = makeRowView(inputOf(rows)).select({ filters: [], quick: '', pinyin: false, sort });
        const place = (value: CellValue): number =>
          value === null ? 3 : isUnread(value) ? 2 : isNone(value) ? 1 : 0;
        const expected = [...rows.keys()].sort((one, other) => {
          const [left, right] = [rows[one]?.size ?? null, rows[other]?.size ?? null];
          if (place(left) !== place(right)) return place(left) - place(right);
          const order = place(left) === 0 ? Number(left) - Number(right) : 0;
          return (descending ? -order : order) || one - other;
        });
        expect([...sorted]).toEqual(expected);
      }),
    );
  });

  it('is after any change of its rows what a new view of them would be', () => {
    fc.assert(
      fc.property(tables, tables, fc.nat(25), fc.nat(25), queries, (before, inserted, from, to, query) => {
        const view = makeRowView(inputOf(before));
        view.select(query);
        const after = [...before.slice(0, from), ...inserted, ...before.slice(to)];
        view.setRows(after);
        const fresh = makeRowView(inputOf(after));
        expect([...view.select(query)]).toEqual([...fresh.select(query)]);
        for (const { key } of columns) expect(view.valuesOf(key, query)).toEqual(fresh.valuesOf(key, query));
      }),
      { numRuns: 300 },
    );
  });

  it('counts in its value lists every row that is let through once', () => {
    fc.assert(
      fc.property(tables, queries, (rows, query) => {
        const view = makeRowView(inputOf(rows));
        const others = query.filters.filter(({ column }) => column !== 'name');
        const counted = view.valuesOf('name', query).reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(view.select({ ...query, filters: others }).length);
      }),
    );
  });
});
