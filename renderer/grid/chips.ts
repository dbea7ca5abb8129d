/** A list of names in one cell, edited as chips: where the caret stands among them, and what keys do. */
import { splitNames } from '../../shared/annex/names.ts';

export type Chips = {
  readonly names: readonly string[];
  /** The chip that arrow keys have reached; null while the caret is in the text behind the chips. */
  readonly at: number | null;
  /** Ctrl+A: the next key replaces or removes all. */
  readonly all: boolean;
};

export function openChips(text: string): Chips {
  return { names: splitNames(text), at: null, all: false };
}

const separators = /[、，,；;\n\r\t]/;

/** Typed or pasted text: everything before the last separator becomes chips, the rest stays to be typed on. */
export function takeTyped(chips: Chips, text: string): { readonly chips: Chips; readonly rest: string } {
  const kept = chips.all ? { names: [], at: null, all: false } : chips;
  if (!separators.test(text)) return { chips: kept, rest: text };
  const parts = text.split(separators);
  const rest = parts.at(-1) ?? '';
  return { chips: addNames(kept, splitNames(parts.slice(0, -1).join('、'))), rest };
}

/** Adds names at the caret. */
export function addNames(chips: Chips, added: readonly string[]): Chips {
  if (added.length === 0) return { ...chips, all: false };
  const names = chips.all ? [] : chips.names;
  const at = chips.all ? null : chips.at;
  if (at === null) return { names: [...names, ...added], at: null, all: false };
  return { names: [...names.slice(0, at), ...added, ...names.slice(at)], at: at + added.length, all: false };
}

export function removeChip(chips: Chips, index: number): Chips {
  const names = chips.names.filter((_, at) => at !== index);
  const at = chips.at !== null && chips.at > index ? chips.at - 1 : chips.at;
  return { names, at: at === null || at >= names.length ? null : at, all: false };
}

/** Backspace before an empty text: the chip that is reached, else the last one; all after Ctrl+A. */
export function removeBack(chips: Chips): Chips {
  if (chips.all) return { names: [], at: null, all: false };
  if (chips.names.length === 0) return chips;
  return removeChip(chips, chips.at ?? chips.names.length - 1);
}

/** ← and →: from the text to the last chip, from chip to chip, and behind the last one back to the text. */
export function stepChip(chips: Chips, by: 1 | -1): Chips {
  const { names, at } = chips;
  if (names.length === 0) return { ...chips, all: false };
  if (at === null) return { names, at: by < 0 ? names.length - 1 : null, all: false };
  const next = at + by;
  return { names, at: next >= names.length ? null : Math.max(0, next), all: false };
}

/** Alt+← and Alt+→: moves the chip that is reached. */
export function shiftChip(chips: Chips, by: 1 | -1): Chips {
  return chips.at === null ? chips : moveChip(chips, chips.at, chips.at + by);
}

/** Puts a chip at another place; the caret goes with it. */
export function moveChip(chips: Chips, from: number, to: number): Chips {
  const name = chips.names[from];
  if (name === undefined || to < 0 || to >= chips.names.length) return chips;
  const others = chips.names.filter((_, index) => index !== from);
  return { names: [...others.slice(0, to), name, ...others.slice(to)], at: to, all: false };
}

/** Takes a chip back into the text, to be changed. */
export function reopenChip(chips: Chips, index: number): { readonly chips: Chips; readonly text: string } {
  const text = chips.names[index] ?? '';
  const names = chips.names.filter((_, at) => at !== index);
  return { chips: { names, at: index >= names.length ? null : index, all: false }, text };
}
