/** Rows that a program hands over, keyed by header path or column letter. */
import { describe, expect, it } from 'vitest';
import { givenRowsSchema, readLines } from '../../shared/form/read-lines.ts';
import { formColumn, listForm } from '../fixtures/form-definitions.ts';

const form = listForm([
  { ...formColumn(0, '序号'), serial: true, type: 'number' },
  { ...formColumn(1, '村名'), required: true },
  { ...formColumn(2, '收入', '合计'), type: 'number' },
  { ...formColumn(3, '收入', '人均'), type: 'number', formula: true },
]);

describe('rows from outside', () => {
  const read = (...rows: object[]) => readLines(form, givenRowsSchema.parse(rows));

  it('are named by path, by the end of a path that is alone, or by letter', () => {
    const { lines, problems } = read({ 村名: '甲村', '收入 / 合计': 5 }, { B: '乙村', 合计: 7 });
    expect(problems).toEqual([]);
    expect(lines.map((each) => [each.get(1), each.get(2)])).toEqual([
      ['甲村', 5],
      ['乙村', 7],
    ]);
  });

  it('with a name that the form does not have, or one that stands twice, must be mended first', () => {
    const { problems } = read({ 村名: '甲村', 电话: '1', B: '乙村' });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['unknown_column', 'must'],
      ['column_twice', 'must'],
    ]);
  });

  it('say what was kept as written, what was not taken, and what is missing', () => {
    const { problems } = read({ 村名: '甲村', 合计: '约5', 人均: 3 }, { 合计: 1 });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['unread', 'explain'],
      ['computed_column', 'note'],
      ['required', 'explain'],
    ]);
  });
});
