import { z } from 'zod';
import { rowValuesSchema } from './cell-value.ts';
import { formEditionSchema } from './form-edition.ts';
import { returnSchema } from './return.ts';
import { roundSchema } from './round.ts';
import { rowSchema, rowSourceSchema } from './row.ts';
import { tableDefinitionSchema } from './table.ts';

/**
 * The closed union of everything that can happen to a workbook's data. Each change carries what was before,
 * so that it can be checked when it is committed and inverted when it is undone.
 */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rowAdded'), table: z.string(), row: rowSchema }),
  z.strictObject({ kind: z.literal('rowRemoved'), table: z.string(), row: rowSchema }),
  z.strictObject({
    kind: z.literal('cellsSet'),
    table: z.string(),
    rowId: z.string(),
    /** The same keys as `after`; 未填 is null. */
    before: rowValuesSchema,
    after: rowValuesSchema,
    /** Where the row was read, when the values come from a file; absent where the source stays as it is. */
    source: z
      .strictObject({ before: rowSourceSchema.nullable(), after: rowSourceSchema.nullable() })
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('rowMoved'),
    table: z.string(),
    rowId: z.string(),
    before: z.string(),
    after: z.string(),
  }),
  z.strictObject({
    kind: z.literal('tableSet'),
    table: z.string(),
    before: tableDefinitionSchema.nullable(),
    after: tableDefinitionSchema.nullable(),
  }),
  /** One edition of a form; `table` is the one that it is bound to. */
  z.strictObject({
    kind: z.literal('formSet'),
    table: z.string(),
    form: z.string(),
    edition: z.number().int(),
    before: formEditionSchema.nullable(),
    after: formEditionSchema.nullable(),
  }),
  /** A round; `table` is that of its form. */
  z.strictObject({
    kind: z.literal('roundSet'),
    table: z.string(),
    round: z.string(),
    before: roundSchema.nullable(),
    after: roundSchema.nullable(),
  }),
  /** What becomes of a file that came back; `table` is that of its form, '' while nobody knows the form. */
  z.strictObject({
    kind: z.literal('returnSet'),
    table: z.string(),
    return: z.string(),
    before: returnSchema,
    after: returnSchema,
  }),
]);
export type Change = z.infer<typeof changeSchema>;

/** The change that takes `change` back. */
export function invertChange(change: Change): Change {
  switch (change.kind) {
    case 'rowAdded':
      return { ...change, kind: 'rowRemoved' };
    case 'rowRemoved':
      return { ...change, kind: 'rowAdded' };
    case 'cellsSet': {
      const { source } = change;
      const inverse = { ...change, before: change.after, after: change.before };
      return source === undefined
        ? inverse
        : { ...inverse, source: { before: source.after, after: source.before } };
    }
    case 'rowMoved':
    case 'tableSet':
    case 'formSet':
    case 'roundSet':
    case 'returnSet':
      return { ...change, before: change.after, after: change.before } as Change;
  }
}

/** The changes that take `changes` back, last first. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes.map(invertChange).reverse();
}
