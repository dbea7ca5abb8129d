import type { Input } from '../../shared/api.ts';
import type { Summary } from '../../shared/collect/answers.ts';
import { callBackend } from '../rpc/backend.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import { type Answered, useAnswer } from './use-answer.ts';

/** The sums of a round, added up anew after every edit. */
export function useSummary(input: Input<'summary.read'>): Answered<Summary> {
  const store = useWorkbookStore();
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  return useAnswer(`${revision} ${JSON.stringify(input)}`, async (signal) => {
    await store.settle();
    return callBackend('summary.read', input, { signal });
  });
}
