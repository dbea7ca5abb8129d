import type { Committed } from '../../shared/api.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { useInputCount } from './use-input-count.ts';

type Undo = { readonly undo: (steps: number) => Promise<void>; readonly redo: () => Promise<void> };

/** Undo and redo, which show what they changed; whoever has gone on by key or mouse meanwhile is not fetched back. */
export function useUndo(showChanged: (committed: Committed) => void): Undo {
  const store = useWorkbookStore();
  const inputs = useInputCount();
  return {
    undo: async (steps) => {
      const before = inputs.current;
      for (let step = 0; step < steps; step += 1) {
        const committed = await store.undo();
        if (committed === null) return;
        if (step === steps - 1 && inputs.current === before) showChanged(committed);
      }
    },
    redo: async () => {
      const before = inputs.current;
      const committed = await store.redo();
      if (committed !== null && inputs.current === before) showChanged(committed);
    },
  };
}
