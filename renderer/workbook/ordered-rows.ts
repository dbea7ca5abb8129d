import type { Change } from '../../shared/model/change.ts';
import { compareRows, type Row } from '../../shared/model/row.ts';

/**
 * A table's rows in table order after some changes. Rows that stayed in place are taken over as they stand, so that
 * an edit of a few cells costs no sorting: only rows that came or moved are sorted, and merged in.
 */
export function orderAfter(
  before: readonly Row[],
  rows: ReadonlyMap<string, Row>,
  table: string,
  changes: readonly Change[],
): readonly Row[] {
  const touched = new Set<string>();
  const placed = new Set<string>();
  for (const change of changes) {
    if (change.table !== table || change.kind === 'tableSet') continue;
    const id = 'row' in change ? change.row.id : change.rowId;
    touched.add(id);
    if (change.kind !== 'cellsSet') placed.add(id);
  }
  if (touched.size === 0) return before;
  const stayed: Row[] = [];
  for (const row of before) {
    if (!touched.has(row.id)) stayed.push(row);
    else if (!placed.has(row.id)) {
      const changed = rows.get(row.id);
      if (changed !== undefined) stayed.push(changed);
    }
  }
  const added = [...placed].flatMap((id) => rows.get(id) ?? []).sort(compareRows);
  return added.length === 0 ? stayed : mergeRows(stayed, added);
}

function mergeRows(left: readonly Row[], right: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let next = 0;
  for (const row of left) {
    for (let other = right[next]; other !== undefined && compareRows(other, row) < 0; other = right[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(row);
  }
  return merged.concat(right.slice(next));
}
