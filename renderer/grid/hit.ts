/** What of the sheet lies under the pointer. */
import { rowIndexOf, rowNumberColumn } from './cell-painter.ts';
import type { SheetShape } from './selection.ts';

export type Hit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly onHandle: boolean }
  | { readonly kind: 'rowNumber'; readonly row: number }
  | { readonly kind: 'header'; readonly column: number }
  | { readonly kind: 'corner' };

/** CSS pixels at a cell's lower right corner that take hold of the fill handle. */
const handleSize = 9;

export function hitAt(
  target: EventTarget | null,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  shape: SheetShape,
): Hit | null {
  if (!(target instanceof Element)) return null;
  const header = target.closest('.ag-header-cell');
  if (header !== null) {
    if (target.closest('.ag-header-cell-resize') !== null) return null;
    const key = header.getAttribute('col-id');
    if (key === rowNumberColumn) return { kind: 'corner' };
    const column = shape.columns.indexOf(key ?? '');
    return column < 0 ? null : { kind: 'header', column };
  }
  const cell = target.closest('.ag-cell');
  const rowElement = cell?.closest('.ag-row') ?? null;
  const row = rowElement === null ? null : rowIndexOf(rowElement, shape.dataRows);
  if (cell === null || row === null || row >= shape.rowIds.length) return null;
  const key = cell.getAttribute('col-id') ?? '';
  if (key === rowNumberColumn) return row < shape.dataRows ? { kind: 'rowNumber', row } : null;
  const column = shape.columns.indexOf(key);
  if (column < 0) return null;
  const { right, bottom } = cell.getBoundingClientRect();
  const onHandle =
    cell.classList.contains('sheet-handle') &&
    right - clientX <= handleSize &&
    bottom - clientY <= handleSize;
  return { kind: 'cell', row, column, onHandle };
}
