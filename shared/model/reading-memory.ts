/** What a person corrected about reading a form, kept with the workbook for the next file of the same form. */
import { z } from 'zod';
import { readingFieldSchema } from './reading.ts';

export const rememberedReadingSchema = z.strictObject({
  /** The form: its normalised header paths, left to right. */
  form: z.string(),
  /** The sheet that was pointed out; null where the program chose it. */
  sheet: z.string().nullable(),
  /** The texts of the rows that were pointed out as the header, normalised; null where the program found it. */
  header: z.array(z.array(z.string())).nullable(),
  /** "This column is 村名", by the column's normalised path. */
  columns: z.array(z.strictObject({ path: z.string(), field: readingFieldSchema })),
});
export type RememberedReading = z.infer<typeof rememberedReadingSchema>;
