import { z } from 'zod';

/**
 * 栏目: one typed column of a table.
 *
 * `unit` is one name from the unit tree, `units` several; `village` is one name from the registry.
 * `percent` values are fractions (0.89 is shown as 89%). `identity` (身份证号) and `phone` are text in every digit.
 */
export const columnTypeSchema = z.enum([
  'text',
  'number',
  'percent',
  'date',
  'boolean',
  'choice',
  'unit',
  'units',
  'village',
  'identity',
  'phone',
]);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const columnSchema = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  title: z.string().min(1),
  type: columnTypeSchema,
  /** The measure word of every number in the column, 户 or 万元; null when it varies or there is none. */
  measureWord: z.string().nullable(),
  /** The column that holds each row's own measure word, where it varies (重点任务: 户, %, 亿斤). */
  measureWordColumn: z.string().optional(),
  /** What a `choice` column allows; empty for other types. */
  choices: z.array(z.string()),
  required: z.boolean(),
  /** Computed columns are shown and exported but never stored or edited. */
  computed: z.enum(['completionRate']).nullable(),
  /** Initial width in CSS pixels. */
  width: z.number(),
});
export type Column = z.infer<typeof columnSchema>;

/** A column with the usual settings; only what differs needs saying. */
export function defineColumn(column: Pick<Column, 'key' | 'title'> & Partial<Column>): Column {
  return {
    type: 'text',
    measureWord: null,
    choices: [],
    required: false,
    computed: null,
    width: 120,
    ...column,
  };
}
