/** What the filter panel holds until 确定: ticks and conditions of one column. */
import { type ColumnFilter, conditionNames, type FilterCondition } from '../../shared/grid/filter.ts';
import { isPinyinQuery, matchPinyin } from '../../shared/grid/pinyin.ts';
import type { ValueCount } from '../../shared/grid/row-view.ts';
import { isUnread } from '../../shared/model/cell-value.ts';
import type { ColumnType } from '../../shared/model/column.ts';
import { parseDateText } from '../../shared/values/date-text.ts';
import { parseNumberText, parsePercentText } from '../../shared/values/number-text.ts';

export type ConditionKind = FilterCondition['kind'];

/** A condition while it is typed; `to` is for 介于 only. An empty `kind` is no condition. */
export type ConditionDraft = {
  readonly kind: ConditionKind | '';
  readonly text: string;
  readonly to: string;
};

export const noCondition: ConditionDraft = { kind: '', text: '', to: '' };

const textKinds: readonly ConditionKind[] = [
  'contains',
  'notContains',
  'equals',
  'notEquals',
  'startsWith',
  'endsWith',
  'blank',
  'notBlank',
];
const orderedKinds: readonly ConditionKind[] = [
  'equals',
  'notEquals',
  'greater',
  'greaterOrEqual',
  'less',
  'lessOrEqual',
  'between',
  'blank',
  'notBlank',
];

/** The conditions that make sense for a column, with their names. */
export function conditionKindsOf(type: ColumnType): readonly { kind: ConditionKind; name: string }[] {
  const ordered = type === 'number' || type === 'percent' || type === 'date';
  return (ordered ? orderedKinds : textKinds).map((kind) => ({ kind, name: conditionNames[kind] }));
}

/** 空白 and 非空白 need no text. */
export function needsText(kind: ConditionKind | ''): boolean {
  return kind !== '' && kind !== 'blank' && kind !== 'notBlank';
}

export function draftOf(condition: FilterCondition | undefined): ConditionDraft {
  if (condition === undefined) return noCondition;
  if (condition.kind === 'between') return { kind: 'between', text: condition.from, to: condition.to };
  return { kind: condition.kind, text: 'text' in condition ? condition.text : '', to: '' };
}

/** What a condition lacks, or what of it cannot be read in the column, and where. */
export type ConditionGap = {
  /** 0 or 1: the first or the second condition. */
  readonly condition: number;
  readonly field: 'text' | 'to';
  readonly message: string;
};

/** The first thing that keeps the conditions from being applied; null when they can be. */
export function findGap(type: ColumnType, drafts: readonly ConditionDraft[]): ConditionGap | null {
  for (const [condition, { kind, text, to }] of shownConditions(drafts).entries()) {
    if (kind === '' || !needsText(kind)) continue;
    const what = `「${conditionNames[kind]}」`;
    const fields =
      kind === 'between'
        ? ([
            ['text', text],
            ['to', to],
          ] as const)
        : ([['text', text]] as const);
    for (const [field, written] of fields) {
      const name = kind !== 'between' ? '内容' : field === 'text' ? '下限' : '上限';
      if (written.trim() === '') return { condition, field, message: `${what}还没有填${name}。` };
      // Equal is also what is written alike: a text that could not be read can be looked for.
      const unread = kind === 'equals' || kind === 'notEquals' ? null : whyUnread(type, written);
      if (unread !== null) return { condition, field, message: `${what}的${name}${unread}` };
    }
  }
  return null;
}

/** The drafts that the panel shows: without a first condition there is no second one. */
export function shownConditions(drafts: readonly ConditionDraft[]): readonly ConditionDraft[] {
  return drafts[0]?.kind === '' ? drafts.slice(0, 1) : drafts;
}

/** Numbers and dates are compared as such: a condition that is none of them would match nothing. */
function whyUnread(type: ColumnType, text: string): string | null {
  if (type === 'date') {
    return isUnread(parseDateText(text.trim()))
      ? `「${text.trim()}」不是日期，请写成 2025.3.26、2025年3月或 2025。`
      : null;
  }
  if (type !== 'number' && type !== 'percent') return null;
  const value = type === 'percent' ? parsePercentText(text) : null;
  return typeof value === 'number' || typeof parseNumberText(text, null) === 'number'
    ? null
    : `「${text.trim()}」不是数字。`;
}

/** The conditions that are complete; one without its text is none. */
export function conditionsOf(drafts: readonly ConditionDraft[]): FilterCondition[] {
  return shownConditions(drafts).flatMap(({ kind, text, to }): FilterCondition[] => {
    if (kind === '') return [];
    if (kind === 'blank' || kind === 'notBlank') return [{ kind }];
    if (kind === 'between') return text.trim() === '' || to.trim() === '' ? [] : [{ kind, from: text, to }];
    return text.trim() === '' ? [] : [{ kind, text }];
  });
}

/** The values that a search lets through: those that hold the text, or whose pinyin begins with it. */
export function searchValues(values: readonly ValueCount[], search: string): readonly ValueCount[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return values;
  const byPinyin = isPinyinQuery(wanted);
  return values.filter(
    ({ text }) =>
      (text === '' ? '空白' : text.toLowerCase()).includes(wanted) || (byPinyin && matchPinyin(wanted, text)),
  );
}

/**
 * The filter that 确定 sets. With a search only what it found counts, as in Excel; without one, ticked values
 * that the list does not offer now (other filters leave them out) stay ticked.
 */
export function filterOfDraft(draft: {
  readonly column: string;
  readonly before: ColumnFilter | null;
  readonly offered: readonly ValueCount[];
  readonly ticked: ReadonlySet<string>;
  readonly search: string;
  readonly conditions: readonly ConditionDraft[];
  readonly join: 'and' | 'or';
}): ColumnFilter {
  const { column, offered, ticked, search, before } = draft;
  const listed = searchValues(offered, search);
  const chosen = listed.flatMap(({ text }) => (ticked.has(text) ? [text] : []));
  const restricted = search.trim() !== '' || chosen.length < offered.length;
  const offeredTexts = new Set(offered.map(({ text }) => text));
  const unseen = search.trim() === '' ? (before?.values ?? []).filter((text) => !offeredTexts.has(text)) : [];
  return {
    column,
    values: restricted ? [...chosen, ...unseen] : null,
    conditions: conditionsOf(draft.conditions),
    join: draft.join,
  };
}
