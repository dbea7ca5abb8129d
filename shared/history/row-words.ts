/** Rows and values as a clerk names them in lists of what was, or would be, changed. */
import { type CellValue, type RowValues, valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import type { TableDefinition } from '../model/table.ts';
import { formatCellValue } from '../values/cell-text.ts';

/** A row as the clerk names it: 高都镇 · 大兴村. */
export function nameRow(definition: TableDefinition, values: RowValues): string {
  const name = nameColumns(definition)
    .map((column) => shorten(formatCellValue(column, valueAt(values, column.key))))
    .filter((part) => part !== '')
    .join(' · ');
  return name === '' ? '（没有名称的行）' : name;
}

/** What a row holds beside its name: 类型：提档升级村；备注：…; '' for nothing. */
export function describeRest(definition: TableDefinition, values: RowValues): string {
  const named = nameColumns(definition);
  return definition.columns
    .filter((column) => !named.includes(column) && valueAt(values, column.key) !== null)
    .map((column) => `${column.title}：${showValue(column, valueAt(values, column.key))}`)
    .join('；');
}

/** Changed cells, old → new, in the table's order of columns. */
export function describeWent(definition: TableDefinition, before: RowValues, after: RowValues): string {
  return definition.columns
    .filter(({ key }) => key in after)
    .map(
      (column) =>
        `${column.title}：${showValue(column, valueAt(before, column.key))} → ${showValue(column, valueAt(after, column.key))}`,
    )
    .join('；');
}

/** The key columns; the choice of a 名单表 says where a name stands, not whose row it is. */
function nameColumns(definition: TableDefinition): readonly Column[] {
  return definition.columns.filter(
    ({ key }) => definition.keyColumns.includes(key) && key !== definition.grouped?.choiceColumn,
  );
}

function showValue(column: Column, value: CellValue): string {
  return value === null ? '未填' : shorten(formatCellValue(column, value));
}

const longestShown = 60;

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= longestShown
    ? characters.join('')
    : `${characters.slice(0, longestShown).join('')}…`;
}
