/** Adding, removing, copying and moving whole rows: each is planned as one edit with its name. */
import type { Change } from '../../shared/model/change.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { orderKeysBetween } from '../../shared/values/order-key.ts';
import type { RowPlace } from '../grid/sheet-model.ts';
import { describeRow } from './describe-row.ts';

/** An edit as the history will name it. */
export type PlannedEdit = { readonly label: string; readonly changes: readonly Change[] };

/** New rows before the row at `index`, in order; at the end when `index` is the number of rows. */
export function addRows(
  table: TableDefinition,
  rows: readonly Row[],
  index: number,
  added: readonly Pick<Row, 'id' | 'values'>[],
): Change[] {
  const positions = positionsAt(rows, index, added.length);
  return added.map(({ id, values }, at) => ({
    kind: 'rowAdded',
    table: table.key,
    row: { id, position: positions[at] ?? '', unit: null, round: null, values, source: null },
  }));
}

export function labelOfInsert(
  table: TableDefinition,
  rowCount: number,
  index: number,
  count: number,
): string {
  if (index === rowCount) return `${table.title} 末尾新增${count === 1 ? '一' : ` ${count} `}行`;
  return count === 1
    ? `${table.title} 插入第${index + 1}行`
    : `${table.title} 插入第${index + 1}—${index + count}行`;
}

export function planRemoveRows(
  table: TableDefinition,
  rows: readonly Row[],
  removed: readonly Row[],
): PlannedEdit {
  const [first] = removed;
  const number = first === undefined ? 0 : rows.findIndex(({ id }) => id === first.id) + 1;
  const what =
    first === undefined || removed.length > 1
      ? `${removed.length} 行`
      : `第${number}行${describeRow(table, first)}`;
  return {
    label: `删除 ${table.title} ${what}`,
    changes: removed.map((row) => ({ kind: 'rowRemoved', table: table.key, row })),
  };
}

/** Copies of rows below the last of them; a copy has no source, since it was read nowhere. */
export function planDuplicateRows(
  table: TableDefinition,
  rows: readonly Row[],
  copied: readonly Row[],
  newId: () => string,
): PlannedEdit & { readonly rowIds: readonly string[] } {
  const last = copied.at(-1);
  const index = last === undefined ? rows.length : rows.findIndex(({ id }) => id === last.id) + 1;
  const added = copied.map(({ values }) => ({ id: newId(), values }));
  return {
    label: `重复 ${table.title} ${copied.length} 行`,
    changes: addRows(table, rows, index, added),
    rowIds: added.map(({ id }) => id),
  };
}

/** Moves rows, in table order, before the row at `index`; nothing changes when they stand there already. */
export function planMoveRows(
  table: TableDefinition,
  rows: readonly Row[],
  moved: readonly Row[],
  index: number,
): PlannedEdit {
  const ids = new Set(moved.map(({ id }) => id));
  const before = rows.slice(0, index).filter(({ id }) => !ids.has(id));
  const after = rows.slice(index).filter(({ id }) => !ids.has(id));
  const positions = positionsAt([...before, ...after], before.length, moved.length);
  const stays = [...before, ...moved, ...after].every(({ id }, at) => rows[at]?.id === id);
  return {
    label: `移动 ${table.title} ${moved.length} 行`,
    changes: stays
      ? []
      : moved.map(({ id, position }, at) => ({
          kind: 'rowMoved',
          table: table.key,
          rowId: id,
          before: position,
          after: positions[at] ?? position,
        })),
  };
}

/** The index among the table's rows before which a place lies. */
export function indexOfPlace(rows: readonly Row[], place: RowPlace): number {
  if (place === 'end') return rows.length;
  const at = rows.findIndex(({ id }) => id === place.rowId);
  if (at < 0) return rows.length;
  return place.side === 'above' ? at : at + 1;
}

function positionsAt(rows: readonly Row[], index: number, count: number): string[] {
  const previous = rows[index - 1]?.position ?? null;
  let next = index;
  // Rows may share a position; a key between them does not exist.
  while (previous !== null && next < rows.length && (rows[next]?.position ?? '') <= previous) next += 1;
  return orderKeysBetween(previous, rows[next]?.position ?? null, count);
}
