import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import { overallCertainty } from '../../shared/collect/match-return.ts';
import type { Return } from '../../shared/model/return.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { asksWhose, matchWords, nameRound } from './collect-words.ts';
import { MatchPickers } from './MatchPickers.tsx';
import { CertaintyMark, ProblemCounts, StatusMark } from './ReturnState.tsx';
import type { ReturnEdits } from './use-assign.ts';
import '../shell/list-screen.css';
import './return-table.css';

/** A file and the return that it is. */
export type ListedReturn = {
  readonly fileName: string;
  readonly received: Return;
  /** It was there already. */
  readonly duplicate: boolean;
};

type ReturnTableProps = {
  readonly label: string;
  readonly returns: readonly ListedReturn[];
  readonly rounds: readonly RoundInfo[];
  readonly edits: ReturnEdits;
  readonly onReview: (id: string) => void;
};

/** Files with what each was matched to, why, and how sure that is; doubtful ones ask at once. */
export function ReturnTable({ label, returns, rounds, edits, onReview }: ReturnTableProps): ReactElement {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <table className="list-table return-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">报表期和单位</th>
          <th scope="col">依据</th>
          <th scope="col">情况</th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {returns.map((one, index) => {
          const { received, fileName } = one;
          const fixed = received.status === 'accepted' || one.duplicate;
          const asks = !one.duplicate && asksWhose(received);
          const round = rounds.find(({ round: { key } }) => key === received.round) ?? null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same content can come twice under one name
            <tr key={`${received.id} ${index}`} className={asks ? 'return-asks' : ''}>
              <th scope="row">
                <span className="return-file" title={fileName}>
                  {fileName}
                </span>
                <span className="list-note">{formatInstant(received.receivedAt)}收到</span>
              </th>
              <td>
                {!fixed && (asks || asked === received.id) ? (
                  <MatchPickers
                    received={received}
                    rounds={rounds}
                    disabled={edits.busy === received.id}
                    onAssign={(said) => edits.assign({ id: received.id, ...said })}
                  />
                ) : (
                  <>
                    <strong>{received.unit ?? '单位未认出'}</strong>
                    <span className="list-note">{round === null ? '报表期未认出' : nameRound(round)}</span>
                  </>
                )}
              </td>
              <td className="return-why">
                <span
                  className={isSure(received) ? 'return-why-short' : undefined}
                  title={isSure(received) ? matchWords(received) : undefined}
                >
                  <CertaintyMark {...received} />
                  {matchWords(received)}
                </span>
              </td>
              <td className="return-notes">
                <StatusLine received={received} />
                {received.notes.map((note) => (
                  <p key={note} className="return-note">
                    {note}
                  </p>
                ))}
              </td>
              <td className="list-actions">
                <Button size="small" onClick={() => onReview(received.id)}>
                  {received.status === 'accepted' ? '查看' : '核对…'}
                </Button>
                {!fixed && !asks && (
                  <Button
                    size="small"
                    type="text"
                    aria-pressed={asked === received.id}
                    onClick={() => setAsked(asked === received.id ? null : received.id)}
                  >
                    改指定
                  </Button>
                )}
                {!fixed && (
                  <Button
                    size="small"
                    type="text"
                    disabled={edits.busy === received.id}
                    onClick={() => edits.setAside(received.id, received.status !== 'setAside')}
                  >
                    {received.status === 'setAside' ? '恢复' : '不采用'}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What nobody doubts needs no reading: the evidence is there for whoever points at it. */
function isSure({ match, failure }: Return): boolean {
  return failure === null && overallCertainty(match) === 'certain';
}

/** 已收到 第2版 12 行 1 处须改. */
function StatusLine({ received }: { readonly received: Return }): ReactElement {
  const { status, version, counts } = received;
  return (
    <span className="return-status">
      <StatusMark status={status} />
      {version > 1 && <span>第 {version} 版</span>}
      {received.failure === null && <span>{counts.rows} 行</span>}
      <ProblemCounts counts={counts} />
    </span>
  );
}
