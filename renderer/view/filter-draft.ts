/** What the filter panel holds until 确定: ticks and conditions of one column. */
import { type ColumnFilter, conditionNames, type FilterCondition } from '../../shared/grid/filter.ts';
import { isPinyinQuery, matchPinyin } from '../../shared/grid/pinyin.ts';
import type { ValueCount } from '../../shared/grid/row-view.ts';
import type { ColumnType } from '../../shared/model/column.ts';

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

/** The conditions that are complete; one without its text is none. */
export function conditionsOf(drafts: readonly ConditionDraft[]): FilterCondition[] {
  return drafts.flatMap(({ kind, text, to }): FilterCondition[] => {
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
