import { Alert, Modal } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import { type FormEdition, nameEdition } from '../../shared/model/form-edition.ts';
import { ProgressNotice } from '../shell/ProgressNotice.tsx';
import { useTabInside } from '../shell/use-tab-inside.ts';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { FormReview } from './FormReview.tsx';
import { LearnFooter } from './LearnFooter.tsx';
import { startTarget } from './start-target.ts';
import { useFocusBack } from './use-focus-back.ts';
import { type LearnSource, useLearn } from './use-learn.ts';
import { useSaveTarget } from './use-save-target.ts';
import '../transfer/transfer.css';
import '../transfer/reading-pane.css';
import './forms.css';

export type LearnDialogProps = {
  readonly source: LearnSource;
  /** All forms of the workbook, of which this may be a newer edition. */
  readonly forms: readonly FormInfo[];
  /** Another file takes the place of this one. */
  readonly onOther: (file: File) => void;
  readonly onOpenTable: (table: string) => void;
  readonly onIssue: (form: FormEdition) => void;
  readonly onClose: () => void;
};

/** 表样: a workbook is learnt, looked at and set right, and kept. */
export function LearnDialog(props: LearnDialogProps): ReactElement {
  const { source, forms, onOther, onOpenTable, onIssue, onClose } = props;
  const run = useLearn(source);
  const { stage, form } = run;
  const [view, setView] = useState<'check' | 'save'>('check');
  const [leaving, setLeaving] = useState(false);
  const saving = useSaveTarget(form, forms, startTarget(source));
  const content = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const leave = (): void => {
    run.stop();
    onClose();
  };
  const askToLeave = (): void => {
    if (leaving) setLeaving(false);
    else if (stage.kind === 'review' && run.canTakeBack) setLeaving(true);
    else if (stage.kind !== 'saving') leave();
  };
  useTabInside(content);
  useFocusBack();
  useWindowEvent('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (stage.kind !== 'review' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if ((key !== 'z' && key !== 'y') || isTextField(event.target)) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) run.doAgain();
    else run.takeBack();
  });

  const isWide = stage.kind === 'review' || stage.kind === 'saving';
  return (
    <Modal
      open
      title={
        <span className="import-title">
          {titleOf(source)}
          <span className="import-file" title={run.fileName}>
            {run.fileName}
          </span>
        </span>
      }
      className={isWide ? 'import-dialog import-dialog-wide learn-dialog' : 'import-dialog learn-dialog'}
      width={isWide ? 'min(100vw - 16px, 1680px)' : 520}
      footer={null}
      onCancel={askToLeave}
      mask={{ closable: false }}
      focusable={{ trap: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div ref={content} className="import-content" data-step={stage.kind}>
        <input
          ref={picker}
          type="file"
          accept=".xlsx,.xlsm,.xls,.et"
          hidden
          aria-label="换一个表样文件"
          onChange={({ target: { files } }) => {
            const file = files?.[0];
            if (file !== undefined) onOther(file);
          }}
        />
        {stage.kind === 'working' && <ProgressNotice progress={stage.progress} />}
        {stage.kind === 'failed' && (
          <Alert type="error" showIcon title="没有学成表样" description={stage.failure.message} />
        )}
        {isWide && run.uploadId !== null && (
          <FormReview
            run={run}
            uploadId={run.uploadId}
            saving={saving}
            view={view}
            forms={forms}
            kept={source.kind === 'kept' ? source.info : null}
          />
        )}
        {stage.kind === 'saved' && (
          <Alert
            type="success"
            showIcon
            title={`表样「${nameEdition(stage.saved.form)}」已保存`}
            description={
              source.kind === 'kept'
                ? '改正已经存好，要的话可以撤销。已下发的各份不受影响。'
                : '接下来可以下发给各单位填报，也可以到台账里自己填。不要的话可以撤销。'
            }
          />
        )}
        <LearnFooter
          run={run}
          view={view}
          saving={saving}
          isKept={source.kind === 'kept'}
          leaving={leaving}
          onStay={() => setLeaving(false)}
          onLeave={leave}
          onCancel={askToLeave}
          onView={setView}
          onChooseOther={() => picker.current?.click()}
          onOpenTable={onOpenTable}
          onIssue={onIssue}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}

function titleOf(source: LearnSource): string {
  if (source.kind === 'kept') return `校对表样「${nameEdition(source.info.form)}」`;
  return source.editionOf === null ? '新表样' : '换成新版表样';
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
  );
}
