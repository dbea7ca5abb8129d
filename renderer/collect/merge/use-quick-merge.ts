import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../shared/api.ts';
import type { MergeFormInfo, MergeReport } from '../../../shared/collect/merge-report.ts';
import { asFailure, callBackend, uploadFile } from '../../rpc/backend.ts';
import { explainUnreadable } from '../../rpc/explain-unreadable.ts';

/** A form that was chosen, and what it was taken for. */
export type ChosenForm = {
  readonly file: File;
  /** Null while it is being looked at, or where it cannot be a form. */
  readonly info: MergeFormInfo | null;
  /** Why it cannot be a form. */
  readonly refused: string | null;
};

export type MergeStage =
  | { readonly kind: 'choosing'; readonly refused: string | null }
  | { readonly kind: 'working'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly report: MergeReport };

export type QuickMergeRun = {
  readonly stage: MergeStage;
  readonly form: ChosenForm | null;
  readonly files: readonly File[];
  /** Titles of the columns that tell rows apart; null takes what the form suggests. */
  readonly keys: readonly string[] | null;
  readonly chooseForm: (file: File | null) => void;
  readonly addFiles: (files: readonly File[]) => void;
  readonly removeFile: (index: number) => void;
  readonly removeAll: () => void;
  readonly chooseKeys: (keys: readonly string[] | null) => void;
  readonly run: () => void;
  readonly cancel: () => void;
  /** Back to what was chosen. */
  readonly again: () => void;
};

/** What the backend keeps of uploads at once, the form among them. */
const mostFiles = 1900;
const mostBytes = 140 * 1024 * 1024;
const tooMany = '一次最多合并 1900 个文件、共 140 MB。请分几次合并，再把几份结果合并一次。';

/** 快速合并: what is chosen, the merge itself, and its report. */
export function useQuickMerge(): QuickMergeRun {
  const [stage, setStage] = useState<MergeStage>({ kind: 'choosing', refused: null });
  const [form, setForm] = useState<ChosenForm | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [keys, setKeys] = useState<readonly string[] | null>(null);
  const learning = useRef<AbortController | null>(null);
  const work = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      learning.current?.abort();
      work.current?.abort();
    },
    [],
  );

  const chooseForm = async (file: File | null): Promise<void> => {
    learning.current?.abort();
    setKeys(null);
    setForm(file === null ? null : { file, info: null, refused: null });
    if (file === null) return;
    const controller = new AbortController();
    learning.current = controller;
    const { signal } = controller;
    try {
      const info = await callBackend('merge.learn', { form: await uploadFile(file, signal) }, { signal });
      if (!signal.aborted) setForm({ file, info, refused: null });
    } catch (thrown) {
      if (!signal.aborted)
        setForm({ file, info: null, refused: explainUnreadable(thrown, file.name).message });
    }
  };

  const run = async (): Promise<void> => {
    if (files.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
      setStage({ kind: 'choosing', refused: tooMany });
      return;
    }
    const controller = new AbortController();
    work.current = controller;
    const { signal } = controller;
    const tell = (progress: Progress): void => {
      if (!signal.aborted) setStage({ kind: 'working', progress });
    };
    try {
      const formId = form === null ? null : await uploadFile(form.file, signal);
      const returns: string[] = [];
      const unreadable: MergeReport['passedOver'][number][] = [];
      for (const [index, file] of files.entries()) {
        tell({ message: `正在取“${file.name}”`, done: index, total: files.length });
        try {
          returns.push(await uploadFile(file, signal));
        } catch (thrown) {
          if (signal.aborted) throw thrown;
          unreadable.push({ fileName: file.name, message: explainUnreadable(thrown, file.name).message });
        }
      }
      const [first] = unreadable;
      if (returns.length === 0 && first !== undefined) {
        setStage({ kind: 'choosing', refused: first.message });
        return;
      }
      const report = await callBackend(
        'merge.run',
        { form: formId, returns, keys: keys === null ? null : [...keys] },
        { signal, onProgress: tell },
      );
      setStage({ kind: 'done', report: { ...report, passedOver: [...unreadable, ...report.passedOver] } });
    } catch (thrown) {
      const { code, message } = asFailure(thrown);
      setStage({ kind: 'choosing', refused: code === 'cancelled' ? null : message });
    }
  };

  return {
    stage,
    form,
    files,
    keys,
    chooseForm: (file) => void chooseForm(file),
    addFiles: (added) => setFiles((known) => [...known, ...added]),
    removeFile: (index) => setFiles((known) => known.filter((_, at) => at !== index)),
    removeAll: () => setFiles([]),
    chooseKeys: setKeys,
    run: () => void run(),
    cancel: () => work.current?.abort(),
    again: () => setStage({ kind: 'choosing', refused: null }),
  };
}
