/**
 * A table found on a sheet, with a reason for every decision. Rows and columns count from 0, as in `Sheet`;
 * everything is plain data, so that it can cross from a worker thread and be kept with a form.
 */

/** What a column seems to hold, guessed from its data and, where there is none, from its header. */
export type RegionColumnType =
  | 'text'
  | 'number'
  | 'percent'
  | 'date'
  | 'boolean'
  /** 身份证号: 18 (or the old 15) digits. */
  | 'id'
  | 'phone'
  /** Digits that are no number: 行政区划代码, 账号, anything with leading zeros. */
  | 'code';

export type RegionColumn = {
  readonly column: number;
  /** Header texts from the top level down, white space removed; empty where the header says nothing. */
  readonly path: readonly string[];
  readonly type: RegionColumnType;
  /** 户 for `低保对象(户)`, or what the row of units says; null when neither names one. */
  readonly measureWord: string | null;
  /** 序号: numbers the lines and holds nothing that a table would have to keep. */
  readonly serial: boolean;
};

/** One entry of an info line; `value` is null where the line leaves it to be filled. */
export type InfoField = {
  readonly kind:
    | 'unit'
    | 'measure'
    | 'date'
    | 'period'
    | 'preparer'
    | 'reviewer'
    | 'head'
    | 'phone'
    | 'formCode'
    | 'other';
  /** As written, without the colon: 填报单位. */
  readonly label: string;
  readonly value: string | null;
  readonly row: number;
  /** The cell that holds the label. */
  readonly labelColumn: number;
  /** The cell that holds the value, or is there to hold it; often the label's own. */
  readonly valueColumn: number;
};

/** What decides for whoever reads on; `why` is for people alone. */
export type ReasonCode =
  /** Rows of the page, not of the table: nothing is lost with them. */
  | 'blank'
  | 'repeated_header'
  | 'repeated_title'
  | 'page_mark'
  | 'serial_only'
  | 'formulas_only'
  | 'column_numbers'
  | 'column_units'
  /** Rows that are passed over and may yet be records, so that a person has to look at them. */
  | 'likely_column_numbers'
  | 'comparison'
  /** Records that may be something else, and a header that may be a record. */
  | 'numbered_record'
  | 'signing_record'
  | 'summing_record'
  | 'long_record'
  | 'header_like_record'
  /** Nothing depends on it. */
  | 'plain';

/** Why something was taken for what it is: a sentence for the clerk, with the places it is about. */
export type Reason = {
  readonly what:
    | 'title'
    | 'info'
    | 'header'
    | 'numbers'
    | 'units'
    | 'data'
    | 'section'
    | 'subtotal'
    | 'total'
    | 'note'
    | 'excluded'
    | 'hidden'
    | 'fillDown'
    | 'split'
    | 'type'
    /** The rows are what other reasons say, and may be something else; `why` says what to do. */
    | 'doubt';
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly code: ReasonCode;
  /** Chinese, without the place. */
  readonly why: string;
};

export type Region = {
  /** The outermost rows and columns that the table with its titles and notes takes up. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly titleRows: readonly number[];
  readonly infoRows: readonly number[];
  readonly info: readonly InfoField[];
  readonly headerRows: readonly number[];
  /** Left to right; hidden columns are not among them. */
  readonly columns: readonly RegionColumn[];
  readonly hiddenColumns: readonly RegionColumn[];
  /** The first row below the header and what belongs to it: where a blank form is filled in. */
  readonly bodyRow: number;
  readonly dataRows: readonly number[];
  readonly sectionRows: readonly number[];
  readonly subtotalRows: readonly number[];
  readonly totalRows: readonly number[];
  readonly noteRows: readonly number[];
  /** Rows that hold something and are none of the above: a repeated header, column numbers, 序号 alone. */
  readonly excludedRows: readonly number[];
  /** Rows of data that the sheet does not show; they are among `dataRows`. */
  readonly hiddenDataRows: readonly number[];
  /** Columns whose vertically merged text holds for every row under the merge; never amounts. */
  readonly fillDownColumns: readonly number[];
  /** How well the header fits what stands below it; comparable between regions only roughly. */
  readonly score: number;
  readonly reasons: readonly Reason[];
};

/** What a column of a type holds, as an office calls it. */
export const regionTypeNames: Readonly<Record<RegionColumn['type'], string>> = {
  text: '文字',
  number: '数',
  percent: '百分比',
  date: '日期',
  boolean: '是否',
  id: '身份证号',
  phone: '电话',
  code: '编号',
};
