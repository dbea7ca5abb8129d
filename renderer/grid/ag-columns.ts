/** A sheet's columns as AG Grid draws them, the row numbers before them. */
import type { ColDef } from 'ag-grid-community';
import type { Position } from './ag-rows.ts';
import { rowNumberColumn } from './cell-painter.ts';
import { type HeaderParams, SheetHeader } from './sheet-header.ts';
import type { SheetColumn } from './sheet-model.ts';

export function columnDefsOf(
  columns: readonly SheetColumn[],
  onMenu: HeaderParams['onMenu'],
): ColDef<Position>[] {
  return [rowNumberDef, ...columns.map((column) => columnDef(column, onMenu))];
}

function columnDef(column: SheetColumn, onMenu: HeaderParams['onMenu']): ColDef<Position> {
  const sheet: HeaderParams = { column, onMenu };
  return {
    ...commonDef,
    colId: column.key,
    headerName: column.title,
    headerComponent: SheetHeader,
    headerComponentParams: { sheet },
    headerClass: `sheet-header sheet-${column.align}`,
    width: column.width,
    minWidth: 48,
    ...(column.flex > 0 ? { flex: column.flex, minWidth: column.width } : { flex: null }),
    pinned: column.frozen ? 'left' : null,
    resizable: true,
    wrapText: column.wrap,
    autoHeight: column.wrap,
    cellClass: `sheet-cell sheet-${column.align}`,
  };
}

const commonDef = { sortable: false, cellDataType: false, suppressMovable: true } as const;

const rowNumberDef: ColDef<Position> = {
  ...commonDef,
  colId: rowNumberColumn,
  headerName: '',
  headerClass: 'sheet-header sheet-corner',
  pinned: 'left',
  lockPinned: true,
  lockPosition: 'left',
  width: 52,
  resizable: false,
  cellClass: 'sheet-row-number',
};

/** Whether two lists of columns are drawn alike, so that AG Grid need not lay them out anew. */
export function sameColumns(left: readonly SheetColumn[], right: readonly SheetColumn[]): boolean {
  return (
    left.length === right.length &&
    left.every((column, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        column.key === other.key &&
        column.title === other.title &&
        column.width === other.width &&
        column.flex === other.flex &&
        column.frozen === other.frozen &&
        column.align === other.align &&
        column.wrap === other.wrap &&
        column.required === other.required &&
        column.header.sort === other.header.sort &&
        column.header.sortIndex === other.header.sortIndex &&
        column.header.filtered === other.header.filtered
      );
    })
  );
}
