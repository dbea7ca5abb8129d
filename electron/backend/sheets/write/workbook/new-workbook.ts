/** What a workbook that is written anew is made of. Rows and columns count from 0; heights are points. */
import type { MergedRange } from '../../sheet.ts';

export type NewWorkbook = {
  readonly sheets: readonly NewSheet[];
  /** Numbered in the order in which cells name them; the first is what blank cells look like. */
  readonly styles: readonly CellStyle[];
  /** Days are counted from 1904. */
  readonly date1904?: boolean;
  /** 名称 that hold in all sheets. */
  readonly names?: readonly { readonly name: string; readonly formula: string }[];
};

export type NewSheet = {
  readonly name: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** From the first on; widths are digits of the usual font, as spreadsheets count. */
  readonly columns: readonly NewColumn[];
  /** Rows that stay in sight. */
  readonly frozenRows?: number;
  readonly frozenColumns?: number;
  /** From the top down; asked for one after the other, so that a long sheet need not be held. */
  readonly rows: Iterable<NewRow>;
  readonly defaultRowHeight?: number;
  readonly merges?: readonly MergedRange[];
  readonly choices?: readonly NewChoices[];
  readonly page?: NewPage;
};

export type NewColumn = { readonly width: number; readonly hidden?: boolean };

export type NewRow = {
  readonly row: number;
  /** Null leaves it to the program that opens the file. */
  readonly height: number | null;
  readonly hidden?: boolean;
  /** From left to right. The next row may use the same objects again. */
  readonly cells: readonly NewCell[];
};

export type NewCell = { readonly column: number; readonly style: number; readonly value: NewCellValue };

/** A text is one that the format can hold, see `storableText`. */
export type NewCellValue =
  | null
  | string
  | number
  | boolean
  | { readonly formula: string; readonly result: string | number | boolean | null };

export type NewChoices = { readonly range: MergedRange; readonly texts: readonly string[] };

export type NewPage = {
  readonly paperSize?: number;
  readonly landscape?: boolean;
  /** Per cent. */
  readonly scale?: number;
  /** As many pages wide and high; 0 for as many as it takes. */
  readonly fit?: { readonly width: number; readonly height: number };
  readonly centered?: boolean;
  /** Inches. */
  readonly margins?: Margins;
  readonly header?: string;
  readonly footer?: string;
  /** Where even pages have another one. */
  readonly evenFooter?: string;
  readonly firstPageNumber?: number;
  readonly printArea?: MergedRange;
  /** The rows that every page begins with. */
  readonly titleRows?: { readonly first: number; readonly last: number };
};

export type Margins = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly header: number;
  readonly footer: number;
};

export type CellStyle = {
  /** `General` for none. */
  readonly format: string;
  readonly font: CellFont;
  /** Six hexadecimal digits. */
  readonly fill?: string;
  readonly border?: CellBorder;
  readonly horizontal?: string;
  readonly vertical?: string;
  readonly wraps?: boolean;
  readonly shrinks?: boolean;
  readonly indent?: number;
  readonly rotation?: number;
  readonly locked?: boolean;
};

export type CellFont = {
  readonly name: string;
  /** Points. */
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underlined?: boolean;
  readonly struck?: boolean;
  readonly color?: string;
};

export type CellBorder = {
  readonly left?: BorderLine;
  readonly right?: BorderLine;
  readonly top?: BorderLine;
  readonly bottom?: BorderLine;
};

/** The format's own word: thin, medium, double … */
export type BorderLine = { readonly style: string; readonly color?: string };
