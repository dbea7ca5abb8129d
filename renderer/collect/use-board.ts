import { useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { RoundBoard } from '../../shared/collect/answers.ts';
import type { Return } from '../../shared/model/return.ts';
import { callBackend } from '../rpc/backend.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';
import { useAnswer } from './use-answer.ts';

/** A round of the chosen one's form, with its board. */
export type RoundInSeries = { readonly info: RoundInfo; readonly board: RoundBoard };

export type BoardReading = {
  /** Null while it is read for the first time. */
  readonly board: RoundBoard | null;
  /** Of the chosen round, oldest first. */
  readonly returns: readonly Return[];
  /** Files of which nobody knows the round. */
  readonly homeless: readonly Return[];
  /** The latest rounds of the same form, oldest first, the chosen one among them where it is one of those. */
  readonly series: readonly RoundInSeries[];
  readonly failure: string | null;
  /** Asks again for what no edit tells of: files that arrived. */
  readonly reload: () => void;
};

const mostInSeries = 12;

/** What came for a round and what did not; asked for again after every edit. */
export function useBoard(round: RoundInfo | null, rounds: readonly RoundInfo[]): BoardReading {
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const [asked, setAsked] = useState(0);
  const key = round?.round.key ?? null;
  const now = `${revision} ${asked}`;

  const { answer, failure } = useAnswer(`${now} ${key}`, async (signal) => {
    const [homeless, board, returns] = await Promise.all([
      callBackend('returns.list', { round: null }, { signal }),
      key === null ? null : callBackend('board.read', { round: key }, { signal }),
      key === null ? [] : callBackend('returns.list', { round: key }, { signal }),
    ]);
    return { of: key, now, homeless, board, returns };
  });
  const current = answer?.of === key ? answer : null;

  // The chosen round is on view before the others are asked for.
  const others = useAnswer(
    current?.now === now && round !== null ? `${now} ${round.round.form}` : null,
    (signal) =>
      Promise.all(
        rounds
          .filter((one) => one.round.form === round?.round.form)
          .slice(0, mostInSeries)
          .map(async (info) => ({
            info,
            board: await callBackend('board.read', { round: info.round.key }, { signal }),
          })),
      ),
  );
  const series = (others.answer ?? [])
    .filter(({ info }) => info.round.form === round?.round.form)
    .toReversed();
  return {
    board: current?.board ?? null,
    returns: current?.returns ?? [],
    homeless: answer?.homeless ?? [],
    series,
    failure: failure ?? others.failure,
    reload: () => setAsked((count) => count + 1),
  };
}
