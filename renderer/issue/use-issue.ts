import { useEffect, useRef, useState } from 'react';
import type { Input, Issued, Progress, RoundInfo } from '../../shared/api.ts';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import { asFailure, callBackend, onDesktop } from '../rpc/backend.ts';
import { type Delivered, deliverFile, deliverFolder } from '../transfer/deliver-file.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

/** How the last attempt ended that brought nothing. */
export type IssueNotice = { readonly kind: 'failed' | 'cancelled'; readonly message: string };

export type IssueStage =
  | { readonly kind: 'filling'; readonly notice: IssueNotice | null }
  | { readonly kind: 'working'; readonly progress: Progress }
  | {
      readonly kind: 'done';
      readonly issued: Issued;
      readonly delivered: Delivered | null;
      /** Why it could not be saved the last time. */
      readonly failure: string | null;
    };

export type IssueRun = {
  readonly stage: IssueStage;
  /** The round as it was saved last; null where it never was. */
  readonly saved: RoundInfo | null;
  /** Saves the round only; says whether that worked. */
  readonly saveRound: (input: Input<'rounds.save'>) => Promise<RoundInfo | null>;
  readonly issue: (input: Input<'issue.run'>) => Promise<void>;
  readonly cancel: () => void;
  /** As one archive, or (on the desktop) as a folder of files. */
  readonly deliverAgain: (as: 'archive' | 'folder') => void;
};

/** Saves a round and makes the copies of its form; `onIssued` is told when copies went out. */
export function useIssue(onIssued: () => void): IssueRun {
  const store = useWorkbookStore();
  const [stage, setStage] = useState<IssueStage>({ kind: 'filling', notice: null });
  const [saved, setSaved] = useState<RoundInfo | null>(null);
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  const saveRound: IssueRun['saveRound'] = async (input) => {
    let round: RoundInfo | null = null;
    let notice: IssueNotice | null = null;
    await store.apply(async () => {
      try {
        const answer = await callBackend('rounds.save', input);
        round = answer.round;
        return answer.committed;
      } catch (thrown) {
        notice = { kind: 'failed', message: asFailure(thrown).message };
        return null;
      }
    });
    setStage({ kind: 'filling', notice });
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
      // On the desktop the person says first whether she wants a folder or one archive.
      const delivered = onDesktop ? null : await deliverFile(issued.downloadId, issued.fileName);
      setStage({ kind: 'done', issued, delivered, failure: null });
    } catch (thrown) {
      onIssued();
      setStage({ kind: 'filling', notice: noticeOf(asFailure(thrown)) });
    }
  };

  return {
    stage,
    saved,
    saveRound,
    issue,
    cancel: () => work.current?.abort(),
    deliverAgain: (as) => {
      if (stage.kind !== 'done') return;
      const { downloadId, fileName } = stage.issued;
      const deliver = as === 'folder' ? deliverFolder : deliverFile;
      deliver(downloadId, fileName).then(
        (delivered) => setStage({ ...stage, delivered: delivered ?? stage.delivered, failure: null }),
        (thrown) => setStage({ ...stage, failure: asFailure(thrown).message }),
      );
    },
  };
}

function noticeOf({ code, message }: HuibiaoError): IssueNotice {
  return code === 'cancelled'
    ? { kind: 'cancelled', message: '已取消，没有下发。报表期已经保存，可以随时再下发。' }
    : { kind: 'failed', message };
}
