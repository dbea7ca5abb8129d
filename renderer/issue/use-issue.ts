import { useEffect, useRef, useState } from 'react';
import type { Input, Issued, Progress, RoundInfo } from '../../shared/api.ts';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { type Delivered, deliverFile } from '../transfer/deliver-file.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

export type IssueStage =
  | { readonly kind: 'filling'; readonly failure: string | null }
  | { readonly kind: 'working'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly issued: Issued; readonly delivered: Delivered | null };

export type IssueRun = {
  readonly stage: IssueStage;
  /** The round as it was saved last; null where it never was. */
  readonly saved: RoundInfo | null;
  /** Saves the round only; says whether that worked. */
  readonly saveRound: (input: Input<'rounds.save'>) => Promise<RoundInfo | null>;
  readonly issue: (input: Input<'issue.run'>) => Promise<void>;
  readonly cancel: () => void;
  readonly deliverAgain: () => void;
};

/** Saves a round and makes the copies of its form; `onIssued` is told when copies went out. */
export function useIssue(onIssued: () => void): IssueRun {
  const store = useWorkbookStore();
  const [stage, setStage] = useState<IssueStage>({ kind: 'filling', failure: null });
  const [saved, setSaved] = useState<RoundInfo | null>(null);
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  const saveRound: IssueRun['saveRound'] = async (input) => {
    let round: RoundInfo | null = null;
    let failure: HuibiaoError | null = null;
    await store.apply(async () => {
      try {
        const answer = await callBackend('rounds.save', input);
        round = answer.round;
        return answer.committed;
      } catch (thrown) {
        failure = asFailure(thrown);
        return null;
      }
    });
    setStage({ kind: 'filling', failure: messageOf(failure) });
    if (round !== null) setSaved(round);
    return round;
  };

  const issue: IssueRun['issue'] = async (input) => {
    const controller = new AbortController();
    work.current = controller;
    const { signal } = controller;
    setStage({ kind: 'working', progress: { message: '正在准备…', done: 0, total: null } });
    try {
      await store.settle();
      const issued = await callBackend('issue.run', input, {
        signal,
        onProgress: (progress) => !signal.aborted && setStage({ kind: 'working', progress }),
      });
      onIssued();
      const delivered = await deliverFile(issued.downloadId, issued.fileName);
      setStage({ kind: 'done', issued, delivered });
    } catch (thrown) {
      const failure = asFailure(thrown);
      onIssued();
      const message =
        failure.code === 'cancelled' ? '已取消，没有下发。报表期已经保存，可以随时再下发。' : failure.message;
      setStage({ kind: 'filling', failure: message });
    }
  };

  return {
    stage,
    saved,
    saveRound,
    issue,
    cancel: () => work.current?.abort(),
    deliverAgain: () => {
      if (stage.kind !== 'done') return;
      const { issued } = stage;
      void deliverFile(issued.downloadId, issued.fileName).then((delivered) =>
        setStage({ kind: 'done', issued, delivered: delivered ?? stage.delivered }),
      );
    },
  };
}

function messageOf(failure: HuibiaoError | null): string | null {
  return failure?.message ?? null;
}
