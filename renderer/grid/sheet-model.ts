/**
 * What the grid shows and how it is edited. The grid knows no tables: the views (附件样式, 逐村台账) say what
 * stands in each cell and turn edited texts into changes, so that every gesture works alike on all of them.
 */

/** A cell by row id and column key; it stays the same cell when rows are added above it. */
export type CellAddress = { readonly rowId: string; readonly column: string };

/** How a cell looks beside its text: 无 is muted, 合计 a total, a total that is not the declared one differs. */
export type CellTone = 'plain' | 'muted' | 'computed' | 'total' | 'differs';

/** A finding about one cell, shown as a corner with the reason on hover. */
export type CellMark = { readonly severity: 'must' | 'note'; readonly reason: string };

export type SheetCell = {
  readonly text: string;
  /** What the editor begins with. */
  readonly editText: string;
  /** What the status bar sums; null for anything that is not a number. */
  readonly number: number | null;
  readonly tone: CellTone;
  readonly mark: CellMark | null;
  /** Why the cell cannot be edited; null when it can. */
  readonly readOnly: string | null;
};

export const blankCell: SheetCell = {
  text: '',
  editText: '',
  number: null,
  tone: 'plain',
  mark: null,
  readOnly: null,
};

export type SheetColumn = {
  readonly key: string;
  readonly title: string;
  /** CSS pixels. */
  readonly width: number;
  /** Takes its share of the free width; 0 keeps the width. */
  readonly flex: number;
  readonly align: 'left' | 'right' | 'center';
  /** Long text wraps and the row grows. */
  readonly wrap: boolean;
  readonly required: boolean;
};

export type Suggestion = { readonly value: string; readonly note: string };

/** What an editor offers. `only` takes nothing else; `many` completes the last of several names. */
export type Suggestions = {
  readonly options: readonly Suggestion[];
  readonly only: boolean;
  readonly many: boolean;
};

export type CellEdit = CellAddress & { readonly text: string };

export type SheetRow = { readonly id: string };

export type SheetModel<RowType extends SheetRow = SheetRow> = {
  /** The grid is built anew, scrolled to the top, when this changes. */
  readonly key: string;
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly RowType[];
  /** Rows pinned below the others. */
  readonly totals: readonly RowType[];
  readonly cellOf: (row: RowType, column: string) => SheetCell;
  /** How a row is called: 第9行 or the title of a total. */
  readonly rowName: (row: RowType) => string;
  readonly suggestionsFor: (row: RowType, column: string) => Suggestions | null;
  /**
   * Makes one edit of all the cells.
   * @throws HuibiaoError `invalid_edit` when it cannot be made
   */
  readonly edit: (edits: readonly CellEdit[]) => void;
};

export function findSheetRow<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  rowId: string,
): RowType | null {
  return model.rows.find(({ id }) => id === rowId) ?? model.totals.find(({ id }) => id === rowId) ?? null;
}

export function sameSheetCell(left: SheetCell | undefined, right: SheetCell | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return (
    left.text === right.text &&
    left.editText === right.editText &&
    left.tone === right.tone &&
    left.readOnly === right.readOnly &&
    left.mark?.reason === right.mark?.reason &&
    left.mark?.severity === right.mark?.severity
  );
}
