import { describe, expect, it } from 'vitest';
import { copyCells } from '../../renderer/grid/copy-cells.ts';
import { endOfNeighbour, fillFromEdge, fillTarget, planFill } from '../../renderer/grid/fill-cells.ts';
import { clearCut, describePaste, planPasteCells } from '../../renderer/grid/paste-cells.ts';
import { readClipboard } from '../../renderer/grid/read-clipboard.ts';
import { addRange, selectCell, shapeOf } from '../../renderer/grid/selection.ts';
import { pasteBlock } from '../../renderer/grid/sheet-actions.ts';
import { matchSuggestions, meantOption } from '../../renderer/grid/suggest.ts';
import { makeModel, type TestRow } from '../fixtures/sheet-model.ts';

const rows: TestRow[] = [
  { id: 'a', kind: '甲', count: 1 },
  { id: 'b', kind: '乙', count: 2 },
  { id: 'c', kind: '丙', count: null },
];
const model = makeModel(rows, ['b']);
const shape = shapeOf(model);
const cell = (rowId: string, column: string) => ({ rowId, column });

describe('a paste', () => {
  it('leaves cells that cannot be edited as they are, and says how many and why', () => {
    const plan = planPasteCells(model, shape, selectCell(cell('a', 'kind')), [['子'], ['丑'], ['寅']]);
    expect(plan).toMatchObject({
      kind: 'paste',
      edits: [
        { rowId: 'a', column: 'kind', text: '子' },
        { rowId: 'c', column: 'kind', text: '寅' },
      ],
      skipped: { count: 1, reason: '不能改。' },
    });
    expect(describePaste({ skipped: { count: 1, reason: '不能改。' }, unread: 2 })).toBe(
      '1 个单元格不能改，原样保留：不能改。2 个单元格没有读懂，已按原文放入并标出。',
    );
  });

  it('keeps apart the rows that the table does not have, and the columns that do not fit', () => {
    const plan = planPasteCells(model, shape, selectCell(cell('c', 'count')), [
      ['1', '多'],
      ['2', '多'],
    ]);
    expect(plan).toMatchObject({
      edits: [{ rowId: 'c', column: 'count', text: '1' }],
      appended: [{ count: '2' }],
      clippedColumns: 1,
    });
  });

  it('says what was pasted beside what was not, so that nobody takes it for nothing', () => {
    expect(describePaste({ columns: { written: 2, left: 2 } })).toBe(
      '已粘贴 2 列；右边放不下的 2 列没有粘贴。',
    );
    expect(describePaste({ rows: { written: 1, left: 3 } })).toBe('已粘贴 1 行；末尾放不下的 3 行没有粘贴。');
    expect(describePaste({ columns: { written: 3, left: 0 }, rows: { written: 2, left: 0 } })).toBe('');
  });

  it('tells which part of a block that is too wide and too long was written', () => {
    const said: string[] = [];
    const fixed = { ...model, rowActions: { kind: 'refused' as const, reason: '不能增加行。' } };
    const context = { model: fixed, shape, selection: selectCell(cell('c', 'count')), select: () => {} };
    pasteBlock(
      { ...context, say: (message) => said.push(message) },
      [
        ['1', '多'],
        ['2', '多'],
      ],
      null,
      null,
    );
    expect(said).toEqual([
      '已粘贴 1 列；右边放不下的 1 列没有粘贴。已粘贴 1 行；末尾放不下的 1 行没有粘贴。',
    ]);
  });

  it('without a selected cell says so', () => {
    const said: string[] = [];
    const context = { model, shape, selection: null, select: () => {} };
    pasteBlock({ ...context, say: (message) => said.push(message) }, [['1']], null, null);
    expect(said).toEqual(['没有选中单元格。请先选中要粘贴到的位置。']);
  });

  it('never runs on into the totals', () => {
    const withTotals = { ...model, totals: [{ id: 'sum', kind: '合计', count: 3 }] };
    const plan = planPasteCells(withTotals, shapeOf(withTotals), selectCell(cell('c', 'count')), [
      ['1'],
      ['2'],
    ]);
    expect(plan).toMatchObject({ edits: [{ rowId: 'c' }], appended: [{ count: '2' }] });
  });

  it('of a cut block clears what it does not write again, and not one row more', () => {
    const edits = clearCut(model, shape, [{ top: 0, bottom: 1, left: 1, right: 1 }], {
      top: 1,
      bottom: 2,
      left: 1,
      right: 1,
    });
    expect(edits).toEqual([{ rowId: 'a', column: 'count', text: '' }]);
  });
});

