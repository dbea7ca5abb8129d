/** A title of several lines: as few as needed, even, and broken where the meaning allows. */
import { textWidth } from './text-width.ts';

/** The lines of a title in a block of that width (em). */
export function breakTitle(title: string, width: number): string[] {
  return title.split('\n').flatMap((part) => breakPart(part.trim(), width));
}

function breakPart(title: string, width: number): string[] {
  const total = textWidth(title);
  if (total <= width) return [title];
  const letters = [...title];
  const breaks = breakCosts(title, letters);
  for (let count = Math.ceil(total / width); count <= letters.length; count += 1) {
    const best = cheapest(letters, breaks, count, width, total / count);
    if (best !== null) return best;
  }
  return letters;
}

/** The cheapest way to set `count` lines none of which is wider than the block; null when there is none. */
function cheapest(
  letters: readonly string[],
  breaks: readonly number[],
  count: number,
  width: number,
  even: number,
): string[] | null {
  let states = new Map<number, { cost: number; lines: string[] }>([[0, { cost: 0, lines: [] }]]);
  for (let line = 1; line <= count; line += 1) {
    const next = new Map<number, { cost: number; lines: string[] }>();
    for (const [start, state] of states) {
      let text = '';
      for (let end = start + 1; end <= letters.length; end += 1) {
        text += letters[end - 1] ?? '';
        const size = textWidth(text);
        if (size > width) break;
        if ((end === letters.length) !== (line === count)) continue;
        const cost = state.cost + ((size - even) / even) ** 2 * 10 + (breaks[end] ?? 0);
        const known = next.get(end);
        if (known === undefined || cost < known.cost) next.set(end, { cost, lines: [...state.lines, text] });
      }
    }
    states = next;
  }
  return states.get(letters.length)?.lines ?? null;
}

/** What breaking before each letter costs: little behind a mark, some between words, much within one. */
function breakCosts(title: string, letters: readonly string[]): number[] {
  const words = new Set<number>();
  let at = 0;
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)) {
    words.add(at);
    at += [...segment].length;
  }
  let depth = 0;
  return letters.map((letter, index) => {
    const before = letters[index - 1] ?? '';
    if (opening.includes(before)) depth += 1;
    if (closing.includes(before)) depth -= 1;
    if (opening.includes(before) || closing.includes(letter) || marks.includes(letter)) return 1000;
    if (/[\w.]/.test(before) && /[\w.年月日]/.test(letter)) return 1000;
    const inside = depth > 0 ? 20 : 0;
    if (marks.includes(before)) return inside;
    if (closing.includes(before) || opening.includes(letter)) return inside + 1;
    return inside + (words.has(index) ? 2 : 12);
  });
}

const opening = '“‘（《〈【(';
const closing = '”’）》〉】)';
const marks = '、，。；：,;:';
