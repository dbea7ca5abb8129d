import { Button, Input } from 'antd';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { ReturnReview } from '../../shared/collect/answers.ts';
import type { Problem } from '../../shared/model/problem.ts';
import { severityWords } from './collect-words.ts';
import { explain, explanationOf, keyOf, problemsToExplain, type ReviewDraft } from './review-draft.ts';
import '../transfer/reading-pane.css';
import './problem-pane.css';

type ProblemPaneProps = {
  readonly review: ReturnReview;
  readonly draft: ReviewDraft;
  readonly readOnly: boolean;
  /** The cell that is framed in the sheet. */
  readonly shown: string | null;
  readonly onDraft: (draft: ReviewDraft) => void;
  readonly onShowCell: (cell: string, sheet: string | null) => void;
};

const order: Readonly<Record<Problem['severity'], number>> = { must: 0, explain: 1, note: 2 };
const mostListed = 500;

/** 问题: each leads to its cell; what may stand with a 说明 has a field for it. */
export function ProblemPane(props: ProblemPaneProps): ReactElement {
  const { review, draft, readOnly, shown, onDraft, onShowCell } = props;
  const [common, setCommon] = useState('');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (shown !== null) list.current?.querySelector('.problem-shown')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const { problems, received } = review;
  if (problems.length === 0) return <p className="import-quiet">没有发现问题。</p>;
  const wanting = problemsToExplain(review);
  const firstOf = new Set(wanting);
  const open = wanting.filter(
    (problem) => explanationOf(draft, received.explanations, problem).trim() === '',
  );
  const sorted = problems.toSorted((left, right) => order[left.severity] - order[right.severity]);
  return (
    <div className="problem-pane">
      {!readOnly && open.length > 1 && (
        <div className="explain-all">
          <Input
            size="small"
            aria-label="各处写同一说明"
            placeholder={`还有 ${open.length} 处要写说明，可以一次写上同一句`}
            value={common}
            onChange={({ target: { value } }) => setCommon(value)}
          />
          <Button
            size="small"
            disabled={common.trim() === ''}
            onClick={() =>
              onDraft(open.reduce((next, problem) => explain(next, keyOf(problem), common.trim()), draft))
            }
          >
            都写上
          </Button>
        </div>
      )}
      <ol ref={list} className="return-problems" aria-label="问题">
        {sorted.slice(0, mostListed).map((problem) => {
          const { severity, cell, sheet, message } = problem;
          const isShown = cell !== null && cell === shown;
          return (
            <li
              key={`${keyOf(problem)} ${problem.rowId} ${message}`}
              className={isShown ? 'problem-shown' : ''}
            >
              <div className="problem-line">
                <span className={`problem-kind problem-${severity}`}>{severityWords[severity]}</span>
                {cell !== null && (
                  <button
                    type="button"
                    className="reading-place"
                    title={`在左边显示 ${cell}`}
                    onClick={() => onShowCell(cell, sheet)}
                  >
                    {cell}
                  </button>
                )}
                <span>{message}</span>
              </div>
              {firstOf.has(problem) && (
                <Input
                  size="small"
                  aria-label={`${cell ?? '整张表'}的说明`}
                  addonBefore="说明"
                  placeholder="经核实属实的，写明原因"
                  maxLength={2000}
                  disabled={readOnly}
                  value={explanationOf(draft, received.explanations, problem)}
                  onFocus={() => cell !== null && onShowCell(cell, sheet)}
                  onChange={({ target: { value } }) => onDraft(explain(draft, keyOf(problem), value))}
                />
              )}
            </li>
          );
        })}
      </ol>
      {problems.length > mostListed && (
        <p className="import-more">
          只列出前 {mostListed} 处，共 {problems.length} 处。
        </p>
      )}
    </div>
  );
}
