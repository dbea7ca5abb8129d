/** 快速合并: merged rows → the form filled, and what its columns come to. Pure. */
import { groupRows } from '../../../../shared/annex/lines.ts';
import { planFill } from '../../../../shared/form/plan-fill.ts';
import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import { isNone, valueAt } from '../../../../shared/model/cell-value.ts';
import type { Row } from '../../../../shared/model/row.ts';
import { addDecimals, type Decimal, decimalOf, formatDecimal } from '../../../../shared/values/decimal.ts';
import { withoutDust } from '../../../../shared/values/number-text.ts';
import type { CellWrite, WorkbookFill } from '../refill/fill.ts';
import { type MergeForm, pathsByKey } from './merge-form.ts';

export type FillMerged = {
  readonly fill: WorkbookFill;
  /** The same without results of formulas in the rows: for a form that has them in some rows only. */
  readonly plainFill: WorkbookFill;
  /** Indexes of rows that the form has no place for. */
  readonly leftOut: readonly number[];
};

export type MergedHead = {
  /** What goes where the form asks for the unit; null leaves it as it is. */
  readonly unit: string | null;
  readonly period: string | null;
  /** The groups that get a line also without names, in order. */
  readonly groups: readonly string[];
};

export function fillMerged(
  form: MergeForm,
  rows: readonly IncomingRow[],
  { unit, period, groups }: MergedHead,
): FillMerged {
  const { definition, table } = form;
  const asRows = rows.map(
    ({ values }, index): Row => ({
      id: String(index),
      position: '',
      unit: null,
      round: null,
      values,
      source: null,
    }),
  );
  const plan = planFill(definition, table, asRows, {
    ...(unit === null ? {} : { unit }),
    ...(period === null ? {} : { period }),
    groups,
  });
  const { leftOut, ...sheet } = plan;
  return {
    fill: { sheets: [{ ...sheet, cells: [...sheet.cells, ...resultsOf(form, asRows, groups)] }] },
    plainFill: { sheets: [sheet] },
    leftOut: leftOut.map(({ id }) => Number(id)),
  };
}

/**
 * What the form's own formulas come to, as far as it is known: the returns have computed it already. A reader that does not calculate would show what the blank form comes to.
 */
function resultsOf(
  { definition, table }: MergeForm,
  rows: readonly Row[],
  groups: readonly string[],
): CellWrite[] {
  const { columns, body, layout } = definition;
  const computed = columns.filter(({ formula, part }) => formula && part === 'value');
  if (layout === 'list') {
    return rows.flatMap(({ values }, index) =>
      computed.flatMap(({ column, field }): CellWrite[] => {
        const value = field?.kind === 'column' ? valueAt(values, field.key) : null;
        if (typeof value !== 'number') return [];
        return [{ row: body.firstRow + index, column, value: { kind: 'result', value } }];
      }),
    );
  }
  if (layout !== 'grouped' || table.grouped === null) return [];
  return groupRows(table, table.grouped, rows, groups).lines.flatMap(({ values }, index) =>
    computed.flatMap(({ column, field }): CellWrite[] => {
      const value = field?.kind === 'column' ? (values[field.key] ?? null) : null;
      if (typeof value !== 'number') return [];
      return [{ row: body.firstRow + index, column, value: { kind: 'result', value } }];
    }),
  );
}

/** By path of the form: the exact sum of each column of numbers; 名单表: how many names of each choice. */
export function totalsOf(
  { definition, table }: MergeForm,
  rows: readonly IncomingRow[],
): Record<string, number> {
  const totals: Record<string, number> = {};
  const { grouped } = table;
  if (grouped !== null) {
    const choices = table.columns.find(({ key }) => key === grouped.choiceColumn)?.choices ?? [];
    for (const choice of choices) {
      totals[choice] = rows.filter(({ values }) => valueAt(values, grouped.choiceColumn) === choice).length;
    }
    return totals;
  }
  const paths = pathsByKey(definition);
  for (const { key, type } of table.columns) {
    const path = paths.get(key);
    if (type !== 'number' || path === undefined) continue;
    let sum: Decimal = { units: 0n, scale: 0 };
    let numbers = 0;
    for (const { values } of rows) {
      const value = valueAt(values, key);
      if (typeof value !== 'number' || isNone(value)) continue;
      sum = addDecimals(sum, decimalOf(withoutDust(value)));
      numbers += 1;
    }
    if (numbers > 0) totals[path] = Number(formatDecimal(sum));
  }
  return totals;
}
