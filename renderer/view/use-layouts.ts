import { useCallback, useRef, useState } from 'react';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import type { TableLayout } from '../../shared/model/layout.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';

export type Layouts = {
  /** What this person last chose, by view key; null where nothing was; absent until it is read. */
  readonly known: ReadonlyMap<string, TableLayout | null>;
  /** Reads layouts once; one that cannot be read counts as never chosen. */
  readonly load: (viewKeys: readonly string[]) => void;
  /** Shows a layout at once and remembers it. */
  readonly save: (viewKey: string, layout: TableLayout) => void;
};

/** The remembered columns of the open workbook's views. */
export function useLayouts(report: (failure: HuibiaoError) => void): Layouts {
  const [known, setKnown] = useState<ReadonlyMap<string, TableLayout | null>>(new Map());
  const asked = useRef(new Set<string>());
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const reporting = useRef(report);
  reporting.current = report;

  const put = useCallback((viewKey: string, layout: TableLayout | null): void => {
    setKnown((before) => new Map(before).set(viewKey, layout));
  }, []);
  const load = useCallback(
    (viewKeys: readonly string[]): void => {
      for (const view of viewKeys) {
        if (asked.current.has(view)) continue;
        asked.current.add(view);
        callBackend('layouts.read', { view }).then(
          ({ layout }) => put(view, layout),
          () => put(view, null),
        );
      }
    },
    [put],
  );
  const save = useCallback(
    (view: string, layout: TableLayout): void => {
      put(view, layout);
      // One after another: the last one that was chosen is the one that is kept.
      saving.current = saving.current
        .then(() => callBackend('layouts.save', { view, layout }))
        .catch((thrown: unknown) => reporting.current(asFailure(thrown)));
    },
    [put],
  );
  return { known, load, save };
}
