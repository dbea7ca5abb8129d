import type { GridCommand } from './keyboard.ts';
import { addressAt, nextCell, type SheetShape, stepFrom } from './selection.ts';
import type { CellAddress } from './sheet-model.ts';

/** What a move needs to know of the screen: rows that fit on it, and how many rows are not totals. */
type MoveContext = { readonly pageSize: number; readonly dataRows: number };

/** The cell where a command leads from `from`; null for commands that do not move. */
export function targetOf(
  command: GridCommand,
  shape: SheetShape,
  from: CellAddress,
  { pageSize, dataRows }: MoveContext,
): CellAddress | null {
  const row = shape.rowIndex.get(from.rowId) ?? 0;
  const column = Math.max(0, shape.columns.indexOf(from.column));
  const lastColumn = shape.columns.length - 1;
  switch (command.kind) {
    case 'move':
      if (!command.far) return stepFrom(shape, from, command.direction, 1);
      return {
        up: () => addressAt(shape, 0, column),
        // The totals are one step further than the last row.
        down: () => addressAt(shape, Math.max(row, dataRows - 1), column),
        left: () => addressAt(shape, row, 0),
        right: () => addressAt(shape, row, lastColumn),
      }[command.direction]();
    case 'page':
      return stepFrom(shape, from, command.direction, pageSize);
    case 'edge':
      return {
        rowStart: () => addressAt(shape, row, 0),
        rowEnd: () => addressAt(shape, row, lastColumn),
        start: () => addressAt(shape, 0, 0),
        end: () => addressAt(shape, dataRows - 1, lastColumn),
      }[command.to]();
    case 'tab':
      return nextCell(shape, from, command.backwards);
    case 'open':
    case 'clear':
    case 'selectAll':
      return null;
  }
}
