/** The edit log (修改日志) as a clerk uses it: take back, do again, and see how a cell came to its value. */
import type { Committed, EditChanges, EditSummary, Input } from '../../../shared/api.ts';
import { describeChange } from '../../../shared/history/describe-change.ts';
import {
  type CellValue,
  cellValuesEqual,
  type RowValues,
  valueAt,
} from '../../../shared/model/cell-value.ts';
import { type Change, invertChanges } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import {
  defineStatement,
  inWriteTransaction,
  type ReadableDatabase,
  type StoreContext,
  type WritableDatabase,
} from './database.ts';
import { editColumns, readChanges, readEdit, readUndoState, type StoredEdit } from './edit-log.ts';
import { editsOfLine } from './line-edits.ts';
import { readRow } from './rows.ts';
import { readDefinition } from './tables.ts';
import { markDone, markUndone, nextRedo, nextUndo, type UndoStep } from './undo-steps.ts';
import { writeEdit } from './write-edit.ts';

export { readRevision, readUndoState } from './edit-log.ts';

/**
 * Takes back the newest edit that is not taken back yet, by a new edit that holds the inverse changes.
 * @throws HuibiaoError `nothing_to_undo`
 */
export function undo(db: WritableDatabase, context: StoreContext): Committed {
  return inWriteTransaction(db, () => {
    const step = nextUndo(db);
    if (step === null) {
      throw new HuibiaoError('nothing_to_undo', '没有可以撤销的修改，已经回到最初的内容。');
    }
    const changes = invertChanges(readChanges(db, step.editId));
    return repeatStep(db, 'undo', step, changes, context);
  });
}

/**
 * Does the edit that was taken back last once more, by a new edit that holds its changes.
 * @throws HuibiaoError `nothing_to_redo`
 */
export function redo(db: WritableDatabase, context: StoreContext): Committed {
  return inWriteTransaction(db, () => {
    const step = nextRedo(db);
    if (step === null) {
      throw new HuibiaoError(
        'nothing_to_redo',
        '没有可以重做的修改。撤销之后又做了新的修改时，撤销过的内容不能再重做。',
      );
    }
    return repeatStep(db, 'redo', step, readChanges(db, step.editId), context);
  });
}

/**
 * Edits newest first: all of them, or those that touched a table, a row, or changed one cell. The history of a
 * cell carries what it held before and after each edit; an added row held nothing before, a removed one nothing after.
 * @throws HuibiaoError `bad_request` where a column is given without its row, or a line with one
 */
export function listEdits(db: ReadableDatabase, query: Input<'edits.list'>): EditSummary[] {
  const { table, rowId, column, line, limit } = query;
  const before = query.before ?? Number.MAX_SAFE_INTEGER;
  if (line !== undefined) {
    if (table === null || rowId !== null) {
      throw new HuibiaoError('bad_request', '查看名单表一格的历史时，只需指明是哪张表的哪一格。', {
        line: line.group,
      });
    }
    return editsOfLine(db, { table, line, before, limit });
  }
  if (rowId !== null) return editsOfRow(db, { table, rowId, column, before, limit });
  if (column !== null) {
    throw new HuibiaoError('bad_request', '查看单元格的历史时，要同时指明是哪一行。', { column });
  }
  const edits =
    table === null ? editsBefore.all(db, before, limit) : editsOfTable.all(db, table, before, limit);
  return edits.map((edit) => ({ ...edit, cell: null }));
}

/**
 * What an edit did to a table, in its words; rows that are gone by now go by the name they had last.
 * @throws HuibiaoError `bad_request` for a table that there is not
 */
export function describeEdit(
  db: ReadableDatabase,
  { edit, table, limit }: Input<'edits.changes'>,
): EditChanges {
  const definition = readDefinition(db, table);
  if (definition === null) {
    throw new HuibiaoError('bad_request', '这张表已经不在工作簿里，看不了它的修改。', { table });
  }
  const lines = changesOfEditInTable.all(db, edit, table, limit).map(({ change: stored }) => {
    const change: Change = JSON.parse(stored);
    return describeChange(definition, change, knownValues(db, change));
  });
  return { lines, count: countOfEditInTable.get(db, edit, table)?.count ?? 0 };
}

