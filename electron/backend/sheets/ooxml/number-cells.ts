import type { SheetCell } from '../sheet.ts';
import type { NumberFormat } from './number-format.ts';
import { toWallClock } from './serial-date.ts';

/** The last cell made for each slot of numbers of a format, and its number. */
type KnownCells = { readonly values: Float64Array; readonly cells: (SheetCell | undefined)[] };

const lastSlot = 511;

/** Cells of numbers and dates. Equal ones near each other are one object, as none can be changed. */
export class NumberCells {
  readonly #date1904: boolean;
  readonly #known = new Map<NumberFormat, KnownCells>();
  #lastFormat: NumberFormat | null = null;
  #lastKnown: KnownCells = { values: new Float64Array(0), cells: [] };

  constructor(date1904: boolean) {
    this.#date1904 = date1904;
  }

  cellOf(value: number, format: NumberFormat, formula: boolean): SheetCell {
    if (formula) return this.#newCell(value, format, true);
    const { values, cells } = this.#knownOf(format);
    const slot = Math.trunc(value * 997) & lastSlot;
    const known = cells[slot];
    if (known !== undefined && Object.is(values[slot], value)) return known;
    const cell = this.#newCell(value, format, false);
    values[slot] = value;
    cells[slot] = cell;
    return cell;
  }

  #knownOf(format: NumberFormat): KnownCells {
    if (format === this.#lastFormat) return this.#lastKnown;
    let known = this.#known.get(format);
    if (known === undefined) {
      known = { values: new Float64Array(lastSlot + 1), cells: new Array(lastSlot + 1).fill(undefined) };
      this.#known.set(format, known);
    }
    this.#lastFormat = format;
    this.#lastKnown = known;
    return known;
  }

  #newCell(value: number, format: NumberFormat, formula: boolean): SheetCell {
    if (format.showsDate) return this.#newDateCell(value, format, formula);
    return { kind: 'number', value, text: format.textOf(value), format: format.code, formula };
  }

  /** A number under a date format that is no day of the calendar stays a number. */
  #newDateCell(value: number, format: NumberFormat, formula: boolean): SheetCell {
    const clock = toWallClock(value, this.#date1904);
    const text = format.textOf(value, clock ?? undefined);
    if (clock === null || clock.day < 1) return { kind: 'number', value, text, format: format.code, formula };
    const { year, month, day } = clock;
    const hasTime = clock.hours + clock.minutes + clock.seconds + clock.fraction > 0;
    return { kind: 'date', year, month, day, hasTime, showsDay: format.showsDay, text, formula };
  }
}
