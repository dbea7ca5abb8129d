/**
 * 回收: a file that came back for a round. Its bytes are kept under their hash before anything is read; what it was
 * matched to, and how far it has come, is edited and undone like all data. That it arrived is a fact and stays.
 */
import { z } from 'zod';
import type { Problem } from './problem.ts';

/** How sure a match is: `doubtful` ones ask a person. */
export const certaintySchema = z.enum(['certain', 'likely', 'doubtful']);
export type Certainty = z.infer<typeof certaintySchema>;

function matchPart<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    /** Null where nothing tells. */
    value: value.nullable(),
    certainty: certaintySchema,
    /** Chinese: the evidence, and what speaks against it. */
    why: z.string().max(2000),
  });
}

const key = z.string().min(1).max(100);
const unitName = z.string().min(1).max(200);
const instant = z.string().min(1).max(40);
const count = z.number().int().min(0);

export const returnMatchSchema = z.strictObject({
  form: matchPart(key),
  edition: matchPart(z.number().int().min(1).max(9999)),
  round: matchPart(key),
  unit: matchPart(unitName),
});
export type ReturnMatch = z.infer<typeof returnMatchSchema>;

/** One value of a match. */
export type MatchPart<Value> = {
  readonly value: Value | null;
  readonly certainty: Certainty;
  readonly why: string;
};

/**
 * `received` 已收到, `problems` 有问题 (must be mended, or nobody knows whose it is), `accepted` 已接收,
 * `sentBack` 已退回, `superseded` 已被新版代替, `setAside` 不采用.
 */
export const returnStatusSchema = z.enum([
  'received',
  'problems',
  'accepted',
  'sentBack',
  'superseded',
  'setAside',
]);
export type ReturnStatus = z.infer<typeof returnStatusSchema>;

/** A problem as it is named when somebody speaks of it; findings of one kind at one cell are one. */
export const problemPlaceSchema = z.strictObject({
  code: z.string().min(1).max(100),
  sheet: z.string().max(200).nullable(),
  cell: z.string().max(20).nullable(),
  column: z.string().max(200).nullable(),
});
export type ProblemPlace = z.infer<typeof problemPlaceSchema>;

/** 说明: why a finding that wants explaining may stand. */
export const explanationSchema = z.strictObject({
  problem: problemPlaceSchema,
  text: z.string().trim().min(1).max(2000),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** 退回: a return that the unit has to mend. */
const sentBackSchema = z.strictObject({
  at: instant,
  reason: z.string().max(2000),
  /** What was marked in their workbook. */
  problems: z.array(problemPlaceSchema.extend({ message: z.string().max(2000) })).max(20_000),
});

export const returnSchema = z.strictObject({
  id: key,
  /** `id` is the SHA-256 of the bytes, under which the workbook keeps them. */
  file: z.strictObject({
    id: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string().min(1).max(1000),
    size: count,
  }),
  receivedAt: instant,
  /** When the file says that it was saved last; null where it does not say. */
  savedAt: instant.nullable(),
  /** What the program took it for when it arrived. */
  match: returnMatchSchema,
  /** What it is taken for now; null where nobody knows yet. */
  form: key.nullable(),
  edition: z.number().int().min(1).max(9999).nullable(),
  round: key.nullable(),
  unit: unitName.nullable(),
  /** Counts the files of this unit for this round; 0 while one of them is unknown. */
  version: z.number().int().min(0),
  status: returnStatusSchema,
  counts: z.strictObject({ rows: count, must: count, explain: count, note: count }),
  /** Chinese sentences about the file itself: sent twice, older than another, for another round. */
  notes: z.array(z.string().max(2000)).max(100),
  /** Why it could not be read; null where it could. */
  failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  accepted: z
    .strictObject({ at: instant, added: count, changed: count, removed: count, unchanged: count })
    .nullable(),
  sentBack: sentBackSchema.nullable(),
  explanations: z.array(explanationSchema).max(20_000),
});
export type Return = z.infer<typeof returnSchema>;

/** How the state of a return is called. */
export const returnStatusTitles: Readonly<Record<ReturnStatus, string>> = {
  received: '已收到',
  problems: '有问题',
  accepted: '已接收',
  sentBack: '已退回',
  superseded: '已被新版代替',
  setAside: '不采用',
};

/** By which an explanation finds its problem. */
export function problemKey({ code, sheet, cell, column }: ProblemPlace): string {
  return JSON.stringify([code, sheet, cell, column]);
}

export function placeOfProblem({ code, sheet, cell, column }: Problem): ProblemPlace {
  return { code, sheet, cell, column };
}

/** The findings that still want a 说明. */
export function unexplained(
  problems: readonly Problem[],
  explanations: readonly Explanation[],
): readonly Problem[] {
  const told = new Set(explanations.map(({ problem }) => problemKey(problem)));
  return problems.filter((problem) => problem.severity === 'explain' && !told.has(problemKey(problem)));
}

export function countProblems(
  problems: readonly Problem[],
): Pick<Return['counts'], 'must' | 'explain' | 'note'> {
  const counts = { must: 0, explain: 0, note: 0 };
  for (const { severity } of problems) counts[severity] += 1;
  return counts;
}
