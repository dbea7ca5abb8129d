import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { undo } from '../../electron/backend/store/history.ts';
import { closeWorkbook, openWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { add, countingContext, defineLedger, ledger, ledgerRow, temporaryFolder } from './fixture.ts';

const folder = temporaryFolder();
const context = countingContext();

function workbookWith(...changes: Change[]): WritableDatabase {
  return folder.track(
    createWorkbook(folder.path('表.huibiao'), { label: '新建', changes, forms: [] }, context),
  );
}

function titled(
  key: string,
  title: string,
  columns = [defineColumn({ key: 'name', title: '名称' })],
): Change {
  const after: TableDefinition = { ...ledger, key, title, columns, keyColumns: ['name'] };
  return { kind: 'tableSet', table: key, before: null, after };
}

const viewNames = (db: WritableDatabase) =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").pluck().all();

describe('each table is a view under its Chinese title', () => {
  it('with typed columns under theirs, in table order', () => {
    const none = { kind: 'none', text: '无' } as const;
    const unread = { kind: 'unread', text: '约50', reason: '不确切' } as const;
    const db = workbookWith(
      defineLedger,
      add(
        ledgerRow('b', {
          name: '乙',
          count: 300,
          share: 0.89,
          due: '2025-03',
          done: true,
          category: '甲',
          township: '高都镇',
          offices: ['农办', '水务局'],
          village: '大兴村',
        }),
      ),
      add(ledgerRow('a', { name: '甲', count: none, share: unread, done: false, offices: [] })),
    );
    expect(db.prepare('SELECT * FROM "项目台账"').all()).toEqual([
      {
        名称: '甲',
        户数: '无',
        占比: '约50',
        时限: null,
        已完成: 0,
        类别: null,
        乡镇: null,
        责任单位: null,
        村名: null,
      },
      {
        名称: '乙',
        户数: 300,
        占比: 0.89,
        时限: '2025-03',
        已完成: 1,
        类别: '甲',
        乡镇: '高都镇',
        责任单位: '农办、水务局',
        村名: '大兴村',
      },
    ]);
    expect(
      db
        .prepare('SELECT typeof(户数) a, typeof(占比) b, typeof(已完成) c FROM 项目台账 WHERE 名称 = ?')
        .get('乙'),
    ).toEqual({ a: 'integer', b: 'real', c: 'integer' });
  });

  it('that any other tool can read from the closed file', () => {
    closeWorkbook(workbookWith(defineLedger, add(ledgerRow('a', { name: '甲', count: 3 }))));
    const raw = new Database(folder.path('表.huibiao'), { readonly: true });
    expect(raw.prepare('SELECT 名称, 户数 FROM 项目台账').all()).toEqual([{ 名称: '甲', 户数: 3 }]);
    raw.close();
  });

  it('that cannot be written', () => {
    const db = workbookWith(defineLedger);
    expect(() => db.exec('DELETE FROM 项目台账')).toThrow('cannot modify');
  });

  it('that follows its definition, through undo too, and goes with the table', () => {
    const db = workbookWith(defineLedger, add(ledgerRow('a', { name: '甲' })));
    const renamed = {
      ...ledger,
      title: '新名',
      columns: [
        defineColumn({ key: 'name', title: '新栏' }),
        defineColumn({ key: 'township', title: '乡镇' }),
      ],
    };
    commit(
      db,
      { label: '改名', changes: [{ kind: 'tableSet', table: 'ledger', before: ledger, after: renamed }] },
      context,
    );
    expect(viewNames(db)).toEqual(['新名']);
    expect(db.prepare('SELECT * FROM 新名').all()).toEqual([{ 新栏: '甲', 乡镇: null }]);
    undo(db, context);
    expect(viewNames(db)).toEqual(['项目台账']);
    const row = listRows(db, 'ledger')[0] ?? ledgerRow('a');
    const gone: Change[] = [
      { kind: 'rowRemoved', table: 'ledger', row },
      { kind: 'tableSet', table: 'ledger', before: ledger, after: null },
    ];
    commit(db, { label: '删', changes: gone }, context);
    expect(viewNames(db)).toEqual([]);
    undo(db, context);
    expect(db.prepare('SELECT 名称 FROM 项目台账').all()).toEqual([{ 名称: '甲' }]);
  });

  it('with their keys added where two titles are the same, upper and lower case alike', () => {
    expect(viewNames(workbookWith(titled('first', '表 A'), titled('second', '表 a')))).toEqual([
      '表 A (first)',
      '表 a (second)',
    ]);
  });

  it('with their keys added where two columns have the same title', () => {
    const columns = [defineColumn({ key: 'name', title: '数' }), defineColumn({ key: 'other', title: '数' })];
    const db = workbookWith(
      titled('twice', '表', columns),
      add(ledgerRow('a', { name: '1', other: '2' }), 'twice'),
    );
    expect(db.prepare('SELECT * FROM 表').all()).toEqual([{ '数 (name)': '1', '数 (other)': '2' }]);
  });
});

describe('a title may be anything', () => {
  it.each([
    ['rows', 'rows (odd)'],
    ['EDITS', 'EDITS (odd)'],
    ['rows_in_order', 'rows_in_order (odd)'],
    ['sqlite_schema', '表 sqlite_schema'],
    ['select', 'select'],
    ['表"; DROP TABLE rows; --', '表"; DROP TABLE rows; --'],
    ["表'); DELETE FROM edits; --", "表'); DELETE FROM edits; --"],
    ['[表]`\\', '[表]`\\'],
    ['上\0下', '上 下'],
    ['一\n二', '一 二'],
    [' \t ', 'odd'],
    ['\ud800', '\ufffd'],
  ])('%j becomes a view and harms nothing', (title, name) => {
    const columns = [defineColumn({ key: 'name', title })];
    const db = workbookWith(
      defineLedger,
      titled('odd', title, columns),
      add(ledgerRow('a', { name: '甲' }), 'odd'),
    );
    expect(viewNames(db)).toContain(name);
    expect(
      db
        .prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`)
        .raw()
        .all(),
    ).toEqual([['甲']]);
    expect(listRows(db, 'odd')).toHaveLength(1);
    closeWorkbook(db);
    expect(listRows(folder.track(openWorkbook(folder.path('表.huibiao'), context)), 'odd')).toHaveLength(1);
  });

  it('views that somebody else has put into the file are left alone', () => {
    closeWorkbook(workbookWith(defineLedger));
    const raw = new Database(folder.path('表.huibiao'));
    raw.exec('CREATE VIEW 我的 AS SELECT 1 AS x');
    raw.close();
    const db = folder.track(openWorkbook(folder.path('表.huibiao'), context));
    commit(db, { label: '加表', changes: [titled('mine', '我的')] }, context);
    expect(viewNames(db)).toEqual(['我的', '我的 (mine)', '项目台账']);
  });
});
