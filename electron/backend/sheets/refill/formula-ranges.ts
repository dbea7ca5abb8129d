/** Formulas that several cells have in common, which a write into one of them concerns. */
import { parseCellName } from '../ooxml/cell-reference.ts';
import { Token, XmlScanner } from '../ooxml/xml-scanner.ts';
import type { MergedRange } from '../sheet.ts';
import { translateFormula } from './formula/shift-formula.ts';
import { ownFormula } from './move/sheet-formulas.ts';
import { attributeOf, readElement, type XmlElement } from './xml/element-tree.ts';
import { readRanges } from './xml/range-text.ts';
import { Splices } from './xml/splices.ts';

/** The ranges of array formulas and of tables of results that cover more than one cell. */
export function readArrayRanges(bytes: Buffer, part: string): MergedRange[] {
  if (!bytes.includes('array') && !bytes.includes('dataTable')) return [];
  return listFormulas(bytes, part).flatMap(({ element }) => {
    const type = attributeOf(element, 't')?.value;
    const ref = attributeOf(element, 'ref')?.value ?? '';
    return (type === 'array' || type === 'dataTable') && ref.includes(':') ? readRanges(ref, part) : [];
  });
}

/** The part with every cell that shares one of these formulas having it as its own. */
export function unshareFormulas(bytes: Buffer, part: string, shared: ReadonlySet<string>): Buffer {
  const splices = new Splices();
  const masters = new Map<string, FormulaPlace>();
  const members = listFormulas(bytes, part).filter(({ element }) => {
    const isShared = attributeOf(element, 't')?.value === 'shared';
    return isShared && shared.has(attributeOf(element, 'si')?.value ?? '');
  });
  for (const place of members) {
    const { element } = place;
    if (attributeOf(element, 'ref') !== undefined)
      masters.set(attributeOf(element, 'si')?.value ?? '', place);
  }
  for (const { element, row, column } of members) {
    const master = masters.get(attributeOf(element, 'si')?.value ?? '');
    const translated =
      master === undefined
        ? ''
        : translateFormula(master.element.text, row - master.row, column - master.column);
    splices.replace(
      element.start,
      element.end,
      ownFormula(element, element.text === '' ? translated : element.text),
    );
  }
  return splices.applyTo(bytes);
}

type FormulaPlace = { readonly row: number; readonly column: number; readonly element: XmlElement };

function listFormulas(bytes: Buffer, part: string): FormulaPlace[] {
  const scanner = new XmlScanner(bytes, part);
  const found: FormulaPlace[] = [];
  let row = -1;
  let column = -1;
  while (scanner.next() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.depth === 2 && !scanner.is('sheetData')) scanner.skip();
    else if (scanner.depth === 3 && scanner.is('row')) {
      row = Number(scanner.attribute('r') ?? row + 2) - 1;
      column = -1;
    } else if (scanner.depth === 4 && scanner.is('c')) {
      column = parseCellName(scanner.attribute('r') ?? '')?.column ?? column + 1;
    } else if (scanner.depth === 5 && scanner.is('f'))
      found.push({ row, column, element: readElement(scanner) });
  }
  return found;
}
