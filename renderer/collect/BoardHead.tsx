import { App as AntApp, Button } from 'antd';
import type { ReactElement } from 'react';
import type { RoundBoard } from '../../shared/collect/answers.ts';
import { type BoardState, boardStateTitles } from '../../shared/collect/completeness.ts';
import { dueTitle } from '../../shared/model/round.ts';
import { callBackend } from '../rpc/backend.ts';
import { boardSigns } from './collect-words.ts';
import { copyText } from './copy-text.ts';
import { useDelivery } from './use-delivery.tsx';
import './board-head.css';
import './count-chips.css';
import './return-state.css';

type BoardHeadProps = {
  readonly board: RoundBoard;
  readonly only: BoardState | null;
  readonly onOnly: (state: BoardState | null) => void;
  readonly onFiles: () => void;
  readonly onFolder: () => void;
  /** Files that ask nothing of anybody; all taken in by one press. */
  readonly plain: number;
  readonly accepting: boolean;
  readonly onAcceptPlain: () => void;
};

const states: readonly BoardState[] = [
  'notIssued',
  'missing',
  'received',
  'problems',
  'accepted',
  'sentBack',
];

/** What round it is, how many units are in which state, and what can be done with all of it. */
export function BoardHead(props: BoardHeadProps): ReactElement {
  const { board, only, onOnly, onFiles, onFolder, plain, accepting, onAcceptPlain } = props;
  const { message } = AntApp.useApp();
  const { running, deliver } = useDelivery();
  const counts = new Map(
    states.map((state) => [state, board.lines.filter((line) => line.state === state).length]),
  );
  const copy = async (): Promise<void> => {
    const copied = await copyText(board.reminder);
    if (copied) void message.success({ content: '催报文字已复制，可以粘贴到微信里。', key: 'reminder' });
    else void message.warning({ content: '没有复制成功，请选中下面的文字手工复制。', key: 'reminder' });
  };
  return (
    <header className="board-head">
      <div className="board-title">
        <h3>{board.title}</h3>
        <span>{board.dueAt === null ? '没有定截止时间' : `${dueTitle(board.dueAt)}截止`}</span>
        <span className="board-buttons">
          <Button type="primary" onClick={onFiles}>
            收文件…
          </Button>
          <Button onClick={onFolder}>收文件夹…</Button>
          {plain > 0 && (
            <Button
              loading={accepting}
              title="认得准、没有问题、没有冲突、不删行的，一次全部接收；是一步，可以一次撤销"
              onClick={onAcceptPlain}
            >
              接收没有问题的（{plain}）
            </Button>
          )}
          <Button onClick={() => void copy()}>复制催报</Button>
          <Button
            loading={running}
            onClick={() =>
              void deliver('报送情况表', (options) =>
                callBackend('board.export', { round: board.round }, options),
              )
            }
          >
            导出报送情况表
          </Button>
        </span>
      </div>
      <div className="count-chips board-counts" role="toolbar" aria-label="按状态看">
        <button type="button" aria-pressed={only === null} onClick={() => onOnly(null)}>
          应报 <strong>{board.expected}</strong>
        </button>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={only === state}
            disabled={counts.get(state) === 0 && only !== state}
            onClick={() => onOnly(only === state ? null : state)}
          >
            <span className={`state-${state}`}>{boardSigns[state]}</span> {boardStateTitles[state]}{' '}
            <strong>{counts.get(state)}</strong>
          </button>
        ))}
      </div>
      <p className="board-reminder" title="催报文字">
        {board.reminder}
      </p>
    </header>
  );
}
