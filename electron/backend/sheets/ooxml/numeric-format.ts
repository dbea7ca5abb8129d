import type { FormatToken } from './format-tokens.ts';
import type { SectionText } from './number-format.ts';

/** Beyond this the digits of a number in a format are a matter of taste. */
const largest = 1e15;

type Digits = (value: number) => string;

/**
 * A section with one run of digits between literals, or none.
 * `alone`: the only section for numbers, which then shows the minus sign; otherwise the format itself does.
 */
export function compileNumberSection(tokens: readonly FormatToken[], alone: boolean): SectionText {
  const runs = tokens.filter(({ kind }) => kind === 'digits');
  const [run] = runs;
  if (runs.length > 1) return () => null;
  if (run === undefined) {
    const text = tokens.map(textOfToken).join('');
    return () => text;
  }
  const digits = run.kind === 'digits' ? compileDigits(run.text) : null;
  if (digits === null) return () => null;
  const position = tokens.indexOf(run);
  const before = tokens.slice(0, position).map(textOfToken).join('');
  const after = tokens
    .slice(position + 1)
    .map(textOfToken)
    .join('');
  const signFirst = tokens[0]?.kind === 'literal';
  return (value) => {
    if (!(Math.abs(value) < largest)) return null;
    const shown = value < 0 && !alone ? -value : value;
    const text = digits(shown);
    return shown < 0 && signFirst ? `-${before}${text.slice(1)}${after}` : before + text + after;
  };
}

function textOfToken(token: FormatToken): string {
  switch (token.kind) {
    case 'literal':
      return token.text;
    case 'space':
      return ' ';
    case 'digits':
    case 'date':
      return '';
  }
}

/** `0`, `#,##0`, with decimals, percent or exponent; null for any other run. */
function compileDigits(run: string): Digits | null {
  if (run.endsWith('%')) {
    const inner = compileDigits(run.slice(0, -1));
    return inner === null || run.endsWith('%%') ? null : (value) => `${inner(value * 100)}%`;
  }
  if (run === '0') return (value) => String(Math.round(value) || 0);
  if (run === '#,##0') {
    return (value) => (value < 0 ? '-' : '') + withThousands(String(Math.round(Math.abs(value))));
  }
  if (/^0{2,15}$/.test(run)) {
    return (value) => (value < 0 ? '-' : '') + String(Math.round(Math.abs(value))).padStart(run.length, '0');
  }
  const exponent = /^0\.(0+)E\+00$/.exec(run)?.[1];
  if (exponent !== undefined) return (value) => exponentText(value, exponent.length);
  const decimals = /^(0|#,##0)\.(0{1,6})$/.exec(run);
  const places = decimals?.[2]?.length;
  if (places === undefined) return null;
  return decimals?.[1] === '0' ? (value) => fixedText(value, places) : (value) => groupedText(value, places);
}

function fixedText(value: number, places: number): string {
  const scale = 10 ** places;
  const scaled = Math.round(value * scale);
  const magnitude = Math.abs(scaled);
  // Beyond fifteen digits the quotient is no longer written with just these decimals.
  if (magnitude >= largest) return longFixedText(scaled / scale, places);
  const whole = Math.floor(magnitude / scale);
  const decimals = String(magnitude - whole * scale);
  const zeros = decimals.length < places ? '0'.repeat(places - decimals.length) : '';
  return `${scaled < 0 ? '-' : ''}${whole}.${zeros}${decimals}`;
}

function longFixedText(value: number, places: number): string {
  const text = String(value);
  const point = text.indexOf('.');
  if (point < 0) return `${text}.${'0'.repeat(places)}`;
  return text + '0'.repeat(Math.max(0, places - (text.length - point - 1)));
}

function groupedText(value: number, places: number): string {
  if (value < 0) return `-${groupedText(-value, places)}`;
  const whole = Math.floor(value);
  const rounded = String(Math.round((value - whole) * 10 ** places));
  const carried = rounded.length > places;
  return `${withThousands(String(carried ? whole + 1 : whole))}.${carried ? '0'.repeat(places) : rounded.padStart(places, '0')}`;
}

function exponentText(value: number, places: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(places).split('e');
  return `${mantissa}E${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

function withThousands(digits: string): string {
  let at = digits.length - 3;
  if (at <= 0) return digits;
  let text = digits.slice(at);
  for (at -= 3; at > 0; at -= 3) text = `${digits.slice(at, at + 3)},${text}`;
  return `${digits.slice(0, at + 3)},${text}`;
}
