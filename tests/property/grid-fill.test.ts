import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChineseNumeral, printChineseNumeral } from '../../shared/grid/chinese-numeral.ts';
import { type FillMode, fillSeries } from '../../shared/grid/fill-series.ts';
import { decimalOf, formatDecimal } from '../../shared/values/decimal.ts';

const forward = (source: readonly string[], count: number, mode: FillMode = 'auto'): string[] =>
  fillSeries({ source, count, direction: 'forward', mode });
const backward = (source: readonly string[], count: number, mode: FillMode = 'auto'): string[] =>
  fillSeries({ source, count, direction: 'backward', mode });

const words = fc.array(
  fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('1', '附件1', '一', '2025-03-26', '')),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const counts = fc.nat(20);

describe('filling', () => {
  it('gives as many texts as asked, whatever the source holds', () => {
    fc.assert(
      fc.property(words, counts, (source, count) => {
        expect(forward(source, count)).toHaveLength(count);
        expect(backward(source, count, 'series')).toHaveLength(count);
      }),
    );
  });

  it('repeats the source when told to copy, in both directions', () => {
    fc.assert(
      fc.property(words, counts, (source, count) => {
        const repeated = Array.from({ length: count }, (_, index) => source[index % source.length]);
        expect(forward(source, count, 'copy')).toEqual(repeated);
        const reversed = [...source].reverse();
        const repeatedBack = Array.from({ length: count }, (_, index) => reversed[index % source.length]);
        expect(backward(source, count, 'copy')).toEqual(repeatedBack);
      }),
    );
  });

  it('continues every arithmetic progression exactly', () => {
    const hundredths = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(
        hundredths,
        hundredths,
        fc.integer({ min: 2, max: 4 }),
        counts,
        (first, step, length, count) => {
          const term = (index: number): string => formatDecimal(decimalOf((first + step * index) / 100));
          const source = Array.from({ length }, (_, index) => term(index));
          const wanted = Array.from({ length: count }, (_, index) => Number(term(length + index)));
          expect(forward(source, count).map(Number)).toEqual(wanted);
        },
      ),
    );
  });

  it('is the same series whether more of it is the source or less, and backward as forward', () => {
    const starts = fc.constantFrom(
      ['附件20', '附件23'],
      ['0.5', '0.7'],
      ['2025-01-31'],
      ['2024-02-27', '2024-02-29'],
      ['2025-03-15', '2025-05-15'],
      ['2025-11'],
      ['2025年11月', '2026年1月'],
      ['星期六'],
      ['周一', '周三'],
      ['十一月'],
      ['9月', '11月'],
      ['癸'],
      ['第十九'],
      ['四季度'],
      ['2025年第四季度'],
      ['（三）'],
      ['三组', '五组'],
      ['098'],
      ['第8组'],
      ['3号楼'],
      ['12月30日'],
      ['90%', '80%'],
    );
    fc.assert(
      fc.property(starts, fc.integer({ min: 2, max: 6 }), (source, count) => {
        const onwards = forward(source, count);
        expect(onwards).not.toContain('');
        expect(forward([...source, ...onwards.slice(0, count - 1)], 1)).toEqual(onwards.slice(-1));
        expect(backward(onwards, source.length).reverse()).toEqual(source);
      }),
    );
  });

  it('goes round in lists that begin anew', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ['星期一', 7],
          ['周日', 7],
          ['三月', 12],
          ['12月', 12],
          ['甲', 10],
          ['子', 12],
          ['一季度', 4],
        ),
        ([first, length]) => {
          const round = forward([String(first)], Number(length) * 2);
          expect(round[Number(length) - 1]).toBe(first);
          expect(new Set(round).size).toBe(length);
          expect(round.slice(0, Number(length))).toEqual(round.slice(Number(length)));
        },
      ),
    );
  });
});

describe('Chinese numerals', () => {
  it('are read as they are written from 1 to 99, and no others are', () => {
    for (let value = 1; value <= 99; value += 1) {
      expect(parseChineseNumeral(printChineseNumeral(value) ?? '')).toBe(value);
    }
    expect([0, 100, 1.5, -1].map(printChineseNumeral)).toEqual([null, null, null, null]);
    expect(['', '一一', '十十', '一十', '百'].map(parseChineseNumeral)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
