import { useEffect, useEffectEvent, useState } from 'react';
import type { FormInfo, RoundInfo } from '../../shared/api.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';

export type FormsState = {
  /** Null while they are being read. */
  readonly forms: readonly FormInfo[] | null;
  readonly rounds: readonly RoundInfo[];
  readonly failure: string | null;
  /** Asks again for what no edit tells of: the copies that went out. */
  readonly reload: () => void;
};

/** The forms and rounds of the open workbook, asked for again after every edit as long as they are on view. */
export function useForms(onView: boolean): FormsState {
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const [state, setState] = useState<Omit<FormsState, 'reload'>>({ forms: null, rounds: [], failure: null });
  const [asked, setAsked] = useState(0);
  const load = useEffectEvent(async (signal: AbortSignal) => {
    try {
      const [forms, rounds] = await Promise.all([
        callBackend('forms.list', {}, { signal }),
        callBackend('rounds.list', {}, { signal }),
      ]);
      if (!signal.aborted) setState({ forms, rounds, failure: null });
    } catch (thrown) {
      if (!signal.aborted) setState((known) => ({ ...known, failure: asFailure(thrown).message }));
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the workbook changed or somebody asks
  useEffect(() => {
    if (!onView) return;
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [revision, asked, onView]);
  return { ...state, reload: () => setAsked((count) => count + 1) };
}
