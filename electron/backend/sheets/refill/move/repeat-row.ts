/** Copies of a row of the form, for more records: looks and formulas, and no values unless they are asked for. */
import { parseCellName } from '../../ooxml/cell-reference.ts';
import { UnusualPart } from '../../ooxml/outcome.ts';
import { columnName } from '../../sheet.ts';
import { translateFormula } from '../formula/shift-formula.ts';
import { attributeOf, qualified, readTree, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/write-text.ts';
import type { MovedFormula } from './sheet-formulas.ts';

export type RepeatedRow = {
  /** The name of the part, for messages. */
  readonly part: string;
  /** Values that are no results of formulas are repeated too. */
  readonly withValues: boolean;
  readonly formulaAt: (column: number) => MovedFormula | undefined;
};

/** What the row that the copy becomes has to say, by its index. */
type Told = (to: number) => string;

/**
 * Reads the row once, however many copies are made of it.
 * @param bytes of the row's element, from `<` to behind `>`
 * @returns the element of the copy that becomes the row of an index
 */
export function repeatRow(bytes: Buffer, repeated: RepeatedRow): Told {
  const row = readTree(bytes, repeated.part);
  const pieces = new Pieces(bytes);
  const number = attributeOf(row, 'r');
  if (number === undefined) {
    const behindName = 1 + qualified(row.prefix, row.name).length;
    pieces.replace(behindName, behindName, (to) => ` r="${to + 1}"`);
  } else pieces.replace(number.valueStart, number.valueEnd, (to) => String(to + 1));
  let column = -1;
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    column = columnOf(cell, column, repeated);
    repeatCell(cell, column, repeated, pieces);
  }
  return pieces.finish();
}

/** What stays of the row, and what each copy says instead of the rest; from left to right. */
class Pieces {
  readonly #bytes: Buffer;
  readonly #list: (string | Told)[] = [];
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  replace(start: number, end: number, text: string | Told): void {
    this.#list.push(this.#bytes.toString('utf8', this.#at, start), text);
    this.#at = end;
  }

  finish(): Told {
    const list = [...this.#list, this.#bytes.toString('utf8', this.#at)];
    return (to) => {
      let xml = '';
      for (const piece of list) xml += typeof piece === 'string' ? piece : piece(to);
      return xml;
    };
  }
}

function columnOf(cell: XmlElement, last: number, { part }: RepeatedRow): number {
  const name = attributeOf(cell, 'r');
  if (name === undefined) return last + 1;
  const place = parseCellName(name.value);
  if (place === null) throw new UnusualPart(`${part}: cell “${name.value}”`);
  return place.column;
}

function repeatCell(cell: XmlElement, column: number, repeated: RepeatedRow, pieces: Pieces): void {
  const formula = repeated.formulaAt(column);
  const isKept = formula === undefined && (repeated.withValues || cell.children.length === 0);
  const letters = columnName(column);
  for (const { name, start, end, valueStart, valueEnd } of cell.attributes) {
    const isDropped =
      !isKept && (['t', 'vm', 'ph'].includes(name) || (name === 'cm' && formula === undefined));
    if (isDropped) pieces.replace(start, end, '');
    else if (name === 'r') pieces.replace(valueStart, valueEnd, (to) => `${letters}${to + 1}`);
  }
  if (isKept) return;
  if (formula === undefined || (formula.arrayRange === null && formula.text === '')) {
    pieces.replace(cell.openEnd - 1, cell.end, '/>');
  } else pieces.replace(cell.openEnd, cell.closeStart, (to) => formulaElement(cell, formula, to));
}

function formulaElement(cell: XmlElement, formula: MovedFormula, to: number): string {
  const rows = to - formula.row;
  const text = escapeText(translateFormula(formula.text, rows, 0));
  const name = qualified(cell.prefix, 'f');
  if (formula.arrayRange === null) return `<${name}>${text}</${name}>`;
  return `<${name} t="array" ref="${translateFormula(formula.arrayRange, rows, 0)}">${text}</${name}>`;
}
