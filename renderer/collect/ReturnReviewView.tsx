import { Alert, Button, Tabs } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { OriginalFile, ReturnReview } from '../../shared/collect/answers.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { deliverFile } from '../transfer/deliver-file.ts';
import { ConflictPane } from './ConflictPane.tsx';
import { matchWords, nameRound } from './collect-words.ts';
import { MatchPickers } from './MatchPickers.tsx';
import { OriginalSheet, type ShownCell } from './OriginalSheet.tsx';
import { PlanPane } from './PlanPane.tsx';
import { ProblemPane } from './ProblemPane.tsx';
import { CertaintyMark, ProblemCounts, StatusMark } from './ReturnState.tsx';
import { RowsPane } from './RowsPane.tsx';
import type { ReviewDraft } from './review-draft.ts';
import type { ReviewRun } from './use-review.ts';
import '../transfer/reading-pane.css';
import './return-review.css';

type ReturnReviewViewProps = {
  readonly run: ReviewRun;
  readonly review: ReturnReview;
  readonly original: OriginalFile;
  /** The ledger of its form; null where nobody knows the form yet. */
  readonly table: TableDefinition | null;
  readonly rounds: readonly RoundInfo[];
  readonly draft: ReviewDraft;
  readonly onDraft: (draft: ReviewDraft) => void;
};

type Pane = 'plan' | 'conflicts' | 'problems' | 'rows';

/** The sheet as it was sent beside what was read of it, what is wrong with it, and what it would change. */
export function ReturnReviewView(props: ReturnReviewViewProps): ReactElement {
  const { run, review, original, table, rounds, draft, onDraft } = props;
  const { received, reading, problems, counts, conflicts } = review;
  const [pane, setPane] = useState<Pane>(() => firstPane(review));
  const [shown, setShown] = useState<ShownCell | null>(null);
  const readOnly = run.busy !== null || received.status === 'accepted' || received.status === 'setAside';

  const sheetName = reading?.sheet ?? review.sheet;
  const showCell = (cell: string, sheet: string | null = null): void =>
    setShown({ sheet: sheet ?? sheetName, cell });
  const showRow = (theirs: number): void => {
    const [first] = Object.values(review.rows[theirs]?.cells ?? {});
    if (first !== undefined) showCell(first);
  };
  /** A press on a cell that has something to say shows that at the right. */
  const pointAt = ({ sheet, cell }: ShownCell): void => {
    if (sheet !== sheetName) return;
    setShown({ sheet, cell });
    if (pane !== 'rows' && problems.some((problem) => problem.cell === cell)) setPane('problems');
    else if (conflicts.some((conflict) => conflict.cell === cell)) setPane('conflicts');
  };

  return (
    <>
      <MatchBar run={run} review={review} original={original} rounds={rounds} />
      {run.refused !== null && <Alert type="error" showIcon title={run.refused} />}
      {received.failure !== null && <Alert type="error" showIcon title={received.failure.message} />}
      <div className="review return-review">
        <OriginalSheet
          uploadId={original.uploadId}
          reading={reading}
          table={table}
          problems={problems}
          shown={shown}
          firstSheet={sheetName}
          onCell={pointAt}
        />
        <Tabs
          className="review-panes"
          size="small"
          animated={false}
          activeKey={pane}
          onChange={(key) => setPane(panes.find((one) => one === key) ?? 'plan')}
          items={[
            {
              key: 'plan',
              label: '会改什么',
              children: (
                <PlanPane
                  review={review}
                  draft={draft}
                  readOnly={readOnly}
                  onDraft={onDraft}
                  onShowRow={showRow}
                  onShowConflicts={() => setPane('conflicts')}
                />
              ),
            },
            {
              key: 'conflicts',
              label: `冲突（${counts.conflicts}）`,
              disabled: table === null,
              children:
                table === null ? null : (
                  <ConflictPane
                    review={review}
                    table={table}
                    draft={draft}
                    readOnly={readOnly}
                    onDraft={onDraft}
                    onShowCell={showCell}
                  />
                ),
            },
            {
              key: 'problems',
              label: `问题（${problems.length}）`,
              children: (
                <ProblemPane
                  review={review}
                  draft={draft}
                  readOnly={readOnly}
                  shown={shown?.cell ?? null}
                  onDraft={onDraft}
                  onShowCell={showCell}
                />
              ),
            },
            {
              key: 'rows',
              label: `读出的行（${review.rowCount}）`,
              disabled: table === null,
              children:
                table === null ? null : (
                  <RowsPane review={review} table={table} shown={shown?.cell ?? null} onShowCell={showCell} />
                ),
            },
          ]}
        />
      </div>
    </>
  );
}

const panes: readonly Pane[] = ['plan', 'conflicts', 'problems', 'rows'];

/** What wants somebody comes first. */
function firstPane({ counts, problems, unexplained, received }: ReturnReview): Pane {
  if (received.status === 'accepted') return 'plan';
  if (problems.some(({ severity }) => severity === 'must')) return 'problems';
  if (counts.conflicts > 0) return 'conflicts';
  return unexplained > 0 ? 'problems' : 'plan';
}

/** What the file was taken for, why, and how it stands; set right where it is wrong. */
function MatchBar({
  run,
  review,
  original,
  rounds,
}: Pick<ReturnReviewViewProps, 'run' | 'review' | 'original' | 'rounds'>): ReactElement {
  const { received, certainty } = review;
  const [asked, setAsked] = useState(false);
  const round = rounds.find(({ round: { key } }) => key === received.round) ?? null;
  const fixed = received.status === 'accepted' || received.status === 'setAside';
  const asks = !fixed && (asked || certainty === 'doubtful');
  return (
    <section className="match-bar" aria-label="认作">
      <div className="match-line">
        <StatusMark status={received.status} />
        {asks ? (
          <MatchPickers
            received={received}
            rounds={rounds}
            disabled={run.busy !== null}
            onAssign={run.assign}
          />
        ) : (
          <span>
            {received.unit ?? '单位未认出'} · {round === null ? '报表期未认出' : nameRound(round)}
            {received.version > 1 && ` · 第 ${received.version} 版`}
          </span>
        )}
        <CertaintyMark {...received} />
        <span className="match-why" title={matchWords(received)}>
          {matchWords(received)}
        </span>
        <ProblemCounts counts={received.counts} />
        <span className="match-when">{formatInstant(received.receivedAt)}收到</span>
        {!fixed && certainty !== 'doubtful' && (
          <Button size="small" type="text" aria-pressed={asked} onClick={() => setAsked(!asked)}>
            改指定
          </Button>
        )}
        <Button
          size="small"
          type="text"
          onClick={() => void deliverFile(original.downloadId, original.fileName)}
        >
          下载原件
        </Button>
      </div>
      {(received.notes.length > 0 || received.sentBack !== null) && (
        <ul className="match-notes">
          {received.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {received.sentBack !== null && (
            <li>
              {formatInstant(received.sentBack.at)}退回过：{received.sentBack.reason || '未写原因'}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
