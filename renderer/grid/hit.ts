/** What of the sheet lies under the pointer, and what a press there means. */
import { rowIndexOf, rowNumberColumn } from './cell-painter.ts';
import {
  addressAt,
  holdsColumn,
  holdsRow,
  rangesOf,
  type SelectedRange,
  type Selection,
  type SheetShape,
} from './selection.ts';
import type { CellAddress, MenuTarget } from './sheet-model.ts';

export type Hit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly onHandle: boolean }
  | { readonly kind: 'rowNumber'; readonly row: number }
  | { readonly kind: 'header'; readonly column: number }
  | { readonly kind: 'corner' };

/** A cell, a row number or a header. */
export type PlaceHit = Exclude<Hit, { kind: 'corner' }>;

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

/** What a press selects. */
export function rangeOfHit(shape: SheetShape, hit: PlaceHit): SelectedRange {
  const kinds = { cell: 'cells', rowNumber: 'rows', header: 'columns' } as const;
  const row = hit.kind === 'header' ? 0 : hit.row;
  const column = hit.kind === 'rowNumber' ? 0 : hit.column;
  const address = addressAt(shape, row, column);
  return { kind: kinds[hit.kind], anchor: address, head: address };
}

/** The moving corner of a range that is dragged over a place. */
export function headOver(shape: SheetShape, hit: PlaceHit, { kind, head }: SelectedRange): CellAddress {
  const over = rangeOfHit(shape, hit).head;
  if (kind === 'rows') return { rowId: hit.kind === 'header' ? head.rowId : over.rowId, column: head.column };
  if (kind === 'columns')
    return { rowId: head.rowId, column: hit.kind === 'rowNumber' ? head.column : over.column };
  return hit.kind === 'header' ? { ...over, rowId: head.rowId } : over;
}

export function isSelected(shape: SheetShape, selection: Selection | null, hit: PlaceHit): boolean {
  switch (hit.kind) {
    case 'rowNumber':
      return holdsRow(shape, selection, hit.row);
    case 'header':
      return holdsColumn(shape, selection, hit.column);
    case 'cell':
      return rangesOf(shape, selection).some(
        ({ top, bottom, left, right }) =>
          hit.row >= top && hit.row <= bottom && hit.column >= left && hit.column <= right,
      );
  }
}

export function targetOfHit(shape: SheetShape, hit: PlaceHit): MenuTarget {
  const address = rangeOfHit(shape, hit).anchor;
  switch (hit.kind) {
    case 'cell':
      return { kind: 'cell', address };
    case 'rowNumber':
      return { kind: 'row', rowId: address.rowId };
    case 'header':
      return { kind: 'column', column: address.column };
  }
}

/** What a menu is about that the keyboard opens: the kind of the last range. */
export function menuTargetOf({ active, ranges }: Selection): MenuTarget {
  const kind = ranges.at(-1)?.kind;
  if (kind === 'rows') return { kind: 'row', rowId: active.rowId };
  return kind === 'columns' ? { kind: 'column', column: active.column } : { kind: 'cell', address: active };
}
