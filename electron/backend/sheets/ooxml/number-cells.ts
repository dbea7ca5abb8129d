import type { SheetCell } from '../sheet.ts';
import { compileFormat, type ForeignFormatter, type NumberFormat } from './number-format.ts';
import { toWallClock } from './serial-date.ts';

const slots = 512;

/** Cells of numbers and dates of one format. Equal ones near each other are one object, as none can be changed. */
export class NumberCells {
  readonly format: NumberFormat;
  readonly #date1904: boolean;
  /** The last cell made for each slot, and its number. */
  readonly #values = new Float64Array(slots);
  readonly #cells: (SheetCell | undefined)[] = new Array(slots).fill(undefined);

  constructor(format: NumberFormat, date1904: boolean) {
    this.format = format;
    this.#date1904 = date1904;
  }

  cellOf(value: number, formula: boolean): SheetCell {
    if (formula) return this.#newCell(value, true);
    const slot = Math.trunc(value * 997) & (slots - 1);
    const known = this.#cells[slot];
    if (known !== undefined && Object.is(this.#values[slot], value)) return known;
    const cell = this.#newCell(value, false);
    this.#values[slot] = value;
    this.#cells[slot] = cell;
    return cell;
  }

  #newCell(value: number, formula: boolean): SheetCell {
    const { format } = this;
    if (format.showsDate) return this.#newDateCell(value, formula);
    return { kind: 'number', value, text: format.textOf(value), format: format.code, formula };
  }

  /** A number under a date format that is no day of the calendar stays a number. */
  #newDateCell(value: number, formula: boolean): SheetCell {
    const { format } = this;
    const clock = toWallClock(value, this.#date1904);
    const text = format.textOf(value, clock ?? undefined);
    if (clock === null || clock.day < 1) return { kind: 'number', value, text, format: format.code, formula };
    const { year, month, day } = clock;
    const hasTime = clock.hours + clock.minutes + clock.seconds + clock.fraction > 0;
    return { kind: 'date', year, month, day, hasTime, showsDay: format.showsDay, text, formula };
  }
}

/** By epoch and code, for each foreign formatter: the files of an office share a handful of formats. */
const known = new WeakMap<ForeignFormatter, Map<string, NumberCells>>();
const mostKnown = 200;

/** The cells of a format; what was made out of its code is kept for the next workbook. */
export function numberCellsOf(code: string, date1904: boolean, foreign: ForeignFormatter): NumberCells {
  const byCode = known.get(foreign) ?? new Map<string, NumberCells>();
  if (byCode.size === 0) known.set(foreign, byCode);
  const key = `${date1904 ? 1904 : 1900} ${code}`;
  const earlier = byCode.get(key);
  if (earlier !== undefined) return earlier;
  if (byCode.size >= mostKnown) byCode.clear();
  const cells = new NumberCells(compileFormat(code, date1904, foreign), date1904);
  byCode.set(key, cells);
  return cells;
}
