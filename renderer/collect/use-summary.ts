import { useEffect, useEffectEvent, useState } from 'react';
import type { Input } from '../../shared/api.ts';
import type { Summary } from '../../shared/collect/answers.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';

export type SummaryState = {
  /** Null while it is read for the first time. */
  readonly summary: Summary | null;
  readonly failure: string | null;
  readonly reading: boolean;
};

/** The sums of a round, added up anew after every edit. */
export function useSummary(input: Input<'summary.read'>): SummaryState {
  const store = useWorkbookStore();
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const [state, setState] = useState<SummaryState>({ summary: null, failure: null, reading: true });
  const key = JSON.stringify(input);
  const load = useEffectEvent(async (signal: AbortSignal) => {
    setState((known) => ({ ...known, reading: true }));
    try {
      await store.settle();
      const summary = await callBackend('summary.read', input, { signal });
      if (!signal.aborted) setState({ summary, failure: null, reading: false });
    } catch (thrown) {
      if (!signal.aborted) {
        setState({ summary: null, failure: asFailure(thrown).message, reading: false });
      }
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: added up anew for another question and after every edit
  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [key, revision]);
  return state;
}
