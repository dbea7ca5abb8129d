import type { Direction } from './selection.ts';

/** Everything the grid can be told to do, by a key, a menu or a button; names and shortcuts stand in commands.ts. */
export type GridCommand =
  | { readonly kind: 'move'; readonly direction: Direction; readonly extend: boolean; readonly far: boolean }
  | { readonly kind: 'page'; readonly direction: 'up' | 'down'; readonly extend: boolean }
  | { readonly kind: 'edge'; readonly to: 'rowStart' | 'rowEnd' | 'start' | 'end'; readonly extend: boolean }
  /** Tab and Enter: the next cell, inside a selection of several cells going round in it. */
  | { readonly kind: 'advance'; readonly along: 'row' | 'column'; readonly backwards: boolean }
  | { readonly kind: SimpleCommand };

/** Commands without a parameter. Those about rows take the rows of the selection. */
export type SimpleCommand =
  /** Opens the cell for a change. */
  | 'open'
  /** Alt+↓: the list of a cell, or of the header where a whole column is selected. */
  | 'openList'
  /** Ends a copy or a cut; what was cut stays where it is. */
  | 'forgetCopied'
  | 'clear'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'fillDown'
  | 'fillRight'
  | 'today'
  | 'selectAll'
  | 'selectRows'
  | 'selectColumns'
  | 'collapse'
  | 'insertAbove'
  | 'insertBelow'
  | 'insertCopied'
  | 'append'
  | 'duplicateRows'
  | 'deleteRows'
  | 'moveRowsUp'
  | 'moveRowsDown'
  | 'headerMenu'
  | 'contextMenu';

/** Where accepting an edit leads: on by Tab or Enter, a step by an arrow, or nowhere. */
export type Afterwards =
  | Direction
  | 'nextInRow'
  | 'previousInRow'
  | 'nextInColumn'
  | 'previousInColumn'
  | 'stay';

/** The move that follows an accepted edit; null where there is none. */
export function commandAfter(afterwards: Afterwards): GridCommand | null {
  switch (afterwards) {
    case 'nextInRow':
    case 'previousInRow':
      return { kind: 'advance', along: 'row', backwards: afterwards === 'previousInRow' };
    case 'nextInColumn':
    case 'previousInColumn':
      return { kind: 'advance', along: 'column', backwards: afterwards === 'previousInColumn' };
    case 'stay':
      return null;
    default:
      return { kind: 'move', direction: afterwards, extend: false, far: false };
  }
}

/** What a key means to the open editor. */
export type EditorCommand =
  | { readonly kind: 'accept'; readonly afterwards: Afterwards }
  /** Ctrl+Enter: the text goes into every selected cell. */
  | { readonly kind: 'acceptEverywhere' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'newline' }
  | { readonly kind: 'suggestion'; readonly by: 1 | -1 };

export type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The grid's keys as in Excel; null leaves the key to the browser. Copy, cut and paste are the browser's events. */
export function gridCommandOf(key: Key): GridCommand | null {
  const control = key.ctrlKey || key.metaKey;
  const direction = arrows[key.key];
  if (direction !== undefined) return arrowCommandOf(key, direction, control);
  if (key.altKey) return null;
  return control ? controlCommandOf(key) : plainCommandOf(key);
}

function arrowCommandOf(key: Key, direction: Direction, control: boolean): GridCommand | null {
  if (!key.altKey) return { kind: 'move', direction, extend: key.shiftKey, far: control };
  if (control) return null;
  if (key.shiftKey && direction === 'up') return { kind: 'moveRowsUp' };
  if (key.shiftKey && direction === 'down') return { kind: 'moveRowsDown' };
  return direction === 'down' ? { kind: 'openList' } : null;
}

function controlCommandOf(key: Key): GridCommand | null {
  const extend = key.shiftKey;
  switch (key.key) {
    case 'Home':
      return { kind: 'edge', to: 'start', extend };
    case 'End':
      return { kind: 'edge', to: 'end', extend };
    case ' ':
      return { kind: extend ? 'selectAll' : 'selectColumns' };
  }
  switch (key.code) {
    case 'KeyA':
      return extend ? null : { kind: 'selectAll' };
    case 'KeyD':
      return { kind: extend ? 'duplicateRows' : 'fillDown' };
    case 'KeyR':
      return extend ? null : { kind: 'fillRight' };
    case 'KeyL':
      return extend ? { kind: 'headerMenu' } : null;
    case 'Semicolon':
      return { kind: 'today' };
    case 'Equal':
      return extend ? { kind: 'insertAbove' } : null;
    case 'NumpadAdd':
      return { kind: 'insertAbove' };
    case 'Minus':
    case 'NumpadSubtract':
      return extend ? null : { kind: 'deleteRows' };
    default:
      return null;
  }
}

function plainCommandOf(key: Key): GridCommand | null {
  const extend = key.shiftKey;
  switch (key.key) {
    case 'PageUp':
      return { kind: 'page', direction: 'up', extend };
    case 'PageDown':
      return { kind: 'page', direction: 'down', extend };
    case 'Home':
      return { kind: 'edge', to: 'rowStart', extend };
    case 'End':
      return { kind: 'edge', to: 'rowEnd', extend };
    case 'Tab':
      return { kind: 'advance', along: 'row', backwards: extend };
    case 'Enter':
      return { kind: 'advance', along: 'column', backwards: extend };
    case 'F2':
      return { kind: 'open' };
    case 'Escape':
      return { kind: 'forgetCopied' };
    case 'Delete':
      return extend ? null : { kind: 'clear' };
    case 'Backspace':
      return { kind: extend ? 'collapse' : 'clear' };
    case ' ':
      return extend ? { kind: 'selectRows' } : null;
    case 'F10':
      return extend ? { kind: 'contextMenu' } : null;
    case 'ContextMenu':
      return { kind: 'contextMenu' };
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
      if (key.altKey) return { kind: 'newline' };
      if (key.ctrlKey || key.metaKey) return { kind: 'acceptEverywhere' };
      return { kind: 'accept', afterwards: key.shiftKey ? 'previousInColumn' : 'nextInColumn' };
    case 'Tab':
      return { kind: 'accept', afterwards: key.shiftKey ? 'previousInRow' : 'nextInRow' };
    case 'ArrowUp':
    case 'ArrowDown':
      if (suggesting && !key.shiftKey) return { kind: 'suggestion', by: key.key === 'ArrowDown' ? 1 : -1 };
      break;
  }
  const direction = arrows[key.key];
  if (direction === undefined || mode === 'modify' || key.shiftKey || key.altKey) return null;
  return { kind: 'accept', afterwards: direction };
}
