/** Which values of which rows make up the history of a cell. */
import { choicesOf } from '../../shared/annex/lines.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../shared/model/table.ts';
import type { HistoryCell } from '../history/read-history.ts';
import { choiceColumnKey, type LineRow } from './line-rows.ts';

export function cellOfRow(table: TableDefinition, rowName: string, row: Row, column: string): HistoryCell {
  return {
    name: `${rowName} ${findColumn(table, column)?.title ?? ''}`,
    places: [{ rowId: row.id, column }],
    named: [],
  };
}

/** A cell of 附件样式 is made of the names of several rows, or of one value on each of them; null for totals. */
export function cellOfLine(
  table: TableDefinition,
  layout: GroupedLayout,
  row: LineRow,
  column: string,
): HistoryCell | null {
  if (row.kind !== 'line') return null;
  const { line } = row;
  const choice = choicesOf(table, layout).find((one) => choiceColumnKey(one) === column);
  if (choice !== undefined) {
    const places = (line.names[choice] ?? []).map(({ rowId }) => ({ rowId, column: layout.nameColumn }));
    return { name: `${line.group} ${choice}`, places, named: [line.group, choice] };
  }
  if (!layout.lineColumns.includes(column)) return null;
  return {
    name: `${line.group} ${findColumn(table, column)?.title ?? ''}`,
    places: line.rows.map(({ id }) => ({ rowId: id, column })),
    named: [],
  };
}
