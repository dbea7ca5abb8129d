import { type Chips, removeBack, removeChip, shiftChip, stepChip } from './chips.ts';
import type { Key } from './keyboard.ts';

/**
 * The chips after a key that is theirs; null for a key that belongs to the text. `atStart`: the caret stands
 * before the text and nothing of it is selected; `empty`: there is no text.
 */
export function chipsAfterKey(chips: Chips, key: Key, atStart: boolean, empty: boolean): Chips | null {
  const control = key.ctrlKey || key.metaKey;
  if (control) return key.key.toLowerCase() === 'a' && empty ? { ...chips, at: null, all: true } : null;
  const reached = chips.at !== null;
  switch (key.key) {
    case 'ArrowLeft':
      if (key.altKey) return reached ? shiftChip(chips, -1) : null;
      return atStart && !key.shiftKey && chips.names.length > 0 ? stepChip(chips, -1) : null;
    case 'ArrowRight':
      if (key.altKey) return reached ? shiftChip(chips, 1) : null;
      return reached && !key.shiftKey ? stepChip(chips, 1) : null;
    case 'Backspace':
      return atStart && (reached || empty) && chips.names.length > 0 ? removeBack(chips) : null;
    case 'Delete':
      if (chips.all) return removeBack(chips);
      return chips.at !== null && empty ? removeChip(chips, chips.at) : null;
    default:
      return null;
  }
}
