/** Encodings, references and escapes: how text is written in the parts of a workbook. */
import { WorkbookDamage } from './outcome.ts';

/**
 * The bytes of a part as UTF-8, from whatever its byte order mark or declaration says they are.
 * @throws WorkbookDamage for an unknown encoding, or bytes that are not of it
 */
export function toUtf8(bytes: Uint8Array, part: string): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = encodingOf(buffer);
  if (encoding === 'utf-8') return buffer;
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(buffer));
  } catch {
    throw new WorkbookDamage(`${part}: not ${encoding}`);
  }
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const start = bytes.toString('latin1', 0, 200);
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1];
  const named = (declared ?? 'utf-8').toLowerCase();
  // A part in single bytes that calls itself UTF-16 was converted by somebody who left the declaration.
  return named.startsWith('utf-16') || named === 'utf8' || named === 'us-ascii' ? 'utf-8' : named;
}

/** `&amp;`, `&#26449;`, `&#x20BB7;` … @throws WorkbookDamage for one that XML does not know */
export function decodeReferences(text: string, part: string): string {
  return text.replace(/&([^;&]{0,12})(;?)/g, (_whole, body: string, close: string) => {
    const decoded = close === ';' ? decodeReference(body) : null;
    if (decoded === null) throw new WorkbookDamage(`${part}: unknown reference &${body}`);
    return decoded;
  });
}

function decodeReference(body: string): string | null {
  switch (body) {
    case 'amp':
      return '&';
    case 'lt':
      return '<';
    case 'gt':
      return '>';
    case 'quot':
      return '"';
    case 'apos':
      return "'";
  }
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body);
  if (digits === null) return null;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** `_x000D_` and the like, in which workbooks write what XML cannot; CR LF becomes LF as in every text here. */
export function decodeEscapes(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
  return decoded.includes('\r\n') ? decoded.replaceAll('\r\n', '\n') : decoded;
}
