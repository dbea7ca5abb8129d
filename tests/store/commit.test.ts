import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { readStoredFile } from '../../electron/backend/store/files.ts';
import { listEdits, readRevision, undo } from '../../electron/backend/store/history.ts';
import {
  closeWorkbook,
  openWorkbook,
  type StoreContext,
  type WritableDatabase,
} from '../../electron/backend/store/open.ts';
import { listRows, readRow } from '../../electron/backend/store/rows.ts';
import { listTables } from '../../electron/backend/store/tables.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Row } from '../../shared/model/row.ts';
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
import { childPath } from './processes.ts';

const folder = temporaryFolder();
let context: StoreContext;
let db: WritableDatabase;
const start = ledgerRow('r1', { name: '甲', township: '高都镇', count: 3 }, 'B');

beforeEach(() => {
  context = countingContext();
  const content = { label: '新建', changes: [defineLedger, add(start)], forms: [] };
  db = folder.track(createWorkbook(folder.path('表.huibiao'), content, context));
});

const change = (...changes: Change[]) => commit(db, { label: '修改', changes }, context);
const whole = () => ({ rows: listRows(db, 'ledger'), tables: listTables(db), revision: readRevision(db) });

/** The changes are refused with the code, and nothing of them is left. */
function expectRefused(code: string, ...changes: Change[]): string {
  const before = whole();
  const failure = failureOf(() => change(...changes));
  expect(failure.code).toBe(code);
  expect(whole()).toEqual(before);
  return failure.message;
}

describe('a commit', () => {
  it('applies its changes in order and says what it did', () => {
    const changes: Change[] = [
      add(ledgerRow('r2', { name: '乙' }, 'C')),
      set('r2', { name: '乙', count: null }, { name: '丙', count: 4 }),
      { kind: 'rowMoved', table: 'ledger', rowId: 'r2', before: 'C', after: 'A' },
    ];
    expect(commit(db, { label: '粘贴 3 个单元格', changes }, context)).toEqual({
      edit: {
        id: 2,
        label: '粘贴 3 个单元格',
        kind: 'edit',
        target: null,
        at: '2025-10-15T09:02:00.000Z',
        changeCount: 3,
        cell: null,
      },
      changes,
      state: { revision: 2, undo: '粘贴 3 个单元格', redo: null },
    });
    expect(listRows(db, 'ledger')).toEqual([ledgerRow('r2', { name: '丙', count: 4 }, 'A'), start]);
    expect(readRow(db, 'ledger', 'r2')?.values).toEqual({ name: '丙', count: 4 });
    expect(readRow(db, 'ledger', 'r3')).toBeNull();
  });

  it('marks each row with the revision that changed it last', () => {
    change(add(ledgerRow('r2')));
    change(set('r1', { count: 3 }, { count: 4 }));
    expect(db.prepare('SELECT id, revision FROM rows ORDER BY id').all()).toEqual([
      { id: 'r1', revision: 3 },
      { id: 'r2', revision: 2 },
    ]);
  });

  it.each<[string, string, CellValue]>([
    ['a text', 'name', '阎/闫/閼 〇 𠮷 "引号" \\ \n 换行'],
    ['a control character', 'name', 'a\u0000b\u001f'],
    ['a broken surrogate', 'name', '\ud842'],
    ['an empty text', 'name', ''],
    ['a number', 'count', 4.5],
    ['a number of fifteen digits', 'count', 123456789.012345],
    ['zero', 'count', 0],
    ['a fraction', 'share', 0.89],
    ['a day', 'due', '2025-03-26'],
    ['a month', 'due', '2025-03'],
    ['a year', 'due', '2025'],
    ['no', 'done', false],
    ['names', 'offices', ['县委农办', '县农业农村局']],
    ['an empty list of names', 'offices', []],
    ['a confirmed none', 'count', { kind: 'none', text: '无' }],
    ['unread text', 'count', { kind: 'unread', text: '约50', reason: '不是确切的数字' }],
  ])('gives back %s as it was written', (_what, column, value) => {
    const before = { [column]: start.values[column] ?? null };
    change(set('r1', before, { [column]: value }));
    expect(readRow(db, 'ledger', 'r1')?.values[column]).toEqual(value);
  });

  it('keeps 未填 as an absent key', () => {
    change(set('r1', { count: 3 }, { count: null }));
    expect(readRow(db, 'ledger', 'r1')?.values).toEqual({ name: '甲', township: '高都镇' });
  });

  it('keeps where a row came from, and brings it back when its removal is undone', () => {
    const source = { fileId: 'f1', fileName: '高都镇.xlsx', sheet: '附件1', cells: { name: 'C9' } };
    const row: Row = { ...ledgerRow('r2', { name: '乙' }), unit: 'u1', round: '2025-10', source };
    change(add(row));
    expect(readRow(db, 'ledger', 'r2')).toEqual(row);
    change({ kind: 'rowRemoved', table: 'ledger', row: { ...row, source: null } });
    undo(db, context);
    expect(readRow(db, 'ledger', 'r2')).toEqual(row);
  });

  it('keeps where changed cells came from, and an undo brings back where they came from before', () => {
    const source = { fileId: 'f2', fileName: '高都镇.xlsx', sheet: '附件1', cells: { count: 'D9' } };
    const imported: Change = {
      kind: 'cellsSet',
      table: 'ledger',
      rowId: 'r1',
      before: { count: 3 },
      after: { count: 5 },
      source: { before: null, after: source },
    };
    change(imported);
    expect(readRow(db, 'ledger', 'r1')?.source).toEqual(source);
    change(set('r1', { count: 5 }, { count: 6 }));
    expect(readRow(db, 'ledger', 'r1')?.source).toEqual(source);
    undo(db, context);
    undo(db, context);
    expect(readRow(db, 'ledger', 'r1')?.source).toBeNull();
  });

  it('keeps the files received with it, each once, and an undo does not lose them', () => {
    const bytes = Buffer.from('PK 高都镇回收表');
    const id = createHash('sha256').update(bytes).digest('hex');
    const files = [{ id, name: '高都镇.xlsx', bytes }];
    commit(db, { label: '导入', changes: [add(ledgerRow('r2'))], files }, context);
    commit(
      db,
      { label: '导入', changes: [add(ledgerRow('r3'))], files: [{ id, name: '改名.xlsx', bytes }] },
      context,
    );
    undo(db, context);
    undo(db, context);
    expect(readStoredFile(db, id)).toEqual({
      id,
      name: '高都镇.xlsx',
      bytes,
      receivedAt: '2025-10-15T09:02:00.000Z',
    });
    expect(readStoredFile(db, 'other')).toBeNull();
  });

  it('refuses a file whose id is not that of its bytes', () => {
    const files = [{ id: 'f'.repeat(64), name: '假.xlsx', bytes: Buffer.from('x') }];
    expect(codeOf(() => commit(db, { label: '导入', changes: [add(ledgerRow('r2'))], files }, context))).toBe(
      'invalid_edit',
    );
    expect(listRows(db, 'ledger')).toEqual([start]);
  });
});

