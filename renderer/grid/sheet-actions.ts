/** What a command does to cells: each makes one edit, moves the selection, and says what it left out. */
import type { CellRange } from '../../shared/grid/ranges.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { CopiedBlock } from './copy-cells.ts';
import { fillFromEdge, type PlannedFill, planFill } from './fill-cells.ts';
import { clearCut, describePaste, type PlannedPaste, planPasteCells, readOnlyReason } from './paste-cells.ts';
import {
  addressAt,
  boundsOf,
  rangesOf,
  type Selection,
  type SheetShape,
  selectCell,
  selectRange,
  shapeOf,
} from './selection.ts';
import type { CellEdit, EditOptions, EditResult, SheetModel, SheetRow } from './sheet-model.ts';

/** The sheet at the moment of a gesture, and the ways to answer it. */
export type SheetContext<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly shape: SheetShape;
  readonly selection: Selection | null;
  readonly select: (selection: Selection) => void;
  /** Tells the clerk what was not done, or why nothing was. */
  readonly say: (message: string) => void;
};

/** Makes one edit; a refusal is told, and null is returned. */
export function makeEdit<RowType extends SheetRow>(
  { model, say }: SheetContext<RowType>,
  edits: readonly CellEdit[],
  options?: EditOptions,
): EditResult | null {
  return attempt(say, () => model.edit(edits, options));
}

/** Delete: blanks whatever is filled and can be edited. */
export function clearSelected<RowType extends SheetRow>(context: SheetContext<RowType>): void {
  clearRanges(context, rangesOf(context.shape, context.selection));
}

/** The same for any cells: what a fill handle that is dragged inwards leaves out. */
export function clearRanges<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  ranges: readonly CellRange[],
): void {
  const { model, say } = context;
  const { edits, refusal } = editableCells(context, ranges, (row, key) => {
    const item = rowAt(model, row);
    return item !== undefined && model.cellOf(item, key).text !== '';
  });
  if (edits.length > 0) makeEdit(context, edits, { gesture: { kind: 'clear' } });
  else if (refusal !== null) say(refusal);
}

/** Ctrl+Enter: one text into every selected cell. */
export function fillEverywhere<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  text: string,
): boolean {
  const { edits, skipped, refusal } = editableCells(
    context,
    rangesOf(context.shape, context.selection),
    () => true,
  );
  const options: EditOptions = { gesture: { kind: edits.length > 1 ? 'fill' : 'type' } };
  const result = makeEdit(
    context,
    edits.map((edit) => ({ ...edit, text })),
    options,
  );
  if (result === null) return false;
  tell(context, describePaste({ skipped: { count: skipped, reason: refusal ?? '' }, unread: result.unread }));
  return true;
}

/** Ctrl+D and Ctrl+R. */
export function fillSelected<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  towards: 'down' | 'right',
): void {
  const { model, shape, selection, say } = context;
  const fills = rangesOf(shape, selection).flatMap((range): PlannedFill[] => {
    const places = fillFromEdge(range, towards);
    return places === null ? [] : [planFill(model, shape, places.source, places.target, 'copy')];
  });
  if (fills.length === 0) {
    say(towards === 'down' ? '上面没有可以向下填充的单元格。' : '左边没有可以向右填充的单元格。');
  } else applyFill(context, fills);
}

/** Makes the edit of planned fills. */
export function applyFill<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  fills: readonly PlannedFill[],
): void {
  const edits = fills.flatMap((fill) => fill.edits);
  const skipped = fills.reduce((count, fill) => count + fill.skipped.count, 0);
  const reason = fills.find((fill) => fill.skipped.count > 0)?.skipped.reason ?? '';
  const result = edits.length === 0 ? null : makeEdit(context, edits, { gesture: { kind: 'fill' } });
  tell(context, describePaste({ skipped: { count: skipped, reason }, unread: result?.unread ?? 0 }));
}

/** How a paste goes on when it needs more rows than there are. */
export type PasteBeyondEnd = 'append' | 'leaveOut';

/**
 * Pastes a block at the selection. Returns how many rows would have to be appended when that has not been
 * answered yet (`beyond` is null) and something stands in them; nothing is written then.
 */
