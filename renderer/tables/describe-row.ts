import { valueAt } from '../../shared/model/cell-value.ts';
import type { Row } from '../../shared/model/row.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';

/** （高都镇 · 大兴村）, by which a person knows the row; empty when its key columns are. */
export function describeRow(table: TableDefinition, row: Row): string {
  const names = table.keyColumns.flatMap((key) => {
    const column = findColumn(table, key);
    const text = column === null ? '' : formatCellValue(column, valueAt(row.values, key));
    return text === '' ? [] : [text.length > 16 ? `${text.slice(0, 15)}…` : text];
  });
  return names.length === 0 ? '' : `（${names.join(' · ')}）`;
}
