/** A view over a sheet: fewer rows in another order, fewer columns in another order. Data are never touched. */
import { indexRows } from '../grid/row-index.ts';
import type { SheetColumn, SheetModel, SheetRow } from '../grid/sheet-model.ts';
import type { ColumnsView } from './column-layout.ts';
import { isFiltered, isSorted, type RowsView } from './view-state.ts';

/**
 * The rows that a filter and a sort let through when they were last applied. Rows that are edited or added later
 * stay where they are until they are applied again, so that nothing jumps while somebody types.
 */
export type AppliedRows<RowType extends SheetRow> = {
  /** The table's rows at that time, all of them. */
  readonly from: readonly RowType[];
  /** Indexes into `from`, in the order to show them; null shows the table as it is. */
  readonly order: Uint32Array | null;
};

/** The model as the view shows it. */
export function applyView<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  view: {
    readonly rows: RowsView;
    readonly columns: ColumnsView;
    readonly applied: AppliedRows<RowType>;
  },
): SheetModel<RowType> {
  return {
    ...model,
    rows: shownRows(model.rows, view.applied),
    columns: shownColumns(model.columns, view),
    view: { filtered: isFiltered(view.rows), sorted: isSorted(view.rows) },
  };
}

/** The rows to show now, by what was let through then. Rows that came since stand behind the row above them. */
export function shownRows<RowType extends SheetRow>(
  rows: readonly RowType[],
  { from, order }: AppliedRows<RowType>,
): readonly RowType[] {
  if (order === null) return rows;
  if (sameRowIds(rows, from)) return pick(rows, order);
  const known = indexRows(from);
  return pick(
    rows,
    joinRows(rows, keptOrder(rows, from, order), ({ id }) => !known.has(id)),
  );
}

/** `applied` with one more row, which a jump leads to although the filter leaves it out. */
export function withRow<RowType extends SheetRow>(
  rows: readonly RowType[],
  { from, order }: AppliedRows<RowType>,
  rowId: string,
): AppliedRows<RowType> {
  if (order === null) return { from: rows, order };
  const known = indexRows(from);
  const kept = keptOrder(rows, from, order);
  return { from: rows, order: joinRows(rows, kept, ({ id }) => id === rowId || !known.has(id)) };
}

/** The shown columns, the frozen ones first, with what their headers say of filter and sort. */
export function shownColumns(
  columns: readonly SheetColumn[],
  { rows: { filters, sort }, columns: layout }: { readonly rows: RowsView; readonly columns: ColumnsView },
): readonly SheetColumn[] {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const shown = layout.flatMap(({ key, hidden, width, frozen }): SheetColumn[] => {
    const column = byKey.get(key);
    if (column === undefined || hidden) return [];
    const at = sort.findIndex((one) => one.column === key);
    return [
      {
        ...column,
        ...(width === null ? {} : { width, flex: 0 }),
        frozen,
        header: {
          sort: at < 0 ? null : sort[at]?.descending === true ? 'descending' : 'ascending',
          // A single sort key needs no number.
          sortIndex: at < 0 || sort.length === 1 ? null : at,
          filtered: filters.some(({ column: filtered }) => filtered === key),
        },
      },
    ];
  });
  return [...shown.filter(({ frozen }) => frozen), ...shown.filter(({ frozen }) => !frozen)];
}

/** Whether both are the same rows in the same order, whatever they hold. */
function sameRowIds(left: readonly SheetRow[], right: readonly SheetRow[]): boolean {
  return left === right || (left.length === right.length && left.every(({ id }, at) => id === right[at]?.id));
}

function pick<RowType>(rows: readonly RowType[], order: Uint32Array): RowType[] {
  const picked: RowType[] = [];
  for (const index of order) {
    const row = rows[index];
    if (row !== undefined) picked.push(row);
  }
  return picked;
}

/** The order as indexes into the rows of now, without the rows that are gone. */
function keptOrder(rows: readonly SheetRow[], from: readonly SheetRow[], order: Uint32Array): Uint32Array {
  const index = indexRows(rows);
  const kept: number[] = [];
  for (const at of order) {
    const now = index.get(from[at]?.id ?? '');
    if (now !== undefined) kept.push(now);
  }
  return Uint32Array.from(kept);
}

/** Puts rows that join behind the nearest row above them that is shown; those above all come first. */
function joinRows<RowType extends SheetRow>(
  rows: readonly RowType[],
  order: Uint32Array,
  joins: (row: RowType) => boolean,
): Uint32Array {
  const isShown = new Uint8Array(rows.length);
  for (const at of order) isShown[at] = 1;
  const behind = new Map<number, number[]>();
  let above = -1;
  rows.forEach((row, at) => {
    if (isShown[at] === 1) above = at;
    else if (joins(row)) {
      const waiting = behind.get(above);
      if (waiting === undefined) behind.set(above, [at]);
      else waiting.push(at);
    }
  });
  if (behind.size === 0) return order;
  const joined = [...(behind.get(-1) ?? [])];
  for (const at of order) joined.push(at, ...(behind.get(at) ?? []));
  return Uint32Array.from(joined);
}
