import { UnusualPart } from './outcome.ts';
import { shiftFormula } from './shared-formula.ts';
import type { XmlScanner } from './xml-scanner.ts';
import { decodeEscapes, decodeReferences } from './xml-text.ts';

/** The formulas of a sheet; their texts are only looked at where a cell has nothing else to show. */
export class CellFormulas {
  readonly #scanner: XmlScanner;
  readonly #shared = new Map<string, { formula: string; row: number; column: number }>();
  #start = 0;
  #end = 0;
  #sharedIndex: string | null = null;

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner;
  }

  /** Reads the open `f` of a cell; stands on its close token afterwards. */
  read(row: number, column: number): void {
    const scanner = this.#scanner;
    const isShared = scanner.attributeCount > 0 && scanner.attribute('t') === 'shared';
    this.#sharedIndex = isShared ? scanner.attribute('si') : null;
    this.#start = scanner.end;
    scanner.skip();
    this.#end = scanner.start;
    if (this.#sharedIndex !== null && this.#end > this.#start) {
      this.#shared.set(this.#sharedIndex, { formula: this.#ownText(), row, column });
    }
  }

  /** The formula that was read last, as the cell at this place has it: its own, or the one it shares. */
  textAt(row: number, column: number): string {
    if (this.#end > this.#start) return this.#ownText();
    const shared = this.#sharedIndex === null ? undefined : this.#shared.get(this.#sharedIndex);
    return shared === undefined ? '' : shiftFormula(shared.formula, row - shared.row, column - shared.column);
  }

  #ownText(): string {
    const { bytes, part } = this.#scanner;
    const text = bytes.toString('utf8', this.#start, this.#end);
    if (text.includes('<')) throw new UnusualPart(`${part}: a formula in pieces`);
    const formula = text.includes('&') ? decodeReferences(text, part) : text;
    return decodeEscapes(formula).replaceAll('_xlfn.', '');
  }
}
