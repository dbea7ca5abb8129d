import { z } from 'zod';
import { rowValuesSchema } from './cell-value.ts';

/** Where a row was read: the stored file and, by column key, the cell (`C9`) each value stood in. */
export const rowSourceSchema = z.strictObject({
  fileId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  cells: z.record(z.string(), z.string()),
});
export type RowSource = z.infer<typeof rowSourceSchema>;

/** 记录: one row of a table. `position` is an order key (see values/order-key.ts), compared as plain text. */
export const rowSchema = z.strictObject({
  id: z.string().min(1),
  position: z.string().min(1),
  /** The unit that reported the row; null for rows kept by the county itself. */
  unit: z.string().nullable(),
  round: z.string().nullable(),
  values: rowValuesSchema,
  source: rowSourceSchema.nullable(),
});
export type Row = z.infer<typeof rowSchema>;

/** A row's place in table order, which it keeps while other rows come and go. */
export const rowCursorSchema = rowSchema.pick({ position: true, id: true });
export type RowCursor = z.infer<typeof rowCursorSchema>;

/** Table order: by position, then by id where two rows share one; texts by code point, as SQLite compares them. */
export function compareRows(left: RowCursor, right: RowCursor): number {
  return compareCodePoints(left.position, right.position) || compareCodePoints(left.id, right.id);
}

function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) return rankOfUnit(one) - rankOfUnit(other);
  }
  return left.length - right.length;
}

/** UTF-16 puts the halves of characters beyond U+FFFF before U+E000; by code point they come last. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
