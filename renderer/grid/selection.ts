import type { CellAddress, SheetModel, SheetRow } from './sheet-model.ts';

/** `active` is where typing goes, `head` the opposite corner of the range; one cell when they are the same. */
export type Selection = { readonly active: CellAddress; readonly head: CellAddress };

/** The order of rows and columns, by which a selection moves. */
export type SheetShape = {
  readonly rowIds: readonly string[];
  readonly rowIndex: ReadonlyMap<string, number>;
  readonly columns: readonly string[];
};

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Inclusive indexes. */
export type CellRange = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

export function shapeOf<RowType extends SheetRow>(model: SheetModel<RowType>): SheetShape {
  const rowIds = [...model.rows, ...model.totals].map(({ id }) => id);
  return {
    rowIds,
    rowIndex: new Map(rowIds.map((id, index) => [id, index])),
    columns: model.columns.map(({ key }) => key),
  };
}

export function selectCell(address: CellAddress): Selection {
  return { active: address, head: address };
}

export function sameAddress(left: CellAddress, right: CellAddress): boolean {
  return left.rowId === right.rowId && left.column === right.column;
}

/** The cell `by` steps away, kept inside the table. */
export function stepFrom(
  shape: SheetShape,
  from: CellAddress,
  direction: Direction,
  by: number,
): CellAddress {
  const row = shape.rowIndex.get(from.rowId) ?? 0;
  const column = Math.max(0, shape.columns.indexOf(from.column));
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

/** The next cell for Tab: right, then the start of the next row; the other way when `backwards`. */
export function nextCell(shape: SheetShape, from: CellAddress, backwards: boolean): CellAddress {
  const row = shape.rowIndex.get(from.rowId) ?? 0;
  const column = shape.columns.indexOf(from.column) + (backwards ? -1 : 1);
  if (column < 0) return row === 0 ? from : addressAt(shape, row - 1, shape.columns.length - 1);
  if (column >= shape.columns.length) {
    return row === shape.rowIds.length - 1 ? from : addressAt(shape, row + 1, 0);
  }
  return addressAt(shape, row, column);
}

export function addressAt(shape: SheetShape, row: number, column: number): CellAddress {
  const rowId = shape.rowIds[clamp(row, shape.rowIds.length)] ?? '';
  return { rowId, column: shape.columns[clamp(column, shape.columns.length)] ?? '' };
}

export function rangeOf(shape: SheetShape, { active, head }: Selection): CellRange {
  const rows = [active, head].map(({ rowId }) => shape.rowIndex.get(rowId) ?? 0);
  const columns = [active, head].map(({ column }) => Math.max(0, shape.columns.indexOf(column)));
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  };
}

export function addressesIn(shape: SheetShape, { top, bottom, left, right }: CellRange): CellAddress[] {
  const addresses: CellAddress[] = [];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) addresses.push(addressAt(shape, row, column));
  }
  return addresses;
}

/** A selection after rows came or went: kept where its rows still are, else beside where they were; null when empty. */
export function keepSelection(
  before: SheetShape,
  after: SheetShape,
  selection: Selection | null,
): Selection | null {
  if (selection === null || after.rowIds.length === 0 || after.columns.length === 0) return null;
  const keep = (address: CellAddress): CellAddress =>
    after.rowIndex.has(address.rowId) && after.columns.includes(address.column)
      ? address
      : addressAt(after, before.rowIndex.get(address.rowId) ?? 0, before.columns.indexOf(address.column));
  const active = keep(selection.active);
  const head = keep(selection.head);
  return sameAddress(active, selection.active) && sameAddress(head, selection.head)
    ? selection
    : { active, head };
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
