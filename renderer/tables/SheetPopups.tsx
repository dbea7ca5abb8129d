import type { ReactElement, RefObject } from 'react';
import type { ValueCount } from '../../shared/grid/row-view.ts';
import type { SheetHandle } from '../grid/SheetGrid.tsx';
import type { MenuTarget, SheetModel, SheetRow } from '../grid/sheet-model.ts';
import { ContextMenu } from '../menu/ContextMenu.tsx';
import { menuEntriesFor } from '../menu/menu-entries.tsx';
import { ColumnsPanel } from '../view/ColumnsPanel.tsx';
import { type ColumnsView, defaultColumns } from '../view/column-layout.ts';
import { FilterPanel } from '../view/FilterPanel.tsx';
import type { ShownSheet } from '../view/use-rows-view.ts';
import { menuContextOf } from './menu-context.ts';

/** What is open over a sheet; at most one at a time. */
export type OpenPopup =
  | {
      readonly kind: 'filter';
      readonly column: string;
      readonly anchor: DOMRect;
      readonly values: readonly ValueCount[];
    }
  | { readonly kind: 'columns'; readonly anchor: DOMRect }
  | {
      readonly kind: 'menu';
      readonly target: MenuTarget;
      readonly point: { readonly x: number; readonly y: number };
    };

type SheetPopupsProps<RowType extends SheetRow> = {
  readonly open: OpenPopup | null;
  /** The sheet as it is shown, with the hits of the find bar. */
  readonly model: SheetModel<RowType>;
  readonly sheet: ShownSheet<RowType>;
  readonly columns: ColumnsView;
  readonly titleOf: (column: string) => string;
  readonly grid: RefObject<SheetHandle | null>;
  readonly onColumns: (columns: ColumnsView) => void;
  readonly onOpenFilter: (column: string) => void;
  readonly onShowHistory: () => void;
  readonly onClose: () => void;
};

/** The filter of a column, the list of columns, or the context menu. */
export function SheetPopups<RowType extends SheetRow>(props: SheetPopupsProps<RowType>): ReactElement | null {
  const { open, model, sheet, columns, titleOf, grid, onColumns, onClose } = props;
  const { whole } = sheet;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'filter': {
      const column = whole.columns.find(({ key }) => key === open.column);
      return column === undefined ? null : (
        <FilterPanel
          key={open.column}
          column={column}
          anchor={open.anchor}
          view={sheet.view}
          values={open.values}
          onApply={sheet.apply}
          onClose={onClose}
        />
      );
    }
    case 'columns':
      return (
        <ColumnsPanel
          columns={columns}
          titleOf={titleOf}
          anchor={open.anchor}
          onChange={onColumns}
          onRestore={() => onColumns(defaultColumns(whole.key, whole.columns))}
          onClose={onClose}
        />
      );
    case 'menu':
      return (
        <ContextMenu
          label={{ cell: '单元格', row: '行', column: '列' }[open.target.kind]}
          point={open.point}
          entries={menuEntriesFor(
            open.target,
            menuContextOf({
              target: open.target,
              model,
              textOf: sheet.textOf,
              view: sheet.view,
              columns,
              waiting: grid.current?.waiting() ?? null,
              run: (command) => grid.current?.run({ kind: command }),
              apply: sheet.apply,
              setColumns: onColumns,
              openFilter: props.onOpenFilter,
              showHistory: props.onShowHistory,
            }),
          )}
          onClose={onClose}
        />
      );
  }
}
