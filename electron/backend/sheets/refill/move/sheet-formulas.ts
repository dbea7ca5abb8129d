/** The formulas of a sheet while rows move: their own texts, those that cells share, and those of whole ranges. */

import { parseRange } from '../../ooxml/cell-reference.ts';
import { UnusualPart } from '../../ooxml/outcome.ts';
import { cellName } from '../../sheet.ts';
import { lastRow, noGrowth, type RowMove, type RowSpan } from '../formula/row-move.ts';
import { type Home, shiftFormula, translateFormula } from '../formula/shift-formula.ts';
import { refuse } from '../refusal.ts';
import { attributeOf, qualified, type XmlElement } from '../xml/element-tree.ts';
import { writeRange } from '../xml/range-text.ts';
import { escapeText } from '../xml/write-text.ts';
import type { SheetMove } from './sheet-move.ts';

type FormulaCell = {
  readonly row: number;
  readonly column: number;
  readonly element: XmlElement;
};

/** What a cell calculates afterwards, as a formula of its own. */
export type MovedFormula = {
  /** The row of its cell afterwards. */
  readonly row: number;
  readonly text: string;
  /** The range of an array formula afterwards; null for any other formula. */
  readonly arrayRange: string | null;
};

export class SheetFormulas {
  readonly #context: SheetMove;
  readonly #cells: FormulaCell[] = [];
  readonly #groups = new Map<string, FormulaCell[]>();
  readonly #moved = new Map<string, MovedFormula>();

  constructor(context: SheetMove) {
    this.#context = context;
  }

  add(row: number, column: number, element: XmlElement): void {
    const cell = { row, column, element };
    const shared = attributeOf(element, 'si')?.value;
    if (attributeOf(element, 't')?.value !== 'shared' || shared === undefined) this.#cells.push(cell);
    else {
      const group = this.#groups.get(shared);
      if (group === undefined) this.#groups.set(shared, [cell]);
      else group.push(cell);
    }
  }

  /** Writes every formula that says something else afterwards. @throws HuibiaoError where a range would be torn */
  settle(): void {
    for (const cell of this.#cells) this.#settleOwn(cell);
    for (const group of this.#groups.values()) this.#settleGroup(group);
  }

  /** The formula that the cell has afterwards; undefined when it has none, or is deleted. */
  movedAt(row: number, column: number): MovedFormula | undefined {
    return this.#moved.get(cellName(row, column));
  }

  #settleOwn(cell: FormulaCell): void {
    const { row, element } = cell;
    const { splices } = this.#context;
    const after = this.#rowAfter(row);
    const ref = attributeOf(element, 'ref');
    const isRange = ref !== undefined && this.#isRangeFormula(element);
    const range = isRange ? this.#moveRange(cell, ref.value) : null;
    if (after === null) return;
    const text = this.#shift(element.text, row);
    this.#moved.set(cellName(row, cell.column), { row: after, text, arrayRange: range });
    if (text !== element.text) splices.replace(element.openEnd, element.closeStart, escapeText(text));
    if (ref !== undefined && range !== null && range !== ref.value) {
      splices.replace(ref.valueStart, ref.valueEnd, range);
    }
    if (attributeOf(element, 't')?.value === 'dataTable') this.#moveInputs(element);
  }

  #isRangeFormula(element: XmlElement): boolean {
    const type = attributeOf(element, 't')?.value;
    return type === 'array' || type === 'dataTable';
  }

