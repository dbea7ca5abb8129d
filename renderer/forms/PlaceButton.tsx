import type { ReactElement } from 'react';
import { type CellRange, nameOfCell } from '../drawing/sheet-places.ts';

/** The name of a cell, which shows it in the drawing. */
export function PlaceButton({
  row,
  column,
  onShow,
}: {
  readonly row: number;
  readonly column: number;
  readonly onShow: (range: CellRange) => void;
}): ReactElement {
  const name = nameOfCell(row, column);
  return (
    <button
      type="button"
      className="reading-place"
      title={`在左边显示 ${name}`}
      onClick={() => onShow({ firstRow: row, lastRow: row, firstColumn: column, lastColumn: column })}
    >
      {name}
    </button>
  );
}
