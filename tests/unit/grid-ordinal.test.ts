import { describe, expect, it } from 'vitest';
import { orderText } from '../../shared/grid/ordinal.ts';
import { makeRowView, wholeView } from '../../shared/grid/row-view.ts';

/** The texts as a column's value list and its sort put them. */
function sorted(texts: readonly string[]): readonly string[] {
  const view = makeRowView({
    columns: [{ key: 'name', type: 'text' }],
    rows: texts,
    valueOf: (text) => text,
    textOf: (text) => text,
  });
  const listed = view.valuesOf('name', wholeView).map(({ text }) => text);
  const order = view.select({ ...wholeView, sort: [{ column: 'name', descending: false }] });
  expect([...order].map((at) => texts[at])).toEqual(listed);
  return listed;
}

describe('texts that begin with their place in a list', () => {
  it.each([
    ['（一）稳产', '（二）增收', '（四）治理', '（十）保障', '（十一）考核'],
    ['一、总体要求', '二、重点任务', '四、组织', '十、其他', '二十一、附则'],
    ['第一章', '第二章', '第四章', '第十二章'],
    ['1. 粮食', '2. 油料', '10. 蔬菜'],
    ['1、粮食', '2、油料', '10、蔬菜'],
    ['附件1', '附件2', '附件10'],
    ['附件一', '附件二', '附件四'],
    ['一', '二', '三', '四', '十'],
    ['一月', '二月', '四月', '十一月'],
    ['1月', '2月', '10月', '12月'],
    ['一季度', '二季度', '三季度', '四季度'],
    ['（1）', '（2）', '（10）'],
    ['第1批', '第2批', '第10批'],
  ])('sort by their number: %s, %s, %s …', (...texts) => {
    expect(sorted([...texts].reverse())).toEqual(texts);
  });

  it.each(['三甲村', '四义村', '十里河村', '2025年', '3.5', '10万亩', '1.2.3', '表决', '', '（含社区）'])(
    'leave other texts as they are: %s',
    (text) => {
      expect(orderText(text)).toBe(text);
    },
  );

  it('keep villages in their Chinese order beside them', () => {
    expect(sorted(['四义村', '（二）', '大兴村', '（一）', '三甲村'])).toEqual([
      '（一）',
      '（二）',
      '大兴村',
      '三甲村',
      '四义村',
    ]);
  });
});
