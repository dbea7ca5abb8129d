import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReceivedFile } from '../../shared/collect/answers.ts';
import type { Return } from '../../shared/model/return.ts';
import { asFailure, callBackend, uploadFile } from '../rpc/backend.ts';
import { explainUnreadable } from '../rpc/explain-unreadable.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

/** How far a file that was handed over has come. */
export type FileProgress = {
  readonly name: string;
  readonly state: 'waiting' | 'sending' | 'reading' | 'done' | 'failed';
  /** Why it failed. */
  readonly message: string | null;
};

export type ReceiveState = {
  readonly running: boolean;
  /** Said while it runs. */
  readonly message: string;
  readonly files: readonly FileProgress[];
  readonly received: readonly ReceivedFile[];
  /** What could not be a return, or could not be read from the disk. */
  readonly passedOver: readonly { readonly fileName: string; readonly message: string }[];
  readonly cancelled: boolean;
  /** What ended it before its time; null where nothing did. */
  readonly failure: string | null;
};

export type ReceiveRun = ReceiveState & {
  readonly cancel: () => void;
  /** A return was given another unit or round, or was taken in. */
  readonly replace: (received: Return) => void;
};

/** As many as the backend reads together. */
const filesAtOnce = 16;

/** Hands files over and has them read and matched, some at a time; what came in until a cancel stays. */
export function useReceive(given: readonly File[], round: string | null, onReceived: () => void): ReceiveRun {
  const store = useWorkbookStore();
  const work = useRef<AbortController | null>(null);
  const [state, setState] = useState<ReceiveState>(() => ({
    running: true,
    message: '正在准备…',
    files: given.map(({ name }): FileProgress => ({ name, state: 'waiting', message: null })),
    received: [],
    passedOver: [],
    cancelled: false,
    failure: null,
  }));

  const begin = useEffectEvent(async (signal: AbortSignal) => {
    const mark = (indexes: readonly number[], state: FileProgress['state'], message: string | null = null) =>
      setState((known) => ({
        ...known,
        files: known.files.map((file, index) =>
          indexes.includes(index) ? { ...file, state, message } : file,
        ),
      }));
    try {
      await store.settle();
      for (let first = 0; first < given.length && !signal.aborted; first += filesAtOnce) {
        const sent: number[] = [];
        const uploadIds: string[] = [];
        for (const [offset, file] of given.slice(first, first + filesAtOnce).entries()) {
          const index = first + offset;
          mark([index], 'sending');
          setState((known) => ({
            ...known,
            message: `正在取“${file.name}”（${index + 1}/${given.length}）`,
          }));
          try {
            uploadIds.push(await uploadFile(file, signal));
            sent.push(index);
          } catch (thrown) {
            if (signal.aborted) throw thrown;
            const message = explainUnreadable(thrown, file.name).message;
            mark([index], 'failed', message);
            setState((known) => ({
              ...known,
              passedOver: [...known.passedOver, { fileName: file.name, message }],
            }));
          }
        }
        if (uploadIds.length === 0) continue;
        mark(sent, 'reading');
        const answer = await callBackend(
          'returns.receive',
          { uploadIds, round },
          {
            signal,
            onProgress: ({ message }) => !signal.aborted && setState((known) => ({ ...known, message })),
          },
        );
        mark(sent, 'done');
        setState((known) => ({
          ...known,
          received: [...known.received, ...answer.files],
          passedOver: [...known.passedOver, ...answer.passedOver],
        }));
      }
      setState((known) => ({ ...known, running: false, message: '' }));
    } catch (thrown) {
      const failure = asFailure(thrown);
      const cancelled = failure.code === 'cancelled';
      setState((known) => ({
        ...known,
        running: false,
        message: '',
        cancelled,
        failure: cancelled ? null : failure.message,
      }));
    }
    onReceived();
  });
  useEffect(() => {
    const controller = new AbortController();
    work.current = controller;
    void begin(controller.signal);
    return () => controller.abort();
  }, []);

  return {
    ...state,
    cancel: () => work.current?.abort(),
    replace: (received) =>
      setState((known) => ({
        ...known,
        received: known.received.map((file) =>
          file.received.id === received.id ? { ...file, received } : file,
        ),
      })),
  };
}
