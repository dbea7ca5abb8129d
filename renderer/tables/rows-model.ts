/** 逐村台账 and every list: a row a record, typed columns. */
import { type CellValue, isNone, isUnread, valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Column } from '../../shared/model/column.ts';
import { columnValue } from '../../shared/model/computed.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import {
  blankCell,
  type CellEdit,
  type CellMark,
  type SheetCell,
  type SheetColumn,
  type SheetModel,
  type Suggestions,
} from '../grid/sheet-model.ts';
import type { TableProblem } from './find-problems.ts';
import type { Registry } from './registry.ts';

type RowsModelInput = {
  readonly table: TableDefinition;
  readonly rows: readonly Row[];
  readonly registry: Registry;
  readonly problems: readonly TableProblem[];
  readonly commit: (label: string, changes: readonly Change[]) => void;
};

export function makeRowsModel({ table, rows, registry, problems, commit }: RowsModelInput): SheetModel<Row> {
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  const numbers = new Map(rows.map(({ id }, index) => [id, index + 1]));
  const marks = new Map<string, CellMark>();
  for (const { rowId, column, message, severity } of problems) {
    if (rowId !== null) marks.set(`${rowId} ${column}`, { severity, reason: message });
  }
  const rowName = (row: Row): string => `第${numbers.get(row.id) ?? 0}行`;

  return {
    key: `${table.key}:rows`,
    label: table.title,
    columns: table.columns.map(sheetColumnOf),
    rows,
    totals: [],
    rowName,
    cellOf: (row, key) => {
      const column = columns.get(key);
      if (column === undefined) return blankCell;
      return showValue(column, columnValue(column, row.values), marks.get(`${row.id} ${key}`) ?? null);
    },
    suggestionsFor: (row, key) => {
      const column = columns.get(key);
      return column === undefined ? null : suggestionsOf(table, column, row, registry);
    },
    edit: (edits) => {
      const changes = planCellEdits(table, rows, edits);
      const [first] = edits;
      const row = rows.find(({ id }) => id === first?.rowId);
      const column = columns.get(first?.column ?? '');
      if (changes.length === 0 || row === undefined || column === undefined) return;
      const cleared = edits.every(({ text }) => text === '');
      const what =
        edits.length > 1
          ? `${edits.length}个单元格`
          : `${rowName(row)} ${column.title}${describeRow(table, row)}`;
      commit(`${cleared ? '清除' : '修改'} ${table.title} ${what}`, changes);
    },
  };
}

/** One `cellsSet` a row for typed texts; texts that mean what is already there change nothing. */
export function planCellEdits(
  table: TableDefinition,
  rows: readonly Row[],
  edits: readonly CellEdit[],
): Change[] {
  const byRow = Map.groupBy(edits, ({ rowId }) => rowId);
  return rows.flatMap((row): Change[] => {
    const before: Record<string, CellValue> = {};
    const after: Record<string, CellValue> = {};
    for (const { column: key, text } of byRow.get(row.id) ?? []) {
      const column = findColumn(table, key);
      if (column === null || column.computed !== null) continue;
      const value = parseCellText(column, text);
      const old = valueAt(row.values, key);
      if (JSON.stringify(old) === JSON.stringify(value)) continue;
      before[key] = old;
      after[key] = value;
    }
    if (Object.keys(after).length === 0) return [];
    return [{ kind: 'cellsSet', table: table.key, rowId: row.id, before, after }];
  });
}

/** （高都镇 · 大兴村）, by which a person knows the row; empty when its key columns are. */
export function describeRow(table: TableDefinition, row: Row): string {
  const names = table.keyColumns.flatMap((key) => {
    const column = findColumn(table, key);
    const text = column === null ? '' : formatCellValue(column, valueAt(row.values, key));
    return text === '' ? [] : [text.length > 16 ? `${text.slice(0, 15)}…` : text];
  });
  return names.length === 0 ? '' : `（${names.join(' · ')}）`;
}

function showValue(column: Column, value: CellValue, problem: CellMark | null): SheetCell {
  const text = formatCellValue(column, value);
  return {
    text,
    editText: column.computed === null ? text : '',
    number: typeof value === 'number' ? value : null,
    tone: column.computed !== null ? 'computed' : isNone(value) ? 'muted' : 'plain',
    mark: isUnread(value) ? { severity: 'must', reason: value.reason } : problem,
    readOnly: column.computed === null ? null : `${column.title}由其他栏目自动算出，不用填写。`,
  };
}

function sheetColumnOf(column: Column): SheetColumn {
  const right = column.type === 'number' || column.type === 'percent';
  const center = column.type === 'boolean' || (column.type === 'choice' && column.width < 80);
  return {
    key: column.key,
    title: column.measureWord === null ? column.title : `${column.title}（${column.measureWord}）`,
    width: column.width,
    flex: 0,
    align: right ? 'right' : center ? 'center' : 'left',
    wrap: false,
    required: column.required,
  };
}

function suggestionsOf(
  table: TableDefinition,
  column: Column,
  row: Row,
  registry: Registry,
): Suggestions | null {
  switch (column.type) {
    case 'choice':
      return { options: column.choices.map((value) => ({ value, note: '' })), only: true, many: false };
    case 'boolean':
      return { options: ['是', '否'].map((value) => ({ value, note: '' })), only: true, many: false };
    case 'unit':
    case 'units': {
      const isGroup = column.key === table.grouped?.groupColumn;
      const options = isGroup
        ? registry.townships.map((value) => ({ value, note: '' }))
        : registry.units.map(({ name, kind }) => ({ value: name, note: kind }));
      return { options, only: false, many: column.type === 'units' };
    }
    case 'village':
      return { options: villagesFor(table, row, registry), only: false, many: false };
    case 'text':
    case 'number':
    case 'percent':
    case 'date':
      return null;
  }
}

/** The registry's villages of the row's township, or all with their township while that is 未填. */
function villagesFor(table: TableDefinition, row: Row, registry: Registry): Suggestions['options'] {
  const column = table.columns.find(({ type }) => type === 'unit');
  const township = column === undefined ? null : valueAt(row.values, column.key);
  if (typeof township === 'string') {
    return (registry.villages.get(township) ?? []).map((value) => ({ value, note: '' }));
  }
  return [...registry.villages].flatMap(([note, names]) => names.map((value) => ({ value, note })));
}
