import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { ProvenancePanel } from '../collect/ProvenancePanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import type { HistoryCell } from '../history/read-history.ts';
import type { TableProblem } from './find-problems.ts';
import './side-panel.css';

/** What the panel beside the sheet shows. */
export type SidePanelName = 'history' | 'problems' | 'source';

type SidePanelProps = {
  readonly shown: SidePanelName;
  readonly table: TableDefinition;
  readonly problems: readonly TableProblem[];
  readonly historyCell: HistoryCell | null;
  readonly onShow: (panel: SidePanelName) => void;
  readonly onOpenProblem: (problem: TableProblem) => void;
  readonly onClose: () => void;
};

export function SidePanel(props: SidePanelProps): ReactElement {
  const tabs = [
    { key: 'history', title: '历史' },
    { key: 'problems', title: `问题 ${props.problems.length}` },
    { key: 'source', title: '来源' },
  ] as const;
  return (
    <aside className="side-panel" aria-label={panelTitles[props.shown]}>
      <div className="side-head">
        <div role="tablist" aria-label="侧栏" className="side-tabs">
          {tabs.map(({ key, title }) => (
            <button
              key={key}
              type="button"
              role="tab"
              aria-selected={props.shown === key}
              onClick={() => props.onShow(key)}
            >
              {title}
            </button>
          ))}
        </div>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden />}
          aria-label="收起侧栏"
          title="收起侧栏"
          onClick={props.onClose}
        />
      </div>
      <div className="side-body">
        <ShownPanel {...props} />
      </div>
    </aside>
  );
}

const panelTitles: Readonly<Record<SidePanelName, string>> = {
  history: '修改历史',
  problems: '问题',
  source: '来源',
};

function ShownPanel({ shown, table, problems, historyCell, onOpenProblem }: SidePanelProps): ReactElement {
  switch (shown) {
    case 'history':
      return <HistoryPanel table={table} cell={historyCell} />;
    case 'problems':
      return <ProblemList problems={problems} onOpen={onOpenProblem} />;
    case 'source':
      return <ProvenancePanel table={table} cell={historyCell} />;
  }
}

function ProblemList({
  problems,
  onOpen,
}: {
  readonly problems: readonly TableProblem[];
  readonly onOpen: (problem: TableProblem) => void;
}): ReactElement {
  if (problems.length === 0) return <p className="panel-empty">没有发现问题。</p>;
  return (
    <ol className="problem-list" aria-label="问题">
      {problems.map((problem) => (
        <li key={`${problem.rowId} ${problem.column} ${problem.message}`}>
          <button type="button" onClick={() => onOpen(problem)} title="转到这一格">
            <span className={`problem-kind problem-${problem.severity}`}>
              {problem.severity === 'must' ? '▲ 须改' : '● 提示'}
            </span>
            {problem.message}
          </button>
        </li>
      ))}
    </ol>
  );
}
