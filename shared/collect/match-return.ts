/**
 * Whose file is it, of which form, for which round? Evidence in order: what the copy was issued with, the info line,
 * the file's name, the names in the rows. Pieces that contradict each other are told and make it less sure. Pure.
 */
import type { Certainty, MatchPart, ReturnMatch } from '../model/return.ts';
import { type IssueMark, periodTitle, type Round } from '../model/round.ts';
import { matchRound } from './match-round.ts';
import { matchUnit } from './match-unit.ts';
import { leastFitness, type MatchContext, type ReturnEvidence } from './return-evidence.ts';

export type MatchedReturn = {
  readonly match: ReturnMatch;
  /** Chinese sentences: another workbook's copy, another round than the one that is being collected. */
  readonly notes: readonly string[];
};

export function matchReturn(evidence: ReturnEvidence, context: MatchContext): MatchedReturn {
  const notes: string[] = [];
  const mark = ownMark(evidence, context, notes);
  const round = matchRound(evidence, context, mark, notes);
  const known = context.rounds.find(({ key }) => key === round.value);
  const form = matchForm(evidence, context, mark, known ?? null);
  const edition: MatchPart<number> = {
    value: form.value === null ? null : form.edition,
    certainty: form.certainty,
    why: form.why,
  };
  const unit = matchUnit(evidence, context, mark, known ?? null);
  if (context.asked !== null && known !== undefined && known.key !== context.asked) {
    const asked = context.rounds.find(({ key }) => key === context.asked);
    notes.push(
      `这是${nameRound(known, context)}的表，不是正在收的${asked === undefined ? '这一期' : nameRound(asked, context)}。请核对。`,
    );
  }
  return {
    match: { form: { value: form.value, certainty: form.certainty, why: form.why }, edition, round, unit },
    notes,
  };
}

/** The least sure part of a match. */
export function overallCertainty({ form, round, unit }: ReturnMatch): Certainty {
  const all = [form, round, unit].map(({ value, certainty }) => (value === null ? 'doubtful' : certainty));
  return all.includes('doubtful') ? 'doubtful' : all.includes('likely') ? 'likely' : 'certain';
}

function ownMark({ mark }: ReturnEvidence, { workbook }: MatchContext, notes: string[]): IssueMark | null {
  if (mark === null || mark.workbook === workbook) return mark;
  notes.push('这份表是从别的工作簿下发的，下发时写入的单位和期别没有采用。请核对是否收错了工作簿。');
  return null;
}

function matchForm(
  { fits }: ReturnEvidence,
  { forms }: MatchContext,
  mark: IssueMark | null,
  round: Round | null,
): MatchPart<string> & { readonly edition: number | null } {
  const scoreOf = (key: string): number => fits.find(({ form }) => form === key)?.score ?? 0;
  const titleOf = (key: string): string => forms.find((form) => form.key === key)?.title ?? key;
  const [best] = fits;
  const wanted = mark?.form ?? round?.form ?? null;
  if (wanted !== null && forms.some(({ key }) => key === wanted)) {
    const edition =
      mark?.form === wanted
        ? mark.edition
        : (round?.edition ?? fits.find(({ form }) => form === wanted)?.edition);
    const score = scoreOf(wanted);
    const by = mark?.form === wanted ? '文件里带着下发时写入的表样' : '按这一期的表样读';
    const better = best !== undefined && best.form !== wanted && best.score > score + 0.2 ? best : null;
    if (score >= leastFitness && better === null) {
      return {
        value: wanted,
        edition: edition ?? null,
        certainty: mark?.form === wanted || score > 0.9 ? 'certain' : 'likely',
        why: `${by}，表头对上${percent(score)}。`,
      };
    }
    return {
      value: wanted,
      edition: edition ?? null,
      certainty: 'doubtful',
      why:
        better === null
          ? `${by}，但表头只对上${percent(score)}。请核对是不是这张表。`
          : `${by}（${titleOf(wanted)}），但表头更像“${titleOf(better.form)}”。请核对。`,
    };
  }
  if (best !== undefined && best.score >= leastFitness) {
    const second = fits[1];
    const tie =
      second !== undefined &&
      second.form !== best.form &&
      second.score > best.score - 0.1 &&
      second.titled === best.titled;
    return {
      value: best.form,
      edition: best.edition,
      certainty: tie ? 'doubtful' : 'likely',
      why: `表头与“${titleOf(best.form)}”对上${percent(best.score)}${tie ? `，与“${titleOf(second.form)}”也差不多` : ''}。`,
    };
  }
  return { value: null, edition: null, certainty: 'doubtful', why: '表头与哪个表样都对不上。请指定表样。' };
}

function nameRound({ form, period }: Round, { forms }: MatchContext): string {
  const title = forms.find(({ key }) => key === form)?.title ?? form;
  return `“${title}”${periodTitle(period)}`;
}

function percent(score: number): string {
  return `${Math.round(score * 100)}%`;
}
