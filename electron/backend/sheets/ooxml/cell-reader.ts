/** The cells of a sheet, one row after another: where nearly all of the time and memory of a scan goes. */
import { cellName, type SheetCell } from '../sheet.ts';
import { refuseBeyond, sheetBounds } from './bounds.ts';
import { CellFormulas } from './cell-formulas.ts';
import { NumberCells } from './number-cells.ts';
import type { NumberFormat } from './number-format.ts';
import { parseIndex, parseNumber } from './number-text.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { type PlainCell, takePlainCell } from './plain-cell.ts';
import { readRichText } from './rich-text.ts';
import { serialOfIso, toWallClock } from './serial-date.ts';
import type { SharedTexts } from './shared-strings.ts';
import type { CellFormats } from './styles.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

export type SheetContext = {
  /** Of the sheet, for messages. */
  readonly name: string;
  readonly date1904: boolean;
  readonly texts: SharedTexts;
  readonly formats: CellFormats;
  /** Cells of all sheets so far. */
  readonly counter: { cells: number };
};

type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd';

/** Beyond it a line with few cells is kept sparse. */
const widestGap = 64;

export class CellReader {
  readonly #scanner: XmlScanner;
  readonly #context: SheetContext;
  readonly #prefixLength: number;
  /** The line being read, reused; `#width` of it counts. */
  readonly #line: (SheetCell | undefined)[] = [];
  #width = 0;
  readonly #numbers: NumberCells;
  readonly #formulas: CellFormulas;

  readonly #plain: PlainCell = { column: 0, style: 0, isSharedText: false, valueStart: 0, valueEnd: 0 };

  // The cell being read.
  #row = 0;
  #column = -1;
  #style = 0;
  #type: CellType = 'n';
  /** Its value as offsets, or as a text where it was in pieces; neither without a value. */
  #valueStart = 0;
  #valueEnd = 0;
  #value: string | null = null;
  #richText: string | null = null;
  #hasFormula = false;

  constructor(scanner: XmlScanner, context: SheetContext) {
    this.#scanner = scanner;
    this.#context = context;
    this.#prefixLength = scanner.nameStart - scanner.qualifiedStart;
    this.#numbers = new NumberCells(context.date1904);
    this.#formulas = new CellFormulas(scanner);
  }

