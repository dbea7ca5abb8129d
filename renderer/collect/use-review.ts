import { App as AntApp } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Input } from '../../shared/api.ts';
import type {
  OriginalFile,
  ReturnAccepted,
  ReturnReview,
  SentBackCopy,
} from '../../shared/collect/answers.ts';
import type { MergeDecisions } from '../../shared/collect/settle-plan.ts';
import type { Explanation } from '../../shared/model/return.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { type Delivered, deliverFile } from '../transfer/deliver-file.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { rememberedWords } from './use-assign.ts';

export type ReviewStage =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'review'; readonly review: ReturnReview; readonly original: OriginalFile }
  | { readonly kind: 'accepted'; readonly accepted: ReturnAccepted; readonly undone: boolean }
  | {
      readonly kind: 'sentBack';
      readonly copy: SentBackCopy;
      /** Null where the person did not save it. */
      readonly delivered: Delivered | null;
    };

export type ReviewRun = {
  readonly stage: ReviewStage;
  /** What is being done; null while nothing is. */
  readonly busy: string | null;
  /** Why the last press of a button did nothing. */
  readonly refused: string | null;
  readonly accept: (decisions: MergeDecisions, explanations: readonly Explanation[]) => void;
  readonly sendBack: (reason: string) => void;
  readonly deliverAgain: () => void;
  readonly undoAccept: () => void;
  readonly assign: (said: Omit<Input<'returns.assign'>, 'id'>) => void;
  readonly setAside: (aside: boolean) => void;
  readonly reload: () => void;
};

/** Rows of a return that are sent to be looked at. */
const rowsShown = 2000;

/** One return: read, compared, and what a person decides about it. */
export function useReview(id: string, onChanged: () => void): ReviewRun {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const [stage, setStage] = useState<ReviewStage>({ kind: 'loading' });
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const work = useRef<AbortController | null>(null);

  const load = async (): Promise<void> => {
    work.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    work.current = controller;
    try {
      await store.settle();
      const [review, original] = await Promise.all([
        callBackend('returns.review', { id, rows: rowsShown }, { signal }),
        callBackend('returns.original', { id }, { signal }),
      ]);
      if (!signal.aborted) setStage({ kind: 'review', review, original });
    } catch (thrown) {
      if (!signal.aborted) setStage({ kind: 'failed', message: asFailure(thrown).message });
    }
  };
  const begin = useEffectEvent(load);
  useEffect(() => {
    void begin();
    return () => work.current?.abort();
  }, []);

  /** Compares anew; the file itself is the same. */
  const reviewAgain = async (): Promise<void> => {
    const review = await callBackend('returns.review', { id, rows: rowsShown });
    setStage((known) => (known.kind === 'review' ? { ...known, review } : known));
  };
  /** Does something that is an edit, in its turn; what stops it is said and changes nothing. */
  const edit = async (doing: string, change: Parameters<typeof store.apply>[0]): Promise<boolean> => {
    let done = false;
    setBusy(doing);
    setRefused(null);
    await store.apply(async () => {
      try {
        const committed = await change();
        done = true;
        return committed;
      } catch (thrown) {
        const failure = asFailure(thrown);
        setRefused(failure.message);
        if (failure.code === 'stale_edit') await reviewAgain().catch(() => undefined);
        return null;
      }
    });
    setBusy(null);
    if (done) onChanged();
    return done;
  };

  const accept = async (decisions: MergeDecisions, explanations: readonly Explanation[]): Promise<void> => {
    if (stage.kind !== 'review') return;
    const { revision } = stage.review;
    await edit('正在接收…', async () => {
      const accepted = await callBackend('returns.accept', {
        id,
        revision,
        decisions,
        explanations: [...explanations],
      });
      setStage({ kind: 'accepted', accepted, undone: false });
      return accepted.committed;
    });
  };
  const sendBack = async (reason: string): Promise<void> => {
    let made: SentBackCopy | null = null;
    await edit('正在标注…', async () => {
      const copy = await callBackend('returns.sendBack', { id, reason, problems: null });
      made = copy;
      return copy.committed;
    });
    if (made !== null) await deliver(made);
  };
  const deliver = async (copy: SentBackCopy): Promise<void> => {
    try {
      const delivered = await deliverFile(copy.downloadId, copy.fileName);
      setStage({ kind: 'sentBack', copy, delivered });
    } catch (thrown) {
      setStage({ kind: 'sentBack', copy, delivered: null });
      setRefused(asFailure(thrown).message);
    }
  };
  const again = async (change: () => ReturnType<typeof callBackend<'returns.assign'>>): Promise<void> => {
    const done = await edit('正在改…', async () => {
      const { received, committed, alias } = await change();
      if (alias !== null) void message.info({ content: rememberedWords(received, alias), duration: 6 });
      return committed;
    });
    if (done) {
      await reviewAgain().catch((thrown: unknown) => setRefused(asFailure(thrown).message));
    }
  };

  return {
    stage,
    busy,
    refused,
    accept: (decisions, explanations) => void accept(decisions, explanations),
    sendBack: (reason) => void sendBack(reason),
    deliverAgain: () => {
      if (stage.kind === 'sentBack') void deliver(stage.copy);
    },
    undoAccept: () => {
      void store.undo().then((committed) => {
        if (committed === null) return;
        setStage((known) => (known.kind === 'accepted' ? { ...known, undone: true } : known));
        onChanged();
      });
    },
    assign: (said) => void again(() => callBackend('returns.assign', { id, ...said })),
    setAside: (aside) => void again(() => callBackend('returns.setAside', { id, aside })),
    reload: () => {
      setRefused(null);
      setStage({ kind: 'loading' });
      void load();
    },
  };
}
