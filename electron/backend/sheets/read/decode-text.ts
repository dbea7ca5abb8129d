/** Bytes of a text file → text, with the encoding that was found. */

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

export type DecodedText = { readonly text: string; readonly encoding: TextEncoding };

/**
 * A byte order mark decides; then UTF-16 by its zero bytes; then strict UTF-8; then GB18030, which WPS and Excel
 * write in China. Null when it is none of them, and for UTF-8 in which bytes are broken or missing: read as GB18030 it
 * would be other letters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const wide = wideEncoding(bytes);
  if (wide !== null) return decodeAs(bytes, wide);
  const utf8 = decodeAs(bytes, 'utf-8');
  if (utf8 === null) return isBrokenUtf8(bytes) ? null : decodeAs(bytes, 'gb18030');
  if (bytes[0] === 0xef || !isChineseInDisguise(bytes, utf8.text)) return utf8;
  return decodeAs(bytes, 'gb18030') ?? utf8;
}

/** UTF-16 by its byte order mark or, without one, by the zero bytes beside separators and line ends. */
export function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const zeros = [0, 0];
  let separators = 0;
  const sampled = Math.min(bytes.length, 8192);
  for (let at = 0; at + 1 < sampled; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (first === 0) zeros[0] = (zeros[0] ?? 0) + 1;
    if (second === 0) zeros[1] = (zeros[1] ?? 0) + 1;
    if (first !== 0 && second !== 0) continue;
    const code = first + second;
    if (isSeparator(code)) separators += 1;
    else if (code < 0x20) return null;
  }
  const [high = 0, low = 0] = zeros;
  if (separators === 0 || (high > 0 && low > 0)) return null;
  return low > 0 ? 'utf-16le' : 'utf-16be';
}

/** What is not UTF-8 but says so by its mark, or is it for the most part. */
function isBrokenUtf8(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true;
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 1024 * 1024));
  const replaced = text.match(/\ufffd/g)?.length ?? 0;
  const wide = text.match(/[\u0800-\ufffc]/g)?.length ?? 0;
  return wide > 0 && replaced * 2 <= wide;
}

function isSeparator(code: number): boolean {
  return code === 0x09 || code === 0x0a || code === 0x0d || code === 0x2c || code === 0x3b;
}

/**
 * The 联通 trap: short GB texts whose bytes happen to be valid UTF-8, which then reads as letters of other
 * alphabets. Real UTF-8 of an office holds Chinese characters of three bytes; a lone · or ° stays UTF-8.
 */
function isChineseInDisguise(bytes: Uint8Array, text: string): boolean {
  if (text.length > 100_000 || !/[\u0080-\u07ff]{2}/.test(text) || /[\u0800-\uffff]/.test(text)) return false;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0xb0 || lead > 0xf7 || trail < 0xa1) return false;
    at += 1;
  }
  return true;
}

function decodeAs(bytes: Uint8Array, encoding: TextEncoding): DecodedText | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}
