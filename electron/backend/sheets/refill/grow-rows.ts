/** Rows that grow, so that a wrapped text which is written into them is fully seen. They never shrink. */
import { countLines } from '../write/text-size.ts';
import type { CellWrite } from './fill.ts';
import { replaceValue } from './parts/edit-part.ts';
import type { TextLooks } from './parts/text-looks.ts';
import type { SheetIndex } from './sheet-index.ts';
import { attributeOf, qualified, type XmlElement } from './xml/element-tree.ts';
import type { Splices } from './xml/splices.ts';

/** What a line of Chinese print takes of its font's size, and what is left free above and below. */
const lineSpacing = 1.3;
const verticalPadding = 3;
/** The tallest row that Excel allows. */
const largestHeight = 409;
const usualHeight = 15;
const usualWidth = 8.43;
const pointsOfPixel = 0.75;

/**
 * Writes the height that the wrapped texts of `cells` need where a row has less. A height that a person had set stays
 * one that is set; one that the program had found stays one that it may find anew. Rows that are not written in the
 * part yet have none: every program finds theirs when it opens the file.
 */
export function growRows(
  index: SheetIndex,
  cells: readonly CellWrite[],
  looks: TextLooks,
  splices: Splices,
): void {
  const widths = new ColumnWidths(index, looks);
  const needed = new Map<number, number>();
  for (const { row, column, value, styleFrom } of cells) {
    if (value.kind !== 'text' || value.text === '') continue;
    const look = looks.at(index.styleAt(styleFrom?.row ?? row, styleFrom?.column ?? column));
    if (!look.wraps) continue;
    const merge = index.mergeAt(row, column);
    if (merge !== undefined && merge.lastRow > merge.firstRow) continue;
    const width = widths.between(merge?.firstColumn ?? column, merge?.lastColumn ?? column);
    const lines = countLines(value.text, width, look.fontSize);
    if (lines < 2) continue;
    const height = Math.min(Math.ceil(lines * look.fontSize * lineSpacing + verticalPadding), largestHeight);
    needed.set(row, Math.max(needed.get(row) ?? 0, height));
  }
  const usual = numberOf(index.element('sheetFormatPr'), 'defaultRowHeight') ?? usualHeight;
  for (const [row, height] of needed) {
    const line = index.row(row);
    if (line === undefined) continue;
    const known = attributeOf(line, 'ht');
    if (height <= (known === undefined ? usual : Number(known.value))) continue;
    if (known !== undefined) replaceValue(splices, known, String(height));
    else {
      const behindName = line.start + 1 + qualified(line.prefix, line.name).length;
      splices.insert(line.attributes.at(-1)?.end ?? behindName, ` ht="${height}"`);
    }
  }
}

/** How wide columns are, in points. A width is told in digits of the workbook's usual font. */
class ColumnWidths {
  readonly #known = new Map<number, number>();
  readonly #columns: readonly XmlElement[];
  readonly #usual: number;
  readonly #pointsOfDigit: number;

  constructor(index: SheetIndex, { usualFontSize }: TextLooks) {
    this.#columns = index.element('cols')?.children ?? [];
    const format = index.element('sheetFormatPr');
    this.#usual = numberOf(format, 'defaultColWidth') ?? numberOf(format, 'baseColWidth') ?? usualWidth;
    this.#pointsOfDigit = Math.round(usualFontSize * 0.64) * pointsOfPixel;
  }

  between(first: number, last: number): number {
    let digits = 0;
    for (let column = first; column <= last; column += 1) digits += this.#digitsOf(column);
    return digits * this.#pointsOfDigit;
  }

  #digitsOf(column: number): number {
    const known = this.#known.get(column);
    if (known !== undefined) return known;
    const digits = this.#findDigits(column + 1);
    this.#known.set(column, digits);
    return digits;
  }

  #findDigits(number: number): number {
    const found = this.#columns.find(
      (column) => (numberOf(column, 'min') ?? 0) <= number && number <= (numberOf(column, 'max') ?? 0),
    );
    if (found === undefined) return this.#usual;
    return /^(?:1|true)$/.test(attributeOf(found, 'hidden')?.value ?? '')
      ? 0
      : (numberOf(found, 'width') ?? this.#usual);
  }
}

function numberOf(element: XmlElement | undefined, name: string): number | null {
  const text = element === undefined ? undefined : attributeOf(element, name)?.value;
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
