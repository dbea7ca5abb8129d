import { Alert, Button, Modal, Progress as ProgressBar } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ImportReport, Progress } from '../../shared/api.ts';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure, callBackend, uploadFile } from '../rpc/backend.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { ImportPreview } from './ImportPreview.tsx';

type ImportDialogProps = {
  readonly table: TableDefinition;
  readonly file: File;
  /** Lets the clerk choose another file, which then takes the place of this one. */
  readonly onChooseOther: () => void;
  readonly onClose: () => void;
};

type Step =
  | { readonly kind: 'working'; readonly progress: Progress }
  | { readonly kind: 'preview'; readonly report: ImportReport; readonly uploadId: string }
  | { readonly kind: 'failed'; readonly failure: HuibiaoError }
  | { readonly kind: 'done'; readonly report: ImportReport };

const beginning: Progress = { message: '正在读取文件…', done: 0, total: null };

/** 导入: a file, what it would change, and only then the change. Nothing happens before 确认导入. */
export function ImportDialog({ table, file, onChooseOther, onClose }: ImportDialogProps): ReactElement {
  const store = useWorkbookStore();
  const [step, setStep] = useState<Step>({ kind: 'working', progress: beginning });
  const work = useRef<AbortController | null>(null);

  const preview = useEffectEvent(async (chosen: File, signal: AbortSignal) => {
    setStep({ kind: 'working', progress: beginning });
    try {
      await store.settle();
      const uploadId = await uploadFile(chosen, signal);
      const onProgress = (progress: Progress): void => {
        if (!signal.aborted) setStep({ kind: 'working', progress });
      };
      const report = await callBackend(
        'import.preview',
        { table: table.key, uploadId },
        { signal, onProgress },
      );
      if (!signal.aborted) setStep({ kind: 'preview', report, uploadId });
    } catch (thrown) {
      if (!signal.aborted) setStep({ kind: 'failed', failure: asFailure(thrown) });
    }
  });
  useEffect(() => {
    const controller = new AbortController();
    work.current = controller;
    void preview(file, controller.signal);
    return () => controller.abort();
  }, [file]);

  const confirm = async (uploadId: string): Promise<void> => {
    const controller = new AbortController();
    work.current = controller;
    setStep({ kind: 'working', progress: { message: '正在导入…', done: 0, total: null } });
    let failure: HuibiaoError | null = null;
    let report: ImportReport | null = null;
    await store.apply(async () => {
      try {
        const imported = await callBackend(
          'import.run',
          { table: table.key, uploadId },
          { signal: controller.signal, onProgress: (progress) => setStep({ kind: 'working', progress }) },
        );
        report = imported.report;
        return imported.committed;
      } catch (thrown) {
        failure = asFailure(thrown);
        return null;
      }
    });
    if (report !== null) setStep({ kind: 'done', report });
    else if (failure !== null) setStep({ kind: 'failed', failure });
  };

  const cancel = (): void => {
    work.current?.abort();
    onClose();
  };

  return (
    <Modal
      open
      title={`导入到「${table.title}」`}
      width={760}
      onCancel={cancel}
      mask={{ closable: false }}
      transitionName=""
      maskTransitionName=""
      footer={footerOf(step, {
        cancel,
        close: onClose,
        confirm: (uploadId) => void confirm(uploadId),
        choose: onChooseOther,
      })}
    >
      {bodyOf(step, file.name)}
    </Modal>
  );
}

type Actions = {
  readonly cancel: () => void;
  readonly close: () => void;
  readonly confirm: (uploadId: string) => void;
  readonly choose: () => void;
};

function bodyOf(step: Step, fileName: string): ReactElement {
  switch (step.kind) {
    case 'working':
      return (
        <div className="import-working" role="status">
          <p>{step.progress.message}</p>
          <ProgressBar
            percent={percentOf(step.progress)}
            showInfo={step.progress.total !== null}
            status="normal"
          />
        </div>
      );
    case 'preview':
      return <ImportPreview report={step.report} />;
    case 'failed':
      return (
        <Alert type="error" showIcon title={`${fileName} 没有导入`} description={step.failure.message} />
      );
    case 'done':
      return (
        <Alert
          type="success"
          showIcon
          title="已导入"
          description={`新增 ${step.report.added} 行，修改 ${step.report.changed} 行，删除 ${step.report.removed} 行。整次导入是一步，可以撤销。`}
        />
      );
  }
}

function footerOf(step: Step, actions: Actions): ReactElement {
  switch (step.kind) {
    case 'failed':
      return (
        <>
          <Button onClick={actions.cancel}>不导入</Button>
          <Button type="primary" onClick={actions.choose} autoFocus>
            换一个文件…
          </Button>
        </>
      );
    case 'working':
      return <Button onClick={actions.cancel}>取消</Button>;
    case 'preview': {
      const { added, changed, removed } = step.report;
      return added + changed + removed === 0 ? (
        <Button type="primary" onClick={actions.close} autoFocus>
          知道了
        </Button>
      ) : (
        <>
          <Button onClick={actions.cancel}>取消</Button>
          <Button
            type="primary"
            danger={removed > 0}
            onClick={() => actions.confirm(step.uploadId)}
            autoFocus={removed === 0}
          >
            {removed > 0 ? `确认导入（删除 ${removed} 条）` : '确认导入'}
          </Button>
        </>
      );
    }
    case 'done':
      return (
        <Button type="primary" onClick={actions.close} autoFocus>
          完成
        </Button>
      );
  }
}

function percentOf({ done, total }: Progress): number {
  return total === null || total === 0 ? 0 : Math.round((done / total) * 100);
}
