import { describe, expect, it } from 'vitest';
import { chipsAfterKey } from '../../renderer/grid/chip-keys.ts';
import {
  addNames,
  type Chips,
  moveChip,
  openChips,
  removeBack,
  removeChip,
  reopenChip,
  stepChip,
  takeTyped,
} from '../../renderer/grid/chips.ts';

const list = openChips('大兴村、东顿村、任庄村');
const at = (index: number | null): Chips => ({ ...list, at: index });
const press = (chips: Chips, key: string, more: Partial<KeyboardEvent> = {}, text = '') =>
  chipsAfterKey(
    chips,
    { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more },
    true,
    text === '',
  );

describe('names as chips', () => {
  it('take a typed or pasted list apart, and leave what is still being typed', () => {
    expect(takeTyped(openChips(''), '大兴村，东顿村；任')).toEqual({
      chips: { names: ['大兴村', '东顿村'], at: null, all: false },
      rest: '任',
    });
    expect(takeTyped(list, 'dxc')).toEqual({ chips: list, rest: 'dxc' });
    expect(takeTyped(openChips(''), '甲村\n乙村\t丙村、').chips.names).toEqual(['甲村', '乙村', '丙村']);
  });

  it('are added where the caret stands', () => {
    expect(addNames(list, ['新村']).names.at(-1)).toBe('新村');
    expect(addNames(at(1), ['新村'])).toEqual({
      names: ['大兴村', '新村', '东顿村', '任庄村'],
      at: 2,
      all: false,
    });
  });

  it('are reached with the arrow keys and left again to the text', () => {
    expect(press(list, 'ArrowLeft')).toEqual(at(2));
    expect(press(at(2), 'ArrowLeft')).toEqual(at(1));
    expect(press(at(0), 'ArrowLeft')).toEqual(at(0));
    expect(stepChip(at(2), 1)).toEqual(at(null));
    expect(press(list, 'ArrowRight')).toBeNull();
  });

  it('go one by one with Backspace, the reached one with Delete, and never while a text stands behind them', () => {
    expect(press(list, 'Backspace')?.names).toEqual(['大兴村', '东顿村']);
    expect(press(at(0), 'Backspace')?.names).toEqual(['东顿村', '任庄村']);
    expect(press(at(1), 'Delete')).toEqual({ names: ['大兴村', '任庄村'], at: 1, all: false });
    expect(press(list, 'Backspace', {}, '新')).toBeNull();
    expect(press(openChips(''), 'Backspace')).toBeNull();
  });

  it('are replaced as a whole after Ctrl+A', () => {
    const all = press(list, 'a', { ctrlKey: true });
    expect(all?.all).toBe(true);
    if (all === null) return;
    expect(takeTyped(all, '新村').chips.names).toEqual([]);
    expect(addNames(all, ['新村']).names).toEqual(['新村']);
    expect(removeBack(all).names).toEqual([]);
    expect(press(list, 'a', { ctrlKey: true }, '写了字')).toBeNull();
  });

  it('change places with Alt and the arrows, or by dragging', () => {
    expect(press(at(1), 'ArrowLeft', { altKey: true })?.names).toEqual(['东顿村', '大兴村', '任庄村']);
    expect(press(at(2), 'ArrowRight', { altKey: true })).toEqual(at(2));
    expect(moveChip(list, 0, 2)).toEqual({ names: ['东顿村', '任庄村', '大兴村'], at: 2, all: false });
  });

  it('can be taken back into the text, and removed without moving the caret elsewhere', () => {
    expect(reopenChip(list, 1)).toEqual({
      chips: { names: ['大兴村', '任庄村'], at: 1, all: false },
      text: '东顿村',
    });
    expect(removeChip(at(2), 0)).toEqual({ names: ['东顿村', '任庄村'], at: 1, all: false });
  });
});
