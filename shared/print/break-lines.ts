/** Breaks texts into lines ourselves, so that what is planned, shown and printed are the same lines. */
import { characterWidth, isJoined, textWidth } from './text-width.ts';

/**
 * `names` breaks behind 、 only and never within a name; `text` breaks as Chinese print does; `head` does so, too, but
 * keeps a measure in brackets whole: （万元）.
 */
export type BreakKind = 'names' | 'text' | 'head';

/** The lines of a text in a column of that width (em). What is wider than the column alone is broken where it must. */
export function breakLines(text: string, width: number, kind: BreakKind): string[] {
  return text.split('\n').flatMap((paragraph) => fillLines(unitsOf(paragraph, kind), width));
}

/** The width (em) below which a text has to be broken where it should not be. */
export function widestUnit(text: string, kind: BreakKind): number {
  return text
    .split('\n')
    .flatMap((paragraph) => unitsOf(paragraph, kind))
    .reduce((widest, unit) => Math.max(widest, textWidth(unit.trimEnd())), 0);
}

function fillLines(units: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const place = (unit: string): void => {
    const size = textWidth(unit.trimEnd());
    if (line !== '' && used + size > width + tolerance) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    line += unit;
    used += textWidth(unit);
  };
  for (const unit of units) {
    if (textWidth(unit.trimEnd()) <= width + tolerance) place(unit);
    else for (const character of charactersOf(unit)) place(character);
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Em that rounding may add up to. */
const tolerance = 1e-6;

function unitsOf(paragraph: string, kind: BreakKind): string[] {
  switch (kind) {
    case 'names':
      return paragraph.match(/[^、，,；;]*[、，,；;]+|[^、，,；;]+/gu) ?? [];
    case 'head':
      return paragraph
        .split(/(（[^（）]{1,2}）)/u)
        .flatMap((part, index) => (index % 2 === 1 ? [part] : textUnits(part)));
    case 'text':
      return textUnits(paragraph);
  }
}

function textUnits(paragraph: string): string[] {
  const units: string[] = [];
  let glued = false;
  for (const character of charactersOf(paragraph)) {
    const before = units.at(-1);
    const joins =
      before !== undefined &&
      (glued || neverBegins.includes(character) || (isRun(character) && isRun(before.slice(-1))));
    if (joins) units[units.length - 1] = before + character;
    else units.push(character);
    glued = neverEnds.includes(character);
  }
  return units;
}

/** Characters with the marks that belong to them. */
function charactersOf(text: string): string[] {
  const characters: string[] = [];
  for (const character of text) {
    const before = characters.at(-1);
    if (before !== undefined && isJoined(character)) characters[characters.length - 1] = before + character;
    else characters.push(character);
  }
  return characters;
}

const neverBegins = '、，。；：！？）》」』】〉”’%％‰℃°,.;:!?)]}·…—～ ';
const neverEnds = '（《「『【〈“‘([{￥¥';

/** Letters and digits of one word or number stay together. */
function isRun(character: string): boolean {
  return /^[\w.,%+@/:~-]$/.test(character) && characterWidth(character) < 1.1;
}
