import { Alert, Button, Modal } from 'antd';
import type { ReactElement } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { ReceivedFile } from '../../shared/collect/answers.ts';
import { overallCertainty } from '../../shared/collect/match-return.ts';
import { ProgressNotice } from '../shell/ProgressNotice.tsx';
import { asksWhose, isOpen, nameRound } from './collect-words.ts';
import { ReturnTable } from './ReturnTable.tsx';
import { useReturnEdits } from './use-assign.ts';
import { type FileProgress, type ReceiveRun, useReceive } from './use-receive.ts';
import '../transfer/transfer.css';
import './receive-dialog.css';

type ReceiveDialogProps = {
  /** At least one. */
  readonly files: readonly File[];
  /** The round that is being collected; null leaves it to the files. */
  readonly round: RoundInfo | null;
  readonly rounds: readonly RoundInfo[];
  readonly onReceived: () => void;
  /** Looks at one, the others behind it in the queue. */
  readonly onReview: (id: string, queue: readonly string[]) => void;
  readonly onClose: () => void;
};

/** 收表: files on their way in, then one list of what each of them is. */
export function ReceiveDialog(props: ReceiveDialogProps): ReactElement {
  const { files, round, rounds, onReceived, onReview, onClose } = props;
  const run = useReceive(files, round?.round.key ?? null, onReceived);
  const edits = useReturnEdits((received) => {
    run.replace(received);
    onReceived();
  });
  const { received } = run;
  const own = received.filter(({ duplicate }) => !duplicate).map((file) => file.received);
  const doubtful = own.filter(asksWhose);
  const unreadable = own.filter(({ failure }) => failure !== null);
  const passedOver = [...run.passedOver, ...notReached(run)];
  const units = (round ?? rounds[0])?.round.units ?? [];
  const listed = received.toSorted(
    (left, right) => rank(left) - rank(right) || placeOf(left, units) - placeOf(right, units),
  );
  const queue = [
    ...new Set(listed.flatMap(({ duplicate, received: one }) => (!duplicate && isOpen(one) ? [one.id] : []))),
  ];
  const [first] = queue;

  return (
    <Modal
      open
      title={
        <span className="import-title">
          收表
          <span className="import-file">
            {round === null ? '按文件认报表期' : `正在收：${nameRound(round)}`}
          </span>
        </span>
      }
      className={run.running ? 'receive-dialog' : 'receive-dialog import-dialog-wide'}
      width={run.running ? 560 : 'min(100vw - 16px, 1500px)'}
      footer={null}
      onCancel={run.running ? run.cancel : onClose}
      mask={{ closable: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div className="import-content" data-step={run.running ? 'working' : 'received'}>
        {run.running ? (
          <Working message={run.message} files={run.files} />
        ) : (
          <>
            {run.failure !== null && <Alert type="error" showIcon title={run.failure} />}
            {run.cancelled && (
              <Alert
                type="info"
                showIcon
                title="已取消。取消以前已经收进来的文件留在工作簿里，在「报送情况」里看得到。"
              />
            )}
            <p className="receive-sum" role="status">
              收到 {received.length} 个文件
              {doubtful.length > 0 && <strong>，其中 {doubtful.length} 个要您确认报表期或单位</strong>}
              {unreadable.length > 0 && `，${unreadable.length} 个读不了`}
              {passedOver.length > 0 && `，另有 ${passedOver.length} 个没有收`}
              。还没有改动台账，核对后接收才会并入。
            </p>
            <div className="receive-scroll">
              {listed.length > 0 && (
                <ReturnTable
                  label="收到的文件"
                  returns={listed}
                  rounds={rounds}
                  edits={edits}
                  onReview={(id) => onReview(id, queue.includes(id) ? queue : [id])}
                />
              )}
              {passedOver.length > 0 && (
                <section className="passed-over" aria-label="没有收的文件">
                  <h3>没有收</h3>
                  <ul>
                    {passedOver.map(({ fileName, message }, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none changes its place
                      <li key={index}>
                        <strong>{fileName}</strong> {message}
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </div>
          </>
        )}
        <footer key={run.running ? 'working' : 'received'} className="import-footer">
          {run.running ? (
            <Button onClick={run.cancel}>取消</Button>
          ) : (
            <>
              <Button onClick={onClose}>先放着，以后再核对</Button>
              {first !== undefined && (
                <Button
                  type="primary"
                  autoFocus={doubtful.length === 0}
                  onClick={() => onReview(first, queue)}
                >
                  开始核对（{queue.length} 份）
                </Button>
              )}
            </>
          )}
        </footer>
      </div>
    </Modal>
  );
}

const stateWords: Readonly<Record<FileProgress['state'], string>> = {
  waiting: '等待',
  sending: '正在取',
  reading: '正在读',
  done: '已收',
  failed: '读不出',
};

function Working({
  message,
  files,
}: {
  readonly message: string;
  readonly files: readonly FileProgress[];
}): ReactElement {
  const done = files.filter(({ state }) => state === 'done' || state === 'failed').length;
  const half = files.filter(({ state }) => state === 'reading').length;
  return (
    <div className="receive-working">
      <ProgressNotice progress={{ message, done: done + half / 2, total: files.length }} />
      <ol className="receive-files" aria-label="各个文件">
        {files.map(({ name, state, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none changes its place
          <li key={index} className={`receive-${state}`}>
            <span>{stateWords[state]}</span>
            <span title={message ?? name}>{name}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Files that were still waiting when it was cancelled or failed. */
function notReached({ running, files }: ReceiveRun): ReceiveRun['passedOver'] {
  if (running) return [];
  return files
    .filter(({ state }) => state !== 'done' && state !== 'failed')
    .map(({ name }) => ({ fileName: name, message: '还没有收完就停下了，请再拖一次。' }));
}

/** In the order of the units, as they stand on the board. */
function placeOf({ received: { unit } }: ReceivedFile, units: readonly string[]): number {
  const place = unit === null ? -1 : units.indexOf(unit);
  return place < 0 ? units.length : place;
}

/** What asks comes first. */
function rank({ received, duplicate }: ReceivedFile): number {
  return duplicate ? 3 : { doubtful: 0, likely: 1, certain: 2 }[overallCertainty(received.match)];
}
