/** What is selected: ranges by the ids of their corners, so that they stay on their rows when others come or go. */
import { type CellPoint, type CellRange, type Direction, rangeBetween } from '../../shared/grid/ranges.ts';
import { idsInOrder, indexRows } from './row-index.ts';
import type { CellAddress, SheetModel, SheetRow } from './sheet-model.ts';

export type { CellRange, Direction } from '../../shared/grid/ranges.ts';

/** Whole rows reach over all columns, whole columns over all rows but the totals, also when some are added. */
export type RangeKind = 'cells' | 'rows' | 'columns' | 'all';

/** A range from where it was begun to its moving corner. */
export type SelectedRange = {
  readonly kind: RangeKind;
  readonly anchor: CellAddress;
  readonly head: CellAddress;
};

/** `active` is where typing goes, inside the last of the ranges, whose moving corner is `head`. */
export type Selection = {
  readonly active: CellAddress;
  readonly head: CellAddress;
  readonly ranges: readonly SelectedRange[];
};

/** The order of rows and columns, by which a selection moves; the totals are the last rows. */
export type SheetShape = {
  readonly rowIds: readonly string[];
  readonly rowIndex: ReadonlyMap<string, number>;
  readonly dataRows: number;
  readonly columns: readonly string[];
};

export function shapeOf<RowType extends SheetRow>(
  model: Pick<SheetModel<RowType>, 'rows' | 'totals' | 'columns'>,
  before?: SheetShape,
): SheetShape {
  const rows = model.totals.length === 0 ? model.rows : [...model.rows, ...model.totals];
  const rowIndex = indexRows(rows);
  const columns = model.columns.map(({ key }) => key);
  if (
    before?.rowIndex === rowIndex &&
    before.dataRows === model.rows.length &&
    before.columns.length === columns.length &&
    before.columns.every((key, index) => key === columns[index])
  )
    return before;
  return { rowIds: idsInOrder(rowIndex), rowIndex, dataRows: model.rows.length, columns };
}

export function sizeOf(shape: SheetShape): { readonly rowCount: number; readonly columnCount: number } {
  return { rowCount: shape.rowIds.length, columnCount: shape.columns.length };
}

export function selectCell(address: CellAddress): Selection {
  return selectRange({ kind: 'cells', anchor: address, head: address });
}

export function selectRange(range: SelectedRange, active = range.anchor): Selection {
  return { active, head: range.head, ranges: [range] };
}

/** Adds a range to those selected (Ctrl+click, Ctrl+drag). */
export function addRange(selection: Selection | null, range: SelectedRange): Selection {
  return { active: range.anchor, head: range.head, ranges: [...(selection?.ranges ?? []), range] };
}

/** Moves the corner of the last range (Shift+click, Shift+arrow, dragging). */
export function extendTo(shape: SheetShape, selection: Selection, head: CellAddress): Selection {
  const last = lastRange(selection);
  const range = { ...last, head };
  const bounds = boundsOf(shape, range);
  const { row, column } = pointOf(shape, selection.active);
  const inside = row >= bounds.top && row <= bounds.bottom && column >= bounds.left && column <= bounds.right;
  return {
    active: inside ? selection.active : range.anchor,
    head,
    ranges: [...selection.ranges.slice(0, -1), range],
  };
}

/** Gives the last range another kind: whole rows or columns of what it touches. */
export function widenTo(selection: Selection, kind: RangeKind): Selection {
  return { ...selection, ranges: [...selection.ranges.slice(0, -1), { ...lastRange(selection), kind }] };
}

export function selectAll(shape: SheetShape, active: CellAddress | null): Selection {
  const anchor = addressAt(shape, 0, 0);
  const head = addressAt(shape, Math.max(0, shape.dataRows - 1), shape.columns.length - 1);
  return selectRange({ kind: 'all', anchor, head }, active ?? anchor);
}

export function lastRange(selection: Selection): SelectedRange {
  const { active, head } = selection;
  return selection.ranges.at(-1) ?? { kind: 'cells', anchor: active, head };
}

/** The indexes that a range covers. */
export function boundsOf(shape: SheetShape, { kind, anchor, head }: SelectedRange): CellRange {
  const range = rangeBetween(pointOf(shape, anchor), pointOf(shape, head));
  const [lastRow, lastColumn] = [Math.max(0, shape.dataRows - 1), Math.max(0, shape.columns.length - 1)];
  switch (kind) {
    case 'cells':
      return range;
    case 'rows':
      return { ...range, left: 0, right: lastColumn };
    case 'columns':
      return { ...range, top: 0, bottom: lastRow };
    case 'all':
      return { top: 0, bottom: lastRow, left: 0, right: lastColumn };
  }
}

