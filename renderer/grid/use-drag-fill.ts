import { type RefObject, useEffectEvent, useRef, useState } from 'react';
import { type CellRange, countCells } from '../../shared/grid/ranges.ts';
import type { DragPoint, FollowPointer } from './drag-scroll.ts';
import { clearedBy, fillTarget, planFill } from './fill-cells.ts';
import { hitAt } from './hit.ts';
import { addressAt, rangeOf, selectRange } from './selection.ts';
import { applyFill, clearRanges, type SheetContext } from './sheet-actions.ts';
import type { SheetRow } from './sheet-model.ts';

/** A fill that is being dragged, with what the last cell would get and where the pointer is in the sheet. */
export type FillDrag = {
  readonly target: CellRange;
  /** What a drag back into the selection would clear; null for a fill. */
  readonly clearing: CellRange | null;
  readonly hint: string;
  readonly left: number;
  readonly top: number;
};

type DragFill = {
  readonly fillDrag: FillDrag | null;
  readonly dragFill: (event: MouseEvent) => void;
  readonly fillTo: (source: CellRange, target: CellRange, mode: 'auto' | 'turned') => void;
};

/** The fill handle: dragged outwards it fills, dragged back into the selection it clears. */
export function useDragFill<RowType extends SheetRow>(
  surface: RefObject<HTMLElement | null>,
  context: SheetContext<RowType>,
  follow: FollowPointer,
): DragFill {
  const { model, shape, selection, select } = context;
  const [fillDrag, setFillDrag] = useState<FillDrag | null>(null);

  const dragFill = (event: MouseEvent): void => {
    if (selection === null) return;
    const source = rangeOf(shape, selection);
    follow(
      event,
      (under, point) => previewFill(source, under, point),
      (point) => finishFill(source, point),
    );
  };

  const fillOver = useRef<CellRange | null>(null);
  const previewFill = useEffectEvent((source: CellRange, under: Element | null, point: DragPoint): void => {
    const hit = hitAt(under, point, shape);
    if (hit?.kind !== 'cell') return;
    const lastRow = Math.max(source.bottom, shape.dataRows - 1);
    const target = fillTarget(source, Math.min(hit.row, lastRow), hit.column);
    const clearing = clearedBy(source, target);
    const { edits } = planFill(model, shape, source, target, point.ctrlKey ? 'turned' : 'auto');
    const filled = edits.at(-1)?.text ?? '';
    const origin = surface.current?.getBoundingClientRect();
    fillOver.current = target;
    setFillDrag({
      target,
      clearing,
      hint: clearing !== null ? `清除 ${countCells([clearing])} 格` : filled === '' ? '（空）' : filled,
      left: point.clientX - (origin?.left ?? 0) + 14,
      top: point.clientY - (origin?.top ?? 0) + 16,
    });
  });

  const finishFill = useEffectEvent((source: CellRange, point: DragPoint): void => {
    const target = fillOver.current;
    fillOver.current = null;
    setFillDrag(null);
    if (target === null || sameRange(target, source)) return;
    fillTo(source, target, point.ctrlKey ? 'turned' : 'auto');
  });

  const fillTo: DragFill['fillTo'] = (source, target, mode) => {
    const cleared = clearedBy(source, target);
    if (cleared === null) applyFill(context, [planFill(model, shape, source, target, mode)]);
    else clearRanges(context, [cleared]);
    select(
      selectRange({
        kind: 'cells',
        anchor: addressAt(shape, target.top, target.left),
        head: addressAt(shape, target.bottom, target.right),
      }),
    );
  };

  return { fillDrag, dragFill, fillTo };
}

function sameRange(left: CellRange, right: CellRange): boolean {
  return (
    left.top === right.top &&
    left.bottom === right.bottom &&
    left.left === right.left &&
    left.right === right.right
  );
}
