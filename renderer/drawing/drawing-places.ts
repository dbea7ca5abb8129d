/** Places of the drawing: what is selected, where the pointer is, where things stand on the screen. */
import type { PointerEvent } from 'react';
import {
  boxOf,
  type ColumnEdges,
  columnAt,
  gutterWidth,
  headHeight,
  leftOf,
  type RowEdges,
  type Spot,
} from './drawing-geometry.ts';
import type { CellRange, RowSpan } from './sheet-places.ts';

/** The active cell, and with it the rows that a menu speaks of. */
export type DrawingSelection = { readonly spot: Spot; readonly anchorRow: number };

export type ScreenPoint = { readonly clientX: number; readonly clientY: number };

/** The place under the pointer; column -1 is the gutter, row -1 the head. */
export function placeUnder(
  { clientX, clientY }: ScreenPoint,
  scroller: HTMLElement | null,
  edges: ColumnEdges,
  rows: RowEdges,
): Spot {
  const box = scroller?.getBoundingClientRect();
  if (scroller === null || box === undefined) return { row: 0, column: 0 };
  const x = clientX - box.left - gutterWidth;
  const y = clientY - box.top - headHeight;
  return {
    row: y < 0 ? -1 : rows.rowAt(y + scroller.scrollTop),
    column: x < 0 ? -1 : columnAt(edges, x + scroller.scrollLeft),
  };
}

/** The rows that a selection speaks of. */
export function spanOf({ spot, anchorRow }: DrawingSelection): RowSpan {
  const row = Math.max(0, spot.row);
  return { firstRow: Math.min(row, anchorRow), lastRow: Math.max(row, anchorRow) };
}

export function step(selection: DrawingSelection, spot: Spot, extend: boolean): DrawingSelection {
  return { spot, anchorRow: extend ? selection.anchorRow : Math.max(0, spot.row) };
}

export function holdsRow({ firstRow, lastRow }: RowSpan, row: number): boolean {
  return firstRow <= row && row <= lastRow;
}

export function pointAt(event: ScreenPoint) {
  return { x: event.clientX, y: event.clientY };
}

export function pointOf(
  scroller: HTMLElement | null,
  edges: ColumnEdges,
  rows: RowEdges,
  { row, column }: Spot,
) {
  const box = scroller?.getBoundingClientRect();
  if (scroller === null || box === undefined) return { x: 0, y: 0 };
  return {
    x: box.left + gutterWidth + leftOf(edges, column) - scroller.scrollLeft + 8,
    y: row < 0 ? box.top + headHeight : box.top + headHeight + rows.topOf(row + 1) - scroller.scrollTop,
  };
}

export function isOnScrollbar(event: PointerEvent, scroller: HTMLElement | null): boolean {
  const box = scroller?.getBoundingClientRect();
  if (scroller === null || box === undefined) return false;
  return event.clientX - box.left > scroller.clientWidth || event.clientY - box.top > scroller.clientHeight;
}

export function frameOf(edges: ColumnEdges, rows: RowEdges, range: CellRange) {
  const box = boxOf(edges, rows, range);
  return { ...box, left: box.left + gutterWidth };
}
