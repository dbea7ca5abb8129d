import { type CellValue, cellValuesEqual, type RowValues, valueAt } from './cell-value.ts';
import type { Change } from './change.ts';
import { HuibiaoError } from './failure.ts';
import { compareRows, type Row, type RowSource } from './row.ts';
import type { TableDefinition } from './table.ts';

/** A workbook's data in memory: the same thing that the store keeps in SQL. */
export type RowsState = {
  readonly tables: ReadonlyMap<string, TableDefinition>;
  /** By table key, then by row id; unordered. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>;
};

export const emptyRowsState: RowsState = { tables: new Map(), rows: new Map() };

/**
 * Applies changes one after another and returns the new state; the old one is left as it was.
 * @throws HuibiaoError `stale_edit` where a change's `before` is not what is there.
 */
export function applyChanges(state: RowsState, changes: readonly Change[]): RowsState {
  const tables = new Map(state.tables);
  const rows = new Map<string, ReadonlyMap<string, Row>>(state.rows);
  const copied = new Map<string, Map<string, Row>>();

  const writableRows = (table: string): Map<string, Row> => {
    const known = copied.get(table);
    if (known !== undefined) return known;
    const copy = new Map(rows.get(table) ?? []);
    copied.set(table, copy);
    rows.set(table, copy);
    return copy;
  };

  for (const change of changes) {
    switch (change.kind) {
      case 'tableSet':
        if (!sameDefinition(tables.get(change.table) ?? null, change.before)) throw staleEdit(change);
        if (change.after === null) {
          if (writableRows(change.table).size > 0) throw staleEdit(change);
          tables.delete(change.table);
        } else tables.set(change.table, change.after);
        break;
      case 'rowAdded': {
        const tableRows = writableRows(change.table);
        if (!tables.has(change.table) || tableRows.has(change.row.id)) throw staleEdit(change);
        tableRows.set(change.row.id, change.row);
        break;
      }
      case 'rowRemoved': {
        const tableRows = writableRows(change.table);
        const row = tableRows.get(change.row.id);
        if (row === undefined || !sameRow(row, change.row)) throw staleEdit(change);
        tableRows.delete(change.row.id);
        break;
      }
      case 'rowMoved': {
        const tableRows = writableRows(change.table);
        const row = tableRows.get(change.rowId);
        if (row?.position !== change.before) throw staleEdit(change);
        tableRows.set(row.id, { ...row, position: change.after });
        break;
      }
      case 'cellsSet': {
        const tableRows = writableRows(change.table);
        const row = tableRows.get(change.rowId);
        if (row === undefined || !holdsValues(row.values, change.before)) throw staleEdit(change);
        if (change.source !== undefined && !sameSource(row.source, change.source.before)) {
          throw staleEdit(change);
        }
        tableRows.set(row.id, {
          ...row,
          values: withValues(row.values, change.after),
          source: change.source === undefined ? row.source : change.source.after,
        });
        break;
      }
      case 'formSet':
      case 'roundSet':
      case 'returnSet':
        // They say nothing of tables and rows; whoever shows forms, rounds or returns asks for them again.
        break;
    }
  }
  return { tables, rows };
}

/** A table's rows in table order. */
export function orderedRows(state: RowsState, table: string): Row[] {
  return [...(state.rows.get(table)?.values() ?? [])].sort(compareRows);
}

/** Values with some replaced; 未填 is not stored. */
export function withValues(values: RowValues, replaced: RowValues): RowValues {
  const next: Record<string, CellValue> = { ...values };
  for (const [key, value] of Object.entries(replaced)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next;
}

/** Whether the row holds exactly what a change says was before. */
export function holdsValues(values: RowValues, expected: RowValues): boolean {
  return Object.entries(expected).every(([key, value]) => cellValuesEqual(valueAt(values, key), value));
}

/** Whether two rows hold the same in every column and stand at the same place. */
export function sameRow(left: Row, right: Row): boolean {
  return (
    left.id === right.id &&
    left.position === right.position &&
    left.unit === right.unit &&
    left.round === right.round &&
    holdsValues(left.values, right.values) &&
    holdsValues(right.values, left.values)
  );
}

/** Whether two rows were read at the same place of the same file. */
export function sameSource(left: RowSource | null, right: RowSource | null): boolean {
  if (left === null || right === null) return left === right;
  const columns = Object.keys(left.cells);
  return (
    left.fileId === right.fileId &&
    left.fileName === right.fileName &&
    left.sheet === right.sheet &&
    columns.length === Object.keys(right.cells).length &&
    columns.every((column) => left.cells[column] === right.cells[column])
  );
}

/** Whether two definitions say the same. */
export function sameDefinition(left: TableDefinition | null, right: TableDefinition | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The error of an edit that was made on data which is no longer there. */
export function staleEdit(change: Change): HuibiaoError {
  return new HuibiaoError('stale_edit', '这里的数据已被改动，本次修改没有保存。请刷新后再改一次。', {
    table: change.table,
    change: change.kind,
  });
}
