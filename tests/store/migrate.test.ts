import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { type Migration, migrations } from '../../electron/backend/store/migrations/migrations.ts';
import { closeWorkbook, openWorkbook, openWorkbookWith } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import { latestVersion } from '../../electron/backend/store/schema.ts';
import {
  add,
  codeOf,
  countingContext,
  defineLedger,
  fingerprint,
  ledgerRow,
  temporaryFolder,
} from './fixture.ts';

const folder = temporaryFolder();
const version = latestVersion(migrations);
const later: readonly Migration[] = [
  ...migrations,
  { version: version + 1, sql: 'CREATE TABLE notes (key TEXT NOT NULL PRIMARY KEY) STRICT' },
  { version: version + 2, sql: "ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT ''" },
];

function makeWorkbook(): string {
  const file = folder.path('台账.huibiao');
  const changes = [defineLedger, add(ledgerRow('r1', { name: '甲' }))];
  closeWorkbook(createWorkbook(file, { label: '新建', changes, forms: [] }, countingContext()));
  return file;
}

describe('a workbook of an older layout', () => {
  it('is brought to the newest one when it is opened, with its data', () => {
    const file = makeWorkbook();
    const db = folder.track(openWorkbookWith(file, countingContext(), later));
    expect(db.pragma('user_version', { simple: true })).toBe(version + 2);
    expect(listRows(db, 'ledger')).toEqual([ledgerRow('r1', { name: '甲' })]);
    expect(db.prepare('SELECT key, title FROM notes').all()).toEqual([]);
  });

  it('is copied beside itself first, and the copy is whole and opens as it was', () => {
    const file = makeWorkbook();
    closeWorkbook(openWorkbookWith(file, countingContext(), later));
    expect(readdirSync(folder.path('.')).sort()).toEqual(
      ['台账.huibiao', `台账.v${version}-backup-2025-10-15.huibiao`].sort(),
    );
    const copy = folder.track(
      openWorkbook(folder.path(`台账.v${version}-backup-2025-10-15.huibiao`), countingContext()),
    );
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(listRows(copy, 'ledger')).toEqual([ledgerRow('r1', { name: '甲' })]);
  });

  it('does not overwrite an earlier copy of the same day', () => {
    const file = makeWorkbook();
    closeWorkbook(openWorkbookWith(file, countingContext(), later));
    const raw = new Database(file);
    raw.exec('DROP TABLE notes');
    raw.pragma(`user_version = ${version}`);
    raw.close();
    closeWorkbook(openWorkbookWith(file, countingContext(), later));
    expect(readdirSync(folder.path('.'))).toContain(`台账.v${version}-backup-2025-10-15-2.huibiao`);
  });

  it('is not copied when there is nothing to bring up to date', () => {
    const file = makeWorkbook();
    closeWorkbook(openWorkbook(file, countingContext()));
    expect(readdirSync(folder.path('.'))).toEqual(['台账.huibiao']);
  });

  it('stays as it was, without a copy, when one of the steps fails', () => {
    const file = makeWorkbook();
    const before = fingerprint(folder.path('.'));
    const failing = [...later, { version: version + 3, sql: 'CREATE TABLE notes (key TEXT)' }];
    expect(() => openWorkbookWith(file, countingContext(), failing)).toThrow('already exists');
    expect(fingerprint(folder.path('.'))).toEqual(before);
    expect(listRows(folder.track(openWorkbook(file, countingContext())), 'ledger')).toHaveLength(1);
  });

  it('is refused by the version before once it is brought up to date', () => {
    const file = makeWorkbook();
    closeWorkbook(openWorkbookWith(file, countingContext(), later));
    expect(codeOf(() => openWorkbook(file, countingContext()))).toBe('workbook_newer');
  });
});

it('migrations are numbered one after another', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});
