import { Segmented } from 'antd';
import type { ReactElement } from 'react';
import type { ReturnReview, ReviewConflict } from '../../shared/collect/answers.ts';
import type { Side } from '../../shared/collect/settle-plan.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { decide, decideAll, type ReviewDraft } from './review-draft.ts';
import '../transfer/reading-pane.css';
import './conflict-pane.css';

type ConflictPaneProps = {
  readonly review: ReturnReview;
  readonly table: TableDefinition;
  readonly draft: ReviewDraft;
  readonly readOnly: boolean;
  readonly onDraft: (draft: ReviewDraft) => void;
  readonly onShowCell: (cell: string) => void;
};

/** 冲突: what was changed both there and here, with what it was before; settled one by one or by a rule. */
export function ConflictPane(props: ConflictPaneProps): ReactElement {
  const { review, table, draft, readOnly, onDraft, onShowCell } = props;
  const { conflicts, counts, base } = review;
  const { rule, single } = draft.decisions;
  if (counts.conflicts === 0) {
    return <p className="import-quiet">没有冲突：没有哪一处是上报和台账都改过的。</p>;
  }
  return (
    <div className="conflict-pane">
      <div className="conflict-rule">
        <span>上报和台账都改过，改得不一样：</span>
        <Segmented<Side | 'single'>
          size="small"
          disabled={readOnly}
          value={rule ?? 'single'}
          onChange={(next) => onDraft(decideAll(draft, next === 'single' ? null : next, conflicts))}
          options={[
            { value: 'single', label: '逐处定' },
            { value: 'theirs', label: '以上报为准' },
            { value: 'ours', label: '以台账为准' },
          ]}
        />
      </div>
      <table className="conflict-table" aria-label="冲突">
        <thead>
          <tr>
            <th scope="col">哪一处</th>
            <th scope="col" title={base === null ? undefined : `${base.name} ${formatInstant(base.at)}`}>
              原来
            </th>
            <th scope="col">台账现在</th>
            <th scope="col">这次上报</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((conflict) => {
            const { id, oursBy, cell } = conflict;
            const side = single[id] ?? rule;
            const words = wordsOf(table, conflict);
            const choice = (of: Side, text: string, note: ReactElement | string | null) => (
              <td className={side === of ? 'conflict-taken' : ''}>
                <label>
                  <input
                    type="radio"
                    name={`conflict ${id}`}
                    disabled={readOnly}
                    checked={side === of}
                    onChange={() => onDraft(decide(draft, id, of))}
                  />
                  <span>{text}</span>
                </label>
                {note}
              </td>
            );
            return (
              <tr key={id} className={side === null ? 'conflict-open' : ''}>
                <th scope="row">
                  {conflict.row}
                  <span className="list-note">{words.column}</span>
                </th>
                <td>{words.base}</td>
                {choice(
                  'ours',
                  words.ours,
                  oursBy === null ? null : (
                    <span className="list-note" title={oursBy.label}>
                      {formatInstant(oursBy.at)} {oursBy.label}
                    </span>
                  ),
                )}
                {choice(
                  'theirs',
                  words.incoming,
                  cell === null ? null : (
                    <button
                      type="button"
                      className="reading-place"
                      title={`在左边显示 ${cell}`}
                      onClick={() => onShowCell(cell)}
                    >
                      {cell}
                    </button>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {conflicts.length < counts.conflicts && (
        <p className="import-more">
          只列出前 {conflicts.length} 处，共 {counts.conflicts} 处；其余的请用“以上报为准”或“以台账为准”。
        </p>
      )}
    </div>
  );
}

function wordsOf(table: TableDefinition, { kind, column, base, ours, incoming }: ReviewConflict) {
  switch (kind) {
    case 'removedThere':
      return { column: '整行', base: '有这一行', ours: '改过，保留这一行', incoming: '没有这一行，删除' };
    case 'removedHere':
      return { column: '整行', base: '有这一行', ours: '已删除，不要这一行', incoming: '改过，加回这一行' };
    case 'cell': {
      const found = column === null ? null : findColumn(table, column);
      const text = (value: CellValue): string =>
        (found === null ? '' : formatCellValue(found, value)) || '未填';
      return {
        column: found?.title ?? column ?? '',
        base: text(base),
        ours: text(ours),
        incoming: text(incoming),
      };
    }
  }
}