describe('copying', () => {
  it('takes ranges that lie in the same columns as one block', () => {
    const two = addRange(selectCell(cell('a', 'count')), {
      kind: 'cells',
      anchor: cell('c', 'count'),
      head: cell('c', 'count'),
    });
    expect(copyCells(model, shape, two, false)).toMatchObject({ block: [['1'], ['']], rowIds: ['a', 'c'] });
    expect(copyCells(model, shape, two, true)).toMatch(/一次只能剪切一个区域/);
  });

  it('refuses ranges that are no block', () => {
    const two = addRange(selectCell(cell('a', 'kind')), {
      kind: 'cells',
      anchor: cell('b', 'count'),
      head: cell('b', 'count'),
    });
    expect(copyCells(model, shape, two, false)).toMatch(/不能一起复制/);
  });
});

describe('reading the clipboard', () => {
  const content = { text: '', html: '', files: [] };

  it('believes the HTML before the text, but what was copied here as it was written', () => {
    const html = '<table><tr><td>甲<br>乙</td></tr></table>';
    expect(readClipboard({ ...content, text: '甲\n乙', html }, null)).toEqual({
      kind: 'cells',
      block: [['甲\n乙']],
    });
    expect(readClipboard({ ...content, text: '甲\t乙', html }, '甲\t乙')).toEqual({
      kind: 'cells',
      block: [['甲', '乙']],
    });
  });

  it('says what to do with a picture, a file, and nothing', () => {
    const file = (name: string, type: string) => readClipboard({ ...content, files: [{ name, type }] }, null);
    expect(file('image.png', 'image/png')).toMatchObject({ reason: expect.stringMatching(/图片/) });
    expect(file('回收表.xlsx', '')).toMatchObject({ reason: expect.stringMatching(/回收表.xlsx.*拖到窗口/) });
    expect(readClipboard(content, null)).toMatchObject({ kind: 'refused' });
  });
});

describe('filling', () => {
  const one = { top: 0, bottom: 0, left: 1, right: 1 };

  it('goes where the pointer is furthest out', () => {
    expect(fillTarget(one, 2, 1)).toEqual({ ...one, bottom: 2 });
    expect(fillTarget(one, 1, 0)).toEqual({ ...one, bottom: 1 });
    expect(fillTarget(one, 0, 0)).toEqual({ ...one, left: 0 });
    expect(fillTarget(one, 0, 1)).toEqual(one);
  });

  it('skips cells that cannot be edited without losing the count of the series', () => {
    const plan = planFill(model, shape, one, { ...one, bottom: 2 }, 'series');
    expect(plan).toEqual({
      edits: [{ rowId: 'c', column: 'count', text: '3' }],
      skipped: { count: 1, reason: '不能改。' },
    });
  });

  it('by Ctrl+D takes the first row of a range, or the row above a single one', () => {
    const range = { top: 0, bottom: 2, left: 0, right: 0 };
    expect(fillFromEdge(range, 'down')?.source).toEqual({ ...range, bottom: 0 });
    expect(fillFromEdge({ ...range, top: 2 }, 'down')?.source).toEqual({ ...range, top: 1, bottom: 1 });
    expect(fillFromEdge({ ...range, bottom: 0 }, 'down')).toBeNull();
    expect(fillFromEdge(range, 'right')).toBeNull();
  });

  it('by a double-click goes as far as the neighbour’s data', () => {
    const filled = (row: number, column: number): boolean => column === 0 && row < 2;
    expect(endOfNeighbour(one, shape, filled)).toBe(1);
    expect(endOfNeighbour({ ...one, left: 0, right: 0 }, shape, filled)).toBeNull();
  });
});

describe('completion', () => {
  const names = ['大兴村', '东顿村', '大箕村'].map((value) => ({ value, note: '' }));
  const suggestions = { options: names, only: false, many: true };
  const found = (text: string, taken: string[] = []) =>
    matchSuggestions(suggestions, text, taken).map(({ value }) => value);

  it('finds names by characters, pinyin and initials, without those that are taken', () => {
    expect(found('dxc')).toEqual(['大兴村']);
    expect(found('daxing')).toEqual(['大兴村']);
    expect(found('大')).toEqual(['大兴村', '大箕村']);
    expect(found('大', ['大兴村'])).toEqual(['大箕村']);
  });

  it('means the best match by letters, but never another name for one in characters', () => {
    expect(meantOption(names, 'dxc')).toBe('大兴村');
    expect(meantOption(names, '大兴')).toBeNull();
  });
});
