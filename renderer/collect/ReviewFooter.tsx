import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { ReturnReview } from '../../shared/collect/answers.ts';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { explanationsOf, type ReviewDraft, whyNotYet } from './review-draft.ts';
import type { ReviewRun } from './use-review.ts';

type ReviewFooterProps = {
  readonly run: ReviewRun;
  readonly draft: ReviewDraft;
  /** Leaving was asked for, and what was decided would be lost. */
  readonly asking: { readonly stay: () => void; readonly leave: () => void } | null;
  readonly hasNext: boolean;
  readonly onNext: () => void;
  readonly onClose: () => void;
};

/** 接收, 退回 or 不采用; then on to the next one. */
export function ReviewFooter({
  run,
  draft,
  asking,
  hasNext,
  onNext,
  onClose,
}: ReviewFooterProps): ReactElement {
  const { stage } = run;
  const next = (
    <Button type="primary" autoFocus onClick={hasNext ? onNext : onClose}>
      {hasNext ? '下一份' : '完成'}
    </Button>
  );
  if (asking !== null) {
    return (
      <footer className="import-footer import-asking" role="alert">
        <span className="import-reason">您选定的取舍和写的说明还没有用上，离开就没有了。</span>
        <Button onClick={asking.leave}>不要了，离开</Button>
        <Button type="primary" autoFocus onClick={asking.stay}>
          继续核对
        </Button>
      </footer>
    );
  }
  switch (stage.kind) {
    case 'loading':
      return (
        <footer className="import-footer">
          <Button onClick={onClose}>关闭</Button>
        </footer>
      );
    case 'failed':
      return (
        <footer className="import-footer">
          <Button onClick={onClose}>关闭</Button>
          <Button type="primary" autoFocus onClick={run.reload}>
            重试
          </Button>
        </footer>
      );
    case 'accepted':
      return (
        <footer className="import-footer">
          {stage.undone ? (
            <Button onClick={run.reload}>再核对</Button>
          ) : (
            <Button onClick={run.undoAccept}>撤销这次接收</Button>
          )}
          {next}
        </footer>
      );
    case 'sentBack':
      return (
        <footer className="import-footer">
          <span className="import-reason">{run.refused}</span>
          <Button onClick={run.deliverAgain}>再存一次标注件</Button>
          {next}
        </footer>
      );
    case 'review':
      return (
        <DecisionFooter
          run={run}
          review={stage.review}
          draft={draft}
          hasNext={hasNext}
          onNext={onNext}
          onClose={onClose}
        />
      );
  }
}

function DecisionFooter({
  run,
  review,
  draft,
  hasNext,
  onNext,
  onClose,
}: Pick<ReviewFooterProps, 'run' | 'draft' | 'hasNext' | 'onNext' | 'onClose'> & {
  readonly review: ReturnReview;
}): ReactElement {
  const [reason, setReason] = useState<string | null>(null);
  const { received, problems, counts } = review;
  const block = whyNotYet(draft, review);
  const busy = run.busy !== null;
  const accept = (): void => run.accept(draft.decisions, explanationsOf(draft, review));
  useWindowEvent('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || reason !== null) return;
    event.preventDefault();
    if (block === null && !busy) accept();
  });

  if (reason !== null) {
    const marked = problems.filter(({ severity }) => severity !== 'note').length;
    return (
      <footer className="import-footer send-back">
        <Input.TextArea
          autoFocus
          aria-label="退回原因"
          placeholder="退回原因，会写在标注件的「审核意见」里，例如：任务数请填确切的数"
          autoSize={{ minRows: 1, maxRows: 3 }}
          maxLength={2000}
          value={reason}
          disabled={busy}
          onChange={({ target: { value } }) => setReason(value)}
        />
        <span className="send-back-count">
          {run.busy ?? (marked > 0 ? `将标出 ${marked} 处问题` : '没有要标出的问题')}
        </span>
        <Button disabled={busy} onClick={() => setReason(null)}>
          先不退
        </Button>
        <Button
          danger
          type="primary"
          loading={busy}
          disabled={reason.trim() === '' && marked === 0}
          onClick={() => run.sendBack(reason.trim())}
        >
          退回并取标注件
        </Button>
      </footer>
    );
  }
  if (received.status === 'accepted' || received.status === 'setAside') {
    return (
      <footer className="import-footer">
        <span className="import-reason">{block}</span>
        {received.status === 'setAside' && (
          <Button disabled={busy} onClick={() => run.setAside(false)}>
            恢复，重新采用
          </Button>
        )}
        <Button type="primary" autoFocus onClick={hasNext ? onNext : onClose}>
          {hasNext ? '下一份' : '关闭'}
        </Button>
      </footer>
    );
  }
  return (
    <footer className="import-footer">
      <span className="import-reason" id="review-reason" role="status">
        {run.busy ??
          block ??
          `新增 ${counts.added} 行，修改 ${counts.changed} 行，删除 ${counts.removed} 行${
            counts.conflicts > 0 ? `，另有 ${counts.conflicts} 处冲突按您定的办` : ''
          }。`}
      </span>
      {hasNext && (
        <Button disabled={busy} onClick={onNext}>
          跳过
        </Button>
      )}
      <Button disabled={busy} onClick={() => run.setAside(true)}>
        不采用
      </Button>
      <Button disabled={busy || received.failure !== null} onClick={() => setReason(firstReason(review))}>
        退回…
      </Button>
      <Button
        type="primary"
        disabled={busy || block !== null}
        aria-describedby="review-reason"
        title="Ctrl+Enter"
        onClick={accept}
      >
        接收
      </Button>
    </footer>
  );
}

/** The first thing that must be mended is a reason to begin with. */
function firstReason({ problems }: ReturnReview): string {
  return problems.find(({ severity }) => severity === 'must')?.message ?? '';
}
