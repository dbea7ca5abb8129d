import type { ImportLine } from '../api.ts';
import { type CellValue, type RowValues, valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import type { TableDefinition } from '../model/table.ts';
import { formatCellValue } from '../values/cell-text.ts';

/** Tells of a row that a file brings. */
export function describeAddedRow(definition: TableDefinition, values: RowValues): ImportLine {
  return { kind: 'added', row: nameRow(definition, values), detail: describeRest(definition, values) };
}

/** Tells of a row that the file no longer has. */
export function describeRemovedRow(definition: TableDefinition, values: RowValues): ImportLine {
  const rest = describeRest(definition, values);
  return {
    kind: 'removed',
    row: nameRow(definition, values),
    detail: rest === '' ? '文件里没有这一行' : `文件里没有这一行（${rest}）`,
  };
}

/** Tells of a row's changed cells, old → new; the row goes by the name it had. */
export function describeChangedRow(
  definition: TableDefinition,
  values: RowValues,
  before: RowValues,
  after: RowValues,
): ImportLine {
  const detail = definition.columns
    .filter(({ key }) => key in after)
    .map(
      (column) =>
        `${column.title}：${showValue(column, valueAt(before, column.key))} → ${showValue(column, valueAt(after, column.key))}`,
    )
    .join('；');
  return { kind: 'changed', row: nameRow(definition, values), detail };
}

/** A row as the clerk names it: 高都镇 · 大兴村. */
function nameRow(definition: TableDefinition, values: RowValues): string {
  const name = nameColumns(definition)
    .map((column) => shorten(formatCellValue(column, valueAt(values, column.key))))
    .filter((part) => part !== '')
    .join(' · ');
  return name === '' ? '（没有名称的行）' : name;
}

/** The key columns; the choice of a 名单表 says where a name stands, not whose row it is. */
function nameColumns(definition: TableDefinition): readonly Column[] {
  return definition.columns.filter(
    ({ key }) => definition.keyColumns.includes(key) && key !== definition.grouped?.choiceColumn,
  );
}

function describeRest(definition: TableDefinition, values: RowValues): string {
  const named = nameColumns(definition);
  return definition.columns
    .filter((column) => !named.includes(column) && valueAt(values, column.key) !== null)
    .map((column) => `${column.title}：${showValue(column, valueAt(values, column.key))}`)
    .join('；');
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
