/** What a sheet says of itself above its table, against what it is taken for: told at the very cell. Pure. */
import { describeProblem, type Problem } from '../model/problem.ts';
import { periodTitle } from '../model/round.ts';
import { judgePeriod } from './periods.ts';
import type { UnitNames } from './unit-names.ts';

/** 填报单位 and 报表期 as the sheet has them, and the cells where they stand. */
export type ReturnHead = {
  readonly sheet: string;
  readonly unitText: string | null;
  readonly unitCell?: string | null | undefined;
  readonly periodText: string | null;
  readonly periodCell?: string | null | undefined;
};

export function checkHead(
  { sheet, unitText, unitCell = null, periodText, periodCell = null }: ReturnHead,
  unit: string | null,
  period: string | null,
  names: UnitNames,
): Problem[] {
  const problems: Problem[] = [];
  const tell = (code: string, cell: string | null, message: string): void => {
    problems.push(describeProblem({ code, severity: 'explain', sheet, cell, message }));
  };
  const named = unitText === null ? null : (names.find(unitText)?.name ?? null);
  if (unit !== null && named !== null && named !== unit) {
    tell(
      'other_unit_written',
      unitCell,
      `填报单位写的是“${unitText}”，这份按${unit}的表收。请核对：收错的改指定，写错的退回改正。`,
    );
  }
  if (period !== null && periodText !== null && judgePeriod(periodText, period) === 'other') {
    tell(
      'other_period_written',
      periodCell,
      `表上写的期别是“${periodText.trim()}”，这份按${periodTitle(period)}的表收。请核对：收错的改指定，写错的退回改正。`,
    );
  }
  return problems;
}