/** All ranges as indexes, in the order in which they were selected. */
export function rangesOf(shape: SheetShape, selection: Selection | null): readonly CellRange[] {
  return selection === null ? [] : selection.ranges.map((range) => boundsOf(shape, range));
}

/** The range that holds the active cell. */
export function rangeOf(shape: SheetShape, selection: Selection): CellRange {
  return boundsOf(shape, lastRange(selection));
}

/** Whether more than one cell is selected. */
export function isMany(shape: SheetShape, selection: Selection): boolean {
  if (selection.ranges.length > 1) return true;
  const { top, bottom, left, right } = rangeOf(shape, selection);
  return top !== bottom || left !== right;
}

export function sameAddress(left: CellAddress, right: CellAddress): boolean {
  return left.rowId === right.rowId && left.column === right.column;
}

export function pointOf(shape: SheetShape, { rowId, column }: CellAddress): CellPoint {
  return {
    row: shape.rowIndex.get(rowId) ?? 0,
    column: Math.max(0, shape.columns.indexOf(column)),
  };
}

/** The cell at these indexes, or the nearest there is. */
export function addressAt(shape: SheetShape, row: number, column: number): CellAddress {
  const rowId = shape.rowIds[clamp(row, shape.rowIds.length)] ?? '';
  return { rowId, column: shape.columns[clamp(column, shape.columns.length)] ?? '' };
}

/** The cell `by` steps away, kept inside the table. */
export function stepFrom(
  shape: SheetShape,
  from: CellAddress,
  direction: Direction,
  by: number,
): CellAddress {
  const { row, column } = pointOf(shape, from);
  switch (direction) {
    case 'up':
      return addressAt(shape, row - by, column);
    case 'down':
      return addressAt(shape, row + by, column);
    case 'left':
      return addressAt(shape, row, column - by);
    case 'right':
      return addressAt(shape, row, column + by);
  }
}

/**
 * A selection after rows came, went or changed places: it stays on its rows where they still are, else where it
 * was on the screen. A range whose rows were torn apart (a sort) stays where it was. Null when there is no cell.
 */
export function keepSelection(
  before: SheetShape,
  after: SheetShape,
  selection: Selection | null,
): Selection | null {
  if (selection === null || after.rowIds.length === 0 || after.columns.length === 0) return null;
  if (before === after) return selection;
  const known = ({ rowId, column }: CellAddress): boolean =>
    after.rowIndex.has(rowId) && after.columns.includes(column);
  const place = (address: CellAddress): CellAddress => {
    const { row, column } = pointOf(before, address);
    return addressAt(after, row, column);
  };
  const keep = (address: CellAddress): CellAddress => (known(address) ? address : place(address));
  const ranges = selection.ranges.map((range): SelectedRange => {
    const kept = { ...range, anchor: keep(range.anchor), head: keep(range.head) };
    const sorted =
      before.dataRows === after.dataRows &&
      before.rowIndex !== after.rowIndex &&
      heightOf(before, range) !== heightOf(after, kept);
    return sorted ? { ...range, anchor: place(range.anchor), head: place(range.head) } : kept;
  });
  const last = ranges.at(-1);
  const kept = keep(selection.active);
  if (last === undefined) return selectCell(kept);
  const inside = contains(boundsOf(after, last), pointOf(after, kept));
  const next = { active: inside ? kept : last.anchor, head: last.head, ranges };
  return sameSelection(selection, next) ? selection : next;
}

export function sameSelection(left: Selection, right: Selection): boolean {
  return (
    sameAddress(left.active, right.active) &&
    left.ranges.length === right.ranges.length &&
    left.ranges.every((range, index) => {
      const other = right.ranges[index];
      return (
        other !== undefined &&
        range.kind === other.kind &&
        sameAddress(range.anchor, other.anchor) &&
        sameAddress(range.head, other.head)
      );
    })
  );
}

/** Whether a whole-row range (or the whole table) holds the row. */
export function holdsRow(shape: SheetShape, selection: Selection | null, row: number): boolean {
  return wholeRanges(shape, selection, 'rows').some(({ top, bottom }) => row >= top && row <= bottom);
}

export function holdsColumn(shape: SheetShape, selection: Selection | null, column: number): boolean {
  return wholeRanges(shape, selection, 'columns').some(
    ({ left, right }) => column >= left && column <= right,
  );
}

function wholeRanges(
  shape: SheetShape,
  selection: Selection | null,
  kind: 'rows' | 'columns',
): readonly CellRange[] {
  const ranges = selection?.ranges.filter((range) => range.kind === kind) ?? [];
  return ranges.map((range) => boundsOf(shape, range));
}

function heightOf(shape: SheetShape, range: SelectedRange): number {
  const { top, bottom } = boundsOf(shape, range);
  return bottom - top;
}

function contains({ top, bottom, left, right }: CellRange, { row, column }: CellPoint): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