  /** An array or a table of results is one: rows can come before or behind it, not between. */
  #moveRange({ row, column }: FormulaCell, ref: string): string {
    const { move, sheet, part } = this.#context;
    const range = parseRange(ref);
    if (range === null) throw new UnusualPart(`${part}: a formula for “${ref}”`);
    if (move === null) return ref;
    const span: RowSpan = { first: range.firstRow, last: range.lastRow };
    const after = move.spanAfter(span, noGrowth);
    const height = after === null ? 0 : after.last - after.first;
    if (move.isTornBy(span) || (after !== null && height !== span.last - span.first)) {
      refuse(
        `工作表“${sheet}”的 ${ref} 是一个数组公式，不能在它中间插入或删除行。请在表样里改成逐格的公式，或换一个位置插入`,
        { sheet, cell: cellName(row, column) },
      );
    }
    return after === null ? ref : writeRange({ ...range, firstRow: after.first, lastRow: after.last });
  }

  #moveInputs(element: XmlElement): void {
    const { move, splices } = this.#context;
    for (const name of ['r1', 'r2']) {
      const input = attributeOf(element, name);
      if (move === null || input === undefined) continue;
      const text = shiftFormula(input.value, this.#home(null), this.#context.moves);
      if (text !== input.value) splices.replace(input.valueStart, input.valueEnd, text);
    }
  }

  /**
   * Cells that share a formula go on sharing it where it comes to the same for each; otherwise each gets its own.
   */
  #settleGroup(group: readonly FormulaCell[]): void {
    const { splices } = this.#context;
    const master = group.find(
      ({ element }) => attributeOf(element, 'ref') !== undefined && element.text !== '',
    );
    if (master === undefined) {
      // Without the one that says it nobody knows what they calculate; their own texts are all there is.
      for (const cell of group) this.#settleOwn(cell);
      return;
    }
    const masterText = this.#shift(master.element.text, master.row);
    const masterRow = this.#rowAfter(master.row);
    let keeps = masterRow !== null;
    const moved = group.flatMap((cell) => {
      const row = this.#rowAfter(cell.row);
      if (row === null) return [];
      const rows = cell.row - master.row;
      const columns = cell.column - master.column;
      const own = cell.element.text;
      const text = this.#shift(
        own === '' ? translateFormula(master.element.text, rows, columns) : own,
        cell.row,
      );
      this.#moved.set(cellName(cell.row, cell.column), { row, text, arrayRange: null });
      if (masterRow !== null && translateFormula(masterText, row - masterRow, columns) !== text)
        keeps = false;
      return [{ cell, text }];
    });
    if (!keeps) {
      for (const { cell, text } of moved)
        splices.replace(cell.element.start, cell.element.end, ownFormula(cell.element, text));
      return;
    }
    for (const { cell, text } of moved) {
      if (cell.element.text !== '' && text !== cell.element.text) {
        splices.replace(cell.element.openEnd, cell.element.closeStart, escapeText(text));
      }
      const ref = attributeOf(cell.element, 'ref');
      const range = ref === undefined ? null : parseRange(ref.value);
      if (ref === undefined || range === null) continue;
      const after = this.#spanAfter({ first: range.firstRow, last: range.lastRow });
      const text2 =
        after === null ? ref.value : writeRange({ ...range, firstRow: after.first, lastRow: after.last });
      if (text2 !== ref.value) splices.replace(ref.valueStart, ref.valueEnd, text2);
    }
  }

  #shift(formula: string, row: number): string {
    return shiftFormula(formula, this.#home(row), this.#context.moves);
  }

  #home(row: number | null): Home {
    return { sheet: this.#context.sheet, row };
  }

  #rowAfter(row: number): number | null {
    const { move } = this.#context;
    return move === null ? row : move.rowAfter(row);
  }

  #spanAfter(span: RowSpan): RowSpan | null {
    const move: RowMove | null = this.#context.move;
    return move === null ? span : move.spanAfter({ ...span, last: Math.min(span.last, lastRow) }, noGrowth);
  }
}

/** The element with this formula as its own, shared with no other cell. */
export function ownFormula(element: XmlElement, text: string): string {
  const name = qualified(element.prefix, element.name);
  const kept = element.attributes
    .filter((attribute) => !['t', 'si', 'ref'].includes(attribute.name))
    .map((attribute) => ` ${attribute.name}="${escapeText(attribute.value).replaceAll('"', '&quot;')}"`);
  return `<${name}${kept.join('')}>${escapeText(text)}</${name}>`;
}
