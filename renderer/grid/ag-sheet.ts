/**
 * AG Grid as a drawing surface: it lays out and scrolls rows and columns; the cell painter fills them. Selecting,
 * typing and undo are ours (see SheetGrid). Its rows stand for positions on the screen.
 */
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  createGrid,
  type GridApi,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { gridTheme } from '../theme.ts';
import { columnDefsOf, sameColumns } from './ag-columns.ts';
import { countedRows, hasManyRows, type Position, positions, totalPositions } from './ag-rows.ts';
import { CellPainter, type SheetLook } from './cell-painter.ts';
import { gridText } from './grid-text.ts';
import type { HeaderParams } from './sheet-header.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  LocaleModule,
  PinnedRowModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
]);

/** A cell's rectangle in CSS pixels, relative to the grid's own box, which has the size of `room`. */
export type CellBox = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly room: { readonly width: number; readonly height: number };
};

export type SheetEvents = {
  /** The focus came to the drawing itself, where nothing can be typed. */
  readonly onFocus: () => void;
  /** The grid scrolled or changed its size: boxes are no longer where they were. */
  readonly onMoved: () => void;
  readonly onColumnResized: (key: string, width: number) => void;
  /** Null where no header has a menu. */
  readonly onHeaderMenu: HeaderParams['onMenu'];
};

export class AgSheet<RowType extends SheetRow> {
  readonly #element: HTMLElement;
  readonly #api: GridApi<Position>;
  readonly #painter: CellPainter<RowType>;
  readonly #events: SheetEvents;
  readonly #counted: boolean;
  #model: SheetModel<RowType>;
  /** Rows that AG Grid counts; behind the model's for a frame where that shows nothing else. */
  #rowCount: number;
  #pendingCount = 0;
  #leave: () => void;

