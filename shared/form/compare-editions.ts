/** 新版表样: what became of each column of a form in its next edition. */
import type { FormColumn, FormDefinition, FormFigure } from '../model/form.ts';
import { figurePath } from './column-titles.ts';
import { plainTitle } from './titles.ts';

/**
 * `before` and `after` are indexes into the columns of the editions, or into their figures where both are `fixed`.
 * A renamed column is a guess: `similarity` goes from 0 to 1, and a person confirms.
 */
export type EditionChange =
  | { readonly kind: 'same' | 'moved'; readonly before: number; readonly after: number }
  | { readonly kind: 'renamed'; readonly before: number; readonly after: number; readonly similarity: number }
  | { readonly kind: 'gone'; readonly before: number }
  | { readonly kind: 'added'; readonly after: number };

type Item = { readonly path: readonly string[]; readonly type: string; readonly serial: boolean };

const leastSimilarity = 0.5;

/** In the order of the new edition; what is gone follows. */
export function compareEditions(old: FormDefinition, next: FormDefinition): EditionChange[] {
  const before = itemsOf(old);
  const after = itemsOf(next);
  const pairs = matchPaths(before, after);
  const kept = longestRise(after.flatMap((_, index) => pairs.get(index) ?? []));
  const renamed = matchAlike(before, after, pairs);
  const changes = after.map((_, index): EditionChange => {
    const same = pairs.get(index);
    if (same !== undefined) return { kind: kept.has(same) ? 'same' : 'moved', before: same, after: index };
    const guess = renamed.get(index);
    if (guess !== undefined)
      return { kind: 'renamed', before: guess.before, after: index, similarity: guess.similarity };
    return { kind: 'added', after: index };
  });
  const found = new Set(changes.flatMap((change) => ('before' in change ? [change.before] : [])));
  const gone = before.flatMap((_, index): EditionChange[] =>
    found.has(index) ? [] : [{ kind: 'gone', before: index }],
  );
  return [...changes, ...gone];
}

/** The new edition with what the old one was bound to, by the changes that a person let stand. */
export function carryBindings(
  old: FormDefinition,
  next: FormDefinition,
  changes: readonly EditionChange[],
): FormDefinition {
  const origin = new Map(
    changes.flatMap((change) =>
      'before' in change && 'after' in change ? [[change.after, change.before]] : [],
    ),
  );
  const columns = next.columns.map((column, index): FormColumn => {
    const from = next.layout === 'fixed' ? undefined : old.columns[origin.get(index) ?? -1];
    return from === undefined ? column : { ...column, field: from.field };
  });
  const figures = next.figures.map((figure, index): FormFigure => {
    const from = next.layout === 'fixed' ? old.figures[origin.get(index) ?? -1] : undefined;
    return from === undefined ? figure : { ...figure, key: from.key };
  });
  return { ...next, columns, figures };
}

function itemsOf(form: FormDefinition): Item[] {
  return form.layout === 'fixed'
    ? form.figures.map((figure) => ({
        path: figurePath(figure).map(plainTitle),
        type: figure.type,
        serial: false,
      }))
    : form.columns.map(({ path, type, serial }) => ({ path: path.map(plainTitle), type, serial }));
}

/** New index → old index of the same path; where a path stands twice, in order. */
function matchPaths(before: readonly Item[], after: readonly Item[]): Map<number, number> {
  const open = new Map<string, number[]>();
  for (const [index, { path }] of before.entries()) {
    const key = path.join('\n');
    open.set(key, [...(open.get(key) ?? []), index]);
  }
  const pairs = new Map<number, number>();
  for (const [index, { path }] of after.entries()) {
    const found = open.get(path.join('\n'))?.shift();
    if (found !== undefined) pairs.set(index, found);
  }
  return pairs;
}

type Guess = { readonly before: number; readonly after: number; readonly similarity: number };

/** The most alike first; each column once. */
function matchAlike(
  before: readonly Item[],
  after: readonly Item[],
  pairs: ReadonlyMap<number, number>,
): Map<number, Guess> {
  const taken = new Set(pairs.values());
  const guesses: Guess[] = [];
  for (const [afterIndex, item] of after.entries()) {
    if (pairs.has(afterIndex)) continue;
    for (const [beforeIndex, other] of before.entries()) {
      if (taken.has(beforeIndex)) continue;
      const similarity =
        similarityOf(other, item) +
        neighbourBonus(beforeIndex, afterIndex, pairs, before.length, after.length);
      if (similarity >= leastSimilarity) {
        guesses.push({
          before: beforeIndex,
          after: afterIndex,
          similarity: Math.min(1, Math.round(similarity * 100) / 100),
        });
      }
    }
  }
  guesses.sort(
    (left, right) =>
      right.similarity - left.similarity || left.after - right.after || left.before - right.before,
  );
  const found = new Map<number, Guess>();
  for (const guess of guesses) {
    if (found.has(guess.after) || taken.has(guess.before)) continue;
    found.set(guess.after, guess);
    taken.add(guess.before);
  }
  return found;
}

/** How alike two paths are: their last texts count as much as the whole; another type speaks against it. */
function similarityOf(left: Item, right: Item): number {
  if (left.serial !== right.serial) return 0;
  const last = diceOf(left.path.at(-1) ?? '', right.path.at(-1) ?? '');
  const whole = diceOf(left.path.join(''), right.path.join(''));
  return (last + whole) / 2 - (left.type === right.type ? 0 : 0.15);
}

/** A column between the same neighbours is likely the same one. */
function neighbourBonus(
  before: number,
  after: number,
  pairs: ReadonlyMap<number, number>,
  beforeCount: number,
  afterCount: number,
): number {
  const left = after === 0 ? before === 0 : pairs.get(after - 1) === before - 1;
  const right = after === afterCount - 1 ? before === beforeCount - 1 : pairs.get(after + 1) === before + 1;
  return left && right ? 0.25 : 0;
}

/** Dice's coefficient of the pairs of characters, from 0 to 1. */
function diceOf(left: string, right: string): number {
  if (left === right) return 1;
  const ours = bigrams(left);
  const theirs = bigrams(right);
  if (ours.length === 0 || theirs.length === 0) return 0;
  const rest = [...theirs];
  let common = 0;
  for (const pair of ours) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (ours.length + theirs.length);
}

function bigrams(text: string): string[] {
  const chars = [...text];
  return chars.length === 1 ? chars : chars.slice(1).map((char, index) => (chars[index] ?? '') + char);
}

/** The old indexes that keep their order, as many as possible; the others were moved. */
function longestRise(order: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number>();
  for (const value of order) {
    let at = tails.findIndex((tail) => tail >= value);
    if (at < 0) at = tails.length;
    const before = tails[at - 1];
    if (before !== undefined) previous.set(value, before);
    tails[at] = value;
  }
  const kept = new Set<number>();
  for (let value = tails.at(-1); value !== undefined; value = previous.get(value)) kept.add(value);
  return kept;
}
