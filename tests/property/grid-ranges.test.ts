import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellRange,
  cellsOf,
  clampRange,
  columnsIn,
  containsCell,
  containsRange,
  copiedLines,
  countCells,
  disjointRanges,
  expandToColumns,
  expandToRows,
  intersectRanges,
  jumpTarget,
  normaliseRange,
  rangeBetween,
  rowsIn,
  singleRectangle,
  visitCells,
} from '../../shared/grid/ranges.ts';

const points = fc.record({ row: fc.nat(11), column: fc.nat(11) });
const ranges = fc.tuple(points, points).map(([from, to]) => rangeBetween(from, to));
const selections = fc.array(ranges, { maxLength: 6 });
const name = ({ row, column }: { row: number; column: number }): string => `${row},${column}`;

function cellNames(selection: readonly CellRange[]): string[] {
  const names = new Set<string>();
  for (const { top, bottom, left, right } of selection) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) names.add(name({ row, column }));
    }
  }
  return [...names].sort();
}

describe('ranges of cells', () => {
  it('do not depend on the corner from which they were dragged', () => {
    fc.assert(
      fc.property(points, points, (from, to) => {
        expect(rangeBetween(from, to)).toEqual(rangeBetween(to, from));
        expect(normaliseRange(rangeBetween(from, to))).toEqual(rangeBetween(from, to));
        expect(containsCell(rangeBetween(from, to), from)).toBe(true);
      }),
    );
  });

  it('intersect in exactly the cells that both contain', () => {
    fc.assert(
      fc.property(ranges, ranges, points, (one, other, point) => {
        const common = intersectRanges(one, other);
        const inBoth = containsCell(one, point) && containsCell(other, point);
        expect(common !== null && containsCell(common, point)).toBe(inBoth);
        expect(containsRange(one, other)).toBe(
          common !== null && rowsIn(common) * columnsIn(common) === rowsIn(other) * columnsIn(other),
        );
      }),
    );
  });

  it('are visited cell by cell once, row by row, however they overlap', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        const visited = [...cellsOf(selection)];
        expect(visited.map(name).sort()).toEqual(cellNames(selection));
        const inOrder = [...visited].sort((one, other) => one.row - other.row || one.column - other.column);
        expect(visited).toEqual(inOrder);
        const called: string[] = [];
        visitCells(selection, (row, column) => called.push(name({ row, column })));
        expect(called).toEqual(visited.map(name));
        expect(countCells(selection)).toBe(visited.length);
      }),
    );
  });

  it('become rectangles without overlap that hold the same cells', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        const disjoint = disjointRanges(selection);
        expect(cellNames(disjoint)).toEqual(cellNames(selection));
        for (const [index, one] of disjoint.entries()) {
          for (const other of disjoint.slice(index + 1)) expect(intersectRanges(one, other)).toBeNull();
        }
      }),
    );
  });

  it('are copied together exactly when they are the crossings of rows and columns', () => {
    fc.assert(
      fc.property(fc.array(ranges, { minLength: 1, maxLength: 4 }), (selection) => {
        const names = cellNames(selection);
        const rows = new Set(names.map((each) => each.split(',')[0]));
        const columns = new Set(names.map((each) => each.split(',')[1]));
        const lines = copiedLines(selection);
        expect(lines !== null).toBe(names.length === rows.size * columns.size);
        if (lines === null) return;
        const crossings = lines.rows.flatMap((row) => lines.columns.map((column) => name({ row, column })));
        expect(crossings.sort()).toEqual(names);
      }),
    );
  });

  it('are one rectangle when nothing is missing between them', () => {
    const left = { top: 0, bottom: 3, left: 0, right: 1 };
    expect(singleRectangle([left, { ...left, left: 2, right: 4 }])).toEqual({ ...left, right: 4 });
    expect(singleRectangle([left, { ...left, left: 3, right: 4 }])).toBeNull();
    expect(singleRectangle([])).toBeNull();
  });

  it('never reach out of the grid when clamped, and cover whole rows or columns when expanded', () => {
    fc.assert(
      fc.property(ranges, fc.nat(12), fc.nat(12), (range, rowCount, columnCount) => {
        const size = { rowCount, columnCount };
        const clamped = clampRange(range, size);
        const inside = range.top < rowCount && range.left < columnCount;
        expect(clamped !== null).toBe(inside);
        if (clamped === null) return;
        expect(clamped.bottom < rowCount && clamped.right < columnCount).toBe(true);
        expect(expandToRows(clamped, size)).toEqual({ ...clamped, left: 0, right: columnCount - 1 });
        expect(expandToColumns(clamped, size)).toEqual({ ...clamped, top: 0, bottom: rowCount - 1 });
      }),
    );
  });
});

describe('Ctrl+arrow', () => {
  /** Where Ctrl+right leads in a row drawn with x for filled cells. */
  const jump = (row: string, column: number, direction: 'left' | 'right' = 'right'): number =>
    jumpTarget(
      { row: 0, column },
      direction,
      { rowCount: 1, columnCount: row.length },
      (_, at) => row.charAt(at) === 'x',
    ).column;

  it('goes to the edge of the block, then to the next block, then to the border', () => {
    expect(jump('xxx..xx..', 0)).toBe(2);
    expect(jump('xxx..xx..', 2)).toBe(5);
    expect(jump('xxx..xx..', 5)).toBe(6);
    expect(jump('xxx..xx..', 6)).toBe(8);
    expect(jump('xxx..xx..', 8)).toBe(8);
    expect(jump('xxx..xx..', 3)).toBe(5);
    expect(jump('xxx..xx..', 8, 'left')).toBe(6);
    expect(jump('xxx..xx..', 5, 'left')).toBe(2);
  });

  it('reaches the border in as many jumps as there are edges, and comes to stand on nothing but edges', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (filled) => {
        const row = filled.map((each) => (each ? 'x' : '.')).join('');
        let column = 0;
        while (column < row.length - 1) {
          const next = jump(row, column);
          expect(next).toBeGreaterThan(column);
          const isEdge = row[next] === 'x' && (row[next - 1] !== 'x' || row[next + 1] !== 'x');
          expect(isEdge || next === row.length - 1).toBe(true);
          column = next;
        }
      }),
    );
  });

  it('goes up and down as it goes left and right', () => {
    const filled = new Set([0, 1, 2, 5]);
    const size = { rowCount: 9, columnCount: 1 };
    const isFilled = (row: number): boolean => filled.has(row);
    expect(jumpTarget({ row: 0, column: 0 }, 'down', size, isFilled)).toEqual({ row: 2, column: 0 });
    expect(jumpTarget({ row: 8, column: 0 }, 'up', size, isFilled)).toEqual({ row: 5, column: 0 });
    expect(jumpTarget({ row: 0, column: 0 }, 'up', size, isFilled)).toEqual({ row: 0, column: 0 });
  });
});
