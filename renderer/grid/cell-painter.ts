/**
 * Writes what cells show into the empty cells that AG Grid draws and scrolls. A row of the grid stands for a
 * position on the screen, not for a record: after an edit, an undo or a sort only the cells on the screen change.
 */
import type { CellRange } from '../../shared/grid/ranges.ts';
import {
  type SheetCell,
  type SheetColumn,
  type SheetModel,
  type SheetRow,
  sameSheetCell,
} from './sheet-model.ts';

/** The column of row numbers; it holds no data. */
export const rowNumberColumn = '#';

/** What is drawn over the cells; indexes among rows (totals last) and columns. */
export type SheetLook = {
  readonly active: { readonly row: number; readonly column: number } | null;
  readonly ranges: readonly CellRange[];
  /** Rows and columns that are selected as a whole. */
  readonly wholeRows: readonly CellRange[];
  readonly wholeColumns: readonly CellRange[];
  /** What was copied or cut and waits to be pasted: a dashed outline. */
  readonly copied: readonly CellRange[];
  readonly isCut: boolean;
  /** Where a fill that is being dragged would write, and what it would clear. */
  readonly preview: CellRange | null;
  readonly clearing: CellRange | null;
  /** Whether the last range carries the fill handle. */
  readonly handle: boolean;
};

export const plainLook: SheetLook = {
  active: null,
  ranges: [],
  wholeRows: [],
  wholeColumns: [],
  copied: [],
  isCut: false,
  preview: null,
  clearing: null,
  handle: false,
};

type Painted = { readonly cell: SheetCell; readonly look: number };

export class CellPainter<RowType extends SheetRow> {
  readonly #root: HTMLElement;
  readonly #observer: MutationObserver;
  readonly #painted = new WeakMap<Element, Painted>();
  #model: SheetModel<RowType>;
  #columns: ReadonlyMap<string, number>;
  #look: SheetLook = plainLook;

  constructor(root: HTMLElement, model: SheetModel<RowType>) {
    this.#root = root;
    this.#model = model;
    this.#columns = indexColumns(model);
    // Mutations are reported before the next frame is drawn, so that no empty cell is ever seen.
    this.#observer = new MutationObserver((records) => this.#paintAdded(records));
    this.#observer.observe(root, { childList: true, subtree: true });
  }

  show(model: SheetModel<RowType>): void {
    this.#model = model;
    this.#columns = indexColumns(model);
    this.paint();
  }

  look(look: SheetLook): void {
    this.#look = look;
    this.paint();
  }

