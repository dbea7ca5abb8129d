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

/** Table order: by position, then by id where two rows share one. */
export function compareRows(left: Row, right: Row): number {
  if (left.position !== right.position) return left.position < right.position ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
