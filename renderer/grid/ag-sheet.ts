/** AG Grid as a drawing surface: rows, columns, scrolling. Selecting, typing and undo are ours (see SheetGrid). */
import {
  type CellClassParams,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  createGrid,
  type GridApi,
  type ITooltipParams,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  type ValueFormatterParams,
  type ValueGetterParams,
} from 'ag-grid-community';
import { gridTheme } from '../theme.ts';
import { gridText } from './grid-text.ts';
import type { CellRange } from './selection.ts';
import {
  blankCell,
  type CellAddress,
  type SheetCell,
  type SheetColumn,
  type SheetModel,
  type SheetRow,
  sameSheetCell,
} from './sheet-model.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  CellStyleModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
]);

/** The column of row numbers; it holds no data. */
export const rowNumberColumn = '#';

/** A cell's rectangle in CSS pixels, relative to the grid's own box, which has the size of `room`. */
export type CellBox = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly room: { readonly width: number; readonly height: number };
};

/** What the grid asks about the selection while it draws. */
export type SelectionLook = {
  readonly isActive: (address: CellAddress) => boolean;
  readonly isSelected: (address: CellAddress) => boolean;
};

export type SheetEvents = {
  readonly onPress: (address: CellAddress, event: MouseEvent) => void;
  readonly onDragOver: (address: CellAddress) => void;
  readonly onOpen: (address: CellAddress) => void;
  /** The focus came to the drawing itself, where nothing can be typed. */
  readonly onFocus: () => void;
  /** The grid scrolled or changed its size: boxes are no longer where they were. */
  readonly onMoved: () => void;
};

export class AgSheet<RowType extends SheetRow> {
  readonly #element: HTMLElement;
  readonly #api: GridApi<RowType>;
  readonly #leave: () => void;
  #model: SheetModel<RowType>;

