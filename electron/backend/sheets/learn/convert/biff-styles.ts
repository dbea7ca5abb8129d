/** Fonts, colours, lines and formats of an .xls → styles of a new workbook. */
import { builtinFormats } from '../../ooxml/builtin-formats.ts';
import type { BorderLine, CellBorder, CellFont, CellStyle } from '../../write/workbook/new-workbook.ts';
import type { BiffData } from './biff-records.ts';

/** The first colours of a workbook that has no palette of its own; a number counts from 8. */
const usualPalette: readonly string[] =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  );
const firstColor = 8;

const lineStyles: readonly string[] = [
  ...['', 'thin', 'medium', 'dashed', 'dotted', 'thick', 'double', 'hair', 'mediumDashed', 'dashDot'],
  ...['mediumDashDot', 'dashDotDot', 'mediumDashDotDot', 'slantDashDot'],
];
const across: readonly (string | undefined)[] = [
  ...[undefined, 'left', 'center', 'right', 'fill', 'justify', 'centerContinuous', 'distributed'],
];
const down: readonly (string | undefined)[] = ['top', 'center', undefined, 'justify', 'distributed'];

const plainFont: CellFont = { name: '宋体', size: 11 };

/** Takes the records of the workbook itself, one after the other. */
export class BiffStyles {
  readonly #fonts: { readonly font: CellFont; readonly color: number }[] = [];
  readonly #formats = new Map<number, string>();
  readonly #styles: BiffData[] = [];
  #palette = usualPalette;

  take(type: number, data: BiffData): void {
    switch (type) {
      case 0x31:
        this.#takeFont(data);
        return;
      case 0x41e:
        this.#formats.set(data.word(0), data.text(4, data.word(2)).text);
        return;
      case 0xe0:
        this.#styles.push(data);
        return;
      case 0x92:
        this.#palette = Array.from({ length: data.word(0) }, (_, index) =>
          [0, 1, 2].map((part) => hex(data.byte(2 + index * 4 + part))).join(''),
        );
        return;
      default:
    }
  }

  /** The style of every number that a cell may name; never empty. */
  finish(): CellStyle[] {
    const styles = this.#styles.map((data) => this.#styleOf(data));
    return styles.length > 0 ? styles : [{ format: 'General', font: plainFont }];
  }

  #takeFont(data: BiffData): void {
    const flags = data.word(2);
    const name = data.text(15, data.byte(14)).text;
    this.#fonts.push({
      color: data.word(4),
      font: {
        name: name === '' ? plainFont.name : name,
        size: data.word(0) / 20 || plainFont.size,
        ...(data.word(6) >= 600 ? { bold: true } : {}),
        ...((flags & 2) !== 0 ? { italic: true } : {}),
        ...((flags & 8) !== 0 ? { struck: true } : {}),
        ...(data.byte(10) !== 0 ? { underlined: true } : {}),
      },
    });
  }

  #styleOf(data: BiffData): CellStyle {
    const number = data.word(0);
    // There is no fifth font: numbers above pass over it.
    const found = this.#fonts[number > 4 ? number - 1 : number];
    const tint = found === undefined ? undefined : this.#colorOf(found.color);
    const font = { ...(found?.font ?? plainFont), ...(tint === undefined ? {} : { color: tint }) };
    const format = data.word(2);
    const alignment = data.byte(6);
    const lines = data.double(10);
    const more = data.double(14);
    const indent = data.byte(8) & 15;
    const rotation = data.byte(7);
    const horizontal = across[alignment & 7];
    const vertical = down[(alignment >> 4) & 7];
    const fill = ((more >>> 26) & 63) === 0 ? undefined : this.#colorOf(data.word(18) & 127);
    const border: CellBorder = {
      ...this.#side('left', lines & 15, (lines >>> 16) & 127),
      ...this.#side('right', (lines >>> 4) & 15, (lines >>> 23) & 127),
      ...this.#side('top', (lines >>> 8) & 15, more & 127),
      ...this.#side('bottom', (lines >>> 12) & 15, (more >>> 7) & 127),
    };
    return {
      format: this.#formats.get(format) ?? builtinFormats.get(format) ?? 'General',
      font,
      border,
      ...(fill === undefined ? {} : { fill }),
      ...(horizontal === undefined ? {} : { horizontal }),
      ...(vertical === undefined ? {} : { vertical }),
      ...((alignment & 8) !== 0 ? { wraps: true } : {}),
      ...((data.byte(8) & 16) !== 0 ? { shrinks: true } : {}),
      ...(indent === 0 ? {} : { indent }),
      ...(rotation === 0 ? {} : { rotation }),
      ...((data.word(4) & 1) === 0 ? { locked: false } : {}),
    };
  }

  #side(side: keyof CellBorder, style: number, color: number): CellBorder {
    const name = lineStyles[style] ?? '';
    if (name === '') return {};
    const tint = this.#colorOf(color);
    const line: BorderLine = { style: name, ...(tint === undefined ? {} : { color: tint }) };
    return { [side]: line };
  }

  /** undefined for the colour that the screen has for texts and lines. */
  #colorOf(number: number): string | undefined {
    if (number >= 64) return undefined;
    return this.#palette[number < firstColor ? number : number - firstColor];
  }
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
