import type { CellRange } from '../../shared/grid/ranges.ts';
import type { SheetLook } from './cell-painter.ts';
import { boundsOf, pointOf, rangesOf, type Selection, type SheetShape } from './selection.ts';
import type { FillDrag } from './use-drag-fill.ts';
import type { SheetClipboard } from './use-sheet-clipboard.ts';

/** What lies over the cells: the selection, what waits on the clipboard, and a fill that is being dragged. */
export function lookOf(
  shape: SheetShape,
  selection: Selection | null,
  waiting: SheetClipboard['waiting'],
  fill: FillDrag | null,
  isEditing: boolean,
): SheetLook {
  const whole = (kind: 'rows' | 'columns'): CellRange[] =>
    selection?.ranges.filter((range) => range.kind === kind).map((range) => boundsOf(shape, range)) ?? [];
  const active = selection?.active ?? null;
  return {
    active: active === null || !shape.rowIndex.has(active.rowId) ? null : pointOf(shape, active),
    ranges: rangesOf(shape, selection),
    wholeRows: whole('rows'),
    wholeColumns: whole('columns'),
    copied: waiting?.source.map((range) => boundsOf(shape, range)) ?? [],
    isCut: waiting?.cut ?? false,
    preview: fill?.target ?? null,
    clearing: fill?.clearing ?? null,
    handle: !isEditing && selection?.ranges.length === 1,
  };
}
