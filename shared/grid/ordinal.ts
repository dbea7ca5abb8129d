/** Texts that begin with their place in a list (一、 （四） 第十章 附件2 10.): sorted by that number, not by its sound. */
import { parseChineseNumeral } from './chinese-numeral.ts';

/**
 * The text with the number at its beginning written so that texts sort by it: （四）… → （0004）…; any other text as
 * it is. Only for comparing, never to be shown.
 */
export function orderText(text: string): string {
  if (!mayCount(text.charCodeAt(0))) return text;
  const found = ordinal.exec(text);
  if (found === null) return text;
  const [whole, before = '', numeral = '', after = ''] = found;
  if (!isCounted(before, after)) return text;
  const number = /^\d/.test(numeral) ? Number(numeral) : parseChineseNumeral(numeral);
  if (number === null) return text;
  return `${before}${String(number).padStart(width, '0')}${text.slice(whole.length - after.length)}`;
}

/** Digits of the longest number that is a place in a list; longer ones are years, codes and amounts. */
const width = 3;

const ordinal = /^((?:第|附件|附表|附图|附录|表|图)?[（(]?)(\d{1,3}|[一二三四五六七八九十]{1,3})(.{0,2})/su;

/** 三甲村 and 10万亩 are no places in a list: what stands around the number has to say so. */
function isCounted(before: string, after: string): boolean {
  if (/[（(]$/u.test(before)) return /^[）)]/u.test(after);
  if (before !== '') return !/^[\d.．]\d?/u.test(after);
  return after === '' || /^[、．）)]/u.test(after) || /^\.(?!\d)/u.test(after) || counted.test(after);
}

const counted = /^(?:月|章|节|条|款|项|期|批|组|队|班|级|类|号|季度|标段|阶段)/u;

/** The characters with which such a text can begin; everything else is passed by at once. */
const beginnings = new Set([...'第附表图（(0123456789一二三四五六七八九十'].map((one) => one.charCodeAt(0)));

function mayCount(unit: number): boolean {
  return beginnings.has(unit);
}
