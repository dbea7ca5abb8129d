/** Laws of what is printed: nothing is lost, nothing stands twice, nothing lies outside the text block. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, widestUnit } from '../../shared/print/break-lines.ts';
import { breakTitle } from '../../shared/print/break-title.ts';
import { planHead } from '../../shared/print/column-heads.ts';
import { layOutPrint } from '../../shared/print/layout.ts';
import { type PrintOptions, usualPrintOptions } from '../../shared/print/options.ts';
import type { PrintSheet } from '../../shared/print/print-sheet.ts';
import { textWidth } from '../../shared/print/text-width.ts';

const characters = fc.constantFrom(...'大兴村东顿泊南庄一二三四〇、，。（）“”2025abW%-. 𠅤㘵');
const text = fc.string({ unit: characters, maxLength: 60 });
const name = fc.string({ unit: fc.constantFrom(...'大兴东顿泊南庄河一二𠅤'), minLength: 1, maxLength: 7 });
const names = fc.array(name, { maxLength: 40 }).map((list) => list.join('、'));

const withoutSpaces = (value: string): string => value.replace(/\s/g, '');

describe('lines', () => {
  it('hold every character once, in its order', () => {
    fc.assert(
      fc.property(
        text,
        fc.double({ min: 1.2, max: 40, noNaN: true }),
        fc.constantFrom('names', 'text'),
        (value, width, kind) => {
          expect(withoutSpaces(breakLines(value, width, kind).join(''))).toBe(withoutSpaces(value));
        },
      ),
    );
  });

  it('are never wider than their column, where a character fits at all', () => {
    fc.assert(
      fc.property(
        text,
        fc.double({ min: 1.2, max: 40, noNaN: true }),
        fc.constantFrom('names', 'text'),
        (value, width, kind) => {
          for (const line of breakLines(value, width, kind))
            expect(textWidth(line)).toBeLessThanOrEqual(width + 1e-5);
        },
      ),
    );
  });

  it('break no name that fits into the column', () => {
    fc.assert(
      fc.property(names, fc.double({ min: 8, max: 30, noNaN: true }), (value, width) => {
        expect(widestUnit(value, 'names')).toBeLessThanOrEqual(8);
        for (const line of breakLines(value, width, 'names').slice(0, -1)) expect(line).toMatch(/、$/u);
      }),
    );
  });
});

it('a title keeps its characters and fits its block', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 25 }), (value, width) => {
      const lines = breakTitle(value, width);
      expect(withoutSpaces(lines.join(''))).toBe(withoutSpaces(value));
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

const headPath = fc.array(fc.constantFrom('改厕', '污水治理', '其中', '已改（户）'), {
  minLength: 1,
  maxLength: 4,
});

describe('a head of several levels', () => {
  it('covers every place once, each column ending in its own text', () => {
    fc.assert(
      fc.property(fc.array(headPath, { minLength: 1, maxLength: 12 }), (heads) => {
        const rows = planHead(heads);
        const covered = rows.map(() => heads.map(() => ''));
        for (const { text, level, column, levels, columns } of rows.flat()) {
          for (let down = level; down < level + levels; down += 1) {
            for (let across = column; across < column + columns; across += 1) {
              expect(covered[down]?.[across]).toBe('');
              covered[down]?.splice(across, 1, text);
            }
          }
        }
        for (const [column, path] of heads.entries()) {
          const texts = covered.map((level) => level[column]);
          expect(texts).toEqual(texts.map((_, level) => path[Math.min(level, path.length - 1)]));
        }
      }),
    );
  });
});

const sheet: fc.Arbitrary<PrintSheet> = fc
  .record({
    kinds: fc.array(fc.constantFrom('names', 'text', 'number'), { minLength: 1, maxLength: 12 }),
    count: fc.integer({ min: 0, max: 60 }),
    hasTotal: fc.boolean(),
    heads: fc.array(headPath, { minLength: 1, maxLength: 12 }),
  })
  .chain(({ kinds, count, hasTotal, heads }) =>
    fc.record({
      table: fc.constant('t'),
      label: fc.constantFrom(null, '附件1'),
      title: fc.constantFrom('重点任务', '2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）'),
      summary: fc.constant('共若干条'),
      columns: fc.constant(
        kinds.map((kind, index) => ({
          heads: heads[index % heads.length] ?? [],
          align: 'left' as const,
          breaks: kind === 'names' ? ('names' as const) : ('text' as const),
          whole: kind !== 'text',
        })),
      ),
      rows: fc.array(
        fc.record({
          cells: fc.tuple(
            ...kinds.map((kind) =>
              kind === 'names' ? names : kind === 'text' ? text : fc.nat(99_999).map(String),
            ),
          ),
          group: fc.constantFrom(null, '高都镇', '山河镇'),
        }),
        { minLength: count, maxLength: count },
      ),
      total: fc.constant(hasTotal ? kinds.map((_, index) => (index === 0 ? '合计' : '1')) : null),
    }),
  );

const changes: fc.Arbitrary<Partial<PrintOptions>> = fc.record({
  look: fc.constantFrom('document', 'ledger', 'report'),
  direction: fc.constantFrom('auto', 'upright', 'landscape'),
  fontSize: fc.constantFrom(null, 8, 12, 16),
  signature: fc.boolean(),
  duplex: fc.boolean(),
  groupPerPage: fc.boolean(),
  startPage: fc.integer({ min: 1, max: 30 }),
});

describe('a print', () => {
  it('has every row once and in order, a header on every page, and all within the text block', () => {
    fc.assert(
      fc.property(fc.array(sheet, { minLength: 1, maxLength: 2 }), changes, (sheets, changed) => {
        const options = { ...usualPrintOptions(['t']), ...changed };
        const print = layOutPrint(sheets, options, '2025-11-25');
        expect(print.pages.map(({ number }) => number)).toEqual(
          print.pages.map((_, index) => options.startPage + index),
        );
        for (const [
          index,
          { sheet: printed, firstPage, pageCount, columnWidths, header, continuedRows },
        ] of print.sheets.entries()) {
          const pages = print.pages.slice(firstPage, firstPage + pageCount);
          expect(pages.every((page) => page.sheet === index)).toBe(true);
          const rows = pages.flatMap((page) => page.rows);
          const data = rows.filter(({ role }) => role === 'data');
          if (continuedRows === 0) {
            expect(data.map(({ cells }) => cells.map((lines) => withoutSpaces(lines.join(''))))).toEqual(
              printed.rows.map(({ cells }) => cells.map(withoutSpaces)),
            );
          }
          expect(rows.filter(({ role }) => role === 'total')).toHaveLength(printed.total === null ? 0 : 1);
          for (const page of pages) {
            const { body } = page.frame;
            const height = page.rows.reduce(
              (sum, row) => sum + row.height,
              page.tableTop + (page.hasTable ? header.height : 0),
            );
            expect(page.hasTable || page.rows.length === 0).toBe(true);
            expect(height).toBeLessThanOrEqual(body.height + 1e-6);
            expect(page.signatureTop ?? 0).toBeLessThanOrEqual(body.height);
            expect(columnWidths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(body.width, 6);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
