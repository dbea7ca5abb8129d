/** Where things stand in a worksheet's part, found in one pass; rows are looked into when they are asked for. */
import { parseCellName } from '../ooxml/cell-reference.ts';
import { requireRoot } from '../ooxml/namespaces.ts';
import { UnusualPart, WorkbookDamage } from '../ooxml/outcome.ts';
import { takePlainCell } from '../ooxml/plain-cell.ts';
import { newRawCell } from '../ooxml/raw-cell.ts';
import { Token, XmlScanner } from '../ooxml/xml-scanner.ts';
import type { MergedRange } from '../sheet.ts';
import { columnsOfSheet } from './formula/references.ts';
import {
  attributeOf,
  childOf,
  readAttributes,
  readElement,
  readTree,
  type XmlAttribute,
  type XmlElement,
} from './xml/element-tree.ts';
import { readRanges } from './xml/range-text.ts';

export type RowPlace = { readonly row: number; readonly start: number; readonly end: number };

export type IndexedCell = {
  readonly column: number;
  /** From `<` to behind `>`. */
  readonly start: number;
  readonly end: number;
  /** Its style number; null for none. */
  readonly style: string | null;
  /**
   * Where name and style of a cell end that is written as nearly all are: a type and a number or nothing may follow.
   * null for any other, which has to be read as an element.
   */
  readonly headEnd: number | null;
};

/** What a row says of itself, its cells left out; offsets count from the beginning of the part. */
export type IndexedRow = RowPlace & {
  readonly prefix: string;
  readonly name: string;
  readonly openEnd: number;
  readonly selfClosing: boolean;
  readonly attributes: readonly XmlAttribute[];
  readonly cells: readonly IndexedCell[];
};

/** The element that holds the rows. */
export type SheetData = Pick<XmlElement, 'start' | 'end' | 'openEnd' | 'closeStart' | 'selfClosing'>;

export class SheetIndex {
  readonly bytes: Buffer;
  readonly part: string;
  /** Of SpreadsheetML in this part. */
  readonly prefix: string;
  /** The children of the root but the rows, in order. */
  readonly elements: readonly XmlElement[];
  readonly data: SheetData;
  readonly merges: readonly MergedRange[];
  /** From the top down. */
  readonly rows: readonly RowPlace[];
  /** Where the root ends. */
  readonly rootClose: number;
  readonly #places = new Map<number, RowPlace>();
  readonly #read = new Map<number, IndexedRow>();
  readonly #covered = new Map<number, MergedRange>();

  /** @throws WorkbookDamage, UnusualPart */
  constructor(bytes: Buffer, part: string) {
    this.bytes = bytes;
    this.part = part;
    const scanner = new XmlScanner(bytes, part);
    this.prefix = requireRoot(scanner, 'worksheet');
    const elements: XmlElement[] = [];
    const rows: RowPlace[] = [];
    let data: SheetData | null = null;
    let rootClose = bytes.length;
    while (scanner.nextTag() !== Token.end) {
      if (scanner.kind === Token.close) rootClose = scanner.start;
      else if (scanner.is('sheetData')) {
        if (data !== null) throw new WorkbookDamage(`${part}: two sheetData`);
        const { start, end: openEnd, selfClosing } = scanner;
        readRows(scanner, rows);
        data = selfClosing
          ? { start, openEnd, closeStart: openEnd, end: openEnd, selfClosing }
          : { start, openEnd, closeStart: scanner.start, end: scanner.end, selfClosing };
      } else elements.push(readElement(scanner));
    }
    if (data === null) throw new UnusualPart(`${part} without sheetData`);
    this.data = data;
    this.rows = rows;
    this.elements = elements;
    this.rootClose = rootClose;
    for (const place of rows) this.#places.set(place.row, place);
    this.merges = elements
      .filter(({ name }) => name === 'mergeCells')
      .flatMap(({ children }) => children)
      .flatMap((merge) => readRanges(attributeOf(merge, 'ref')?.value ?? '', part));
    for (const merge of this.merges) {
      for (let row = merge.firstRow; row <= merge.lastRow && row - merge.firstRow < widestMerge; row += 1) {
        for (let column = merge.firstColumn; column <= merge.lastColumn; column += 1) {
          this.#covered.set(keyOf(row, column), merge);
        }
      }
    }
  }

  element(name: string): XmlElement | undefined {
    return this.elements.find((element) => element.name === name);
  }

  /** The merge that the cell lies in. */
  mergeAt(row: number, column: number): MergedRange | undefined {
    return this.#covered.get(keyOf(row, column));
  }

  /** undefined for a row that is not written in the part. */
  row(row: number): IndexedRow | undefined {
    const known = this.#read.get(row);
    const place = this.#places.get(row);
    if (known !== undefined || place === undefined) return known;
    const read = readRow(this.bytes, place, this.part);
    this.#read.set(row, read);
    return read;
  }

  cell(row: number, column: number): IndexedCell | undefined {
    return this.row(row)?.cells.find((cell) => cell.column === column);
  }

  /** A cell as an element; its offsets count from the beginning of the cell. */
  elementOf({ start, end }: IndexedCell): XmlElement {
    return readTree(this.bytes.subarray(start, end), this.part);
  }

  formulaOf(cell: IndexedCell | undefined): XmlElement | undefined {
    return cell === undefined || cell.headEnd !== null ? undefined : childOf(this.elementOf(cell), 'f');
  }

