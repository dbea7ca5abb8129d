import { type ReactElement, useState } from 'react';
import type { ReturnReview, ReviewRow } from '../../shared/collect/answers.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { planWords } from './collect-words.ts';
import { decide, type ReviewDraft } from './review-draft.ts';
import '../shell/list-screen.css';
import './count-chips.css';
import './plan-pane.css';

type PlanPaneProps = {
  readonly review: ReturnReview;
  readonly draft: ReviewDraft;
  readonly readOnly: boolean;
  readonly onDraft: (draft: ReviewDraft) => void;
  /** Leads to a row of the return in its sheet. */
  readonly onShowRow: (theirs: number) => void;
  readonly onShowConflicts: () => void;
};

type Kind = 'added' | 'changed' | 'removed' | 'kept' | 'conflict';

/** 会改什么: what accepting would do to the ledger, row by row. */
export function PlanPane(props: PlanPaneProps): ReactElement {
  const { review, draft, readOnly, onDraft, onShowRow, onShowConflicts } = props;
  const { counts, plan, base } = review;
  const [only, setOnly] = useState<Kind | null>(null);
  const compared = plan.length + counts.unchanged > 0;
  if (review.blocked !== null && !compared) {
    return <p className="import-quiet">还没有与台账比较。{review.blocked}</p>;
  }
  const conflicting = new Set(review.conflicts.map(({ rowId }) => rowId));
  const shown = only === null ? plan : plan.filter((row) => kindOf(row) === only);
  const chips: readonly (readonly [Kind, string, number])[] = [
    ['added', '新增', counts.added],
    ['changed', '修改', counts.changed],
    ['removed', '删除', counts.removed],
    ['kept', '台账独有', counts.kept],
  ];
  return (
    <div className="plan-pane">
      <div className="count-chips plan-counts" role="toolbar" aria-label="按变动看">
        {chips.map(([kind, word, count]) => (
          <button
            key={kind}
            type="button"
            aria-pressed={only === kind}
            disabled={count === 0}
            onClick={() => setOnly(only === kind ? null : kind)}
          >
            {word} <strong>{count}</strong>
          </button>
        ))}
        <button type="button" disabled={counts.conflicts === 0} onClick={onShowConflicts}>
          冲突 <strong>{counts.conflicts}</strong>
        </button>
        <span>
          不变 <strong>{counts.unchanged}</strong>
        </span>
      </div>
      <p className="plan-base">
        {base === null
          ? '以前没有接收过这个单位的这张表，与台账现有内容比较。'
          : `与${formatInstant(base.at)}的“${base.name}”和台账现有内容比较。`}
      </p>
      {plan.length === 0 ? (
        <p className="import-quiet">与台账一致，没有要改的。</p>
      ) : (
        <table className="plan-table" aria-label="会改什么">
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.kind} ${row.id}`} className={`plan-${kindOf(row)}`}>
                <td>
                  <span className="plan-kind">{planWords[row.kind]}</span>
                </td>
                <td>
                  {row.theirs === null ? (
                    <strong>{row.row}</strong>
                  ) : (
                    <button
                      type="button"
                      className="list-link"
                      title="在左边显示这一行"
                      onClick={() => row.theirs !== null && onShowRow(row.theirs)}
                    >
                      <strong>{row.row}</strong>
                    </button>
                  )}
                  {row.alike && <em> 名称相近，按同一行</em>}
                  {row.kind === 'changed' && conflicting.has(row.rowId) && <em> 有冲突，见「冲突」</em>}
                  <span className="plan-detail">{row.detail}</span>
                  {row.kind === 'kept' && (
                    <label className="plan-keep">
                      <input
                        type="checkbox"
                        disabled={readOnly}
                        checked={draft.decisions.single[row.id] === 'theirs'}
                        onChange={({ target: { checked } }) =>
                          onDraft(decide(draft, row.id, checked ? 'theirs' : null))
                        }
                      />
                      接收时从台账删掉（上报里没有这一行）
                    </label>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {plan.length < review.planCount && (
        <p className="import-more">
          只列出前 {plan.length} 行，共 {review.planCount} 行。
        </p>
      )}
    </div>
  );
}

function kindOf({ kind }: ReviewRow): Kind {
  switch (kind) {
    case 'added':
    case 'changed':
    case 'removed':
    case 'kept':
      return kind;
    case 'removedThere':
    case 'removedHere':
      return 'conflict';
    case 'unchanged':
    case 'gone':
      return 'kept';
  }
}
