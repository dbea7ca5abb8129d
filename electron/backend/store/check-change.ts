/** Says whether a new change fits the table it is meant for; every refusal names the column and the row. */
import {
  type CellValue,
  isNameList,
  isNone,
  isUnread,
  type RowValues,
  valueAt,
} from '../../../shared/model/cell-value.ts';
import type { Change } from '../../../shared/model/change.ts';
import type { Column, ColumnType } from '../../../shared/model/column.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { Row } from '../../../shared/model/row.ts';
import { findColumn, type TableDefinition, tableDefinitionSchema } from '../../../shared/model/table.ts';

/** @throws HuibiaoError `invalid_edit` */
export function checkRow(definition: TableDefinition, row: Row): void {
  checkText(row.id, '编号', row.id);
  checkPosition(row.position, row.id);
  if (row.unit !== null) checkText(row.unit, '填报单位', row.id);
  if (row.round !== null) checkText(row.round, '报表期', row.id);
  checkValues(definition, row, row.values);
}

/** @throws HuibiaoError `invalid_edit` */
export function checkCells(
  definition: TableDefinition,
  row: Pick<Row, 'id' | 'values'>,
  before: RowValues,
  after: RowValues,
): void {
  const keys = Object.keys(after);
  if (keys.length === 0 || !sameMembers(keys, Object.keys(before))) {
    throw invalid(
      `${rowName(definition, row)}：修改前后的栏目对不上，没有保存。请刷新后再改一次。`,
      definition,
      row.id,
    );
  }
  checkValues(definition, row, after);
}

/** @throws HuibiaoError `invalid_edit` */
export function checkPosition(position: string, rowId: string): void {
  checkText(position, '位置', rowId);
}

/** @throws HuibiaoError `invalid_edit` */
export function checkDefinition({ table, before, after }: Extract<Change, { kind: 'tableSet' }>): void {
  const refused = (reason: string): HuibiaoError =>
    new HuibiaoError('invalid_edit', `表“${after?.title ?? table}”的设置不能保存：${reason}`, { table });
  if (after === null) {
    if (before === null) throw refused('没有任何改动。');
    return;
  }
  const parsed = tableDefinitionSchema.safeParse(after);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw refused(`设置“${place}”的写法不对。请改正后再保存。`);
  }
  if (after.key !== table) throw refused(`表的代号“${after.key}”与要修改的“${table}”不一致。`);
  const keys = after.columns.map(({ key }) => key);
  if (keys.length > mostColumns) throw refused(`栏目超过${mostColumns}个。请拆成几张表。`);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw refused(`有两个栏目的代号都是“${repeated}”。请改掉其中一个。`);
  const unknown = namedColumns(after).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw refused(`用到了不存在的栏目“${unknown}”。请先加上这个栏目。`);
}

export function unknownTable(table: string): HuibiaoError {
  return new HuibiaoError('invalid_edit', `工作簿里没有“${table}”这张表，没有保存。请刷新后再试。`, {
    table,
  });
}

export function duplicateRow(definition: TableDefinition, row: Row): HuibiaoError {
  return invalid(
    `${rowName(definition, row)}：编号“${row.id}”的记录已经存在，没有重复添加。请刷新后再试。`,
    definition,
    row.id,
  );
}

/** What SQLite can show in one view. */
const mostColumns = 1000;

function checkValues(definition: TableDefinition, row: Pick<Row, 'id' | 'values'>, values: RowValues): void {
  for (const [key, value] of Object.entries(values)) {
    const column = findColumn(definition, key);
    if (column === null) {
      throw invalid(
        `${rowName(definition, row)}：表里没有“${key}”这个栏目，没有保存。请刷新后再试。`,
        definition,
        row.id,
        key,
      );
    }
    if (column.computed !== null) {
      throw invalid(
        `${rowName(definition, row)}：“${column.title}”栏是自动计算的，不能填写。请改它所依据的栏目。`,
        definition,
        row.id,
        key,
      );
    }
    if (!fits(column.type, value)) throw wrongKind(definition, row, column, value);
  }
}

function fits(type: ColumnType, value: CellValue): boolean {
  if (value === null) return true;
  if (isNone(value)) return typeof value.text === 'string';
  if (isUnread(value)) return typeof value.text === 'string' && typeof value.reason === 'string';
  switch (type) {
    case 'text':
    case 'choice':
    case 'unit':
    case 'village':
    case 'identity':
    case 'phone':
      return typeof value === 'string';
    case 'number':
    case 'percent':
      return typeof value === 'number' && Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && isoDate.test(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'units':
      return isNameList(value) && value.every((name) => typeof name === 'string');
  }
}

const isoDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

function wrongKind(
  definition: TableDefinition,
  row: Pick<Row, 'id' | 'values'>,
  column: Column,
  value: CellValue,
): HuibiaoError {
  const given = typeof value === 'string' ? `“${value}”` : `“${JSON.stringify(value)}”`;
  return invalid(
    `${rowName(definition, row)}：“${column.title}”栏只能填${kindName(column.type)}，不能存入${given}，没有保存。请改正后再试。`,
    definition,
    row.id,
    column.key,
  );
}

function kindName(type: ColumnType): string {
  switch (type) {
    case 'text':
      return '文字';
    case 'choice':
      return '一个选项';
    case 'unit':
      return '一个单位名称';
    case 'village':
      return '一个村名';
    case 'identity':
      return '身份证号';
    case 'phone':
      return '电话号码';
    case 'number':
      return '数字';
    case 'percent':
      return '百分数';
    case 'date':
      return '日期（如2025-03-26、2025-03或2025）';
    case 'boolean':
      return '是或否';
    case 'units':
      return '单位名单';
  }
}

/** SQL text holds neither of these unchanged, and a row that comes back under another id is lost. */
function checkText(text: string, what: string, rowId: string): void {
  if (text !== '' && text.isWellFormed() && !text.includes('\0')) return;
  throw new HuibiaoError(
    'invalid_edit',
    `记录“${rowId}”的${what}为空或含有无法保存的字符，没有保存。请刷新后再试。`,
    { rowId },
  );
}

/** “附件1 省级”中“高都镇 · 大兴村”一行, by the columns that tell rows apart. */
function rowName(definition: TableDefinition, { id, values }: Pick<Row, 'id' | 'values'>): string {
  const parts = definition.keyColumns
    .map((key) => valueAt(values, key))
    .filter((value) => typeof value === 'string' || typeof value === 'number');
  return `“${definition.title}”中“${parts.length === 0 ? id : parts.join(' · ')}”一行`;
}

function namedColumns({ keyColumns, grouped }: TableDefinition): readonly string[] {
  if (grouped === null) return keyColumns;
  const { groupColumn, choiceColumn, nameColumn, lineColumns } = grouped;
  return [...keyColumns, groupColumn, choiceColumn, nameColumn, ...lineColumns];
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((member) => right.includes(member));
}

function invalid(
  message: string,
  definition: TableDefinition,
  rowId: string,
  column: string | null = null,
): HuibiaoError {
  return new HuibiaoError('invalid_edit', message, { table: definition.key, rowId, column });
}
