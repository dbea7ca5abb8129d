import { useEffect, useEffectEvent, useState } from 'react';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import type { PrintOptions } from '../../shared/print/options.ts';
import type { PrintedPages } from '../../shared/print/printed-pages.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';

/** Pages with the options that they were laid out by. */
export type LaidPages = { readonly options: PrintOptions; readonly print: PrintedPages };

export type PagesState = {
  /** The last pages that could be laid out; they stay until newer ones are there. */
  readonly laid: LaidPages | null;
  /** Whether newer ones are on their way. */
  readonly working: boolean;
  /** Why the latest options could not be laid out. */
  readonly failure: HuibiaoError | null;
};

/** The pages as they will be on paper, laid out anew a moment after the options or the workbook changed. */
export function usePrintPages(options: PrintOptions | null): PagesState {
  const store = useWorkbookStore();
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const [state, setState] = useState<Omit<PagesState, 'working'> & { readonly of: string }>({
    laid: null,
    failure: null,
    of: '',
  });
  const wanted = options === null ? '' : `${revision} ${JSON.stringify(options)}`;

  const layOut = useEffectEvent(async (signal: AbortSignal) => {
    if (options === null) return;
    try {
      // Edits are shown before they are in the file, from which the pages are made.
      await store.settle();
      signal.throwIfAborted();
      const print = await callBackend('print.pages', options, { signal });
      if (!signal.aborted) setState({ laid: { options, print }, failure: null, of: wanted });
    } catch (thrown) {
      if (!signal.aborted) setState(({ laid }) => ({ laid, failure: asFailure(thrown), of: wanted }));
    }
  });
  const isFirst = useEffectEvent(() => state.laid === null);
  useEffect(() => {
    if (wanted === '') return;
    const controller = new AbortController();
    const waiting = setTimeout(() => void layOut(controller.signal), isFirst() ? 0 : pause);
    return () => {
      clearTimeout(waiting);
      controller.abort();
    };
  }, [wanted]);

  if (options === null) return { laid: null, working: false, failure: null };
  return {
    laid: state.laid,
    working: state.of !== wanted,
    failure: state.of === wanted ? state.failure : null,
  };
}

/** Milliseconds in which further changes may follow, as when a number is typed. */
const pause = 180;
