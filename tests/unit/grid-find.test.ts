import { describe, expect, it } from 'vitest';
import { compileQuery, type FindQuery, findAll, findText, replaceIn } from '../../shared/grid/find.ts';

const spans = (text: string, query: string, options: Partial<FindQuery> = {}): string[] =>
  compileQuery({ ...findText(query), ...options })(text).map(({ start, end }) => `${start}-${end}`);

describe('finding a text', () => {
  it('disregards case and width unless told otherwise, and names the places of the original text', () => {
    expect(spans('ＡＢｃ abc', 'abc')).toEqual(['0-3', '4-7']);
    expect(spans('ＡＢｃ abc', 'abc', { matchWidth: true })).toEqual(['4-7']);
    expect(spans('ABC abc', 'abc', { matchCase: true })).toEqual(['4-7']);
    expect(spans('高都镇（省级）', '(省级)')).toEqual(['3-7']);
    expect(spans('İstanbul ISTANBUL', 'istanbul')).toEqual(['9-17']);
    expect(spans('𣲘南村、𣲘北村', '𣲘')).toEqual(['0-2', '5-7']);
  });

  it('takes every sign as itself', () => {
    expect(spans('a.c abc [x] $ ^ \\', '.')).toEqual(['1-2']);
    for (const sign of ['[x]', '$', '^', '\\', '-', ']']) expect(spans(`a ${sign}-]`, sign)).not.toEqual([]);
    expect(spans('任何文字', '')).toEqual([]);
  });

  it('finds whole cells only, when asked', () => {
    expect(spans('大兴村', '大兴', { wholeCell: true })).toEqual([]);
    expect(spans('大兴', '大兴', { wholeCell: true })).toEqual(['0-2']);
    expect(spans('ＡBC', 'abc', { wholeCell: true })).toEqual(['0-3']);
    expect(spans('abc\nabc', 'abc', { wholeCell: true })).toEqual([]);
    expect(spans('大兴村', 'dxc', { wholeCell: true, pinyin: true })).toEqual(['0-3']);
    expect(spans('大兴村委', 'dxc', { wholeCell: true, pinyin: true })).toEqual([]);
  });

  it('finds names by pinyin, when asked', () => {
    expect(spans('泊南村、大兴村', 'dxc', { pinyin: true })).toEqual(['4-7']);
    expect(spans('泊南村、大兴村', 'daxing', { pinyin: true })).toEqual(['4-6']);
    expect(spans('泊南村、大兴村', 'dxc')).toEqual([]);
  });

  it('goes through ranges row by row, a cell in several of them once', () => {
    const cells = [
      ['大兴', '泊南', '大兴'],
      ['任庄', '大兴', '大兴大兴'],
    ];
    const ranges = [
      { top: 1, bottom: 1, left: 0, right: 2 },
      { top: 0, bottom: 1, left: 1, right: 2 },
    ];
    const found = findAll(
      compileQuery(findText('大兴')),
      ranges,
      (row, column) => cells[row]?.[column] ?? '',
    );
    expect(found.map(({ row, column }) => [row, column])).toEqual([
      [0, 2],
      [1, 1],
      [1, 2],
    ]);
    expect(found[2]?.spans).toHaveLength(2);
  });

  it('replaces with exactly what is given', () => {
    const replace = (text: string, query: string, replacement: string): string =>
      replaceIn(text, compileQuery(findText(query)), replacement);
    expect(replace('大兴村、大兴', '大兴', '$&')).toBe('$&村、$&');
    expect(replace('aAａ', 'a', '')).toBe('');
    expect(replace('村', '镇', '县')).toBe('村');
  });
});
