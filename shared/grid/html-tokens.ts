/** Reads HTML as a run of tags and texts, once from left to right, whatever stands in it. */

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly at: number }
  | { readonly kind: 'close'; readonly name: string; readonly at: number };

/**
 * The tags and texts of an HTML document. Comments (conditional ones too), declarations and the contents of
 * style, script, title and xml are left out; entities in texts stay as they are. Time grows with the length only.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    const textEnd = tag === -1 ? html.length : tag;
    if (textEnd > at) yield { kind: 'text', text: html.slice(at, textEnd), at };
    if (tag === -1) return;
    if (html.startsWith('<!--', tag)) {
      const end = html.indexOf('-->', tag + 4);
      if (end === -1) return;
      at = end + 3;
      continue;
    }
    const next = html.charCodeAt(tag + 1);
    if (next === exclamation || next === question) {
      const end = html.indexOf('>', tag);
      if (end === -1) return;
      at = end + 1;
      continue;
    }
    const closing = next === slash;
    const nameStart = closing ? tag + 2 : tag + 1;
    if (!isLetter(html.charCodeAt(nameStart))) {
      yield { kind: 'text', text: '<', at: tag };
      at = tag + 1;
      continue;
    }
    const nameEnd = endOfName(html, nameStart);
    const end = endOfTag(html, nameEnd);
    if (end === -1) return;
    const name = html.slice(nameStart, nameEnd).toLowerCase();
    at = end + 1;
    if (closing) {
      yield { kind: 'close', name, at: tag };
      continue;
    }
    const attributes = html.slice(nameEnd, end);
    yield { kind: 'open', name, attributes, at: tag };
    const after = skipped.get(name);
    if (after === undefined || attributes.endsWith('/')) continue;
    after.lastIndex = at;
    const found = after.exec(html);
    if (found === null) return;
    at = found.index;
  }
}

/** The value of an attribute, '' where it stands without one; null when it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  attributePattern.lastIndex = 0;
  for (let found = attributePattern.exec(attributes); found !== null; ) {
    if (found[1]?.toLowerCase() === name) return decodeEntities(found[2] ?? found[3] ?? found[4] ?? '');
    found = attributePattern.exec(attributes);
  }
  return null;
}

/** Whether a tag says that its element is not shown. */
export function isHidden(attributes: string): boolean {
  if (!/display|hidden/i.test(attributes)) return false;
  if (/display\s*:\s*none/i.test(attributeOf(attributes, 'style') ?? '')) return true;
  return attributeOf(attributes, 'hidden') !== null;
}

/** A text with its entities read; what is no entity stays as it is. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(entityPattern, decodeEntity) : text;
}

export const entityPattern = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,15}));?/g;

/** What one match of `entityPattern` stands for. */
export function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return (Object.hasOwn(namedEntities, name) ? namedEntities[name] : null) ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80] ?? '\ufffd';
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}

const exclamation = 0x21;
const question = 0x3f;
const slash = 0x2f;

/** Where the contents of elements that hold no shown text end. */
const skipped: ReadonlyMap<string, RegExp> = new Map(
  ['style', 'script', 'title', 'xml'].map((name) => [name, new RegExp(`</${name}[\\s/>]`, 'gi')]),
);

/** Every alternative begins with another character, so that no text makes it go back. */
const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function endOfName(html: string, start: number): number {
  let end = start;
  while (end < html.length && !/[\s/>]/.test(html.charAt(end))) end += 1;
  return end;
}

/** The `>` that closes a tag, one between quotes passed over; -1 when the tag is never closed. */
function endOfTag(html: string, start: number): number {
  let quote = '';
  for (let at = start; at < html.length; at += 1) {
    const char = html.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at;
    else if ((char === '"' || char === "'") && /[=\s]/.test(html.charAt(at - 1))) quote = char;
  }
  return -1;
}

/** What the numbers 128 to 159 mean to browsers. */
const windows1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  AMP: '&',
  lt: '<',
  LT: '<',
  gt: '>',
  GT: '>',
  quot: '"',
  QUOT: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00ad',
  zwnj: '\u200c',
  zwj: '\u200d',
  copy: '©',
  reg: '®',
  trade: '™',
  middot: '·',
  bull: '•',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  times: '×',
  divide: '÷',
  plusmn: '±',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  infin: '∞',
  radic: '√',
  deg: '°',
  permil: '‰',
  sup1: '¹',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  micro: 'µ',
  para: '¶',
  sect: '§',
  yen: '¥',
  euro: '€',
  pound: '£',
  cent: '¢',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
};
