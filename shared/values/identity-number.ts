/** 公民身份号码 after GB 11643: 18 digits, the last a check digit; numbers of 15 digits date from before 1999. */
import type { UnreadText } from '../model/cell-value.ts';
import { parseDateText } from './date-text.ts';
import { foldWidth, unreadText } from './text.ts';

/** Looks like one, whether or not its check digit is right. */
export function isIdentityNumberShape(text: string): boolean {
  return /^[1-9]\d{5}(?:(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d\d{3}[\dXx]|\d{2}(?:0\d|1[0-2])[0-3]\d\d{3})$/.test(
    text,
  );
}

/** The number with every digit, in 半角 and without white space; a text that cannot be one stays as it was. */
export function parseIdentityNumber(text: string): string | UnreadText {
  const number = foldWidth(text).replace(/\s+/gu, '').toUpperCase();
  const reason = explainIdentityNumber(number);
  return reason === null ? number : unreadText(text, reason);
}

/**
 * What is wrong with an identity number, as a Chinese sentence; null when it is right. A number of 15 digits has
 * no check digit: only its date can be checked.
 */
export function explainIdentityNumber(text: string): string | null {
  const number = foldWidth(text).trim().toUpperCase();
  if (isDamagedNumber(number)) return damagedNumberReason;
  if (!/^(?:\d{17}[\dX]|\d{15})$/.test(number)) {
    return /^[\dX]+$/.test(number)
      ? `身份证号应为18位，这里有${number.length}位。请按证件核对后重新填写。`
      : '身份证号只由数字组成，末位可以是X。请按证件核对后重新填写。';
  }
  const birth = number.length === 18 ? number.slice(6, 14) : `19${number.slice(6, 12)}`;
  if (typeof parseDateText(birth) !== 'string') {
    return `身份证号中的出生日期“${birth}”不存在。请按证件核对后重新填写。`;
  }
  if (number.length === 15) return null;
  const digit = identityCheckDigit(number.slice(0, 17));
  if (digit === number[17]) return null;
  // A spreadsheet keeps 15 digits of a number and writes zeros for the rest.
  return number.endsWith('000')
    ? damagedNumberReason
    : `身份证号的校验位不对：按前17位应为“${digit}”，写的是“${number[17] ?? ''}”。请按证件核对，可能有一位写错。`;
}

/** The check digit of the first 17 digits (ISO 7064, MOD 11-2). */
export function identityCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0);
  return '10X98765432'[sum % 11] ?? '';
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** 1.10101E+17: a spreadsheet's rendering of a long number, of which the last digits are lost. */
export function isDamagedNumber(text: string): boolean {
  return /^\d(?:\.\d+)?E\+?\d{2}$/i.test(foldWidth(text).trim());
}

export const damagedNumberReason =
  '数字被电子表格当成数保存，后面的数位已经丢失，无法恢复。请把单元格设为文本，按原件重新填写全部数字。';
