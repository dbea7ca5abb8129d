/** A print whose every line has its place. Lengths are millimetres. */
import type { HeadCell } from './column-heads.ts';
import type { PrintOptions } from './options.ts';
import type { PageFrame } from './paper.ts';
import type { PrintSheet } from './print-sheet.ts';

/** The head of a table, which every page of it begins with. */
export type LaidHeader = {
  readonly height: number;
  /** From the top down. */
  readonly levels: readonly LaidLevel[];
};

export type LaidLevel = { readonly height: number; readonly cells: readonly LaidHeadCell[] };

export type LaidHeadCell = HeadCell & { readonly lines: readonly string[] };

/** A row with its lines: `height` in millimetres. */
export type LaidRow = {
  readonly role: 'data' | 'total';
  readonly height: number;
  /** The lines of each cell, top to bottom. */
  readonly cells: readonly (readonly string[])[];
  readonly group: string | null;
};

/** Texts above a table, each with the millimetres from the top of the text block to the top of its letters. */
export type LaidHead = {
  readonly label: { readonly top: number; readonly text: string } | null;
  readonly title: readonly { readonly top: number; readonly text: string }[];
  readonly info: { readonly top: number; readonly left: string; readonly right: string } | null;
  readonly height: number;
};

export type LaidPage = {
  /** The page number that is printed. */
  readonly number: number;
  /** Which of the sheets. */
  readonly sheet: number;
  readonly frame: PageFrame;
  readonly landscape: boolean;
  /** On the first page of a sheet. */
  readonly head: LaidHead | null;
  /** From the top of the text block. */
  readonly tableTop: number;
  /** Whether it has a part of the table, with its header first; a title may stand alone. */
  readonly hasTable: boolean;
  readonly rows: readonly LaidRow[];
  /** From the top of the text block; null but for the last page of a sheet that is signed. */
  readonly signatureTop: number | null;
};

export type LaidSheet = {
  readonly sheet: PrintSheet;
  readonly landscape: boolean;
  /** Points. */
  readonly fontSize: number;
  readonly columnWidths: readonly number[];
  readonly header: LaidHeader;
  /** Whether all columns are as wide as they are readable. */
  readonly readable: boolean;
  /** Rows that are taller than a page and had to be continued on the next one. */
  readonly continuedRows: number;
  /** Index of the first page, and how many there are. */
  readonly firstPage: number;
  readonly pageCount: number;
};

export type LaidPrint = {
  readonly options: PrintOptions;
  readonly sheets: readonly LaidSheet[];
  readonly pages: readonly LaidPage[];
};
