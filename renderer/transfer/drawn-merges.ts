import type { SheetMerge, SheetParts } from './sheet-parts.ts';

/** A merged cell as one row has to draw it: here when it begins here, or in the first row on view. */
export type DrawnMerge = {
  readonly merge: SheetMerge;
  readonly text: string | null;
  readonly drawnHere: boolean;
};

/** The merged cells of every row on view; one that begins above the view is drawn by the first row. */
export function mergesByRow(
  parts: SheetParts,
  firstRow: number,
  lastRow: number,
): ReadonlyMap<number, readonly DrawnMerge[]> {
  const byRow = new Map<number, DrawnMerge[]>();
  for (const merge of parts.merges) {
    if (merge.lastRow < firstRow || merge.firstRow > lastRow) continue;
    const text = parts.rowAt(merge.firstRow)?.texts[merge.firstColumn] ?? null;
    const top = Math.max(merge.firstRow, firstRow);
    for (let row = top; row <= Math.min(merge.lastRow, lastRow); row += 1) {
      const drawn = { merge, text, drawnHere: row === top };
      byRow.set(row, [...(byRow.get(row) ?? []), drawn]);
    }
  }
  return byRow;
}

export const noMerges: readonly DrawnMerge[] = [];