  /** Reads the open row; stands on its close token afterwards. null when nothing is in it. */
  readRow(row: number): (SheetCell | undefined)[] | null {
    const scanner = this.#scanner;
    const { depth } = scanner;
    let sparse: (SheetCell | undefined)[] | null = null;
    this.#row = row;
    this.#column = -1;
    this.#width = 0;
    for (;;) {
      const end = this.#takePlainCell();
      let cell: SheetCell | undefined;
      if (end > 0) {
        scanner.passTo(end);
        if (this.#valueEnd > this.#valueStart) cell = this.#toCell();
      } else if (scanner.nextTag() === Token.close) {
        if (scanner.depth === depth) break;
      } else if (this.#isOwn('c')) cell = this.#readCell();
      else this.#passOver('among the cells');
      if (cell === undefined) continue;
      this.#count();
      const column = this.#column;
      if (sparse === null && column >= this.#width && column - this.#width <= widestGap) {
        while (this.#width < column) this.#line[this.#width++] = undefined;
        this.#line[this.#width++] = cell;
      } else {
        sparse ??= this.#line.slice(0, this.#width);
        if (sparse[column] !== undefined) this.#damage('is there twice');
        sparse[column] = cell;
      }
    }
    if (sparse !== null) return sparse;
    return this.#width === 0 ? null : this.#line.slice(0, this.#width);
  }

  /** Where the plain cell ends that begins here; -1 for any other. */
  #takePlainCell(): number {
    const { bytes, position } = this.#scanner;
    if (this.#prefixLength > 0 || position < 0) return -1;
    const plain = this.#plain;
    const end = takePlainCell(bytes, position, this.#row + 1, plain);
    if (end < 0) return -1;
    this.#column = plain.column;
    this.#style = plain.style;
    this.#type = plain.isSharedText ? 's' : 'n';
    this.#valueStart = plain.valueStart;
    this.#valueEnd = plain.valueEnd;
    this.#value = null;
    this.#richText = null;
    this.#hasFormula = false;
    return end;
  }

  #count(): void {
    const { counter } = this.#context;
    counter.cells += 1;
    if (counter.cells > sheetBounds.cells) refuseBeyond('里面', counter.cells, sheetBounds.cells, '个单元格');
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

  #readCell(): SheetCell | undefined {
    const scanner = this.#scanner;
    this.#readAttributes();
    this.#valueStart = 0;
    this.#valueEnd = 0;
    this.#value = null;
    this.#richText = null;
    this.#hasFormula = false;
    if (scanner.selfClosing) {
      scanner.next();
      return undefined;
    }
    const { depth } = scanner;
    for (;;) {
      if (scanner.nextTag() === Token.close) {
        if (scanner.depth === depth) break;
      } else if (this.#isOwn('v')) this.#readValue();
      else if (this.#isOwn('f')) this.#readFormula();
      else if (this.#isOwn('is')) this.#richText = readRichText(scanner);
      else this.#passOver('in a cell');
    }
    return this.#toCell();
  }

  #readAttributes(): void {
    const scanner = this.#scanner;
    const { attributes, bytes } = scanner;
    let named = false;
    this.#style = 0;
    this.#type = 'n';
    for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
      const name = attributes[slot] ?? 0;
      if (attributes[slot + 1] !== name + 1) continue;
      const start = attributes[slot + 2] ?? 0;
      const end = attributes[slot + 3] ?? 0;
      switch (bytes[name]) {
        case 0x72: // r
          this.#column = this.#columnOf(start, end);
          named = true;
          break;
        case 0x73: // s
          this.#style = parseIndex(bytes, start, end);
          if (this.#style < 0) throw new UnusualPart(`${scanner.part}: a style that is no number`);
          break;
        case 0x74: // t
          this.#type = this.#typeOf(start, end);
          break;
      }
    }
    if (!named) this.#column += 1;
    if (this.#column >= sheetBounds.columns) {
      refuseBeyond(`工作表“${this.#context.name}”`, this.#column + 1, sheetBounds.columns, '列');
    }
  }

  #columnOf(start: number, end: number): number {
    const { bytes } = this.#scanner;
    let at = start;
    let column = 0;
    for (; at < end && at < start + 4; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x41 || byte > 0x5a) break;
      column = column * 26 + byte - 0x40;
    }
    if (column === 0 || parseIndex(bytes, at, end) !== this.#row + 1) {
      const name = bytes.toString('latin1', start, end);
      throw new UnusualPart(`${this.#scanner.part}: cell “${name}” in row ${this.#row + 1}`);
    }
    return column - 1;
  }

  #typeOf(start: number, end: number): CellType {
    const { bytes } = this.#scanner;
    if (end - start === 1) {
      switch (bytes[start]) {
        case 0x73:
          return 's';
        case 0x6e:
          return 'n';
        case 0x62:
          return 'b';
        case 0x65:
          return 'e';
        case 0x64:
          return 'd';
      }
    }
    const text = bytes.toString('latin1', start, end);
    if (text === 'str' || text === 'inlineStr') return text;
    throw new UnusualPart(`${this.#scanner.part}: cell type “${text}”`);
  }

  /** The usual value is one text without references; its offsets are enough. */
  #readValue(): void {
    const scanner = this.#scanner;
    if (this.#value !== null || this.#valueEnd > this.#valueStart) this.#damage('has two values');
    const { depth } = scanner;
    if (scanner.next() === Token.close) return;
    if (scanner.kind !== Token.text) scanner.fail('a value that is no text');
    const { start, end } = scanner;
    const simple = scanner.isPlain && scanner.isAscii;
    const text = simple ? '' : scanner.textValue();
    if (scanner.next() === Token.close) {
      if (simple) {
        this.#valueStart = start;
        this.#valueEnd = end;
      } else this.#value = text;
      return;
    }
    let pieces = simple ? scanner.bytes.toString('latin1', start, end) : text;
    while (scanner.kind !== Token.close || scanner.depth > depth) {
      if (scanner.kind !== Token.text) scanner.fail('a value that is no text');
      pieces += scanner.textValue();
      scanner.next();
    }
    this.#value = pieces;
  }

  #readFormula(): void {
    if (this.#hasFormula) this.#damage('has two formulas');
    this.#hasFormula = true;
    this.#formulas.read(this.#row, this.#column);
  }

  #hasValue(): boolean {
    return this.#valueEnd > this.#valueStart || (this.#value !== null && this.#value !== '');
  }

  #valueText(): string {
    if (this.#value !== null) return this.#value;
    return this.#scanner.bytes.toString('latin1', this.#valueStart, this.#valueEnd);
  }

  #toCell(): SheetCell | undefined {
    const formula = this.#hasFormula;
    switch (this.#type) {
      case 's':
        return this.#hasValue() ? this.#sharedText() : undefined;
      case 'str':
        return this.#textCell(decodeEscapes(this.#valueText()));
      case 'inlineStr':
        return this.#textCell(this.#richText ?? decodeEscapes(this.#valueText()));
      case 'e':
        if (this.#hasValue()) return { kind: 'error', text: this.#valueText(), formula };
        return formula ? this.#withoutResult() : undefined;
      case 'n':
      case 'b':
      case 'd':
        if (this.#hasValue()) return this.#typedCell();
        return formula ? this.#withoutResult() : undefined;
    }
  }

  #typedCell(): SheetCell {
    switch (this.#type) {
      case 'b':
        return this.#booleanCell();
      case 'd':
        return this.#isoDateCell();
      default:
        return this.#numbers.cellOf(this.#numberValue(), this.#format(), this.#hasFormula);
    }
  }

  /** A formula that was saved without a result shows itself, so that it is not taken for blank or for 0. */
  #withoutResult(): SheetCell {
    return { kind: 'error', text: `=${this.#formulas.textAt(this.#row, this.#column)}`, formula: true };
  }

  #sharedText(): SheetCell | undefined {
    const { bytes } = this.#scanner;
    const { texts } = this.#context;
    const index =
      this.#value === null
        ? parseIndex(bytes, this.#valueStart, this.#valueEnd)
        : /^\s*\d{1,9}\s*$/.test(this.#value)
          ? Number(this.#value)
          : -1;
    if (index < 0) throw new UnusualPart(`${this.#scanner.part}: a shared text that is no number`);
    if (index >= texts.length) this.#damage(`wants shared text ${index} of ${texts.length}`);
    const cell = texts[index];
    return cell !== undefined && this.#hasFormula ? { ...cell, formula: true } : cell;
  }

  #textCell(text: string): SheetCell | undefined {
    if (text === '') return undefined;
    if (text.length > sheetBounds.textLength) {
      const name = `工作表“${this.#context.name}”的 ${cellName(this.#row, this.#column)} `;
      refuseBeyond(name, text.length, sheetBounds.textLength, '个字');
    }
    return { kind: 'text', text, formula: this.#hasFormula };
  }

  #booleanCell(): SheetCell {
    const text = this.#valueText().trim();
    const value = text === '1' || text === 'true';
    if (!value && text !== '0' && text !== 'false') this.#damage(`is the truth value “${text}”`);
    return { kind: 'boolean', value, text: value ? 'TRUE' : 'FALSE', formula: this.#hasFormula };
  }

  /** A date that is written as one is a date whatever its format. */
  #isoDateCell(): SheetCell {
    const text = this.#valueText().trim();
    const { date1904 } = this.#context;
    const serial = serialOfIso(text, date1904);
    if (serial === null) throw new UnusualPart(`${this.#scanner.part}: the date “${text}”`);
    const format = this.#format();
    if (format.showsDate || !text.includes('-'))
      return this.#numbers.cellOf(serial, format, this.#hasFormula);
    const clock = toWallClock(serial, date1904);
    if (clock === null) throw new UnusualPart(`${this.#scanner.part}: the date “${text}”`);
    const { year, month, day } = clock;
    const hasTime = clock.hours + clock.minutes + clock.seconds + clock.fraction > 0;
    return { kind: 'date', year, month, day, hasTime, showsDay: true, text, formula: this.#hasFormula };
  }

  #numberValue(): number {
    const value =
      this.#value === null
        ? parseNumber(this.#scanner.bytes, this.#valueStart, this.#valueEnd)
        : parseNumber(Buffer.from(this.#value), 0, this.#value.length);
    if (Number.isNaN(value)) this.#damage(`is the number “${this.#valueText()}”`);
    return value;
  }

  #format(): NumberFormat {
    const format = this.#context.formats.formatOf(this.#style);
    if (format === undefined)
      throw new UnusualPart(`${this.#scanner.part}: style ${this.#style} is not there`);
    return format;
  }

  #damage(what: string): never {
    throw new WorkbookDamage(`${this.#scanner.part}: ${cellName(this.#row, this.#column)} ${what}`);
  }
}
