/**
 * What a number shows under its number format. The formats of offices are known here exactly; for any other the
 * caller's own formatter is asked, and nothing is guessed.
 */
import { compileDateSection } from './date-format.ts';
import { hasDateLetters, sectionsOf, shownParts, tokensOf } from './format-tokens.ts';
import { generalText } from './general-format.ts';
import { compileNumberSection } from './numeric-format.ts';
import { toWallClock, type WallClock } from './serial-date.ts';

export type NumberFormat = {
  readonly code: string;
  readonly isGeneral: boolean;
  /** Shows a day or month: its numbers are dates. A clock alone is none. */
  readonly showsDate: boolean;
  /** The day too, not only year and month. */
  readonly showsDay: boolean;
  /** `clock` spares the reckoning where the caller knows what the number means as a date. */
  readonly textOf: (value: number, clock?: WallClock) => string;
};

/** The text of a number in a format that is not known here; null when that formatter does not know it either. */
export type ForeignFormatter = (code: string, value: number, date1904: boolean) => string | null;

/** A section's text for a number; null when this number needs the foreign formatter. */
export type SectionText = (value: number, clock: WallClock | null) => string | null;

export function compileFormat(code: string, date1904: boolean, foreign: ForeignFormatter): NumberFormat {
  const isGeneral = /^general$/i.test(code) || code === 'G/通用格式';
  if (isGeneral) return { code, isGeneral, showsDate: false, showsDay: false, textOf: generalText };
  const isDate = hasDateLetters(code);
  const { showsDate, showsDay } = shownParts(code);
  const own = compileSections(code, isDate);
  const textOf = (value: number, known?: WallClock): string => {
    const clock = isDate ? (known ?? toWallClock(value, date1904)) : null;
    // Where a date cannot be shown, the number behind it can.
    if (isDate && clock === null) return String(value);
    return own(value, clock) ?? foreign(code, value, date1904) ?? String(value);
  };
  return { code, isGeneral, showsDate: isDate && showsDate, showsDay, textOf };
}

const unknown: SectionText = () => null;

/** Which section shows a number depends on its sign; a section of `@` is for texts. */
function compileSections(code: string, isDate: boolean): SectionText {
  const sections = sectionsOf(code);
  const last = sections?.at(-1);
  if (sections === null || last === undefined || sections.length > 4) return unknown;
  // Conditions ([>=100]) choose otherwise than by sign.
  if (sections.some((section) => /\[[=<>]/.test(section))) return unknown;
  const hasText = last.includes('@');
  const numeric = hasText ? sections.slice(0, -1) : sections;
  const alone = (hasText && sections.length < 4 ? sections.length - 1 : sections.length) === 1;
  if (numeric.length === 0) return generalText;
  const compiled = numeric.map((section) => compileSection(section, isDate, alone));
  const [positive = unknown, negative = positive, zero = positive] = compiled;
  return (value, clock) => (value > 0 ? positive : value < 0 ? negative : zero)(value, clock);
}

function compileSection(section: string, isDate: boolean, alone: boolean): SectionText {
  if (/^general$/i.test(section)) return generalText;
  const tokens = tokensOf(section, isDate);
  if (tokens === null) return unknown;
  if (!tokens.some(({ kind }) => kind === 'date')) return compileNumberSection(tokens, alone);
  const compiled = compileDateSection(tokens);
  return compiled === null ? unknown : (_value, clock) => (clock === null ? null : compiled(clock));
}
