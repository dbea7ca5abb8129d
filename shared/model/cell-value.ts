import { z } from 'zod';

/** A confirmed "nothing here" (无); `text` is how it was written: 无, /, —. */
export type NoneValue = { readonly kind: 'none'; readonly text: string };

/** Text kept as written because its meaning is not certain; `reason` is a Chinese sentence for the clerk. */
export type UnreadText = { readonly kind: 'unread'; readonly text: string; readonly reason: string };

/**
 * What a cell can hold. 未填 (blank, `null`) and 无 (a confirmed none) are different values everywhere.
 *
 * - `null`       未填: nobody has filled the cell
 * - `string`     text, a choice, one unit or village name; dates as ISO `2025-03-26`, `2025-03` or `2025`
 * - `number`     a finite decimal of at most 15 significant digits; longer digit strings stay text
 * - `boolean`    是/否
 * - `string[]`   several names (units, villages), in the order they were written
 * - `NoneValue`  somebody confirmed that there is nothing
 * - `UnreadText` text in a typed column that could not be read with certainty; never lost, never 0
 */
export type CellValue = null | string | number | boolean | readonly string[] | NoneValue | UnreadText;

/** A row's values by column key. A key that is absent means 未填. */
export type RowValues = { readonly [columnKey: string]: CellValue };

export const cellValueSchema: z.ZodType<CellValue> = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.strictObject({ kind: z.literal('none'), text: z.string() }),
  z.strictObject({ kind: z.literal('unread'), text: z.string(), reason: z.string() }),
]);

export const rowValuesSchema: z.ZodType<RowValues> = z.record(z.string(), cellValueSchema);

export function isNameList(value: CellValue): value is readonly string[] {
  return Array.isArray(value);
}

export function isNone(value: CellValue): value is NoneValue {
  return isMarked(value) && value.kind === 'none';
}

export function isUnread(value: CellValue): value is UnreadText {
  return isMarked(value) && value.kind === 'unread';
}

/** Equality by content; a blank equals only a blank. */
export function cellValuesEqual(left: CellValue, right: CellValue): boolean {
  if (left === right) return true;
  if (isNameList(left)) {
    return (
      isNameList(right) && left.length === right.length && left.every((name, index) => name === right[index])
    );
  }
  if (isNone(left)) return isNone(right) && left.text === right.text;
  if (isUnread(left)) return isUnread(right) && left.text === right.text && left.reason === right.reason;
  return false;
}

/** The value of a column, 未填 where the row has no such key. */
export function valueAt(values: RowValues, columnKey: string): CellValue {
  return values[columnKey] ?? null;
}

function isMarked(value: CellValue): value is NoneValue | UnreadText {
  return typeof value === 'object' && value !== null && !isNameList(value);
}
