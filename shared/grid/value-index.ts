/** The distinct values of one column and which row holds which: what filters, searches and sorts work on. */
import type { CellValue } from '../model/cell-value.ts';
import type { ColumnType } from '../model/column.ts';
import { type CellTest, foldForFilter } from './filter.ts';
import type { TextSearch } from './find.ts';
import { compilePinyin, lettersOf } from './pinyin.ts';
import { type Ranks, rankValues } from './sort.ts';

type Reading<Item> = {
  readonly readValue: (row: Item) => CellValue;
  /** The same value is always shown with the same text. */
  readonly readText: (row: Item) => string;
};

/** Arrays by value id hold one entry a distinct value; ids stay the same as long as the index lives. */
export type ValueIndex<Item> = {
  readonly type: ColumnType;
  /** By row, the id of its value. */
  readonly ids: () => Uint32Array;
  /** By value id, 1 where the value passes. */
  readonly test: (passes: CellTest) => Uint8Array;
  /** By value id, 1 where the folded word stands in the text; null when it stands nowhere. */
  readonly search: (word: string, pinyin: boolean) => Uint8Array | null;
  /** By value id, 1 where the text matches; null when none does. */
  readonly find: (search: TextSearch) => Uint8Array | null;
  readonly ranks: () => Ranks;
  /** Texts with the number of passing rows that show them, in sort order, the blank text last. */
  readonly countTexts: (passes: Uint8Array | null) => { readonly text: string; readonly count: number }[];
  readonly setRows: (moved: MovedRows, after: readonly Item[]) => void;
};

/** Which rows became other ones: `head` rows at the start and `tail` at the end stayed the same. */
export type MovedRows = {
  readonly head: number;
  readonly tail: number;
  /** Between them, rows that are not the same as before at their place. */
  readonly changed: readonly number[];
};

/** Compares rows by identity. */
export function compareRowLists<Item>(before: readonly Item[], after: readonly Item[]): MovedRows {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const changed: number[] = [];
  for (let index = head; index < after.length - tail; index += 1) {
    if (after[index] !== before[index] || index >= before.length - tail) changed.push(index);
  }
  return { head, tail, changed };
}

export function makeValueIndex<Item>(
  type: ColumnType,
  rows: readonly Item[],
  { readValue, readText }: Reading<Item>,
): ValueIndex<Item> {
  const knownIds = makeValueIds();
  const values: CellValue[] = [];
  const texts: string[] = [];
  let ranks: Ranks | null = null;
  const searched = makeSearchedTexts(texts);

  const idOf = (row: Item): number => {
    const value = readValue(row);
    const id = knownIds.idOf(value, values.length);
    if (id < values.length) return id;
    values.push(value);
    texts.push(readText(row));
    ranks = null;
    return id;
  };

  let ids = new Uint32Array(rows.length);
  rows.forEach((row, index) => {
    ids[index] = idOf(row);
  });

  const rankAll = (): Ranks => {
    ranks ??= rankValues(type, values, texts);
    return ranks;
  };

  return {
    type,
    ids: () => ids,
    test: (passes) => Uint8Array.from(values, (value, id) => (passes(value, texts[id] ?? '') ? 1 : 0)),
    search: searched.search,
    find: ({ word, pinyin, matches }) => {
      if (word === null) {
        const hits = Uint8Array.from(texts, (text) => (matches(text) ? 1 : 0));
        return hits.includes(1) ? hits : null;
      }
      const candidates = searched.search(word, pinyin);
      if (candidates === null) return null;
      for (let id = candidates.indexOf(1); id !== -1; id = candidates.indexOf(1, id + 1)) {
        if (!matches(texts[id] ?? '')) candidates[id] = 0;
      }
      return candidates;
    },
    ranks: rankAll,
    countTexts: (passes) => {
      const counts = new Uint32Array(values.length);
      ids.forEach((id, row) => {
        if (passes === null || passes[row] === 1) counts[id] = (counts[id] ?? 0) + 1;
      });
      const { ranks: order } = rankAll();
      const used = Array.from(values.keys())
        .filter((id) => counts[id] !== 0)
        .sort((one, other) => (order[one] ?? 0) - (order[other] ?? 0));
      const byText = new Map<string, number>();
      for (const id of used) {
        const text = texts[id] ?? '';
        byText.set(text, (byText.get(text) ?? 0) + (counts[id] ?? 0));
      }
      const blank = byText.get('');
      byText.delete('');
      if (blank !== undefined) byText.set('', blank);
      return Array.from(byText, ([text, count]) => ({ text, count }));
    },
    setRows: (moved, after) => {
      ids = moveIds(ids, moved, after, idOf);
    },
  };
}

