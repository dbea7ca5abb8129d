/**
 * Chinese names found by pinyin, by initials or by a mix of both: daxing, dxc, daxc and 大xc → 大兴村.
 * Every reading of a character counts (行 hang and xing); a character without a known reading stands for itself.
 */
import { pinyinTable } from './pinyin-table.ts';

/** A name prepared for matching many queries. */
export type PinyinIndex = {
  readonly name: string;
  /** A bit for every letter that one of its characters can begin with. */
  readonly letters: number;
};

/** Start and end (after the last) by UTF-16 index. */
type Span = { readonly start: number; readonly end: number };

export function makePinyinIndex(name: string): PinyinIndex {
  return { name, letters: lettersOf(name) };
}

/** Whether a query (letters, characters, or both) stands somewhere in a name, from the start of a character on. */
export function matchPinyin(query: string, name: PinyinIndex | string): boolean {
  return scorePinyin(query, name) > 0;
}

/**
 * How well a query matches, 0 when it does not and for an empty query. The whole name comes before its
 * beginning, that before a place inside; then what leaves fewer characters open, then fuller spellings.
 */
export function scorePinyin(query: string, name: PinyinIndex | string): number {
  return compilePinyin(query)(typeof name === 'string' ? makePinyinIndex(name) : name);
}

/** `scorePinyin` for one query and many names. */
export function compilePinyin(query: string): (name: PinyinIndex) => number {
  const letters = foldQuery(query);
  if (letters === '') return () => 0;
  const bit = letterBit(letters.charCodeAt(0));
  return ({ name, letters: begins }) => {
    if (bit !== 0 && (begins & bit) === 0) return 0;
    for (let start = 0; start < name.length; start += 1) {
      const end = endOfMatch(letters, name, start);
      if (end === -1) continue;
      const place = start > 0 ? 1 : end < name.length ? 2 : 3;
      const open = Math.min(99, name.length - (end - start));
      return place * 10_000 + (99 - open) * 100 + (99 - Math.min(99, end - start));
    }
    return 0;
  };
}

/** The items that match, the best first and otherwise in their order. */
export function rankByPinyin<Item>(
  query: string,
  items: readonly Item[],
  indexOf: (item: Item) => PinyinIndex,
): Item[] {
  const score = compilePinyin(query);
  return items
    .map((item) => ({ item, score: score(indexOf(item)) }))
    .filter((scored) => scored.score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}

/** Where a query stands in a text by pinyin, in order, without overlap. */
export function pinyinSpans(query: string, text: string): Span[] {
  const letters = foldQuery(query);
  const spans: Span[] = [];
  if (letters === '') return spans;
  for (let start = 0; start < text.length; ) {
    const end = endOfMatch(letters, text, start);
    if (end !== -1) spans.push({ start, end });
    start = end === -1 ? start + 1 : end;
  }
  return spans;
}

/** Whether a query can be pinyin at all: letters, with spaces or apostrophes between syllables. */
export function isPinyinQuery(query: string): boolean {
  return /^[a-z]+$/.test(foldQuery(query));
}

/**
 * Where the characters from `start` on have spelled the whole query, as few as possible; -1 when they do not.
 * Walks all ways to share out the letters at once, so that its cost grows with the product of the lengths only.
 */
function endOfMatch(letters: string, text: string, start: number): number {
  const { begins } = readings();
  const bit = letterBit(letters.charCodeAt(0));
  if (bit !== 0 && ((begins[text.charCodeAt(start)] ?? 0) & bit) === 0) return -1;
  let places: readonly number[] = fromStart;
  for (let at = start; at < text.length; ) {
    const size = characterSize(text, at);
    const next: number[] = [];
    for (const spelling of spellingsAt(text, at, size)) {
      for (const place of places) {
        for (let length = 0; length < spelling.length; ) {
          if (spelling.charCodeAt(length) !== letters.charCodeAt(place + length)) break;
          length += 1;
          // Half a character is no match.
          if (spelling.length > 1 && length === 1 && isSurrogate(spelling.charCodeAt(0))) continue;
          if (place + length === letters.length) return at + size;
          if (!next.includes(place + length)) next.push(place + length);
        }
      }
    }
    if (next.length === 0) return -1;
    places = next;
    at += size;
  }
  return -1;
}

const fromStart: readonly number[] = [0];

/** Lower case, ü as v, without the spaces and apostrophes that can stand between syllables. */
function foldQuery(query: string): string {
  return query
    .toLowerCase()
    .replace(/[\s'’]/g, '')
    .replaceAll('ü', 'v');
}

/** What can be typed for a character: itself, or the beginning of one of its readings. */
function spellingsAt(text: string, at: number, size: number): readonly string[] {
  const { common, rare } = readings();
  if (size === 1) return common[text.charCodeAt(at)] ?? [text.charAt(at).toLowerCase()];
  const character = text.slice(at, at + size);
  return rare.get(character) ?? [character];
}

function characterSize(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** A bit for every letter that one of the characters can begin with; 0 where no pinyin query can match. */
export function lettersOf(name: string): number {
  const { begins } = readings();
  let letters = 0;
  for (let index = 0; index < name.length; index += 1) letters |= begins[name.charCodeAt(index)] ?? 0;
  return letters;
}

type Readings = {
  /** By UTF-16 unit: the character and its readings. */
  readonly common: readonly (readonly string[] | undefined)[];
  /** Characters of two units. */
  readonly rare: ReadonlyMap<string, readonly string[]>;
  /** By UTF-16 unit, a bit for every letter that a spelling begins with. */
  readonly begins: Uint32Array;
};

let read: Readings | null = null;

/** The table is read when it is first needed. */
function readings(): Readings {
  read ??= readTable();
  return read;
}

function readTable(): Readings {
  const common = new Array<string[] | undefined>(0x10000).fill(undefined);
  const rare = new Map<string, string[]>();
  const begins = new Uint32Array(0x10000);
  for (let unit = 0; unit < 0x80; unit += 1) {
    const typed = String.fromCharCode(unit).toLowerCase();
    common[unit] = [typed];
    begins[unit] = letterBit(typed.charCodeAt(0));
  }
  for (const entry of pinyinTable.split(' ')) {
    const syllable = /^[a-z]+/.exec(entry)?.[0] ?? '';
    const bit = letterBit(syllable.charCodeAt(0));
    // lüe is typed lve or lue.
    const typed = /^[ln]ve/.test(syllable) ? [syllable, syllable.replace('v', 'u')] : [syllable];
    for (const character of entry.slice(syllable.length)) {
      const unit = character.charCodeAt(0);
      const spellings = (character.length === 1 ? common[unit] : rare.get(character)) ?? [character];
      spellings.push(...typed);
      if (character.length === 1) common[unit] = spellings;
      else rare.set(character, spellings);
      begins[unit] = (begins[unit] ?? 0) | bit;
    }
  }
  return { common, rare, begins };
}

function letterBit(unit: number): number {
  return unit >= 0x61 && unit <= 0x7a ? 1 << (unit - 0x61) : 0;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
