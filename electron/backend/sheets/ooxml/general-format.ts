/** `General`: up to eleven characters, exponents beyond, as SheetJS shows it too. */
export function generalText(value: number): string {
  if ((value | 0) === value) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '#NUM!' : '#DIV/0!';
  const magnitude = Math.abs(value);
  const shortest = String(value);
  if (magnitude >= 1e-4 && magnitude < 1e9 && shortest.length <= widthFor(value)) return shortest;
  const exponent = Math.floor(Math.log(magnitude) * Math.LOG10E);
  return trimZeros(padExponent(longText(value, exponent).toUpperCase()));
}

function longText(value: number, exponent: number): string {
  if (exponent >= -4 && exponent <= -1) return value.toPrecision(10 + exponent);
  if (Math.abs(exponent) <= 9) {
    const fixed = trimZeros(value.toFixed(12));
    if (fixed.length <= widthFor(value)) return fixed;
    const precise = value.toPrecision(10);
    return precise.length <= widthFor(value) ? precise : value.toExponential(5);
  }
  if (exponent === 10) return value.toFixed(10).slice(0, 12);
  const fixed = trimZeros(value.toFixed(11));
  return fixed.length > widthFor(value) || fixed === '0' || fixed === '-0' ? value.toPrecision(6) : fixed;
}

function widthFor(value: number): number {
  return value < 0 ? 12 : 11;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/(?:\.0*|(\.\d*[1-9])0+)$/, '$1') : text;
}

/** The mantissa without trailing zeros, two digits of exponent. */
function padExponent(text: string): string {
  if (!text.includes('E')) return text;
  return text.replace(/(?:\.0*|(\.\d*[1-9])0+)E/, '$1E').replace(/(E[+-])(\d)$/, '$10$2');
}
