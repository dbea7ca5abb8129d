import type { Direction } from './selection.ts';

/** What a key means to the grid. */
export type GridCommand =
  | { readonly kind: 'move'; readonly direction: Direction; readonly extend: boolean; readonly far: boolean }
  | { readonly kind: 'page'; readonly direction: 'up' | 'down'; readonly extend: boolean }
  | { readonly kind: 'edge'; readonly to: 'rowStart' | 'rowEnd' | 'start' | 'end'; readonly extend: boolean }
  | { readonly kind: 'tab'; readonly backwards: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'selectAll' };

/** What a key means to the open editor. */
export type EditorCommand =
  | { readonly kind: 'accept'; readonly afterwards: Direction | 'next' | 'previous' | 'stay' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'newline' }
  | { readonly kind: 'suggestion'; readonly by: 1 | -1 };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The grid's keys as in Excel, but Enter opens the cell; null leaves the key to the browser. */
export function gridCommandOf(key: Key): GridCommand | null {
  const control = key.ctrlKey || key.metaKey;
  const extend = key.shiftKey;
  const direction = arrows[key.key];
  if (direction !== undefined && !key.altKey) return { kind: 'move', direction, extend, far: control };
  switch (key.key) {
    case 'ArrowDown':
      return { kind: 'open' };
    case 'PageUp':
      return { kind: 'page', direction: 'up', extend };
    case 'PageDown':
      return { kind: 'page', direction: 'down', extend };
    case 'Home':
      return { kind: 'edge', to: control ? 'start' : 'rowStart', extend };
    case 'End':
      return { kind: 'edge', to: control ? 'end' : 'rowEnd', extend };
    case 'Tab':
      return control ? null : { kind: 'tab', backwards: key.shiftKey };
    case 'Enter':
    case 'F2':
      return control || key.altKey ? null : { kind: 'open' };
    case 'Delete':
    case 'Backspace':
      return control ? null : { kind: 'clear' };
    case 'a':
    case 'A':
      return control ? { kind: 'selectAll' } : null;
    default:
      return null;
  }
}

/**
 * The editor's keys. Arrows leave a cell that is being typed over (`replace`) but move the caret in one that
 * was opened for a change; with suggestions shown, up and down choose among them.
 */
export function editorCommandOf(
  key: Key,
  mode: 'replace' | 'modify',
  suggesting: boolean,
): EditorCommand | null {
  switch (key.key) {
    case 'Escape':
      return { kind: 'cancel' };
    case 'Enter':
      if (key.altKey || key.ctrlKey) return { kind: 'newline' };
      return { kind: 'accept', afterwards: key.shiftKey ? 'up' : 'down' };
    case 'Tab':
      return { kind: 'accept', afterwards: key.shiftKey ? 'previous' : 'next' };
    case 'ArrowUp':
    case 'ArrowDown':
      if (suggesting) return { kind: 'suggestion', by: key.key === 'ArrowDown' ? 1 : -1 };
      break;
  }
  const direction = arrows[key.key];
  if (direction === undefined || mode === 'modify' || key.shiftKey) return null;
  return { kind: 'accept', afterwards: direction };
}
