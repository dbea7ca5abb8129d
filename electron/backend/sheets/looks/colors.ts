/** The colours of a workbook: given outright, by number, or as a shade of its theme. */
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { eachInside } from './children.ts';

/** Colours of the theme in the order in which cells number them: light, dark, light, dark, six accents, two links. */
export type ThemeColors = readonly (string | undefined)[];

/** What a workbook without a theme looks like. */
export const officeTheme: ThemeColors = [
  'ffffff',
  '000000',
  'e7e6e6',
  '44546a',
  '4472c4',
  'ed7d31',
  'a5a5a5',
  'ffc000',
  '5b9bd5',
  '70ad47',
  '0563c1',
  '954f72',
];

const themeOrder = [
  'lt1',
  'dk1',
  'lt2',
  'dk2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
];

/** @throws WorkbookDamage, UnusualPart */
export function readThemeColors(scanner: XmlScanner): ThemeColors {
  const colors = new Map<string, string>();
  while (scanner.next() !== Token.end) {
    if (scanner.kind !== Token.open || !scanner.is('clrScheme')) continue;
    const { depth } = scanner;
    let name = '';
    eachInside(scanner, () => {
      if (scanner.depth === depth + 1) name = scanner.localName;
      else if (scanner.is('srgbClr')) colors.set(name, scanner.attribute('val') ?? '');
      else if (scanner.is('sysClr')) colors.set(name, scanner.attribute('lastClr') ?? '');
    });
    break;
  }
  return themeOrder.map((name, index) => {
    const color = colors.get(name);
    return color !== undefined && /^[\da-f]{6}$/i.test(color) ? color : officeTheme[index];
  });
}

/** The colour that the open element names, as `#rrggbb`; null for automatic ones. */
export function readColor(scanner: XmlScanner, theme: ThemeColors): string | null {
  const given = scanner.attribute('rgb');
  const themed = scanner.attribute('theme');
  const indexed = scanner.attribute('indexed');
  const hex =
    given !== null
      ? given.slice(-6)
      : themed !== null
        ? theme[Number(themed)]
        : indexed === null
          ? undefined
          : indexedColor(Number(indexed));
  if (hex === undefined || !/^[\da-f]{6}$/i.test(hex)) return null;
  const tint = Number(scanner.attribute('tint') ?? 0);
  return `#${(Number.isFinite(tint) && tint !== 0 ? shade(hex, tint) : hex).toLowerCase()}`;
}

/** Lighter for a positive tint, darker for a negative one, by the lightness of hue, lightness and saturation. */
function shade(hex: string, tint: number): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(
    (at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255,
  );
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const lightness = (most + least) / 2;
  const next = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  const range = most - least;
  const saturation = range === 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1));
  const chroma = saturation * (1 - Math.abs(2 * next - 1));
  const scale = (part: number): string => {
    const value = range === 0 ? next : next + ((part - lightness) / range) * chroma;
    return Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return scale(red) + scale(green) + scale(blue);
}

function indexedColor(index: number): string | undefined {
  if (index === 65) return undefined;
  const at = index < 8 ? index : index - 8;
  return index === 64 ? undefined : palette.slice(at * 6, at * 6 + 6);
}

/** The fifty-six colours of the first Excels; the first eight have two numbers. */
const palette = [
  '000000ffffffff000000ff000000ffffff00ff00ff00ffff',
  '800000008000000080808000800080008080c0c0c0808080',
  '9999ff993366ffffccccffff660066ff80800066ccccccff',
  '000080ff00ffffff0000ffff8000808000000080800000ff',
  '00ccffccffffccffccffff9999ccffff99cccc99ffffcc99',
  '3366ff33cccc99cc00ffcc00ff9900ff6600666699969696',
  '003366339966003300333300993300993366333399333333',
].join('');
