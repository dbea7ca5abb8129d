/** What a person has decided and explained of a return, not yet taken in. Pure. */
import type { ReturnReview } from '../../shared/collect/answers.ts';
import { type MergeDecisions, noDecisions, type Side } from '../../shared/collect/settle-plan.ts';
import type { Problem } from '../../shared/model/problem.ts';
import { type Explanation, placeOfProblem, problemKey } from '../../shared/model/return.ts';

export type ReviewDraft = {
  readonly decisions: MergeDecisions;
  /** 说明 by the key of its problem. */
  readonly told: ReadonlyMap<string, string>;
};

export const emptyDraft: ReviewDraft = { decisions: noDecisions, told: new Map() };

export function isTouched({ decisions, told }: ReviewDraft): boolean {
  return (
    decisions.rule !== null ||
    Object.keys(decisions.single).length > 0 ||
    [...told.values()].some((text) => text.trim() !== '')
  );
}

export function decide(draft: ReviewDraft, id: string, side: Side | null): ReviewDraft {
  const { [id]: _, ...others } = draft.decisions.single;
  const single = side === null ? others : { ...others, [id]: side };
  return { ...draft, decisions: { ...draft.decisions, single } };
}

/** By rule: what was decided one by one before gives way. */
export function decideAll(
  draft: ReviewDraft,
  rule: Side | null,
  conflicts: ReturnReview['conflicts'],
): ReviewDraft {
  const decided = new Set(conflicts.map(({ id }) => id));
  const single = Object.fromEntries(
    Object.entries(draft.decisions.single).filter(([id]) => rule === null || !decided.has(id)),
  );
  return { ...draft, decisions: { rule, single } };
}

export function explain(draft: ReviewDraft, key: string, text: string): ReviewDraft {
  return { ...draft, told: new Map(draft.told).set(key, text) };
}

/** Findings that want a 说明, those at one place once. */
export function problemsToExplain({ problems }: Pick<ReturnReview, 'problems'>): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = keyOf(problem);
    if (problem.severity !== 'explain' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function keyOf(problem: Problem): string {
  return problemKey(placeOfProblem(problem));
}

/** What was written before, or is written now; '' where nothing is. */
export function explanationOf(
  { told }: ReviewDraft,
  earlier: readonly Explanation[],
  problem: Problem,
): string {
  const key = keyOf(problem);
  return told.get(key) ?? earlier.find((one) => problemKey(one.problem) === key)?.text ?? '';
}

export function explanationsOf({ told }: ReviewDraft, review: ReturnReview): readonly Explanation[] {
  return problemsToExplain(review).flatMap((problem) => {
    const text = (told.get(keyOf(problem)) ?? '').trim();
    return text === '' ? [] : [{ problem: placeOfProblem(problem), text }];
  });
}

/** How many conflicts nobody has decided. */
export function countUndecided({ decisions }: ReviewDraft, { conflicts, counts }: ReturnReview): number {
  if (decisions.rule !== null) return 0;
  const decided = conflicts.filter(({ id }) => decisions.single[id] !== undefined).length;
  return counts.conflicts - decided;
}

/** Why it cannot be taken in yet; null where it can. */
export function whyNotYet(draft: ReviewDraft, review: ReturnReview): string | null {
  if (review.blocked !== null) return review.blocked;
  const undecided = countUndecided(draft, review);
  if (undecided > 0) return `还有 ${undecided} 处冲突没有定。`;
  const open = problemsToExplain(review).filter(
    (problem) => explanationOf(draft, review.received.explanations, problem).trim() === '',
  ).length;
  return open > 0 ? `还有 ${open} 处要核实的问题没有写说明。` : null;
}
