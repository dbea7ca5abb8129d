/** Find and replace over the texts of cells. */
import { foldWidth } from '../values/text.ts';
import { foldForFilter } from './filter.ts';
import { isPinyinQuery, pinyinSpans } from './pinyin.ts';
import { type CellRange, visitCells } from './ranges.ts';

export type FindQuery = {
  readonly text: string;
  readonly matchCase: boolean;
  /** The query is the whole text of the cell. */
  readonly wholeCell: boolean;
  /** 区分全/半角; otherwise Ａ finds A and （ finds (. */
  readonly matchWidth: boolean;
  /** Letters also find names by pinyin or initials: dxc finds 大兴村. */
  readonly pinyin: boolean;
};

/** Start and end (after the last) by UTF-16 index of the original text. */
export type TextSpan = { readonly start: number; readonly end: number };

/** The places where a query stands in a text, in order, without overlap; none for an empty query. */
export type Matcher = (text: string) => readonly TextSpan[];

export type FoundAt = { readonly row: number; readonly column: number };

export type FoundCell = FoundAt & { readonly spans: readonly TextSpan[] };

/** A query as Ctrl+F begins with it: neither case nor width matter, anywhere in the cell. */
export function findText(text: string): FindQuery {
  return { text, matchCase: false, wholeCell: false, matchWidth: false, pinyin: false };
}

/** Prepares a query for many texts. */
export function compileQuery(query: FindQuery): Matcher {
  if (query.text === '') return () => none;
  const literal = compileLiteral(query);
  if (!query.pinyin || !isPinyinQuery(query.text)) return literal;
  return (text) => {
    const found = literal(text);
    if (found.length > 0) return found;
    const spans = pinyinSpans(query.text, text);
    return query.wholeCell ? spans.filter(({ start, end }) => start === 0 && end === text.length) : spans;
  };
}

/** A query as an index of texts answers it. */
export type TextSearch = {
  readonly matches: (text: string) => boolean;
  /** Stands, folded, in every folded text that matches literally; null when that cannot be said. */
  readonly word: string | null;
  /** Texts may match by pinyin too. */
  readonly pinyin: boolean;
};

/** Prepares a query for an index of texts. */
export function searchOf(query: FindQuery): TextSearch {
  const matcher = compileQuery(query);
  return {
    matches: (text) => matcher(text).length > 0,
    word: foldsByUnit.test(query.text) ? foldForFilter(query.text) : null,
    pinyin: query.pinyin && isPinyinQuery(query.text),
  };
}

/** Letters, signs and Chinese characters, which fold one by one whatever stands beside them. */
const foldsByUnit = /^[\x20-\x7e\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]+$/;

/** Every cell of the ranges where the query stands, row by row, each once. */
export function findAll(
  matcher: Matcher,
  ranges: readonly CellRange[],
  textOf: (row: number, column: number) => string,
): FoundCell[] {
  const found: FoundCell[] = [];
  visitCells(ranges, (row, column) => {
    const spans = matcher(textOf(row, column));
    if (spans.length > 0) found.push({ row, column, spans });
  });
  return found;
}

/** The same by tests of the columns' cells, each by its row; null for a column where the query stands nowhere. */
export function findCells(
  ranges: readonly CellRange[],
  tests: readonly (((row: number) => boolean) | null)[],
): FoundAt[] {
  const found: FoundAt[] = [];
  const searched = tests.flatMap((holds, column) => (holds === null ? [] : [{ column, holds }]));
  const [range] = ranges;
  if (searched.length === 0 || range === undefined) return found;
  if (ranges.length > 1) {
    visitCells(ranges, (row, column) => {
      if (tests[column]?.(row) === true) found.push({ row, column });
    });
    return found;
  }
  const { top, bottom, left, right } = range;
  const inside = searched.filter(({ column }) => column >= left && column <= right);
  for (let row = top; row <= bottom; row += 1) {
    for (const { column, holds } of inside) if (holds(row)) found.push({ row, column });
  }
  return found;
}

/** The text with every place replaced, the replacement taken as it is; the same text when there is no place. */
export function replaceIn(text: string, matcher: Matcher, replacement: string): string {
  let replaced = '';
  let kept = 0;
  for (const { start, end } of matcher(text)) {
    replaced += text.slice(kept, start) + replacement;
    kept = end;
  }
  return kept === 0 && replaced === '' ? text : replaced + text.slice(kept);
}

const none: readonly TextSpan[] = [];

/** Searches the texts as they are, so that the places need no mapping back. */
function compileLiteral(query: FindQuery): Matcher {
  const { text: wanted, wholeCell } = query;
  const units = wanted.split('').map((unit) => variantsOf(unit, query));
  if (units.every(({ length }) => length === 1)) {
    if (wholeCell) return (text) => (text === wanted ? [{ start: 0, end: text.length }] : none);
    return (text) => {
      const first = text.indexOf(wanted);
      return first === -1 ? none : occurrences(text, wanted, first);
    };
  }
  const source = units.map((variants) => `[${variants.map(escapeUnit).join('')}]`).join('');
  const pattern = new RegExp(wholeCell ? `^${source}$` : source, 'g');
  return (text) => {
    pattern.lastIndex = 0;
    if (!pattern.test(text)) return none;
    const spans: TextSpan[] = [];
    do spans.push({ start: pattern.lastIndex - wanted.length, end: pattern.lastIndex });
    while (pattern.test(text));
    return spans;
  };
}

function occurrences(text: string, wanted: string, first: number): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  for (let start = first; start !== -1; start = text.indexOf(wanted, start + wanted.length)) {
    spans.push({ start, end: start + wanted.length });
  }
  return spans;
}

/** The units that count as the same one. */
function variantsOf(unit: string, { matchCase, matchWidth }: FindQuery): readonly string[] {
  const narrow = matchWidth ? unit : foldWidth(unit);
  const cased = matchCase ? [narrow] : [narrow, narrow.toLowerCase(), narrow.toUpperCase()];
  const single = cased.filter(({ length }) => length === 1);
  return [...new Set(matchWidth ? single : single.flatMap((each) => [each, widen(each)]))];
}

function widen(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code === 0x20) return '\u3000';
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : unit;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
