import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { AgSheet } from './ag-sheet.ts';
import { type DragPoint, type FollowPointer, followDrag } from './drag-scroll.ts';
import { endOfNeighbour } from './fill-cells.ts';
import { headOver, hitAt, isSelected, type PlaceHit, rangeOfHit, targetOfHit } from './hit.ts';
import {
  addRange,
  addressAt,
  extendTo,
  holdsColumn,
  holdsRow,
  rangeOf,
  sameAddress,
  selectAll,
  selectRange,
} from './selection.ts';
import { isFilledAt, type SheetContext } from './sheet-actions.ts';
import type { CellAddress, MenuTarget, SheetRow } from './sheet-model.ts';
import { type FillDrag, useDragFill } from './use-drag-fill.ts';
import { type DropLine, useDragOrder } from './use-drag-order.ts';

type PointerInput<RowType extends SheetRow> = {
  readonly surface: RefObject<HTMLElement | null>;
  readonly sheet: RefObject<AgSheet<RowType> | null>;
  readonly context: SheetContext<RowType>;
  /** Ends what is being typed and takes the keyboard. */
  readonly onPress: () => void;
  readonly onOpen: (address: CellAddress) => void;
  readonly onColumnMoved: ((key: string, toIndex: number) => void) | undefined;
  readonly onContextMenu: ((target: MenuTarget, point: { x: number; y: number }) => void) | undefined;
};

/** Everything the mouse does in a sheet: selecting, filling, moving rows and columns, opening cells and menus. */
export function useSheetPointer<RowType extends SheetRow>({
  surface,
  sheet,
  context,
  onPress,
  onOpen,
  onColumnMoved,
  onContextMenu,
}: PointerInput<RowType>): { readonly fillDrag: FillDrag | null; readonly dropLine: DropLine | null } {
  const { model, shape, selection, select } = context;
  const stopDrag = useRef<() => void>(() => {});
  const follow: FollowPointer = (event, onMove, onEnd = () => {}) => {
    stopDrag.current();
    stopDrag.current = followDrag(event, {
      viewport: () => sheet.current?.viewport() ?? null,
      onMove,
      onEnd,
    });
  };
  const { fillDrag, dragFill, fillTo } = useDragFill(surface, context, follow);
  const { dropLine, dragRows, dragColumn } = useDragOrder(surface, context, follow, onColumnMoved);

  const press = useEffectEvent((event: MouseEvent): void => {
    const hit = hitAt(event.target, event, shape);
    if (hit === null) return;
    // The press would give the focus to the page; typing belongs to the field over the cell.
    event.preventDefault();
    onPress();
    if (event.button !== 0) return;
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (hit.kind === 'corner') select(selectAll(shape, null));
    else if (hit.kind === 'cell' && hit.onHandle && plain) dragFill(event);
    else if (hit.kind === 'rowNumber' && plain && holdsRow(shape, selection, hit.row))
      dragRows(event, hit.row);
    else if (hit.kind === 'header' && plain && onColumnMoved && holdsColumn(shape, selection, hit.column))
      dragColumn(event, hit.column);
    else {
      selectHit(hit, event.shiftKey, event.ctrlKey || event.metaKey);
      follow(event, (under, point) => extendOver(under, point));
    }
  });

  const selectHit = (hit: PlaceHit, extend: boolean, add: boolean): void => {
    const range = rangeOfHit(shape, hit);
    const last = selection?.ranges.at(-1);
    if (extend && selection !== null && last !== undefined) {
      // Shift+click on a row number or header takes the whole rows or columns in between.
      const ranges = [...selection.ranges.slice(0, -1), { ...last, kind: range.kind }];
      select(extendTo(shape, { ...selection, ranges }, range.head));
    } else select(add ? addRange(selection, range) : selectRange(range));
  };

  const extendOver = useEffectEvent((under: Element | null, point: DragPoint): void => {
    const hit = hitAt(under, point, shape);
    const last = selection?.ranges.at(-1);
    if (hit === null || hit.kind === 'corner' || selection === null || last === undefined) return;
    const head = headOver(shape, hit, last);
    if (!sameAddress(head, last.head)) select(extendTo(shape, selection, head));
  });

  const doublePress = useEffectEvent((event: MouseEvent): void => {
    const hit = hitAt(event.target, event, shape);
    if (hit?.kind !== 'cell') return;
    if (!hit.onHandle) onOpen(addressAt(shape, hit.row, hit.column));
    if (!hit.onHandle || selection === null) return;
    const source = rangeOf(shape, selection);
    const bottom = endOfNeighbour(source, shape, isFilledAt(model, shape));
    if (bottom === null) context.say('旁边的列没有数据，不知道填到哪里。请拖动右下角的小方块来填充。');
    else fillTo(source, { ...source, bottom }, 'auto');
  });

  const openMenu = useEffectEvent((event: MouseEvent): void => {
    const hit = hitAt(event.target, event, shape);
    if (hit === null || onContextMenu === undefined) return;
    event.preventDefault();
    if (hit.kind === 'corner') return;
    if (!isSelected(shape, selection, hit)) select(selectRange(rangeOfHit(shape, hit)));
    onContextMenu(targetOfHit(shape, hit), { x: event.clientX, y: event.clientY });
  });

  useEffect(() => {
    const element = surface.current;
    if (element === null) return;
    const listening = new AbortController();
    const options = { signal: listening.signal };
    element.addEventListener('mousedown', (event) => press(event), options);
    element.addEventListener('dblclick', (event) => doublePress(event), options);
    element.addEventListener('contextmenu', (event) => openMenu(event), options);
    return () => {
      listening.abort();
      stopDrag.current();
    };
  }, [surface]);

  return { fillDrag, dropLine };
}
