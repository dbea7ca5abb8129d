/** The fill handle, Ctrl+D and Ctrl+R: which cells take which texts. */
import { type FillMode, fillModeWithCtrl, fillSeries } from '../../shared/grid/fill-series.ts';
import { type CellRange, columnsIn, rowsIn } from '../../shared/grid/ranges.ts';
import { readOnlyReason, type Skipped } from './paste-cells.ts';
import type { SheetShape } from './selection.ts';
import type { CellEdit, SheetModel, SheetRow } from './sheet-model.ts';

export type PlannedFill = { readonly edits: readonly CellEdit[]; readonly skipped: Skipped };

/**
 * Fills from `source` over `target`, which reaches beyond it in one direction. `turned` is a drag with Ctrl. Identity
 * and phone numbers are somebody's own: they are copied, and counted on only when `turned` asks for it.
 */
export function planFill<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  source: CellRange,
  target: CellRange,
  mode: FillMode | 'turned',
): PlannedFill {
  const edits: CellEdit[] = [];
  let skipped: Skipped = { count: 0, reason: '' };
  for (const lane of lanesOf(source, target)) {
    const texts = lane.source.map(([row, column]) => editTextAt(model, shape, row, column));
    const filled = fillSeries({
      source: texts,
      count: lane.cells.length,
      direction: lane.direction,
      mode: modeOf(
        mode,
        texts,
        lane.source.some(([, column]) => holdsCodes(model, shape, column)),
      ),
    });
    lane.cells.forEach(([row, column], index) => {
      const key = shape.columns[column] ?? '';
      const readOnly = readOnlyReason(model, row, key);
      if (readOnly === null)
        edits.push({ rowId: shape.rowIds[row] ?? '', column: key, text: filled[index] ?? '' });
      else skipped = { count: skipped.count + 1, reason: skipped.reason === '' ? readOnly : skipped.reason };
    });
  }
  return { edits, skipped };
}

function modeOf(asked: FillMode | 'turned', texts: readonly string[], codes: boolean): FillMode {
  if (codes) return asked === 'turned' ? 'series' : 'copy';
  return asked === 'turned' ? fillModeWithCtrl(texts) : asked;
}

function holdsCodes<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  column: number,
): boolean {
  const type = model.columns.find(({ key }) => key === shape.columns[column])?.type;
  return type === 'identity' || type === 'phone';
}

/**
 * Where a drag of the handle to a cell fills to: down, up, right or left, whichever is further out. Dragged back
 * into the source it is what of the source stays; the rest is cleared, as in Excel.
 */
export function fillTarget(source: CellRange, row: number, column: number): CellRange {
  const down = row - source.bottom;
  const up = source.top - row;
  const right = column - source.right;
  const left = source.left - column;
  const furthest = Math.max(down, up, right, left);
  if (furthest <= 0) return -down >= -right ? { ...source, bottom: row } : { ...source, right: column };
  if (furthest === down) return { ...source, bottom: row };
  if (furthest === up) return { ...source, top: row };
  return furthest === right ? { ...source, right: column } : { ...source, left: column };
}

/** The cells of the source that a target leaves out; null when it holds all of them. */
export function clearedBy(source: CellRange, target: CellRange): CellRange | null {
  if (target.bottom < source.bottom) return { ...source, top: target.bottom + 1 };
  return target.right < source.right ? { ...source, left: target.right + 1 } : null;
}

/** Ctrl+D and Ctrl+R: the first row or column of a range over the rest of it; a single one takes what is before it. */
export function fillFromEdge(
  range: CellRange,
  towards: 'down' | 'right',
): { readonly source: CellRange; readonly target: CellRange } | null {
  if (towards === 'down') {
    const top = rowsIn(range) === 1 ? range.top - 1 : range.top;
    return top < 0 ? null : { source: { ...range, top, bottom: top }, target: { ...range, top } };
  }
  const left = columnsIn(range) === 1 ? range.left - 1 : range.left;
  return left < 0 ? null : { source: { ...range, left, right: left }, target: { ...range, left } };
}

/**
 * How far down a double-click on the handle fills: to the end of the data in the column at the left, else at the
 * right; null when there is nothing beside the next row.
 */
export function endOfNeighbour(
  source: CellRange,
  { dataRows, columns }: SheetShape,
  isFilled: (row: number, column: number) => boolean,
): number | null {
  for (const column of [source.left - 1, source.right + 1]) {
    if (column < 0 || column >= columns.length) continue;
    let row = source.bottom;
    while (row + 1 < dataRows && isFilled(row + 1, column)) row += 1;
    if (row > source.bottom) return row;
  }
  return null;
}

type Place = readonly [row: number, column: number];

/** A row or column of the source with the cells that it fills, the nearest first. */
type Lane = {
  readonly source: readonly Place[];
  readonly cells: readonly Place[];
  readonly direction: 'forward' | 'backward';
};

function lanesOf(source: CellRange, target: CellRange): Lane[] {
  const vertical = target.top < source.top || target.bottom > source.bottom;
  const [first, last] = vertical ? [source.left, source.right] : [source.top, source.bottom];
  const [start, end] = vertical ? [source.top, source.bottom] : [source.left, source.right];
  const [from, to] = vertical ? [target.top, target.bottom] : [target.left, target.right];
  const place = (along: number, lane: number): Place => (vertical ? [along, lane] : [lane, along]);
  const direction = to > end ? 'forward' : 'backward';
  return span(first, last).map((lane) => ({
    source: span(start, end).map((along) => place(along, lane)),
    cells: (direction === 'forward' ? span(end + 1, to) : span(from, start - 1).reverse()).map((along) =>
      place(along, lane),
    ),
    direction,
  }));
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function editTextAt<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  row: number,
  column: number,
): string {
  const { length } = model.rows;
  const item = row < length ? model.rows[row] : model.totals[row - length];
  return item === undefined ? '' : model.copyOf(item, shape.columns[column] ?? '').text;
}
