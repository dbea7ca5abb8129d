import type { WorkbookEdit } from '../workbook-edit.ts';

/** The parts of these kinds that a part points at and that are there. */
export function related(edit: WorkbookEdit, part: string, ...types: readonly string[]): string[] {
  const targets = edit
    .relationshipsOf(part)
    .filter(({ type, target }) => types.includes(type) && edit.has(target))
    .map(({ target }) => target);
  return [...new Set(targets)];
}
