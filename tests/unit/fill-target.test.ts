import { describe, expect, it } from 'vitest';
import { clearedBy, fillTarget } from '../../renderer/grid/fill-cells.ts';

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
