/** The cells of a sheet, one row after another: where nearly all of the time and memory of a scan goes. */

import { refuseBeyond, sheetBounds } from '../bounds.ts';
import { cellName, type SheetCell } from '../sheet.ts';
import { CellFormulas } from './cell-formulas.ts';
import { CellMaker, type SheetContext } from './cell-maker.ts';
import { MarkupCells } from './markup-cell.ts';
import { WorkbookDamage } from './outcome.ts';
import { takePlainCell } from './plain-cell.ts';
import { newRawCell } from './raw-cell.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';

/** Beyond it a line with few cells is kept sparse. */
const widestGap = 64;

export class CellReader {
  readonly #scanner: XmlScanner;
  readonly #context: SheetContext;
  readonly #hasPrefix: boolean;
  readonly #markup: MarkupCells;
  readonly #maker: CellMaker;
  /** The cell being read, and the line, both used again; `#width` of the line counts. */
  readonly #cell = newRawCell();
  readonly #line: (SheetCell | undefined)[] = [];
  #width = 0;

  /** `scanner` stands on the open sheetData. */
  constructor(scanner: XmlScanner, context: SheetContext) {
    const formulas = new CellFormulas(scanner);
    this.#scanner = scanner;
    this.#context = context;
    this.#hasPrefix = scanner.nameStart > scanner.qualifiedStart;
    this.#markup = new MarkupCells(scanner, formulas, context.name);
    this.#maker = new CellMaker(scanner.bytes, scanner.part, context, formulas);
  }

  /** Reads the open row; stands on its close token afterwards. null when nothing is in it. */
  readRow(row: number): (SheetCell | undefined)[] | null {
    const scanner = this.#scanner;
    const { bytes, depth } = scanner;
    const raw = this.#cell;
    let sparse: (SheetCell | undefined)[] | null = null;
    raw.row = row;
    raw.column = -1;
    this.#width = 0;
    for (;;) {
      const { position } = scanner;
      const end = this.#hasPrefix || position < 0 ? -1 : takePlainCell(bytes, position, raw);
      if (end > 0) {
        scanner.passTo(end);
        if (raw.valueEnd === raw.valueStart) continue;
      } else if (scanner.nextTag() === Token.close) {
        if (scanner.depth === depth) break;
        continue;
      } else if (!this.#markup.read(raw)) continue;
      const cell = this.#maker.cellOf(raw);
      if (cell === undefined) continue;
      this.#count();
      const { column } = raw;
      if (sparse === null && column >= this.#width && column - this.#width <= widestGap) {
        while (this.#width < column) this.#line[this.#width++] = undefined;
        this.#line[this.#width++] = cell;
      } else {
        sparse ??= this.#line.slice(0, this.#width);
        if (sparse[column] !== undefined) {
          throw new WorkbookDamage(`${scanner.part}: ${cellName(row, column)} is there twice`);
        }
        sparse[column] = cell;
      }
    }
    if (sparse !== null) return sparse;
    return this.#width === 0 ? null : this.#line.slice(0, this.#width);
  }

  #count(): void {
    const { counter } = this.#context;
    counter.cells += 1;
    if (counter.cells > sheetBounds.cells) refuseBeyond('里面', counter.cells, sheetBounds.cells, '个单元格');
  }
}
