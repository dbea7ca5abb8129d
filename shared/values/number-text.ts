import type { UnreadText } from '../model/cell-value.ts';
import { type Decimal, decimalOf, formatDecimal, parseDecimal } from './decimal.ts';
import { foldWidth, unreadText } from './text.ts';

/**
 * Reads a number as offices write it: 全角 digits, thousands separators, a sign, 万/亿, and the column's own
 * measure word behind it. Between 万元 and 元 it converts exactly. What is not certain stays text.
 */
export function parseNumberText(text: string, measureWord: string | null): number | UnreadText {
  const quantity = readQuantity(text);
  if (typeof quantity === 'string') return unreadText(text, quantity);
  const power = powerToColumn(quantity.suffix, measureWord, text);
  if (typeof power === 'string') return unreadText(text, power);
  return exactNumber(text, shiftDecimal(quantity.decimal, power), formatNumber);
}

/** Reads `89%` as 0.89. Without the sign nobody can tell 0.89% from 89%, so only 0 may stand without it. */
export function parsePercentText(text: string): number | UnreadText {
  const quantity = readQuantity(text);
  if (typeof quantity === 'string') return unreadText(text, quantity);
  const { decimal, suffix } = quantity;
  if (suffix === '%' || (suffix === '' && decimal.units === 0n)) {
    return exactNumber(text, shiftDecimal(decimal, -2), (value) => formatPercent(value).slice(0, -1), 2);
  }
  if (suffix !== '') return unreadText(text, explainNumber(text) ?? strangeSuffix(suffix));
  const plain = formatDecimal(decimal);
  const fraction = formatDecimal(shiftDecimal(decimal, 2));
  return unreadText(text, `没有写百分号，分不清是${plain}%还是${fraction}%。请写明百分号。`);
}

/** Plain digits without exponent, separators or float dust: what is shown can be typed back as the same number. */
export function formatNumber(value: number): string {
  return formatDecimal(decimalOf(withoutDust(value)));
}

/** A fraction as a percentage: 0.89 is `89%`. */
export function formatPercent(value: number): string {
  return `${formatDecimal(shiftDecimal(decimalOf(withoutDust(value)), 2))}%`;
}

/** A number at the 15 significant digits that spreadsheets keep: 0.1 + 0.2 is 0.3. */
export function withoutDust(value: number): number {
  if (value === 0) return 0;
  return Math.abs(value) >= 1e15 ? value : Number(value.toPrecision(15));
}

const largestDigitCount = 15;

/** The number that prints as exactly this decimal, if a cell can hold it. */
function exactNumber(
  text: string,
  decimal: Decimal,
  print: (value: number) => string,
  printPower = 0,
): number | UnreadText {
  const value = Number(formatDecimal(decimal));
  const plain = formatDecimal(shiftDecimal(decimal, printPower));
  const wholeDigits = plain.replace(/\..*$/, '').replace('-', '').length;
  const exact = wholeDigits <= largestDigitCount && print(value) === plain;
  return exact ? value : unreadText(text, tooManyDigits());
}

type Quantity = { readonly decimal: Decimal; readonly suffix: string };

