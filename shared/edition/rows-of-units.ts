/** Whose row is it? */
import { valueAt } from '../model/cell-value.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';

/** The rows of each unit in table order: those that it reported, and those that carry its name in the table's unit column. */
export function rowsByUnit(table: TableDefinition, rows: readonly Row[]): Map<string, Row[]> {
  const column = unitColumn(table);
  const byUnit = new Map<string, Row[]>();
  for (const row of rows) {
    const named = column === null ? null : valueAt(row.values, column);
    const unit = typeof named === 'string' ? named : row.unit;
    if (unit === null) continue;
    const known = byUnit.get(unit);
    if (known === undefined) byUnit.set(unit, [row]);
    else known.push(row);
  }
  return byUnit;
}

/** The column that says which unit a row belongs to; null where none does. */
export function unitColumn({ grouped, columns, keyColumns }: TableDefinition): string | null {
  if (grouped !== null) return grouped.groupColumn;
  const units = columns.filter(({ type }) => type === 'unit');
  return (units.find(({ key }) => keyColumns.includes(key)) ?? units[0])?.key ?? null;
}
