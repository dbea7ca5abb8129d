import { completionRate } from '../values/completion.ts';
import { type CellValue, type RowValues, valueAt } from './cell-value.ts';
import type { Column } from './column.ts';
import type { TableDefinition } from './table.ts';

/** What a column shows for a row: the stored value, or the computed one. */
export function columnValue(column: Column, values: RowValues): CellValue {
  switch (column.computed) {
    case null:
      return valueAt(values, column.key);
    case 'completionRate':
      return completionRate(
        valueAt(values, 'comparator'),
        valueAt(values, 'target'),
        valueAt(values, 'current'),
      );
  }
}

/** The column as it is for one row: with the row's own measure word, where the table keeps that in another column. */
export function columnForRow(column: Column, values: RowValues): Column {
  if (column.measureWordColumn === undefined) return column;
  const measureWord = valueAt(values, column.measureWordColumn);
  return typeof measureWord === 'string' ? { ...column, measureWord } : column;
}

/** Every column's value by key, computed ones included, 未填 as null. */
export function allValues(table: TableDefinition, values: RowValues): RowValues {
  return Object.fromEntries(table.columns.map((column) => [column.key, columnValue(column, values)]));
}
