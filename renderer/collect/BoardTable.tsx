import { Button } from 'antd';
import { Fragment, type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { RoundBoard } from '../../shared/collect/answers.ts';
import { type BoardLine, type BoardState, boardStateTitles } from '../../shared/collect/completeness.ts';
import type { Return } from '../../shared/model/return.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { boardSigns } from './collect-words.ts';
import { ReturnTable } from './ReturnTable.tsx';
import type { ReturnEdits } from './use-assign.ts';
import '../shell/list-screen.css';
import './board-table.css';
import './return-state.css';

type BoardTableProps = {
  readonly board: RoundBoard;
  readonly returns: readonly Return[];
  readonly rounds: readonly RoundInfo[];
  /** Only units in this state; null for all. */
  readonly only: BoardState | null;
  readonly edits: ReturnEdits;
  readonly onReview: (id: string, queue: readonly string[]) => void;
};

/** A line for each unit that is expected; it opens into the files that came from it. */
export function BoardTable({ board, returns, rounds, only, edits, onReview }: BoardTableProps): ReactElement {
  const [open, setOpen] = useState<string | null>(null);
  const lines = only === null ? board.lines : board.lines.filter(({ state }) => state === only);
  const queue = lines.flatMap(({ state, returnId }) =>
    returnId !== null && (state === 'received' || state === 'problems') ? [returnId] : [],
  );
  const byUnit = Map.groupBy(returns, ({ unit }) => unit ?? '');
  return (
    <table className="list-table board-table" aria-label={`${board.title} 报送情况`}>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">状态</th>
          <th scope="col">下发</th>
          <th scope="col">收到</th>
          <th scope="col">时限</th>
          <th scope="col" className="number">
            份数
          </th>
          <th scope="col" className="number">
            行数
          </th>
          <th scope="col" className="number">
            问题
          </th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { unit, returnId } = line;
          const files = byUnit.get(unit) ?? [];
          const isOpen = open === unit && files.length > 0;
          return (
            <Fragment key={unit}>
              <tr className={`board-line board-${line.state}`}>
                <th scope="row">{unit}</th>
                <td>
                  <span className={`state state-${line.state}`}>
                    {boardSigns[line.state]} {boardStateTitles[line.state]}
                  </span>
                  {line.state === 'sentBack' && line.sentBackReason !== null && (
                    <span className="list-note" title={line.sentBackReason}>
                      {line.sentBackReason}
                    </span>
                  )}
                </td>
                <td>{line.issuedAt === null ? '' : formatInstant(line.issuedAt)}</td>
                <td>{line.receivedAt === null ? '' : formatInstant(line.receivedAt)}</td>
                <td>{timeliness(line)}</td>
                <td className="number">
                  {files.length > 0 && (
                    <button
                      type="button"
                      className="list-link"
                      aria-expanded={isOpen}
                      aria-label={`${unit}报来的 ${files.length} 份文件`}
                      onClick={() => setOpen(isOpen ? null : unit)}
                    >
                      {files.length} 份
                    </button>
                  )}
                </td>
                <td className="number">{returnId === null ? '' : line.rows}</td>
                <td
                  className={line.problems > 0 && line.state !== 'accepted' ? 'number board-wrong' : 'number'}
                >
                  {returnId === null ? '' : line.problems}
                </td>
                <td className="list-actions">
                  {returnId !== null && (
                    <Button
                      size="small"
                      type={queue.includes(returnId) ? 'default' : 'text'}
                      onClick={() => onReview(returnId, queue.includes(returnId) ? queue : [returnId])}
                    >
                      {queue.includes(returnId) ? '核对…' : '查看'}
                    </Button>
                  )}
                </td>
              </tr>
              {isOpen && (
                <tr className="list-detail">
                  <td colSpan={9}>
                    <ReturnTable
                      label={`${unit}报来的文件`}
                      returns={files.map((received) => ({
                        fileName: received.file.name,
                        received,
                        duplicate: false,
                      }))}
                      rounds={rounds}
                      edits={edits}
                      onReview={(id) => onReview(id, [id])}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
        {lines.length === 0 && (
          <tr>
            <td colSpan={9} className="board-none">
              没有这样的单位。
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function timeliness({ late, receivedAt }: BoardLine): ReactElement | string {
  if (late === null) return '';
  if (receivedAt === null) return late ? <strong className="board-late">▲ 已过期</strong> : '';
  return late ? <strong className="board-late">▲ 逾期</strong> : '按时';
}
