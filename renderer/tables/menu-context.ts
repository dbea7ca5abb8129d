/** What the context menus can do at a place of a sheet. */
import type { CopiedBlock } from '../grid/copy-cells.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { whyNotInserted } from '../grid/row-commands.ts';
import { findSheetRow, type MenuTarget, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';
import type { ColumnContext, MenuContext } from '../menu/menu-entries.tsx';
import {
  type ColumnsView,
  freezeUpTo,
  hideColumns,
  resizeColumn,
  showColumns,
  unfreezeAll,
} from '../view/column-layout.ts';
import {
  filterOf,
  type RowsView,
  sortedBy,
  withFilter,
  withoutFilter,
  withoutSort,
} from '../view/view-state.ts';

type MenuContextInput<RowType extends SheetRow> = {
  readonly target: MenuTarget;
  readonly model: SheetModel<RowType>;
  readonly textOf: (row: RowType, column: string) => string;
  readonly view: RowsView;
  readonly columns: ColumnsView;
  /** What was copied or cut in the sheet and can still be pasted. */
  readonly waiting: CopiedBlock | null;
  readonly run: (command: SimpleCommand) => void;
  readonly apply: (view: RowsView) => void;
  readonly setColumns: (columns: ColumnsView) => void;
  readonly openFilter: (column: string) => void;
  readonly showHistory: () => void;
};

export function menuContextOf<RowType extends SheetRow>(input: MenuContextInput<RowType>): MenuContext {
  const { target, model, textOf, view, run, apply } = input;
  const place = target.kind === 'cell' ? target.address : null;
  const rowId = target.kind === 'row' ? target.rowId : (place?.rowId ?? null);
  const row = rowId === null ? null : findSheetRow(model, rowId);
  const isData = row !== null && !model.totals.includes(row);
  const readOnly = row !== null && place !== null && model.cellOf(row, place.column).readOnly !== null;
  return {
    run,
    rows: model.rowActions.kind === 'available' && isData ? 'available' : null,
    ordered: !model.view.sorted,
    editable: !readOnly,
    whyNotInserted: whyNotInserted(input.waiting),
    column: target.kind === 'column' ? columnContextOf(input, target.column) : null,
    filterByCell:
      row === null || place === null || !isData
        ? null
        : {
            text: textOf(row, place.column),
            run: () =>
              apply(
                withFilter(view, {
                  column: place.column,
                  values: [textOf(row, place.column)],
                  conditions: [],
                  join: 'and',
                }),
              ),
          },
    showHistory: isData ? input.showHistory : null,
  };
}

function columnContextOf<RowType extends SheetRow>(
  { model, view, columns, apply, setColumns, openFilter }: MenuContextInput<RowType>,
  key: string,
): ColumnContext {
  const layout = columns.find((column) => column.key === key);
  return {
    title: model.columns.find((column) => column.key === key)?.title ?? '',
    sorted: view.sort.some(({ column }) => column === key),
    filtered: filterOf(view, key) !== null,
    frozen: layout?.frozen === true && model.columns.filter(({ frozen }) => frozen).at(-1)?.key === key,
    anyFrozen: columns.some(({ frozen }) => frozen),
    canHide: model.columns.length > 1,
    hiddenCount: columns.filter(({ hidden }) => hidden).length,
    sort: (descending) => apply(sortedBy(view, { column: key, descending })),
    clearSort: () => apply(withoutSort(view, key)),
    clearFilter: () => apply(withoutFilter(view, key)),
    openFilter: () => openFilter(key),
    freeze: () => setColumns(freezeUpTo(columns, key)),
    unfreeze: () => setColumns(unfreezeAll(columns)),
    hide: () => setColumns(hideColumns(columns, [key])),
    showHidden: () =>
      setColumns(
        showColumns(
          columns,
          columns.map((column) => column.key),
        ),
      ),
    resetWidth: layout?.width == null ? null : () => setColumns(resizeColumn(columns, key, null)),
  };
}
