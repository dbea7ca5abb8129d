/** 逐村台账 and every list: a row a record, typed columns. */
import { titleWithMeasure } from '../../shared/form/titles.ts';
import { copiedCell } from '../../shared/grid/html-table.ts';
import { type CellValue, isNone, isUnread, type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Column } from '../../shared/model/column.ts';
import { columnValue } from '../../shared/model/computed.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { indexRows } from '../grid/row-index.ts';
import {
  blankCell,
  type CellEdit,
  type CellMark,
  type ColumnEditor,
  type EditOptions,
  type EditResult,
  plainHeader,
  type RowActions,
  type SheetCell,
  type SheetColumn,
  type SheetModel,
  type Suggestions,
  wholeTable,
} from '../grid/sheet-model.ts';
import { describeRow } from './describe-row.ts';
import { describeWent, labelOfGesture } from './edit-label.ts';
import type { TableProblem } from './find-problems.ts';
import { planCellEdits, readRowTexts } from './plan-cells.ts';
import type { Registry } from './registry.ts';
import {
  addRows,
  indexOfPlace,
  labelOfInsert,
  planDuplicateRows,
  planMoveRows,
  planRemoveRows,
} from './row-actions.ts';

type RowsModelInput = {
  readonly table: TableDefinition;
  readonly rows: readonly Row[];
  /** Rows that are still being read. Until they are there only single cells are edited. */
  readonly rowsToCome?: number;
  readonly registry: Registry;
  readonly problems: readonly TableProblem[];
  readonly newId: () => string;
  readonly commit: (label: string, changes: readonly Change[]) => void;
};

export function makeRowsModel(input: RowsModelInput): SheetModel<Row> {
  const { table, rows, rowsToCome = 0, registry, problems } = input;
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  const marks = new Map<string, CellMark>();
  for (const { rowId, column, message, severity } of problems) {
    if (rowId !== null) marks.set(`${rowId} ${column}`, { severity, reason: message });
  }
  const rowNumber = (row: Row): number => (indexRows(rows).get(row.id) ?? -1) + 1;

  return {
    key: `${table.key}:rows`,
    label: table.title,
    columns: table.columns.map(sheetColumnOf),
    rows,
    rowsToCome,
    totals: [],
    rowNumber,
    rowName: (row) => `第${rowNumber(row)}行`,
    view: wholeTable,
    cellOf: (row, key) => {
      const column = columns.get(key);
      if (column === undefined) return blankCell;
      const mark = marks.size === 0 ? null : (marks.get(`${row.id} ${key}`) ?? null);
      return showValue(column, columnValue(column, row.values), mark);
    },
    valueOf: (row, key) => {
      const column = columns.get(key);
      return column === undefined ? null : columnValue(column, row.values);
    },
    copyOf: (row, key) => {
      const column = columns.get(key);
      return column === undefined
        ? { kind: 'text', text: '' }
        : copiedCell(column, columnValue(column, row.values));
    },
    suggestionsFor: (row, key) => {
      const column = columns.get(key);
      return column === undefined ? null : suggestionsOf(table, column, row, registry);
    },
    edit: (edits, options = typing) => {
      if (rowsToCome > 0 && options.gesture.kind !== 'type')
        throw new HuibiaoError('invalid_edit', stillReading);
      return editRows(input, edits, options);
    },
    rowActions: rowsToCome > 0 ? { kind: 'refused', reason: stillReading } : rowActionsOf(input),
  };
}

/** What reaches over many rows would leave out those that are not there yet. */
const stillReading = '这张表的记录还在读取，读完后再做这一步（状态栏会显示还差多少行）。';

const typing: EditOptions = { gesture: { kind: 'type' } };

function editRows(
  { table, rows, newId, commit }: RowsModelInput,
  edits: readonly CellEdit[],
  { gesture, appended = [] }: EditOptions,
): EditResult {
  const changes = planCellEdits(table, rows, edits);
  const added = appended.map((texts) => ({ id: newId(), values: readRowTexts(table, texts) }));
  const written = [...changes.map(({ after }) => after), ...added.map(({ values }) => values)].flatMap(
    (values) => Object.values(values),
  );
  const appendedCells = appended.reduce((count, texts) => count + Object.keys(texts).length, 0);
  const [first] = edits;
  const at = first === undefined ? undefined : indexRows(rows).get(first.rowId);
  const row = at === undefined ? undefined : rows[at];
  const column = first === undefined ? null : findColumn(table, first.column);
  const single = edits.length === 1 && added.length === 0 && row !== undefined && column !== null;
  const what = single ? `第${(at ?? 0) + 1}行 ${column.title}${describeRow(table, row)}` : '';
  const [change] = changes;
  const went =
    column === null || change === undefined
      ? ''
      : describeWent(formatAt(column, change.before), formatAt(column, change.after));
  const label =
    single && (gesture.kind === 'type' || gesture.kind === 'clear')
      ? `${gesture.kind === 'type' ? '修改' : '清除'} ${table.title} ${what}${went}`
      : labelOfGesture(gesture, edits.length + appendedCells, added.length);
  const all = [...changes, ...addRows(table, rows, rows.length, added)];
  if (all.length > 0) commit(label, all);
  return {
    changed: written.length,
    unread: written.filter(isUnread).length,
    appendedIds: added.map(({ id }) => id),
  };
}

function rowActionsOf({ table, rows, newId, commit }: RowsModelInput): RowActions {
  const find = (rowIds: readonly string[]): Row[] => {
    const wanted = new Set(rowIds);
    return rows.filter(({ id }) => wanted.has(id));
  };
  return {
    kind: 'available',
    insert: (place, texts, gesture) => {
      const index = indexOfPlace(rows, place);
      const added = texts.map((row) => ({ id: newId(), values: readRowTexts(table, row) }));
      const label =
        gesture === 'paste'
          ? `插入复制的 ${added.length} 行`
          : labelOfInsert(table, rows.length, index, added.length);
      commit(label, addRows(table, rows, index, added));
      return added.map(({ id }) => id);
    },
    remove: (rowIds) => {
      const { label, changes } = planRemoveRows(table, rows, find(rowIds));
      if (changes.length > 0) commit(label, changes);
    },
    duplicate: (rowIds) => {
      const planned = planDuplicateRows(table, rows, find(rowIds), newId);
      if (planned.changes.length > 0) commit(planned.label, planned.changes);
      return planned.rowIds;
    },
    move: (rowIds, place) => {
      const { label, changes } = planMoveRows(table, rows, find(rowIds), indexOfPlace(rows, place));
      if (changes.length > 0) commit(label, changes);
    },
  };
}

function formatAt(column: Column, values: RowValues): string {
  return formatCellValue(column, valueAt(values, column.key));
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
    type: column.type,
    title: titleWithMeasure(column.title, column.measureWord),
    width: column.width,
    flex: 0,
    align: right ? 'right' : center ? 'center' : 'left',
    wrap: false,
    required: column.required,
    editor: editorOf(column),
    frozen: false,
    header: plainHeader,
  };
}

function editorOf(column: Column): ColumnEditor {
  switch (column.type) {
    case 'number':
      return { kind: 'number', measureWord: column.measureWord };
    case 'percent':
      return { kind: 'number', measureWord: '%' };
    case 'date':
      return { kind: 'date' };
    case 'choice':
    case 'boolean':
      return { kind: 'choice' };
    case 'units':
      return { kind: 'names' };
    case 'text':
    case 'unit':
    case 'village':
    case 'identity':
    case 'phone':
      return { kind: 'text' };
  }
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
    case 'identity':
    case 'phone':
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
