/** Formulas while rows move: what is a reference, and which cells it speaks of afterwards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReferences, writeArea } from '../../electron/backend/sheets/refill/formula/references.ts';
import {
  type InsertedRows,
  RowMove,
  type RowSpan,
} from '../../electron/backend/sheets/refill/formula/row-move.ts';
import {
  shiftFormula,
  translateFormula,
  type WorkbookMoves,
} from '../../electron/backend/sheets/refill/formula/shift-formula.ts';

const none: WorkbookMoves = { moveOf: () => null, between: () => null };

/** Moves of the sheet 表1; 表2 and 表3 follow it as tabs. */
function moving(move: RowMove, others: Readonly<Record<string, RowMove>> = {}): WorkbookMoves {
  const names = ['表1', '表2', '表3'];
  return {
    moveOf: (sheet) => (sheet === '表1' ? move : (others[sheet] ?? null)),
    between: (first, last) => {
      const [from, to] = [names.indexOf(first), names.indexOf(last)];
      return from < 0 || to < 0 ? null : names.slice(from, to + 1);
    },
  };
}

/** Rows as a person counts them. */
function inserted(before: number, count: number, block: readonly [number, number] | null = null): RowMove {
  return new RowMove(
    [
      {
        before: before - 1,
        count,
        template: null,
        block: block === null ? null : { first: block[0] - 1, last: block[1] - 1 },
        repeatsValues: false,
      },
    ],
    [],
  );
}

function deleted(first: number, last: number): RowMove {
  return new RowMove([], [{ first: first - 1, last: last - 1 }]);
}

/** The formula of a cell of 表1 (in row 100, unless told) after the move. */
function moved(formula: string, move: RowMove, row: number | null = 100): string {
  return shiftFormula(formula, { sheet: '表1', row: row === null ? null : row - 1 }, moving(move));
}

describe('references of a formula', () => {
  it.each([
    ['A1', ['A1']],
    ['SUM(C5:C20)+$B$3', ['C5:C20', '$B$3']],
    ['SUM($5:20,C:$D)', ['$5:20', 'C:$D']],
    ["'附件 1'!A5+'it''s'!B2", ['A5', 'B2']],
    ['附件1!A5:B6', ['A5:B6']],
    ['表1:表3!C4', ['C4']],
    ["[1]表1!C4+'[book.xlsx]表 1'!C5", ['C4', 'C5']],
    ['"A1 is ""B2"""&C3', ['C3']],
    ['LOG10(A1)+ATAN2(B1,C1)', ['A1', 'B1', 'C1']],
    ['销售[[#This Row],[A1]]+销售[B2]', []],
    ["销售[甲']A1]+A2", ['A2']],
    ['A1村+村A1+_A1+A1.x+XFE1+A1048577+ABCD1', []],
    ['#REF!+表1!#REF!+#REF!$A$1+#N/A+#DIV/0!+B9', ['B9']],
    ['IF(A1>1E5,1.5,{1,2;3,4})', ['A1']],
    ['A1:INDEX(B:B,5)', ['A1', 'B:B']],
    ['A1 : B2', ['A1 : B2']],
    ['-A1%^B1&C1', ['A1', 'B1', 'C1']],
    ['_xlfn.XLOOKUP(A1,B1:B9,C1:C9)', ['A1', 'B1:B9', 'C1:C9']],
    ['2025!A1', ['A1']],
    ['', []],
  ])('%s', (formula, expected) => {
    const references = readReferences(formula);
    expect(references.map(({ start, end }) => formula.slice(start, end))).toEqual(expected);
    expect(references.map(({ area }) => writeArea(area))).toEqual(expected);
  });

  it('tells the sheets that are named', () => {
    const sheets = readReferences("A1+'附件 1'!A1+表1:表3!A1+'表 1:表 3'!A1+[1]表1!A1").map(
      (found) => found.sheets,
    );
    expect(sheets).toEqual([
      { kind: 'own' },
      { kind: 'named', first: '附件 1', last: '附件 1' },
      { kind: 'named', first: '表1', last: '表3' },
      { kind: 'named', first: '表 1', last: '表 3' },
      { kind: 'elsewhere' },
    ]);
  });

  it('are found in any text without an error, and never overlap', () => {
    const pieces = fc.constantFrom(
      'A1',
      '$B$2',
      ':',
      '!',
      "'",
      '"',
      '[',
      ']',
      '表1',
      'SUM(',
      ')',
      '#REF!',
      ' ',
      ',',
      '5',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 12 }), (texts) => {
        const formula = texts.join('');
        let last = 0;
        for (const { start, end, area } of readReferences(formula)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(writeArea(area).toUpperCase()).toBe(formula.slice(start, end).toUpperCase());
          last = end;
        }
        expect(shiftFormula(formula, { sheet: '表1', row: 0 }, none)).toBe(formula);
        expect(translateFormula(formula, 0, 0)).toBe(formula);
      }),
    );
  });
});

