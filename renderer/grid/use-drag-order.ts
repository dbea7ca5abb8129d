import { type RefObject, useEffectEvent, useState } from 'react';
import { type DragPoint, dragThreshold, type FollowPointer } from './drag-scroll.ts';
import { hitAt, rangeOfHit } from './hit.ts';
import { moveRowsTo, selectedRowIds } from './row-commands.ts';
import { selectRange } from './selection.ts';
import type { SheetContext } from './sheet-actions.ts';
import type { RowPlace, SheetRow } from './sheet-model.ts';

/** Where rows or a column that are being dragged would go: a line, in CSS pixels of the sheet. */
export type DropLine = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type DragOrder = {
  readonly dropLine: DropLine | null;
  readonly dragRows: (event: MouseEvent, pressed: number) => void;
  readonly dragColumn: (event: MouseEvent, pressed: number) => void;
};

/** Moving the selected rows by their numbers, and a selected column by its header; a press without a drag selects. */
export function useDragOrder<RowType extends SheetRow>(
  surface: RefObject<HTMLElement | null>,
  context: SheetContext<RowType>,
  follow: FollowPointer,
  onColumnMoved: ((key: string, toIndex: number) => void) | undefined,
): DragOrder {
  const { shape, select } = context;
  const [dropLine, setDropLine] = useState<DropLine | null>(null);

  const dragRows = (event: MouseEvent, pressed: number): void => {
    const start = event.clientY;
    let place: RowPlace | null = null;
    follow(
      event,
      (under, point) => {
        if (place === null && Math.abs(point.clientY - start) < dragThreshold) return;
        place = rowPlaceOver(under, point) ?? place;
      },
      () => dropRows(place, pressed),
    );
  };

  const rowPlaceOver = useEffectEvent((under: Element | null, point: DragPoint): RowPlace | null => {
    const hit = hitAt(under, point, shape);
    const cell = under?.closest('.ag-cell')?.getBoundingClientRect();
    const origin = surface.current?.getBoundingClientRect();
    if (hit === null || (hit.kind !== 'cell' && hit.kind !== 'rowNumber') || !cell || !origin) return null;
    const row = Math.min(hit.row, shape.dataRows - 1);
    const below = hit.row > row || point.clientY > cell.top + cell.height / 2;
    const top = (below ? cell.bottom : cell.top) - origin.top;
    setDropLine({ left: 0, top: top - 1, width: origin.width, height: 2 });
    return { rowId: shape.rowIds[row] ?? '', side: below ? 'below' : 'above' };
  });

  const dropRows = useEffectEvent((place: RowPlace | null, pressed: number): void => {
    setDropLine(null);
    if (place !== null) moveRowsTo(context, selectedRowIds(context), place);
    else select(selectRange(rangeOfHit(shape, { kind: 'rowNumber', row: pressed })));
  });

  const dragColumn = (event: MouseEvent, pressed: number): void => {
    const start = event.clientX;
    let to: number | null = null;
    follow(
      event,
      (under, point) => {
        if (to === null && Math.abs(point.clientX - start) < dragThreshold) return;
        to = columnPlaceOver(under, point) ?? to;
      },
      () => dropColumn(to, pressed),
    );
  };

  const columnPlaceOver = useEffectEvent((under: Element | null, point: DragPoint): number | null => {
    const hit = hitAt(under, point, shape);
    const cell = under?.closest('.ag-cell, .ag-header-cell')?.getBoundingClientRect();
    const origin = surface.current?.getBoundingClientRect();
    if (hit === null || (hit.kind !== 'cell' && hit.kind !== 'header') || !cell || !origin) return null;
    const after = point.clientX > cell.left + cell.width / 2;
    const left = (after ? cell.right : cell.left) - origin.left;
    setDropLine({ left: left - 1, top: 0, width: 2, height: origin.height });
    return hit.column + (after ? 1 : 0);
  });

  const dropColumn = useEffectEvent((to: number | null, pressed: number): void => {
    setDropLine(null);
    const key = shape.columns[pressed];
    if (to === null || key === undefined)
      select(selectRange(rangeOfHit(shape, { kind: 'header', column: pressed })));
    else if (to !== pressed && to !== pressed + 1) onColumnMoved?.(key, to > pressed ? to - 1 : to);
  });

  return { dropLine, dragRows, dragColumn };
}