  constructor(element: HTMLElement, model: SheetModel<RowType>, look: SelectionLook, events: SheetEvents) {
    this.#element = element;
    this.#model = model;
    this.#api = createGrid<RowType>(element, {
      theme: gridTheme,
      columnDefs: [this.#rowNumbers(look), ...model.columns.map((column) => this.#columnDef(column, look))],
      rowData: [...model.rows],
      pinnedBottomRowData: [...model.totals],
      getRowId: ({ data }) => data.id,
      localeText: gridText,
      animateRows: false,
      suppressCellFocus: true,
      suppressHeaderFocus: true,
      suppressMovableColumns: true,
      suppressNoRowsOverlay: true,
      suppressRowHoverHighlight: true,
      suppressDragLeaveHidesColumns: true,
      tooltipShowDelay: 400,
      rowClassRules: { 'sheet-total-row': ({ node }) => node.rowPinned === 'bottom' },
      onBodyScroll: events.onMoved,
      onGridSizeChanged: events.onMoved,
      onColumnResized: events.onMoved,
      onModelUpdated: events.onMoved,
    });
    this.#leave = listenToPointer(element, events);
    this.#api.setGridAriaProperty('label', model.label);
  }

  /** Shows other rows in the same columns; scroll and everything that stayed the same are kept. */
  update(model: SheetModel<RowType>): void {
    const before = this.#model;
    this.#model = model;
    if (before.rows !== model.rows) this.#api.setGridOption('rowData', [...model.rows]);
    if (before.totals !== model.totals) this.#api.setGridOption('pinnedBottomRowData', [...model.totals]);
    // A cell may depend on other rows (合计, names of the registry); unchanged cells cost nothing here.
    this.#api.refreshCells();
  }

  /** Draws the selection anew in the given rows. */
  drawSelection(ranges: readonly CellRange[]): void {
    const total = this.#model.rows.length;
    const rowNodes = this.#api.getRenderedNodes().filter(({ rowIndex, rowPinned }) => {
      const index = (rowIndex ?? 0) + (rowPinned === 'bottom' ? total : 0);
      return ranges.some(({ top, bottom }) => index >= top && index <= bottom);
    });
    const pinned = this.#model.totals.flatMap((_, index) => this.#api.getPinnedBottomRow(index) ?? []);
    this.#api.refreshCells({ rowNodes: [...rowNodes, ...pinned], force: true });
  }

  scrollTo({ rowId, column }: CellAddress): void {
    const index = this.#api.getRowNode(rowId)?.rowIndex;
    if (index !== undefined && index !== null) this.#api.ensureIndexVisible(index);
    this.#api.ensureColumnVisible(column);
  }

  /** Rows that fit on the screen, for Page Up and Page Down. */
  pageSize(): number {
    return Math.max(1, this.#api.getLastDisplayedRowIndex() - this.#api.getFirstDisplayedRowIndex() - 1);
  }

  /** Where a cell is drawn; null when it is scrolled out of sight. */
  boxOf({ rowId, column }: CellAddress): CellBox | null {
    const cell = this.#element.querySelector(
      `[row-id="${CSS.escape(rowId)}"] [col-id="${CSS.escape(column)}"]`,
    );
    if (cell === null) return null;
    const box = cell.getBoundingClientRect();
    const origin = this.#element.getBoundingClientRect();
    return {
      left: box.left - origin.left,
      top: box.top - origin.top,
      width: box.width,
      height: box.height,
      room: { width: origin.width, height: origin.height },
    };
  }

  destroy(): void {
    this.#leave();
    this.#api.destroy();
  }

  #cellAt(row: RowType | undefined, column: string): SheetCell {
    return row === undefined ? blankCell : this.#model.cellOf(row, column);
  }

  #columnDef(column: SheetColumn, look: SelectionLook): ColDef<RowType, SheetCell> {
    const isHere = (params: CellClassParams<RowType, SheetCell>): CellAddress => ({
      rowId: params.data?.id ?? '',
      column: column.key,
    });
    return {
      colId: column.key,
      headerName: column.title,
      headerClass: `sheet-header sheet-${column.align}`,
      width: column.width,
      minWidth: 48,
      ...(column.flex > 0 ? { flex: column.flex, minWidth: column.width } : {}),
      resizable: true,
      sortable: false,
      cellDataType: false,
      wrapText: column.wrap,
      autoHeight: column.wrap,
      valueGetter: (params: ValueGetterParams<RowType>) => this.#cellAt(params.data ?? undefined, column.key),
      valueFormatter: (params: ValueFormatterParams<RowType, SheetCell>) => params.value?.text ?? '',
      equals: (left, right) => sameSheetCell(left ?? undefined, right ?? undefined),
      tooltipValueGetter: (params: ITooltipParams<RowType, SheetCell>) => {
        const cell = this.#cellAt(params.data, column.key);
        return cell.mark?.reason ?? null;
      },
      cellClass: `sheet-cell sheet-${column.align}`,
      cellClassRules: {
        'sheet-active': (params) => look.isActive(isHere(params)),
        'sheet-selected': (params) => look.isSelected(isHere(params)),
        'sheet-muted': ({ value }) => value?.tone === 'muted',
        'sheet-computed': ({ value }) => value?.tone === 'computed',
        'sheet-total': ({ value }) => value?.tone === 'total',
        'sheet-differs': ({ value }) => value?.tone === 'differs',
        'sheet-mark-must': ({ value }) => value?.mark?.severity === 'must',
        'sheet-mark-note': ({ value }) => value?.mark?.severity === 'note',
      },
    };
  }

  #rowNumbers(look: SelectionLook): ColDef<RowType> {
    return {
      colId: rowNumberColumn,
      headerName: '',
      headerClass: 'sheet-header sheet-center',
      pinned: 'left',
      lockPinned: true,
      width: 46,
      resizable: false,
      sortable: false,
      cellDataType: false,
      valueGetter: ({ node }) => (node?.rowPinned ? '' : (node?.rowIndex ?? 0) + 1),
      cellClass: 'sheet-row-number',
      cellClassRules: {
        'sheet-row-active': ({ data }) =>
          data !== undefined && look.isSelected({ rowId: data.id, column: '' }),
      },
    };
  }
}

/**
 * Follows the pointer by the page's own events: AG Grid reports them later, when a key may already have been
 * pressed. Returns how to stop.
 */
function listenToPointer(element: HTMLElement, events: SheetEvents): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  element.addEventListener(
    'mousedown',
    (event) => {
      const address = addressUnder(event);
      if (address !== null) events.onPress(address, event);
    },
    options,
  );
  element.addEventListener(
    'mouseover',
    (event) => {
      const address = event.buttons === 1 ? addressUnder(event) : null;
      if (address !== null) events.onDragOver(address);
    },
    options,
  );
  element.addEventListener(
    'dblclick',
    (event) => {
      const address = addressUnder(event);
      if (address !== null && address.column !== rowNumberColumn) events.onOpen(address);
    },
    options,
  );
  element.addEventListener('focusin', events.onFocus, options);
  return () => listening.abort();
}

function addressUnder({ target }: MouseEvent): CellAddress | null {
  const cell = target instanceof Element ? target.closest('.ag-cell') : null;
  const rowId = cell?.closest('.ag-row')?.getAttribute('row-id') ?? null;
  const column = cell?.getAttribute('col-id') ?? null;
  return rowId === null || column === null ? null : { rowId, column };
}
