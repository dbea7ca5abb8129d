import type { EditSummary } from '../../shared/api.ts';

/** Ids of the edits that are taken back at present; `edits` are newest first. */
export function undoneEdits(edits: readonly EditSummary[]): ReadonlySet<number> {
  const undone = new Set<number>();
  const settled = new Set<number>();
  for (const { kind, target } of edits) {
    if (target === null || settled.has(target)) continue;
    settled.add(target);
    if (kind === 'undo') undone.add(target);
  }
  return undone;
}

/** The edits that the next undos take back, in that order. */
export function undoableEdits(edits: readonly EditSummary[]): readonly EditSummary[] {
  const undone = undoneEdits(edits);
  return edits.filter(({ kind, id }) => kind === 'edit' && !undone.has(id));
}
