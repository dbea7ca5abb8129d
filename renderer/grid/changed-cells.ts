/** The selection that shows what an undo or redo changed, as the person had it selected before. */
import { indexRows } from './row-index.ts';
import type { SelectedRange } from './selection.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

/** Changed cells of a row; null for the row as a whole. */
export type ChangedRow = { readonly rowId: string; readonly columns: readonly string[] | null };

/**
 * The range of the changed cells where they make one on the screen, else the topmost of them.
 * Null when none of them is shown.
 */
export function rangeOfChanged<RowType extends SheetRow>(
  model: Pick<SheetModel<RowType>, 'rows' | 'totals' | 'columns'>,
  changed: readonly ChangedRow[],
): SelectedRange | null {
  const index = indexRows(model.rows);
  const columnKeys = model.columns.map(({ key }) => key);
  const places = changed
    .flatMap(({ rowId, columns }) => {
      const row = index.get(rowId);
      if (row === undefined) return [];
      const shown = columns?.map((key) => columnKeys.indexOf(key)).filter((column) => column >= 0);
      return [{ rowId, row, columns: shown?.toSorted((left, right) => left - right) ?? null }];
    })
    .sort((left, right) => left.row - right.row);
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return null;
  const at = (rowId: string, column: number) => ({ rowId, column: columnKeys[column] ?? '' });
  const anchor = at(first.rowId, first.columns?.[0] ?? 0);
  const isRowBlock = places.length === changed.length && last.row - first.row === places.length - 1;
  const isBlock = isRowBlock && places.every(({ columns }) => isSameRun(columns, first.columns));
  if (!isBlock) return { kind: 'cells', anchor, head: anchor };
  const head = at(last.rowId, first.columns?.at(-1) ?? 0);
  return { kind: first.columns === null ? 'rows' : 'cells', anchor, head };
}

/** Whether both are the same columns side by side. */
function isSameRun(columns: readonly number[] | null, others: readonly number[] | null): boolean {
  if (columns === null || others === null) return columns === others;
  const [first = 0] = columns;
  return (
    columns.length === others.length &&
    columns.every((column, index) => column === others[index] && column === first + index)
  );
}
