import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPaste } from '../../shared/grid/paste.ts';
import { type CellRange, containsCell, countCells, rangeBetween } from '../../shared/grid/ranges.ts';

const rowCount = 12;
const columnCount = 8;
const points = fc.record({ row: fc.nat(rowCount - 1), column: fc.nat(columnCount - 1) });
const ranges = fc.tuple(points, points).map(([from, to]) => rangeBetween(from, to));
const blocks = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .map(([rows, columns]) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => `${row}/${column}`),
    ),
  );

describe('a paste', () => {
  it('writes every cell of its targets once and no cell outside them', () => {
    fc.assert(
      fc.property(blocks, fc.array(ranges, { minLength: 1, maxLength: 3 }), (block, targets) => {
        const plan = planPaste({ block, targets, rowCount, columnCount });
        if (plan.kind === 'refused') {
          expect(targets.length).toBeGreaterThan(1);
          return;
        }
        expect(plan.cells).toHaveLength(countCells(plan.targets));
        expect(new Set(plan.cells.map(({ row, column }) => `${row},${column}`)).size).toBe(plan.cells.length);
        for (const cell of plan.cells) {
          expect(plan.targets.some((target) => containsCell(target, cell))).toBe(true);
          expect(cell.column).toBeLessThan(columnCount);
          expect(cell.row).toBeLessThan(rowCount + plan.appendedRows);
        }
      }),
    );
  });

  it('begins at the top left corner of the selection and repeats the block from there', () => {
    fc.assert(
      fc.property(blocks, ranges, (block, target) => {
        const plan = planPaste({ block, targets: [target], rowCount, columnCount });
        expect(plan.kind).toBe('paste');
        if (plan.kind === 'refused') return;
        for (const { row, column, text } of plan.cells) {
          const line = block[(row - target.top) % block.length] ?? [];
          expect(text).toBe(line[(column - target.left) % line.length]);
        }
      }),
    );
  });

  it('of one cell fills exactly what is selected', () => {
    fc.assert(
      fc.property(fc.array(ranges, { minLength: 1, maxLength: 4 }), (targets) => {
        const plan = planPaste({ block: [['a']], targets, rowCount, columnCount });
        expect(plan.kind).toBe('paste');
        if (plan.kind === 'refused') return;
        expect(plan.cells).toHaveLength(countCells(targets));
        expect([plan.appendedRows, plan.clippedColumns]).toEqual([0, 0]);
      }),
    );
  });

  it('asks for the rows that it needs past the end, and says how many columns found no place', () => {
    fc.assert(
      fc.property(blocks, points, (block, { row, column }) => {
        const target: CellRange = { top: row, bottom: row, left: column, right: column };
        const plan = planPaste({ block, targets: [target], rowCount, columnCount });
        const width = block[0]?.length ?? 0;
        expect(plan).toMatchObject({
          appendedRows: Math.max(0, row + block.length - rowCount),
          clippedColumns: Math.max(0, column + width - columnCount),
        });
      }),
    );
  });
});
