import { describe, expect, it } from 'vitest';
import { describeFilter, describeSort } from '../../renderer/view/describe-view.ts';
import { filterOfDraft, noCondition, searchValues } from '../../renderer/view/filter-draft.ts';
import { hitFrom, planReplacement, stepToHit } from '../../renderer/view/find-state.ts';
import { allRows, alsoSortedBy, sortedBy, withFilter, withoutSort } from '../../renderer/view/view-state.ts';
import { compileQuery, findAll, findText } from '../../shared/grid/find.ts';
import { makeModel, textOf } from '../fixtures/sheet-model.ts';

const offered = [
  { text: '精品示范村', count: 22 },
  { text: '提档升级村', count: 73 },
  { text: '', count: 1 },
];
const draft = {
  column: 'kind',
  before: null,
  offered,
  ticked: new Set(offered.map(({ text }) => text)),
  search: '',
  conditions: [noCondition, noCondition],
  join: 'and' as const,
};

describe('the filter panel', () => {
  it('restricts nothing while everything is ticked and no condition is complete', () => {
    const half = { kind: 'between', text: '3', to: '' } as const;
    expect(filterOfDraft({ ...draft, conditions: [half] })).toEqual({
      column: 'kind',
      values: null,
      conditions: [],
      join: 'and',
    });
  });

  it('sets the ticked values; with a search only what it found, as in Excel', () => {
    expect(filterOfDraft({ ...draft, ticked: new Set(['提档升级村']) }).values).toEqual(['提档升级村']);
    expect(filterOfDraft({ ...draft, search: 'jpsf' }).values).toEqual(['精品示范村']);
  });

  it('keeps ticked values that other filters leave out of the list now', () => {
    const before = {
      column: 'kind',
      values: ['提档升级村', '别处的村'],
      conditions: [],
      join: 'and' as const,
    };
    expect(filterOfDraft({ ...draft, before, ticked: new Set(['提档升级村']) }).values).toEqual([
      '提档升级村',
      '别处的村',
    ]);
  });

  it('finds values by text, by pinyin, and 空白 by its name', () => {
    expect(searchValues(offered, '升级').map(({ text }) => text)).toEqual(['提档升级村']);
    expect(searchValues(offered, 'tds').map(({ text }) => text)).toEqual(['提档升级村']);
    expect(searchValues(offered, '空白').map(({ text }) => text)).toEqual(['']);
  });
});

describe('the view bar', () => {
  it('says in words what is filtered and sorted', () => {
    const filter = { column: 'kind', values: ['精品示范村'], conditions: [], join: 'and' as const };
    expect(describeFilter(filter, '类别')).toBe('类别 = 精品示范村');
    expect(describeFilter({ ...filter, values: ['a', '', 'c'] }, '类别')).toBe('类别 = a、（空白） 等3项');
    const between = { kind: 'between', from: '3', to: '9' } as const;
    expect(describeFilter({ ...filter, values: null, conditions: [between] }, '户数')).toBe(
      '户数 介于 3 和 9',
    );
    const sort = sortedBy(allRows, { column: 'kind', descending: true }).sort;
    expect(describeSort(sort, () => '类别')).toBe('类别 降序');
  });
});

describe('sort keys', () => {
  it('are added behind those before, change direction in place and go one by one', () => {
    const first = sortedBy(allRows, { column: 'kind', descending: false });
    const both = alsoSortedBy(first, { column: 'count', descending: false });
    const turned = alsoSortedBy(both, { column: 'kind', descending: true });
    expect(turned.sort).toEqual([
      { column: 'kind', descending: true },
      { column: 'count', descending: false },
    ]);
    expect(withoutSort(turned, 'kind').sort).toEqual([{ column: 'count', descending: false }]);
    expect(withoutSort(turned, null).sort).toEqual([]);
  });

  it('leave filters alone, and a filter that lets all through goes away', () => {
    const filtered = withFilter(allRows, { column: 'kind', values: ['a'], conditions: [], join: 'and' });
    expect(sortedBy(filtered, { column: 'kind', descending: false }).filters).toBe(filtered.filters);
    expect(
      withFilter(filtered, { column: 'kind', values: null, conditions: [], join: 'and' }).filters,
    ).toEqual([]);
  });
});

describe('find and replace', () => {
  const rows = [
    { id: 'a', kind: '大兴村、大阳村', count: 1 },
    { id: 'b', kind: '大兴村', count: 12 },
    { id: 'c', kind: '善获村', count: null },
  ];
  const model = makeModel(rows, ['b']);
  const matcher = compileQuery(findText('大'));
  const hits = findAll(matcher, [{ top: 0, bottom: 2, left: 0, right: 1 }], (row, column) =>
    textOf(rows[row] ?? { id: '', kind: '', count: null }, column === 0 ? 'kind' : 'count'),
  );

  it('replaces every place, and skips and counts the cells that cannot be edited', () => {
    expect(planReplacement(model, hits, matcher, '小')).toEqual({
      edits: [{ rowId: 'a', column: 'kind', text: '小兴村、小阳村' }],
      places: 2,
      skipped: 1,
    });
  });

  it('goes from hit to hit in reading order, round at the end, from cells without a hit too', () => {
    expect(hitFrom(hits, { row: 0, column: 1 })).toBe(1);
    expect(stepToHit(hits, { row: 0, column: 0 }, 1)).toBe(1);
    expect(stepToHit(hits, { row: 1, column: 0 }, 1)).toBe(0);
    expect(stepToHit(hits, { row: 0, column: 0 }, -1)).toBe(1);
    expect(stepToHit(hits, { row: 2, column: 1 }, 1)).toBe(0);
    expect(stepToHit([], { row: 0, column: 0 }, 1)).toBe(-1);
  });
});