describe('an edit made on data that is no longer there is stale', () => {
  it('when the row has come from another file since', () => {
    const source = { fileId: 'f1', fileName: '高都镇.xlsx', sheet: '附件1', cells: { count: 'D9' } };
    expectRefused('stale_edit', {
      kind: 'cellsSet',
      table: 'ledger',
      rowId: 'r1',
      before: { count: 3 },
      after: { count: 5 },
      source: { before: source, after: null },
    });
  });

  const removed = (row: Row): Change => ({ kind: 'rowRemoved', table: 'ledger', row });
  const moved = (rowId: string, before: string): Change => ({
    kind: 'rowMoved',
    table: 'ledger',
    rowId,
    before,
    after: 'Z',
  });

  it.each<[string, Change]>([
    ['a cell that holds something else', set('r1', { count: 2 }, { count: 4 })],
    ['a cell that is blank, not 无', set('r1', { share: { kind: 'none', text: '无' } }, { share: 1 })],
    ['a row that is gone', set('r9', { count: null }, { count: 4 })],
    ['a row of another table', set('r1', { count: 3 }, { count: 4 }, 'other')],
    ['a removed row whose values differ', removed({ ...start, values: { name: '甲' } })],
    ['a removed row that stands elsewhere', removed({ ...start, position: 'A' })],
    ['a removed row of another unit', removed({ ...start, unit: '高都镇' })],
    ['a removed row that is gone', removed({ ...start, id: 'r9' })],
    ['a moved row that stands elsewhere', moved('r1', 'A')],
    ['a moved row that is gone', moved('r9', 'B')],
    ['a table that is defined otherwise', { kind: 'tableSet', table: 'ledger', before: null, after: ledger }],
    ['a table that still has rows', { kind: 'tableSet', table: 'ledger', before: ledger, after: null }],
  ])('%s', (_what, stale) => {
    expectRefused('stale_edit', add(ledgerRow('r2')), stale);
  });
});

