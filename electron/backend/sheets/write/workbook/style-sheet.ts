/** Styles → the part that holds them. Equal fonts, fills and lines are written once. */
import { escapeAttribute } from '../../refill/xml/write-text.ts';
import type { BorderLine, CellBorder, CellFont, CellStyle } from './new-workbook.ts';
import { mainNamespace, xmlHead } from './parts.ts';

const firstOwnFormat = 164;

/** The formats that every program knows by number, as far as they are used here. */
const knownFormats: ReadonlyMap<string, number> = new Map([
  ['General', 0],
  ['0', 1],
  ['0.00', 2],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['0%', 9],
  ['0.00%', 10],
  ['@', 49],
]);

export function writeStyleSheet(styles: readonly CellStyle[]): string {
  const formats = new PieceList();
  const fonts = new PieceList();
  const fills = new PieceList();
  const borders = new PieceList();
  // The two fills that every program takes for granted.
  fills.numberOf('<fill><patternFill patternType="none"/></fill>');
  fills.numberOf('<fill><patternFill patternType="gray125"/></fill>');
  const cells = styles.map((style) => {
    const format =
      knownFormats.get(style.format) ?? firstOwnFormat + formats.numberOf(escapeAttribute(style.format));
    const font = fonts.numberOf(fontElement(style.font));
    const fill = style.fill === undefined ? 0 : fills.numberOf(fillElement(style.fill));
    const border = borders.numberOf(borderElement(style.border ?? {}));
    const inner = alignmentElement(style) + (style.locked === false ? '<protection locked="0"/>' : '');
    const head = `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"`;
    return inner === '' ? `${head}/>` : `${head} applyAlignment="1" applyProtection="1">${inner}</xf>`;
  });
  const own = formats.pieces.map(
    (code, index) => `<numFmt numFmtId="${firstOwnFormat + index}" formatCode="${code}"/>`,
  );
  return `${xmlHead}<styleSheet xmlns="${mainNamespace}">${
    own.length === 0 ? '' : list('numFmts', own)
  }${list('fonts', fonts.pieces)}${list('fills', fills.pieces)}${list('borders', borders.pieces)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list('cellXfs', cells)}<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

class PieceList {
  readonly pieces: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(piece: string): number {
    const known = this.#numbers.get(piece);
    if (known !== undefined) return known;
    this.#numbers.set(piece, this.pieces.length);
    return this.pieces.push(piece) - 1;
  }
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

function fontElement({ name, size, bold, italic, underlined, struck, color }: CellFont): string {
  const flags = [bold && '<b/>', italic && '<i/>', struck && '<strike/>', underlined && '<u/>'];
  const tint = color === undefined ? '' : `<color rgb="FF${color}"/>`;
  return `<font>${flags.filter(Boolean).join('')}<sz val="${size}"/>${tint}<name val="${escapeAttribute(name)}"/><charset val="134"/></font>`;
}

function fillElement(color: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function borderElement({ left, right, top, bottom }: CellBorder): string {
  return `<border>${line('left', left)}${line('right', right)}${line('top', top)}${line('bottom', bottom)}<diagonal/></border>`;
}

function line(side: string, drawn: BorderLine | undefined): string {
  if (drawn === undefined) return `<${side}/>`;
  const color = drawn.color === undefined ? '<color auto="1"/>' : `<color rgb="FF${drawn.color}"/>`;
  return `<${side} style="${drawn.style}">${color}</${side}>`;
}

function alignmentElement(style: CellStyle): string {
  const { horizontal, vertical, wraps, shrinks, indent, rotation } = style;
  const attributes = [
    horizontal === undefined ? '' : ` horizontal="${horizontal}"`,
    vertical === undefined ? '' : ` vertical="${vertical}"`,
    rotation === undefined ? '' : ` textRotation="${rotation}"`,
    wraps === true ? ' wrapText="1"' : '',
    indent === undefined ? '' : ` indent="${indent}"`,
    shrinks === true ? ' shrinkToFit="1"' : '',
  ].join('');
  return attributes === '' ? '' : `<alignment${attributes}/>`;
}
