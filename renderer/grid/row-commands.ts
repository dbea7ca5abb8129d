/** What a command does to whole rows: each makes one edit and selects what came of it. */
import { rowIndexesOf } from '../../shared/grid/ranges.ts';
import type { CopiedBlock } from './copy-cells.ts';
import { type RangeKind, rangeOf, rangesOf, type SelectedRange, selectRange } from './selection.ts';
import { attempt, type SheetContext } from './sheet-actions.ts';
import type { RowPlace, SheetModel, SheetRow } from './sheet-model.ts';

/** Inserts as many blank rows as are selected. */
export function insertRows<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  side: 'above' | 'below' | 'end',
): void {
  const actions = availableRows(context);
  if (actions === null) return;
  const { shape, selection } = context;
  const range = selection === null ? null : rangeOf(shape, selection);
  const atEnd = side === 'end' || range === null || shape.dataRows === 0;
  const count = atEnd ? 1 : Math.min(range.bottom, shape.dataRows - 1) - range.top + 1;
  const place: RowPlace = atEnd
    ? 'end'
    : { rowId: shape.rowIds[side === 'above' ? range.top : range.top + count - 1] ?? '', side };
  if (count <= 0) return;
  const blank = Array.from({ length: count }, () => ({}));
  const ids = attempt(context.say, () => actions.insert(place, blank, 'insert'));
  if (ids !== null) selectNewRows(context, ids, 'cells');
}

/** Inserts what was copied as new rows above the selection; rows that were cut move there. */
export function insertCopied<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  copied: CopiedBlock | null,
): boolean {
  const actions = availableRows(context);
  if (actions === null) return false;
  const { shape, selection, say } = context;
  const reason = whyNotInserted(copied);
  if (copied === null || reason !== null) {
    say(reason ?? '');
    return false;
  }
  const top = selection === null ? shape.dataRows : rangeOf(shape, selection).top;
  const rowId = shape.rowIds[top];
  const place: RowPlace = rowId === undefined || top >= shape.dataRows ? 'end' : { rowId, side: 'above' };
  if (copied.cut) return moveRowsTo(context, copied.rowIds, place);
  const rows = copied.block.map((texts) =>
    Object.fromEntries(copied.columns.map((column, index) => [column, texts[index] ?? ''])),
  );
  const ids = attempt(say, () => actions.insert(place, rows, 'paste'));
  if (ids !== null) selectNewRows(context, ids, 'rows');
  return true;
}

/** Why nothing can be inserted as rows; null when it can: copied cells, or whole rows that were cut. */
export function whyNotInserted(copied: CopiedBlock | null): string | null {
  if (copied === null) {
    return '还没有复制的行。请先点行号选中整行，按 Ctrl+C 复制或 Ctrl+X 剪切，再插入。';
  }
  const wholeRows = copied.source.every(({ kind }) => kind === 'rows');
  return copied.cut && !wholeRows
    ? '剪切的是单元格，不是整行，不能当作行插入。请直接粘贴，或改为复制。'
    : null;
}

export function removeRows<RowType extends SheetRow>(context: SheetContext<RowType>): void {
  const actions = availableRows(context);
  const ids = selectedRowIds(context);
  if (actions !== null && ids.length > 0) attempt(context.say, () => actions.remove(ids));
}

export function duplicateRows<RowType extends SheetRow>(context: SheetContext<RowType>): void {
  const actions = availableRows(context);
  const ids = selectedRowIds(context);
  if (actions === null || ids.length === 0) return;
  const copies = attempt(context.say, () => actions.duplicate(ids));
  if (copies !== null) selectNewRows(context, copies, 'rows');
}

/** Moves the selected rows past the row above or below them. */
export function shiftRows<RowType extends SheetRow>(context: SheetContext<RowType>, by: 1 | -1): void {
  const { shape, selection } = context;
  if (selection === null) return;
  const indexes = rowIndexesOf(rangesOf(shape, selection)).filter((row) => row < shape.dataRows);
  const [first, last] = [indexes[0], indexes.at(-1)];
  if (first === undefined || last === undefined) return;
  const beside = shape.rowIds[by < 0 ? first - 1 : last + 1];
  if (beside === undefined || (by > 0 && last + 1 >= shape.dataRows)) return;
  moveRowsTo(context, selectedRowIds(context), { rowId: beside, side: by < 0 ? 'above' : 'below' });
}

/** Moves rows to a place; refused while the rows are not shown in the table's order. */
export function moveRowsTo<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  rowIds: readonly string[],
  place: RowPlace,
): boolean {
  const actions = availableRows(context);
  if (actions === null || rowIds.length === 0) return false;
  if (context.model.view.sorted) {
    context.say('现在按排序显示，行的先后不是表里的先后，不能移动行。请先取消排序。');
    return false;
  }
  return attempt(context.say, () => actions.move(rowIds, place)) !== null;
}

/** The ids of the rows that the selection touches, without totals. */
export function selectedRowIds<RowType extends SheetRow>({
  shape,
  selection,
}: SheetContext<RowType>): string[] {
  return rowIndexesOf(rangesOf(shape, selection)).flatMap((row) =>
    row < shape.dataRows ? [shape.rowIds[row] ?? ''] : [],
  );
}

function selectNewRows<RowType extends SheetRow>(
  { shape, selection, select }: SheetContext<RowType>,
  ids: readonly string[],
  kind: RangeKind,
): void {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return;
  const column =
    kind === 'rows' ? (shape.columns[0] ?? '') : (selection?.active.column ?? shape.columns[0] ?? '');
  const range: SelectedRange = {
    kind: ids.length > 1 ? 'rows' : kind,
    anchor: { rowId: first, column },
    head: { rowId: last, column },
  };
  select(selectRange(range));
}

function availableRows<RowType extends SheetRow>({
  model,
  say,
}: SheetContext<RowType>): Extract<SheetModel<RowType>['rowActions'], { kind: 'available' }> | null {
  if (model.rowActions.kind === 'available') return model.rowActions;
  say(model.rowActions.reason);
  return null;
}
