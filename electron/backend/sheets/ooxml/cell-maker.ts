/** What a cell that was read as it is written means. */

import { refuseBeyond, sheetBounds } from '../bounds.ts';
import { cellName, type SheetCell } from '../sheet.ts';
import type { CellFormulas } from './cell-formulas.ts';
import type { NumberCells } from './number-cells.ts';
import { parseIndex, parseNumber } from './number-text.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { CellType, type RawCell } from './raw-cell.ts';
import { serialOfIso, toWallClock } from './serial-date.ts';
import type { SharedTexts } from './shared-strings.ts';
import type { CellFormats } from './styles.ts';
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

export class CellMaker {
  readonly #bytes: Buffer;
  readonly #part: string;
  readonly #context: SheetContext;
  readonly #formulas: CellFormulas;

  constructor(bytes: Buffer, part: string, context: SheetContext, formulas: CellFormulas) {
    this.#bytes = bytes;
    this.#part = part;
    this.#context = context;
    this.#formulas = formulas;
  }

  /** undefined for a blank cell. @throws WorkbookDamage, UnusualPart, ZipTooLarge */
  cellOf(cell: RawCell): SheetCell | undefined {
    switch (cell.type) {
      case CellType.sharedText:
        return hasValue(cell) ? this.#sharedText(cell) : undefined;
      case CellType.number:
        return hasValue(cell) ? this.#number(cell) : this.#withoutValue(cell);
      case CellType.text:
        return this.#text(cell, decodeEscapes(this.#valueText(cell)));
      case CellType.inlineText:
        if (cell.richText === null && hasValue(cell)) this.#damage(cell, 'has a value in place of its text');
        return this.#text(cell, cell.richText ?? '');
      case CellType.boolean:
        return hasValue(cell) ? this.#boolean(cell) : this.#withoutValue(cell);
      case CellType.error:
        return hasValue(cell)
          ? { kind: 'error', text: this.#valueText(cell), formula: cell.hasFormula }
          : this.#withoutValue(cell);
      case CellType.date:
        return hasValue(cell) ? this.#isoDate(cell) : this.#withoutValue(cell);
    }
  }

  /** A formula that was saved without a result shows itself, so that it is not taken for blank or for 0. */
  #withoutValue({ row, column, hasFormula }: RawCell): SheetCell | undefined {
    return hasFormula
      ? { kind: 'error', text: `=${this.#formulas.textAt(row, column)}`, formula: true }
      : undefined;
  }

  #valueText({ value, valueStart, valueEnd }: RawCell): string {
    return value ?? this.#bytes.toString('latin1', valueStart, valueEnd);
  }

  #sharedText(cell: RawCell): SheetCell | undefined {
    const { texts } = this.#context;
    const index =
      cell.value === null
        ? parseIndex(this.#bytes, cell.valueStart, cell.valueEnd)
        : /^\s*\d{1,9}\s*$/.test(cell.value)
          ? Number(cell.value)
          : -1;
    if (index < 0) throw new UnusualPart(`${this.#part}: a shared text that is no number`);
    if (index >= texts.length) this.#damage(cell, `wants shared text ${index} of ${texts.length}`);
    const shared = texts[index];
    return shared !== undefined && cell.hasFormula ? { ...shared, formula: true } : shared;
  }

  #text(cell: RawCell, text: string): SheetCell | undefined {
    if (text === '') return undefined;
    if (text.length > sheetBounds.textLength) {
      const name = `工作表“${this.#context.name}”的 ${cellName(cell.row, cell.column)} `;
      refuseBeyond(name, text.length, sheetBounds.textLength, '个字');
    }
    return { kind: 'text', text, formula: cell.hasFormula };
  }

  #boolean(cell: RawCell): SheetCell {
    const text = this.#valueText(cell).trim();
    const value = text === '1' || text === 'true';
    if (!value && text !== '0' && text !== 'false') this.#damage(cell, `is the truth value “${text}”`);
    return { kind: 'boolean', value, text: value ? 'TRUE' : 'FALSE', formula: cell.hasFormula };
  }

  /** A date that is written as one is a date whatever its format. */
  #isoDate(cell: RawCell): SheetCell {
    const text = this.#valueText(cell).trim();
    const { date1904 } = this.#context;
    const formula = cell.hasFormula;
    const serial = serialOfIso(text, date1904);
    if (serial === null) throw new UnusualPart(`${this.#part}: the date “${text}”`);
    const numbers = this.#numbersOf(cell);
    if (numbers.format.showsDate || !text.includes('-')) return numbers.cellOf(serial, formula);
    const clock = toWallClock(serial, date1904);
    if (clock === null) throw new UnusualPart(`${this.#part}: the date “${text}”`);
    const { year, month, day } = clock;
    const hasTime = clock.hours + clock.minutes + clock.seconds + clock.fraction > 0;
    return { kind: 'date', year, month, day, hasTime, showsDay: true, text, formula };
  }

  #number(cell: RawCell): SheetCell {
    const value =
      cell.value === null
        ? parseNumber(this.#bytes, cell.valueStart, cell.valueEnd)
        : parseNumber(Buffer.from(cell.value), 0, cell.value.length);
    if (Number.isNaN(value)) this.#damage(cell, `is the number “${this.#valueText(cell)}”`);
    return this.#numbersOf(cell).cellOf(value, cell.hasFormula);
  }

  #numbersOf({ style }: RawCell): NumberCells {
    const numbers = this.#context.formats.numbersOf(style);
    if (numbers === undefined) throw new UnusualPart(`${this.#part}: style ${style} is not there`);
    return numbers;
  }

  #damage({ row, column }: RawCell, what: string): never {
    throw new WorkbookDamage(`${this.#part}: ${cellName(row, column)} ${what}`);
  }
}

function hasValue({ value, valueStart, valueEnd }: RawCell): boolean {
  return valueEnd > valueStart || (value !== null && value !== '');
}
