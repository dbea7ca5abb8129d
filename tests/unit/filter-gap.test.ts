import { describe, expect, it } from 'vitest';
import { type ConditionDraft, conditionsOf, findGap, noCondition } from '../../renderer/view/filter-draft.ts';

const draft = (kind: ConditionDraft['kind'], text = '', to = ''): ConditionDraft => ({ kind, text, to });

describe('what keeps a filter from being applied', () => {
  it('is a condition without its text, named with its field', () => {
    expect(findGap('text', [draft('contains'), noCondition])).toEqual({
      condition: 0,
      field: 'text',
      message: '「包含」还没有填内容。',
    });
    expect(findGap('number', [draft('greater', '3'), draft('between', '1')])).toMatchObject({
      condition: 1,
      field: 'to',
      message: '「介于」还没有填上限。',
    });
  });

  it('is a text that is no number or date where sizes are compared', () => {
    expect(findGap('number', [draft('greater', '很多')])?.message).toBe('「大于」的内容「很多」不是数字。');
    expect(findGap('date', [draft('less', '春天')])?.message).toContain('不是日期');
    expect(findGap('percent', [draft('greater', '80%')])).toBeNull();
    expect(findGap('number', [draft('greater', '1,200')])).toBeNull();
    expect(findGap('date', [draft('less', '2025年3月')])).toBeNull();
  });

  it('is nothing where a text is looked for that could not be read, or where no text is needed', () => {
    expect(findGap('number', [draft('equals', '约三成')])).toBeNull();
    expect(findGap('text', [draft('blank')])).toBeNull();
    expect(findGap('text', [noCondition, noCondition])).toBeNull();
  });

  it('is never a condition that the panel does not show, which restricts nothing either', () => {
    const drafts = [noCondition, draft('contains')];
    expect(findGap('text', drafts)).toBeNull();
    expect(conditionsOf([noCondition, draft('contains', '村')])).toEqual([]);
  });
});
