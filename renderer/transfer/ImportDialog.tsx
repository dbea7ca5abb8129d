import { Alert, App as AntApp, Modal } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { ProgressNotice } from '../shell/ProgressNotice.tsx';
import { useTabInside } from '../shell/use-tab-inside.ts';
import { countCorrections } from './correct-reading.ts';
import { ImportFooter } from './ImportFooter.tsx';
import { ImportReview } from './ImportReview.tsx';
import { wantsLook } from './reading-words.ts';
import { type ImportStep, useImport } from './use-import.ts';
import './reading-pane.css';
import './transfer.css';

type ImportDialogProps = {
  readonly table: TableDefinition;
  /** At least one; taken one after another. Others given later take the place of the one that is looked at. */
  readonly files: readonly File[];
  /** Lets the clerk choose another file for the one that is looked at. */
  readonly onChooseOther: () => void;
  /** The file is no return but a form to be learnt. */
  readonly onLearn: (file: File) => void;
  readonly onClose: () => void;
};

/** 导入: files one after another, each looked at before it changes anything. */
export function ImportDialog({
  table,
  files,
  onChooseOther,
  onLearn,
  onClose,
}: ImportDialogProps): ReactElement | null {
  const [queue, setQueue] = useState({ given: files, files, at: 0 });
  if (queue.given !== files) {
    // Chosen in place of one that failed: those behind it stay in the queue.
    const { files: queued, at } = queue;
    setQueue({ given: files, files: [...queued.slice(0, at), ...files, ...queued.slice(at + 1)], at });
  }
  const current = queue.files[queue.at];
  if (current === undefined) return null;
  return (
    <ImportOfFile
      key={`${queue.at} ${queue.files.length} ${current.name} ${current.lastModified}`}
      table={table}
      file={current}
      place={queue.files.length > 1 ? { number: queue.at + 1, count: queue.files.length } : null}
      onChooseOther={onChooseOther}
      onLearn={() => onLearn(current)}
      onNext={() => setQueue((known) => ({ ...known, at: known.at + 1 }))}
      onClose={onClose}
    />
  );
}

type ImportOfFileProps = {
  readonly table: TableDefinition;
  readonly file: File;
  /** Among the files that came together; null for a single one. */
  readonly place: { readonly number: number; readonly count: number } | null;
  readonly onChooseOther: () => void;
  readonly onLearn: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
};

function ImportOfFile(props: ImportOfFileProps): ReactElement {
  const { table, file, place, onChooseOther, onNext, onClose } = props;
  const { message } = AntApp.useApp();
  const run = useImport(table, file, () => {
    void message.info({ content: '取消得晚了一步：导入已经完成。不要的话请撤销。', duration: 8 });
  });
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const { step } = run;
  const content = useRef<HTMLDivElement>(null);
  useTabInside(content);
  const corrections = step.kind === 'preview' && run.steps > 0 ? countCorrections(run.choice) : 0;

  const leave = (then: () => void): void => {
    run.stop();
    then();
  };
  /** Goes away at once, or asks when what was pointed out would be lost. */
  const askToLeave = (then: () => void): void => {
    if (corrections === 0) leave(then);
    else setLeaving(() => then);
  };
  const stay = (): void => {
    setLeaving(null);
    content.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  };
  const onEscape = (): void => {
    if (leaving === null) askToLeave(onClose);
    else stay();
  };

  return (
    <Modal
      open
      title={
        <span className="import-title">
          导入到「{table.title}」
          {place !== null && (
            <em>
              第 {place.number} 个，共 {place.count} 个
            </em>
          )}
          <span className="import-file" title={file.name}>
            {file.name}
          </span>
        </span>
      }
      className={step.kind === 'preview' ? 'import-dialog import-dialog-wide' : 'import-dialog'}
      width={step.kind === 'preview' ? 'min(100vw - 16px, 1680px)' : 520}
      footer={null}
      onCancel={onEscape}
      mask={{ closable: false }}
      // The menus lie outside the dialog; Tab is kept inside by the content itself.
      focusable={{ trap: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div ref={content} className="import-content" data-step={step.kind}>
        {step.kind === 'preview' ? (
          <ImportReview table={table} run={run} {...step} />
        ) : (
          <StepReport step={step} fileName={file.name} />
        )}
        <ImportFooter
          table={table}
          run={run}
          hasNext={place !== null && place.number < place.count}
          asking={leaving === null ? null : { corrections, keep: stay, leave: () => leave(leaving) }}
          wantsLook={
            step.kind === 'preview' && (step.report.refusal !== null || wantsLook(step.report.reading))
          }
          onCancel={() => askToLeave(onClose)}
          onClose={() => leave(onClose)}
          onNext={() => askToLeave(onNext)}
          onChooseOther={onChooseOther}
          onLearn={() => leave(props.onLearn)}
        />
      </div>
    </Modal>
  );
}

function StepReport({
  step,
  fileName,
}: {
  readonly step: Exclude<ImportStep, { readonly kind: 'preview' }>;
  readonly fileName: string;
}): ReactElement {
  switch (step.kind) {
    case 'working':
      return <ProgressNotice progress={step.progress} />;
    case 'failed':
      return (
        <Alert type="error" showIcon title={`${fileName} 没有导入`} description={step.failure.message} />
      );
    case 'done': {
      const { added, changed, removed } = step.report;
      return step.undone ? (
        <Alert type="info" showIcon title="已撤销这次导入" description="表中内容和导入前一样。" />
      ) : (
        <Alert
          type="success"
          showIcon
          title="已导入"
          description={`新增 ${added} 行，修改 ${changed} 行，删除 ${removed} 行。整次导入是一步，可以撤销。`}
        />
      );
    }
  }
}
