import { beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { listEdits, readRevision, readUndoState, redo, undo } from '../../electron/backend/store/history.ts';
import {
  closeWorkbook,
  openWorkbook,
  type StoreContext,
  type WritableDatabase,
} from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { Input } from '../../shared/api.ts';
import type { Change } from '../../shared/model/change.ts';
import {
  add,
  codeOf,
  countingContext,
  defineLedger,
  failureOf,
  ledger,
  ledgerRow,
  set,
  temporaryFolder,
} from './fixture.ts';

const folder = temporaryFolder();
let context: StoreContext;
let db: WritableDatabase;

beforeEach(() => {
  context = countingContext();
  const other: Change = {
    kind: 'tableSet',
    table: 'other',
    before: null,
    after: { ...ledger, key: 'other', title: '别的表' },
  };
  const content = {
    label: '新建',
    changes: [defineLedger, other, add(ledgerRow('r1', { count: 1 }))],
    forms: [],
  };
  db = folder.track(createWorkbook(folder.path('表.huibiao'), content, context));
});

const edit = (label: string, ...changes: Change[]) => commit(db, { label, changes }, context);
const count = () => listRows(db, 'ledger')[0]?.values.count ?? null;
const setCount = (before: number, after: number) =>
  edit(`改成${after}`, set('r1', { count: before }, { count: after }));
const list = (query: Partial<Input<'edits.list'>> = {}) =>
  listEdits(db, { table: null, rowId: null, column: null, before: null, limit: 100, ...query });

describe('undo and redo', () => {
  it('are new edits that name the one they take back or do again', () => {
    setCount(1, 2);
    expect(undo(db, context)).toEqual({
      edit: {
        id: 3,
        label: '撤销：改成2',
        kind: 'undo',
        target: 2,
        at: '2025-10-15T09:03:00.000Z',
        changeCount: 1,
        cell: null,
      },
      changes: [set('r1', { count: 2 }, { count: 1 })],
      state: { revision: 3, undo: null, redo: '改成2' },
    });
    expect(redo(db, context)).toEqual({
      edit: {
        id: 4,
        label: '重做：改成2',
        kind: 'redo',
        target: 2,
        at: '2025-10-15T09:04:00.000Z',
        changeCount: 1,
        cell: null,
      },
      changes: [set('r1', { count: 1 }, { count: 2 })],
      state: { revision: 4, undo: '改成2', redo: null },
    });
    expect(list().map(({ id }) => id)).toEqual([4, 3, 2, 1]);
  });

  it('walk back and forth through several edits', () => {
    setCount(1, 2);
    setCount(2, 3);
    setCount(3, 4);
    const counts = [undo, undo, redo, undo, undo, redo, redo, redo].map((step) => {
      step(db, context);
      return count();
    });
    expect(counts).toEqual([3, 2, 3, 2, 1, 2, 3, 4]);
    expect(codeOf(() => redo(db, context))).toBe('nothing_to_redo');
  });

  it('survive closing and reopening', () => {
    setCount(1, 2);
    setCount(2, 3);
    undo(db, context);
    closeWorkbook(db);
    db = folder.track(openWorkbook(folder.path('表.huibiao'), context));
    expect(readUndoState(db)).toEqual({ revision: 4, undo: '改成2', redo: '改成3' });
    undo(db, context);
    expect(count()).toBe(1);
    redo(db, context);
    redo(db, context);
    expect(count()).toBe(3);
  });

  it('a new edit after an undo leaves nothing to redo, while the log keeps everything', () => {
    setCount(1, 2);
    setCount(2, 3);
    undo(db, context);
    setCount(2, 9);
    expect(readUndoState(db)).toEqual({ revision: 5, undo: '改成9', redo: null });
    expect(codeOf(() => redo(db, context))).toBe('nothing_to_redo');
    undo(db, context);
    undo(db, context);
    expect(count()).toBe(1);
    expect(list().map(({ kind }) => kind)).toEqual([
      'undo',
      'undo',
      'edit',
      'undo',
      'edit',
      'edit',
      'created',
    ]);
  });

  it('never take back what the workbook began with', () => {
    const failure = failureOf(() => undo(db, context));
    expect(failure.code).toBe('nothing_to_undo');
    expect(failure.message).toContain('没有可以撤销的修改');
    expect(readRevision(db)).toBe(1);
  });

  it('a refused edit takes away no redo', () => {
    setCount(1, 2);
    undo(db, context);
    expect(codeOf(() => setCount(7, 8))).toBe('stale_edit');
    redo(db, context);
    expect(count()).toBe(2);
  });

  it('bring a table back with its rows, also values of columns that were dropped before', () => {
    const fewer = { ...ledger, columns: ledger.columns.filter(({ key }) => key !== 'count') };
    const row = ledgerRow('r1', { count: 1 });
    edit('删栏目', { kind: 'tableSet', table: 'ledger', before: ledger, after: fewer });
    edit(
      '删表',
      { kind: 'rowRemoved', table: 'ledger', row },
      { kind: 'tableSet', table: 'ledger', before: fewer, after: null },
    );
    expect(listRows(db, 'ledger')).toEqual([]);
    undo(db, context);
    expect(listRows(db, 'ledger')).toEqual([row]);
    undo(db, context);
    redo(db, context);
    redo(db, context);
    expect(listRows(db, 'ledger')).toEqual([]);
  });
});

describe('the history', () => {
  it('lists edits newest first, a page at a time', () => {
    for (let value = 1; value < 8; value += 1) setCount(value, value + 1);
    expect(list({ limit: 3 }).map(({ id }) => id)).toEqual([8, 7, 6]);
    expect(list({ limit: 3, before: 6 }).map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(list({ limit: 3, before: 1 })).toEqual([]);
  });

  it('of a table holds the edits that touched it, each once', () => {
    setCount(1, 2);
    edit('别的', add(ledgerRow('o1'), 'other'), add(ledgerRow('o2'), 'other'));
    edit('两张表', add(ledgerRow('o3'), 'other'), add(ledgerRow('r2')));
    expect(list({ table: 'other' }).map(({ id }) => id)).toEqual([4, 3, 1]);
    expect(list({ table: 'ledger' }).map(({ id }) => id)).toEqual([4, 2, 1]);
    expect(list({ table: 'ledger', before: 4, limit: 1 }).map(({ id }) => id)).toEqual([2]);
    expect(list({ table: 'nowhere' })).toEqual([]);
  });

  it('of a row holds the edits that touched it, in its own table', () => {
    edit('同名的行', add(ledgerRow('r1', { count: 7 }), 'other'));
    setCount(1, 2);
    edit('移动', { kind: 'rowMoved', table: 'ledger', rowId: 'r1', before: 'r1', after: 'a' });
    expect(list({ table: 'ledger', rowId: 'r1' }).map(({ id }) => id)).toEqual([4, 3, 1]);
    expect(list({ table: 'other', rowId: 'r1' }).map(({ id }) => id)).toEqual([2]);
    expect(list({ rowId: 'r1' }).map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(list({ table: 'ledger', rowId: 'r1', limit: 2, before: 4 }).map(({ id }) => id)).toEqual([3, 1]);
    expect(list({ table: 'ledger', rowId: 'r1' }).every(({ cell }) => cell === null)).toBe(true);
  });

  it('of a cell says what it held before and after each edit, from its adding to its removal', () => {
    setCount(1, 2);
    edit('别的栏', set('r1', { name: null }, { name: '甲' }));
    edit('改两次', set('r1', { count: 2 }, { count: 3 }), set('r1', { count: 3 }, { count: 4 }));
    undo(db, context);
    edit('删', { kind: 'rowRemoved', table: 'ledger', row: ledgerRow('r1', { count: 2, name: '甲' }) });
    const cells = list({ table: 'ledger', rowId: 'r1', column: 'count' }).map(({ id, cell }) => ({
      id,
      ...cell,
    }));
    expect(cells).toEqual([
      { id: 6, before: 2, after: null },
      { id: 5, before: 4, after: 2 },
      { id: 4, before: 2, after: 4 },
      { id: 2, before: 1, after: 2 },
      { id: 1, before: null, after: 1 },
    ]);
    expect(
      list({ table: 'ledger', rowId: 'r1', column: 'count', limit: 2, before: 5 }).map(({ id }) => id),
    ).toEqual([4, 2]);
    expect(list({ table: 'ledger', rowId: 'r1', column: 'share' })).toEqual([]);
  });

  it('of a column without its row is refused', () => {
    expect(codeOf(() => list({ table: 'ledger', column: 'count' }))).toBe('bad_request');
  });

  it('of a row or a table is found by an index, not by reading the log', () => {
    const plan = (sql: string) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((step) => JSON.stringify(step))
        .join('\n');
    const row = plan(
      "SELECT change FROM edit_changes WHERE row_id = 'x' AND (NULL IS NULL OR table_key = 't') AND edit_id < 9 ORDER BY edit_id DESC, ordinal DESC",
    );
    expect(row).toContain('USING INDEX edit_changes_of_row');
    expect(row).not.toContain('TEMP B-TREE');
    expect(
      plan("SELECT edit_id FROM edit_tables WHERE table_key = 'x' AND edit_id < 9 ORDER BY edit_id DESC"),
    ).toContain('SEARCH');
  });
});
