/** Rows of a table → a form filled with them. */
import { groupRows } from '../annex/lines.ts';
import { type CellValue, valueAt } from '../model/cell-value.ts';
import type { FormDefinition } from '../model/form.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import type { FillContext } from './fill-places.ts';
import { type FillPlan, type FormLine, planFigures, planLines, type SpareRows } from './plan-lines.ts';

export type RowFillPlan = FillPlan & {
  /** Rows that the form has no place for: without group or choice, or more than the one that a `fixed` form shows. */
  readonly leftOut: readonly Row[];
};

export type FillRowsContext = FillContext & {
  /** The groups (townships) that get a line even without rows, in order. */
  readonly groups?: readonly string[];
  /** What becomes of rows of the form that no line needs; they stay where this is not given. */
  readonly spareRows?: SpareRows;
};

/**
 * Plans how the rows, in table order, stand in a form that is bound to their table. Nothing is written: the plan is
 * plain data for a writer, and the same rows always give the same plan.
 */
export function planFill(
  form: FormDefinition,
  table: TableDefinition,
  rows: readonly Row[],
  context: FillRowsContext,
): RowFillPlan {
  if (form.layout === 'fixed') {
    const [row, ...leftOut] = rows;
    const values = new Map(
      form.figures.map(({ key }, index) => [index, key === null ? null : valueAt(row?.values ?? {}, key)]),
    );
    return { ...planFigures(form, values, context), leftOut };
  }
  if (form.layout === 'grouped' && table.grouped !== null) {
    const { grouped } = table;
    const { lines, unplaced } = groupRows(table, grouped, rows, context.groups ?? []);
    const placed = lines.map(({ group, names, values }) =>
      lineOf(form, ({ field }) => {
        if (field === null || field.kind === 'ignored') return null;
        if (field.kind === 'choice') return (names[field.choice] ?? []).map(({ name }) => name);
        return field.key === grouped.groupColumn ? group : (values[field.key] ?? null);
      }),
    );
    return { ...planLines(form, placed, context, context.spareRows), leftOut: unplaced };
  }
  const lines = rows.map(({ values }) =>
    lineOf(form, ({ field }) => (field?.kind === 'column' ? valueAt(values, field.key) : null)),
  );
  return { ...planLines(form, lines, context, context.spareRows), leftOut: [] };
}

function lineOf(
  form: FormDefinition,
  valueAtColumn: (column: FormDefinition['columns'][number]) => CellValue,
): FormLine {
  return new Map(form.columns.map((column) => [column.column, valueAtColumn(column)]));
}
