/** Plain numbers, and texts with a number at their end, at their beginning or after 第, counted on. */
import { addDecimals, type Decimal, formatDecimal, parseDecimal } from '../values/decimal.ts';
import { countedKind, type Kind, mostDigits } from './counted-kind.ts';

/** Plain numbers, exactly: 0.1, 0.2 → 0.3; also percentages. */
export const numbers: Kind = (source, single) => {
  const decimals: Decimal[] = [];
  const found = source.map((text) => /^(-?(?:0|[1-9]\d*)(?:\.\d+)?)(%?)$/.exec(text));
  for (const match of found) {
    const decimal = parseDecimal(match?.[1] ?? '');
    if (decimal === null || match?.[2] !== found[0]?.[2]) return null;
    if ((match?.[1] ?? '').replace(/\D/g, '').length > mostDigits) return null;
    decimals.push(decimal);
  }
  const [first, second] = decimals;
  if (first === undefined || (second === undefined && !single)) return null;
  const step = second === undefined ? { units: 1n, scale: 0 } : subtract(second, first);
  for (let index = 1; index < decimals.length; index += 1) {
    const [before, after] = [decimals[index - 1], decimals[index]];
    if (before === undefined || after === undefined) return null;
    if (formatDecimal(subtract(after, before)) !== formatDecimal(step)) return null;
  }
  // 0.10, 0.20 goes on with 0.30 when all of the source is written with as many places.
  const places = decimals.every(({ scale }) => scale === first.scale) ? first.scale : 0;
  return (place) =>
    padPlaces(formatDecimal(addDecimals(first, multiply(step, place))), places) + (found[0]?.[2] ?? '');
};

/** Texts that end with a number, or begin with one, or have one after 第, 附件 or a bracket; zeros in front keep their width. */
export const numbered: Kind = (source, single) => {
  // What is not a series of dates must not become one of dates that do not exist.
  if (source.some((text) => /^\d{4}[-/.年]\d/.test(text))) return null;
  return endNumbered(source, single) ?? startNumbered(source, single) ?? ordinalNumbered(source, single);
};

const endNumbered = numberedKind((text) => {
  let start = text.length;
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start -= 1;
  return [text.slice(0, start), text.slice(start), ''];
});

const startNumbered = numberedKind((text) => {
  let end = 0;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return ['', text.slice(0, end), text.slice(end)];
});

const ordinalNumbered = numberedKind((text) => {
  const [, before = '', digits = '', after = ''] = /^(第|附件|附表|附图|[（(])(\d+)(.*)$/su.exec(text) ?? [];
  return [before, digits, after];
});

function numberedKind(split: (text: string) => readonly [string, string, string]): Kind {
  return (source, single) => {
    const width = numberWidth(source.map((text) => split(text)[1]));
    return countedKind(
      (text) => {
        const [before, digits, after] = split(text);
        const counts = digits !== '' && digits.length <= mostDigits;
        // A number that stands alone is one of `numbers`, except with zeros in front.
        if (!counts || (before === '' && after === '' && width === 0)) return null;
        return { key: JSON.stringify([before, after]), value: Number(digits) };
      },
      (key, value) => {
        const [before = '', after = '']: string[] = JSON.parse(key);
        return value < 0 ? null : before + String(value).padStart(width, '0') + after;
      },
    )(source, single);
  };
}

/** The width that zeros in front give to the numbers of a source; 0 when there are none. */
function numberWidth(digits: readonly string[]): number {
  return Math.max(0, ...digits.filter((each) => /^0\d/.test(each)).map(({ length }) => length));
}

function subtract(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, { units: -right.units, scale: right.scale });
}

function multiply({ units, scale }: Decimal, factor: number): Decimal {
  return { units: units * BigInt(factor), scale };
}

function padPlaces(text: string, places: number): string {
  if (places === 0) return text;
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(places, '0')}`;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
