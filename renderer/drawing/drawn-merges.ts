import type { SheetMerge, SheetParts } from './sheet-parts.ts';

/** A merged cell as one row has to draw it: here when it begins here, or in the first row on view. */
export type DrawnMerge = {
  readonly merge: SheetMerge;
  readonly text: string | null;
  /** As in `SheetWindowRow`. */
  readonly kind: string;
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
    const firstRowOfMerge = parts.rowAt(merge.firstRow);
    const text = firstRowOfMerge?.texts[merge.firstColumn] ?? null;
    const kind = firstRowOfMerge?.kinds[merge.firstColumn] ?? ' ';
    const top = Math.max(merge.firstRow, firstRow);
    for (let row = top; row <= Math.min(merge.lastRow, lastRow); row += 1) {
      const drawn = { merge, text, kind, drawnHere: row === top };
      byRow.set(row, [...(byRow.get(row) ?? []), drawn]);
    }
  }
  return byRow;
}

export const noMerges: readonly DrawnMerge[] = [];
