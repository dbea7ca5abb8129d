import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createWorkbook, type WorkbookContent } from '../../electron/backend/store/create.ts';
import { findForm } from '../../electron/backend/store/forms.ts';
import { listEdits, readRevision, readUndoState } from '../../electron/backend/store/history.ts';
import { migrations } from '../../electron/backend/store/migrations/migrations.ts';
import { closeWorkbook } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import { findTableByName, listTables } from '../../electron/backend/store/tables.ts';
import {
  add,
  codeOf,
  countingContext,
  defineLedger,
  fingerprint,
  ledger,
  ledgerRow,
  temporaryFolder,
} from './fixture.ts';

const folder = temporaryFolder();
const content: WorkbookContent = {
  label: '新建工作簿',
  changes: [
    defineLedger,
    add(ledgerRow('r2', { name: '乙', count: 2 })),
    add(ledgerRow('r1', { name: '甲' })),
  ],
  forms: [
    {
      key: 'form1',
      table: 'ledger',
      title: '项目台账表样',
      layout: 'list',
      fileName: '项目台账.xlsx',
      bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte),
    },
  ],
};

describe('a new workbook', () => {
  it('holds what it began with, as the first edit, which cannot be undone', () => {
    const db = folder.track(createWorkbook(folder.path('新.huibiao'), content, countingContext()));
    expect(listRows(db, 'ledger').map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(readRevision(db)).toBe(1);
    expect(readUndoState(db)).toEqual({ revision: 1, undo: null, redo: null });
    expect(listEdits(db, { table: null, rowId: null, column: null, before: null, limit: 10 })).toEqual([
      {
        id: 1,
        label: '新建工作簿',
        kind: 'created',
        target: null,
        at: '2025-10-15T09:01:00.000Z',
        changeCount: 3,
        cell: null,
      },
    ]);
  });

  it('lists its tables with their rows counted, and finds them by key, title and document title', () => {
    const db = folder.track(createWorkbook(folder.path('新.huibiao'), content, countingContext()));
    expect(listTables(db)).toEqual([{ definition: ledger, rowCount: 2 }]);
    for (const name of ['ledger', '项目台账', '泽州县项目台账'])
      expect(findTableByName(db, name)).toEqual(ledger);
    expect(findTableByName(db, '别的表')).toBeNull();
  });

  it('keeps the template workbook of a table byte for byte', () => {
    const db = folder.track(createWorkbook(folder.path('新.huibiao'), content, countingContext()));
    const form = findForm(db, 'ledger');
    expect(form).toMatchObject({ key: 'form1', layout: 'list', fileName: '项目台账.xlsx' });
    expect([...(form?.bytes ?? [])]).toEqual([...(content.forms[0]?.bytes ?? [])]);
    expect(findForm(db, 'other')).toBeNull();
  });

  it('may begin with nothing at all', () => {
    const db = folder.track(
      createWorkbook(folder.path('空.huibiao'), { label: '新建', changes: [], forms: [] }, countingContext()),
    );
    expect(listTables(db)).toEqual([]);
    expect(readRevision(db)).toBe(1);
  });

  it('is one file that says whose it is, once it is closed', () => {
    const file = folder.path('新.huibiao');
    closeWorkbook(createWorkbook(file, content, countingContext()));
    expect(readdirSync(folder.path('.'))).toEqual(['新.huibiao']);
    const raw = new Database(file, { readonly: true });
    expect(raw.pragma('application_id', { simple: true })).toBe(0x48554942);
    expect(raw.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    raw.close();
  });

  it('has STRICT tables only', () => {
    const db = folder.track(createWorkbook(folder.path('新.huibiao'), content, countingContext()));
    const loose = db.prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    );
    expect(loose.all()).toEqual([]);
  });
});

describe('making a workbook is refused, and leaves nothing behind,', () => {
  it('where a file of that name exists', () => {
    writeFileSync(folder.path('有.huibiao'), '别动我');
    const before = fingerprint(folder.path('.'));
    expect(codeOf(() => createWorkbook(folder.path('有.huibiao'), content, countingContext()))).toBe(
      'workbook_exists',
    );
    expect(fingerprint(folder.path('.'))).toEqual(before);
  });

  it('where the folder is read-only or missing', () => {
    mkdirSync(folder.path('只读'));
    chmodSync(folder.path('只读'), 0o555);
    expect(codeOf(() => createWorkbook(folder.path('只读/新.huibiao'), content, countingContext()))).toBe(
      'workbook_unwritable',
    );
    expect(codeOf(() => createWorkbook(folder.path('没有/新.huibiao'), content, countingContext()))).toBe(
      'workbook_unwritable',
    );
    chmodSync(folder.path('只读'), 0o755);
    expect(fingerprint(folder.path('.'))).toEqual({ 只读: 'folder' });
  });

  it('where the name is longer than the disk allows', () => {
    const name = `${'长'.repeat(200)}.huibiao`;
    expect(codeOf(() => createWorkbook(folder.path(name), content, countingContext()))).toBe(
      'workbook_unwritable',
    );
    expect(fingerprint(folder.path('.'))).toEqual({});
  });

  it('where its content does not fit its tables', () => {
    const broken = { ...content, changes: [defineLedger, add(ledgerRow('r1', { count: '很多' }))] };
    expect(codeOf(() => createWorkbook(folder.path('坏.huibiao'), broken, countingContext()))).toBe(
      'invalid_edit',
    );
    expect(fingerprint(folder.path('.'))).toEqual({});
  });

  it('and a second try after a refusal succeeds', () => {
    const context = countingContext();
    const broken = { ...content, changes: [add(ledgerRow('r1'))] };
    expect(codeOf(() => createWorkbook(folder.path('新.huibiao'), broken, context))).toBe('invalid_edit');
    folder.track(createWorkbook(folder.path('新.huibiao'), content, context));
    expect(readFileSync(folder.path('新.huibiao')).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});
