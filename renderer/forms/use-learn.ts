import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { FormInfo, FormLearning, FormSaved, Progress } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { FormDefinition, FormLayout, FormReason } from '../../shared/model/form.ts';
import { asFailure, callBackend, uploadFile } from '../rpc/backend.ts';
import { explainUnreadable } from '../rpc/explain-unreadable.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import {
  applyCorrections,
  blankForm,
  type FormCorrection,
  type FormPointing,
  nothingPointed,
} from './form-corrections.ts';
import type { SaveInput } from './save-target.ts';

/** What is to be learnt: a file, or a form that is kept already. */
export type LearnSource =
  | {
      readonly kind: 'file';
      readonly file: File;
      /** The form of which it is the next edition. */
      readonly editionOf: FormInfo | null;
    }
  | { readonly kind: 'kept'; readonly info: FormInfo };

export type LearnStage =
  | { readonly kind: 'working'; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly failure: HuibiaoError }
  | { readonly kind: 'review' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly saved: FormSaved };

/** Everything that a person said so far; one gesture makes one of these. */
export type LearnStep = {
  readonly pointing: FormPointing;
  /** Which of the proposals; -1 for a form whose cells are named by hand. */
  readonly chosen: number;
  readonly corrections: readonly FormCorrection[];
};

export type LearnRun = {
  readonly stage: LearnStage;
  readonly uploadId: string | null;
  readonly fileName: string;
  readonly step: LearnStep;
  /** What was learnt with what is pointed out now; null where nothing was recognised. */
  readonly learning: FormLearning | null;
  /** Why nothing was recognised; null where something was. */
  readonly unrecognised: string | null;
  /** With all corrections; null where there is none yet. */
  readonly form: FormDefinition | null;
  readonly reasons: readonly FormReason[];
  readonly relearning: boolean;
  /** Why a pointing could not be done; what was there before stands. */
  readonly refused: string | null;
  readonly canTakeBack: boolean;
  readonly canDoAgain: boolean;
  readonly point: (pointing: FormPointing) => void;
  readonly choose: (proposal: number) => void;
  /** The cells of this sheet are named one by one. */
  readonly nameByHand: (sheet: string) => void;
  readonly correct: (...corrections: readonly FormCorrection[]) => void;
  readonly takeBack: () => void;
  readonly doAgain: () => void;
  readonly save: (input: SaveInput) => void;
  readonly stop: () => void;
};

type Past = {
  readonly before: readonly LearnStep[];
  readonly now: LearnStep;
  readonly after: readonly LearnStep[];
};

type Learnt = FormLearning | HuibiaoError;

const firstStep: LearnStep = { pointing: nothingPointed, chosen: 0, corrections: [] };

