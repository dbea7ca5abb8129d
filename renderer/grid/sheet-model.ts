/**
 * What the grid shows and how it is edited. The grid knows no tables: the views (附件样式, 逐村台账) say what
 * stands in each cell and turn edited texts into changes, so that every gesture works alike on all of them.
 */

import type { CopiedCell } from '../../shared/grid/html-table.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import type { ColumnType } from '../../shared/model/column.ts';
import { indexRows } from './row-index.ts';

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
  /** What the find bar found: one of the hits, or the one it stands at. */
  readonly hit?: 'hit' | 'current' | null;
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
  /** What the values are, for sorting and filtering. */
  readonly type: ColumnType;
  /** CSS pixels. */
  readonly width: number;
  /** Takes its share of the free width; 0 keeps the width. */
  readonly flex: number;
  readonly align: 'left' | 'right' | 'center';
  /** Long text wraps and the row grows. */
  readonly wrap: boolean;
  readonly required: boolean;
  /** How the column's cells are edited. */
  readonly editor: ColumnEditor;
  /** Stays at the left while the others scroll. */
  readonly frozen: boolean;
  readonly header: ColumnHeader;
};

/** `names` is a list of names in one cell, edited as chips. */
export type ColumnEditor =
  | { readonly kind: 'text' | 'date' | 'choice' | 'names' }
  | { readonly kind: 'number'; readonly measureWord: string | null };

/** What a header shows of the view: the sort arrow with its place among several sort keys, and the filter. */
export type ColumnHeader = {
  readonly sort: 'ascending' | 'descending' | null;
  readonly sortIndex: number | null;
  readonly filtered: boolean;
};

export const plainHeader: ColumnHeader = { sort: null, sortIndex: null, filtered: false };

export type Suggestion = { readonly value: string; readonly note: string };

/** What an editor offers. `only` takes nothing else; `many` completes the last of several names. */
export type Suggestions = {
  readonly options: readonly Suggestion[];
  readonly only: boolean;
  readonly many: boolean;
};

export type CellEdit = CellAddress & { readonly text: string };

/** What the clerk did, for the name of the edit: 粘贴 24 个单元格, 替换 8 格. */
export type EditGesture =
  | { readonly kind: 'type' | 'clear' | 'paste' | 'cut' | 'fill' }
  | { readonly kind: 'replace'; readonly places: number };

export type EditOptions = {
  readonly gesture: EditGesture;
  /** Rows to add at the table's end in the same edit, as texts by column key. */
  readonly appended?: readonly Readonly<Record<string, string>>[];
};

/** How many cells came to hold something else, and how many of them could not be read with certainty. */
export type EditResult = {
  readonly changed: number;
  readonly unread: number;
  readonly appendedIds: readonly string[];
};

/** A place between rows: beside a row of the table, or at its end. */
export type RowPlace = { readonly rowId: string; readonly side: 'above' | 'below' } | 'end';

/** What can be done with whole rows; each is one edit. `refused` says in a sentence why nothing can. */
export type RowActions =
  | {
      readonly kind: 'available';
      /** Adds rows with these texts by column key ({} is a blank row) and returns their ids. */
      readonly insert: (
        place: RowPlace,
        rows: readonly Readonly<Record<string, string>>[],
        gesture: 'insert' | 'paste',
      ) => readonly string[];
      readonly remove: (rowIds: readonly string[]) => void;
      /** Puts copies below the last of the rows and returns their ids. */
      readonly duplicate: (rowIds: readonly string[]) => readonly string[];
      readonly move: (rowIds: readonly string[], place: RowPlace) => void;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What of the table a view leaves out or puts in another order. */
export type SheetView = { readonly filtered: boolean; readonly sorted: boolean };

export const wholeTable: SheetView = { filtered: false, sorted: false };

/** What a context menu was asked for. */
export type MenuTarget =
  | { readonly kind: 'cell'; readonly address: CellAddress }
  | { readonly kind: 'row'; readonly rowId: string }
  | { readonly kind: 'column'; readonly column: string };

export type SheetRow = { readonly id: string };

export type SheetModel<RowType extends SheetRow = SheetRow> = {
  /** The grid is built anew, scrolled to the top, when this changes. */
  readonly key: string;
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly RowType[];
  /** Rows that are still being read; they will stand behind the others. */
  readonly rowsToCome?: number;
  /** Rows pinned below the others. */
  readonly totals: readonly RowType[];
  readonly cellOf: (row: RowType, column: string) => SheetCell;
  /** The value itself, without the cost of showing it. */
  readonly valueOf: (row: RowType, column: string) => CellValue;
  /** How a row is called: 第9行 or the title of a total. */
  readonly rowName: (row: RowType) => string;
  /** The row's number in the table, the same when the view is filtered or sorted. */
  readonly rowNumber: (row: RowType) => number;
  readonly view: SheetView;
  readonly rowActions: RowActions;
  /** What copying the cell takes: the text that would be typed to get the same value. */
  readonly copyOf: (row: RowType, column: string) => CopiedCell;
  readonly suggestionsFor: (row: RowType, column: string) => Suggestions | null;
  /**
   * Makes one edit of all the cells.
   * @throws HuibiaoError `invalid_edit` when it cannot be made
   */
  readonly edit: (edits: readonly CellEdit[], options?: EditOptions) => EditResult;
};

export function findSheetRow<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  rowId: string,
): RowType | null {
  const at = indexRows(model.rows).get(rowId);
  return (at === undefined ? model.totals.find(({ id }) => id === rowId) : model.rows[at]) ?? null;
}

export function sameSheetCell(left: SheetCell | undefined, right: SheetCell | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return (
    left.text === right.text &&
    left.editText === right.editText &&
    left.tone === right.tone &&
    left.readOnly === right.readOnly &&
    left.hit === right.hit &&
    left.mark?.reason === right.mark?.reason &&
    left.mark?.severity === right.mark?.severity
  );
}
