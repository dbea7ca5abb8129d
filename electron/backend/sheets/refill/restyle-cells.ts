/** Other styles for cells of a sheet, those that are not written down included. */
import type { CellRange } from './fill.ts';
import { CellInserter } from './insert-cells.ts';
import type { SheetIndex } from './sheet-index.ts';
import { writeStyle } from './xml/rewrite-cell.ts';
import type { Splices } from './xml/splices.ts';

/** @returns the style that the cell is to have; the same for one that stays as it is */
export type Restyle = (
  style: string | null,
  row: number,
  column: number,
  hasFormula: boolean,
) => string | null;

/** Every cell that is written, and every cell of the ranges. */
export function restyleCells(
  index: SheetIndex,
  ranges: readonly CellRange[],
  restyle: Restyle,
  splices: Splices,
): void {
  for (const { row } of index.rows) {
    const line = index.row(row);
    for (const cell of line?.cells ?? []) {
      const { style, column } = cell;
      const wanted = restyle(style, row, column, index.formulaOf(cell) !== undefined);
      if (wanted !== style && !(style === null && wanted === '0')) {
        writeStyle(index.elementOf(cell), wanted, cell.start, splices);
      }
    }
  }
  addBlankCells(index, ranges, restyle, splices);
}

function addBlankCells(
  index: SheetIndex,
  ranges: readonly CellRange[],
  restyle: Restyle,
  splices: Splices,
): void {
  const added = new CellInserter(index, splices);
  const seen = new Set<number>();
  for (const { firstRow, lastRow, firstColumn, lastColumn } of ranges) {
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        const key = row * 16_384 + column;
        if (seen.has(key) || index.cell(row, column) !== undefined) continue;
        seen.add(key);
        const style = index.styleAt(row, column);
        const wanted = restyle(style, row, column, false);
        if (wanted !== style) added.add(row, column, wanted, null, '');
      }
    }
  }
  added.finish();
}
