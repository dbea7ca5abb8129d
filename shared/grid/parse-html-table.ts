/** A table on the clipboard, as Excel, WPS, Word, LibreOffice or a web page wrote it, read back into rows of texts. */
import { CellText } from './html-cell-text.ts';
import { shownText } from './html-shown-value.ts';
import { ownTableMark } from './html-table.ts';
import { attributeOf, type HtmlToken, htmlTokens, isHidden } from './html-tokens.ts';
import { padRows } from './tsv.ts';

/**
 * The cells of the first table that has any, as rows of equal length; null when there is none, or when it would
 * be larger than any sheet. A merged cell's text stands in its first cell, the others are blank; hidden rows and
 * cells are left out. Reads whatever is given in time that grows with its length, and never throws.
 */
export function parseHtmlTable(html: string): string[][] | null {
  const fragmentStart = Math.max(0, html.indexOf('<!--StartFragment'));
  const fragmentEnd = html.lastIndexOf('<!--EndFragment');
  const reader = new TableReader({
    office: /urn:schemas-microsoft-com|\bmso-|ProgId/.test(html.slice(0, 20_000)),
  });
  for (const token of htmlTokens(html)) {
    if (fragmentEnd >= fragmentStart && fragmentEnd > 0 && token.at > fragmentEnd) break;
    // The table that the fragment stands in may open before it; its cells may not.
    if (token.at < fragmentStart && !(token.kind === 'open' && token.name === 'table')) continue;
    reader.read(token);
    if (reader.isFinished) break;
  }
  return reader.finish();
}

/** More cells than this are no table that anybody copies. */
const mostCells = 4_000_000;
const mostColumns = 16_384;

const blocks: ReadonlySet<string> = new Set(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre blockquote section article header footer hr table tr'.split(
    ' ',
  ),
);
const voids: ReadonlySet<string> = new Set(
  'br hr img input col meta link wbr area base embed source'.split(' '),
);

/** What is known of an open cell besides its text. */
type OpenCell = {
  readonly text: CellText;
  readonly column: number;
  readonly attributes: string;
  /** Not shown: read past, and not part of the block. */
  readonly hidden: boolean;
};

/** Builds the rows of one table from its tags. */
class TableReader {
  readonly #office: boolean;
  #own = false;
  #rows: string[][] = [];
  /** Whether the row of that index is shown. */
  #shown: boolean[] = [];
  /** By column, the first row index that no cell from above reaches into. */
  readonly #free: number[] = [];
  #freeAll = 0;
  #column = 0;
  #inRow = false;
  #cell: OpenCell | null = null;
  #hasCells = false;
  #cells = 0;
  /** Tables opened inside the open cell. */
  #nested = 0;
  /** The element whose contents are not shown, and how deep it is nested in its like. */
  #hiddenElement: { readonly name: string; depth: number } | null = null;
  isFinished = false;

  constructor({ office }: { readonly office: boolean }) {
    this.#office = office;
  }

  read(token: HtmlToken): void {
    if (this.#hiddenElement !== null && this.#readHidden(token, this.#hiddenElement)) return;
    switch (token.kind) {
      case 'text':
        this.#cell?.text.add(token.text);
        break;
      case 'open':
        this.#open(token.name, token.attributes);
        break;
      case 'close':
        this.#close(token.name);
        break;
    }
  }

  finish(): string[][] | null {
    this.#closeRow();
    if (!this.#hasCells || this.#cells > mostCells) return null;
    const rows = this.#rows.filter((_, index) => this.#shown[index]);
    const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
    if (width === 0 || width * rows.length > mostCells) return null;
    return padRows(rows);
  }

  #open(name: string, attributes: string): void {
    if (name === 'table') this.#openTable(attributes);
    else if (this.#nested > 0) this.#openInCell(name, attributes);
    else if (name === 'tr') this.#openRow(!isHidden(attributes));
    else if (name === 'td' || name === 'th') this.#openCell(attributes);
    else this.#openInCell(name, attributes);
  }

  #close(name: string): void {
    if (this.#nested > 0) {
      if (name === 'table') this.#nested -= 1;
      this.#closeInCell(name);
    } else if (name === 'td' || name === 'th') this.#closeCell();
    else if (name === 'tr') this.#closeRow();
    else if (name === 'table') {
      this.#closeRow();
      this.isFinished = this.#hasCells;
    } else this.#closeInCell(name);
  }

  #openTable(attributes: string): void {
    if (this.#cell !== null) {
      this.#nested += 1;
      this.#cell.text.breakBlock();
    } else if (!this.#hasCells) this.#own = attributes.includes(ownTableMark);
  }

  #openRow(shown: boolean): void {
    this.#closeRow();
    this.#rows.push([]);
    this.#shown.push(shown);
    this.#column = 0;
    this.#inRow = true;
  }

