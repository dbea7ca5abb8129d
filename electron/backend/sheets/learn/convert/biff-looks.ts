/** How the sheets of an .xls look: styles of all cells, sizes, drop-downs, frozen panes and the page. */
import type { CellStyle, Margins, NewChoices, NewPage } from '../../write/workbook/new-workbook.ts';
import { type BiffData, readRecords } from './biff-records.ts';
import { BiffStyles } from './biff-styles.ts';

export type BiffLooks = {
  readonly styles: readonly CellStyle[];
  readonly sheets: ReadonlyMap<string, BiffSheetLooks>;
};

export type BiffSheetLooks = {
  /** Row → column → number of the style. */
  readonly styles: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** Heights in points, of rows whose height somebody set. */
  readonly heights: ReadonlyMap<number, number>;
  readonly widths: ReadonlyMap<number, number>;
  readonly defaultWidth: number;
  readonly defaultHeight: number;
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly choices: readonly NewChoices[];
  readonly page: NewPage;
};

const newestVersion = 0x600;
const usualMargins: Margins = { left: 0.75, right: 0.75, top: 1, bottom: 1, header: 0.5, footer: 0.5 };

/** @returns null for the older formats, in which styles are written otherwise */
export function readBiffLooks(stream: Uint8Array): BiffLooks | null {
  const styles = new BiffStyles();
  const places = new Map<string, number>();
  for (const { type, data } of readRecords(stream, 0)) {
    if (type === 0x809 && data.word(0) !== newestVersion) return null;
    if (type === 0x85 && data.byte(5) === 0) places.set(data.text(7, data.byte(6)).text, data.double(0));
    styles.take(type, data);
  }
  const sheets = new Map([...places].map(([name, at]) => [name, readSheet(stream, at)]));
  return { styles: styles.finish(), sheets };
}

function readSheet(stream: Uint8Array, from: number): BiffSheetLooks {
  const sheet = new SheetReader();
  for (const { type, data } of readRecords(stream, from)) sheet.take(type, data);
  return sheet.finish();
}

class SheetReader {
  readonly #styles = new Map<number, Map<number, number>>();
  readonly #heights = new Map<number, number>();
  readonly #widths = new Map<number, number>();
  readonly #choices: NewChoices[] = [];
  #defaultWidth = 8.43;
  #defaultHeight = 14.25;
  #isFrozen = false;
  #pane = { rows: 0, columns: 0 };
  #fitsPage = false;
  #margins = usualMargins;
  #page: NewPage = {};

  take(type: number, data: BiffData): void {
    switch (type) {
      case 0x201:
      case 0x203:
      case 0x204:
      case 0x205:
      case 0x06:
      case 0xd6:
      case 0xfd:
      case 0x27e:
        this.#style(data.word(0), data.word(2), data.word(4));
        return;
      case 0xbe:
        this.#run(data, 2);
        return;
      case 0xbd:
        this.#run(data, 6);
        return;
      case 0x208:
        // A height that somebody set; others are found by the program that opens the file.
        if ((data.word(12) & 0x40) !== 0) this.#heights.set(data.word(0), (data.word(6) & 0x7fff) / 20);
        return;
      case 0x225:
        this.#defaultHeight = data.word(2) / 20 || this.#defaultHeight;
        return;
      case 0x55:
        this.#defaultWidth = data.word(0) || this.#defaultWidth;
        return;
      case 0x99:
        this.#defaultWidth = data.word(0) / 256;
        return;
      case 0x7d:
        for (let column = data.word(0); column <= Math.min(data.word(2), 255); column += 1) {
          this.#widths.set(column, data.word(4) / 256);
        }
        return;
      case 0x23e:
        this.#isFrozen = (data.word(0) & 8) !== 0;
        return;
      case 0x41:
        this.#pane = { rows: data.word(2), columns: data.word(0) };
        return;
      case 0x1be:
        this.#choices.push(...readChoices(data));
        return;
      default:
        this.#takePage(type, data);
    }
  }

  finish(): BiffSheetLooks {
    const { fit, scale, ...page } = this.#page;
    return {
      styles: this.#styles,
      heights: this.#heights,
      widths: this.#widths,
      defaultWidth: this.#defaultWidth,
      defaultHeight: this.#defaultHeight,
      frozen: this.#isFrozen ? this.#pane : { rows: 0, columns: 0 },
      choices: this.#choices,
      page: {
        ...page,
        margins: this.#margins,
        ...(this.#fitsPage && fit !== undefined ? { fit } : {}),
        ...(!this.#fitsPage && scale !== undefined ? { scale } : {}),
      },
    };
  }

  #takePage(type: number, data: BiffData): void {
    const side = ({ 38: 'left', 39: 'right', 40: 'top', 41: 'bottom' } as const)[type];
    if (side !== undefined) this.#margins = { ...this.#margins, [side]: data.real(0) };
    else if (type === 0x81) this.#fitsPage = (data.word(0) & 0x100) !== 0;
    else if (type === 0x83) this.#page = { ...this.#page, centered: data.word(0) === 1 };
    else if (type === 0x14 && data.length > 0) {
      this.#page = { ...this.#page, header: data.text(2, data.word(0)).text };
    } else if (type === 0x15 && data.length > 0) {
      this.#page = { ...this.#page, footer: data.text(2, data.word(0)).text };
    } else if (type === 0xa1) this.#takeSetup(data);
  }

  #takeSetup(data: BiffData): void {
    const flags = data.word(10);
    this.#margins = { ...this.#margins, header: data.real(16), footer: data.real(24) };
    // Paper, scale and orientation were never set.
    if ((flags & 4) !== 0) return;
    const scale = data.word(2);
    this.#page = {
      ...this.#page,
      paperSize: data.word(0),
      landscape: (flags & 2) === 0,
      fit: { width: data.word(6), height: data.word(8) },
      ...(scale >= 10 && scale <= 400 ? { scale } : {}),
    };
  }

  #style(row: number, column: number, style: number): void {
    const known = this.#styles.get(row);
    if (known === undefined) this.#styles.set(row, new Map([[column, style]]));
    else known.set(column, style);
  }

  /** Several cells of one row, `size` bytes each, that begin with the number of their style. */
  #run(data: BiffData, size: number): void {
    for (let at = 4, column = data.word(2); at + size + 2 <= data.length; at += size, column += 1) {
      this.#style(data.word(0), column, data.word(at));
    }
  }
}

/** Drop-downs whose words stand in the rule itself. */
function readChoices(data: BiffData): NewChoices[] {
  const flags = data.double(0);
  if ((flags & 15) !== 3 || (flags & 0x80) === 0) return [];
  let at = 4;
  for (let text = 0; text < 4; text += 1) at = data.text(at + 2, data.word(at)).end;
  const formula = at + 4;
  if (data.byte(formula) !== 0x17) return [];
  const texts = data.text(formula + 2, data.byte(formula + 1)).text.split('\0');
  at = formula + data.word(at);
  at += 4 + data.word(at);
  const ranges = Array.from({ length: data.word(at) }, (_, index) => at + 2 + index * 8);
  if (texts.some((text) => text.includes(',')) || texts.join(',').length > 255) return [];
  return ranges.map((place) => ({
    texts,
    range: {
      firstRow: data.word(place),
      lastRow: data.word(place + 2),
      firstColumn: data.word(place + 4),
      lastColumn: data.word(place + 6),
    },
  }));
}
