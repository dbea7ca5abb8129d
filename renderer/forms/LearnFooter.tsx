import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { FormEdition } from '../../shared/model/form-edition.ts';
import type { LearnRun } from './use-learn.ts';
import type { Saving } from './use-save-target.ts';

type LearnFooterProps = {
  readonly run: LearnRun;
  readonly view: 'check' | 'save';
  readonly saving: Saving;
  /** A form that is there already is set right. */
  readonly isKept: boolean;
  readonly leaving: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  readonly onCancel: () => void;
  readonly onView: (view: 'check' | 'save') => void;
  readonly onChooseOther: () => void;
  readonly onOpenTable: (table: string) => void;
  readonly onIssue: (form: FormEdition) => void;
  readonly onClose: () => void;
};

/** What can be done now. */
export function LearnFooter(props: LearnFooterProps): ReactElement | null {
  const { run, view, saving, isKept, leaving, onCancel, onView, onClose } = props;
  const { stage } = run;
  switch (stage.kind) {
    case 'working':
      return (
        <footer key="working" className="import-footer">
          <Button onClick={onCancel}>取消</Button>
        </footer>
      );
    case 'failed':
      return (
        <footer key="failed" className="import-footer">
          <Button onClick={onClose}>关闭</Button>
          {!isKept && (
            <Button type="primary" onClick={props.onChooseOther} autoFocus>
              换一个文件…
            </Button>
          )}
        </footer>
      );
    case 'saved': {
      const { form } = stage.saved;
      return (
        <footer key="saved" className="import-footer">
          <Button onClick={onClose}>完成</Button>
          <Button onClick={() => props.onOpenTable(form.table)}>打开台账</Button>
          <Button type="primary" onClick={() => props.onIssue(form)} autoFocus>
            下发…
          </Button>
        </footer>
      );
    }
    case 'saving':
    case 'review':
      break;
  }
  if (leaving) {
    return (
      <footer key="leaving" className="import-footer import-asking" role="alert">
        <span className="import-reason">您改正的内容还没有保存，离开就没有了。</span>
        <Button onClick={props.onLeave}>不要了，离开</Button>
        <Button type="primary" onClick={props.onStay} autoFocus>
          继续校对
        </Button>
      </footer>
    );
  }
  const busy = run.relearning || stage.kind === 'saving';
  const { lacks, input } = saving;
  const save = (): void => {
    if (input !== null) run.save(input);
  };
  return (
    <footer key="review" className="import-footer">
      <Button
        icon={<UndoOutlined aria-hidden />}
        disabled={!run.canTakeBack || busy}
        title="退回一步（Ctrl+Z）"
        onClick={run.takeBack}
      >
        退回一步
      </Button>
      <Button
        icon={<RedoOutlined aria-hidden />}
        disabled={!run.canDoAgain || busy}
        aria-label="重做一步"
        title="重做一步（Ctrl+Y）"
        onClick={run.doAgain}
      />
      <span className="import-reason" id="learn-lacks" role="status">
        {run.relearning ? '正在照您指定的重新学…' : (lacks ?? '')}
      </span>
      <Button onClick={onCancel}>取消</Button>
      {view === 'save' && <Button onClick={() => onView('check')}>上一步</Button>}
      {view === 'check' && !isKept ? (
        <Button
          type="primary"
          disabled={busy || run.form === null}
          aria-describedby="learn-lacks"
          onClick={() => onView('save')}
        >
          下一步：存到哪里
        </Button>
      ) : (
        <>
          {view === 'check' && (
            <Button disabled={busy || run.form === null} onClick={() => onView('save')}>
              对应台账…
            </Button>
          )}
          <Button
            type="primary"
            loading={stage.kind === 'saving'}
            disabled={busy || input === null}
            aria-describedby="learn-lacks"
            onClick={save}
          >
            {isKept ? '保存改正' : '保存表样'}
          </Button>
        </>
      )}
    </footer>
  );
}
