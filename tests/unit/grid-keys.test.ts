import { describe, expect, it } from 'vitest';
import { commandHelp } from '../../renderer/grid/commands.ts';
import { editorCommandOf, gridCommandOf, type Key } from '../../renderer/grid/keyboard.ts';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const control = (code: string, more: Partial<Key> = {}): Key => key('', { code, ctrlKey: true, ...more });

describe('keys of the idle grid', () => {
  it('move with Enter and Tab and open with F2, as in Excel', () => {
    expect(gridCommandOf(key('Enter'))).toEqual({ kind: 'advance', along: 'column', backwards: false });
    expect(gridCommandOf(key('Tab', { shiftKey: true }))).toEqual({
      kind: 'advance',
      along: 'row',
      backwards: true,
    });
    expect(gridCommandOf(key('F2'))).toEqual({ kind: 'open' });
  });

  it('fill with Ctrl+D and Ctrl+R, and take rows and columns with the space bar', () => {
    expect(gridCommandOf(control('KeyD'))).toEqual({ kind: 'fillDown' });
    expect(gridCommandOf(control('KeyR'))).toEqual({ kind: 'fillRight' });
    expect(gridCommandOf(key(' ', { shiftKey: true }))).toEqual({ kind: 'selectRows' });
    expect(gridCommandOf(key(' ', { ctrlKey: true }))).toEqual({ kind: 'selectColumns' });
  });

  it('are the browser’s where they mean nothing here: letters, copy, undo, find', () => {
    expect(gridCommandOf(key('d'))).toBeNull();
    expect(gridCommandOf(key(' '))).toBeNull();
    for (const code of ['KeyC', 'KeyX', 'KeyV', 'KeyZ', 'KeyF']) {
      expect(gridCommandOf(control(code))).toBeNull();
    }
  });
});

describe('keys of the open editor', () => {
  it('break the line with Alt+Enter and fill the selection with Ctrl+Enter', () => {
    expect(editorCommandOf(key('Enter', { altKey: true }), 'modify', false)).toEqual({ kind: 'newline' });
    expect(editorCommandOf(key('Enter', { ctrlKey: true }), 'modify', false)).toEqual({
      kind: 'acceptEverywhere',
    });
  });

  it('leave a cell that is typed over with an arrow, but move the caret in one that was opened', () => {
    expect(editorCommandOf(key('ArrowRight'), 'replace', false)).toEqual({
      kind: 'accept',
      afterwards: 'right',
    });
    expect(editorCommandOf(key('ArrowRight'), 'modify', false)).toBeNull();
    expect(editorCommandOf(key('ArrowDown'), 'replace', true)).toEqual({ kind: 'suggestion', by: 1 });
  });
});

describe('the table of commands', () => {
  it('names each command once, in Chinese', () => {
    const kinds = commandHelp.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { title } of commandHelp) expect(title).toMatch(/[\u4e00-\u9fff]/);
  });
});
