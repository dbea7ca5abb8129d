/** The distinct values of one column and which row holds which: what filters, searches and sorts work on. */
import type { CellValue } from '../model/cell-value.ts';
import type { ColumnType } from '../model/column.ts';
import { type CellTest, foldForFilter } from './filter.ts';
import { pinyinSpans } from './pinyin.ts';
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
  readonly ranks: () => Ranks;
  /** Texts with the number of passing rows that show them, in sort order, the blank text last. */
  readonly countTexts: (passes: Uint8Array | null) => { readonly text: string; readonly count: number }[];
  readonly setRows: (before: readonly Item[], after: readonly Item[]) => void;
};

export function makeValueIndex<Item>(
  type: ColumnType,
  rows: readonly Item[],
  { readValue, readText }: Reading<Item>,
): ValueIndex<Item> {
  const knownIds = makeValueIds();
  const values: CellValue[] = [];
  const texts: string[] = [];
  let ranks: Ranks | null = null;
  let blob: TextBlob | null = null;

  const idOf = (row: Item): number => {
    const value = readValue(row);
    const id = knownIds.idOf(value, values.length);
    if (id < values.length) return id;
    values.push(value);
    texts.push(readText(row));
    ranks = null;
    blob = null;
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
    search: (word, pinyin) => {
      blob ??= makeBlob(texts);
      const hits = searchBlob(blob, word);
      if (!pinyin) return hits;
      return addPinyin(hits, texts, word);
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
    setRows: (before, after) => {
      ids = moveIds(ids, before, after, idOf);
    },
  };
}

/** Ids for changed rows: those of the same rows at the start and end are kept, as those in the same place. */
function moveIds<Item>(
  ids: Uint32Array<ArrayBuffer>,
  before: readonly Item[],
  after: readonly Item[],
  idOf: (row: Item) => number,
): Uint32Array<ArrayBuffer> {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const moved = new Uint32Array(after.length);
  moved.set(ids.subarray(0, head));
  moved.set(ids.subarray(before.length - tail), after.length - tail);
  for (let index = head; index < after.length - tail; index += 1) {
    const row = after[index];
    if (row === undefined) continue;
    moved[index] = row === before[index] ? (ids[index] ?? 0) : idOf(row);
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

/**
 * All texts of a column in one string: searching one long string is many times faster than searching many short
 * ones. The character between them stands in no query.
 */
type TextBlob = { readonly text: string; readonly starts: Uint32Array };

const between = '\u0000';

function makeBlob(texts: readonly string[]): TextBlob {
  const folded = texts.map((text) => foldForFilter(text).replaceAll(between, ''));
  const starts = new Uint32Array(folded.length + 1);
  let start = 0;
  folded.forEach((text, id) => {
    starts[id] = start;
    start += text.length + 1;
  });
  starts[folded.length] = start;
  return { text: folded.join(between), starts };
}

function searchBlob({ text, starts }: TextBlob, word: string): Uint8Array | null {
  const count = starts.length - 1;
  if (word === '' || word.includes(between)) return null;
  let place = text.indexOf(word);
  if (place === -1) return null;
  const hits = new Uint8Array(count);
  let id = 0;
  while (place !== -1) {
    id = findText(starts, id, place);
    hits[id] = 1;
    const next = starts[id + 1] ?? text.length;
    place = next >= text.length ? -1 : text.indexOf(word, next);
  }
  return hits;
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

function addPinyin(hits: Uint8Array | null, texts: readonly string[], word: string): Uint8Array | null {
  let all = hits;
  texts.forEach((text, id) => {
    if (all?.[id] === 1 || pinyinSpans(word, text).length === 0) return;
    all ??= new Uint8Array(texts.length);
    all[id] = 1;
  });
  return all;
}
