import { describe, expect, it } from 'vitest';
import { clearedBy, fillTarget, planFill } from '../../renderer/grid/fill-cells.ts';
import { shapeOf } from '../../renderer/grid/selection.ts';
import { makeModel } from '../fixtures/sheet-model.ts';

const source = { top: 2, bottom: 5, left: 1, right: 3 };

describe('a drag of the fill handle', () => {
  it.each([
    ['down', 8, 3, { ...source, bottom: 8 }],
    ['up', 0, 2, { ...source, top: 0 }],
    ['right', 5, 6, { ...source, right: 6 }],
    ['left', 4, 0, { ...source, left: 0 }],
    ['further right than down', 6, 7, { ...source, right: 7 }],
  ])('out of the selection fills %s and clears nothing', (_, row, column, target) => {
    expect(fillTarget(source, row, column)).toEqual(target);
    expect(clearedBy(source, target)).toBeNull();
  });

  it('back into the selection clears the rows or columns that it passes, whichever are more', () => {
    const upwards = fillTarget(source, 3, 3);
    expect(upwards).toEqual({ ...source, bottom: 3 });
    expect(clearedBy(source, upwards)).toEqual({ ...source, top: 4 });
    const leftwards = fillTarget(source, 5, 1);
    expect(leftwards).toEqual({ ...source, right: 1 });
    expect(clearedBy(source, leftwards)).toEqual({ ...source, left: 2 });
  });

  it('to the corner where it was taken does nothing', () => {
    expect(fillTarget(source, 5, 3)).toEqual(source);
    expect(clearedBy(source, source)).toBeNull();
  });
});

describe('two numbers filled down', () => {
  const rows = ['13935600001', '13935600002', '', ''].map((kind, index) => ({
    id: `r${index}`,
    kind,
    count: null,
  }));
  const fill = (type: 'text' | 'phone' | 'identity', mode: 'auto' | 'turned') => {
    const plain = makeModel(rows);
    const model = { ...plain, columns: plain.columns.map((column) => ({ ...column, type })) };
    const source = { top: 0, bottom: 1, left: 0, right: 0 };
    const { edits } = planFill(model, shapeOf(model), source, { ...source, bottom: 3 }, mode);
    return edits.map(({ text }) => text);
  };

  it.each(['phone', 'identity'] as const)(
    'are copied in a column of type %s, for they are somebody’s own',
    (type) => {
      expect(fill(type, 'auto')).toEqual(['13935600001', '13935600002']);
    },
  );

  it('are counted on in a column of texts, and with Ctrl in one of phone numbers', () => {
    expect(fill('text', 'auto')).toEqual(['13935600003', '13935600004']);
    expect(fill('phone', 'turned')).toEqual(['13935600003', '13935600004']);
  });
});
