import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignColumn,
  countCorrections,
  forgetColumn,
  forgetRows,
  isColumnPointedOut,
  isRowPointedOut,
  leaveAllTo,
  markRows,
  pointHeader,
  turnTo,
} from '../../renderer/transfer/correct-reading.ts';
import { noReadingChoice, type ReadingChoice, type ReadingField } from '../../shared/model/reading.ts';

const start: ReadingChoice = { ...noReadingChoice, sheet: '表1' };
const span = (firstRow: number, lastRow = firstRow) => ({ firstRow, lastRow });
const field = (key: string): ReadingField => ({ kind: 'column', key });
const ignored: ReadingField = { kind: 'ignored' };

describe('pointing at rows', () => {
  it('rows said to be the header are nothing else any more', () => {
    const marked = markRows(start, span(2, 6), 'data');
    expect(pointHeader(marked, span(4))).toMatchObject({
      header: span(4),
      rows: [
        { ...span(2, 3), role: 'data' },
        { ...span(5, 6), role: 'data' },
      ],
    });
  });

  it('a header of which a row is said to be a record is no header any more', () => {
    const choice = markRows(pointHeader(start, span(1, 2)), span(2), 'data');
    expect([choice.header, choice.rows]).toEqual([null, [{ ...span(2), role: 'data' }]]);
  });

  it('neighbours that were said to be the same become one', () => {
    const [first, , third] = [3, 9, 4];
    const choice = markRows(markRows(start, span(first), 'skipped'), span(third), 'skipped');
    expect(choice.rows).toEqual([{ ...span(3, 4), role: 'skipped' }]);
    expect(markRows(choice, span(5), 'data').rows).toHaveLength(2);
  });

  it('what was said last of a row holds, and of every other row what was said before', () => {
    const said = fc.tuple(fc.nat(12), fc.nat(4), fc.constantFrom('data', 'skipped', 'forget'));
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), (steps) => {
        const expected = new Map<number, string>();
        let choice = start;
        for (const [row, more, role] of steps) {
          const rows = span(row, row + more);
          choice = role === 'forget' ? forgetRows(choice, rows) : markRows(choice, rows, role as 'data');
          for (let at = row; at <= row + more; at += 1) {
            if (role === 'forget') expected.delete(at);
            else expected.set(at, role);
          }
        }
        for (let row = 0; row < 18; row += 1) {
          const found = choice.rows.filter((one) => one.firstRow <= row && row <= one.lastRow);
          expect(found.map(({ role }) => role)).toEqual(expected.has(row) ? [expected.get(row)] : []);
          expect(isRowPointedOut(choice, span(row))).toBe(expected.has(row));
        }
      }),
    );
  });
});

describe('pointing at columns', () => {
  it('a field stands in one column only, and a column means one field', () => {
    const choice = assignColumn(
      assignColumn(assignColumn(start, 3, field('a')), 1, field('b')),
      5,
      field('a'),
    );
    expect(choice.columns).toEqual([
      { column: 1, field: field('b') },
      { column: 5, field: field('a') },
    ]);
    expect(assignColumn(choice, 1, field('c')).columns).toHaveLength(2);
  });

  it('any number of columns may be left out', () => {
    const choice = assignColumn(assignColumn(start, 2, ignored), 4, ignored);
    expect(choice.columns).toHaveLength(2);
    expect(forgetColumn(choice, 2).columns).toEqual([{ column: 4, field: ignored }]);
    expect([isColumnPointedOut(choice, 4), isColumnPointedOut(choice, 3)]).toEqual([true, false]);
  });
});

describe('beginning anew', () => {
  const choice = assignColumn(markRows(pointHeader(start, span(1)), span(7), 'data'), 0, field('a'));

  it('every pointing counts as one correction', () => {
    expect([countCorrections(start), countCorrections(choice)]).toEqual([0, 3]);
  });

  it('another sheet is read as at first; all left to the program forgets what was remembered, too', () => {
    expect(turnTo('表2')).toEqual({ ...noReadingChoice, sheet: '表2' });
    expect(leaveAllTo('表1')).toEqual({ ...noReadingChoice, sheet: '表1', recall: false });
  });
});
