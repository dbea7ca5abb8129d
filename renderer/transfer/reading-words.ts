/** How the reading of a sheet is put into words. */
import type {
  Reading,
  ReadingColumn,
  ReadingField,
  ReadingRows,
  RowRole,
} from '../../shared/model/reading.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import type { ColumnMeaning, RowMark, SheetMarks } from '../drawing/sheet-marks.ts';
import { isColumnPointedOut, isRowPointedOut, isSameField } from './correct-reading.ts';

/** Short enough for the gutter of a row. */
export const roleWords: Readonly<Record<RowRole, string>> = {
  title: '标题',
  info: '填报项',
  header: '表头',
  numbers: '栏号',
  data: '记录',
  section: '分节',
  subtotal: '小计',
  total: '合计',
  note: '附注',
  excluded: '表外',
  skipped: '不导入',
};

/** What a person may call a column of the sheet, in the table's order; 不导入 comes last. */
export function fieldsOf(table: TableDefinition, layout: Reading['layout']): readonly ReadingField[] {
  const { grouped } = table;
  if (layout === 'list' || grouped === null) {
    const stored = table.columns.filter(({ computed }) => computed === null);
    return [...stored.map(({ key }): ReadingField => ({ kind: 'column', key })), { kind: 'ignored' }];
  }
  const choices = findColumn(table, grouped.choiceColumn)?.choices ?? [];
  return [
    { kind: 'column', key: grouped.groupColumn },
    ...choices.map((choice): ReadingField => ({ kind: 'choice', choice })),
    ...grouped.lineColumns.map((key): ReadingField => ({ kind: 'column', key })),
    { kind: 'ignored' },
  ];
}

export function describeField(table: TableDefinition, field: ReadingField): string {
  switch (field.kind) {
    case 'column':
      return findColumn(table, field.key)?.title ?? field.key;
    case 'choice':
      return field.choice;
    case 'ignored':
      return '不导入';
  }
}

export function isRequired(table: TableDefinition, field: ReadingField): boolean {
  return field.kind === 'column' && findColumn(table, field.key)?.required === true;
}

export function meaningOf(table: TableDefinition, column: ReadingColumn | null): ColumnMeaning {
  if (column === null) return { kind: 'outside', text: '不在表内', why: '没有表头，没有读' };
  const { field, why, doubtful } = column;
  if (field === null) return { kind: 'unmatched', text: '未对应', why };
  const text = describeField(table, field);
  if (doubtful) return { kind: 'doubtful', text, why };
  return { kind: field.kind === 'ignored' ? 'ignored' : 'read', text, why };
}

/** The sheet column that is read as this field; null when none is. */
export function columnReadAs(reading: Reading, field: ReadingField): ReadingColumn | null {
  if (field.kind === 'ignored') return null;
  return reading.columns.find((one) => one.field !== null && isSameField(one.field, field)) ?? null;
}

/** What a row was taken for; null for blank rows and rows outside the table. */
export function rowsAt(rows: readonly ReadingRows[], row: number): ReadingRows | null {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = rows[middle];
    if (span === undefined) return null;
    if (row < span.firstRow) high = middle - 1;
    else if (row > span.lastRow) low = middle + 1;
    else return span;
  }
  return null;
}

/** Whether the reading itself wants a look before what it would change does. */
export function wantsLook(reading: Reading): boolean {
  return (
    reading.remembered ||
    reading.missing.length > 0 ||
    reading.columns.some(({ field, doubtful }) => field === null || doubtful)
  );
}

/** The reading as the drawing of its sheet shows it. */
export function marksOf(table: TableDefinition, reading: Reading): SheetMarks {
  const { rows, columns, choice } = reading;
  const byColumn = new Map(columns.map((one) => [one.column, one]));
  const words = new Map(
    rows.map((span): [ReadingRows, RowMark] => [
      span,
      { role: span.role, word: roleWords[span.role], why: span.why },
    ]),
  );
  return {
    rowAt: (row) => {
      const span = rowsAt(rows, row);
      return span === null ? null : (words.get(span) ?? null);
    },
    isRowPointedOut: (row) => isRowPointedOut(choice, { firstRow: row, lastRow: row }),
    columnAt: (column) => meaningOf(table, byColumn.get(column) ?? null),
    isColumnPointedOut: (column) => isColumnPointedOut(choice, column),
    isRead: (column) => {
      const field = byColumn.get(column)?.field ?? null;
      return field !== null && field.kind !== 'ignored';
    },
    cellAt: null,
  };
}
