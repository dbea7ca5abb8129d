import { valueAt } from '../model/cell-value.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import type { IncomingRow, IncomingRows } from './incoming.ts';

/** A file seen as the whole table: what it says of its own groups, and everything else as it stands. */
export type ScopedImport = {
  readonly rows: readonly IncomingRow[];
  /** Rows of groups (townships) that the file has no line for; they stay as they are. */
  readonly untouched: number;
  /** Those groups, in table order. */
  readonly untouchedGroups: readonly string[];
};

/**
 * A township sends its own line of an annex, not everybody's. Rows of groups that the file does not name are put
 * back among its rows where they stand now, so that planning against the whole table leaves them alone.
 */
export function scopeImport(
  table: TableDefinition,
  rows: readonly Row[],
  incoming: Pick<IncomingRows, 'rows' | 'groups'>,
): ScopedImport {
  const { grouped } = table;
  if (grouped === null || incoming.groups === null) {
    return { rows: incoming.rows, untouched: 0, untouchedGroups: [] };
  }
  const groupOf = ({ values }: Pick<Row, 'values'>): string => {
    const group = valueAt(values, grouped.groupColumn);
    return typeof group === 'string' ? group : '';
  };
  const named = new Set(incoming.groups);
  for (const row of incoming.rows) named.add(groupOf(row));
  const others = rows.filter((row) => !named.has(groupOf(row)));
  if (others.length === 0) return { rows: incoming.rows, untouched: 0, untouchedGroups: [] };

  const arriving = Map.groupBy(incoming.rows, groupOf);
  const merged: IncomingRow[] = [];
  for (const row of rows) {
    const group = groupOf(row);
    if (!named.has(group)) {
      merged.push({ values: row.values, cells: {} });
      continue;
    }
    merged.push(...(arriving.get(group) ?? []));
    arriving.delete(group);
  }
  for (const rest of arriving.values()) merged.push(...rest);
  const untouchedGroups = [...new Set(others.map(groupOf))].filter((group) => group !== '');
  return { rows: merged, untouched: others.length, untouchedGroups };
}