/** Splits into an exact number and what is written behind it; a string is the reason why it cannot. */
function readQuantity(text: string): Quantity | string {
  const folded = foldWidth(text)
    .replace(/\u2212/g, '-')
    .trim()
    .replace(/^([+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+)(?!\s?\d)/, withoutGaps);
  if (folded.length > 400) return /^[\d,.]+$/.test(folded) ? tooManyDigits() : notANumber;
  const match = /^([+-]?)(\d[\d,]*)?(\.\d+)?(?:\s*([^\d\s.,+-][^\d]*))?$/u.exec(folded);
  const [, sign = '', written = '', fraction = '', suffix = ''] = match ?? [];
  if (match === null || written + fraction === '') return explainNumber(text) ?? notANumber;
  if (written.includes(',') && !/^[1-9]\d{0,2}(,\d{3})+$/.test(written)) {
    return '逗号不在千位上，分不清是一个数还是几个数。请去掉逗号重新填写。';
  }
  const whole = written.replaceAll(',', '');
  if (/^0\d/.test(whole)) return '以0开头，像是编号而不是数。如果是数，请去掉前面的0。';
  const decimal = parseDecimal(`${sign}${whole === '' ? '0' : whole}${fraction}`);
  if (decimal === null) return notANumber;
  return { decimal, suffix: suffix.replace(/\s+/g, '') };
}

/** 1 234 567: GB/T 15835 leaves a gap between thousands. */
function withoutGaps(number: string): string {
  return number.replace(/\s/g, '');
}

/** The power of ten from the written measure to the column's own; a string is the reason why there is none. */
function powerToColumn(suffix: string, measureWord: string | null, text: string): number | string {
  const own = foldWidth(measureWord ?? '').replace(/\s+/g, '');
  if (suffix === '' || suffix === own) return 0;
  const written = splitMeasure(suffix);
  const column = splitMeasure(own);
  if (written.base === column.base && written.base !== '%') return written.power - column.power;
  if (written.base === '' && column.power === 0 && column.base !== '%') return written.power;
  const reason = explainNumber(text);
  if (reason !== null) return reason;
  if (written.base === '') {
    return `本栏以“${own}”为单位，分不清“${suffix}”后面的单位。请换算成“${own}”填写，或写全单位。`;
  }
  if (suffix === '%') return '本栏填的是数，不是百分比。请核对后只填数。';
  return own === ''
    ? strangeSuffix(suffix)
    : `单位“${suffix}”与本栏的“${own}”不一致。请换算成“${own}”后填写。`;
}

const powers: readonly (readonly [string, number])[] = [
  ['万亿', 12],
  ['亿', 8],
  ['万', 4],
];

/** 亿斤 → 斤 and the power of ten of 亿. */
function splitMeasure(measure: string): { readonly power: number; readonly base: string } {
  const [word, power] = powers.find(([prefix]) => measure.startsWith(prefix)) ?? ['', 0];
  return { power, base: measure.slice(word.length) };
}

function shiftDecimal({ units, scale }: Decimal, power: number): Decimal {
  return power > scale
    ? { units: units * 10n ** BigInt(power - scale), scale: 0 }
    : { units, scale: scale - power };
}

const notANumber = '读不出一个确切的数。请填阿拉伯数字；没有就填“无”，说明请写进备注。';

function tooManyDigits(): string {
  return `数字超过${largestDigitCount}位，按数保存会丢位。请核对；身份证号、账号等编号请放进文本栏。`;
}

function strangeSuffix(suffix: string): string {
  return `数后面多出“${suffix}”。请只填数，其余写进备注。`;
}

const explanations: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/\d[eE][+-]?\d/, () => '是科学记数，后面的数字可能早已丢失。请按原件重新填写全部数字。'],
  [/^\s*\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]/, () => '像是日期，不是数。请核对是否填错了栏。'],
  [
    /大约|大概|约|将近|接近|近|左右|上下|余|多|几|以上|以下|以内|不足|不少于|不低于|不超过|超过|超|至少|至多|最多|[≥≤<>~±≈+]$|^[≥≤<>~±≈]/,
    (found) => `“${found}”表示不是确切的数。请填确切的数，“${found}”写进备注。`,
  ],
  [/\d\s*(?:-|~|—|–|至|到)+\s*\d/, () => '是一个范围，不是一个数。请填一个确切的数，范围写进备注。'],
  [/\d\s*[/:]\s*\d/, () => '像是分数、比例或日期，不是一个数。请填一个确切的数。'],
  [/\d.*[、;\n].*\d/su, () => '写了几个数。请只填一个数，其余写进备注。'],
  [/[()]/, () => '带有括号，分不清是负数还是说明。请只填数，说明写进备注。'],
];

/** What makes a text look like a number and yet not be a certain one. */
function explainNumber(text: string): string | null {
  const folded = foldWidth(text)
    .replace(/\u2212/g, '-')
    .trim();
  if (!/\d/.test(folded)) return null;
  for (const [pattern, explain] of explanations) {
    const found = pattern.exec(folded);
    if (found !== null) return explain(found[0]);
  }
  return null;
}
