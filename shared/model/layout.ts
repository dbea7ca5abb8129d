import { z } from 'zod';

/** How one person sees one column: CSS pixels, hidden or not, frozen at the left or not. */
export const columnLayoutSchema = z.strictObject({
  key: z.string().max(200),
  /** Null keeps the width that the table itself says. */
  width: z.number().positive().max(4000).nullable(),
  hidden: z.boolean(),
  frozen: z.boolean(),
});
export type ColumnLayout = z.infer<typeof columnLayoutSchema>;

/** The columns of one view in the person's own order; columns that are not named follow in the table's order. */
export const tableLayoutSchema = z.strictObject({ columns: z.array(columnLayoutSchema).max(2000) });
export type TableLayout = z.infer<typeof tableLayoutSchema>;
