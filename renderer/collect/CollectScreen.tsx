import { Alert, Button, Segmented, Spin } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import type { BoardState } from '../../shared/collect/completeness.ts';
import type { Return } from '../../shared/model/return.ts';
import { periodTitle } from '../../shared/model/round.ts';
import type { FormsState } from '../forms/use-forms.ts';
import { BoardHead } from './BoardHead.tsx';
import { BoardTable } from './BoardTable.tsx';
import { NothingIssued, NothingReceived } from './CollectEmpty.tsx';
import { CollectIntake, type CollectIntakeHandle } from './CollectIntake.tsx';
import { CompletenessChart } from './CompletenessChart.tsx';
import type { CellPlace } from './cell-place.ts';
import { nameRound } from './collect-words.ts';
import { QuickMergeDialog } from './merge/QuickMergeDialog.tsx';
import { ReceiveDialog } from './ReceiveDialog.tsx';
import { type ListedReturn, ReturnTable } from './ReturnTable.tsx';
import { ReviewDialog } from './ReviewDialog.tsx';
import { SummaryView } from './SummaryView.tsx';
import { isPlain, useAcceptPlain } from './use-accept-plain.ts';
import { useReturnEdits } from './use-assign.ts';
import { useBoard } from './use-board.ts';
import '../shell/list-screen.css';
import './collect-screen.css';

type CollectScreenProps = {
  readonly state: FormsState;
  /** Files that were dropped on another screen; taken at once. */
  readonly filesFirst: readonly File[] | null;
  readonly onShowIssue: () => void;
  readonly onShowForms: () => void;
  readonly onOpenTable: (table: string) => void;
  /** Leads to a cell of a ledger. */
  readonly onOpenCell: (place: CellPlace) => void;
};

type Open =
  | {
      readonly kind: 'receive';
      readonly files: readonly File[];
      readonly at: number;
      /** They were meant for the round on view; others say themselves what they are for. */
      readonly forRound: boolean;
    }
  | { readonly kind: 'review'; readonly id: string; readonly queue: readonly string[] }
  | { readonly kind: 'merge' };

type View = 'board' | 'summary';

