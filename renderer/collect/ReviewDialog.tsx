import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Modal, Spin } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';
import { ReturnReviewView } from './ReturnReviewView.tsx';
import { ReviewFooter } from './ReviewFooter.tsx';
import { emptyDraft, isTouched, type ReviewDraft } from './review-draft.ts';
import { type ReviewRun, useReview } from './use-review.ts';
import '../transfer/transfer.css';
import './review-dialog.css';

type ReviewDialogProps = {
  /** The return that is looked at first. */
  readonly first: string;
  /** Returns to be looked at one after another, that one among them. */
  readonly queue: readonly string[];
  readonly rounds: readonly RoundInfo[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
};

/** 核对: returns one after another. */
export function ReviewDialog({
  first,
  queue,
  rounds,
  onChanged,
  onClose,
}: ReviewDialogProps): ReactElement | null {
  const [at, setAt] = useState(() => Math.max(0, queue.indexOf(first)));
  const id = queue[at] ?? first;
  return (
    <ReviewOfReturn
      key={id}
      id={id}
      place={{ at, count: queue.length }}
      rounds={rounds}
      onChanged={onChanged}
      onGo={setAt}
      onClose={onClose}
    />
  );
}

type ReviewOfReturnProps = {
  readonly id: string;
  readonly place: { readonly at: number; readonly count: number };
  readonly rounds: readonly RoundInfo[];
  readonly onChanged: () => void;
  readonly onGo: (at: number) => void;
  readonly onClose: () => void;
};

function ReviewOfReturn({ id, place, rounds, onChanged, onGo, onClose }: ReviewOfReturnProps): ReactElement {
  const run = useReview(id, onChanged);
  const { stage } = run;
  const [draft, setDraft] = useState<ReviewDraft>(emptyDraft);
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const tables = useWorkbookPart(({ data }) => data.tables);
  const received = receivedOf(run);
  const round = rounds.find(({ round: { key } }) => key === received?.round) ?? null;
  const table = round === null ? null : (tables.get(round.table) ?? null);

  const leave = (then: () => void): void => {
    if (stage.kind === 'review' && isTouched(draft) && run.busy === null) setLeaving(() => then);
    else then();
  };
  const go = (at: number): void => {
    if (at >= 0 && at < place.count) leave(() => onGo(at));
  };
  useWindowEvent('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || (event.key !== 'PageUp' && event.key !== 'PageDown')) return;
    event.preventDefault();
    go(place.at + (event.key === 'PageDown' ? 1 : -1));
  });

  return (
    <Modal
      open
      title={
        <span className="import-title">
          核对
          {place.count > 1 && (
            <em className="review-place">
              <Button
                size="small"
                type="text"
                icon={<LeftOutlined aria-hidden />}
                aria-label="上一份"
                title="上一份（Alt+PageUp）"
                disabled={place.at === 0}
                onClick={() => go(place.at - 1)}
              />
              第 {place.at + 1} 份，共 {place.count} 份
              <Button
                size="small"
                type="text"
                icon={<RightOutlined aria-hidden />}
                aria-label="下一份"
                title="下一份（Alt+PageDown）"
                disabled={place.at + 1 >= place.count}
                onClick={() => go(place.at + 1)}
              />
            </em>
          )}
          {received !== null && (
            <>
              <strong>{received.unit ?? '单位未认出'}</strong>
              <span className="import-file" title={received.file.name}>
                {received.file.name}
              </span>
            </>
          )}
        </span>
      }
      className="import-dialog import-dialog-wide review-dialog"
      width="min(100vw - 16px, 1680px)"
      footer={null}
      onCancel={() => {
        if (leaving !== null) setLeaving(null);
        else if (run.busy === null) leave(onClose);
      }}
      mask={{ closable: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div className="import-content" data-step={stage.kind}>
        <ReviewBody run={run} draft={draft} table={table} rounds={rounds} onDraft={setDraft} />
        <ReviewFooter
          key={leaving === null ? stage.kind : 'asking'}
          run={run}
          draft={draft}
          asking={leaving === null ? null : { stay: () => setLeaving(null), leave: leaving }}
          hasNext={place.at + 1 < place.count}
          onNext={() => go(place.at + 1)}
          onClose={() => leave(onClose)}
        />
      </div>
    </Modal>
  );
}

function ReviewBody({
  run,
  draft,
  table,
  rounds,
  onDraft,
}: {
  readonly run: ReviewRun;
  readonly draft: ReviewDraft;
  readonly table: TableDefinition | null;
  readonly rounds: readonly RoundInfo[];
  readonly onDraft: (draft: ReviewDraft) => void;
}): ReactElement {
  const { stage } = run;
  switch (stage.kind) {
    case 'loading':
      return (
        <div className="review-stage" aria-busy="true">
          <Spin />
        </div>
      );
    case 'failed':
      return (
        <div className="review-stage">
          <Alert type="error" showIcon title="没有打开" description={stage.message} />
        </div>
      );
    case 'review':
      return (
        <ReturnReviewView
          run={run}
          review={stage.review}
          original={stage.original}
          table={table}
          rounds={rounds}
          draft={draft}
          onDraft={onDraft}
        />
      );
    case 'accepted': {
      const { accepted, unit } = stage.accepted.received;
      return (
        <div className="review-stage">
          {stage.undone ? (
            <Alert type="info" showIcon title="已撤销这次接收" description="台账和接收前一样。" />
          ) : (
            <Alert
              type="success"
              showIcon
              title={`已接收${unit === null ? '' : ` ${unit}`}`}
              description={
                accepted === null
                  ? ''
                  : `新增 ${accepted.added} 行，修改 ${accepted.changed} 行，删除 ${accepted.removed} 行，不变 ${accepted.unchanged} 行。整份接收是一步，可以撤销。`
              }
            />
          )}
        </div>
      );
    }
    case 'sentBack': {
      const { copy, delivered } = stage;
      return (
        <div className="review-stage">
          <Alert
            type={delivered === null ? 'warning' : 'success'}
            showIcon
            title={`已退回${copy.received.unit === null ? '' : ` ${copy.received.unit}`}`}
            description={
              <>
                <p>
                  {delivered === null
                    ? `标注好的“${copy.fileName}”还没有保存，请再存一次。`
                    : `${delivered.title}。有问题的格标了颜色和批注，另有一张「审核意见」，发给对方修改即可。`}
                </p>
                {copy.converted !== null && <p>{copy.converted}</p>}
              </>
            }
          />
        </div>
      );
    }
  }
}

function receivedOf({ stage }: ReviewRun) {
  switch (stage.kind) {
    case 'loading':
    case 'failed':
      return null;
    case 'review':
      return stage.review.received;
    case 'accepted':
      return stage.accepted.received;
    case 'sentBack':
      return stage.copy.received;
  }
}
