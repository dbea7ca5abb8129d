// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows on view at their places
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active descendant
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import type { ReadingSheet } from '../../shared/model/reading.ts';
import { DrawingHead } from './DrawingHead.tsx';
import { DrawingRow } from './DrawingRow.tsx';
import {
  type ColumnEdges,
  columnsBetween,
  evenRows,
  gutterWidth,
  headHeight,
  leftOf,
  planColumns,
  type RowEdges,
  type Spot,
} from './drawing-geometry.ts';
import { readDrawingKey } from './drawing-keys.ts';
import { type DrawnLooks, looksColumns, looksRows, scaleFor } from './drawing-looks.ts';
import {
  type DrawingSelection,
  frameOf,
  holdsRow,
  isOnScrollbar,
  placeUnder,
  pointAt,
  pointOf,
  type ScreenPoint,
  spanOf,
  step,
} from './drawing-places.ts';
import { mergesByRow, noMerges } from './drawn-merges.ts';
import type { SheetMarks } from './sheet-marks.ts';
import type { SheetParts } from './sheet-parts.ts';
import type { CellRange } from './sheet-places.ts';
import './row-roles.css';
import './drawing.css';
import './meaning.css';
import './drawing-looks.css';

export type DrawingHandle = {
  readonly focus: () => void;
  readonly reveal: (spot: Spot) => void;
};

export type MenuPlace =
  | { readonly kind: 'rows'; readonly column: number | null }
  | { readonly kind: 'column'; readonly column: number };

type SheetDrawingProps = {
  readonly sheet: ReadingSheet;
  /** Null while the sheet on view has not been read. */
  readonly marks: SheetMarks | null;
  readonly parts: SheetParts;
  readonly want: (firstRow: number, lastRow: number) => void;
  readonly problems: ReadonlyMap<number, ReadonlyMap<number, Problem>>;
  readonly selection: DrawingSelection;
  /** The cell of the problem that was clicked last. */
  readonly framed: CellRange | null;
  readonly busy: boolean;
  readonly onSelect: (selection: DrawingSelection) => void;
  /** Null where nothing can be pointed out: the sheet is only looked at. */
  readonly onMenu: ((place: MenuPlace, point: { readonly x: number; readonly y: number }) => void) | null;
  readonly ref: Ref<DrawingHandle>;
};

const spareRows = 6;

