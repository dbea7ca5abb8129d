/** What AG Grid knows of rows: their positions on the screen, or their number only. */
import type { GridOptions } from 'ag-grid-community';
import type { SheetModel, SheetRow } from './sheet-model.ts';

/** A row of AG Grid: the position of a row, or of a total below them. */
export type Position = { readonly id: string };

/** A table so long that AG Grid should not know its rows. */
export function hasManyRows<RowType extends SheetRow>({
  rows,
  rowsToCome = 0,
  columns,
}: SheetModel<RowType>): boolean {
  return rows.length + rowsToCome > 1000 && !columns.some(({ wrap }) => wrap);
}

/**
 * AG Grid then knows the number of rows only, so that a filter of a hundred thousand rows, or their opening, costs
 * what is on the screen. It waits for data that never come: the painter fills the cells. All rows are equally high.
 */
export function countedRows(count: number): GridOptions<Position> {
  return {
    rowModelType: 'infinite',
    infiniteInitialRowCount: count,
    cacheBlockSize: 100,
    datasource: { getRows: () => {} },
  };
}

/** Light rows, each made once for all grids. */
const made: Position[] = [];

export function positions(from: number, to: number): Position[] {
  for (let position = made.length; position < to; position += 1) made.push({ id: String(position) });
  return made.slice(from, to);
}

export function totalPositions(count: number): Position[] {
  return Array.from({ length: count }, (_, position) => ({ id: `total ${position}` }));
}
