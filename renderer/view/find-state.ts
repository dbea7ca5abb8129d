/** What the find bar looks for, and what a replacement changes. */
import type { FindQuery, FoundAt, Matcher } from '../../shared/grid/find.ts';
import { replaceIn } from '../../shared/grid/find.ts';
import type { CellAddress, CellEdit, SheetModel, SheetRow } from '../grid/sheet-model.ts';

export type Find = {
  readonly query: FindQuery;
  readonly replacement: string;
  readonly replacing: boolean;
  /** The selection that a search is limited to; null searches the whole sheet as it is shown. */
  readonly within: readonly CellArea[] | null;
};

/** The same shape as a range of the grid. */
export type CellArea = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

export function addressOfHit<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  hit: FoundAt | undefined,
): CellAddress | null {
  const row = hit === undefined ? undefined : model.rows[hit.row];
  const column = hit === undefined ? undefined : model.columns[hit.column];
  return row === undefined || column === undefined ? null : { rowId: row.id, column: column.key };
}

/** The hit at a cell, else the first one behind it in reading order, else the first; -1 without hits. */
export function hitFrom(
  hits: readonly FoundAt[],
  from: { readonly row: number; readonly column: number },
): number {
  if (hits.length === 0) return -1;
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const hit = hits[middle];
    if (hit === undefined || isBefore(hit, from)) low = middle + 1;
    else high = middle;
  }
  return low === hits.length ? 0 : low;
}

/** The next hit behind a cell, or before it, going round at the end; -1 without hits. */
export function stepToHit(
  hits: readonly FoundAt[],
  from: { readonly row: number; readonly column: number },
  by: 1 | -1,
): number {
  const at = hitFrom(hits, from);
  if (at < 0) return -1;
  const hit = hits[at];
  const onHit = hit?.row === from.row && hit.column === from.column;
  if (by === 1) return onHit ? (at + 1) % hits.length : at;
  return (at - 1 + hits.length) % hits.length;
}

export type Replacement = {
  readonly edits: readonly CellEdit[];
  /** 处: places in the texts, several in one cell counted each; the edits are the cells (格). */
  readonly places: number;
  /** Cells that hold the text but cannot be edited. */
  readonly skipped: number;
};

/** The edits that replace every hit; cells that cannot be edited are left as they are and counted. */
export function planReplacement<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  hits: readonly FoundAt[],
  matcher: Matcher,
  replacement: string,
): Replacement {
  const edits: CellEdit[] = [];
  let places = 0;
  let skipped = 0;
  for (const hit of hits) {
    const address = addressOfHit(model, hit);
    const row = model.rows[hit.row];
    if (address === null || row === undefined) continue;
    const cell = model.cellOf(row, address.column);
    if (cell.readOnly !== null) {
      skipped += 1;
      continue;
    }
    const spans = matcher(cell.editText);
    if (spans.length === 0) continue;
    edits.push({ ...address, text: replaceIn(cell.editText, matcher, replacement) });
    places += spans.length;
  }
  return { edits, places, skipped };
}

/** The model with its hits marked. Whether a cell is one is asked when it is drawn: there may be a million hits. */
export function withHits<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  isHit: (row: RowType, column: string) => boolean,
  current: CellAddress | null,
): SheetModel<RowType> {
  return {
    ...model,
    cellOf: (row, column) => {
      const cell = model.cellOf(row, column);
      if (!isHit(row, column)) return cell;
      const isCurrent = current?.rowId === row.id && current.column === column;
      return { ...cell, hit: isCurrent ? 'current' : 'hit' };
    },
  };
}

function isBefore(
  hit: { readonly row: number; readonly column: number },
  from: { readonly row: number; readonly column: number },
): boolean {
  return hit.row < from.row || (hit.row === from.row && hit.column < from.column);
}
