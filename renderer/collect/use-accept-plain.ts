import { App as AntApp } from 'antd';
import { useState } from 'react';
import type { Output } from '../../shared/api.ts';
import { acceptBatches } from '../../shared/collect/accept-batches.ts';
import { overallCertainty } from '../../shared/collect/match-return.ts';
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

/** Takes in, as one edit where that is not too much, what asks nothing of anybody; what a person must look at first is left and told. */
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
    let steps = 0;
    const left: Output<'returns.acceptAll'>['left'][number][] = [];
    let failure: string | null = null;
    for (const batch of acceptBatches(returns)) {
      if (failure !== null) break;
      const ids = batch.map(({ id }) => id);
      await store.apply(async () => {
        try {
          const answer = await callBackend('returns.acceptAll', { ids });
          accepted += answer.accepted.length;
          if (answer.committed !== null) steps += 1;
          left.push(...answer.left);
          return answer.committed;
        } catch (thrown) {
          failure = asFailure(thrown).message;
          return null;
        }
      });
    }
    const told = `已接收 ${accepted} 份，${steps === 1 ? '是一步，可以一次撤销' : `分成 ${steps} 步，可以逐步撤销`}。`;
    if (failure !== null) {
      void message.error({ content: `${accepted > 0 ? told : ''}没有接收完：${failure}`, duration: 8 });
    } else if (left.length > 0) {
      void message.info({ content: `${accepted > 0 ? told : ''}${describeLeft(left)}`, duration: 10 });
    } else void message.success({ content: told, duration: 5 });
    setRunning(false);
    onChanged();
  };
  return { running, acceptPlain };
}

function describeLeft(left: Output<'returns.acceptAll'>['left']): string {
  const some = left.slice(0, 3).map(({ received: { unit, file }, why }) => `${unit ?? file.name}${why}`);
  const more = left.length > some.length ? `……请逐份核对。` : '';
  return `另有 ${left.length} 份要先核对：${some.join('')}${more}`;
}
