/**
 * The tables of a web page, which office systems export under the name .xls. Every cell stays text: 001 is 001.
 * Close tags of cells and rows may be left out, as HTML allows; whatever else is not as it should be is damage, as a
 * table that was cut off or lost a tag would be read in part.
 */
import { type FileGuard, guardFile, type SheetGuard } from '../bounds.ts';
import { WorkbookDamage } from '../ooxml/outcome.ts';
import { columnName, type MergedRange, type Sheet, type SheetCell } from '../sheet.ts';
import { htmlAttribute, htmlTokens } from './html-tokens.ts';

/** Tables inside the cells of others are tables of their own. @throws WorkbookDamage; ZipTooLarge over a bound */
export function readHtml(text: string): Sheet[] {
  const guard = guardFile();
  const tables: HtmlTable[] = [];
  const open: HtmlTable[] = [];
  for (const token of htmlTokens(text)) {
    const table = open.at(-1);
    switch (token.kind) {
      case 'broken':
        throw new WorkbookDamage('a tag that does not end');
      case 'text':
        table?.addText(token.text);
        break;
      case 'open':
        if (token.name === 'table') {
          const next = new HtmlTable(guard, tables.length);
          guard.sheets(tables.length + 1);
          tables.push(next);
          open.push(next);
        } else if (table === undefined) refusePart(token.name);
        else table.open(token.name, token.attributes);
        break;
      case 'close':
        if (token.name === 'table') {
          if (table === undefined) throw new WorkbookDamage('</table> without <table>');
          table.finish();
          open.pop();
        } else if (table === undefined) refusePart(token.name);
        else table.close(token.name);
    }
  }
  if (open.length > 0) throw new WorkbookDamage('a table that does not end');
  const filled = tables.filter(({ rows }) => rows.length > 0);
  return filled.map((table, index) =>
    table.toSheet(filled.length === 1 ? 'Sheet1' : `表格${columnName(index)}`),
  );
}

function refusePart(name: string): void {
  if (name === 'tr' || name === 'td' || name === 'th') throw new WorkbookDamage(`<${name}> outside a table`);
}

/** One table while it is read. */
class HtmlTable {
  readonly rows: (SheetCell | undefined)[][] = [];
  readonly #guard: SheetGuard;
  readonly #merges: MergedRange[] = [];
  readonly #hiddenRows = new Set<number>();
  /** Column → the last row that a merged cell above covers there. */
  readonly #covered: number[] = [];
  #row = -1;
  #column = 0;
  #inRow = false;
  /** Of the open cell or caption; null between them. */
  #text: string | null = null;

  constructor(guard: FileGuard, index: number) {
    this.#guard = guard.sheet(`表格${columnName(index)}`);
  }

  addText(text: string): void {
    if (this.#text !== null) this.#text += text.replace(/[\t\n\r ]+/g, ' ');
    else if (text.trim() !== '') throw new WorkbookDamage(`“${text.trim().slice(0, 40)}” outside the cells`);
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'tr':
        this.#beginRow(attributes);
        break;
      case 'td':
      case 'th':
        this.#endCell();
        if (!this.#inRow) this.#beginRow('');
        this.#beginCell(attributes);
        break;
      case 'caption':
        this.#beginRow('');
        this.#beginCell('');
        break;
      case 'br':
      case 'p':
      case 'div':
      case 'li':
        this.#breakLine();
    }
  }

  close(name: string): void {
    switch (name) {
      case 'td':
      case 'th':
        if (this.#text === null) throw new WorkbookDamage(`</${name}> without <${name}>`);
        this.#endCell();
        break;
      case 'caption':
      case 'tr':
        if (!this.#inRow) throw new WorkbookDamage(`</${name}> without <${name}>`);
        this.#endRow();
        break;
      case 'p':
      case 'div':
      case 'li':
        this.#breakLine();
    }
  }

  finish(): void {
    this.#endRow();
  }

  toSheet(name: string): Sheet {
    return {
      name,
      state: 'visible',
      rows: this.rows,
      merges: this.#merges,
      hiddenRows: this.#hiddenRows,
      hiddenColumns: new Set(),
      comments: new Map(),
    };
  }

  #beginRow(attributes: string): void {
    this.#endRow();
    this.#inRow = true;
    this.#row += 1;
    this.#column = 0;
    this.#guard.row(this.#row);
    if (/display\s*:\s*none/i.test(htmlAttribute(attributes, 'style') ?? '')) this.#hiddenRows.add(this.#row);
  }

  #endRow(): void {
    this.#endCell();
    this.#inRow = false;
  }

  #beginCell(attributes: string): void {
    while ((this.#covered[this.#column] ?? -1) >= this.#row) this.#column += 1;
    const right = this.#column + spanOf(attributes, 'colspan') - 1;
    const bottom = this.#row + spanOf(attributes, 'rowspan') - 1;
    this.#guard.column(right);
    this.#guard.row(bottom);
    this.#text = '';
    if (right === this.#column && bottom === this.#row) return;
    this.#merges.push({ firstRow: this.#row, lastRow: bottom, firstColumn: this.#column, lastColumn: right });
    this.#guard.merges(this.#merges.length);
    for (let column = this.#column; column <= right; column += 1) this.#covered[column] = bottom;
  }

  #endCell(): void {
    if (this.#text === null) return;
    const text = tidy(this.#text);
    this.#text = null;
    const column = this.#column;
    this.#column += 1;
    if (text === '') return;
    this.#guard.cell(this.#row, column, text.length);
    const line = this.rows[this.#row] ?? [];
    line[column] = { kind: 'text', text, formula: false };
    this.rows[this.#row] = line;
  }

  #breakLine(): void {
    if (this.#text !== null) this.#text += '\n';
  }
}

/** Nonsense spans one, as browsers take it. */
function spanOf(attributes: string, name: 'colspan' | 'rowspan'): number {
  const written = htmlAttribute(attributes, name)?.trim() ?? '';
  return /^\d+$/.test(written) ? Math.max(1, Number(written)) : 1;
}

/** Lines without white space around them, and no blank ones above, between or below. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
