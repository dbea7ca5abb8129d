/** Sorting in plain arrays: every distinct value of a column gets a rank once, rows are then put in order by rank. */
import { type CellValue, isNameList, isNone, isUnread } from '../model/cell-value.ts';
import type { ColumnType } from '../model/column.ts';
import { orderText } from './ordinal.ts';

/** A column as sorting and filtering see it. */
export type ViewColumn = { readonly key: string; readonly type: ColumnType };

/** One of several sort keys, the most important first. */
export type SortKey = { readonly column: string; readonly descending: boolean };

/** Ranks of values by their index. Ranks from `valueCount` on (无, then unread, then 未填) come last both ways. */
export type Ranks = {
  readonly ranks: Uint32Array;
  readonly valueCount: number;
  /** All ranks are below. */
  readonly rankCount: number;
};

/**
 * Ranks distinct values of a column: numbers by size, dates by their ISO text, texts as Chinese collation puts them
 * (by pinyin, after digits and letters; 一、（二） 第3… by their number), booleans 否 before 是. Values that are alike in order share a rank.
 */
export function rankValues(type: ColumnType, values: readonly CellValue[], texts: readonly string[]): Ranks {
  const ranks = new Uint32Array(values.length);
  const numbers: number[] = [];
  const words: number[] = [];
  const none: number[] = [];
  const unread: number[] = [];
  const blank: number[] = [];
  const groups = { numbers, words, none, unread, blank };
  values.forEach((value, index) => {
    groups[groupOf(value, texts[index] ?? '')].push(index);
  });
  const textAt = (index: number): string => texts[index] ?? '';
  const compareTexts: Compare =
    type === 'date' || words.length + unread.length === 0
      ? (one, other) => compareCodes(textAt(one), textAt(other))
      : collationOf(texts.map(orderText));
  const numberAt = (index: number): number => Number(values[index]);
  let next = assignRanks(ranks, numbers, 0, (one, other) => numberAt(one) - numberAt(other));
  next = assignRanks(ranks, words, next, compareTexts);
  const valueCount = next;
  next = assignRanks(ranks, none, next, () => 0);
  next = assignRanks(ranks, unread, next, compareTexts);
  next = assignRanks(ranks, blank, next, () => 0);
  return { ranks, valueCount, rankCount: next };
}

/** A sort key over rows: the rank of a row is the rank of its value. */
export type RankedKey = Ranks & {
  /** By row, the index of its value. */
  readonly valueIds: Uint32Array;
  readonly descending: boolean;
};

/** Puts rows in order by several keys, the most important first; rows that are alike keep their order. */
export function sortByRanks(rows: Uint32Array, keys: readonly RankedKey[]): Uint32Array {
  return keys.reduceRight((sorted, key) => sortByRank(sorted, key), rows);
}

/** A stable counting sort: its time grows with the rows and the ranks only. */
function sortByRank(
  rows: Uint32Array,
  { ranks, valueIds, valueCount, rankCount, descending }: RankedKey,
): Uint32Array {
  const places = new Uint32Array(rankCount + 1);
  const rankOf = (row: number): number => {
    const rank = ranks[valueIds[row] ?? 0] ?? 0;
    return descending && rank < valueCount ? valueCount - 1 - rank : rank;
  };
  for (const row of rows) {
    const after = rankOf(row) + 1;
    places[after] = (places[after] ?? 0) + 1;
  }
  for (let rank = 1; rank <= rankCount; rank += 1) {
    places[rank] = (places[rank] ?? 0) + (places[rank - 1] ?? 0);
  }
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const rank = rankOf(row);
    const place = places[rank] ?? 0;
    sorted[place] = row;
    places[rank] = place + 1;
  }
  return sorted;
}

type Compare = (one: number, other: number) => number;

