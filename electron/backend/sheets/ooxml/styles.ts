import { builtinFormats, localFormat } from './builtin-formats.ts';
import { stylesElements } from './known-elements.ts';
import { requireRoot, skipKnown } from './namespaces.ts';
import { type NumberCells, numberCellsOf } from './number-cells.ts';
import type { ForeignFormatter } from './number-format.ts';
import { UnusualPart } from './outcome.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

/** The number formats of cells, by the style number that a cell carries. */
export type CellFormats = {
  /** Style 0 is always there, if need be as General; undefined for a style or format that the workbook does not have. */
  readonly numbersOf: (style: number) => NumberCells | undefined;
};

/** `scanner` is null for a workbook without a styles part. @throws WorkbookDamage, UnusualPart */
export function readStyles(
  scanner: XmlScanner | null,
  date1904: boolean,
  foreign: ForeignFormatter,
): CellFormats {
  const { codes, formatNumbers } = scanner === null ? noStyles : readStylesPart(scanner);
  const numbers = formatNumbers.map((number) => {
    // Some writers put down an empty code for a format that is built in.
    const code =
      codes.get(number) || (builtinFormats.get(number) ?? (codes.has(number) ? 'General' : undefined));
    return code === undefined ? undefined : numberCellsOf(localFormat(code), date1904, foreign);
  });
  if (numbers.length === 0) numbers.push(numberCellsOf('General', date1904, foreign));
  return { numbersOf: (style) => numbers[style] };
}

type StylesPart = {
  /** Format number → code, for those that the workbook writes down. */
  readonly codes: ReadonlyMap<number, string>;
  /** Style number → format number. */
  readonly formatNumbers: readonly number[];
};

const noStyles: StylesPart = { codes: new Map(), formatNumbers: [] };

function readStylesPart(scanner: XmlScanner): StylesPart {
  const prefix = requireRoot(scanner, 'styleSheet');
  const codes = new Map<number, string>();
  const formatNumbers: number[] = [];
  let list: 'numFmts' | 'cellXfs' = 'numFmts';
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.depth === 2) {
      if (scanner.is('numFmts')) list = 'numFmts';
      else if (scanner.is('cellXfs')) list = 'cellXfs';
      else skipKnown(scanner, prefix, stylesElements);
    } else if (list === 'numFmts' && scanner.is('numFmt')) {
      const code = scanner.attribute('formatCode');
      if (code === null) throw new UnusualPart(`${scanner.part}: a number format without code`);
      codes.set(wholeNumber(scanner, 'numFmtId'), decodeEscapes(code));
    } else if (list === 'cellXfs' && scanner.is('xf')) {
      formatNumbers.push(scanner.attribute('numFmtId') === null ? 0 : wholeNumber(scanner, 'numFmtId'));
      scanner.skip();
    } else {
      // Some writers wrap formats for newer programs; which of the alternatives counts is not for us to say.
      throw new UnusualPart(`${scanner.localName} among the styles`);
    }
  }
  return { codes, formatNumbers };
}

function wholeNumber(scanner: XmlScanner, name: string): number {
  const text = scanner.attribute(name)?.trim() ?? '';
  if (!/^\d{1,9}$/.test(text)) throw new UnusualPart(`${name} is “${text}”`);
  return Number(text);
}
