/** New cells where none are written: into rows that are there, and rows that are not. */
import { cellName, type MergedRange } from '../sheet.ts';
import { replaceValue } from './parts/edit-part.ts';
import type { IndexedRow, SheetIndex } from './sheet-index.ts';
import { attributeOf, qualified } from './xml/element-tree.ts';
import { appendChild } from './xml/insert-child.ts';
import { readRanges, writeRange } from './xml/range-text.ts';
import type { Splices } from './xml/splices.ts';

type NewCell = { readonly column: number; readonly xml: string };

export class CellInserter {
  readonly #index: SheetIndex;
  readonly #splices: Splices;
  readonly #rows = new Map<number, NewCell[]>();
  /** What the new cells stretch over. */
  #stretch: MergedRange | null = null;

  constructor(index: SheetIndex, splices: Splices) {
    this.#index = index;
    this.#splices = splices;
  }

  /**
   * A cell where none is.
   * @param style null for none
   * @param type its type attribute; null for none
   */
  add(row: number, column: number, style: string | null, type: string | null, content: string): void {
    const name = qualified(this.#index.prefix, 'c');
    const attributes = `${style === null ? '' : ` s="${style}"`}${type === null ? '' : ` t="${type}"`}`;
    const open = `<${name} r="${cellName(row, column)}"${attributes}`;
    const xml = content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
    const line = this.#rows.get(row);
    if (line === undefined) this.#rows.set(row, [{ column, xml }]);
    else line.push({ column, xml });
    this.#stretchOver(row, column);
  }

  /** Writes them all, from the top down. */
  finish(): void {
    const { rows, data, prefix } = this.#index;
    const name = qualified(prefix, 'row');
    let following = 0;
    let opened = '';
    for (const [row, cells] of [...this.#rows].sort(([a], [b]) => a - b)) {
      cells.sort((a, b) => a.column - b.column);
      const line = this.#index.row(row);
      if (line !== undefined) {
        this.#intoRow(line, cells);
        continue;
      }
      const xml = `<${name} r="${row + 1}">${joined(cells)}</${name}>`;
      while (following < rows.length && (rows[following]?.row ?? 0) < row) following += 1;
      if (data.selfClosing) opened += xml;
      else this.#splices.insert(rows[following]?.start ?? data.closeStart, xml);
    }
    if (opened !== '') {
      appendChild({ ...data, prefix, name: 'sheetData' }, opened, this.#splices, this.#index.bytes);
    }
    this.#stretchDimension();
  }

  #intoRow(line: IndexedRow, cells: readonly NewCell[]): void {
    const behind: NewCell[] = [];
    for (const cell of cells) {
      const next = line.cells.find(({ column }) => column > cell.column);
      if (next === undefined) behind.push(cell);
      else this.#splices.insert(next.start, cell.xml);
    }
    if (behind.length > 0) this.#append(line, joined(behind));
    this.#stretchSpans(line, cells[0]?.column ?? 0, cells.at(-1)?.column ?? 0);
  }

  /** Behind the last cell, before what else a row may hold. */
  #append(line: IndexedRow, xml: string): void {
    const last = line.cells.at(-1);
    if (last !== undefined) this.#splices.insert(last.end, xml);
    else if (!line.selfClosing) this.#splices.insert(line.openEnd, xml);
    else appendChild({ ...line, closeStart: line.openEnd }, xml, this.#splices, this.#index.bytes);
  }

  #stretchOver(row: number, column: number): void {
    const known = this.#stretch;
    this.#stretch = {
      firstRow: Math.min(known?.firstRow ?? row, row),
      lastRow: Math.max(known?.lastRow ?? row, row),
      firstColumn: Math.min(known?.firstColumn ?? column, column),
      lastColumn: Math.max(known?.lastColumn ?? column, column),
    };
  }

  #stretchDimension(): void {
    const stretch = this.#stretch;
    const dimension = this.#index.element('dimension');
    const ref = dimension === undefined ? undefined : attributeOf(dimension, 'ref');
    const known = ref === undefined ? undefined : readRanges(ref.value, this.#index.part)[0];
    if (stretch === null || ref === undefined || known === undefined) return;
    const wider = {
      firstRow: Math.min(known.firstRow, stretch.firstRow),
      lastRow: Math.max(known.lastRow, stretch.lastRow),
      firstColumn: Math.min(known.firstColumn, stretch.firstColumn),
      lastColumn: Math.max(known.lastColumn, stretch.lastColumn),
    };
    if (writeRange(wider) !== writeRange(known)) replaceValue(this.#splices, ref, writeRange(wider));
  }

  /** `spans` says from which to which column a row reaches. */
  #stretchSpans(line: IndexedRow, first: number, last: number): void {
    const spans = attributeOf(line, 'spans');
    const numbers = spans?.value.match(/\d+/g)?.map(Number) ?? [];
    if (spans === undefined || numbers.length === 0) return;
    const from = Math.min(...numbers, first + 1);
    const to = Math.max(...numbers, last + 1);
    if (from === Math.min(...numbers) && to === Math.max(...numbers)) return;
    this.#splices.replace(spans.valueStart, spans.valueEnd, `${from}:${to}`);
  }
}

function joined(cells: readonly NewCell[]): string {
  return cells.map(({ xml }) => xml).join('');
}
