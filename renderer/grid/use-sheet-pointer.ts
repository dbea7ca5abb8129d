import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CellRange } from '../../shared/grid/ranges.ts';
import type { AgSheet } from './ag-sheet.ts';
import { dragThreshold, followDrag } from './drag-scroll.ts';
import { endOfNeighbour, fillTarget, planFill } from './fill-cells.ts';
import { type Hit, hitAt } from './hit.ts';
import { moveRowsTo, selectedRowIds } from './row-commands.ts';
import {
  addRange,
  addressAt,
  extendTo,
  holdsColumn,
  holdsRow,
  type RangeKind,
  rangeOf,
  rangesOf,
  type SelectedRange,
  sameAddress,
  selectAll,
  selectRange,
} from './selection.ts';
import { applyFill, isFilledAt, type SheetContext } from './sheet-actions.ts';
import type { CellAddress, MenuTarget, RowPlace, SheetRow } from './sheet-model.ts';

/** A fill that is being dragged, with what the last cell would get and where the pointer is in the sheet. */
export type FillDrag = {
  readonly target: CellRange;
  readonly hint: string;
  readonly left: number;
  readonly top: number;
};

/** Where rows or a column that are being dragged would go: a line, in CSS pixels of the sheet. */
export type DropLine = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

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

type Point = { readonly clientX: number; readonly clientY: number; readonly ctrlKey: boolean };

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
  const [fillDrag, setFillDrag] = useState<FillDrag | null>(null);
  const [dropLine, setDropLine] = useState<DropLine | null>(null);
  const stopDrag = useRef<() => void>(() => {});

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

  const selectHit = (hit: Exclude<Hit, { kind: 'corner' }>, extend: boolean, add: boolean): void => {
    const range = rangeOfHit(hit);
    const last = selection?.ranges.at(-1);
    if (extend && selection !== null && last !== undefined) {
      // Shift+click on a row number or header takes the whole rows or columns in between.
      const ranges = [...selection.ranges.slice(0, -1), { ...last, kind: range.kind }];
      select(extendTo(shape, { ...selection, ranges }, range.head));
    } else select(add ? addRange(selection, range) : selectRange(range));
  };

  const rangeOfHit = (hit: Exclude<Hit, { kind: 'corner' }>): SelectedRange => {
    const kinds = { cell: 'cells', rowNumber: 'rows', header: 'columns' } as const;
    const row = hit.kind === 'header' ? 0 : hit.row;
    const column = hit.kind === 'rowNumber' ? 0 : hit.column;
    const address = addressAt(shape, row, column);
    return { kind: kinds[hit.kind], anchor: address, head: address };
  };

  const extendOver = useEffectEvent((under: Element | null, point: Point): void => {
    const hit = hitAt(under, point, shape);
    const last = selection?.ranges.at(-1);
    if (hit === null || hit.kind === 'corner' || selection === null || last === undefined) return;
    const head = headOver(hit, last.kind, last.head);
    if (!sameAddress(head, last.head)) select(extendTo(shape, selection, head));
  });

  const headOver = (
    hit: Exclude<Hit, { kind: 'corner' }>,
    kind: RangeKind,
    before: CellAddress,
  ): CellAddress => {
    const over = rangeOfHit(hit).head;
    if (kind === 'rows')
      return { rowId: hit.kind === 'header' ? before.rowId : over.rowId, column: before.column };
    if (kind === 'columns')
      return { rowId: before.rowId, column: hit.kind === 'rowNumber' ? before.column : over.column };
    return hit.kind === 'header' ? { ...over, rowId: before.rowId } : over;
  };

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
  const previewFill = useEffectEvent((source: CellRange, under: Element | null, point: Point): void => {
    const hit = hitAt(under, point, shape);
    if (hit?.kind !== 'cell') return;
    const target = fillTarget(source, Math.min(hit.row, shape.dataRows - 1), hit.column);
    const { edits } = planFill(model, shape, source, target, point.ctrlKey ? 'turned' : 'auto');
    const origin = surface.current?.getBoundingClientRect();
    fillOver.current = target;
    setFillDrag({
      target,
      hint: edits.at(-1)?.text ?? '',
      left: point.clientX - (origin?.left ?? 0) + 14,
      top: point.clientY - (origin?.top ?? 0) + 16,
    });
  });

  const finishFill = useEffectEvent((source: CellRange, point: Point): void => {
    const target = fillOver.current;
    fillOver.current = null;
    setFillDrag(null);
    if (target === null || target === source) return;
    fillTo(source, target, point.ctrlKey ? 'turned' : 'auto');
  });

  const fillTo = (source: CellRange, target: CellRange, mode: 'auto' | 'turned'): void => {
    applyFill(context, [planFill(model, shape, source, target, mode)]);
    select(
      selectRange({
        kind: 'cells',
        anchor: addressAt(shape, target.top, target.left),
        head: addressAt(shape, target.bottom, target.right),
      }),
    );
  };

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

  const rowPlaceOver = useEffectEvent((under: Element | null, point: Point): RowPlace | null => {
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
    else select(selectRange(rangeOfHit({ kind: 'rowNumber', row: pressed })));
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

  const columnPlaceOver = useEffectEvent((under: Element | null, point: Point): number | null => {
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
      select(selectRange(rangeOfHit({ kind: 'header', column: pressed })));
    else if (to !== pressed && to !== pressed + 1) onColumnMoved?.(key, to > pressed ? to - 1 : to);
  });

  const follow = (
    event: MouseEvent,
    onMove: (under: Element | null, point: Point) => void,
    onEnd: (point: Point) => void = () => {},
  ): void => {
    stopDrag.current();
    stopDrag.current = followDrag(event, {
      viewport: () => sheet.current?.viewport() ?? null,
      onMove,
      onEnd,
    });
  };

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
    if (!isSelected(hit)) select(selectRange(rangeOfHit(hit)));
    onContextMenu(targetOfHit(hit), { x: event.clientX, y: event.clientY });
  });

  const isSelected = (hit: Exclude<Hit, { kind: 'corner' }>): boolean =>
    hit.kind === 'rowNumber'
      ? holdsRow(shape, selection, hit.row)
      : hit.kind === 'header'
        ? holdsColumn(shape, selection, hit.column)
        : rangesOf(shape, selection).some(
            ({ top, bottom, left, right }) =>
              hit.row >= top && hit.row <= bottom && hit.column >= left && hit.column <= right,
          );

  const targetOfHit = (hit: Exclude<Hit, { kind: 'corner' }>): MenuTarget => {
    const address = rangeOfHit(hit).anchor;
    switch (hit.kind) {
      case 'cell':
        return { kind: 'cell', address };
      case 'rowNumber':
        return { kind: 'row', rowId: address.rowId };
      case 'header':
        return { kind: 'column', column: address.column };
    }
  };

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