export function pasteBlock<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  block: readonly (readonly string[])[],
  cut: CopiedBlock | null,
  beyond: PasteBeyondEnd | null,
): number {
  const { model, shape, selection, say, select } = context;
  if (selection === null) {
    say(
      model.view.filtered && shape.dataRows === 0
        ? nowhereToPaste
        : '没有选中单元格。请先选中要粘贴到的位置。',
    );
    return 0;
  }
  const plan = planPasteCells(model, shape, selection, block);
  if (plan.kind === 'refused') {
    say(plan.reason);
    return 0;
  }
  const canAppend = model.rowActions.kind === 'available';
  const tooMany = plan.appended.length;
  if (tooMany > 0 && canAppend && beyond === null) return tooMany;
  const appended = canAppend && beyond === 'append' ? plan.appended : [];
  const moved =
    cut === null
      ? []
      : clearCut(
          model,
          shape,
          cut.source.map((range) => boundsOf(shape, range)),
          plan.written,
        );
  const result = makeEdit(context, [...moved, ...plan.edits], {
    gesture: { kind: cut === null ? 'paste' : 'cut' },
    appended,
  });
  if (result === null) return 0;
  select(selectionOf(plan, shape, result.appendedIds));
  const { top, bottom, left, right } = plan.written;
  const rowsLeft = tooMany - appended.length;
  tell(
    context,
    describePaste({
      skipped: plan.skipped,
      unread: result.unread,
      columns: { written: right - left + 1, left: plan.clippedColumns },
      rows: { written: bottom - top + 1 - rowsLeft, left: rowsLeft },
    }),
  );
  return 0;
}

const nowhereToPaste = '按筛选没有显示一行，不知道粘贴到哪里。请先清除筛选再粘贴。';

/** Pastes a block into a sheet without a row: all of it becomes rows, from the first column on. Returns what is selected then. */
export function pasteAsFirstRows<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  block: readonly (readonly string[])[],
  say: (message: string) => void,
): Selection | null {
  const { rowActions, columns } = model;
  if (rowActions.kind === 'refused') {
    say(rowActions.reason);
    return null;
  }
  const shape = shapeOf(model);
  const nowhere = selectCell({ rowId: '', column: columns[0]?.key ?? '' });
  let selected: Selection | null = null;
  const select = (selection: Selection): void => {
    selected = selection;
  };
  pasteBlock({ model, shape, selection: nowhere, select, say }, block, null, 'append');
  return selected;
}

function editableCells<RowType extends SheetRow>(
  { model, shape }: SheetContext<RowType>,
  ranges: readonly CellRange[],
  concerns: (row: number, column: string) => boolean,
): { readonly edits: CellEdit[]; readonly skipped: number; readonly refusal: string | null } {
  const edits: CellEdit[] = [];
  const seen = new Set<string>();
  let refusal: string | null = null;
  let skipped = 0;
  for (const { top, bottom, left, right } of ranges) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const key = shape.columns[column] ?? '';
        const place = `${row} ${column}`;
        // Ranges that were selected with Ctrl may overlap.
        if (ranges.length > 1 && seen.has(place)) continue;
        if (ranges.length > 1) seen.add(place);
        if (!concerns(row, key)) continue;
        const readOnly = readOnlyReason(model, row, key);
        if (readOnly === null) edits.push({ rowId: shape.rowIds[row] ?? '', column: key, text: '' });
        else {
          refusal ??= readOnly;
          skipped += 1;
        }
      }
    }
  }
  return { edits, skipped, refusal };
}

function selectionOf(
  { written: { top, bottom, left, right } }: Extract<PlannedPaste, { kind: 'paste' }>,
  shape: SheetShape,
  appendedIds: readonly string[],
): Selection {
  const lastRow = shape.dataRows - 1;
  const over = bottom - lastRow;
  const appended = over > 0 ? appendedIds[over - 1] : undefined;
  const anchor = addressAt(shape, top, left);
  const corner = addressAt(shape, over > 0 && top <= lastRow ? lastRow : bottom, right);
  const first = top > lastRow ? appendedIds[top - lastRow - 1] : undefined;
  return selectRange({
    kind: 'cells',
    anchor: first === undefined ? anchor : { ...anchor, rowId: first },
    head: appended === undefined ? corner : { ...corner, rowId: appended },
  });
}

/** Does something that can be refused; a refusal is told, and null is returned. */
export function attempt<Result>(say: (message: string) => void, work: () => Result): Result | null {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof HuibiaoError)) throw thrown;
    say(thrown.message);
    return null;
  }
}

function tell<RowType extends SheetRow>({ say }: SheetContext<RowType>, message: string): void {
  if (message !== '') say(message);
}

export function rowAt<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  row: number,
): RowType | undefined {
  return row < model.rows.length ? model.rows[row] : model.totals[row - model.rows.length];
}

/** Whether a cell shows something, by index. */
export function isFilledAt<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
): (row: number, column: number) => boolean {
  return (row, column) => {
    const item = rowAt(model, row);
    const value = item === undefined ? null : model.valueOf(item, shape.columns[column] ?? '');
    return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  };
}
