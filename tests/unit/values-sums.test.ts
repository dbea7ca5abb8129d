import { describe, expect, it } from 'vitest';
import { describeSelection } from '../../shared/values/sums.ts';

describe('the status bar', () => {
  it('counts what is filled, sums what is a number, exactly', () => {
    expect(
      describeSelection([
        0.1,
        0.2,
        3,
        null,
        '大兴村',
        [],
        ['高都镇'],
        { kind: 'none', text: '无' },
        { kind: 'unread', text: '约50', reason: '“约”' },
      ]),
    ).toEqual({ count: 7, numbers: 3, sum: '3.3', average: '1.1', min: 0.1, max: 3 });
  });

  it('says nothing of numbers where there are none', () => {
    expect(describeSelection(['甲', null])).toEqual({
      count: 1,
      numbers: 0,
      sum: null,
      average: null,
      min: null,
      max: null,
    });
  });

  it('stays exact beyond what a JavaScript number can hold', () => {
    const large = 999_999_999_999_999;
    const values = Array.from({ length: 20 }, () => large);
    expect(describeSelection([...values, 0.01]).sum).toBe('19999999999999980.01');
  });

  it('rounds an average that goes on, away from zero at the half', () => {
    expect(describeSelection([1, 0, 0]).average).toBe('0.333333');
    expect(describeSelection([2, 0, 0]).average).toBe('0.666667');
    expect(describeSelection([-2, 0, 0]).average).toBe('-0.666667');
  });
});