describe('rows that come in', () => {
  it.each([
    ['A9+A10+A11', 'A9+A13+A14'],
    ['$A$10*$A10*A$10', '$A$13*$A13*A$13'],
    ['SUM(A5:A9)', 'SUM(A5:A9)'],
    ['SUM(A5:A10)', 'SUM(A5:A13)'],
    ['SUM(A10:A20)', 'SUM(A13:A23)'],
    ['SUM(A20:A5)', 'SUM(A23:A5)'],
    ['SUM(5:20)+SUM(10:10)', 'SUM(5:23)+SUM(13:13)'],
    ['SUM(A:A)+SUM(A1:A1048576)', 'SUM(A:A)+SUM(A1:A1048576)'],
    ['A1048576', '#REF!'],
    ['SUM(A12:A1048576)', 'SUM(A15:A1048576)'],
    ['"A10"&A10', '"A10"&A13'],
    ['表1!A10+表2!A10+[1]表1!A10', '表1!A13+表2!A10+[1]表1!A10'],
    ["SUM('表1'!$A$10:$B$12)", "SUM('表1'!$A$13:$B$15)"],
  ])('before row 10: %s', (formula, expected) => {
    expect(moved(formula, inserted(10, 3))).toBe(expected);
  });

  it('follow a reference over several sheets only when all of them move alike', () => {
    const move = inserted(10, 3);
    const home = { sheet: '表1', row: 0 };
    const alike = moving(move, { 表2: inserted(10, 3), 表3: inserted(10, 3) });
    expect(shiftFormula('SUM(表1:表3!A12)', home, alike)).toBe('SUM(表1:表3!A15)');
    expect(shiftFormula('SUM(表1:表3!A12)', home, moving(move))).toBe('SUM(表1:表3!A12)');
  });

  it.each([
    ['at the end of the block', inserted(21, 3, [5, 20]), 'SUM(C5:C20)', 'SUM(C5:C23)'],
    ['at the end, with the header', inserted(21, 3, [5, 20]), '$A$4:$H$20', '$A$4:$H$23'],
    ['at the end, whole rows', inserted(21, 3, [5, 20]), '$5:$20', '$5:$23'],
    ['inside the block', inserted(10, 3, [5, 20]), 'SUM(C5:C20)', 'SUM(C5:C23)'],
    ['at the start of the block', inserted(5, 3, [5, 20]), 'SUM(C5:C20)', 'SUM(C5:C23)'],
    ['at the start, its first cell', inserted(5, 3, [5, 20]), 'C5', 'C8'],
    ['at the end, a part of the block', inserted(21, 3, [5, 20]), 'SUM(C9:C20)', 'SUM(C9:C20)'],
    ['at the end, its last cell', inserted(21, 3, [5, 20]), 'C20', 'C20'],
    ['a block of one row', inserted(6, 3, [5, 5]), 'SUM(C5:C5)', 'SUM(C5:C8)'],
    ['a block of one row, along the row', inserted(6, 3, [5, 5]), 'SUM(C5:F5)', 'SUM(C5:F5)'],
    ['without a block', inserted(21, 3), 'SUM(C5:C20)', 'SUM(C5:C20)'],
  ])('%s', (_, move, formula, expected) => {
    expect(moved(formula, move)).toBe(expected);
  });

  it('leave a running total in its row alone, and let a share of the whole grow', () => {
    const move = inserted(21, 3, [5, 20]);
    expect(moved('SUM(C$5:C20)', move, 20)).toBe('SUM(C$5:C20)');
    expect(moved('C20/SUM(C$5:C$20)', move, 20)).toBe('C20/SUM(C$5:C$23)');
  });

  it('move only fixed rows of a name', () => {
    const shifted = shiftFormula(
      '表1!$A$10:$B$12+表1!A10+表1!A10:A$12',
      { sheet: '', row: null },
      moving(inserted(10, 3)),
      {
        onlyFixed: true,
      },
    );
    expect(shifted).toBe('表1!$A$13:$B$15+表1!A10+表1!A10:A$12');
  });
});

