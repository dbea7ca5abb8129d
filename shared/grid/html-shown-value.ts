/** The value that a spreadsheet program wrote beside the shown text of a cell. */
import { formatNumber, formatPercent } from '../values/number-text.ts';
import { attributeOf } from './html-tokens.ts';

/** The shown text, or the full value that the program wrote beside it where the shown one lost digits or is cut. */
export function shownText(shown: string, attributes: string): string {
  const full = attributeOf(attributes, 'x:str');
  if (full !== null && full !== '') return full;
  const sheets = attributeOf(attributes, 'data-sheets-value');
  const number = attributeOf(attributes, 'x:num') ?? attributeOf(attributes, 'sdval');
  const value =
    number !== null && number !== '' ? Number(number) : sheets === null ? null : sheetsNumber(sheets);
  return value === null || !Number.isFinite(value) ? shown : withAllDigits(shown, value);
}

/** Google writes {"1":3,"3":0.125} for the number 0.125. */
function sheetsNumber(json: string): number | null {
  const found = /^\{"1":3,"3":(-?[\d.]+(?:[eE][+-]?\d+)?)\}$/.exec(json.slice(0, 200));
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Replaces a shown number that is a rounding of the value; dates, money and other shapes stay as shown. */
function withAllDigits(shown: string, value: number): string {
  if (/^#+$/.test(shown)) return formatNumber(value);
  const found = /^\s*([+-]?[\d,]*\.?\d*(?:[eE][+-]?\d+)?)\s*(%?)\s*$/.exec(shown.slice(0, 60));
  const digits = (found?.[1] ?? '').replaceAll(',', '');
  if (found === null || !/\d/.test(digits) || shown.length > 60) return shown;
  const percent = found[2] === '%';
  const full = percent ? formatPercent(value).slice(0, -1) : formatNumber(value);
  const rounding = Math.abs(Number(digits) - Number(full));
  const isRounded = rounding > 0 && rounding <= roundingStep(digits) * 0.500001;
  if (!isRounded && !/[eE]/.test(digits)) return shown;
  return rounding <= roundingStep(digits) ? full + (percent ? '%' : '') : shown;
}

/** What the last shown digit is worth: 0.01 of 3.14, 1e15 of 1.23E+17. */
function roundingStep(digits: string): number {
  const [mantissa = '', power = '0'] = digits.toLowerCase().split('e');
  const places = mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0;
  return 10 ** (Number(power) - places);
}
