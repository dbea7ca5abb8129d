import type { SaveTarget } from './save-target.ts';
import type { LearnSource } from './use-learn.ts';

/** Where the form is to be kept from the start; null leaves it to what fits best. */
export function startTarget(source: LearnSource): SaveTarget | null {
  if (source.kind === 'kept') {
    const { key, table } = source.info.form;
    return { kind: 'correction', form: key, table, chosen: {} };
  }
  const { editionOf } = source;
  return editionOf === null ? null : { kind: 'edition', form: editionOf.form.key, refused: [] };
}
