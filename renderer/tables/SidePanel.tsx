import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import type { HistoryCell } from '../history/read-history.ts';
import type { TableProblem } from './find-problems.ts';

type SidePanelProps = {
  readonly shown: 'history' | 'problems';
  readonly table: TableDefinition;
  readonly problems: readonly TableProblem[];
  readonly historyCell: HistoryCell | null;
  readonly onShow: (panel: 'history' | 'problems') => void;
  readonly onOpenProblem: (problem: TableProblem) => void;
  readonly onClose: () => void;
};

export function SidePanel(props: SidePanelProps): ReactElement {
  const tabs = [
    { key: 'history', title: '历史' },
    { key: 'problems', title: `问题 ${props.problems.length}` },
  ] as const;
  return (
    <aside className="side-panel" aria-label={props.shown === 'history' ? '修改历史' : '问题'}>
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
        {props.shown === 'history' ? (
          <HistoryPanel table={props.table} cell={props.historyCell} />
        ) : (
          <ProblemList problems={props.problems} onOpen={props.onOpenProblem} />
        )}
      </div>
    </aside>
  );
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