  /** A row without a cell is no row, unless a merged cell from above fills it. */
  #closeRow(): void {
    this.#closeCell();
    if (!this.#inRow) return;
    this.#inRow = false;
    const row = this.#rows.at(-1);
    if (row?.length === 0 && this.#freeAll < this.#rows.length) {
      this.#rows.pop();
      this.#shown.pop();
    }
  }

  #openCell(attributes: string): void {
    this.#closeCell();
    if (!this.#inRow) this.#openRow(true);
    const row = this.#rows.length - 1;
    while ((this.#free[this.#column] ?? 0) > row) this.#skipColumn();
    if (this.#column >= mostColumns) this.#giveUp();
    const text = new CellText({ exact: this.#own, joinsChinese: this.#office });
    this.#cell = { text, column: this.#column, attributes, hidden: isHidden(attributes) };
    this.#hasCells = true;
    // An end tag that never comes must not let one cell hide the rest of the document.
    this.#hiddenElement = null;
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (cell === null) return;
    this.#cell = null;
    this.#nested = 0;
    this.#hiddenElement = null;
    if (cell.hidden) return;
    const row = this.#rows.at(-1);
    if (row === undefined) return;
    while (row.length < cell.column) row.push('');
    row.push(this.#own ? cell.text.finish() : shownText(cell.text.finish(), cell.attributes));
    this.#span(row, cell);
  }

  /** Blank cells for what a merged cell covers beside it, and room for what it covers below. */
  #span(row: string[], { column, attributes }: OpenCell): void {
    const spans = /span/i.test(attributes);
    const width = spans ? spanOf(attributes, 'colspan', 1_000) : 1;
    const height = spans ? spanOf(attributes, 'rowspan', 65_534) : 1;
    const until = this.#rows.length - 1 + height;
    for (let covered = column; covered < column + width && covered < mostColumns; covered += 1) {
      if (covered > column) row.push('');
      if (height > 1) this.#free[covered] = Math.max(this.#free[covered] ?? 0, until);
      this.#skipColumn();
    }
    if (height > 1) this.#freeAll = Math.max(this.#freeAll, until);
  }

  #skipColumn(): void {
    this.#column += 1;
    this.#cells += 1;
    if (this.#cells > mostCells) this.#giveUp();
  }

  #giveUp(): void {
    this.#cells = mostCells + 1;
    this.isFinished = true;
    this.#free.length = 0;
  }

  #openInCell(name: string, attributes: string): void {
    const text = this.#cell?.text;
    if (text === undefined) return;
    if (name === 'br') text.breakLine();
    else if (blocks.has(name)) text.breakBlock();
    else if (name === 'td' || name === 'th') text.add(' ');
    if (voids.has(name)) return;
    if (name === 'pre') text.preformatted += 1;
    if (isHidden(attributes)) this.#hiddenElement = { name, depth: 1 };
  }

  #closeInCell(name: string): void {
    const text = this.#cell?.text;
    if (text === undefined) return;
    if (blocks.has(name)) text.breakBlock();
    if (name === 'pre' && text.preformatted > 0) text.preformatted -= 1;
  }

  /** Whether the token belongs to what is not shown. */
  #readHidden(token: HtmlToken, element: { readonly name: string; depth: number }): boolean {
    if (token.kind === 'text') return true;
    if (token.name === element.name) element.depth += token.kind === 'open' ? 1 : -1;
    else if (this.#nested === 0 && /^(?:t[drh]|table|tbody)$/.test(token.name)) element.depth = 0;
    if (element.depth > 0) return true;
    this.#hiddenElement = null;
    return token.name === element.name;
  }
}

function spanOf(attributes: string, name: string, most: number): number {
  const span = Number.parseInt(attributeOf(attributes, name) ?? '', 10);
  return span >= 1 ? Math.min(span, most) : 1;
}