  /** Paints every cell on the screen; a cell that shows the same already costs a comparison. */
  paint(): void {
    for (const row of this.#root.querySelectorAll('.ag-row')) this.#paintRow(row);
    for (const header of this.#root.querySelectorAll('.ag-header-cell')) this.#paintHeader(header);
  }

  destroy(): void {
    this.#observer.disconnect();
  }

  #paintAdded(records: readonly MutationRecord[]): void {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.classList.contains('ag-row')) this.#paintRow(node);
        else if (node.classList.contains('ag-cell')) this.#paintAlone(node);
        else if (node.classList.contains('ag-header-cell')) this.#paintHeader(node);
        else for (const row of node.querySelectorAll('.ag-row')) this.#paintRow(row);
      }
    }
  }

  #paintRow(element: Element): void {
    const index = rowIndexOf(element, this.#model.rows.length);
    const row = index === null ? undefined : this.#rowAt(index);
    if (index === null || row === undefined) return;
    if (element.getAttribute('data-row-id') !== row.id) element.setAttribute('data-row-id', row.id);
    for (const cell of element.querySelectorAll('.ag-cell')) this.#paintCell(cell, index, row);
  }

  #paintAlone(element: Element): void {
    const rowElement = element.closest('.ag-row');
    const index = rowElement === null ? null : rowIndexOf(rowElement, this.#model.rows.length);
    const row = index === null ? undefined : this.#rowAt(index);
    if (rowElement === null || index === null || row === undefined) return;
    if (rowElement.getAttribute('data-row-id') !== row.id) rowElement.setAttribute('data-row-id', row.id);
    this.#paintCell(element, index, row);
  }

  #paintCell(element: Element, index: number, row: RowType): void {
    const key = element.getAttribute('col-id') ?? '';
    if (key === rowNumberColumn) this.#paintRowNumber(element, index, row);
    const column = this.#columns.get(key);
    if (column === undefined) return;
    const cell = this.#model.cellOf(row, key);
    const look = lookAt(this.#look, index, column);
    const before = this.#painted.get(element);
    if (before?.look === look && sameSheetCell(before.cell, cell) && textOf(element) === cell.text) return;
    this.#painted.set(element, { cell, look });
    writeText(element, cell.text);
    if (before !== undefined) for (const name of cellClasses(before.cell)) element.classList.remove(name);
    for (const name of cellClasses(cell)) element.classList.add(name);
    if (before?.look !== look) writeLook(element, before?.look ?? 0, look);
    if (cell.readOnly !== null) element.setAttribute('aria-readonly', 'true');
    else if (before?.cell.readOnly != null) element.removeAttribute('aria-readonly');
    if (cell.mark !== null) element.setAttribute('data-mark', cell.mark.reason);
    else if (before?.cell.mark != null) element.removeAttribute('data-mark');
  }

  #paintRowNumber(element: Element, index: number, row: RowType): void {
    const isData = index < this.#model.rows.length;
    writeText(element, isData ? String(this.#model.rowNumber(row)) : '');
    const touched = this.#look.ranges.some(({ top, bottom }) => index >= top && index <= bottom);
    const whole = this.#look.wholeRows.some(({ top, bottom }) => index >= top && index <= bottom);
    element.classList.toggle('sheet-row-active', touched);
    element.classList.toggle('sheet-row-whole', whole);
    if (element.getAttribute('role') !== 'rowheader') element.setAttribute('role', 'rowheader');
  }

  #paintHeader(element: Element): void {
    const column = this.#columns.get(element.getAttribute('col-id') ?? '') ?? -1;
    const touched = this.#look.ranges.some(({ left, right }) => column >= left && column <= right);
    const whole = this.#look.wholeColumns.some(({ left, right }) => column >= left && column <= right);
    element.classList.toggle('sheet-column-active', touched);
    element.classList.toggle('sheet-column-whole', whole);
    nameHeader(element, this.#model.columns[column]);
  }

  #rowAt(index: number): RowType | undefined {
    const { rows, totals } = this.#model;
    return index < rows.length ? rows[index] : totals[index - rows.length];
  }
}

/** What a screen reader says of a header: its title and what the marks beside it mean, without the button in it. */
function nameHeader(element: Element, column: SheetColumn | undefined): void {
  const name =
    column === undefined
      ? '行号'
      : [column.title, column.required ? '必填' : '', column.header.filtered ? '已筛选' : '']
          .filter((part) => part !== '')
          .join('，');
  if (element.getAttribute('aria-label') !== name) element.setAttribute('aria-label', name);
  const sort = column?.header.sort ?? 'none';
  if (element.getAttribute('aria-sort') !== sort) element.setAttribute('aria-sort', sort);
}

/** The index of a drawn row: pinned rows come after all others. */
export function rowIndexOf(element: Element, dataRows: number): number | null {
  const written = /^(b-)?(\d+)$/.exec(element.getAttribute('row-index') ?? '');
  if (written === null) return null;
  return Number(written[2]) + (written[1] === undefined ? 0 : dataRows);
}

const bits = {
  'sheet-selected': 1,
  'sheet-active': 2,
  'sheet-edge-top': 4,
  'sheet-edge-right': 8,
  'sheet-edge-bottom': 16,
  'sheet-edge-left': 32,
  'sheet-handle': 64,
  'sheet-cut': 128,
  'sheet-preview': 256,
  'sheet-clearing': 512,
  'sheet-copied': 1024,
  'sheet-copied-top': 2048,
  'sheet-copied-right': 4096,
  'sheet-copied-bottom': 8192,
  'sheet-copied-left': 16384,
} as const;

