/** What the screens get of a print. Lengths are millimetres. */
import type { Problem } from '../model/problem.ts';
import type { FontReport } from './font-report.ts';

export type PrintedPage = {
  /** The page number that is printed. */
  readonly number: number;
  /** Index in `tables`. */
  readonly table: number;
  readonly landscape: boolean;
  readonly width: number;
  readonly height: number;
  /** One `<section class="hp-page">` of exactly that size: safe HTML without scripts, drawn with the print's style. */
  readonly html: string;
};

export type PrintedTable = {
  /** The table's key. */
  readonly table: string;
  readonly label: string | null;
  readonly title: string;
  readonly landscape: boolean;
  /** Points of the table's text, chosen or given. */
  readonly fontSize: number;
  readonly rowCount: number;
  /** Index in `pages`, and how many there are. */
  readonly firstPage: number;
  readonly pageCount: number;
};

/** A print as it will be on paper; `joinPages` of document.ts makes one HTML document of it. */
export type PrintedPages = {
  readonly title: string;
  /** CSS of the pages; its class names begin with `hp-`. */
  readonly style: string;
  readonly pages: readonly PrintedPage[];
  readonly tables: readonly PrintedTable[];
  readonly fonts: FontReport;
  readonly problems: readonly Problem[];
};
