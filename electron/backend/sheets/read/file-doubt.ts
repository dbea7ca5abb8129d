import type { Problem } from '../../../../shared/model/problem.ts';

/** What is doubtful about a file as a whole, before anybody looks for a table in it. */
export type FileDoubt = Pick<Problem, 'code' | 'severity' | 'message'>;
