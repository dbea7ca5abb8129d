/** Column filters: what a column's value list and conditions let through. */
import { type CellValue, isUnread } from '../model/cell-value.ts';
import type { ColumnType } from '../model/column.ts';
import { parseDateText } from '../values/date-text.ts';
import { parseNumberText, parsePercentText } from '../values/number-text.ts';
import { foldWidth } from '../values/text.ts';

/** A condition on one cell. Texts are as the clerk typed them; they are read by the column's type. */
export type FilterCondition =
  | { readonly kind: TextCondition | CompareCondition; readonly text: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'notBlank' };

type TextCondition = 'equals' | 'notEquals' | 'contains' | 'notContains' | 'startsWith' | 'endsWith';
type CompareCondition = 'greater' | 'greaterOrEqual' | 'less' | 'lessOrEqual';

/** What a column's filter lets through: the ticked texts and the conditions, both where both are set. */
export type ColumnFilter = {
  readonly column: string;
  /** The ticked display texts, '' is 空白; null when the list does not restrict. */
  readonly values: readonly string[] | null;
  readonly conditions: readonly FilterCondition[];
  /** How several conditions go together. */
  readonly join: 'and' | 'or';
};

/** The conditions in the order of the menu, with their Chinese names. */
export const conditionNames: Readonly<Record<FilterCondition['kind'], string>> = {
  equals: '等于',
  notEquals: '不等于',
  contains: '包含',
  notContains: '不包含',
  startsWith: '开头是',
  endsWith: '结尾是',
  greater: '大于',
  greaterOrEqual: '大于等于',
  less: '小于',
  lessOrEqual: '小于等于',
  between: '介于',
  blank: '空白',
  notBlank: '非空白',
};

/** Whether a cell passes, by its value and its shown text; prepared once for a column of many cells. */
export type CellTest = (value: CellValue, text: string) => boolean;

/**
 * Prepares a condition. Texts compare without case and width; numbers by size and dates by time in columns of
 * those types, `2025-03` being the whole month. 无, unread and blank cells are neither greater nor less than
 * anything; not equal and not containing are the opposites of equal and containing, so blank cells pass them.
 */
export function compileCondition(type: ColumnType, condition: FilterCondition): CellTest {
  switch (condition.kind) {
    case 'blank':
      return isBlank;
    case 'notBlank':
      return (value, text) => !isBlank(value, text);
    case 'between': {
      const from = compileComparison(type, condition.from);
      const to = compileComparison(type, condition.to);
      return (value, text) => {
        const toFrom = from(value, text);
        const toTo = to(value, text);
        return (toFrom >= 0 && toTo <= 0) || (toFrom <= 0 && toTo >= 0);
      };
    }
    case 'equals':
      return compileEquals(type, condition.text);
    case 'notEquals': {
      const equals = compileEquals(type, condition.text);
      return (value, text) => !equals(value, text);
    }
    case 'contains':
      return compileTextTest(condition.text, (text, wanted) => text.includes(wanted));
    case 'notContains': {
      const contains = compileTextTest(condition.text, (text, wanted) => text.includes(wanted));
      return (value, text) => !contains(value, text);
    }
    case 'startsWith':
      return compileTextTest(condition.text, (text, wanted) => text.startsWith(wanted));
    case 'endsWith':
      return compileTextTest(condition.text, (text, wanted) => text.endsWith(wanted));
    default: {
      const compare = compileComparison(type, condition.text);
      const passes = comparisons[condition.kind];
      return (value, text) => passes(compare(value, text));
    }
  }
}

/** Prepares a whole filter of a column. */
export function compileFilter(type: ColumnType, { values, conditions, join }: ColumnFilter): CellTest {
  const ticked = values === null ? null : new Set(values);
  const tests = conditions.map((condition) => compileCondition(type, condition));
  return (value, text) => {
    if (ticked !== null && !ticked.has(text)) return false;
    if (tests.length === 0) return true;
    return join === 'and'
      ? tests.every((test) => test(value, text))
      : tests.some((test) => test(value, text));
  };
}

/** Case and width as filters and the quick filter see them. */
export function foldForFilter(text: string): string {
  return (/[\uff01-\uff5e\u3000]/.test(text) ? foldWidth(text) : text).toLowerCase();
}

function isBlank(value: CellValue, text: string): boolean {
  return value === null || text === '';
}

function compileTextTest(wanted: string, passes: (text: string, wanted: string) => boolean): CellTest {
  const folded = foldForFilter(wanted);
  return (_, text) => passes(foldForFilter(text), folded);
}

function compileEquals(type: ColumnType, wanted: string): CellTest {
  const sameText = compileTextTest(wanted, (text, folded) => text === folded);
  const compare = compileComparison(type, wanted);
  return (value, text) => sameText(value, text) || compare(value, text) === 0;
}

const comparisons: Readonly<Record<CompareCondition, (order: number) => boolean>> = {
  greater: (order) => order > 0,
  greaterOrEqual: (order) => order >= 0,
  less: (order) => order < 0,
  lessOrEqual: (order) => order <= 0,
};

/** How a cell compares to what was typed: below, at or above 0; NaN when it cannot be said. */
type Comparison = (value: CellValue, text: string) => number;

const unknown = Number.NaN;

function compileComparison(type: ColumnType, wanted: string): Comparison {
  const typed = wanted.trim();
  if (typed === '') return () => unknown;
  if (type === 'number' || type === 'percent') return compareNumbers(readNumber(type, typed));
  if (type === 'date') {
    const date = parseDateText(typed);
    return isUnread(date)
      ? () => unknown
      : (value) => (typeof value === 'string' ? compareDates(value, date) : unknown);
  }
  return compareTexts(typed);
}

function compareNumbers(wanted: number | null): Comparison {
  if (wanted === null) return () => unknown;
  return (value) => (typeof value === 'number' ? value - wanted : unknown);
}

/** In a column of percentages 89% and 0.89 mean the same. */
function readNumber(type: ColumnType, text: string): number | null {
  const percent = type === 'percent' ? parsePercentText(text) : text;
  const number = typeof percent === 'number' ? percent : parseNumberText(text, null);
  return typeof number === 'number' ? number : null;
}

/** A shorter date is a whole month or year: everything inside it equals it; what is less exact cannot be said. */
function compareDates(value: string, wanted: string): number {
  const length = Math.min(value.length, wanted.length);
  const order = compareCodes(value.slice(0, length), wanted.slice(0, length));
  return order === 0 && value.length < wanted.length ? unknown : order;
}

const collator = new Intl.Collator('zh-CN');

/** Numbers written in text columns compare by size, other texts by Chinese collation. */
function compareTexts(wanted: string): Comparison {
  const number = plainNumber(wanted);
  const folded = foldForFilter(wanted);
  return (value, text) => {
    if (typeof value !== 'string' || text === '') return unknown;
    const cellNumber = number === null ? null : plainNumber(text);
    if (number !== null && cellNumber !== null) return cellNumber - number;
    return collator.compare(foldForFilter(text), folded);
  };
}

function plainNumber(text: string): number | null {
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

function compareCodes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
