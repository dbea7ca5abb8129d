/** The clipboard's text/html: a table that Excel, WPS, Word and LibreOffice paste well, and theirs read back. */
import type { CellValue } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { formatCellValue } from '../values/cell-text.ts';
import { formatNumber, formatPercent } from '../values/number-text.ts';
import { CellText } from './html-cell-text.ts';
import { attributeOf, type HtmlToken, htmlTokens, isHidden } from './html-tokens.ts';
import { padRows } from './tsv.ts';

/** A copied cell: what is shown, and what it means where a spreadsheet would guess. */
export type CopiedCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  /** ISO `2025-03-26`, `2025-03` or `2025`. */
  | { readonly kind: 'date'; readonly text: string };

/** A value of a column as it is copied. */
export function copiedCell(column: Column, value: CellValue): CopiedCell {
  const text = formatCellValue(column, value);
  if (typeof value === 'number') return { kind: 'number', text, value };
  return column.type === 'date' && typeof value === 'string'
    ? { kind: 'date', text }
    : { kind: 'text', text };
}

/** Writes a block as HTML whose texts stay texts in Excel (前导零, 18-digit IDs) and whose numbers are numbers. */
export function printHtmlTable(block: readonly (readonly CopiedCell[])[]): string {
  const rows = block.map((row) => `<tr>${row.map(printCell).join('')}</tr>`);
  return (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<head><meta charset="utf-8"></head><body><table ${ownMark} border="1" style="border-collapse:collapse">` +
    `<tbody>${rows.join('\n')}</tbody></table></body></html>`
  );
}

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

/** Tells our own tables from others. */
const ownMark = 'data-source="huibiao"';

function printCell(cell: CopiedCell): string {
  const content = printText(cell.text);
  switch (cell.kind) {
    case 'number':
      return printNumber(cell.text, cell.value, content);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(cell.text)
        ? `<td style='mso-number-format:"yyyy\\-mm\\-dd"'>${content}</td>`
        : `<td ${textFormat}>${content}</td>`;
    case 'text':
      return spreadsheetsWouldGuess(cell.text) ? `<td ${textFormat}>${content}</td>` : `<td>${content}</td>`;
  }
}

/** The text format for Excel and WPS, and for LibreOffice. */
const textFormat = `style='mso-number-format:"\\@"' sdnum="2052;0;@"`;

/** Whether a text looks like a number, a date, a formula or a truth value to a spreadsheet. */
function spreadsheetsWouldGuess(text: string): boolean {
  return /[\d０-９]|^\s*['=+\-@＝＋－]|^\s*(?:true|false|真|假)\s*$/i.test(text);
}

function printNumber(text: string, value: number, content: string): string {
  const plain = formatNumber(value);
  const percent = /\.?(\d*)%$/.exec(text);
  if (percent === null) return `<td x:num="${plain}" sdval="${plain}">${content}</td>`;
  const places = text.includes('.') ? (percent[1] ?? '').length : 0;
  const format = places === 0 ? '0%' : `0\\.${'0'.repeat(places)}%`;
  return `<td x:num="${plain}" style='mso-number-format:"${format}"' sdval="${plain}">${content}</td>`;
}

/** Escapes; a break stays inside the cell in Excel; spaces that HTML would collapse become &nbsp;. */
function printText(text: string): string {
  return text
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/\u00a0/g, '&#160;')
    .replace(/\t/g, '&#9;')
    .replace(/\f/g, '&#12;')
    .replace(/^ | $| (?=[ \r\n])|(?<=[\r\n]) /g, '&nbsp;')
    .replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">');
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
    } else if (!this.#hasCells) this.#own = attributes.includes(ownMark);
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

/** The shown text, or the full value that the program wrote beside it where the shown one lost digits or is cut. */
function shownText(shown: string, attributes: string): string {
  const full = attributeOf(attributes, 'x:str');
  if (full !== null && full !== '') return full;
  const sheets = attributeOf(attributes, 'data-sheets-value');
  const number = attributeOf(attributes, 'x:num') ?? attributeOf(attributes, 'sdval');
  const value =
    number !== null && number !== '' ? Number(number) : sheets === null ? null : sheetsNumber(sheets);
  return value === null || !Number.isFinite(value) ? shown : withAllDigits(shown, value);
}

/** Google writes {"1":3,"3":0.125} for the number 0.125. */
function sheetsNumber(json: string): number | null {
  const found = /^\{"1":3,"3":(-?[\d.]+(?:[eE][+-]?\d+)?)\}$/.exec(json.slice(0, 200));
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Replaces a shown number that is a rounding of the value; dates, money and other shapes stay as shown. */
function withAllDigits(shown: string, value: number): string {
  if (/^#+$/.test(shown)) return formatNumber(value);
  const found = /^\s*([+-]?[\d,]*\.?\d*(?:[eE][+-]?\d+)?)\s*(%?)\s*$/.exec(shown.slice(0, 60));
  const digits = (found?.[1] ?? '').replaceAll(',', '');
  if (found === null || !/\d/.test(digits) || shown.length > 60) return shown;
  const percent = found[2] === '%';
  const full = percent ? formatPercent(value).slice(0, -1) : formatNumber(value);
  const rounding = Math.abs(Number(digits) - Number(full));
  const isRounded = rounding > 0 && rounding <= roundingStep(digits) * 0.500001;
  if (!isRounded && !/[eE]/.test(digits)) return shown;
  return rounding <= roundingStep(digits) ? full + (percent ? '%' : '') : shown;
}

/** What the last shown digit is worth: 0.01 of 3.14, 1e15 of 1.23E+17. */
function roundingStep(digits: string): number {
  const [mantissa = '', power = '0'] = digits.toLowerCase().split('e');
  const places = mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0;
  return 10 ** (Number(power) - places);
}
