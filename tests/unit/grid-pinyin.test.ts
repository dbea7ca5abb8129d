import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  makePinyinIndex,
  matchPinyin,
  pinyinSpans,
  rankByPinyin,
  scorePinyin,
} from '../../shared/grid/pinyin.ts';

describe('names by pinyin', () => {
  it.each([
    'dxc',
    'daxing',
    'daxingcun',
    'dxcun',
    'daxc',
    'DaXing',
    "da'xing",
    'da xing',
    '大x',
    '大兴',
    'xc',
    'x',
    'daxi',
  ])('%s finds 大兴村', (query) => {
    expect(matchPinyin(query, '大兴村')).toBe(true);
  });

  it.each(['', 'dc', 'axing', 'dxcc', 'daxingcunn', 'ing', '兴大', 'd1'])('%j does not', (query) => {
    expect(matchPinyin(query, '大兴村')).toBe(false);
  });

  it('knows every reading of a character, and rare characters of villages', () => {
    for (const [query, name] of [
      ['hang', '行'],
      ['xing', '行'],
      ['cz', '长治'],
      ['zz', '长子'],
      ['chong', '重'],
      ['yue', '乐'],
      ['le', '乐'],
      ['po', '泊'],
      ['bo', '泊'],
      ['jian', '涧'],
      ['gd', '圪垯'],
      ['qu', '瞿'],
      ['ju', '瞿'],
      ['gao', '郜'],
      ['zhi', '陟'],
      ['yan', '閼'],
      ['e', '閼'],
      ['lv', '绿'],
      ['lü', '吕'],
      ['lue', '略'],
      ['lve', '略'],
      ['ling', '〇'],
    ] as const) {
      expect([query, name, matchPinyin(query, name)]).toEqual([query, name, true]);
    }
  });

  it('lets a character without a known reading stand for itself only', () => {
    const name = '\u{2a6d6}南村';
    expect(matchPinyin('nanc', name)).toBe(true);
    expect(matchPinyin('\u{2a6d6}n', name)).toBe(true);
    expect(matchPinyin('\ud869', name)).toBe(false);
  });

  it('ranks the whole name, then its beginning, then what stands inside', () => {
    const names = ['东大兴村', '大兴村委会', '大兴村', '代兴'].map((name) => makePinyinIndex(name));
    const ranked = (query: string): string[] =>
      rankByPinyin(query, names, (index) => index).map(({ name }) => name);
    expect(ranked('dxc')).toEqual(['大兴村', '大兴村委会', '东大兴村']);
    expect(ranked('dx')).toEqual(['代兴', '大兴村', '大兴村委会', '东大兴村']);
    expect(scorePinyin('zzz', '大兴村')).toBe(0);
  });

  it('tells where in a text the names stand', () => {
    expect(pinyinSpans('dxc', '大兴村、大新村')).toEqual([
      { start: 0, end: 3 },
      { start: 4, end: 7 },
    ]);
  });

  it('has a reading for every Chinese character of the village registry', () => {
    const registry = readFileSync(new URL('../../seeds/zezhou-2025/villages.csv', import.meta.url), 'utf8');
    const characters = new Set(registry.match(/\p{Script=Han}/gu));
    const unread = [...characters].filter(
      (character) => ![...'abcdefghijklmnopqrstuvwxyz'].some((letter) => matchPinyin(letter, character)),
    );
    expect(characters.size).toBeGreaterThan(100);
    expect(unread).toEqual([]);
  });

  it('answers at once for a long query in a long text that could be divided in countless ways', () => {
    expect(matchPinyin(`${'an'.repeat(2_000)}x`, '昂安'.repeat(2_000))).toBe(false);
  });
});
