import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Committed, ImportReport, Progress } from '../../shared/api.ts';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import { noReadingChoice, type ReadingChoice } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure, callBackend, uploadFile } from '../rpc/backend.ts';
import { explainUnreadable } from '../rpc/explain-unreadable.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

export type ImportStep =
  | { readonly kind: 'working'; readonly progress: Progress }
  | {
      readonly kind: 'preview';
      readonly report: ImportReport;
      readonly uploadId: string;
      /** The sheet is being read again as the person pointed out. */
      readonly rereading: boolean;
      /** Why what was pointed out could not be done; the reading before it stands. */
      readonly refused: string | null;
    }
  | { readonly kind: 'failed'; readonly failure: HuibiaoError }
  | { readonly kind: 'done'; readonly report: ImportReport; readonly undone: boolean };

export type ImportRun = {
  readonly step: ImportStep;
  /** What the next reading goes by; the report's own choice once it is there. */
  readonly choice: ReadingChoice;
  /** How many pointings Ctrl+Z can take back. */
  readonly steps: number;
  readonly point: (next: ReadingChoice) => void;
  readonly takeBack: () => void;
  readonly pointAgain: () => void;
  readonly confirm: () => void;
  /** Ends whatever is going on. */
  readonly stop: () => void;
  /** 撤销 of the import that was just done. */
  readonly undoImport: () => void;
};

const beginning: Progress = { message: '正在读取文件…', done: 0, total: null };

type Pointed = {
  readonly past: readonly ReadingChoice[];
  readonly now: ReadingChoice;
  readonly future: readonly ReadingChoice[];
};

/**
 * One file's way into a table: read, pointed at and read again, imported. Nothing is changed before `confirm`;
 * `onLateCancel` is told when the import was done before 取消 reached it.
 */
export function useImport(table: TableDefinition, file: File, onLateCancel: () => void): ImportRun {
  const store = useWorkbookStore();
  const [step, setStep] = useState<ImportStep>({ kind: 'working', progress: beginning });
  const [pointed, setPointed] = useState<Pointed>({ past: [], now: noReadingChoice, future: [] });
  /** What the report on view was read by. */
  const shown = useRef(pointed);
  const work = useRef<AbortController | null>(null);

  const begin = (): AbortSignal => {
    work.current?.abort();
    work.current = new AbortController();
    return work.current.signal;
  };

  const readFirst = useEffectEvent(async (signal: AbortSignal) => {
    try {
      await store.settle();
      const uploadId = await uploadFile(file, signal).catch((thrown) => {
        throw explainUnreadable(thrown, file.name);
      });
      const report = await callBackend(
        'import.preview',
        { table: table.key, uploadId, choice: noReadingChoice },
        { signal, onProgress: (progress) => !signal.aborted && setStep({ kind: 'working', progress }) },
      );
      if (!signal.aborted) setStep({ kind: 'preview', report, uploadId, rereading: false, refused: null });
    } catch (thrown) {
      if (!signal.aborted) setStep({ kind: 'failed', failure: asFailure(thrown) });
    }
  });
  useEffect(() => {
    const controller = new AbortController();
    work.current = controller;
    void readFirst(controller.signal);
    return () => work.current?.abort();
  }, []);

  /** Reads again by a choice; when that cannot be done, everything stays as it was before. */
  const readAgain = async (next: Pointed): Promise<void> => {
    if (step.kind !== 'preview') return;
    const signal = begin();
    setPointed(next);
    setStep({ ...step, rereading: true, refused: null });
    try {
      const report = await callBackend(
        'import.preview',
        { table: table.key, uploadId: step.uploadId, choice: next.now },
        { signal, onProgress: () => undefined },
      );
      if (signal.aborted) return;
      shown.current = next;
      setStep({ ...step, report, rereading: false, refused: null });
    } catch (thrown) {
      if (signal.aborted) return;
      setPointed(shown.current);
      setStep({ ...step, rereading: false, refused: asFailure(thrown).message });
    }
  };

  const confirm = async (): Promise<void> => {
    if (step.kind !== 'preview') return;
    const { uploadId } = step;
    const signal = begin();
    const revision = store.getState().undo.revision;
    setStep({ kind: 'working', progress: { message: '正在导入…', done: 0, total: null } });
    let failure: HuibiaoError | null = null;
    let report: ImportReport | null = null;
    await store.apply(async (): Promise<Committed | null> => {
      try {
        const imported = await callBackend(
          'import.run',
          { table: table.key, uploadId, choice: pointed.now },
          { signal, onProgress: (progress) => !signal.aborted && setStep({ kind: 'working', progress }) },
        );
        report = imported.report;
        return imported.committed;
      } catch (thrown) {
        failure = asFailure(thrown);
        return null;
      }
    });
    if (signal.aborted) {
      // Whether 取消 came in time only the workbook knows.
      await store.checkCurrent();
      if (store.getState().undo.revision !== revision) onLateCancel();
    } else if (report !== null) setStep({ kind: 'done', report, undone: false });
    else if (failure !== null) setStep({ kind: 'failed', failure });
  };

  const undoImport = async (): Promise<void> => {
    if (step.kind !== 'done') return;
    const taken = await store.undo();
    if (taken !== null) setStep({ ...step, undone: true });
  };

  const { past, now, future } = pointed;
  const reading = step.kind === 'preview' ? step.report.reading : null;
  const settled = step.kind === 'preview' && !step.rereading;
  return {
    step,
    choice: settled && reading !== null ? reading.choice : now,
    steps: past.length,
    point: (next) => void readAgain({ past: [...past, now], now: next, future: [] }),
    takeBack: () => {
      const last = past.at(-1);
      if (last !== undefined) {
        void readAgain({ past: past.slice(0, -1), now: last, future: [now, ...future] });
      }
    },
    pointAgain: () => {
      const [first, ...rest] = future;
      if (first !== undefined) void readAgain({ past: [...past, now], now: first, future: rest });
    },
    confirm: () => void confirm(),
    stop: () => work.current?.abort(),
    undoImport: () => void undoImport(),
  };
}
