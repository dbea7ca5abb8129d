import { Button, Segmented } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useState } from 'react';
import type { EditSummary } from '../../shared/api.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { useWorkbookState } from '../workbook/use-workbook.ts';
import { undoneEdits } from './undone.ts';

const pageLength = 50;

/** A cell whose own history can be asked for: one value, or the values of several rows that are shown as one. */
export type HistoryCell = {
  readonly name: string;
  readonly places: readonly { readonly rowId: string; readonly column: string }[];
};

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
  const [edits, setEdits] = useState<readonly PastEdit[]>([]);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const shownCell = scope === 'cell' ? cell : null;

  const placesKey = shownCell?.places.map(({ rowId, column }) => `${rowId} ${column}`).join(',') ?? null;

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
  }, [undo.revision, table.key, placesKey]);
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
              <div className="history-label">{describeEdit(edit)}</div>
              {edit.cells.map(({ rowId, column, before, after }) => (
                <div key={rowId} className="history-values">
                  <Value table={table} column={column} value={before} /> →{' '}
                  <Value table={table} column={column} value={after} />
                </div>
              ))}
              <div className="history-meta">
                <time dateTime={edit.at}>{formatInstant(edit.at)}</time>
                {edit.changeCount > 1 && <span>{edit.changeCount} 处</span>}
                {undone.has(edit.id) && <span className="history-mark">已撤销</span>}
              </div>
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

/** An edit with what it did to the cell, once for every row that the cell is made of. */
type PastEdit = EditSummary & {
  readonly cells: readonly {
    readonly rowId: string;
    readonly column: string;
    readonly before: CellValue;
    readonly after: CellValue;
  }[];
};

/** The next page of edits, newest first: of the table, or of all rows of a cell merged by time. */
async function readPage(
  table: TableDefinition,
  cell: HistoryCell | null,
  before: number | null,
): Promise<{ readonly page: readonly PastEdit[]; readonly more: boolean }> {
  const asked = { table: table.key, before, limit: pageLength };
  if (cell === null) {
    const edits = await callBackend('edits.list', { ...asked, rowId: null, column: null });
    return { page: edits.map((edit) => ({ ...edit, cells: [] })), more: edits.length === pageLength };
  }
  const pages = await Promise.all(
    cell.places.map(async (place) => ({
      place,
      edits: await callBackend('edits.list', { ...asked, ...place }),
    })),
  );
  // Where one row has more, the others are shown no further back than its page reaches.
  const reach = Math.max(
    0,
    ...pages.flatMap(({ edits }) => (edits.length === pageLength ? [edits.at(-1)?.id ?? 0] : [])),
  );
  const merged = new Map<number, PastEdit>();
  for (const { place, edits } of pages) {
    for (const edit of edits) {
      if (edit.id < reach) continue;
      const known = merged.get(edit.id) ?? { ...edit, cells: [] };
      const cells = edit.cell === null ? known.cells : [...known.cells, { ...place, ...edit.cell }];
      merged.set(edit.id, { ...known, cells });
    }
  }
  return { page: [...merged.values()].sort((left, right) => right.id - left.id), more: reach > 0 };
}

function Value({
  table,
  column: key,
  value,
}: {
  readonly table: TableDefinition;
  readonly column: string;
  readonly value: CellValue;
}): ReactElement {
  const column = findColumn(table, key);
  const text = column === null ? '' : formatCellValue(column, value);
  return text === '' ? <em>未填</em> : <span>{text}</span>;
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
