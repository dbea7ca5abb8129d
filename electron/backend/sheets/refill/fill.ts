/**
 * What is to become of a form: plain data that can cross to a worker. Rows and columns count from 0.
 *
 * Rows that are inserted and deleted are told as the form is numbered; everything else (cells, marks, drop-downs) as
 * the sheet is numbered afterwards.
 */
import type { RowSpan } from './formula/row-move.ts';

export type { RowSpan } from './formula/row-move.ts';

export type WorkbookFill = {
  readonly sheets: readonly SheetFill[];
  /** Custom document properties by name, which a file keeps when it is renamed. One that is there is replaced. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Sheets of texts behind the form's own: the choices of drop-downs, say. */
  readonly added?: readonly AddedSheet[];
};

export type AddedSheet = {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly rows: readonly (readonly string[])[];
};

export type SheetFill = {
  /** The name of a worksheet of the form. */
  readonly sheet: string;
  readonly insertions?: readonly RowInsertion[];
  readonly deletions?: readonly RowSpan[];
  readonly cells?: readonly CellWrite[];
  /** Rows in which cells that the form merges down a column are merged anew, over equal texts that are written. */
  readonly regroups?: RowSpan;
  /** Rows whose wrapped texts need more height than the form gives them grow. */
  readonly growsRows?: boolean;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** Cells in which whatever is typed stays a text: numbers of people and telephones, leading zeros and all digits. */
  readonly textCells?: readonly CellRange[];
  readonly protection?: SheetProtection;
  readonly choices?: readonly ChoiceList[];
  readonly checks?: readonly ValueCheck[];
  readonly marks?: readonly CellMark[];
};

export type RowInsertion = {
  /** The row after which they come; -1 before the first one. */
  readonly after: number;
  /** The rows whose looks, heights, merges, formulas, validations and conditional formats they repeat. */
  readonly repeat: RowSpan;
  /** How many times `repeat` is repeated. */
  readonly times: number;
  /**
   * The rows of data that they belong to. What covers the block to its edge (a sum, a print area, a chart) covers
   * rows that come in at that edge too.
   */
  readonly block?: RowSpan;
  /** Values of `repeat` that are no results of formulas are repeated too; otherwise the copies are blank. */
  readonly repeatsValues?: boolean;
};

export type CellWrite = {
  readonly row: number;
  readonly column: number;
  readonly value: NewValue;
  /** A cell whose style is taken over; without a column the same column of that row. */
  readonly styleFrom?: { readonly row: number; readonly column?: number };
  /** A formula that stands in the cell may go. */
  readonly replaceFormula?: boolean;
};

export type NewValue =
  /** Stays text whatever it looks like. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** `2025-03-26` or `2025-03-26T08:30:00`, written in the way the form counts days. */
  | { readonly kind: 'date'; readonly iso: string }
  /** A day as a number, as the form counts days. */
  | { readonly kind: 'serial'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Nothing; the style stays. */
  | { readonly kind: 'blank' }
  /** What the formula of the cell comes to, so that it is right before anybody calculates. The formula stays. */
  | { readonly kind: 'result'; readonly value: string | number | boolean };

/** Everything is locked but these cells. */
export type SheetProtection = {
  readonly unlocked: readonly CellRange[];
  /**
   * Rows can be inserted. A new row takes over from the row above which of its cells are locked. (Deleting is another
   * matter: spreadsheets refuse it for a row that has a locked cell anywhere, beyond the table too.)
   */
  readonly rowsMayCome?: boolean;
};

export type CellRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

export type ChoiceList = {
  readonly range: CellRange;
  readonly source:
    | { readonly kind: 'texts'; readonly texts: readonly string[] }
    /** Cells of a sheet of the workbook, which may be hidden. */
    | { readonly kind: 'cells'; readonly sheet: string; readonly range: CellRange };
  /** Other values are refused; otherwise only warned of. */
  readonly strict: boolean;
  readonly hint?: Hint;
};

/** A number or date that is checked as it is typed. */
export type ValueCheck = {
  readonly range: CellRange;
  readonly type: 'whole' | 'decimal' | 'date' | 'textLength';
  /** `null` for no bound; a date as its serial number. */
  readonly least: number | null;
  readonly most: number | null;
  readonly strict: boolean;
  readonly hint?: Hint;
};

export type Hint = { readonly title: string; readonly message: string };

/** A cell that is pointed out to whoever gets the file. */
export type CellMark = {
  readonly row: number;
  readonly column: number;
  /** Six hexadecimal digits; the fill of the cell. */
  readonly color?: string;
  readonly comment?: { readonly author: string; readonly text: string };
};

/** What was touched, for people. */
export type FillReport = {
  /** Parts that are not byte for byte those of the form. */
  readonly changedParts: readonly string[];
  /** The form carries macros, which were kept. */
  readonly hasMacros: boolean;
  /** Recalculation on load was asked for. */
  readonly recalculates: boolean;
};
