/** For which round a file is: the mark, what the table says, the file's name, the round that is being collected. Pure. */
import type { MatchPart } from '../model/return.ts';
import { type IssueMark, periodTitle, type Round } from '../model/round.ts';
import { judgePeriod } from './periods.ts';
import { leastFitness, type MatchContext, type ReturnEvidence } from './return-evidence.ts';

/** @param notes gets what is to be said besides */
export function matchRound(
  { periodText, fileName, fits }: ReturnEvidence,
  context: MatchContext,
  mark: IssueMark | null,
  notes: string[],
): MatchPart<string> {
  const { rounds, asked } = context;
  const said = (round: Round): Piece[] => [
    { what: '表上写的期别', text: periodText, judgement: judgePeriod(periodText ?? '', round.period) },
    { what: '文件名', text: fileName, judgement: judgePeriod(fileName, round.period) },
  ];
  const marked = rounds.find(({ key }) => key === mark?.round);
  if (marked !== undefined) {
    const against = said(marked).filter(({ judgement }) => judgement === 'other');
    return {
      value: marked.key,
      certainty: against.length === 0 ? 'certain' : 'likely',
      why: `文件里带着下发时写入的期别（${periodTitle(marked.period)}）${tellAgainst(against)}。`,
    };
  }
  if (mark !== null) notes.push('下发这份表的报表期已经删除，期别改按表上的内容判断。');
  const fitting = new Set(fits.filter(({ score }) => score >= leastFitness).map(({ form }) => form));
  const possible = rounds.filter(({ form }) => fitting.has(form) || mark?.form === form);
  const askedRound = rounds.find(({ key }) => key === asked);
  if (askedRound !== undefined && (possible.includes(askedRound) || fitting.size === 0)) {
    const pieces = said(askedRound);
    const against = pieces.filter(({ judgement }) => judgement === 'other');
    const agreeing = pieces.filter(({ judgement }) => judgement === 'named');
    if (against.length === 0 || agreeing.length > 0) {
      return {
        value: askedRound.key,
        certainty: against.length > 0 ? 'doubtful' : agreeing.length > 0 ? 'certain' : 'likely',
        why:
          agreeing.length > 0
            ? `${agreeing.map(({ what }) => what).join('和')}与正在收的${periodTitle(askedRound.period)}一致${tellAgainst(against)}。`
            : `正在收${periodTitle(askedRound.period)}，文件里没有写期别。`,
      };
    }
  }
  const named = possible.flatMap((round) => {
    const pieces = said(round).filter(({ judgement }) => judgement === 'named');
    return pieces.length === 0 ? [] : [{ round, pieces }];
  });
  const [best, second] = named.sort((left, right) => right.pieces.length - left.pieces.length);
  if (best !== undefined) {
    const tie = second !== undefined && second.pieces.length === best.pieces.length;
    const against = said(best.round).filter(({ judgement }) => judgement === 'other');
    return {
      value: best.round.key,
      certainty: tie || against.length > 0 ? 'doubtful' : 'likely',
      why: `${best.pieces.map(({ what }) => what).join('和')}写的是${periodTitle(best.round.period)}${tellAgainst(against)}${tie ? '，但也像另一期' : ''}。`,
    };
  }
  const unsaid = possible.filter((round) => said(round).every(({ judgement }) => judgement !== 'other'));
  const [only, another] = unsaid;
  if (only !== undefined) {
    return another === undefined
      ? { value: only.key, certainty: 'likely', why: '这个表样只有这一期在收。' }
      : { value: null, certainty: 'doubtful', why: '文件里没有写期别，这个表样有几期在收。请指定。' };
  }
  const spoken = periodText ?? fileName;
  return {
    value: null,
    certainty: 'doubtful',
    why:
      possible.length > 0
        ? `文件写的期别（${spoken}）不是在收的任何一期。请指定，或先建报表期。`
        : '看不出是哪一期的表。请指定。',
  };
}

type Piece = {
  readonly what: string;
  readonly text: string | null;
  readonly judgement: ReturnType<typeof judgePeriod>;
};

function tellAgainst(against: readonly Piece[]): string {
  if (against.length === 0) return '';
  return `，但${against.map(({ what, text }) => `${what}是“${text ?? ''}”`).join('，')}`;
}
