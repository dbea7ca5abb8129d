/** The styles of a workbook as a screen can draw them. */
import type { BorderLine, CellStyle } from '../../../../shared/model/reading.ts';
import { builtinFormats } from '../ooxml/builtin-formats.ts';
import { isTrue } from '../ooxml/workbook-part.ts';
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { decodeEscapes } from '../ooxml/xml-text.ts';
import { eachInside } from './children.ts';
import { readColor, type ThemeColors } from './colors.ts';

export const plainStyle: CellStyle = {
  fill: null,
  color: null,
  font: null,
  size: null,
  bold: false,
  italic: false,
  underline: false,
  horizontal: null,
  vertical: null,
  wrap: false,
  indent: 0,
  left: null,
  right: null,
  top: null,
  bottom: null,
};

/** How a cell looks, and how it shows a number. */
export type StyleLook = {
  readonly style: CellStyle;
  /** The format's code; null for General. */
  readonly format: string | null;
};

type Font = Pick<CellStyle, 'color' | 'font' | 'size' | 'bold' | 'italic' | 'underline'>;
type Border = Pick<CellStyle, 'left' | 'right' | 'top' | 'bottom'>;

/** The styles by number. @throws WorkbookDamage, UnusualPart */
export function readCellStyles(scanner: XmlScanner, theme: ThemeColors): readonly StyleLook[] {
  const formats = new Map<number, string>();
  const fonts: Font[] = [];
  const fills: (string | null)[] = [];
  const borders: Border[] = [];
  const styles: StyleLook[] = [];
  let list = '';
  while (scanner.next() !== Token.end) {
    if (scanner.kind !== Token.open || scanner.depth < 2) continue;
    if (scanner.depth === 2) {
      list = scanner.localName;
      if (!['numFmts', 'fonts', 'fills', 'borders', 'cellXfs'].includes(list)) scanner.skip();
    } else if (list === 'numFmts') {
      const code = decodeEscapes(scanner.attribute('formatCode') ?? '');
      formats.set(Number(scanner.attribute('numFmtId')), code);
    } else if (list === 'fonts') fonts.push(readFont(scanner, theme));
    else if (list === 'fills') fills.push(readFill(scanner, theme));
    else if (list === 'borders') borders.push(readBorder(scanner, theme));
    else styles.push(readStyle(scanner, { formats, fonts, fills, borders }));
  }
  return styles;
}

function readFont(scanner: XmlScanner, theme: ThemeColors): Font {
  let { color, font, size, bold, italic, underline }: Font = plainStyle;
  eachInside(scanner, () => {
    const value = scanner.attribute('val');
    const isOn = value === null || isTrue(value);
    if (scanner.is('b')) bold = isOn;
    else if (scanner.is('i')) italic = isOn;
    else if (scanner.is('u')) underline = value !== 'none';
    else if (scanner.is('color')) color = readColor(scanner, theme);
    else if (scanner.is('name')) font = value;
    else if (scanner.is('sz')) size = pixels(Number(value));
  });
  return { color, font, size, bold, italic, underline };
}

/** Patterns are drawn as their ground; the shades of a gradient are not drawn. */
function readFill(scanner: XmlScanner, theme: ThemeColors): string | null {
  let pattern = 'none';
  let front: string | null = null;
  let back: string | null = null;
  eachInside(scanner, () => {
    if (scanner.is('patternFill')) pattern = scanner.attribute('patternType') ?? 'none';
    else if (scanner.is('fgColor')) front = readColor(scanner, theme);
    else if (scanner.is('bgColor')) back = readColor(scanner, theme);
  });
  return pattern === 'none' ? null : pattern === 'solid' ? front : back;
}

function readBorder(scanner: XmlScanner, theme: ThemeColors): Border {
  const sides: Record<string, BorderLine> = {};
  const { depth } = scanner;
  let side = '';
  eachInside(scanner, () => {
    if (scanner.depth === depth + 1) {
      side = { start: 'left', end: 'right' }[scanner.localName] ?? scanner.localName;
      const line = lines[scanner.attribute('style') ?? ''];
      if (line !== undefined) sides[side] = { ...line, color: null };
    } else if (scanner.is('color') && sides[side] !== undefined) {
      sides[side] = { ...(sides[side] ?? { width: 1, line: 'solid' }), color: readColor(scanner, theme) };
    }
  });
  const { left = null, right = null, top = null, bottom = null } = sides;
  return { left, right, top, bottom };
}

const lines: Readonly<Record<string, Omit<BorderLine, 'color'>>> = {
  hair: { width: 1, line: 'dotted' },
  dotted: { width: 1, line: 'dotted' },
  dashed: { width: 1, line: 'dashed' },
  dashDot: { width: 1, line: 'dashed' },
  dashDotDot: { width: 1, line: 'dashed' },
  thin: { width: 1, line: 'solid' },
  medium: { width: 2, line: 'solid' },
  mediumDashed: { width: 2, line: 'dashed' },
  mediumDashDot: { width: 2, line: 'dashed' },
  mediumDashDotDot: { width: 2, line: 'dashed' },
  slantDashDot: { width: 2, line: 'dashed' },
  thick: { width: 3, line: 'solid' },
  double: { width: 3, line: 'double' },
};

type Parts = {
  readonly formats: ReadonlyMap<number, string>;
  readonly fonts: readonly Font[];
  readonly fills: readonly (string | null)[];
  readonly borders: readonly Border[];
};

function readStyle(scanner: XmlScanner, { formats, fonts, fills, borders }: Parts): StyleLook {
  const numberOf = (name: string): number => Number(scanner.attribute(name) ?? 0);
  const font = fonts[numberOf('fontId')];
  const border = borders[numberOf('borderId')];
  const fill = fills[numberOf('fillId')] ?? null;
  const code = formats.get(numberOf('numFmtId')) ?? builtinFormats.get(numberOf('numFmtId')) ?? 'General';
  let { horizontal, vertical, wrap, indent }: CellStyle = plainStyle;
  eachInside(scanner, () => {
    if (!scanner.is('alignment')) return;
    horizontal = sideOf(scanner.attribute('horizontal'));
    vertical = heightOf(scanner.attribute('vertical'));
    wrap = isTrue(scanner.attribute('wrapText'));
    indent = Math.min(20, Number(scanner.attribute('indent') ?? 0) || 0);
  });
  return {
    style: { ...plainStyle, ...font, ...border, fill, horizontal, vertical, wrap, indent },
    format: /^general$/i.test(code) ? null : code,
  };
}

function sideOf(value: string | null): CellStyle['horizontal'] {
  switch (value) {
    case 'left':
    case 'right':
      return value;
    case 'center':
    case 'centerContinuous':
    case 'distributed':
    case 'justify':
      return 'center';
    default:
      return null;
  }
}

function heightOf(value: string | null): CellStyle['vertical'] {
  if (value === 'top' || value === 'bottom') return value;
  return value === null ? null : 'center';
}

/** Points to CSS pixels. */
export function pixels(points: number): number | null {
  return Number.isFinite(points) && points > 0 ? Math.round((Math.min(points, 409) * 4) / 3) : null;
}
