import { describe, expect, it } from 'vitest';
import { sumFigures } from '../../shared/collect/stack-figures.ts';
import { type StackFile, stackReturns } from '../../shared/collect/stack-rows.ts';
import type { IncomingRow } from '../../shared/merge/incoming.ts';
import type { RowValues } from '../../shared/model/cell-value.ts';
import { defineColumn } from '../../shared/model/column.ts';

function file(unit: string | null, ...rows: readonly RowValues[]): StackFile {
  return { unit, rows: rows.map((values): IncomingRow => ({ values, cells: {} })) };
}

function stack(files: readonly StackFile[], units: readonly string[] = []) {
  return stackReturns({
    files,
    keys: ['village'],
    columns: ['done', 'note'],
    unitOf: ({ values }) => (typeof values.township === 'string' ? values.township : null),
    units,
  });
}

describe('stacking returns', () => {
  it('puts units in their order, and keeps the order within each file', () => {
    const files = [file('乙镇', { village: '丁村' }, { village: '丙村' }), file('甲镇', { village: '乙村' })];
    expect(stack(files, ['甲镇', '乙镇']).rows).toEqual([
      { file: 1, row: 0 },
      { file: 0, row: 0 },
      { file: 0, row: 1 },
    ]);
    expect(stack(files).rows).toEqual([
      { file: 0, row: 0 },
      { file: 0, row: 1 },
      { file: 1, row: 0 },
    ]);
  });

  it('puts a row to the unit that it names itself, and rows of nobody last', () => {
    const files = [
      file(null, { village: '某村' }),
      file('乙镇', { village: '丁村' }, { township: '甲镇', village: '乙村' }),
    ];
    expect(stack(files, ['甲镇', '乙镇']).rows).toEqual([
      { file: 1, row: 1 },
      { file: 1, row: 0 },
      { file: 0, row: 0 },
    ]);
  });

  it('keeps villages of one name in two townships apart', () => {
    const found = stack([
      file('甲镇', { village: '下庄村', done: 1 }),
      file('乙镇', { village: '下庄村', done: 2 }),
    ]);
    expect(found).toMatchObject({ conflicts: [], repeated: [], namesakes: [] });
    expect(found.rows).toHaveLength(2);
  });

  it('counts a row once that two files of a unit hold alike', () => {
    const found = stack([
      file('甲镇', { village: '大兴村', done: 1 }),
      file('甲镇', { village: '大 兴 村', done: 1 }),
    ]);
    expect(found.rows).toEqual([{ file: 0, row: 0 }]);
    expect(found.repeated).toEqual([{ row: { file: 1, row: 0 }, of: { file: 0, row: 0 }, same: true }]);
  });

  it('keeps identical rows of one file, and pairs them one by one with those of another', () => {
    const twice = [
      { village: '大兴村', done: 1 },
      { village: '大兴村', done: 1 },
    ];
    expect(stack([file('甲镇', ...twice)]).rows).toHaveLength(2);
    expect(stack([file('甲镇', ...twice), file('甲镇', ...twice)]).rows).toHaveLength(2);
    expect(
      stack([file('甲镇', ...twice), file('甲镇', ...twice, { village: '大兴村', done: 1 })]).rows,
    ).toHaveLength(3);
  });

  it('pairs equal rows before it looks for differences', () => {
    const found = stack([
      file('甲镇', { village: '大兴村', done: 1 }, { village: '大兴村', done: 2 }),
      file('甲镇', { village: '大兴村', done: 3 }, { village: '大兴村', done: 1 }),
    ]);
    expect(found.rows).toHaveLength(3);
    expect(found.conflicts.map(({ sides }) => sides.map(({ value }) => value))).toEqual([[2, 3]]);
  });

  it('keeps both rows where two files of a unit differ, and names every column in which they do', () => {
    const found = stack([
      file('甲镇', { village: '大兴村', done: 1, note: '原' }),
      file('甲镇', { village: '大兴村', done: 2 }),
    ]);
    expect(found.rows).toHaveLength(2);
    expect(found.conflicts.map(({ column, sides }) => [column, ...sides.map(({ value }) => value)])).toEqual([
      ['done', 1, 2],
      ['note', '原', null],
    ]);
  });

  it('takes what a list that went round holds most of, whichever file comes first', () => {
    const blank = { township: '甲镇', village: '大兴村' };
    const filled = { ...blank, done: 5 };
    for (const files of [
      [file('乙镇', blank), file('甲镇', filled)],
      [file('甲镇', filled), file('乙镇', blank)],
    ]) {
      const found = stack(files);
      expect(found.conflicts).toEqual([]);
      expect(found.rows.map(({ file: at, row }) => files[at]?.rows[row]?.values.done)).toEqual([5]);
    }
  });

  it('tells rows of one name where nobody knows the unit, and counts both', () => {
    const found = stack([
      file('甲镇', { village: '大兴村', done: 1 }),
      file(null, { village: '大兴村', done: 1 }),
    ]);
    expect(found.rows).toHaveLength(2);
    expect(found.namesakes).toEqual([{ row: { file: 1, row: 0 }, of: { file: 0, row: 0 } }]);
  });
});

describe('summing figures', () => {
  const columns = [
    defineColumn({ key: 'money', title: '投入', type: 'number' }),
    defineColumn({ key: 'share', title: '比例', type: 'percent' }),
    defineColumn({ key: 'words', title: '说明' }),
  ];
  const figures = (unit: string | null, values: RowValues, savedAt: string | null = null) => ({
    unit,
    savedAt,
    row: { values, cells: {} },
  });

  it('adds exactly, leaves out what is no number, and says whose it was', () => {
    const unread = { kind: 'unread', text: '约50', reason: '' } as const;
    const sums = sumFigures(
      [figures('甲', { money: 0.1 }), figures('乙', { money: 0.2 }), figures('丙', { money: unread })],
      columns,
    );
    expect(sums.figures[0]).toEqual({ column: 'money', value: 0.3, sum: '0.3', left: [2] });
  });

  it('never adds shares, and keeps words only where all say the same', () => {
    const files = [figures('甲', { share: 0.5, words: '无' }), figures('乙', { share: 0.5, words: '无' })];
    expect(sumFigures(files, columns).figures.slice(1)).toEqual([
      { column: 'share', value: null, sum: null, left: [0, 1] },
      { column: 'words', value: '无', sum: null, left: [] },
    ]);
    const others = [figures('甲', { words: '有' }), figures('乙', { words: '无' })];
    expect(sumFigures(others, columns).figures[2]).toMatchObject({ value: null, left: [0, 1] });
  });

  it('leaves blank what nobody filled in: that is no zero', () => {
    expect(sumFigures([figures('甲', {})], columns).figures[0]).toMatchObject({
      value: null,
      sum: null,
      left: [],
    });
  });

  it('counts of a unit the file that was saved last, and names the cells that differ', () => {
    const late = figures('甲', { money: 2 }, '2025-10-12T00:00:00.000Z');
    const early = figures('甲', { money: 1 }, '2025-10-09T00:00:00.000Z');
    const sums = sumFigures([late, early, figures('乙', { money: 5 })], columns);
    expect(sums.counted).toEqual([0, 2]);
    expect(sums.figures[0]?.sum).toBe('7');
    expect(sums.conflicts).toEqual([
      {
        column: 'money',
        sides: [
          { file: 1, value: 1 },
          { file: 0, value: 2 },
        ],
      },
    ]);
  });

  it('counts every file whose unit nobody knows', () => {
    expect(sumFigures([figures(null, { money: 1 }), figures(null, { money: 1 })], columns).counted).toEqual([
      0, 1,
    ]);
  });
});
