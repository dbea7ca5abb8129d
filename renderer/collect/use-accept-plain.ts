import { App as AntApp } from 'antd';
import { useState } from 'react';
import { overallCertainty } from '../../shared/collect/match-return.ts';
import { noDecisions } from '../../shared/collect/settle-plan.ts';
import type { Return } from '../../shared/model/return.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

/** Nothing about it asks anybody: it is surely theirs and has no findings. */
export function isPlain({ status, counts, match, failure }: Return): boolean {
  return (
    status === 'received' &&
    failure === null &&
    counts.must + counts.explain === 0 &&
    overallCertainty(match) === 'certain'
  );
}

/**
 * Takes in, one edit each, what asks nothing of anybody: no finding, no conflict, no row that would go. The others
 * stay as they are.
 */
export function useAcceptPlain(onChanged: () => void): {
  readonly running: boolean;
  readonly acceptPlain: (returns: readonly Return[]) => Promise<void>;
} {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const [running, setRunning] = useState(false);

  const acceptPlain = async (returns: readonly Return[]): Promise<void> => {
    setRunning(true);
    let accepted = 0;
    let failure: string | null = null;
    for (const { id, unit } of returns) {
      void message.loading({
        key: 'accept-plain',
        content: `正在接收 ${unit ?? ''}（${accepted + 1}/${returns.length}）`,
        duration: 0,
      });
      await store.apply(async () => {
        try {
          const { blocked, unexplained, counts, revision } = await callBackend('returns.review', {
            id,
            rows: 0,
          });
          if (blocked !== null || unexplained + counts.conflicts + counts.removed + counts.kept > 0)
            return null;
          const { committed } = await callBackend('returns.accept', {
            id,
            revision,
            decisions: noDecisions,
            explanations: [],
          });
          accepted += 1;
          return committed;
        } catch (thrown) {
          failure = asFailure(thrown).message;
          return null;
        }
      });
      if (failure !== null) break;
    }
    message.destroy('accept-plain');
    const left = returns.length - accepted;
    const told = `已接收 ${accepted} 份，每份是一步，可以撤销。`;
    if (failure !== null) void message.error({ content: `${told}停在这里：${failure}`, duration: 8 });
    else if (left > 0)
      void message.info({ content: `${told}另有 ${left} 份会删行或有冲突，请逐份核对。`, duration: 8 });
    else void message.success({ content: told, duration: 5 });
    setRunning(false);
    onChanged();
  };
  return { running, acceptPlain };
}
