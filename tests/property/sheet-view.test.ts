import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyView, shownRows, withRow } from '../../renderer/view/apply-view.ts';
import { type ColumnsView, defaultColumns, hideColumns } from '../../renderer/view/column-layout.ts';
import { queryOf, type RowsView } from '../../renderer/view/view-state.ts';
import { compileFilter } from '../../shared/grid/filter.ts';
import { makeRowView } from '../../shared/grid/row-view.ts';
import { columns, makeModel, readValue, type TestRow, textOf } from '../fixtures/sheet-model.ts';

const cellTexts = fc.constantFrom('', '精品示范村', '提档升级村', '大兴村', '大阳村');
const rowsOf = fc
  .array(fc.record({ kind: cellTexts, count: fc.option(fc.integer({ min: -3, max: 12 })) }), {
    maxLength: 40,
  })
  .map((rows) => rows.map(({ kind, count }, index): TestRow => ({ id: `r${index}`, kind, count })));

const view: fc.Arbitrary<RowsView> = fc.record({
  filters: fc.oneof(
    fc.constant([]),
    fc
      .array(cellTexts, { maxLength: 3 })
      .map((values) => [{ column: 'kind', values, conditions: [], join: 'and' as const }]),
    fc.integer({ min: -3, max: 12 }).map((from) => [
      {
        column: 'count',
        values: null,
        conditions: [{ kind: 'greaterOrEqual' as const, text: String(from) }],
        join: 'and' as const,
      },
    ]),
  ),
  quick: fc.constantFrom('', '大', 'dx', '村 精品'),
  sort: fc.subarray([
    { column: 'kind', descending: true },
    { column: 'count', descending: false },
  ]),
});

describe('a view over a sheet', () => {
  it('shows only rows that pass every filter, each once, and leaves out none that passes', () => {
    fc.assert(
      fc.property(rowsOf, view, (rows, wanted) => {
        const shown = show(rows, wanted);
        const passes = (row: TestRow): boolean =>
          wanted.filters.every((filter) => {
            const type = columns.find(({ key }) => key === filter.column)?.type ?? 'text';
            return compileFilter(type, filter)(readValue(row, filter.column), textOf(row, filter.column));
          });
        expect(shown.every(passes)).toBe(true);
        expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
        if (wanted.quick === '') expect(shown.length).toBe(rows.filter(passes).length);
      }),
    );
  });

  it('keeps table order among rows that the sort keys cannot tell apart', () => {
    fc.assert(
      fc.property(rowsOf, view, (rows, wanted) => {
        const shown = show(rows, wanted);
        shown.forEach((row, index) => {
          const next = shown[index + 1];
          const same =
            next !== undefined &&
            wanted.sort.every(({ column }) => textOf(row, column) === textOf(next, column));
          if (same) expect(rows.indexOf(row)).toBeLessThan(rows.indexOf(next));
        });
      }),
    );
  });

  it('changes no row: what is shown are the very rows of the table', () => {
    fc.assert(
      fc.property(rowsOf, view, (rows, wanted) => {
        const before = JSON.stringify(rows);
        const shown = show(rows, wanted);
        expect(shown.every((row) => rows.includes(row))).toBe(true);
        expect(JSON.stringify(rows)).toBe(before);
      }),
    );
  });

  it('lets nothing jump when rows are edited, taken away or added after it was applied', () => {
    const change = fc.record({
      edited: fc.nat(),
      removed: fc.nat(),
      addedAt: fc.nat(),
    });
    fc.assert(
      fc.property(rowsOf, view, change, (rows, wanted, { edited, removed, addedAt }) => {
        fc.pre(rows.length > 2);
        const applied = { from: rows, order: orderOf(rows, wanted) };
        const before = shownRows(rows, applied).map(({ id }) => id);
        const editedRows = rows.map((row, index) =>
          index === edited % rows.length ? { ...row, kind: '改' } : row,
        );
        expect(shownRows(editedRows, applied).map(({ id }) => id)).toEqual(before);

        const without = editedRows.filter((_, index) => index !== removed % rows.length);
        const gone = rows[removed % rows.length]?.id;
        expect(shownRows(without, applied).map(({ id }) => id)).toEqual(before.filter((id) => id !== gone));

        const at = addedAt % (without.length + 1);
        const grown = without.toSpliced(at, 0, { id: 'new', kind: '', count: null });
        const after = shownRows(grown, applied).map(({ id }) => id);
        expect(after.filter((id) => id !== 'new')).toEqual(before.filter((id) => id !== gone));
        expect(after.includes('new')).toBe(true);
      }),
    );
  });

  it('brings a row that is left out into sight without moving the others', () => {
    fc.assert(
      fc.property(rowsOf, view, fc.nat(), (rows, wanted, at) => {
        fc.pre(rows.length > 0);
        const applied = { from: rows, order: orderOf(rows, wanted) };
        const before = shownRows(rows, applied).map(({ id }) => id);
        const rowId = rows[at % rows.length]?.id ?? '';
        const after = shownRows(rows, withRow(rows, applied, rowId)).map(({ id }) => id);
        expect(after.includes(rowId)).toBe(true);
        expect(after.filter((id) => before.includes(id))).toEqual(before);
      }),
    );
  });

  it('shows each column that is not hidden once, the frozen ones first', () => {
    const layout = fc
      .shuffledSubarray(
        columns.map(({ key }) => key),
        { minLength: columns.length },
      )
      .chain((keys) =>
        fc.tuple(fc.constant(keys), fc.subarray(keys), fc.subarray(keys)).map(([order, hidden, frozen]) =>
          hideColumns(
            order.map((key) => ({ key, width: null, hidden: false, frozen: frozen.includes(key) })),
            hidden,
          ),
        ),
      );
    fc.assert(
      fc.property(layout, (laid: ColumnsView) => {
        const model = makeModel([]);
        const wanted = {
          rows: { filters: [], quick: '', sort: [] },
          columns: laid,
          applied: { from: [], order: null },
        };
        const shown = applyView(model, wanted).columns;
        expect(shown.map(({ key }) => key).sort()).toEqual(
          laid.flatMap(({ key, hidden }) => (hidden ? [] : [key])).sort(),
        );
        const free = shown.findIndex(({ frozen }) => !frozen);
        expect(free < 0 || shown.slice(free).every(({ frozen }) => !frozen)).toBe(true);
      }),
    );
  });
});

function show(rows: readonly TestRow[], wanted: RowsView): readonly TestRow[] {
  return applyView(makeModel(rows), {
    rows: wanted,
    columns: defaultColumns('test:rows', columns),
    applied: { from: rows, order: orderOf(rows, wanted) },
  }).rows;
}

function orderOf(rows: readonly TestRow[], wanted: RowsView): Uint32Array {
  return makeRowView({ columns, rows, valueOf: readValue, textOf }).select(
    queryOf(
      wanted,
      columns.map(({ key }) => key),
    ),
  );
}