  constructor(element: HTMLElement, model: SheetModel<RowType>, events: SheetEvents) {
    this.#element = element;
    this.#model = model;
    this.#events = events;
    this.#painter = new CellPainter(element, model);
    this.#counted = hasManyRows(model);
    this.#rowCount = model.rows.length;
    this.#api = createGrid<Position>(element, {
      theme: gridTheme,
      columnDefs: columnDefsOf(model.columns, events.onHeaderMenu),
      ...(this.#counted ? countedRows(model.rows.length) : { rowData: positions(0, model.rows.length) }),
      pinnedBottomRowData: totalPositions(model.totals.length),
      getRowId: ({ data }) => data.id,
      localeText: gridText,
      rowBuffer: 0,
      animateRows: false,
      // A row moved by a transform is a layer of its own: drawing them takes twice as long.
      suppressRowTransform: true,
      suppressColumnMoveAnimation: true,
      suppressCellFocus: true,
      suppressHeaderFocus: true,
      suppressMovableColumns: true,
      suppressNoRowsOverlay: true,
      suppressRowHoverHighlight: true,
      suppressDragLeaveHidesColumns: true,
      rowClassRules: { 'sheet-total-row': ({ node }) => node.rowPinned === 'bottom' },
      onBodyScroll: events.onMoved,
      onGridSizeChanged: events.onMoved,
      onModelUpdated: events.onMoved,
      onColumnResized: ({ finished, source, column }) => {
        events.onMoved();
        if (finished && column !== null && (source === 'uiColumnResized' || source === 'autosizeColumns'))
          events.onColumnResized(column.getColId(), column.getActualWidth());
      },
    });
    const focus = (): void => events.onFocus();
    element.addEventListener('focusin', focus);
    this.#leave = () => element.removeEventListener('focusin', focus);
    const grid = element.querySelector('[role="grid"]');
    grid?.setAttribute('aria-label', model.label);
    grid?.setAttribute('aria-multiselectable', 'true');
    this.#painter.paint();
  }

  /** Shows another state of the sheet; the scroll and whatever stayed the same are kept. */
  update(model: SheetModel<RowType>): void {
    const before = this.#model;
    if (before === model) return;
    this.#model = model;
    if (!sameColumns(before.columns, model.columns))
      this.#api.setGridOption('columnDefs', columnDefsOf(model.columns, this.#events.onHeaderMenu));
    if (this.#countsLater(model.rows.length)) this.#countAfterPainting();
    else this.#countRows();
    if (before.totals.length !== model.totals.length) {
      this.#api.setGridOption('pinnedBottomRowData', totalPositions(model.totals.length));
    }
    this.#painter.show(model);
  }

  /** Draws the selection and what else lies over the cells. */
  drawLook(look: SheetLook): void {
    this.#painter.look(look);
  }

  scrollTo(row: number, column: number): void {
    this.#countRows();
    if (row < this.#model.rows.length && this.#model.rows.length > 0) this.#api.ensureIndexVisible(row);
    const key = this.#model.columns[column]?.key;
    if (key !== undefined) this.#api.ensureColumnVisible(key);
  }

  /** Rows that fit on the screen, for Page Up and Page Down. */
  pageSize(): number {
    return Math.max(1, this.#api.getLastDisplayedRowIndex() - this.#api.getFirstDisplayedRowIndex() - 1);
  }

  /** Where a cell is drawn; null when it is scrolled out of sight. */
  boxOf(row: number, column: number): CellBox | null {
    const key = this.#model.columns[column]?.key ?? '';
    const { length } = this.#model.rows;
    const written = row < length ? String(row) : `b-${row - length}`;
    const cell = this.#element.querySelector(`[row-index="${written}"] [col-id="${CSS.escape(key)}"]`);
    return cell === null ? null : this.#boxOfElement(cell);
  }

  headerBox(column: number): DOMRect | null {
    const key = this.#model.columns[column]?.key ?? '';
    const header = this.#element.querySelector(`.ag-header-cell[col-id="${CSS.escape(key)}"]`);
    return header?.getBoundingClientRect() ?? null;
  }

  /** The scrolling part, and the rectangle of it that is not covered while there is more to scroll. */
  viewport(): { readonly element: HTMLElement; readonly body: DOMRect } | null {
    const element = this.#element.querySelector<HTMLElement>('.ag-grid-viewport');
    if (element === null) return null;
    const box = element.getBoundingClientRect();
    const top = this.#element.querySelector('.ag-header')?.getBoundingClientRect().bottom ?? box.top;
    const pinned = this.#element.querySelector('.ag-header .ag-grid-pinned-left-cells');
    // Frozen columns and totals can be dragged over once there is nothing more to scroll before them.
    const left = element.scrollLeft > 0 ? (pinned?.getBoundingClientRect().right ?? box.left) : box.left;
    const visibleBottom = box.top + element.clientHeight;
    const totals = this.#element.querySelector('.ag-grid-pinned-bottom-rows')?.getBoundingClientRect();
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    const covered = totals !== undefined && totals.height > 0 && !atEnd;
    const bottomEdge = covered ? Math.min(totals.top, visibleBottom) : visibleBottom;
    return {
      element,
      body: new DOMRect(left, top, box.left + element.clientWidth - left, bottomEdge - top),
    };
  }

  destroy(): void {
    this.#leave();
    cancelAnimationFrame(this.#pendingCount);
    this.#painter.destroy();
    this.#api.destroy();
  }

  /** A filter or its end leaves the same positions on the screen: what they show is painted first. */
  #countsLater(count: number): boolean {
    const last = this.#api.getLastDisplayedRowIndex();
    return this.#counted && last >= 0 && last + 1 < Math.min(this.#rowCount, count);
  }

  #countAfterPainting(): void {
    cancelAnimationFrame(this.#pendingCount);
    this.#pendingCount = requestAnimationFrame(() => {
      this.#pendingCount = requestAnimationFrame(() => this.#countRows());
    });
  }

  #countRows(): void {
    cancelAnimationFrame(this.#pendingCount);
    const before = this.#rowCount;
    const after = this.#model.rows.length;
    this.#rowCount = after;
    if (before === after) return;
    if (this.#counted) {
      this.#api.setRowCount(after, true);
      return;
    }
    const few = Math.abs(after - before) < 2000;
    if (!few) this.#api.setGridOption('rowData', positions(0, after));
    else if (after > before) this.#api.applyTransaction({ add: positions(before, after) });
    else this.#api.applyTransaction({ remove: positions(after, before) });
  }

  #boxOfElement(element: Element): CellBox {
    const box = element.getBoundingClientRect();
    const origin = this.#element.getBoundingClientRect();
    return {
      left: box.left - origin.left,
      top: box.top - origin.top,
      width: box.width,
      height: box.height,
      room: { width: origin.width, height: origin.height },
    };
  }
}
