import { isPinyinQuery, makePinyinIndex, type PinyinIndex, rankByPinyin } from '../../shared/grid/pinyin.ts';
import type { Suggestion, Suggestions } from './sheet-model.ts';

const most = 60;

/** The options that match what is typed, without those in `taken`: what begins with it, what holds it, what sounds so. */
export function matchSuggestions(
  { options }: Suggestions,
  text: string,
  taken: readonly string[],
): readonly Suggestion[] {
  const part = text.trim();
  const open = taken.length === 0 ? options : options.filter(({ value }) => !taken.includes(value));
  if (part === '') return open.slice(0, most);
  const begins = open.filter(({ value }) => value.startsWith(part));
  const holds = open.filter(
    ({ value, note }) => !value.startsWith(part) && `${value} ${note}`.includes(part),
  );
  const written = [...begins, ...holds];
  if (!/[a-z]/i.test(part)) return written.slice(0, most);
  const found = new Set(written);
  const sounds = rankByPinyin(part, open, indexOf).filter((option) => !found.has(option));
  return [...written, ...sounds].slice(0, most);
}

/** The option that Enter takes without being chosen: letters are no Chinese name, so the best match is meant. */
export function meantOption(matches: readonly Suggestion[], text: string): string | null {
  return isPinyinQuery(text) ? (matches[0]?.value ?? null) : null;
}

const indexes = new Map<string, PinyinIndex>();

function indexOf({ value }: Suggestion): PinyinIndex {
  const known = indexes.get(value);
  if (known !== undefined) return known;
  const index = makePinyinIndex(value);
  indexes.set(value, index);
  return index;
}
