/** Lines that we break ourselves: names whole, Chinese rules at the ends, titles even. */
import { describe, expect, it } from 'vitest';
import { breakLines, widestUnit } from '../../shared/print/break-lines.ts';
import { breakTitle } from '../../shared/print/break-title.ts';
import { characterWidth, textWidth } from '../../shared/print/text-width.ts';

describe('the width of a text', () => {
  it('is one em a Chinese character, those beyond the basic plane too', () => {
    expect(textWidth('大兴村')).toBe(3);
    expect(textWidth('𠅤村')).toBe(2);
    expect(textWidth('“千万工程”')).toBe(6);
  });

  it('is about half an em a digit, never less than fonts give it', () => {
    expect(textWidth('2025')).toBeCloseTo(2.24, 2);
    expect(characterWidth('W')).toBeGreaterThan(1);
  });

  it('counts marks that belong to the character before as nothing', () => {
    expect(textWidth('葛\u{e0100}')).toBe(1);
    expect(textWidth('e\u0301')).toBe(textWidth('e'));
  });
});

describe('names joined in a cell', () => {
  it('break behind 、 only', () => {
    expect(breakLines('大兴村、东顿村、任庄村', 8, 'names')).toEqual(['大兴村、东顿村、', '任庄村']);
    expect(breakLines('大兴村、东顿村、任庄村', 7.9, 'names')).toEqual(['大兴村、', '东顿村、任庄村']);
  });

  it('are broken within a name only where the name alone is wider than the column', () => {
    expect(breakLines('县乡村振兴投资开发有限公司、县水务局', 6, 'names')).toEqual([
      '县乡村振兴投',
      '资开发有限公',
      '司、县水务局',
    ]);
    expect(widestUnit('县乡村振兴投资开发有限公司、县水务局', 'names')).toBe(14);
  });

  it('are one empty line where there are none', () => {
    expect(breakLines('', 5, 'names')).toEqual(['']);
  });
});

describe('running text', () => {
  it('begins no line with a mark and ends none with an opening one', () => {
    expect(breakLines('全县粮食，播种', 4, 'text')).toEqual(['全县粮', '食，播种']);
    expect(breakLines('合计数（万元）', 4, 'text')).toEqual(['合计数', '（万元）']);
  });

  it('keeps numbers and words whole', () => {
    expect(breakLines('面积12000亩', 4, 'text')).toEqual(['面积', '12000亩']);
  });

  it('keeps the line breaks that somebody made', () => {
    expect(breakLines('一\n二', 9, 'text')).toEqual(['一', '二']);
  });
});

describe('the head of a column', () => {
  it('keeps a measure in brackets whole', () => {
    expect(breakLines('投资（万元）', 4, 'head')).toEqual(['投资', '（万元）']);
    expect(breakLines('其中已完成（户）数', 5, 'head')).toEqual(['其中已完成', '（户）数']);
    expect(widestUnit('投资（万元）', 'head')).toBe(4);
    expect(breakLines('合计（含上年结转资金）', 5, 'head')).toEqual(['合计（含上', '年结转资', '金）']);
  });
});

describe('a title of several lines', () => {
  const title = '2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）';

  it('breaks where the meaning allows, as even as that can be', () => {
    expect(breakTitle(title, 156 / 7.76)).toEqual([
      '2025年泽州县“千万工程”精品示范村、',
      '提档升级村名单（省级）',
    ]);
  });

  it('breaks within no quotation, bracket or year, however narrow the page is', () => {
    for (const width of [9, 10, 11, 12, 13, 14]) {
      const lines = breakTitle(title, width);
      expect(lines.join('')).toBe(title);
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/^[”）、年]|[“（]$/);
      }
    }
  });

  it('stays on one line where it fits', () => {
    expect(breakTitle('重点任务', 20)).toEqual(['重点任务']);
  });
});
