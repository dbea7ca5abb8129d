/** Texts typed or pasted into a list as values of its rows. */
import { type CellValue, cellValuesEqual, valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Column } from '../../shared/model/column.ts';
import { columnForRow } from '../../shared/model/computed.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import { indexRows } from '../grid/row-index.ts';
import type { CellEdit } from '../grid/sheet-model.ts';

type CellsSet = Extract<Change, { readonly kind: 'cellsSet' }>;

/** One `cellsSet` a row for typed texts; texts that mean what is already there change nothing. */
export function planCellEdits(
  table: TableDefinition,
  rows: readonly Row[],
  edits: readonly CellEdit[],
): CellsSet[] {
  const byRow = Map.groupBy(edits, ({ rowId }) => rowId);
  const index = indexRows(rows);
  const changes: CellsSet[] = [];
  for (const [rowId, cells] of byRow) {
    const at = index.get(rowId);
    const row = at === undefined ? undefined : rows[at];
    if (row === undefined) continue;
    const before: Record<string, CellValue> = {};
    const after: Record<string, CellValue> = {};
    for (const { column, text } of readableCells(table, cells)) {
      const { key } = column;
      const value = parseCellText(columnForRow(column, { ...row.values, ...after }), text);
      const old = valueAt(row.values, key);
      // A cell that is written as it shows keeps its value, whatever the text alone would mean.
      if (cellValuesEqual(old, value) || text === formatCellValue(column, old)) continue;
      before[key] = old;
      after[key] = value;
    }
    if (Object.keys(after).length > 0) {
      changes.push({ kind: 'cellsSet', table: table.key, rowId: row.id, before, after });
    }
  }
  return changes;
}

/** What texts by column key mean in a new row, without those that are 未填 or computed. */
export function readRowTexts(
  table: TableDefinition,
  texts: Readonly<Record<string, string>>,
): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  const cells = Object.entries(texts).map(([column, text]) => ({ column, text }));
  for (const { column, text } of readableCells(table, cells)) {
    const value = parseCellText(columnForRow(column, values), text);
    if (value !== null) values[column.key] = value;
  }
  return values;
}

/** The texts that can be read, with their columns: a measure word before the numbers that it belongs to. */
function readableCells(
  table: TableDefinition,
  cells: readonly { readonly column: string; readonly text: string }[],
): readonly { readonly column: Column; readonly text: string }[] {
  const readable = cells.flatMap(({ column: key, text }) => {
    const column = findColumn(table, key);
    return column === null || column.computed !== null ? [] : [{ column, text }];
  });
  if (readable.every(({ column }) => column.measureWordColumn === undefined)) return readable;
  return [
    ...readable.filter(({ column }) => column.measureWordColumn === undefined),
    ...readable.filter(({ column }) => column.measureWordColumn !== undefined),
  ];
}
