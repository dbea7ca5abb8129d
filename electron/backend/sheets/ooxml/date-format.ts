import type { FormatToken } from './format-tokens.ts';
import type { WallClock } from './serial-date.ts';

/** The text of a moment; null when this moment is at a border that this formatter leaves to others. */
export type DateSection = (clock: WallClock) => string | null;

type Piece = (clock: WallClock) => string;

/** null when a token is not known here. */
export function compileDateSection(tokens: readonly FormatToken[]): DateSection | null {
  const meanings = withMinutes(tokens);
  const halfDay = tokens.some((token) => token.kind === 'date' && isHalfDay(token.text));
  const pieces: Piece[] = [];
  for (const token of meanings) {
    const piece = pieceOf(token, halfDay);
    if (piece === null) return null;
    pieces.push(piece);
  }
  const showsTime = meanings.some((token) => token.kind === 'date' && /[hsM]/.test(token.text));
  return (clock) => {
    const rounds = showsTime && clock.fraction >= 0.5;
    if (rounds && halfDay) return null;
    const shown = rounds ? nextSecond(clock) : clock;
    if (shown === null) return null;
    let text = '';
    for (const piece of pieces) text += piece(shown);
    return text;
  };
}

/** `m` beside hours or seconds means minutes; it is written `M` from here on. */
function withMinutes(tokens: readonly FormatToken[]): FormatToken[] {
  const meanings = [...tokens];
  let last = '';
  for (const [index, token] of meanings.entries()) {
    if (token.kind !== 'date') continue;
    const letter = isHalfDay(token.text) ? 'a' : token.text.replace('[', '').slice(0, 1);
    const isMinutes = letter === 'm' && last === 'h' && !token.text.startsWith('[');
    if (isMinutes) meanings[index] = { kind: 'date', text: token.text.toUpperCase() };
    last = isMinutes ? 'M' : letter;
  }
  last = '';
  for (let index = meanings.length - 1; index >= 0; index -= 1) {
    const token = meanings[index];
    if (token?.kind !== 'date' || token.text.startsWith('[') || isHalfDay(token.text)) continue;
    const letter = token.text.slice(0, 1);
    if (letter === 'm') {
      if (last === 's') meanings[index] = { kind: 'date', text: token.text.toUpperCase() };
    } else last = letter;
  }
  return meanings;
}

function isHalfDay(text: string): boolean {
  return text === 'AM/PM' || text === '上午/下午';
}

function pieceOf(token: FormatToken, halfDay: boolean): Piece | null {
  switch (token.kind) {
    case 'literal':
      return () => token.text;
    case 'space':
      return () => ' ';
    case 'digits':
      return null;
    case 'date':
      return datePiece(token.text, halfDay);
  }
}

function datePiece(text: string, halfDay: boolean): Piece | null {
  switch (text) {
    case 'y':
    case 'yy':
      return ({ year }) => padded(year % 100, 2);
    case 'yyy':
    case 'yyyy':
      return ({ year }) => padded(year, 4);
    case 'e':
    case 'ee':
    case 'eee':
    case 'eeee':
      return ({ year }) => String(year);
    case 'm':
      return ({ month }) => String(month);
    case 'mm':
      return ({ month }) => padded(month, 2);
    case 'mmm':
      return ({ month }) => (months[month - 1] ?? '').slice(0, 3);
    case 'mmmm':
      return ({ month }) => months[month - 1] ?? '';
    case 'mmmmm':
      return ({ month }) => (months[month - 1] ?? '').slice(0, 1);
    case 'd':
      return ({ day }) => String(day);
    case 'dd':
      return ({ day }) => padded(day, 2);
    case 'ddd':
      return ({ weekday }) => (weekdays[weekday] ?? '').slice(0, 3);
    case 'dddd':
      return ({ weekday }) => weekdays[weekday] ?? '';
    case 'h':
    case 'hh':
      return ({ hours }) => padded(halfDay ? 1 + ((hours + 11) % 12) : hours, text.length);
    case 'M':
    case 'MM':
      return ({ minutes }) => padded(minutes, text.length);
    case 's':
    case 'ss':
      return ({ seconds }) => padded(seconds, text.length);
    case 'AM/PM':
      return ({ hours }) => (hours >= 12 ? 'PM' : 'AM');
    case '上午/下午':
      return ({ hours }) => (hours >= 12 ? '下午' : '上午');
    case '[h]':
    case '[hh]':
      return ({ days, hours }) => padded(days * 24 + hours, text.length - 2);
    case '[m]':
    case '[mm]':
      return ({ days, hours, minutes }) => padded((days * 24 + hours) * 60 + minutes, text.length - 2);
    case '[s]':
    case '[ss]':
      return ({ days, hours, minutes, seconds }) =>
        padded(((days * 24 + hours) * 60 + minutes) * 60 + seconds, text.length - 2);
    default:
      return null;
  }
}

/** null at the end of a day. */
function nextSecond(clock: WallClock): WallClock | null {
  const second = clock.hours * 3600 + clock.minutes * 60 + clock.seconds + 1;
  if (second >= 86_400) return null;
  return {
    ...clock,
    fraction: 0,
    hours: Math.floor(second / 3600),
    minutes: Math.floor(second / 60) % 60,
    seconds: second % 60,
  };
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
