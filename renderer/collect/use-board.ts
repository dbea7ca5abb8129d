import { useEffect, useEffectEvent, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { RoundBoard } from '../../shared/collect/answers.ts';
import type { Return } from '../../shared/model/return.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';

export type BoardState = {
  /** Null while it is read for the first time. */
  readonly board: RoundBoard | null;
  /** Of the chosen round, oldest first. */
  readonly returns: readonly Return[];
  /** Files of which nobody knows the round. */
  readonly homeless: readonly Return[];
  /** Boards of the latest rounds of the same form, oldest first, the chosen one among them. */
  readonly series: readonly RoundBoard[];
  readonly failure: string | null;
  /** Asks again for what no edit tells of: files that arrived. */
  readonly reload: () => void;
};

const mostInSeries = 12;

const nothing: Omit<BoardState, 'reload'> = {
  board: null,
  returns: [],
  homeless: [],
  series: [],
  failure: null,
};

/** What came for a round and what did not; asked for again after every edit. */
export function useBoard(round: RoundInfo | null, rounds: readonly RoundInfo[]): BoardState {
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const [state, setState] = useState<{ readonly of: string | null } & Omit<BoardState, 'reload'>>({
    of: null,
    ...nothing,
  });
  const [asked, setAsked] = useState(0);
  const key = round?.round.key ?? null;

  const load = useEffectEvent(async (signal: AbortSignal) => {
    try {
      const homeless = await callBackend('returns.list', { round: null }, { signal });
      if (round === null) {
        if (!signal.aborted) setState({ of: null, ...nothing, homeless });
        return;
      }
      const [board, returns] = await Promise.all([
        callBackend('board.read', { round: round.round.key }, { signal }),
        callBackend('returns.list', { round: round.round.key }, { signal }),
      ]);
      if (signal.aborted) return;
      setState((known) => ({
        of: key,
        board,
        returns,
        homeless,
        series: known.of === key ? known.series : [],
        failure: null,
      }));
      const same = rounds.filter((one) => one.round.form === round.round.form).slice(0, mostInSeries);
      const others = await Promise.all(
        same.map((one) =>
          one.round.key === key ? board : callBackend('board.read', { round: one.round.key }, { signal }),
        ),
      );
      if (!signal.aborted) setState((known) => ({ ...known, series: others.toReversed() }));
    } catch (thrown) {
      if (!signal.aborted) setState((known) => ({ ...known, failure: asFailure(thrown).message }));
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the workbook changed or somebody asks
  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [revision, asked, key]);
  const current = state.of === key ? state : { ...nothing, homeless: state.homeless, failure: state.failure };
  return { ...current, reload: () => setAsked((count) => count + 1) };
}
