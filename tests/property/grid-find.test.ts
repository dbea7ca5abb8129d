import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileQuery,
  type FindQuery,
  findAll,
  findCells,
  replaceIn,
  searchOf,
} from '../../shared/grid/find.ts';
import type { CellRange } from '../../shared/grid/ranges.ts';
import { makeRowView } from '../../shared/grid/row-view.ts';
import { foldWidth } from '../../shared/values/text.ts';

const texts = fc.string({
  unit: fc.constantFrom('a', 'A', 'ａ', 'b', '（', '(', '村', '大', ' ', '\u3000', '.', '𣲘'),
});
const queries = fc.record({
  text: fc.string({
    unit: fc.constantFrom('a', 'Ａ', 'b', '(', '村', '大', ' ', '.', '𣲘'),
    minLength: 1,
    maxLength: 3,
  }),
  matchCase: fc.boolean(),
  wholeCell: fc.boolean(),
  matchWidth: fc.boolean(),
  pinyin: fc.boolean(),
});

const fold = (text: string, { matchCase, matchWidth }: FindQuery): string => {
  const narrow = matchWidth ? text : foldWidth(text);
  return matchCase ? narrow : narrow.toLowerCase();
};

describe('find and replace', () => {
  it('finds exactly the places that are the query once case and width are folded as asked', () => {
    fc.assert(
      fc.property(texts, queries, (text, query) => {
        const literal = { ...query, pinyin: false, wholeCell: false };
        const found = compileQuery(literal)(text);
        const wanted = fold(query.text, query);
        for (const { start, end } of found) expect(fold(text.slice(start, end), query)).toBe(wanted);
        expect(found.length).toBe(fold(text, query).split(wanted).length - 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives places in order, inside the text and without overlap', () => {
    fc.assert(
      fc.property(texts, queries, (text, query) => {
        let last = 0;
        for (const { start, end } of compileQuery(query)(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves nothing to find after replacing with what the query cannot be made of', () => {
    fc.assert(
      fc.property(texts, queries, fc.constantFrom('x', '县', 'xyz'), (text, query, replacement) => {
        // Pinyin is asked only where the letters themselves are nowhere, so it may find more once they are gone.
        const matcher = compileQuery({ ...query, pinyin: false });
        const replaced = replaceIn(text, matcher, replacement);
        expect(matcher(replaced)).toEqual([]);
        expect(replaceIn(replaced, matcher, replacement)).toBe(replaced);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds in an index of the values the same cells as in every text, also after rows were changed', () => {
    const table = fc.array(fc.tuple(texts, texts), { maxLength: 12 });
    fc.assert(
      fc.property(table, table, queries, (before, after, query) => {
        const kept = after.map((row, at) => (at % 2 === 0 ? (before[at] ?? row) : row));
        const view = makeRowView<readonly [string, string]>({
          columns: [
            { key: '0', type: 'text' },
            { key: '1', type: 'text' },
          ],
          rows: before,
          valueOf: (row, column) => row[column === '0' ? 0 : 1],
          textOf: (row, column) => row[column === '0' ? 0 : 1],
        });
        for (const rows of [before, kept]) {
          view.setRows(rows);
          const tests = ['0', '1'].map((column) => view.find(column, searchOf(query)));
          const expected = (ranges: readonly CellRange[]) =>
            findAll(
              compileQuery(query),
              ranges,
              (row, column) => rows[row]?.[column === 0 ? 0 : 1] ?? '',
            ).map(({ row, column }) => ({ row, column }));
          if (rows.length === 0) continue;
          const all = { top: 0, bottom: rows.length - 1, left: 0, right: 1 };
          expect(findCells([all], tests)).toEqual(expected([all]));
          const parts = [
            { ...all, right: 0 },
            { ...all, bottom: 0 },
          ];
          expect(findCells(parts, tests)).toEqual(expected(parts));
        }
      }),
      { numRuns: 500 },
    );
  });
});