/** 收表: the rounds, who has reported, what came, and what becomes of it. */
export function CollectScreen(props: CollectScreenProps): ReactElement {
  const { state, onShowIssue, onShowForms, onOpenTable, onOpenCell } = props;
  const { forms, rounds, failure } = state;
  const [chosen, setChosen] = useState<string | null>(null);
  const [view, setView] = useState<View>('board');
  const [only, setOnly] = useState<BoardState | null>(null);
  const [open, setOpen] = useState<Open | null>(() =>
    props.filesFirst === null ? null : { kind: 'receive', files: props.filesFirst, at: 0, forRound: false },
  );
  const [showAside, setShowAside] = useState(false);
  const intake = useRef<CollectIntakeHandle>(null);
  const round = rounds.find(({ round: { key } }) => key === chosen) ?? rounds[0] ?? null;
  const collected = useBoard(round, rounds);
  const { board, returns, homeless, series, reload } = collected;
  const edits = useReturnEdits(reload);
  const { running: accepting, acceptPlain } = useAcceptPlain(reload);

  const receive = (files: readonly File[]): void =>
    setOpen((last) => ({
      kind: 'receive',
      files,
      at: last?.kind === 'receive' ? last.at + 1 : 0,
      forRound: true,
    }));
  const review = (id: string, queue: readonly string[]): void => setOpen({ kind: 'review', id, queue });
  const choose = (key: string): void => {
    setChosen(key);
    setOnly(null);
  };

  if (forms === null) {
    return failure === null ? (
      <div className="centered" aria-busy="true">
        <Spin />
      </div>
    ) : (
      <Alert type="error" showIcon title={failure} />
    );
  }
  const unclaimed = [...homeless, ...returns.filter(({ unit }) => unit === null)];
  const aside = unclaimed.filter(({ status }) => status === 'setAside');
  const stray = showAside ? unclaimed : unclaimed.filter(({ status }) => status !== 'setAside');
  const byId = new Map(returns.map((received) => [received.id, received]));
  const plain = (board?.lines ?? []).flatMap(({ returnId }) => {
    const latest = returnId === null ? undefined : byId.get(returnId);
    return latest !== undefined && isPlain(latest) ? [latest] : [];
  });
  const strangers = returns.filter(({ unit }) => unit !== null && board?.strangers.includes(unit));
  return (
    <div className="list-screen collect">
      <header className="list-head">
        <h2>收表</h2>
        <span className="list-hint">把收回来的文件、文件夹或压缩包拖进窗口；核对后接收，才并入台账。</span>
        <Button
          size="small"
          title="几份同样的表合成一份，不进工作簿"
          onClick={() => setOpen({ kind: 'merge' })}
        >
          快速合并…
        </Button>
        {round !== null && (
          <Segmented<View>
            size="small"
            value={view}
            onChange={setView}
            options={[
              { value: 'board', label: '报送情况' },
              { value: 'summary', label: '汇总' },
            ]}
          />
        )}
      </header>
      {(failure ?? collected.failure) !== null && (
        <Alert type="error" showIcon title={failure ?? collected.failure} />
      )}
      {round === null ? (
        <NothingIssued
          hasForms={forms.length > 0}
          stray={stray.length}
          onShowIssue={onShowIssue}
          onShowForms={onShowForms}
        />
      ) : (
        <div className="collect-body">
          <nav className="round-list" aria-label="报表期">
            {rounds.map((info) => (
              <button
                key={info.round.key}
                type="button"
                aria-current={info.round.key === round.round.key ? 'true' : undefined}
                onClick={() => choose(info.round.key)}
              >
                <strong>{periodTitle(info.round.period)}</strong>
                <span>{info.formTitle}</span>
              </button>
            ))}
          </nav>
          {view === 'summary' ? (
            <SummaryView
              key={round.round.key}
              round={round}
              rounds={rounds}
              onOpenTable={onOpenTable}
              onOpenCell={onOpenCell}
            />
          ) : (
            <section className="collect-board" aria-label={nameRound(round)}>
              {board === null ? (
                <div className="centered" aria-busy="true">
                  <Spin />
                </div>
              ) : (
                <>
                  <BoardHead
                    board={board}
                    only={only}
                    onOnly={setOnly}
                    onFiles={() => intake.current?.chooseFiles()}
                    onFolder={() => intake.current?.chooseFolder()}
                    plain={plain.length}
                    accepting={accepting}
                    onAcceptPlain={() => void acceptPlain(plain)}
                  />
                  <div className="list-scroll">
                    {stray.length > 0 && (
                      <section className="stray" aria-label="要认领的文件">
                        <h3>▲ 要认领的文件（{stray.length}）：不知道是哪一期或哪个单位的，请指定</h3>
                        <ReturnTable
                          label="要认领的文件"
                          returns={stray.map(listed)}
                          rounds={rounds}
                          edits={edits}
                          onReview={(id) => review(id, [id])}
                        />
                      </section>
                    )}
                    {returns.length === 0 && (
                      <NothingReceived issued={round.copies.length > 0} onShowIssue={onShowIssue} />
                    )}
                    <BoardTable
                      board={board}
                      returns={returns}
                      rounds={rounds}
                      only={only}
                      edits={edits}
                      onReview={review}
                    />
                    {strangers.length > 0 && (
                      <section className="stray" aria-label="不在本期填报单位里的文件">
                        <h3>● 不在本期填报单位里的（{strangers.length}）</h3>
                        <ReturnTable
                          label="不在本期填报单位里的文件"
                          returns={strangers.map(listed)}
                          rounds={rounds}
                          edits={edits}
                          onReview={(id) => review(id, [id])}
                        />
                      </section>
                    )}
                    {aside.length > 0 && (
                      <p className="list-foot">
                        <button type="button" className="list-link" onClick={() => setShowAside(!showAside)}>
                          {showAside ? '不列出' : '列出'}认不出、已标为不采用的 {aside.length} 个文件
                        </button>
                      </p>
                    )}
                    <CompletenessChart series={series} shown={round.round.key} onShow={choose} />
                  </div>
                </>
              )}
            </section>
          )}
        </div>
      )}
      <CollectIntake
        ref={intake}
        hint={round === null ? '松开鼠标，收下这些文件' : `松开鼠标，收「${nameRound(round)}」的报表`}
        onFiles={receive}
      />
      {open?.kind === 'receive' && (
        <ReceiveDialog
          key={open.at}
          files={open.files}
          round={open.forRound || rounds.length === 1 ? round : null}
          rounds={rounds}
          onReceived={reload}
          onReview={review}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'merge' && <QuickMergeDialog onClose={() => setOpen(null)} />}
      {open?.kind === 'review' && (
        <ReviewDialog
          first={open.id}
          queue={open.queue}
          rounds={rounds}
          onChanged={reload}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function listed(received: Return): ListedReturn {
  return { fileName: received.file.name, received, duplicate: false };
}