/** What the row of a change holds now, or held when it was removed; null where the change carries it itself. */
function knownValues(db: ReadableDatabase, change: Change): RowValues | null {
  if (change.kind !== 'cellsSet' && change.kind !== 'rowMoved') return null;
  const row = readRow(db, change.table, change.rowId);
  if (row !== null) return row.values;
  const last = lastChangeOfRow.get(db, change.rowId, change.table);
  const removal: Change | null = last === undefined ? null : JSON.parse(last.change);
  return removal?.kind === 'rowRemoved' ? removal.row.values : null;
}

function repeatStep(
  db: WritableDatabase,
  kind: 'undo' | 'redo',
  { editId, label }: UndoStep,
  changes: readonly Change[],
  context: StoreContext,
): Committed {
  const edit = {
    kind,
    target: editId,
    label: `${kind === 'undo' ? '撤销' : '重做'}：${label}`,
    changes,
    files: [],
  };
  const written = writeEdit(db, edit, context);
  if (kind === 'undo') markUndone(db, editId);
  else markDone(db, editId);
  return { ...written, state: readUndoState(db) };
}

type RowQuery = {
  readonly table: string | null;
  readonly rowId: string;
  readonly column: string | null;
  readonly before: number;
  readonly limit: number;
};

function editsOfRow(db: ReadableDatabase, { table, rowId, column, before, limit }: RowQuery): EditSummary[] {
  const found = new Map<number, EditSummary['cell']>();
  // Newest first, inside an edit too: what an earlier change of the same edit found there is the edit's `before`.
  for (const { editId, change } of changesOfRow.iterate(db, rowId, table, table, before)) {
    if (found.size === limit && !found.has(editId)) break;
    const cell = column === null ? null : cellIn(JSON.parse(change), column);
    if (column !== null && cell === null) continue;
    const later = found.get(editId) ?? null;
    found.set(editId, cell !== null && later !== null ? { ...later, before: cell.before } : cell);
  }
  return [...found].flatMap(([id, cell]) => {
    const edit = readEdit(db, id);
    return edit === null ? [] : [{ ...edit, cell }];
  });
}

/** What a change did to one cell of its row; null when it left the cell as it was. */
function cellIn(change: Change, column: string): EditSummary['cell'] {
  switch (change.kind) {
    case 'rowAdded':
      return differing(null, valueAt(change.row.values, column));
    case 'rowRemoved':
      return differing(valueAt(change.row.values, column), null);
    case 'cellsSet':
      return differing(valueAt(change.before, column), valueAt(change.after, column));
    case 'rowMoved':
    case 'tableSet':
    case 'formSet':
    case 'roundSet':
    case 'returnSet':
      return null;
  }
}

function differing(before: CellValue, after: CellValue): EditSummary['cell'] {
  return cellValuesEqual(before, after) ? null : { before, after };
}

const editsBefore = defineStatement<[before: number, limit: number], StoredEdit>(
  `SELECT ${editColumns} FROM edits WHERE id < ? ORDER BY id DESC LIMIT ?`,
);
const editsOfTable = defineStatement<[table: string, before: number, limit: number], StoredEdit>(
  `SELECT ${editColumns} FROM edit_tables JOIN edits ON edits.id = edit_tables.edit_id
    WHERE edit_tables.table_key = ? AND edit_tables.edit_id < ? ORDER BY edit_tables.edit_id DESC LIMIT ?`,
);

const changesOfRow = defineStatement<
  [rowId: string, table: string | null, sameTable: string | null, before: number],
  { editId: number; change: string }
>(
  `SELECT edit_id AS editId, change FROM edit_changes
    WHERE row_id = ? AND (? IS NULL OR table_key = ?) AND edit_id < ? ORDER BY edit_id DESC, ordinal DESC`,
);

const changesOfEditInTable = defineStatement<
  [editId: number, table: string, limit: number],
  { change: string }
>('SELECT change FROM edit_changes WHERE edit_id = ? AND table_key = ? ORDER BY ordinal LIMIT ?');
const countOfEditInTable = defineStatement<[editId: number, table: string], { count: number }>(
  'SELECT count(*) AS count FROM edit_changes WHERE edit_id = ? AND table_key = ?',
);
const lastChangeOfRow = defineStatement<[rowId: string, table: string], { change: string }>(
  `SELECT change FROM edit_changes WHERE row_id = ? AND table_key = ?
    ORDER BY edit_id DESC, ordinal DESC LIMIT 1`,
);