/** A workbook's way to become a form: learnt, pointed at and learnt again, corrected, kept. */
export function useLearn(source: LearnSource): LearnRun {
  const store = useWorkbookStore();
  const [stage, setStage] = useState<LearnStage>({
    kind: 'working',
    progress: { message: '正在读取文件…', done: 0, total: null },
  });
  const [upload, setUpload] = useState<{ readonly uploadId: string; readonly fileName: string } | null>(null);
  const [past, setPast] = useState<Past>({ before: [], now: firstStep, after: [] });
  /** By what was pointed out. */
  const [learnt, setLearnt] = useState<ReadonlyMap<string, Learnt>>(new Map());
  const [relearning, setRelearning] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const work = useRef<AbortController | null>(null);

  const learn = async (
    uploadId: string,
    pointing: FormPointing,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<Learnt> => {
    try {
      return await callBackend('forms.learn', { uploadId, ...pointing }, { signal, onProgress });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.details.reason === 'header') return failure;
      throw failure;
    }
  };

  const begin = useEffectEvent(async (signal: AbortSignal) => {
    const progress = (next: Progress): void => {
      if (!signal.aborted) setStage({ kind: 'working', progress: next });
    };
    try {
      await store.settle();
      const opened =
        source.kind === 'file'
          ? { uploadId: await uploadFile(source.file, signal), fileName: source.file.name }
          : await callBackend('forms.open', { form: source.info.form.key, edition: null }, { signal });
      const kept = source.kind === 'kept' ? keptLearning(source.info) : null;
      const first = kept ?? (await learn(opened.uploadId, nothingPointed, signal, progress));
      const layout = otherLayout(first, source);
      const pointing = { ...nothingPointed, layout };
      const taken = layout === null ? first : await learn(opened.uploadId, pointing, signal, progress);
      if (signal.aborted) return;
      setUpload(opened);
      setLearnt(new Map([[keyOf(pointing), taken]]));
      setPast({ before: [], now: { ...firstStep, pointing }, after: [] });
      setStage({ kind: 'review' });
    } catch (thrown) {
      if (signal.aborted) return;
      const failure =
        source.kind === 'file' ? explainUnreadable(thrown, source.file.name) : asFailure(thrown);
      setStage({ kind: 'failed', failure });
    }
  });
  useEffect(() => {
    const controller = new AbortController();
    work.current = controller;
    void begin(controller.signal);
    return () => work.current?.abort();
  }, []);

  /** Goes to a step; what it points out is learnt first where it was not yet. */
  const goTo = async (next: Past): Promise<void> => {
    if (upload === null) return;
    work.current?.abort();
    const controller = new AbortController();
    work.current = controller;
    const { signal } = controller;
    setRefused(null);
    const key = keyOf(next.now.pointing);
    if (next.now.chosen < 0 || learnt.has(key)) {
      setRelearning(false);
      setPast(next);
      return;
    }
    setRelearning(true);
    try {
      const found = await learn(upload.uploadId, next.now.pointing, signal, () => undefined);
      if (signal.aborted) return;
      if (found instanceof HuibiaoError && next.now.pointing.header !== null) throw found;
      setLearnt((known) => new Map(known).set(key, found));
      setPast(next);
    } catch (thrown) {
      if (!signal.aborted) setRefused(asFailure(thrown).message);
    } finally {
      if (!signal.aborted) setRelearning(false);
    }
  };
  const take = (now: LearnStep): void => void goTo({ before: [...past.before, past.now], now, after: [] });

  const { now } = past;
  const found = learnt.get(keyOf(now.pointing)) ?? null;
  const learning = found instanceof HuibiaoError ? null : found;
  const proposal = learning?.proposals[now.chosen] ?? null;
  /** A form that is kept already keeps its name, too. */
  const title = source.kind === 'kept' ? source.info.form.title : null;
  const base =
    now.chosen < 0
      ? blankForm(now.pointing.sheet ?? '', title ?? nameOf(upload?.fileName ?? ''))
      : proposal === null
        ? null
        : { ...proposal.form, title: title ?? proposal.form.title };

  const save = async (input: SaveInput): Promise<void> => {
    if (upload === null) return;
    setStage({ kind: 'saving' });
    let outcome: LearnStage = { kind: 'review' };
    await store.apply(async () => {
      try {
        const saved = await callBackend('forms.save', { uploadId: upload.uploadId, ...input });
        outcome = { kind: 'saved', saved };
        return saved.committed;
      } catch (thrown) {
        setRefused(asFailure(thrown).message);
        return null;
      }
    });
    setStage(outcome);
  };

  return {
    stage,
    uploadId: upload?.uploadId ?? null,
    fileName: upload?.fileName ?? (source.kind === 'file' ? source.file.name : source.info.form.fileName),
    step: now,
    learning,
    unrecognised: found instanceof HuibiaoError && now.chosen >= 0 ? found.message : null,
    form: base === null ? null : applyCorrections(base, now.corrections),
    reasons: proposal?.reasons ?? [],
    relearning,
    refused,
    canTakeBack: past.before.length > 0,
    canDoAgain: past.after.length > 0,
    point: (pointing) => take({ pointing, chosen: 0, corrections: now.corrections.filter(outlivesPointing) }),
    choose: (chosen) => take({ ...now, chosen, corrections: [] }),
    nameByHand: (sheet) => take({ pointing: { ...nothingPointed, sheet }, chosen: -1, corrections: [] }),
    correct: (...corrections) => take({ ...now, corrections: [...now.corrections, ...corrections] }),
    takeBack: () => {
      const last = past.before.at(-1);
      if (last !== undefined) {
        void goTo({ before: past.before.slice(0, -1), now: last, after: [past.now, ...past.after] });
      }
    },
    doAgain: () => {
      const [first, ...rest] = past.after;
      if (first !== undefined) void goTo({ before: [...past.before, past.now], now: first, after: rest });
    },
    save: (input) => void save(input),
    stop: () => work.current?.abort(),
  };
}

/** The layout of the edition before, where the new one would be taken for another: an edition keeps it. */
function otherLayout(learnt: Learnt, source: LearnSource): FormLayout | null {
  if (source.kind === 'kept' || source.editionOf === null || learnt instanceof HuibiaoError) return null;
  const { layout } = source.editionOf.form;
  return learnt.proposals[0]?.form.layout === layout ? null : layout;
}

/** A form that was learnt before, as if it were learnt now. */
function keptLearning({ form }: FormInfo): FormLearning | null {
  if (form.definition === null) return null;
  const proposal = { form: form.definition, score: 0, why: '', reasons: [] };
  return { proposals: [proposal], notes: [], fileName: form.fileName, tables: [], editionsOf: [] };
}

/** What was said of a column holds under another header too; rows and cells are counted anew. */
function outlivesPointing({ kind }: FormCorrection): boolean {
  return kind === 'title' || kind === 'column' || kind === 'dropped' || kind === 'key' || kind === 'place';
}

function keyOf({ sheet, header, layout }: FormPointing): string {
  return JSON.stringify([sheet, header, layout]);
}

function nameOf(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '') || '表样';
}
