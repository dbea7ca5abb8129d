import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxOf,
  columnAt,
  columnsBetween,
  drawnColumns,
  drawnRows,
  evenRows,
  leftOf,
  planColumns,
  rowHeight,
  textWidth,
} from '../../renderer/drawing/drawing-geometry.ts';
import type { SheetWindow } from '../../shared/model/reading.ts';

function windowOf(
  rows: readonly (readonly (string | null)[])[],
  merges: SheetWindow['merges'] = [],
): SheetWindow {
  return {
    sheet: '表1',
    firstRow: 0,
    rows: rows.map((texts) => ({
      hidden: false,
      texts,
      kinds: texts.map((text) => (text === null ? ' ' : 't')).join(''),
    })),
    columnCount: Math.max(...rows.map(({ length }) => length)),
    merges,
    hiddenColumns: [],
  } as SheetWindow;
}

const widthsOf = (edges: readonly number[]) => edges.slice(1).map((edge, at) => edge - (edges[at] ?? 0));

describe('the width of a drawn column', () => {
  it('follows its texts, within limits', () => {
    const widths = widthsOf(planColumns(windowOf([['短', '十个汉字宽的一个栏目名称', '长'.repeat(200)]]), 3));
    expect(widths[0]).toBeLessThan(widths[1] ?? 0);
    expect(widths[1]).toBe(textWidth('十个汉字宽的一个栏目名称') + 15);
    expect(widths[2]).toBe(230);
  });

  it('is not asked for by texts that run over blank cells, nor by merged ones', () => {
    const title = '一个很长很长很长的标题';
    expect(widthsOf(planColumns(windowOf([[title, null, null]]), 3))).toEqual([92, 92, 92]);
    const merged = windowOf(
      [[title, '乙', '丙']],
      [{ firstRow: 0, lastRow: 0, firstColumn: 0, lastColumn: 1 }],
    );
    expect(widthsOf(planColumns(merged, 3))[0]).toBe(92);
  });

  it('is the file’s own where the file tells, but never so narrow that its head cannot be read', () => {
    expect(widthsOf(drawnColumns([100, 3], 3, 1.5))).toEqual([150, 58, 96]);
  });

  it('is planned for no more columns than are drawn', () => {
    expect(planColumns(windowOf([['甲']]), 20_000)).toHaveLength(1025);
  });
});

describe('where a place lies and which place lies there', () => {
  const widths = fc.array(fc.integer({ min: 58, max: 230 }), { minLength: 1, maxLength: 40 });

  it('agree for every column', () => {
    fc.assert(
      fc.property(widths, (sizes) => {
        const edges = drawnColumns(sizes, sizes.length, 1);
        for (const [column, size] of sizes.entries()) {
          expect(columnAt(edges, leftOf(edges, column))).toBe(column);
          expect(columnAt(edges, leftOf(edges, column) + size - 1)).toBe(column);
        }
      }),
    );
  });

  it('agree for every row, even or as high as in the file', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 80 }), { minLength: 1, maxLength: 60 }), (heights) => {
        for (const rows of [evenRows(heights.length), drawnRows(heights, heights.length + 3, 20)]) {
          for (let row = 0; row < rows.count; row += 1) {
            expect(rows.rowAt(rows.topOf(row))).toBe(row);
            expect(rows.rowAt(rows.topOf(row + 1) - 1)).toBe(row);
          }
        }
      }),
    );
  });

  it('beyond the drawing is the nearest place', () => {
    const edges = drawnColumns([100, 100], 2, 1);
    expect([columnAt(edges, -50), columnAt(edges, 900), leftOf(edges, 9)]).toEqual([0, 1, 200]);
    expect([evenRows(5).rowAt(-9), evenRows(5).rowAt(9999), evenRows(5).topOf(99)]).toEqual([
      0,
      4,
      5 * rowHeight,
    ]);
    expect(columnsBetween(edges, 50, 150)).toEqual({ first: 0, last: 1 });
  });

  it('a range is as wide and high as its cells together', () => {
    const edges = drawnColumns([100, 60, 80], 3, 1);
    expect(boxOf(edges, evenRows(9), { firstRow: 2, lastRow: 4, firstColumn: 1, lastColumn: 2 })).toEqual({
      left: 100,
      top: 2 * rowHeight,
      width: 140,
      height: 3 * rowHeight,
    });
  });
});
