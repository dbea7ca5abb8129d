/** How a return stands, in the same few marks wherever it is listed or looked at. */
import type { ReactElement } from 'react';
import { overallCertainty } from '../../shared/collect/match-return.ts';
import { type Return, returnStatusTitles } from '../../shared/model/return.ts';
import { certaintyWords, countWords, statusSigns } from './collect-words.ts';
import './return-state.css';

export function StatusMark({ status }: Pick<Return, 'status'>): ReactElement {
  return (
    <span className={`state state-${status}`}>
      {statusSigns[status]} {returnStatusTitles[status]}
    </span>
  );
}

/** How sure it is whose it is, or that nothing could be read of it. */
export function CertaintyMark({ match, failure }: Pick<Return, 'match' | 'failure'>): ReactElement {
  const certainty = overallCertainty(match);
  return failure === null ? (
    <span className={`certainty certainty-${certainty}`}>{certaintyWords[certainty]}</span>
  ) : (
    <span className="certainty certainty-doubtful">▲ 读不了</span>
  );
}

/** 3 处须改、1 处须说明; nothing where there is nothing to say. */
export function ProblemCounts({ counts }: Pick<Return, 'counts'>): ReactElement | null {
  const words = countWords(counts);
  if (words === '') return null;
  const asks = counts.must + counts.explain > 0;
  return <span className={asks ? 'return-counts return-counts-ask' : 'return-counts'}>{words}</span>;
}
