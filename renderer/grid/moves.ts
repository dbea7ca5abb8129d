/** Where a key leads: steps, jumps to the edge of the data, pages, and going round inside a selection. */
import { type CellPoint, type CellRange, jumpTarget } from '../../shared/grid/ranges.ts';
import type { GridCommand } from './keyboard.ts';
import {
  addressAt,
  boundsOf,
  isMany,
  pointOf,
  type Selection,
  type SheetShape,
  sizeOf,
  stepFrom,
} from './selection.ts';
import type { CellAddress } from './sheet-model.ts';

/** What a move needs to know beside the shape: rows that fit on the screen, and which cells hold something. */
export type MoveContext = {
  readonly pageSize: number;
  readonly isFilled: (row: number, column: number) => boolean;
};

/** The cell where a command leads from `from`; null for commands that do not move. */
export function targetOf(
  command: GridCommand,
  shape: SheetShape,
  from: CellAddress,
  { pageSize, isFilled }: MoveContext,
): CellAddress | null {
  switch (command.kind) {
    case 'move': {
      if (!command.far) return stepFrom(shape, from, command.direction, 1);
      const point = pointOf(shape, from);
      // The totals are one step further than the last row, so that a jump down ends on the data.
      const rowCount = Math.max(shape.dataRows, point.row + 1);
      const target = jumpTarget(point, command.direction, { ...sizeOf(shape), rowCount }, isFilled);
      return addressAt(shape, target.row, target.column);
    }
    case 'page':
      return stepFrom(shape, from, command.direction, pageSize);
    case 'edge': {
      const { row } = pointOf(shape, from);
      const lastColumn = shape.columns.length - 1;
      return {
        rowStart: () => addressAt(shape, row, 0),
        rowEnd: () => addressAt(shape, row, lastColumn),
        start: () => addressAt(shape, 0, 0),
        end: () => addressAt(shape, Math.max(0, shape.dataRows - 1), lastColumn),
      }[command.to]();
    }
    default:
      return null;
  }
}

export type Advance = { readonly along: 'row' | 'column'; readonly backwards: boolean };

/**
 * Tab and Enter. Inside a selection of several cells they go round in it, range after range, and the selection
 * stays; from a single cell Tab goes on to the next row's first cell, Enter down to `returnColumn`, the column
 * where a run of Tabs began.
 */
export function advance(
  shape: SheetShape,
  selection: Selection,
  { along, backwards }: Advance,
  returnColumn: string | null,
): Selection {
  if (isMany(shape, selection)) return goRound(shape, selection, along, backwards);
  const address =
    along === 'row'
      ? nextInRow(shape, selection.active, backwards)
      : stepFrom(
          shape,
          { rowId: selection.active.rowId, column: returnColumn ?? selection.active.column },
          backwards ? 'up' : 'down',
          1,
        );
  const range = { kind: 'cells', anchor: address, head: address } as const;
  return { active: address, head: address, ranges: [range] };
}

function nextInRow(shape: SheetShape, from: CellAddress, backwards: boolean): CellAddress {
  const point = pointOf(shape, from);
  const column = point.column + (backwards ? -1 : 1);
  if (column < 0) return point.row === 0 ? from : addressAt(shape, point.row - 1, shape.columns.length - 1);
  if (column >= shape.columns.length) {
    return point.row === shape.rowIds.length - 1 ? from : addressAt(shape, point.row + 1, 0);
  }
  return addressAt(shape, point.row, column);
}

function goRound(
  shape: SheetShape,
  selection: Selection,
  along: 'row' | 'column',
  backwards: boolean,
): Selection {
  const current = selection.ranges.at(-1);
  if (current === undefined) return selection;
  const next = stepInside(boundsOf(shape, current), pointOf(shape, selection.active), along, backwards);
  if (next !== null) return { ...selection, active: addressAt(shape, next.row, next.column) };
  // The range that the active cell enters is put last; the order of going round stays.
  const ranges = backwards
    ? [...selection.ranges.slice(-1), ...selection.ranges.slice(0, -1)]
    : [...selection.ranges.slice(1), ...selection.ranges.slice(0, 1)];
  const entered = ranges.at(-1) ?? current;
  const { top, bottom, left, right } = boundsOf(shape, entered);
  const active = backwards ? addressAt(shape, bottom, right) : addressAt(shape, top, left);
  return { active, head: entered.head, ranges };
}

function stepInside(
  { top, bottom, left, right }: CellRange,
  { row, column }: CellPoint,
  along: 'row' | 'column',
  backwards: boolean,
): CellPoint | null {
  const by = backwards ? -1 : 1;
  if (along === 'row') {
    const next = column + by;
    if (next >= left && next <= right) return { row, column: next };
    const line = row + by;
    return line < top || line > bottom ? null : { row: line, column: backwards ? right : left };
  }
  const next = row + by;
  if (next >= top && next <= bottom) return { row: next, column };
  const line = column + by;
  return line < left || line > right ? null : { row: backwards ? bottom : top, column: line };
}
