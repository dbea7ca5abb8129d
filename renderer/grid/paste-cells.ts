/** Turns a pasted block into one edit of the sheet, and into the sentence that says what was left out. */
import { planPaste, selectionAfterPaste } from '../../shared/grid/paste.ts';
import { type CellRange, containsCell } from '../../shared/grid/ranges.ts';
import { pointOf, rangesOf, type Selection, type SheetShape } from './selection.ts';
import type { CellEdit, SheetModel, SheetRow } from './sheet-model.ts';

export type PlannedPaste =
  | {
      readonly kind: 'paste';
      readonly edits: readonly CellEdit[];
      /** Rows behind the last one, as texts by column. */
      readonly appended: readonly Readonly<Record<string, string>>[];
      readonly skipped: Skipped;
      readonly clippedColumns: number;
      /** What is selected afterwards; rows behind the last one are the appended ones. */
      readonly written: CellRange;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Cells that cannot be edited, and why the first of them cannot. */
export type Skipped = { readonly count: number; readonly reason: string };

export function planPasteCells<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  selection: Selection,
  block: readonly (readonly string[])[],
): PlannedPaste {
  const targets = rangesOf(shape, selection);
  const active = pointOf(shape, selection.active);
  // What begins among the rows never runs on into the totals below them.
  const rowCount = active.row < shape.dataRows ? shape.dataRows : shape.rowIds.length;
  const plan = planPaste({ block, targets, rowCount, columnCount: shape.columns.length });
  if (plan.kind === 'refused') return plan;
  const edits: CellEdit[] = [];
  const appended: Record<string, string>[] = Array.from({ length: plan.appendedRows }, () => ({}));
  let skipped: Skipped = { count: 0, reason: '' };
  for (const { row, column, text } of plan.cells) {
    const key = shape.columns[column] ?? '';
    if (row >= rowCount) {
      const added = appended[row - rowCount];
      if (added !== undefined) added[key] = text;
      continue;
    }
    const readOnly = readOnlyReason(model, row, key);
    if (readOnly === null) edits.push({ rowId: shape.rowIds[row] ?? '', column: key, text });
    else skipped = { count: skipped.count + 1, reason: skipped.reason === '' ? readOnly : skipped.reason };
  }
  return {
    kind: 'paste',
    edits,
    appended,
    skipped,
    clippedColumns: plan.clippedColumns,
    written: selectionAfterPaste(plan, active),
  };
}

/** The cells of a cut block that the paste does not write again, cleared. */
export function clearCut<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  source: readonly CellRange[],
  written: CellRange,
): CellEdit[] {
  const edits: CellEdit[] = [];
  for (const { top, bottom, left, right } of source) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        if (containsCell(written, { row, column })) continue;
        const key = shape.columns[column] ?? '';
        if (readOnlyReason(model, row, key) !== null) continue;
        edits.push({ rowId: shape.rowIds[row] ?? '', column: key, text: '' });
      }
    }
  }
  return edits;
}

/** How much of a block found room in one direction, and how much did not. */
type Fitted = { readonly written: number; readonly left: number };

/** What an edit of many cells left out; whatever is absent was not left out. */
type LeftOut = {
  readonly skipped?: Skipped;
  readonly unread?: number;
  readonly columns?: Fitted;
  readonly rows?: Fitted;
};

/** What the clerk should know after a paste; '' when everything went in as it was. */
export function describePaste({ skipped, unread = 0, columns, rows }: LeftOut): string {
  const parts = [
    skipped === undefined || skipped.count === 0
      ? ''
      : `${skipped.count} 个单元格不能改，原样保留：${skipped.reason}`,
    unread === 0 ? '' : `${unread} 个单元格没有读懂，已按原文放入并标出。`,
    columns === undefined || columns.left === 0
      ? ''
      : `已粘贴 ${columns.written} 列；右边放不下的 ${columns.left} 列没有粘贴。`,
    rows === undefined || rows.left === 0
      ? ''
      : `已粘贴 ${rows.written} 行；末尾放不下的 ${rows.left} 行没有粘贴。`,
  ];
  return parts.filter((part) => part !== '').join('');
}

/** Why a cell cannot be edited; null when it can. */
export function readOnlyReason<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  row: number,
  column: string,
): string | null {
  const { length } = model.rows;
  const item = row < length ? model.rows[row] : model.totals[row - length];
  return item === undefined ? '这里没有单元格。' : model.cellOf(item, column).readOnly;
}
