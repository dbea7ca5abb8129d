/** What the rows, columns and cells of a drawn sheet were taken for; whoever has it drawn says so. */

export type RowMark = {
  /** Names the tint: `role-header`. */
  readonly role: string;
  /** Short enough for the gutter. */
  readonly word: string;
  readonly why: string;
};

/** What stands above a column. */
export type ColumnMeaning = {
  readonly kind: 'read' | 'key' | 'doubtful' | 'ignored' | 'unmatched' | 'outside';
  readonly text: string;
  readonly why: string;
};

/** A cell that means something by itself: a place to fill in, a figure. */
export type CellMark = { readonly kind: string; readonly why: string };

/** Equal questions get the same objects as long as these are the same marks. */
export type SheetMarks = {
  /** Null for blank rows and rows outside the table. */
  readonly rowAt: (row: number) => RowMark | null;
  readonly isRowPointedOut: (row: number) => boolean;
  readonly columnAt: (column: number) => ColumnMeaning;
  readonly isColumnPointedOut: (column: number) => boolean;
  /** Whether anything is made of the column's cells. */
  readonly isRead: (column: number) => boolean;
  readonly cellAt: ((row: number, column: number) => CellMark | null) | null;
};
