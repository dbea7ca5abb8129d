import { App as AntApp } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../shared/api.ts';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import type { PrintOptions } from '../../shared/print/options.ts';
import { asFailure, callBackend, onDesktop, printOnPaper } from '../rpc/backend.ts';
import { deliverFile } from '../transfer/deliver-file.ts';
import { ShowInFolder } from '../transfer/use-export.tsx';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { printInBrowser } from './print-in-browser.ts';
import type { LaidPages } from './use-print-pages.ts';

/** Where the pages go. */
export type PrintTarget = 'paper' | 'pdf' | 'word';

export type WorkStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly target: PrintTarget; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly target: PrintTarget; readonly failure: HuibiaoError };

export type PrintWork = {
  readonly stage: WorkStage;
  readonly print: (laid: LaidPages) => Promise<void>;
  readonly save: (target: 'pdf' | 'word', options: PrintOptions) => Promise<void>;
  readonly cancel: () => void;
  readonly forget: () => void;
};

/** Prints the pages, or saves them as PDF or Word; one at a time. */
export function usePrintWork(): PrintWork {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const [stage, setStage] = useState<WorkStage>({ kind: 'idle' });
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  const begin = async (
    target: PrintTarget,
    first: string,
    run: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    if (work.current !== null) return;
    const controller = new AbortController();
    work.current = controller;
    setStage({ kind: 'working', target, progress: { message: first, done: 0, total: null } });
    try {
      await store.settle();
      await run(controller.signal);
      setStage({ kind: 'idle' });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code === 'cancelled') {
        setStage({ kind: 'idle' });
        void message.info({ content: '已取消，没有存出文件。', key: 'print' });
      } else setStage({ kind: 'failed', target, failure });
    } finally {
      work.current = null;
    }
  };

  const print: PrintWork['print'] = ({ options, print: pages }) =>
    begin('paper', '正在打开打印窗口…', async () => {
      if (!onDesktop) return printInBrowser(pages);
      const printed = await printOnPaper(options);
      void message.info({
        content: printed ? '已交给打印机。' : '没有打印：打印窗口已关闭，或没有可用的打印机。',
        key: 'print',
      });
    });

  const save: PrintWork['save'] = (target, options) =>
    begin(target, '正在准备…', async (signal) => {
      const made = await callBackend(target === 'pdf' ? 'print.pdf' : 'print.word', options, {
        signal,
        onProgress: (progress) => !signal.aborted && setStage({ kind: 'working', target, progress }),
      });
      signal.throwIfAborted();
      const delivered = await deliverFile(made.downloadId, made.fileName);
      if (delivered === null) return;
      void message.success({
        content: (
          <>
            {delivered.title}
            {delivered.file !== null && <ShowInFolder file={delivered.file} />}
          </>
        ),
        duration: delivered.file === null ? 3 : 8,
      });
    });

  return {
    stage,
    print,
    save,
    cancel: () => work.current?.abort(),
    forget: () => setStage({ kind: 'idle' }),
  };
}