/** The sheet as it looks, rows tinted by what they were taken for; only what is on view is drawn. */
export function SheetDrawing(props: SheetDrawingProps): ReactElement {
  const { sheet, marks, parts, want, problems, selection, framed, busy, onSelect, onMenu, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ left: 0, top: 0, width: 800, height: 400 });
  const dragging = useRef(false);
  const id = useId();
  const { spot } = selection;

  const { top } = parts;
  const drawn = top?.looks?.drawn != null;
  const rowCount = Math.max(1, sheet.rowCount);
  const scale =
    top === null || !drawn ? 1 : scaleFor(top, Math.max(1, sheet.columnCount), view.width - gutterWidth - 16);
  const edges = useMemo<ColumnEdges>(() => {
    if (top === null) return [0];
    const count = Math.max(1, sheet.columnCount);
    return drawn ? looksColumns(top, count, scale) : planColumns(top, count);
  }, [top, drawn, scale, sheet.columnCount]);
  const rowEdges = useMemo<RowEdges>(
    () => (drawn ? looksRows(parts, rowCount, scale) : evenRows(rowCount)),
    [parts, drawn, scale, rowCount],
  );
  const looks = useMemo<DrawnLooks | null>(
    () => (drawn ? { scale, styleAt: parts.styleAt } : null),
    [parts, drawn, scale],
  );
  const columnCount = edges.length - 1;
  const totalWidth = leftOf(edges, columnCount);
  const firstRow = Math.max(0, rowEdges.rowAt(view.top) - spareRows);
  const lastRow = Math.min(rowCount - 1, rowEdges.rowAt(view.top + view.height - headHeight) + spareRows);
  const right = view.left + view.width - gutterWidth;
  const shown = columnsBetween(edges, view.left, right);

  const ask = useEffectEvent(want);
  useEffect(() => ask(firstRow, lastRow), [firstRow, lastRow]);

  const measure = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = element;
    setView((known) =>
      known.left === left && known.top === top && known.width === width && known.height === height
        ? known
        : { left, top, width, height },
    );
  };
  const remeasure = useEffectEvent(measure);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => remeasure());
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const reveal = ({ row, column }: Spot): void => {
    const element = scroller.current;
    if (element === null) return;
    const width = element.clientWidth - gutterWidth;
    const height = element.clientHeight - headHeight;
    const [left, after] = [leftOf(edges, column), leftOf(edges, column + 1)];
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (after > element.scrollLeft + width) element.scrollLeft = Math.min(left, after - width);
    if (row >= 0) {
      const [rowTop, bottom] = [rowEdges.topOf(row), rowEdges.topOf(row + 1)];
      if (rowTop < element.scrollTop) element.scrollTop = rowTop;
      else if (bottom > element.scrollTop + height) element.scrollTop = bottom - height;
    }
    measure();
  };
  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    reveal: (to) => {
      const element = scroller.current;
      const rowTop = rowEdges.topOf(to.row);
      const hidden =
        element !== null &&
        (rowTop < element.scrollTop ||
          rowEdges.topOf(to.row + 1) > element.scrollTop + element.clientHeight - headHeight);
      // Coming from far away, a cell is shown with its neighbours above and below.
      if (hidden) element.scrollTop = Math.max(0, rowTop - (element.clientHeight - headHeight) / 2);
      reveal(to);
    },
  }));

  const select = (to: Spot, extend: boolean): void => {
    onSelect({ spot: to, anchorRow: extend ? selection.anchorRow : Math.max(0, to.row) });
    reveal(to);
  };

  const placeAt = (event: ScreenPoint): Spot => placeUnder(event, scroller.current, edges, rowEdges);

  const press = (event: PointerEvent): void => {
    if (isOnScrollbar(event, scroller.current)) return;
    const place = placeAt(event);
    const column = place.column < 0 ? spot.column : place.column;
    const kept = event.button === 2 && place.row >= 0 && holdsRow(spanOf(selection), place.row);
    if (kept) onSelect({ spot: { row: selection.spot.row, column }, anchorRow: selection.anchorRow });
    else if (place.row < 0 && place.column < 0) return;
    else onSelect(step(selection, { row: place.row, column }, event.shiftKey && place.row >= 0));
    dragging.current = event.button === 0 && place.row >= 0 && place.column < 0;
    if (dragging.current) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent): void => {
    if (!dragging.current) return;
    const row = Math.max(0, placeAt(event).row);
    if (row !== spot.row) select({ row, column: spot.column }, true);
  };

  const openMenu = (point: { readonly x: number; readonly y: number }, column: number | null): void =>
    onMenu?.(spot.row < 0 ? { kind: 'column', column: spot.column } : { kind: 'rows', column }, point);

  const pressKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    const below = rowEdges.rowAt(rowEdges.topOf(Math.max(0, spot.row)) + view.height - headHeight);
    const page = Math.max(1, below - Math.max(0, spot.row) - 1);
    const act = readDrawingKey({ key, ctrl: ctrlKey || metaKey, shift: shiftKey }, spot, {
      rows: rowCount,
      columns: columnCount,
      page,
    });
    if (act === null) return;
    event.preventDefault();
    if (act.kind === 'move') select(act.to, act.extend);
    else {
      reveal(spot);
      openMenu(pointOf(scroller.current, edges, rowEdges, spot), spot.column);
    }
  };

  const cellId = useMemo(() => (row: number, column: number) => `${id}-${row}-${column}`, [id]);
  const seen = useMemo(() => ({ left: view.left, right }), [view.left, right]);
  const merges = useMemo(() => mergesByRow(parts, firstRow, lastRow), [parts, firstRow, lastRow]);
  const selected = spanOf(selection);
  const rows = Array.from({ length: Math.max(0, lastRow - firstRow + 1) }, (_, index) => firstRow + index);

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={`工作表 ${sheet.name}`}
      aria-rowcount={rowCount + 1}
      aria-colcount={columnCount + 1}
      aria-multiselectable
      aria-busy={busy}
      aria-activedescendant={cellId(spot.row, spot.column)}
      className="drawing"
      onScroll={measure}
      onKeyDown={pressKey}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        const place = placeAt(event);
        // The Menu key comes here too, after the key itself was answered.
        if (event.button !== 2 || onMenu === null) return;
        if (place.row < 0 && place.column >= 0)
          onMenu({ kind: 'column', column: place.column }, pointAt(event));
        else if (place.row >= 0) {
          onMenu({ kind: 'rows', column: place.column < 0 ? null : place.column }, pointAt(event));
        }
      }}
    >
      <DrawingHead
        edges={edges}
        shown={shown}
        meaning={marks?.columnAt ?? null}
        pointedOut={marks?.isColumnPointedOut ?? never}
        hidden={parts.hiddenColumns}
        active={{ column: spot.column, onHead: spot.row < 0 }}
        cellId={cellId}
        onOpen={
          onMenu &&
          ((column, button) => {
            const { left, bottom } = button.getBoundingClientRect();
            onMenu({ kind: 'column', column }, { x: left, y: bottom });
          })
        }
      />
      <div
        className="drawing-body"
        style={{ height: rowEdges.topOf(rowCount), width: gutterWidth + totalWidth }}
      >
        {parts.top !== null &&
          rows.map((row) => (
            <DrawingRow
              key={row}
              index={row}
              row={parts.rowAt(row)}
              taken={marks?.rowAt(row) ?? null}
              pointedOut={marks?.isRowPointedOut(row) ?? false}
              edges={edges}
              rows={rowEdges}
              looks={looks}
              shown={shown}
              view={seen}
              merges={merges.get(row) ?? noMerges}
              isRead={marks?.isRead ?? always}
              markAt={marks?.cellAt ?? null}
              problems={problems.get(row) ?? null}
              selected={selected.lastRow > selected.firstRow && holdsRow(selected, row)}
              activeColumn={spot.row === row ? spot.column : null}
              cellId={cellId}
            />
          ))}
        {framed !== null && <div className="drawing-frame" style={frameOf(edges, rowEdges, framed)} />}
      </div>
    </div>
  );
}

const never = (): boolean => false;
const always = (): boolean => true;
