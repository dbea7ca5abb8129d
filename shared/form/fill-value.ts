/** A value of a table → what is written into a cell of a form. */
import { joinNames } from '../annex/names.ts';
import { type CellValue, isNameList } from '../model/cell-value.ts';
import type { ColumnType } from '../model/column.ts';
import { formatPercent, withoutDust } from '../values/number-text.ts';
import { isDateFormat, showsDay } from './number-format.ts';

/** What a cell is to hold. A text stays text, whatever it looks like. */
export type PlannedValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** A day as ISO, in a cell whose format shows it. */
  | { readonly kind: 'date'; readonly iso: string }
  /** Nothing: what stood there is cleared. */
  | { readonly kind: 'blank' }
  /** What the template's own formula comes to; the formula stays. */
  | { readonly kind: 'result'; readonly value: number };

/** How the cell is described by the form. */
export type FilledCell = { readonly type: ColumnType; readonly format: string | null };

/**
 * What reads back as the same value. A fraction in a cell that shows no per cent, and a date in one that shows none,
 * are written as texts: 89%, 2025-03-26.
 */
export function plannedValue({ type, format }: FilledCell, value: CellValue): PlannedValue {
  if (value === null) return { kind: 'blank' };
  if (isNameList(value)) return textOrBlank(joinNames(value));
  switch (typeof value) {
    case 'string':
      return type === 'date' ? plannedDate(format, value) : textOrBlank(value);
    case 'number': {
      const number = withoutDust(value);
      if (type !== 'percent' || format?.includes('%') === true) return { kind: 'number', value: number };
      return { kind: 'text', text: formatPercent(number) };
    }
    case 'boolean':
      return { kind: 'text', text: value ? '是' : '否' };
    default:
      return textOrBlank(value.text);
  }
}

/** A serial number only where its format shows no more and no less than the date says. */
function plannedDate(format: string | null, iso: string): PlannedValue {
  if (format === null || !isDateFormat(format)) return { kind: 'text', text: iso };
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso) && showsDay(format)) return { kind: 'date', iso };
  if (/^\d{4}-\d{2}$/.test(iso) && !showsDay(format)) return { kind: 'date', iso: `${iso}-01` };
  return { kind: 'text', text: iso };
}

function textOrBlank(text: string): PlannedValue {
  return text === '' ? { kind: 'blank' } : { kind: 'text', text };
}
