import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { undo } from '../../electron/backend/store/history.ts';
import { createWorkbookTables } from '../../electron/backend/store/migrations/0001-workbook.ts';
import { openWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import { commitImport, listRememberedReadings } from '../../electron/backend/store/reading-memory.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { RememberedReading } from '../../shared/model/reading-memory.ts';
import { add, codeOf, countingContext, defineLedger, ledger, ledgerRow, temporaryFolder } from './fixture.ts';

const folder = temporaryFolder();

function makeWorkbook(context = countingContext()): WritableDatabase {
  const content = { label: '新建', changes: [defineLedger], forms: [] };
  return folder.track(createWorkbook(folder.path('台账.huibiao'), content, context));
}

function correction(form: string, key = 'name'): RememberedReading {
  return {
    form,
    sheet: '表',
    header: [['村庄', '户']],
    columns: [{ path: '村庄', field: { kind: 'column', key } }],
  };
}

describe('what was corrected about a form', () => {
  it('is kept with the import, the latest first, and one for each form', () => {
    const context = countingContext();
    const db = makeWorkbook(context);
    for (const remember of [correction('甲'), correction('乙'), correction('甲', 'village')]) {
      expect(commitImport(db, { edit: null, table: 'ledger', remember }, context)).toBeNull();
    }
    expect(listRememberedReadings(db, 'ledger')).toEqual([correction('甲', 'village'), correction('乙')]);
    expect(listRememberedReadings(db, 'other')).toEqual([]);
  });

  it('stays when the import is undone', () => {
    const context = countingContext();
    const db = makeWorkbook(context);
    const edit = { label: '导入', changes: [add(ledgerRow('r1', { name: '甲' }))] };
    commitImport(db, { edit, table: 'ledger', remember: correction('甲') }, context);
    undo(db, context);
    expect(listRows(db, 'ledger')).toEqual([]);
    expect(listRememberedReadings(db, 'ledger')).toEqual([correction('甲')]);
  });

  it('is not kept when the import is refused', () => {
    const context = countingContext();
    const db = makeWorkbook(context);
    const edit = { label: '导入', changes: [add(ledgerRow('r1', { nothing: '甲' }))] };
    const request = { edit, table: 'ledger', remember: correction('甲') };
    expect(codeOf(() => commitImport(db, request, context))).toBe('invalid_edit');
    expect(listRememberedReadings(db, 'ledger')).toEqual([]);
  });

  it('is let go when a hundred other forms have come since', () => {
    const context = countingContext();
    const db = makeWorkbook(context);
    for (let form = 0; form <= 100; form += 1) {
      commitImport(db, { edit: null, table: 'ledger', remember: correction(`表${form}`) }, context);
    }
    const forms = listRememberedReadings(db, 'ledger').map(({ form }) => form);
    expect([forms.length, forms[0], forms.includes('表0')]).toEqual([100, '表100', false]);
  });

  it('that this version cannot read is passed over', () => {
    const db = makeWorkbook();
    db.prepare("INSERT INTO reading_memory VALUES ('ledger', '甲', '{}', '2030')").run();
    expect(listRememberedReadings(db, 'ledger')).toEqual([]);
  });
});

describe('a workbook of the first layout', () => {
  it('gets a memory when it is opened, after a verified copy', () => {
    const file = folder.path('旧.huibiao');
    const old = new Database(file);
    old.pragma('application_id = 1213548866');
    old.exec(createWorkbookTables);
    old.pragma('user_version = 1');
    old.prepare("INSERT INTO edits VALUES (1, 'created', NULL, '新建', '2025-01-02T03:04:05.000Z', 1)").run();
    old.prepare('INSERT INTO tables VALUES (?, ?)').run('ledger', JSON.stringify(ledger));
    old
      .prepare("INSERT INTO rows VALUES ('ledger', 'r1', 'r1', NULL, NULL, 1, ?, NULL)")
      .run('{"name":"甲"}');
    old.close();

    const context = countingContext();
    const db = folder.track(openWorkbook(file, context));
    expect(listRows(db, 'ledger')).toEqual([ledgerRow('r1', { name: '甲' })]);
    commitImport(db, { edit: null, table: 'ledger', remember: correction('甲') }, context);
    expect(listRememberedReadings(db, 'ledger')).toEqual([correction('甲')]);

    const copy = readdirSync(folder.path('.')).find((name) => name.includes('.v1-backup-'));
    const kept = new Database(folder.path(copy ?? ''), { readonly: true });
    expect([
      kept.pragma('integrity_check', { simple: true }),
      kept.pragma('user_version', { simple: true }),
      kept.prepare('SELECT cell_values FROM rows').pluck().all(),
      kept.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'reading_memory'").pluck().get(),
    ]).toEqual(['ok', 1, ['{"name":"甲"}'], 0]);
    kept.close();
  });
});
