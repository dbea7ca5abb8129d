import { foldWidth } from './text.ts';

/** 手机 (11 digits) or 座机 with or without area code and extension. */
export function isPhoneNumber(text: string): boolean {
  const number = foldWidth(text).replace(/[\s-]/g, '');
  return (
    /^(?:\+?86)?1[3-9]\d{9}$/.test(number) ||
    /^0[1-9]\d{1,2}[2-9]\d{6,7}(?:(?:转|#)\d{1,5})?$/.test(number) ||
    (/^[2-9]\d{2,3}-?\d{4}$/.test(foldWidth(text).trim()) && foldWidth(text).includes('-'))
  );
}

/** What is wrong with a phone number, as a Chinese sentence; null when it can be one. */
export function explainPhoneNumber(text: string): string | null {
  const digits = foldWidth(text).replace(/\D/g, '');
  if (isPhoneNumber(text) || /^[2-9]\d{6,7}$/.test(digits)) return null;
  if (/^1\d{9}$|^1\d{11,}$/.test(digits)) return `手机号应为11位，这里有${digits.length}位。请核对。`;
  return '不像电话号码。请填11位手机号，或“区号-号码”的座机号。';
}
