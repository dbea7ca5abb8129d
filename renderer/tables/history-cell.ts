/** Whose history a cell of the sheet has. */
import { choicesOf } from '../../shared/annex/lines.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../shared/model/table.ts';
import type { HistoryCell } from '../history/read-history.ts';
import { choiceColumnKey, type LineRow } from './line-rows.ts';

export function cellOfRow(table: TableDefinition, rowName: string, row: Row, column: string): HistoryCell {
  return { kind: 'row', name: `${rowName} ${findColumn(table, column)?.title ?? ''}`, rowId: row.id, column };
}

/** A cell of 附件样式 is made of the names of several rows, or of one value on each of them; null for totals. */
export function cellOfLine(
  table: TableDefinition,
  layout: GroupedLayout,
  row: LineRow,
  column: string,
): HistoryCell | null {
  if (row.kind !== 'line') return null;
  const { group } = row.line;
  const choice = choicesOf(table, layout).find((one) => choiceColumnKey(one) === column);
  if (choice !== undefined) {
    return { kind: 'line', name: `${group} ${choice}`, line: { group, part: { kind: 'names', choice } } };
  }
  if (!layout.lineColumns.includes(column)) return null;
  const title = findColumn(table, column)?.title ?? '';
  return { kind: 'line', name: `${group} ${title}`, line: { group, part: { kind: 'value', column } } };
}
