/** Any cell, token by token: those with a formula, an inline text, or written in another way than usual. */

import { refuseBeyond, sheetBounds } from '../bounds.ts';
import { cellName } from '../sheet.ts';
import type { CellFormulas } from './cell-formulas.ts';
import { parseIndex } from './number-text.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { CellType, type RawCell } from './raw-cell.ts';
import { readRichText } from './rich-text.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';

export class MarkupCells {
  readonly #scanner: XmlScanner;
  readonly #formulas: CellFormulas;
  readonly #sheetName: string;
  readonly #prefixLength: number;

  /** `scanner` stands on the open sheetData, whose prefix all elements must have. */
  constructor(scanner: XmlScanner, formulas: CellFormulas, sheetName: string) {
    this.#scanner = scanner;
    this.#formulas = formulas;
    this.#sheetName = sheetName;
    this.#prefixLength = scanner.nameStart - scanner.qualifiedStart;
  }

  /**
   * Reads the element at which the scanner stands, a child of a row, into `cell`, whose column is that of the cell
   * before; stands on its close token afterwards.
   * @returns false when it is no cell
   */
  read(cell: RawCell): boolean {
    const scanner = this.#scanner;
    if (!this.#isOwn('c')) {
      this.#passOver('among the cells');
      return false;
    }
    this.#readAttributes(cell);
    cell.valueStart = 0;
    cell.valueEnd = 0;
    cell.value = null;
    cell.richText = null;
    cell.hasFormula = false;
    const { depth } = scanner;
    for (;;) {
      if (scanner.nextTag() === Token.close) {
        if (scanner.depth === depth) return true;
      } else if (this.#isOwn('v')) this.#readValue(cell);
      else if (this.#isOwn('f')) this.#readFormula(cell);
      else if (this.#isOwn('is')) cell.richText = readRichText(scanner);
      else this.#passOver('in a cell');
    }
  }

  #isOwn(name: string): boolean {
    const scanner = this.#scanner;
    return scanner.is(name) && scanner.nameStart - scanner.qualifiedStart === this.#prefixLength;
  }

  /** Extensions carry nothing that is read here; anything else might. */
  #passOver(place: string): void {
    const scanner = this.#scanner;
    if (!this.#isOwn('extLst')) throw new UnusualPart(`${scanner.part}: ${scanner.localName} ${place}`);
    scanner.skip();
  }

  #readAttributes(cell: RawCell): void {
    const scanner = this.#scanner;
    const { attributes, bytes } = scanner;
    let named = false;
    cell.style = 0;
    cell.type = CellType.number;
    for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
      const name = attributes[slot] ?? 0;
      if (attributes[slot + 1] !== name + 1) continue;
      const start = attributes[slot + 2] ?? 0;
      const end = attributes[slot + 3] ?? 0;
      switch (bytes[name]) {
        case 0x72: // r
          cell.column = this.#columnOf(start, end, cell.row);
          named = true;
          break;
        case 0x73: // s
          cell.style = parseIndex(bytes, start, end);
          if (cell.style < 0) throw new UnusualPart(`${scanner.part}: a style that is no number`);
          break;
        case 0x74: // t
          cell.type = this.#typeOf(start, end);
          break;
      }
    }
    if (!named) cell.column += 1;
    if (cell.column >= sheetBounds.columns) {
      refuseBeyond(`工作表“${this.#sheetName}”`, cell.column + 1, sheetBounds.columns, '列');
    }
  }

  #columnOf(start: number, end: number, row: number): number {
    const { bytes } = this.#scanner;
    let at = start;
    let column = 0;
    for (; at < end && at < start + 4; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x41 || byte > 0x5a) break;
      column = column * 26 + byte - 0x40;
    }
    if (column === 0 || parseIndex(bytes, at, end) !== row + 1) {
      const name = bytes.toString('latin1', start, end);
      throw new UnusualPart(`${this.#scanner.part}: cell “${name}” in row ${row + 1}`);
    }
    return column - 1;
  }

  #typeOf(start: number, end: number): RawCell['type'] {
    const text = this.#scanner.bytes.toString('latin1', start, end);
    const type = types.get(text);
    if (type === undefined) throw new UnusualPart(`${this.#scanner.part}: cell type “${text}”`);
    return type;
  }

  /** The usual value is one text without references; its offsets are enough. */
  #readValue(cell: RawCell): void {
    const scanner = this.#scanner;
    if (cell.value !== null || cell.valueEnd > cell.valueStart) this.#damage(cell, 'has two values');
    const { depth } = scanner;
    if (scanner.next() === Token.close) return;
    if (scanner.kind !== Token.text) scanner.fail('a value that is no text');
    const { start, end } = scanner;
    const simple = scanner.isPlain && scanner.isAscii;
    const text = simple ? '' : scanner.textValue();
    if (scanner.next() === Token.close) {
      if (simple) {
        cell.valueStart = start;
        cell.valueEnd = end;
      } else cell.value = text;
      return;
    }
    let pieces = simple ? scanner.bytes.toString('latin1', start, end) : text;
    while (scanner.kind !== Token.close || scanner.depth > depth) {
      if (scanner.kind !== Token.text) scanner.fail('a value that is no text');
      pieces += scanner.textValue();
      scanner.next();
    }
    cell.value = pieces;
  }

  #readFormula(cell: RawCell): void {
    if (cell.hasFormula) this.#damage(cell, 'has two formulas');
    cell.hasFormula = true;
    this.#formulas.read(cell.row, cell.column);
  }

  #damage({ row, column }: RawCell, what: string): never {
    throw new WorkbookDamage(`${this.#scanner.part}: ${cellName(row, column)} ${what}`);
  }
}

const types: ReadonlyMap<string, RawCell['type']> = new Map([
  ['n', CellType.number],
  ['s', CellType.sharedText],
  ['str', CellType.text],
  ['inlineStr', CellType.inlineText],
  ['b', CellType.boolean],
  ['e', CellType.error],
  ['d', CellType.date],
]);
