/** A copy of a row of the form, for one more record: looks and formulas, and no values unless they are asked for. */
import { parseCellName } from '../../ooxml/cell-reference.ts';
import { UnusualPart } from '../../ooxml/outcome.ts';
import { cellName } from '../../sheet.ts';
import { translateFormula } from '../formula/shift-formula.ts';
import { attributeOf, qualified, readTree, type XmlElement } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeText } from '../xml/write-text.ts';
import type { MovedFormula } from './sheet-formulas.ts';

export type RowCopy = {
  /** The name of the part, for messages. */
  readonly part: string;
  /** The row that is repeated, as it was numbered before the move. */
  readonly row: number;
  /** The row that the copy becomes. */
  readonly to: number;
  /** Values that are no results of formulas are repeated too. */
  readonly withValues: boolean;
  readonly formulaAt: (column: number) => MovedFormula | undefined;
};

/** @param bytes of the row's element, from `<` to behind `>` */
export function repeatRow(bytes: Buffer, copy: RowCopy): Buffer {
  const row = readTree(bytes, copy.part);
  const splices = new Splices();
  const number = attributeOf(row, 'r');
  if (number === undefined) splices.insert(1 + qualified(row.prefix, row.name).length, ` r="${copy.to + 1}"`);
  else splices.replace(number.valueStart, number.valueEnd, String(copy.to + 1));
  let column = -1;
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    column = columnOf(cell, column, copy);
    repeatCell(cell, column, copy, splices);
  }
  return splices.applyTo(bytes);
}

function columnOf(cell: XmlElement, last: number, { part }: RowCopy): number {
  const name = attributeOf(cell, 'r');
  if (name === undefined) return last + 1;
  const place = parseCellName(name.value);
  if (place === null) throw new UnusualPart(`${part}: cell “${name.value}”`);
  return place.column;
}

function repeatCell(cell: XmlElement, column: number, copy: RowCopy, splices: Splices): void {
  const name = attributeOf(cell, 'r');
  if (name !== undefined) splices.replace(name.valueStart, name.valueEnd, cellName(copy.to, column));
  const formula = copy.formulaAt(column);
  if (formula === undefined && (copy.withValues || cell.children.length === 0)) return;
  for (const attribute of cell.attributes) {
    const isDropped =
      ['t', 'vm', 'ph'].includes(attribute.name) || (attribute.name === 'cm' && formula === undefined);
    if (isDropped) splices.remove(attribute.start, attribute.end);
  }
  const content = formula === undefined ? '' : formulaElement(cell, formula, copy.to);
  if (content !== '') splices.replace(cell.openEnd, cell.closeStart, content);
  else splices.replace(cell.openEnd - 1, cell.end, '/>');
}

function formulaElement(cell: XmlElement, formula: MovedFormula, to: number): string {
  const rows = to - formula.row;
  const text = escapeText(translateFormula(formula.text, rows, 0));
  const name = qualified(cell.prefix, 'f');
  if (formula.arrayRange === null) return text === '' ? '' : `<${name}>${text}</${name}>`;
  return `<${name} t="array" ref="${translateFormula(formula.arrayRange, rows, 0)}">${text}</${name}>`;
}