  /** Whether nothing stands in the cell. */
  isBlank(cell: IndexedCell): boolean {
    return cell.headEnd === null
      ? this.elementOf(cell).children.length === 0
      : this.bytes[cell.end - 2] === 0x2f;
  }

  /** The style number of a cell, or the one that a new cell would have there; null for none. */
  styleAt(row: number, column: number): string | null {
    const cell = this.cell(row, column);
    if (cell !== undefined) return cell.style;
    const line = this.row(row);
    const ofRow = line === undefined ? undefined : attributeOf(line, 's');
    if (
      line !== undefined &&
      ofRow !== undefined &&
      /^(?:1|true)$/.test(attributeOf(line, 'customFormat')?.value ?? '')
    ) {
      return ofRow.value;
    }
    const columns = this.element('cols')?.children ?? [];
    const found = columns.find(
      (item) =>
        Number(attributeOf(item, 'min')?.value) <= column + 1 &&
        column + 1 <= Number(attributeOf(item, 'max')?.value),
    );
    return found === undefined ? null : (attributeOf(found, 'style')?.value ?? null);
  }
}

/** Merges over more rows than this hold for whole columns; nobody fills those beyond. */
const widestMerge = 20_000;

function readRows(scanner: XmlScanner, rows: RowPlace[]): void {
  const { depth, part } = scanner;
  let last = -1;
  for (;;) {
    const kind = scanner.nextTag();
    if (kind === Token.close && scanner.depth === depth) return;
    if (kind !== Token.open) continue;
    if (!scanner.is('row')) throw new UnusualPart(`${part}: ${scanner.localName} among the rows`);
    const text = scanner.attribute('r');
    if (text !== null && !/^[1-9]\d{0,6}$/.test(text)) throw new UnusualPart(`${part}: row “${text}”`);
    const row = text === null ? last + 1 : Number(text) - 1;
    if (row <= last) throw new WorkbookDamage(`${part}: row ${row + 1} is out of order`);
    last = row;
    const { start } = scanner;
    scanner.skip();
    rows.push({ row, start, end: scanner.end });
  }
}

function readRow(bytes: Buffer, place: RowPlace, part: string): IndexedRow {
  const row = bytes.subarray(place.start, place.end);
  const scanner = new XmlScanner(row, part);
  scanner.nextTag();
  const { prefix, localName: name, end, selfClosing } = scanner;
  const attributes = readAttributes(scanner).map((attribute) => ({
    ...attribute,
    start: attribute.start + place.start,
    end: attribute.end + place.start,
    valueStart: attribute.valueStart + place.start,
    valueEnd: attribute.valueEnd + place.start,
  }));
  const cells = readCells(scanner, place, prefix === '');
  return { ...place, prefix, name, openEnd: place.start + end, selfClosing, attributes, cells };
}

function readCells(scanner: XmlScanner, { row, start: offset }: RowPlace, isPlain: boolean): IndexedCell[] {
  const { bytes, part, depth } = scanner;
  const cells: IndexedCell[] = [];
  const raw = newRawCell();
  raw.row = row;
  let last = -1;
  for (;;) {
    const start = scanner.position;
    const end = isPlain && start >= 0 ? takePlainCell(bytes, start, raw) : -1;
    if (end > 0) {
      scanner.passTo(end);
      const headEnd = endOfHead(bytes, start);
      const hasStyle = bytes[endOfName(bytes, start) + 1] === letterS;
      cells.push({
        column: raw.column,
        start: offset + start,
        end: offset + end,
        style: hasStyle ? String(raw.style) : null,
        headEnd: offset + headEnd,
      });
    } else {
      const kind = scanner.nextTag();
      if (kind === Token.close && scanner.depth === depth) return cells;
      if (kind !== Token.open) continue;
      if (!scanner.is('c')) {
        scanner.skip();
        continue;
      }
      cells.push(readOddCell(scanner, row, last, offset));
    }
    const column = cells.at(-1)?.column ?? -1;
    if (column <= last) throw new WorkbookDamage(`${part}: cells of row ${row + 1} are out of order`);
    last = column;
  }
}

function readOddCell(scanner: XmlScanner, row: number, last: number, offset: number): IndexedCell {
  const { start } = scanner;
  const name = scanner.attribute('r');
  const place = name === null ? { row, column: last + 1 } : parseCellName(name);
  if (place === null || place.row !== row) {
    throw new UnusualPart(`${scanner.part}: cell “${name}” in row ${row + 1}`);
  }
  const style = scanner.attribute('s');
  scanner.skip();
  return { column: place.column, start: offset + start, end: offset + scanner.end, style, headEnd: null };
}

const quote = 0x22;
const letterS = 0x73;

/** Behind `<c r="B7"` of a plain cell. */
function endOfName(bytes: Buffer, start: number): number {
  return bytes.indexOf(quote, start + 6) + 1;
}

/** Behind `<c r="B7" s="3"` of a plain cell. */
function endOfHead(bytes: Buffer, start: number): number {
  const end = endOfName(bytes, start);
  return bytes[end + 1] === letterS ? bytes.indexOf(quote, end + 4) + 1 : end;
}

function keyOf(row: number, column: number): number {
  return row * columnsOfSheet + column;
}
