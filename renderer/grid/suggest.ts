import type { Suggestion, Suggestions } from './sheet-model.ts';

const separators = /[、，,；;\n]/;
const most = 60;

/** What stays in front and what is being completed: the last name of several, or the whole text. */
export function splitForCompletion(suggestions: Suggestions, text: string): { head: string; part: string } {
  if (!suggestions.many) return { head: '', part: text.trim() };
  let start = text.length;
  while (start > 0 && !separators.test(text.charAt(start - 1))) start -= 1;
  return { head: text.slice(0, start), part: text.slice(start).trim() };
}

/** The options that match what is typed: those that begin with it before those that hold it. */
export function matchSuggestions(suggestions: Suggestions, text: string): readonly Suggestion[] {
  const { head, part } = splitForCompletion(suggestions, text);
  const taken = new Set(suggestions.many ? head.split(separators).map((name) => name.trim()) : []);
  const open = suggestions.options.filter(({ value }) => !taken.has(value));
  if (part === '') return open.slice(0, most);
  const begins = open.filter(({ value }) => value.startsWith(part));
  const holds = open.filter(
    ({ value, note }) => !value.startsWith(part) && `${value} ${note}`.includes(part),
  );
  return [...begins, ...holds].slice(0, most);
}

/** The text after an option was taken. */
export function takeSuggestion(suggestions: Suggestions, text: string, value: string): string {
  return splitForCompletion(suggestions, text).head + value;
}
