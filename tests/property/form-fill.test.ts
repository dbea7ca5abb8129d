/** Laws of forms: rows → plan → read = rows, whatever the columns; and an edition compared with itself is the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitNames } from '../../shared/annex/names.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { compareEditions } from '../../shared/form/compare-editions.ts';
import type { PlannedValue } from '../../shared/form/fill-value.ts';
import { planFill } from '../../shared/form/plan-fill.ts';
import type { FillPlan } from '../../shared/form/plan-lines.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import { type CellValue, valueAt } from '../../shared/model/cell-value.ts';
import type { Column } from '../../shared/model/column.ts';
import type { FormColumn, FormDefinition } from '../../shared/model/form.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { tableDefinitionSchema } from '../../shared/model/table.ts';
import { parseCellText } from '../../shared/values/cell-text.ts';
import { formColumn, listForm } from '../fixtures/form-definitions.ts';
import { arbitraryColumn, arbitraryValue } from '../fixtures/form-values.ts';

const forms = fc
  .record({
    columns: fc.array(arbitraryColumn, { minLength: 1, maxLength: 6 }),
    room: fc.integer({ min: 0, max: 4 }),
    prefilled: fc.boolean(),
    serial: fc.boolean(),
  })
  .map(({ columns, room, prefilled, serial }): FormDefinition => {
    const numbered: FormColumn[] = serial ? [{ ...formColumn(0, '序号'), serial: true, type: 'number' }] : [];
    const all = [
      ...numbered,
      ...columns.map((column, index) => ({ ...column, column: index + numbered.length })),
    ];
    return listForm(all, {
      prefilled: prefilled && room > 0,
      body: { firstRow: 3, lastRow: 2 + room },
      patternRow: 3,
    });
  });

const cases = forms.chain((form) => {
  const table = tableFromForm(form, { key: 'some', position: 1 });
  const row = fc.record(
    Object.fromEntries(table.columns.map((column) => [column.key, arbitraryValue(column)])),
  );
  return fc.record({
    form: fc.constant(form),
    table: fc.constant(table),
    rows: fc.array(row, { maxLength: 9 }),
  });
});

function asRow(values: Record<string, CellValue>, index: number): Row {
  return { id: `r${index}`, position: `${index}`, unit: null, round: null, values, source: null };
}

/** What a reader makes of a planned cell. */
function readBack(column: Column, value: PlannedValue | undefined): CellValue {
  switch (value?.kind) {
    case undefined:
    case 'blank':
    case 'result':
      return null;
    case 'text':
      return parseCellText(column, value.text);
    case 'number':
      return value.value;
    case 'date':
      return value.iso;
  }
}

function readPlan(
  form: FormDefinition,
  table: TableDefinition,
  plan: FillPlan,
  count: number,
): CellValue[][] {
  return Array.from({ length: count }, (_, line) =>
    table.columns.map((column) => {
      const place = form.columns.find(({ field }) => field?.kind === 'column' && field.key === column.key);
      const cell = plan.cells.find(
        (each) => each.row === form.body.firstRow + line && each.column === place?.column,
      );
      const value = readBack(column, cell?.value);
      const monthOnly = cell?.value.kind === 'date' && place?.format === 'yyyy"年"m"月"';
      return monthOnly && typeof value === 'string' ? value.slice(0, 7) : value;
    }),
  );
}

describe('rows → plan → read', () => {
  it('gives the rows', () => {
    fc.assert(
      fc.property(cases, ({ form, table, rows }) => {
        const bound = bindForm(form, table).form;
        const plan = planFill(bound, table, rows.map(asRow), {});
        const read = readPlan(bound, table, plan, rows.length);
        expect(read).toEqual(rows.map((values) => table.columns.map(({ key }) => valueAt(values, key))));
      }),
      { numRuns: 300 },
    );
  });

  it('touches each cell once, only rows of the body, and makes room for exactly what does not fit', () => {
    fc.assert(
      fc.property(cases, ({ form, table, rows }) => {
        const plan = planFill(bindForm(form, table).form, table, rows.map(asRow), {});
        const { firstRow, lastRow } = form.body;
        const inserted = plan.insertions.reduce((sum, { times }) => sum + times, 0);
        expect(inserted).toBe(Math.max(0, rows.length - (lastRow - firstRow + 1)));
        expect(new Set(plan.cells.map(({ row, column }) => `${row},${column}`)).size).toBe(plan.cells.length);
        expect(plan.cells.every(({ row }) => row >= firstRow && row <= lastRow + inserted)).toBe(true);
      }),
    );
  });

  it('of a grouped form gives the names of every line', () => {
    const names = fc.array(fc.constantFrom('甲村', '乙村', '丙村', '丁村'), { maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ first: names, second: names }), { minLength: 1, maxLength: 5 }),
        (lines) => {
          const form = listForm(
            [
              { ...formColumn(0, '乡镇'), type: 'unit', part: 'group' },
              { ...formColumn(1, '示范村'), type: 'units', part: 'names' },
              { ...formColumn(2, '提升村'), type: 'units', part: 'names' },
            ],
            { layout: 'grouped' },
          );
          const table = tableFromForm(form, { key: 'some', position: 1 });
          const rows = lines.flatMap(({ first, second }, index) =>
            [
              ...first.map((name) => ['示范村', name] as const),
              ...second.map((name) => ['提升村', name] as const),
            ].map(([choice, name]) => ({ columnA: `${index}镇`, choice, name })),
          );
          const groups = lines.map((_, index) => `${index}镇`);
          const plan = planFill(bindForm(form, table).form, table, rows.map(asRow), { groups });
          const textAt = (row: number, column: number): string => {
            const value = plan.cells.find((cell) => cell.row === row && cell.column === column)?.value;
            return value?.kind === 'text' ? value.text : '';
          };
          expect(
            lines.map((_, index) => [splitNames(textAt(3 + index, 1)), splitNames(textAt(3 + index, 2))]),
          ).toEqual(lines.map(({ first, second }) => [first, second]));
        },
      ),
    );
  });
});

describe('tables and editions of any form', () => {
  it('a form gives a valid table that it is bound to whole', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const table = tableDefinitionSchema.parse(tableFromForm(form, { key: 'some', position: 1 }));
        const bound = bindForm(form, table);
        expect([bound.unmatched, bound.missingKeys]).toEqual([[], []]);
      }),
    );
  });

  it('an edition compared with itself is the same; with any other every column is accounted for once', () => {
    fc.assert(
      fc.property(forms, forms, (old, next) => {
        expect(compareEditions(old, old).every(({ kind }) => kind === 'same')).toBe(true);
        const changes = compareEditions(old, next);
        const before = changes.flatMap((change) => ('before' in change ? [change.before] : []));
        const after = changes.flatMap((change) => ('after' in change ? [change.after] : []));
        expect(before.toSorted((a, b) => a - b)).toEqual(old.columns.map((_, index) => index));
        expect(after).toEqual(next.columns.map((_, index) => index));
      }),
    );
  });
});
