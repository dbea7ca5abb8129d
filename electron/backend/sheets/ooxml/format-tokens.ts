/** A number format code taken apart. */

export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** A space written as it is, which is no literal to the rule of where the minus sign goes. */
  | { readonly kind: 'space' }
  /** A run of the characters of numbers: `#,##0.00%`. */
  | { readonly kind: 'digits'; readonly text: string }
  /** `yyyy`, `m`, `[h]`, `AM/PM` …, lower case; `am/pm` and `上午/下午` keep what they are. */
  | { readonly kind: 'date'; readonly text: string };

/** Cuts at semicolons outside quotes and escapes; null when a quote does not end. */
export function sectionsOf(code: string): string[] | null {
  const sections: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < code.length; at += 1) {
    const char = code[at];
    if (char === '"') quoted = !quoted;
    else if (char === '_' || char === '*' || char === '\\') at += 1;
    else if (char === ';') {
      sections.push(code.slice(from, at));
      from = at + 1;
    }
  }
  sections.push(code.slice(from));
  return quoted ? null : sections;
}

/** The tokens of one section; null when something in it is not known here. */
export function tokensOf(section: string, isDate: boolean): FormatToken[] | null {
  const tokens: FormatToken[] = [];
  let at = 0;
  while (at < section.length) {
    const token = tokenAt(section, at, isDate);
    if (token === null) return null;
    tokens.push(...token.tokens);
    at = token.end;
  }
  return tokens;
}

type Step = { readonly tokens: readonly FormatToken[]; readonly end: number };

function tokenAt(section: string, at: number, isDate: boolean): Step | null {
  const char = section[at] ?? '';
  switch (char) {
    case '"': {
      const close = section.indexOf('"', at + 1);
      return close < 0 ? null : literal(section.slice(at + 1, close), close + 1);
    }
    case '\\': {
      const next = section[at + 1];
      // An escaped parenthesis is a sign of its own in the rules for negative numbers.
      return next === undefined || next === '(' || next === ')' ? null : literal(next, at + 2);
    }
    case '_':
      return at + 1 < section.length ? literal(' ', at + 2) : null;
    case '*':
      // A fill of spaces takes no room here; another character is shown once by some readers and not by others.
      return section[at + 1] === ' ' ? { tokens: [], end: at + 2 } : null;
    case ' ':
      return { tokens: [{ kind: 'space' }], end: at + 1 };
    case '[':
      return bracketAt(section, at, isDate);
    case '0':
    case '#': {
      const digits = /^[0#?.,E+\-%]+/.exec(section.slice(at))?.[0] ?? char;
      return { tokens: [{ kind: 'digits', text: digits }], end: at + digits.length };
    }
  }
  if (/[ymdhse]/i.test(char)) {
    const letter = char.toLowerCase();
    let end = at + 1;
    while (section[end]?.toLowerCase() === letter) end += 1;
    return { tokens: [{ kind: 'date', text: letter.repeat(end - at) }], end };
  }
  for (const halves of ['AM/PM', '上午/下午']) {
    const text = section.slice(at, at + halves.length);
    if (text.toUpperCase() === halves) {
      return { tokens: [{ kind: 'date', text: halves }], end: at + halves.length };
    }
  }
  const isPoint = char === '.' && isDate && section[at + 1] !== '0';
  if (isPoint || ",$-+/:!^&'~{}<>=€".includes(char) || (isDate && /[\p{Script=Han}：，、]/u.test(char))) {
    return literal(char, at + 1);
  }
  return null;
}

/** Colours, languages and number systems show nothing; `[$¥-804]` shows its sign, `[h]` elapsed hours. */
function bracketAt(section: string, at: number, isDate: boolean): Step | null {
  const close = section.indexOf(']', at);
  if (close < 0) return null;
  const inside = section.slice(at + 1, close);
  const end = close + 1;
  if (/^(?:h{1,2}|m{1,2}|s{1,2})$/i.test(inside)) {
    return { tokens: [{ kind: 'date', text: `[${inside.toLowerCase()}]` }], end };
  }
  if (
    /^(?:red|black|blue|green|white|yellow|cyan|magenta|color\d+|dbnum\d|[红黑蓝绿白黄青洋]\S?|颜色\d+)$/i.test(
      inside,
    )
  ) {
    return { tokens: [], end };
  }
  const sign = /^\$([^-[\]]*)(?:-[0-9a-f]*)?$/i.exec(inside);
  if (sign === null) return null;
  if (isDate) return { tokens: [], end };
  return sign[1] === undefined || sign[1] === '' ? null : literal(sign[1], end);
}

function literal(text: string, end: number): Step {
  return { tokens: text === '' ? [] : [{ kind: 'literal', text }], end };
}

/** What a date format shows, its quoted text, escapes and locale marks aside; a clock alone is no date. */
export function shownParts(code: string): { readonly showsDate: boolean; readonly showsDay: boolean } {
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').toLowerCase();
  return { showsDate: /[yd]|mmm/.test(letters), showsDay: letters.includes('d') };
}

/** Whether a number under this format is a date or a time: a date letter outside quotes, escapes and brackets. */
export function hasDateLetters(code: string): boolean {
  const bare = code.replace(/"[^"]*"?|\\.?|_.?|\[[^\]]*\]?/gs, (part) =>
    /^\[[hms]*\]$/i.test(part) ? 'h' : ' ',
  );
  const withoutGeneral = bare.replace(/general/gi, ' ');
  const withoutNumbers = withoutGeneral.replace(/[.0#](?:[0#?.,E+\-%]|\\-[0#])*/g, ' ');
  return /[mdyhseMDYHSEg]|b[12]|A\/P|AM\/PM|上午\/下午/i.test(withoutNumbers.replace(/G/g, ' '));
}
