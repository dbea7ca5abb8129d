/** A web page, tag by tag, as far as the tables in it need it. */

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  /** A tag that never ends, or begins again before it ends. */
  | { readonly kind: 'broken' };

/** Comments, declarations, scripts and styles are passed over. Names are in lower case. */
export function* htmlTokens(text: string): Generator<HtmlToken> {
  const markup =
    /<!--[\s\S]*?-->|<[!?][^>]*>|<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<(\/?)([a-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)>/gi;
  let at = 0;
  for (const match of text.matchAll(markup)) {
    if (match.index > at) yield* textToken(text.slice(at, match.index));
    at = match.index + match[0].length;
    const name = match[3]?.toLowerCase();
    if (name === undefined) continue;
    const attributes = match[4] ?? '';
    // `<td?备注=/td>` was a cell once: what follows a name must not grow on it.
    if (/^[^\s/]/.test(attributes)) yield { kind: 'broken' };
    if (match[2] === '/') yield { kind: 'close', name };
    else yield { kind: 'open', name, attributes };
  }
  if (at < text.length) yield* textToken(text.slice(at));
}

function* textToken(text: string): Generator<HtmlToken> {
  // A page may well say “<” in a text; a tag that is no tag is another thing.
  if (/<\/?(?:table|t[rdh]|tbody|thead)\b/i.test(text)) yield { kind: 'broken' };
  yield { kind: 'text', text: decodeEntities(text) };
}

/** The value of an attribute; null where it is absent. */
export function htmlAttribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return found === null ? null : decodeEntities(found[1] ?? found[2] ?? found[3] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003' },
  ...{ middot: '·', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', mdash: '—', ndash: '–', hellip: '…' },
  ...{ times: '×', divide: '÷', plusmn: '±', deg: '°', yen: '¥', ge: '≥', le: '≤', ne: '≠', radic: '√' },
  ...{ permil: '‰', sup2: '²', sup3: '³', frac12: '½', copy: '©', reg: '®' },
};

/** What is not known stays as it is written. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]\w{1,7}));/gi, (whole, hex, digits, name) => {
    if (typeof name === 'string') return entities[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(digits);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}
