import type { Change } from '../../shared/model/change.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { orderKeyBetween } from '../../shared/values/order-key.ts';
import { describeRow } from './rows-model.ts';

/** An edit as the history will name it. */
export type PlannedEdit = { readonly label: string; readonly changes: readonly Change[] };

/** A new row before the row at `index`; at the end when `index` is the number of rows. */
export function planInsertRow(
  table: TableDefinition,
  rows: readonly Row[],
  index: number,
  id: string,
): PlannedEdit & { readonly rowId: string } {
  const previous = rows[index - 1]?.position ?? null;
  const next = rows.slice(index).find((row) => previous === null || row.position > previous);
  const position = orderKeyBetween(previous, next?.position ?? null);
  const row: Row = { id, position, unit: null, round: null, values: {}, source: null };
  return {
    rowId: id,
    label: index === rows.length ? `${table.title} 末尾新增一行` : `${table.title} 插入第${index + 1}行`,
    changes: [{ kind: 'rowAdded', table: table.key, row }],
  };
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
      ? `${removed.length}行`
      : `第${number}行${describeRow(table, first)}`;
  return {
    label: `删除 ${table.title} ${what}`,
    changes: removed.map((row) => ({ kind: 'rowRemoved', table: table.key, row })),
  };
}
