/** How returns and what they do to the ledger are put into words. */
import type { RoundInfo } from '../../shared/api.ts';
import type { ReviewRow } from '../../shared/collect/answers.ts';
import type { BoardState } from '../../shared/collect/completeness.ts';
import { overallCertainty } from '../../shared/collect/match-return.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Certainty, Return, ReturnStatus } from '../../shared/model/return.ts';
import { periodTitle } from '../../shared/model/round.ts';

/** Never colour alone: each state has its sign. */
export const boardSigns: Readonly<Record<BoardState, string>> = {
  notIssued: '○',
  missing: '○',
  received: '◐',
  problems: '▲',
  accepted: '✓',
  sentBack: '↩',
};

export const statusSigns: Readonly<Record<ReturnStatus, string>> = {
  received: '◐',
  problems: '▲',
  accepted: '✓',
  sentBack: '↩',
  superseded: '·',
  setAside: '×',
};

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  certain: '✓ 确定',
  likely: '◐ 较有把握',
  doubtful: '？ 请确认',
};

export const severityWords: Readonly<Record<Problem['severity'], string>> = {
  must: '▲ 须改',
  explain: '◆ 须说明',
  note: '● 提示',
};

/** What becomes of a row of the plan; short enough for its own column. */
export const planWords: Readonly<Record<ReviewRow['kind'], string>> = {
  added: '新增',
  changed: '修改',
  removed: '删除',
  unchanged: '不变',
  kept: '台账独有',
  gone: '已删',
  removedThere: '冲突',
  removedHere: '冲突',
};

export function nameRound({ formTitle, round }: RoundInfo): string {
  return `${formTitle} ${periodTitle(round.period)}`;
}

/** The period first: it is what tells rounds of one form apart where there is no room for both. */
export function nameRoundShort({ formTitle, round }: RoundInfo): string {
  return `${periodTitle(round.period)} ${formTitle}`;
}

/** Nobody but a person knows which round or unit it is. */
export function asksWhose({ status, failure, match }: Return): boolean {
  return status !== 'accepted' && failure === null && overallCertainty(match) === 'doubtful';
}

/** Whether somebody has to do something with it. */
export function isOpen({ status }: Return): boolean {
  return status === 'received' || status === 'problems';
}

/** 3 处须改、1 处须说明; '' where there is nothing. */
export function countWords({
  must,
  explain,
  note,
}: Pick<Return['counts'], 'must' | 'explain' | 'note'>): string {
  return [
    must > 0 ? `${must} 处须改` : '',
    explain > 0 ? `${explain} 处须说明` : '',
    must + explain === 0 && note > 0 ? `${note} 处提示` : '',
  ]
    .filter((part) => part !== '')
    .join('、');
}

/** The evidence for form, round and unit, each once. */
export function matchWords({ match, failure }: Return): string {
  if (failure !== null) return failure.message;
  const parts = [match.unit.why, match.round.why, match.form.why].filter((why) => why !== '');
  return [...new Set(parts)].join('');
}
