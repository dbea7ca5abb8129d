/**
 * 审核问题: one finding. `must` blocks or has to be mended, `explain` may pass with a written 说明,
 * `note` only informs.
 */
export type Problem = {
  readonly code: string;
  readonly severity: 'must' | 'explain' | 'note';
  /** Chinese; says what was found and what to do. */
  readonly message: string;
  readonly sheet: string | null;
  /** A1 reference in the file, or null when the finding is about a whole file or row of the table. */
  readonly cell: string | null;
  readonly rowId: string | null;
  readonly column: string | null;
};

export function describeProblem(
  problem: Pick<Problem, 'code' | 'severity' | 'message'> & Partial<Problem>,
): Problem {
  return { sheet: null, cell: null, rowId: null, column: null, ...problem };
}
