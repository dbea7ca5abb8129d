import { Button, Segmented } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useState } from 'react';
import type { EditSummary } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure } from '../rpc/backend.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { withoutWent } from '../tables/edit-label.ts';
import { useWorkbookState } from '../workbook/use-workbook.ts';
import { CellWent } from './CellWent.tsx';
import { EditDetails } from './EditDetails.tsx';
import { type HistoryCell, readPage } from './read-history.ts';
import { undoneEdits } from './undone.ts';
import './history.css';

type HistoryPanelProps = {
  readonly table: TableDefinition;
  /** Null where a cell has no values of its own, or none is active. */
  readonly cell: HistoryCell | null;
};

type Scope = 'table' | 'cell';

/** 修改历史: the edits of the table, or of the active cell with what it held before and after. */
export function HistoryPanel({ table, cell }: HistoryPanelProps): ReactElement {
  const { undo } = useWorkbookState();
  const [scope, setScope] = useState<Scope>('table');
  const [edits, setEdits] = useState<readonly EditSummary[]>([]);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const shownCell = scope === 'cell' ? cell : null;

  const cellKey = JSON.stringify(shownCell);

  const loadPage = useEffectEvent(async (before: number | null, isCurrent: () => boolean) => {
    try {
      const { page, more } = await readPage(table, shownCell, before);
      if (!isCurrent()) return;
      setEdits((known) => (before === null ? page : [...known, ...page]));
      setMore(more);
      setFailure(null);
    } catch (thrown) {
      if (isCurrent()) setFailure(asFailure(thrown).message);
    }
  });
  const [olderThan, setOlderThan] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after every edit and for another cell
  useEffect(() => {
    let current = true;
    setOlderThan(null);
    void loadPage(null, () => current);
    return () => {
      current = false;
    };
  }, [undo.revision, table.key, cellKey]);
  useEffect(() => {
    if (olderThan !== null) void loadPage(olderThan, () => true);
  }, [olderThan]);

  const undone = undoneEdits(edits);
  const missing = scope === 'cell' && cell === null;
  return (
    <div className="history">
      <Segmented<Scope>
        size="small"
        block
        value={scope}
        onChange={setScope}
        options={[
          { value: 'table', label: '本表' },
          { value: 'cell', label: '本单元格' },
        ]}
      />
      {shownCell !== null && <p className="history-cell">{shownCell.name}</p>}
      {missing && <p className="panel-empty">这一格是自动得出的，没有自己的历史。请点一个填写的单元格。</p>}
      {failure !== null && <p className="panel-empty">{failure}</p>}
      {!missing && failure === null && edits.length === 0 && <p className="panel-empty">还没有修改。</p>}
      {!missing && (
        <ol className="history-list" aria-label="修改历史">
          {edits.map((edit) => (
            <li key={edit.id} className={undone.has(edit.id) ? 'history-undone' : ''}>
              <div className="history-label">
                {edit.cell === null ? describeEdit(edit) : withoutWent(describeEdit(edit))}
              </div>
              {shownCell !== null && edit.cell !== null && (
                <CellWent table={table} cell={shownCell} went={edit.cell} />
              )}
              <div className="history-meta">
                <time dateTime={edit.at}>{formatInstant(edit.at)}</time>
                {edit.changeCount > 1 && shownCell !== null && <span>共 {edit.changeCount} 项</span>}
                {undone.has(edit.id) && <span className="history-mark">已撤销</span>}
              </div>
              {edit.changeCount > 1 && shownCell === null && (
                <EditDetails edit={edit.id} table={table.key} count={edit.changeCount} />
              )}
            </li>
          ))}
        </ol>
      )}
      {more && !missing && (
        <Button size="small" block onClick={() => setOlderThan(edits.at(-1)?.id ?? null)}>
          更早的修改
        </Button>
      )}
    </div>
  );
}

function describeEdit({ kind, label }: EditSummary): string {
  switch (kind) {
    case 'undo':
      return label.startsWith('撤销') ? label : `撤销：${label}`;
    case 'redo':
      return label.startsWith('重做') ? label : `重做：${label}`;
    case 'edit':
    case 'created':
      return label;
  }
}