describe('rows that go', () => {
  it.each([
    ['A9+A10+A12+A13', 'A9+#REF!+#REF!+A10'],
    ['SUM(A5:A20)', 'SUM(A5:A17)'],
    ['SUM(A5:A11)', 'SUM(A5:A9)'],
    ['SUM(A11:A20)', 'SUM(A10:A17)'],
    ['SUM(A10:A12)+表1!B11', 'SUM(#REF!)+表1!#REF!'],
    ['SUM(10:12)', 'SUM(#REF!)'],
  ])('rows 10 to 12: %s', (formula, expected) => {
    expect(moved(formula, deleted(10, 12))).toBe(expected);
  });
});

const rows = 40;
const spans: fc.Arbitrary<RowSpan> = fc
  .tuple(fc.nat(rows - 1), fc.nat(rows - 1))
  .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
const insertions: fc.Arbitrary<InsertedRows> = fc.record({
  before: fc.nat(rows),
  count: fc.integer({ min: 1, max: 5 }),
  template: fc.option(spans),
  block: fc.option(spans),
  repeatsValues: fc.boolean(),
});
const moves = fc
  .tuple(fc.array(insertions, { maxLength: 4 }), fc.array(spans, { maxLength: 2 }))
  .map(([come, go]) => {
    const kept = come.filter(({ before }) => !go.some(({ first, last }) => before > first && before <= last));
    return new RowMove(kept, go);
  });

describe('laws of moving rows', () => {
  it('every row that stays keeps its order, and no row comes to stand where another does', () => {
    fc.assert(
      fc.property(moves, (move) => {
        const kept = Array.from({ length: rows }, (_, row) => move.rowAfter(row)).filter(
          (row) => row !== null,
        );
        const come = move.insertions.flatMap((insertion) => {
          const place = move.placeOf(insertion);
          return Array.from({ length: insertion.count }, (_, index) => place + index);
        });
        expect(kept).toEqual([...kept].sort((a, b) => a - b));
        expect(new Set([...kept, ...come]).size).toBe(kept.length + come.length);
      }),
    );
  });

  it('a range speaks of the rows it spoke of, less those that are gone, and beside them only of rows that came', () => {
    fc.assert(
      fc.property(moves, spans, fc.boolean(), (move, span, wide) => {
        const formula = `${wide ? '' : 'C'}${span.first + 1}:${wide ? '' : 'C'}${span.last + 1}`;
        const shifted = shiftFormula(formula, { sheet: '表1', row: null }, moving(move));
        const expected = rowsIn(formula).flatMap((row) => move.rowAfter(row) ?? []);
        const come = new Set(
          move.insertions.flatMap((insertion) => {
            const place = move.placeOf(insertion);
            return Array.from({ length: insertion.count }, (_, index) => place + index);
          }),
        );
        expect(rowsIn(shifted).filter((row) => !come.has(row))).toEqual(expected);
      }),
    );
  });

  it('a then b rows at one place are a + b rows', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(rows), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
        spans,
        fc.option(spans),
        ([before, a, b], span, block) => {
          const move = (count: number, of: RowSpan | null) =>
            new RowMove([{ before, count, template: null, block: of, repeatsValues: false }], []);
          const first = move(a, block);
          const grown =
            block === null
              ? null
              : first.spanAfter(block, { atStart: true, atEnd: true, withTemplate: false });
          const formula = `SUM(C${span.first + 1}:C${span.last + 1},C${span.first + 1},${span.first + 1}:${span.last + 1})`;
          const home = { sheet: '表1', row: null };
          const twice = shiftFormula(
            shiftFormula(formula, home, moving(first)),
            home,
            moving(
              new RowMove([{ before, count: b, template: null, block: grown, repeatsValues: false }], []),
            ),
          );
          // Rows at the end of a grown block would stand before those that have just come.
          fc.pre(block === null || before !== block.last + 1);
          expect(twice).toBe(shiftFormula(formula, home, moving(move(a + b, block))));
        },
      ),
    );
  });
});

function rowsIn(formula: string): number[] {
  return readReferences(formula).flatMap(({ area }) => {
    if (area.kind !== 'cells' && area.kind !== 'rows') return [];
    return Array.from({ length: area.last.row - area.first.row + 1 }, (_, index) => area.first.row + index);
  });
}

describe('a formula that is copied', () => {
  it.each([
    ['A1+$A1+A$1+$A$1', 2, 1, 'B3+$A3+B$1+$A$1'],
    ['SUM(A1:B2)+SUM($1:2)+SUM(A:$B)', 3, 1, 'SUM(B4:C5)+SUM($1:5)+SUM(B:$B)'],
    ['A1', -1, 0, '#REF!'],
    ['表2!A1+"A1"', 1, 0, '表2!A2+"A1"'],
  ])('%s by %i rows and %i columns', (formula, down, right, expected) => {
    expect(translateFormula(formula, down, right)).toBe(expected);
  });
});
