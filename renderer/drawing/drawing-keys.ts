import type { Spot } from './drawing-geometry.ts';

export type DrawingSize = {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the view. */
  readonly page: number;
};

export type DrawingKey =
  | { readonly kind: 'move'; readonly to: Spot; readonly extend: boolean }
  | { readonly kind: 'menu' };

type PressedKey = {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
};

/** What a key does at a place of the drawing; null for keys that mean nothing there. Row -1 is the column's head. */
export function readDrawingKey(
  { key, ctrl, shift }: PressedKey,
  { row, column }: Spot,
  size: DrawingSize,
): DrawingKey | null {
  if (key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shift) || key === 'F2') {
    return { kind: 'menu' };
  }
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const to = {
    ArrowUp: { row: ctrl ? 0 : row - 1, column },
    ArrowDown: { row: ctrl ? lastRow : row + 1, column },
    ArrowLeft: { row, column: ctrl ? 0 : column - 1 },
    ArrowRight: { row, column: ctrl ? lastColumn : column + 1 },
    PageUp: { row: Math.max(0, row - size.page), column },
    PageDown: { row: row + size.page, column },
    Home: { row: ctrl ? 0 : row, column: 0 },
    End: { row: ctrl ? lastRow : row, column: lastColumn },
  }[key];
  if (to === undefined) return null;
  const vertical = to.column === column;
  const extend = shift && vertical && row >= 0;
  return {
    kind: 'move',
    to: {
      row: Math.max(extend ? 0 : -1, Math.min(to.row, lastRow)),
      column: Math.max(0, Math.min(to.column, lastColumn)),
    },
    extend,
  };
}
