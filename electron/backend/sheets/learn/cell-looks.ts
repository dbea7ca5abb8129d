/** What the styles of a workbook say of a cell that may well be blank: its lines, its number format, its indent. */
import { builtinFormats } from '../ooxml/builtin-formats.ts';
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { decodeEscapes } from '../ooxml/xml-text.ts';

export type CellLook = {
  /** It has lines on at least two sides: a cell of a table. */
  readonly bordered: boolean;
  /** A line below and none above: a place to write on. */
  readonly underlined: boolean;
  /** Its number format; null for General. */
  readonly format: string | null;
  readonly indent: number;
};

export const plainLook: CellLook = { bordered: false, underlined: false, format: null, indent: 0 };

type Lines = Pick<CellLook, 'bordered' | 'underlined'>;

/** The looks by style number. @throws WorkbookDamage, UnusualPart */
export function readLooks(scanner: XmlScanner): readonly CellLook[] {
  const formats = new Map<number, string>();
  const lines: Lines[] = [];
  const looks: CellLook[] = [];
  let list = '';
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open || scanner.depth < 2) continue;
    if (scanner.depth === 2) {
      list = scanner.localName;
      if (list !== 'numFmts' && list !== 'borders' && list !== 'cellXfs') scanner.skip();
    } else if (list === 'numFmts') {
      formats.set(
        Number(scanner.attribute('numFmtId')),
        decodeEscapes(scanner.attribute('formatCode') ?? ''),
      );
    } else if (list === 'borders') lines.push(readLines(scanner));
    else looks.push(readLook(scanner, lines, formats));
  }
  return looks;
}

function readLines(scanner: XmlScanner): Lines {
  const { depth } = scanner;
  const sides = new Set<string>();
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    const style = scanner.attribute('style');
    if (style !== null && style !== 'none') sides.add(scanner.localName);
  }
  const drawn = ['left', 'right', 'start', 'end', 'top', 'bottom'].filter((side) => sides.has(side)).length;
  return { bordered: drawn >= 2, underlined: sides.has('bottom') && !sides.has('top') };
}

function readLook(scanner: XmlScanner, lines: readonly Lines[], formats: ReadonlyMap<number, string>) {
  const number = Number(scanner.attribute('numFmtId') ?? 0);
  const { bordered, underlined } = lines[Number(scanner.attribute('borderId') ?? 0)] ?? plainLook;
  const { depth } = scanner;
  let indent = 0;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind === Token.open && scanner.is('alignment')) {
      indent = Number(scanner.attribute('indent') ?? 0);
    }
  }
  const code = formats.get(number) ?? builtinFormats.get(number) ?? 'General';
  return { bordered, underlined, format: /^general$/i.test(code) ? null : code, indent };
}
