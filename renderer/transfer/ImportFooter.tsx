import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { ImportCounts } from './ImportPreview.tsx';
import { whyNotYet } from './import-block.ts';
import type { ImportRun } from './use-import.ts';

type ImportFooterProps = {
  readonly table: TableDefinition;
  readonly run: ImportRun;
  /** Another file waits behind this one. */
  readonly hasNext: boolean;
  /** Closing was asked for, and corrections would be lost; null when nothing is asked. */
  readonly asking: {
    readonly corrections: number;
    readonly keep: () => void;
    readonly leave: () => void;
  } | null;
  /** Whether the reading wants a look first; then nothing invites to press Enter at once. */
  readonly wantsLook: boolean;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onNext: () => void;
  readonly onChooseOther: () => void;
  readonly onLearn: () => void;
};

/** What can be done now with the file; 确认导入 alone changes the table. By its key each step's footer is a new one and takes the keyboard. */
export function ImportFooter(props: ImportFooterProps): ReactElement {
  const { table, run, hasNext, asking, wantsLook, onCancel, onClose, onNext, onChooseOther } = props;
  const { step } = run;
  const skip = hasNext && <Button onClick={onNext}>跳过这一个</Button>;
  switch (step.kind) {
    case 'working':
      return (
        <footer key="working" className="import-footer">
          {skip}
          <Button onClick={onCancel}>取消</Button>
        </footer>
      );
    case 'failed':
      return (
        <footer key="failed" className="import-footer">
          {hasNext ? skip : <Button onClick={onClose}>不导入</Button>}
          <Button type="primary" onClick={onChooseOther} autoFocus>
            换一个文件…
          </Button>
        </footer>
      );
    case 'done':
      return (
        <footer key="done" className="import-footer">
          {!step.undone && step.report.added + step.report.changed + step.report.removed > 0 && (
            <Button onClick={run.undoImport}>撤销这次导入</Button>
          )}
          <Button type="primary" onClick={hasNext ? onNext : onClose} autoFocus>
            {hasNext ? '下一个文件' : '完成'}
          </Button>
        </footer>
      );
    case 'preview': {
      if (asking !== null) {
        return (
          <footer key="asking" className="import-footer import-asking" role="alert">
            <span className="import-reason">您指定的 {asking.corrections} 处还没有用上，离开就没有了。</span>
            <Button onClick={asking.leave}>不要了，离开</Button>
            <Button type="primary" onClick={asking.keep} autoFocus>
              继续导入
            </Button>
          </footer>
        );
      }
      const { report, rereading } = step;
      const { added, changed, removed } = report;
      const nothing = added + changed + removed === 0;
      const block = whyNotYet(table, report);
      return (
        <footer key="preview" className="import-footer">
          {block === null && <ImportCounts report={report} />}
          <span className="import-reason" id="import-reason">
            {block ?? (nothing ? '文件与表中内容一致，没有要改的。' : '')}
          </span>
          {skip}
          {report.refusal !== null && (
            <Button title="这是上级发来的空表，不是填好的内容" onClick={props.onLearn}>
              作为表样…
            </Button>
          )}
          {report.refusal === null && nothing ? (
            <Button type="primary" onClick={hasNext ? onNext : onClose} autoFocus={!wantsLook}>
              {hasNext ? '下一个文件' : '知道了'}
            </Button>
          ) : (
            <>
              <Button onClick={onCancel}>取消</Button>
              <Button
                type="primary"
                danger={removed > 0 && block === null}
                disabled={block !== null || rereading}
                aria-describedby="import-reason"
                title={report.refusal?.message ?? block ?? undefined}
                onClick={run.confirm}
                autoFocus={removed === 0 && block === null && !wantsLook}
              >
                {removed > 0 && block === null ? `确认导入（删除 ${removed} 条）` : '确认导入'}
              </Button>
            </>
          )}
        </footer>
      );
    }
  }
}
