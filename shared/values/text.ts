import type { UnreadText } from '../model/cell-value.ts';

/** Text in a typed column whose meaning is not certain; `reason` says what is uncertain and what to do. */
export function unreadText(text: string, reason: string): UnreadText {
  return { kind: 'unread', text, reason };
}

/**
 * 全角 letters, digits and signs as 半角, the ideographic space as a space. Only those: compatibility forms of
 * Chinese characters stay, because a village may be written with one.
 */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Line ends of every system as `\n`. */
export function normaliseLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