describe('a change that the tables do not allow is refused as a whole, and says which column and row', () => {
  it('no change at all', () => {
    expectRefused('invalid_edit');
  });

  it.each<[string, Change, readonly string[]]>([
    ['a row for an unknown table', add(ledgerRow('r2'), 'nowhere'), ['nowhere']],
    ['a row that is there already', add(ledgerRow('r1', { name: '甲' })), ['r1', '已经存在']],
    ['an unknown column', add(ledgerRow('r2', { name: '乙', colour: '红' })), ['colour', '乙']],
    ['a key of JavaScript itself', set('r1', { constructor: null }, { constructor: '红' }), ['constructor']],
    ['a computed column', add(ledgerRow('r2', { name: '乙', rate: 1 })), ['完成率', '自动计算']],
    [
      'a text for a number',
      set('r1', { count: 3 }, { count: '很多' }),
      ['高都镇 · 甲', '户数', '很多', '数字'],
    ],
    ['a number for a text', set('r1', { name: '甲' }, { name: 5 }), ['名称', '文字']],
    ['a number that is none', set('r1', { count: 3 }, { count: Number.NaN }), ['户数']],
    ['an endless number', set('r1', { count: 3 }, { count: Number.POSITIVE_INFINITY }), ['户数']],
    ['a date in words', set('r1', { due: null }, { due: '2025年底' }), ['时限', '日期', '2025年底']],
    ['a thirteenth month', set('r1', { due: null }, { due: '2025-13' }), ['时限']],
    ['one name for a list', set('r1', { offices: null }, { offices: '县委农办' }), ['责任单位', '单位名单']],
    ['a list for one name', set('r1', { village: null }, { village: ['大兴村'] }), ['村名']],
    ['a word for yes', set('r1', { done: null }, { done: '是' }), ['已完成', '是或否']],
    ['cells of different columns before and after', set('r1', { name: '甲' }, { count: 1 }), ['高都镇 · 甲']],
    ['no cell', set('r1', {}, {}), ['高都镇 · 甲']],
    ['a row without an id', add(ledgerRow('', {}, 'A')), ['编号']],
    ['an id that SQL cannot hold', add(ledgerRow('\ud800')), ['编号']],
    ['a place that SQL cannot hold', add(ledgerRow('r2', {}, 'A\0')), ['位置']],
    [
      'a move to nowhere',
      { kind: 'rowMoved', table: 'ledger', rowId: 'r1', before: 'B', after: '' },
      ['位置'],
    ],
  ])('%s', (_what, wrong, named) => {
    const message = expectRefused('invalid_edit', add(ledgerRow('r8', { name: '好的' })), wrong);
    for (const text of named) expect(message).toContain(text);
    expect(message).toMatch(/。$/);
  });

  it.each<[string, Change]>([
    ['whose key is another', { kind: 'tableSet', table: 'other', before: null, after: ledger }],
    [
      'with a column twice',
      {
        kind: 'tableSet',
        table: 'ledger',
        before: ledger,
        after: { ...ledger, columns: [...ledger.columns, ...ledger.columns] },
      },
    ],
    [
      'with a key column that it lacks',
      { kind: 'tableSet', table: 'ledger', before: ledger, after: { ...ledger, keyColumns: ['missing'] } },
    ],
    [
      'with a key that is no name',
      { kind: 'tableSet', table: 'a b', before: null, after: { ...ledger, key: 'a b' } },
    ],
    ['that was not and shall not be', { kind: 'tableSet', table: 'other', before: null, after: null }],
  ])('a table %s', (_what, wrong) => {
    expectRefused('invalid_edit', wrong);
  });
});

describe('when the disk refuses, the data stay as before', () => {
  it('a full disk is said to be full, and the same edit succeeds once there is room', () => {
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 2}`);
    const rows = Array.from({ length: 500 }, (_, index) =>
      add(ledgerRow(`n${index}`, { name: '很长的名称'.repeat(50) })),
    );
    const message = expectRefused('workbook_unwritable', ...rows);
    expect(message).toContain('磁盘空间已满');
    db.pragma('max_page_count = 1000000');
    change(...rows);
    expect(listRows(db, 'ledger')).toHaveLength(501);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('a workbook that has become read-only is said to be so', () => {
    db.pragma('query_only = ON');
    expect(expectRefused('workbook_unwritable', add(ledgerRow('r2')))).toContain('只读');
    db.pragma('query_only = OFF');
    change(add(ledgerRow('r2')));
  });

  it('a write that the system cuts short leaves the edit before', () => {
    const file = folder.path('表.huibiao');
    closeWorkbook(db);
    const output = execFileSync(
      'bash',
      ['-c', 'ulimit -f 600; exec "$0" "$1" "$2"', process.execPath, childPath('fill-disk.ts'), file],
      { encoding: 'utf8' },
    );
    const { code, message, before, after } = JSON.parse(output);
    expect(code).toBe('workbook_unwritable');
    expect(message).toMatch(/磁盘/);
    expect(after).toEqual(before);
    db = folder.track(openWorkbook(file, context));
    expect({ revision: readRevision(db), rows: listRows(db, 'ledger').length }).toEqual(before);
    expect(listEdits(db, { table: null, rowId: null, column: null, before: null, limit: 500 })).toHaveLength(
      before.revision,
    );
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
