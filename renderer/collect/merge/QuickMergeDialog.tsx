import { Button, Modal } from 'antd';
import { type DragEvent, type ReactElement, useState } from 'react';
import { ProgressNotice } from '../../shell/ProgressNotice.tsx';
import { holdDropped, withoutLeftovers } from '../dropped-files.ts';
import { MergeChoice } from './MergeChoice.tsx';
import { MergeReportView } from './MergeReportView.tsx';
import { SaveMerged } from './SaveMerged.tsx';
import { useQuickMerge } from './use-quick-merge.ts';
import '../../transfer/transfer.css';
import './quick-merge.css';

/** 快速合并: files of the same form become one, without a workbook. Nothing of it is kept but what is saved. */
export function QuickMergeDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const run = useQuickMerge();
  const { stage, form, files } = run;
  const [saved, setSaved] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const isChoosing = stage.kind === 'choosing';
  const isUnsaved = stage.kind === 'done' && stage.report.result !== null && !saved;

  const close = (): void => {
    if (stage.kind === 'working') run.cancel();
    else if (isUnsaved && !leaving) setLeaving(true);
    else onClose();
  };
  /** Nothing behind the dialog takes the files. */
  const hold = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isChoosing) event.dataTransfer.dropEffect = 'none';
  };
  const drop = (event: DragEvent): void => {
    hold(event);
    if (!isChoosing) return;
    void holdDropped(event.dataTransfer)().then((all) => run.addFiles(withoutLeftovers(all)));
  };

  return (
    <Modal
      open
      title={<span className="import-title">快速合并</span>}
      className={stage.kind === 'done' ? 'quick-merge import-dialog-wide' : 'quick-merge'}
      width={stage.kind === 'done' ? 'min(100vw - 16px, 1280px)' : 680}
      wrapProps={{ onDragOver: hold, onDrop: drop }}
      footer={null}
      onCancel={close}
      mask={{ closable: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div className="import-content" data-step={stage.kind}>
        {stage.kind === 'choosing' && <MergeChoice run={run} refused={stage.refused} />}
        {stage.kind === 'working' && <ProgressNotice progress={stage.progress} />}
        {stage.kind === 'done' && <MergeReportView report={stage.report} />}
        <footer key={`${stage.kind} ${leaving}`} className="import-footer">
          {stage.kind === 'choosing' && (
            <>
              <Button onClick={onClose}>取消</Button>
              <Button
                type="primary"
                disabled={files.length === 0 || (form !== null && form.info === null)}
                onClick={run.run}
              >
                {files.length === 0 ? '合并' : `合并 ${files.length} 个文件`}
              </Button>
            </>
          )}
          {stage.kind === 'working' && (
            <Button autoFocus onClick={run.cancel}>
              取消
            </Button>
          )}
          {stage.kind === 'done' && leaving && (
            <>
              <span className="import-reason" role="alert">
                合并结果还没有保存，关闭就没有了。
              </span>
              <Button onClick={onClose}>不要了，关闭</Button>
              <Button type="primary" autoFocus onClick={() => setLeaving(false)}>
                回去保存
              </Button>
            </>
          )}
          {stage.kind === 'done' && !leaving && (
            <>
              <Button
                onClick={() => {
                  setSaved(false);
                  run.again();
                }}
              >
                返回，改文件再合并
              </Button>
              <Button onClick={close}>关闭</Button>
              {stage.report.result !== null && (
                <SaveMerged result={stage.report.result} onSaved={() => setSaved(true)} />
              )}
            </>
          )}
        </footer>
      </div>
    </Modal>
  );
}
