/**
 * Decimals as scaled integers, so that sums of money, areas and counts are exact (0.1 + 0.2 = 0.3).
 * `units / 10 ** scale` is the number.
 */
export type Decimal = { readonly units: bigint; readonly scale: number };

const zero: Decimal = { units: 0n, scale: 0 };

/** Exact decimal of a finite JavaScript number as it prints (its shortest round-trip spelling). */
export function decimalOf(value: number): Decimal {
  const parsed = parseDecimal(expandExponent(String(value)));
  if (parsed === null) throw new RangeError(`not a finite number: ${value}`);
  return parsed;
}

/** Reads `-12.50`; null when the text is anything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction);
  return { units: sign === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** Prints without an exponent and without trailing zeros after the point. */
export function formatDecimal({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale).replace(/0+$/, '');
  return (negative ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`);
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: rescale(left, scale) + rescale(right, scale), scale };
}

/** Exact sum of numbers; the sum of none is 0. */
export function sumNumbers(values: Iterable<number>): Decimal {
  let total = zero;
  for (const value of values) total = addDecimals(total, decimalOf(value));
  return total;
}

function rescale({ units, scale }: Decimal, target: number): bigint {
  return units * 10n ** BigInt(target - scale);
}

function expandExponent(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', power] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