function groupOf(value: CellValue, text: string): 'numbers' | 'words' | 'none' | 'unread' | 'blank' {
  if (value === null || (typeof value === 'string' && text === '')) return 'blank';
  if (isNameList(value)) return value.length === 0 ? 'blank' : 'words';
  if (isNone(value)) return 'none';
  if (isUnread(value)) return 'unread';
  return typeof value === 'string' ? 'words' : 'numbers';
}

/** Ranks the values of one group from `first` on and returns the next free rank. */
function assignRanks(ranks: Uint32Array, indexes: number[], first: number, compare: Compare): number {
  indexes.sort(compare);
  let rank = first - 1;
  indexes.forEach((index, place) => {
    const before = indexes[place - 1];
    if (before === undefined || compare(before, index) !== 0) rank += 1;
    ranks[index] = rank;
  });
  return rank + 1;
}

const collator = new Intl.Collator('zh-CN');
/** Tells characters apart that differ in more than case and width. */
const baseCollator = new Intl.Collator('zh-CN', { sensitivity: 'base' });

/**
 * Chinese collation of the texts by index. Comparing whole texts with a collator takes seconds for 100,000; here it
 * orders only the characters that occur, and texts are compared by the places of their characters.
 */
function collationOf(texts: readonly string[]): Compare {
  const places = placeUnits(texts);
  const base = places.reduce((most, place) => Math.max(most, place), 1) + 1;
  // As many units as an exact number holds.
  const headLength = Math.floor(Math.log(Number.MAX_SAFE_INTEGER) / Math.log(base));
  const heads = Float64Array.from(texts, (text) => headOf(text, places, base, headLength));
  return (one, other) => {
    const order = (heads[one] ?? 0) - (heads[other] ?? 0);
    return order === 0 ? compareTails(texts[one] ?? '', texts[other] ?? '', places, headLength) : order;
  };
}

/** By UTF-16 unit, its place in Chinese order, from 1; units that differ in case or width share one. */
function placeUnits(texts: readonly string[]): Uint16Array {
  const occurs = new Uint8Array(0x10000);
  for (const text of texts) {
    for (let index = 0; index < text.length; index += 1) occurs[text.charCodeAt(index)] = 1;
  }
  const characters: string[] = [];
  for (let unit = 0; unit < occurs.length; unit += 1) {
    if (occurs[unit] === 1) characters.push(String.fromCharCode(unit));
  }
  // As in Excel, and unlike the collator, letters come before Chinese characters; the rarest come last.
  characters.sort(
    (one, other) =>
      scriptOf(one) - scriptOf(other) || collator.compare(one, other) || compareCodes(one, other),
  );
  const places = new Uint16Array(0x10000);
  let place = 0;
  characters.forEach((character, index) => {
    const before = characters[index - 1];
    const alike =
      before !== undefined && scriptOf(before) < 2 && baseCollator.compare(before, character) === 0;
    if (!alike) place += 1;
    places[character.charCodeAt(0)] = place;
  });
  return places;
}

/** 0 digits, signs and letters, 1 Chinese, 2 halves of characters that take two units. */
function scriptOf(unit: string): 0 | 1 | 2 {
  if (unit >= '\ud800' && unit <= '\udfff') return 2;
  return /\p{Script=Han}/u.test(unit) ? 1 : 0;
}

/** The places of the first units as one number: most texts differ there. */
function headOf(text: string, places: Uint16Array, base: number, length: number): number {
  let head = 0;
  for (let index = 0; index < length; index += 1) {
    head = head * base + (index < text.length ? (places[text.charCodeAt(index)] ?? 0) : 0);
  }
  return head;
}

/** Compares texts that are alike at their heads; those that differ in case or width only are told apart last. */
function compareTails(one: string, other: string, places: Uint16Array, from: number): number {
  const shorter = Math.min(one.length, other.length);
  for (let index = from; index < shorter; index += 1) {
    const order = (places[one.charCodeAt(index)] ?? 0) - (places[other.charCodeAt(index)] ?? 0);
    if (order !== 0) return order;
  }
  return one.length - other.length || collator.compare(one, other) || compareCodes(one, other);
}

function compareCodes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
