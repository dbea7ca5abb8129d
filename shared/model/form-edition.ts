/**
 * A 表样 as a workbook keeps it: one edition (版) of it. Editions count from 1; the newest is the one that is filled and
 * issued, earlier ones stay so that what was issued with them can still be read. The bytes lie in the workbook's files.
 */
import { z } from 'zod';
import { formDefinitionSchema, formLayoutSchema } from './form.ts';

export const formEditionSchema = z.strictObject({
  /** Of the form, the same in all its editions. */
  key: z.string().min(1).max(100),
  edition: z.number().int().min(1).max(9999),
  /** The key of the table that it is bound to. */
  table: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  layout: formLayoutSchema,
  /** SHA-256 of the template's bytes, under which the workbook keeps them. */
  fileId: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string().min(1).max(1000),
  /** Null for a form of an older workbook that was never learnt. */
  definition: formDefinitionSchema.nullable(),
});
export type FormEdition = z.infer<typeof formEditionSchema>;

const place = z.number().int().min(0).max(1_048_575);

/** What a person let stand of what became of each column (or figure) from one edition to the next; see compare-editions. */
export const editionChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['same', 'moved']), before: place, after: place }),
  z.strictObject({
    kind: z.literal('renamed'),
    before: place,
    after: place,
    similarity: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal('gone'), before: place }),
  z.strictObject({ kind: z.literal('added'), after: place }),
]);

/** The form as a person names it: 附件1 省级（第2版）, without the edition where it is the first. */
export function nameEdition({ title, edition }: Pick<FormEdition, 'title' | 'edition'>): string {
  return edition === 1 ? title : `${title}（第${edition}版）`;
}
