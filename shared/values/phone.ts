import type { UnreadText } from '../model/cell-value.ts';
import { damagedNumberReason, isDamagedNumber } from './identity-number.ts';
import { foldWidth, normaliseLineEnds, unreadText } from './text.ts';

/** One or several numbers as they were written, in 半角; a text that cannot be a number stays as it was. */
export function parsePhoneNumber(text: string): string | UnreadText {
  const written = foldWidth(text).trim();
  const reasons = written.split(/[、,;/\n\r]+/).map((number) => explainPhoneNumber(number.trim()));
  const reason = reasons.find((each) => each !== null) ?? null;
  return reason === null ? normaliseLineEnds(written) : unreadText(text, reason);
}

/** 手机 (11 digits), 座机 with or without area code and extension, or 400 and 800 numbers. */
export function isPhoneNumber(text: string): boolean {
  const written = foldWidth(text).replace(/[\s‐‑–—−]/g, (sign) => (/\s/.test(sign) ? '' : '-'));
  const number = written.replaceAll('-', '');
  return (
    // An area code in brackets leaves no doubt about what follows it.
    /^[(]0[1-9]\d{1,2}[)]-?[1-9]\d{6,7}(?:(?:转|#|-)\d{1,5})?$/.test(written) ||
    /^[48]00\d{7}$/.test(number) ||
    /^(?:\+?86)?1[3-9]\d{9}$/.test(number) ||
    /^0[1-9]\d{1,2}[2-9]\d{6,7}(?:(?:转|#)\d{1,5})?$/.test(number) ||
    (/^[2-9]\d{2,3}-?\d{4}$/.test(foldWidth(text).trim()) && foldWidth(text).includes('-'))
  );
}

/** What is wrong with a phone number, as a Chinese sentence; null when it can be one. */
export function explainPhoneNumber(text: string): string | null {
  if (isDamagedNumber(text)) return damagedNumberReason;
  const digits = foldWidth(text).replace(/\D/g, '');
  if (isPhoneNumber(text) || /^[2-9]\d{6,7}$/.test(digits)) return null;
  if (/^1\d{9}$|^1\d{11,}$/.test(digits)) return `手机号应为11位，这里有${digits.length}位。请核对。`;
  return '不像电话号码。请填11位手机号，或“区号-号码”的座机号。';
}