/** Ids for changed rows: those of rows that stayed are kept. */
function moveIds<Item>(
  ids: Uint32Array<ArrayBuffer>,
  { tail, changed }: MovedRows,
  after: readonly Item[],
  idOf: (row: Item) => number,
): Uint32Array<ArrayBuffer> {
  let moved = ids;
  if (after.length !== ids.length) {
    moved = new Uint32Array(after.length);
    moved.set(ids.subarray(0, after.length));
    moved.set(ids.subarray(ids.length - tail), after.length - tail);
  }
  for (const index of changed) {
    const row = after[index];
    if (row !== undefined) moved[index] = idOf(row);
  }
  return moved;
}

/** The ids of values by content. */
type ValueIds = { readonly idOf: (value: CellValue, next: number) => number };

function makeValueIds(): ValueIds {
  const simple = new Map<CellValue, number>();
  const composed = new Map<string, number>();
  return {
    idOf: (value, next) => {
      if (typeof value !== 'object' || value === null) return idIn(simple, value, next);
      return idIn(composed, JSON.stringify(value), next);
    },
  };
}

function idIn<Key>(ids: Map<Key, number>, key: Key, next: number): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, next);
  return next;
}

/** The texts by value id as words are searched in them; texts that came since are prepared with the next search. */
function makeSearchedTexts(texts: readonly string[]): Pick<ValueIndex<unknown>, 'search'> {
  let blobs: TextBlob[] = [];
  let prepared = 0;
  let letters = new Uint32Array(0);

  const prepare = (): void => {
    if (prepared === texts.length) return;
    // Many small blobs are slower than one.
    if (blobs.length >= mostBlobs) {
      blobs = [];
      prepared = 0;
    }
    const fresh = texts.slice(prepared);
    blobs.push(makeBlob(fresh, prepared));
    const all = new Uint32Array(texts.length);
    all.set(letters.subarray(0, prepared));
    fresh.forEach((text, index) => {
      all[prepared + index] = lettersOf(text);
    });
    letters = all;
    prepared = texts.length;
  };

  return {
    search: (word, pinyin) => {
      prepare();
      const literal = blobs.flatMap((blob) => searchBlob(blob, word));
      const spelled = pinyin ? searchPinyin(texts, letters, word) : [];
      if (literal.length + spelled.length === 0) return null;
      const hits = new Uint8Array(texts.length);
      for (const id of literal) hits[id] = 1;
      for (const id of spelled) hits[id] = 1;
      return hits;
    },
  };
}

const mostBlobs = 16;

/**
 * Many texts in one string: searching one long string is many times faster than searching many short ones. The
 * character between them stands in no query.
 */
type TextBlob = { readonly text: string; readonly starts: Uint32Array; readonly firstId: number };

const between = '\u0000';

function makeBlob(texts: readonly string[], firstId: number): TextBlob {
  const folded = texts.map((text) => foldForFilter(text).replaceAll(between, ''));
  const starts = new Uint32Array(folded.length + 1);
  let start = 0;
  folded.forEach((text, id) => {
    starts[id] = start;
    start += text.length + 1;
  });
  starts[folded.length] = start;
  return { text: folded.join(between), starts, firstId };
}

/** The ids of the texts that hold a word. */
function searchBlob({ text, starts, firstId }: TextBlob, word: string): number[] {
  const ids: number[] = [];
  if (word === '' || word.includes(between)) return ids;
  let at = 0;
  for (let place = text.indexOf(word); place !== -1; ) {
    at = findText(starts, at, place);
    ids.push(firstId + at);
    const next = starts[at + 1] ?? text.length;
    place = next >= text.length ? -1 : text.indexOf(word, next);
  }
  return ids;
}

/** The ids of the texts that a query spells, by the letters that each can begin with. */
function searchPinyin(texts: readonly string[], letters: Uint32Array, query: string): number[] {
  const score = compilePinyin(query);
  const ids: number[] = [];
  letters.forEach((begins, id) => {
    if (begins !== 0 && score({ name: texts[id] ?? '', letters: begins }) > 0) ids.push(id);
  });
  return ids;
}

/** The text that holds a place, from `from` on; steps grow while the places are far apart. */
function findText(starts: Uint32Array, from: number, place: number): number {
  let low = from;
  let step = 1;
  while (low + step < starts.length && (starts[low + step] ?? 0) <= place) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, starts.length - 1);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
}