const classBits = Object.entries(bits);

function lookAt(sheet: SheetLook, row: number, column: number): number {
  const { active, ranges, preview, clearing, handle } = sheet;
  let look = 0;
  const many = ranges.length > 1 || (ranges[0] !== undefined && !isOneCell(ranges[0]));
  ranges.forEach((range, index) => {
    if (!holds(range, row, column)) return;
    const last = index === ranges.length - 1;
    if (many) look |= bits['sheet-selected'];
    if (many && row === range.top) look |= bits['sheet-edge-top'];
    if (many && row === range.bottom) look |= bits['sheet-edge-bottom'];
    if (many && column === range.left) look |= bits['sheet-edge-left'];
    if (many && column === range.right) look |= bits['sheet-edge-right'];
    if (last && handle && row === range.bottom && column === range.right) look |= bits['sheet-handle'];
  });
  if (active?.row === row && active.column === column) look |= bits['sheet-active'];
  if (preview !== null && holds(preview, row, column)) look |= bits['sheet-preview'];
  if (clearing !== null && holds(clearing, row, column)) look |= bits['sheet-clearing'];
  return sheet.copied.length === 0 ? look : look | copiedLookAt(sheet, row, column);
}

function copiedLookAt({ copied, isCut }: SheetLook, row: number, column: number): number {
  let look = 0;
  for (const range of copied) {
    if (!holds(range, row, column)) continue;
    look |= bits['sheet-copied'];
    if (isCut) look |= bits['sheet-cut'];
    if (row === range.top) look |= bits['sheet-copied-top'];
    if (row === range.bottom) look |= bits['sheet-copied-bottom'];
    if (column === range.left) look |= bits['sheet-copied-left'];
    if (column === range.right) look |= bits['sheet-copied-right'];
  }
  return look;
}

function writeLook(element: Element, before: number, look: number): void {
  for (const [name, bit] of classBits) {
    if (((before ^ look) & bit) !== 0) element.classList.toggle(name, (look & bit) !== 0);
  }
  const selected = (look & (bits['sheet-selected'] | bits['sheet-active'])) !== 0;
  element.setAttribute('aria-selected', selected ? 'true' : 'false');
}

function cellClasses({ tone, mark, hit = null }: SheetCell): readonly string[] {
  if (tone === 'plain' && mark === null && hit === null) return noClasses;
  const classes = tone === 'plain' ? [] : [`sheet-${tone}`];
  if (hit !== null) classes.push(hit === 'current' ? 'sheet-hit-current' : 'sheet-hit');
  return mark === null ? classes : [...classes, `sheet-mark-${mark.severity}`];
}

const noClasses: readonly string[] = [];

function textOf(element: Element): string {
  return holderOf(element).textContent ?? '';
}

function writeText(element: Element, text: string): void {
  const holder = holderOf(element);
  const { firstChild } = holder;
  if (firstChild instanceof Text && holder.childNodes.length === 1) {
    if (firstChild.data !== text) firstChild.data = text;
  } else if (holder.textContent !== text) holder.textContent = text;
}

/** A cell whose height follows its text has its text in an element of its own. */
function holderOf(element: Element): Element {
  const { firstElementChild } = element;
  return firstElementChild === null ? element : (element.querySelector('.ag-cell-value') ?? element);
}

function indexColumns<RowType extends SheetRow>(model: SheetModel<RowType>): ReadonlyMap<string, number> {
  return new Map(model.columns.map(({ key }, index) => [key, index]));
}

function holds({ top, bottom, left, right }: CellRange, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

function isOneCell({ top, bottom, left, right }: CellRange): boolean {
  return top === bottom && left === right;
}
