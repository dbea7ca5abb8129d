/**
 * How a file was read for a table: what every row and column of the sheet was taken for, and why. Rows and columns
 * count from 0 here; a person sees `第4行` and `C`.
 */
import { z } from 'zod';

/** What a column of the sheet means for the table. */
export const readingFieldSchema = z.discriminatedUnion('kind', [
  /** A column of the table; the group of a 名单表 and its line columns (备注) too. */
  z.strictObject({ kind: z.literal('column'), key: z.string() }),
  /** 名单表: the names of one choice, joined in a cell: 精品示范村. */
  z.strictObject({ kind: z.literal('choice'), choice: z.string() }),
  /** Looked at and left out: 序号, a helper column, a column that the table does not have. */
  z.strictObject({ kind: z.literal('ignored') }),
]);
export type ReadingField = z.infer<typeof readingFieldSchema>;

const index = z.number().int().min(0).max(1_048_575);

/** What a person pointed out; everything not said here is found by the program. */
export const readingChoiceSchema = z.strictObject({
  /** The sheet to read; null lets the program choose, and then nothing else may be said. */
  sheet: z.string().nullable(),
  /** "This is the header": its first and last row. */
  header: z.strictObject({ firstRow: index, lastRow: index }).nullable(),
  /** "These rows are records" (`data`), "these are none" (`skipped`). */
  rows: z
    .array(z.strictObject({ firstRow: index, lastRow: index, role: z.enum(['data', 'skipped']) }))
    .max(1000),
  /** "This column is 村名". */
  columns: z.array(z.strictObject({ column: index, field: readingFieldSchema })).max(1000),
  /** What earlier imports of the same form pointed out holds for everything that is not said here. */
  recall: z.boolean(),
});
export type ReadingChoice = z.infer<typeof readingChoiceSchema>;

/** Nothing pointed out: the program finds everything itself. */
export const noReadingChoice: ReadingChoice = {
  sheet: null,
  header: null,
  rows: [],
  columns: [],
  recall: true,
};

/** `skipped` rows were taken out by a person; `excluded` ones hold something and are no part of a table. */
export type RowRole =
  | 'title'
  | 'info'
  | 'header'
  | 'numbers'
  | 'data'
  | 'section'
  | 'subtotal'
  | 'total'
  | 'note'
  | 'excluded'
  | 'skipped';

/** Rows next to each other that were taken for the same thing, both ends included. */
export type ReadingRows = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly role: RowRole;
  /** Chinese, without the place: 与表头各栏逐一相同. */
  readonly why: string;
};

export type ReadingColumn = {
  readonly column: number;
  /** Header texts from the top level down, white space removed. */
  readonly path: readonly string[];
  readonly hidden: boolean;
  /** The measure word that the header or its row of units names. */
  readonly measureWord: string | null;
  /** Null where the program found nothing that fits: the column is not read, and that is a problem to look at. */
  readonly field: ReadingField | null;
  /** Why this field: 栏目名称相同, 常用别名, 上次导入时指定, 内容像日期…; or why none. */
  readonly why: string;
  /** The choice is a guess that wants a look. */
  readonly doubtful: boolean;
};

export type ReadingSheet = {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** The outermost filled row and column, counted from 1; 0 for a blank sheet. */
  readonly rowCount: number;
  readonly columnCount: number;
};

export type Reading = {
  readonly sheets: readonly ReadingSheet[];
  /** The sheet that was read. */
  readonly sheet: string;
  readonly layout: 'list' | 'grouped';
  /** From top to bottom; rows that are in none of them are blank or outside the table. */
  readonly rows: readonly ReadingRows[];
  readonly columns: readonly ReadingColumn[];
  /** Columns and choices of the table that the file has nothing for. */
  readonly missing: readonly ReadingField[];
  /**
   * What the person pointed out this time together with what was remembered from earlier imports of the same form:
   * the base of the next choice, which therefore recalls nothing by itself.
   */
  readonly choice: ReadingChoice;
  readonly remembered: boolean;
  /** Why the file had to be read by the slower reader for unusual files; null for most. */
  readonly unusual: string | null;
};

/** A part of a sheet as it looks, for drawing it: what is shown in the cells, not what is stored. */
export type SheetWindow = {
  readonly sheet: string;
  readonly firstRow: number;
  readonly rows: readonly SheetWindowRow[];
  readonly columnCount: number;
  readonly merges: readonly {
    readonly firstRow: number;
    readonly lastRow: number;
    readonly firstColumn: number;
    readonly lastColumn: number;
  }[];
  readonly hiddenColumns: readonly number[];
  /** How it looks, where that was asked for. */
  readonly looks?: SheetLooks;
};

/** What only the drawing of a sheet needs: its lines, colours and sizes, as far as its file tells. */
export type SheetLooks = {
  /** All sheets of the file, hidden ones included. Sizes count lines and colours that stand in no filled row, too. */
  readonly sheets: readonly ReadingSheet[];
  /** Null where the file does not tell how it looks: .xls, .csv and unusual ones. */
  readonly drawn: {
    /** Those that the cells of this part have. */
    readonly styles: readonly CellStyle[];
    /** In CSS pixels at 100 %, by column. */
    readonly columnWidths: readonly number[];
    readonly usualHeight: number;
    /** One for each of `rows`. */
    readonly rows: readonly {
      /** In CSS pixels; null for the usual one. */
      readonly height: number | null;
      /** Indexes into `styles` by column; -1 for a plain cell, the row may be shorter than `columnCount`. */
      readonly styles: readonly number[];
      /** Columns whose cells the sheet computes. */
      readonly formulas: readonly number[];
    }[];
  } | null;
};

/** Lengths in CSS pixels, colours as `#rrggbb`; null for what is not said. */
export type CellStyle = {
  readonly fill: string | null;
  readonly color: string | null;
  readonly font: string | null;
  readonly size: number | null;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly horizontal: 'left' | 'center' | 'right' | null;
  readonly vertical: 'top' | 'center' | 'bottom' | null;
  readonly wrap: boolean;
  readonly indent: number;
  readonly left: BorderLine | null;
  readonly right: BorderLine | null;
  readonly top: BorderLine | null;
  readonly bottom: BorderLine | null;
};

export type BorderLine = {
  readonly width: 1 | 2 | 3;
  readonly line: 'solid' | 'dashed' | 'dotted' | 'double';
  readonly color: string | null;
};

export type SheetWindowRow = {
  readonly hidden: boolean;
  /** Displayed texts by column; null for a blank cell, the row may be shorter than `columnCount`. */
  readonly texts: readonly (string | null)[];
  /** One letter a cell: `t` text, `n` number, `d` date, `b` boolean, `e` error, space for blank. */
  readonly kinds: string;
};
