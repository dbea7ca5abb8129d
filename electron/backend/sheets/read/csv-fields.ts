/** A text of separated fields, field by field: quotes, separators and line ends, and nothing of what they mean. */

export type CsvRecord = {
  readonly fields: readonly string[];
  /** The line of the text on which it begins, counted from 1. */
  readonly line: number;
  /** A quote in it has no partner, and was kept as a character. */
  readonly strayQuote: boolean;
  /** It ends with the text, not with a line end. */
  readonly unended: boolean;
};

/**
 * Quoted fields may hold separators, line ends and doubled quotes; line ends are CRLF, LF or CR. A quote wraps a field
 * only where its partner stands before a separator, a line end or the end; any other is a character like others, so
 * that one that was never closed cannot swallow the records below. `onField` is told of every field before it is kept.
 */
export function* splitRecords(
  text: string,
  separator: string,
  onField: (column: number) => void = () => {},
): Generator<CsvRecord> {
  let fields: string[] = [];
  let strayQuote = false;
  let line = 1;
  let began = 1;
  let at = 0;
  while (at <= text.length) {
    const quoted = text[at] === '"' ? quotedField(text, at, separator) : null;
    if (text[at] === '"' && quoted === null) strayQuote = true;
    const [field, end] = quoted ?? plainField(text, at, separator);
    if (quoted !== null) line += countLineEnds(field);
    onField(fields.length);
    fields.push(field);
    if (text[end] === separator) {
      at = end + 1;
      continue;
    }
    const unended = end >= text.length;
    yield { fields, line: began, strayQuote, unended };
    fields = [];
    strayQuote = false;
    line += 1;
    began = line;
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (at === text.length) break;
  }
}

type Field = [text: string, end: number];

function plainField(text: string, start: number, separator: string): Field {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return [text.slice(start, end), end];
}

/** null where the quote has no partner that ends the field. White space behind the partner is nothing. */
function quotedField(text: string, start: number, separator: string): Field | null {
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    field += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      field += '"';
      at = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (text[end] === ' ' && separator !== ' ') end += 1;
    const next = text[end];
    return next === undefined || next === separator || next === '\n' || next === '\r' ? [field, end] : null;
  }
}

function countLineEnds(field: string): number {
  return field.match(/\r\n|\r|\n/g)?.length ?? 0;
}
