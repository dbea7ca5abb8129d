import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { readStoredFile } from '../../electron/backend/store/files.ts';
import {
  findForm,
  listFormEditions,
  listForms,
  readFormEdition,
  withTemplate,
} from '../../electron/backend/store/forms.ts';
import { listEdits, redo, undo } from '../../electron/backend/store/history.ts';
import { createWorkbookTables } from '../../electron/backend/store/migrations/0001-workbook.ts';
import { openWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import { listRounds, readWorkbookId } from '../../electron/backend/store/rounds.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import {
  add,
  codeOf,
  countingContext,
  defineLedger,
  failureOf,
  ledger,
  ledgerRow,
  temporaryFolder,
} from './fixture.ts';
import { edition, round, setForm, setRound, storedFile } from './forms-fixture.ts';

const folder = temporaryFolder();
const context = countingContext();

function makeWorkbook(): WritableDatabase {
  const content = { label: '新建', changes: [defineLedger], forms: [] };
  return folder.track(createWorkbook(folder.path('台账.huibiao'), content, context));
}

function keep(db: WritableDatabase, number: number): void {
  const files = [storedFile(`第${number}版`)];
  commit(db, { label: `表样第${number}版`, changes: [setForm(null, edition(number))], files }, context);
}

describe('a form in the workbook', () => {
  it('is kept with its template byte for byte, found by its table, and survives reopening', () => {
    const db = makeWorkbook();
    keep(db, 1);
    expect(listForms(db)).toEqual([edition(1)]);
    expect(findForm(db, 'ledger')).toEqual({ ...edition(1), bytes: Buffer.from('第1版') });
    expect(findForm(db, 'other')).toBeNull();
  });

  it('has its newest edition in use, and the earlier ones with their own templates', () => {
    const db = makeWorkbook();
    keep(db, 1);
    keep(db, 2);
    expect(listForms(db)).toEqual([edition(2)]);
    expect(listFormEditions(db, 'form1')).toEqual([edition(1), edition(2)]);
    expect(findForm(db, 'ledger')?.edition).toBe(2);
    const first = readFormEdition(db, 'form1', 1);
    expect(first === null ? null : withTemplate(db, first).bytes).toEqual(Buffer.from('第1版'));
  });

  it('is taken back and done again like every edit, and stands in the history of its table', () => {
    const db = makeWorkbook();
    keep(db, 1);
    keep(db, 2);
    undo(db, context);
    expect(listForms(db)).toEqual([edition(1)]);
    undo(db, context);
    expect(listForms(db)).toEqual([]);
    redo(db, context);
    redo(db, context);
    expect(listForms(db)).toEqual([edition(2)]);
    const edits = listEdits(db, { table: 'ledger', rowId: null, column: null, before: null, limit: 3 });
    expect(edits.map(({ label }) => label)).toEqual([
      '重做：表样第2版',
      '重做：表样第1版',
      '撤销：表样第1版',
    ]);
  });

  it('is corrected in place: the edition stays, what was before is checked', () => {
    const db = makeWorkbook();
    keep(db, 1);
    const renamed = edition(1, { title: '项目情况表' });
    commit(db, { label: '改名', changes: [setForm(edition(1), renamed)] }, context);
    expect(listForms(db)).toEqual([renamed]);
    const again = { label: '改名', changes: [setForm(edition(1), renamed)] };
    expect(codeOf(() => commit(db, again, context))).toBe('stale_edit');
  });

  it.each([
    ['a table that is not there', edition(1, { table: 'nothing' }), 'nothing'],
    ['a template that was not given', edition(1, { fileId: '0'.repeat(64) }), '原文件'],
    ['an edition that does not follow', edition(3), '第1版'],
  ])('is refused with %s', (_what, form, words) => {
    const db = makeWorkbook();
    const files = [storedFile('第1版'), storedFile('第3版')];
    const failure = failureOf(() =>
      commit(db, { label: '表样', changes: [setForm(null, form)], files }, context),
    );
    expect(failure.code).toBe('invalid_edit');
    expect(failure.message).toContain(words);
    expect(listForms(db)).toEqual([]);
    expect(readStoredFile(db, storedFile('第1版').id)).toBeNull();
  });

  it('is not removed while a round or a newer edition needs it, nor its table while it is there', () => {
    const db = makeWorkbook();
    keep(db, 1);
    keep(db, 2);
    commit(db, { label: '报表期', changes: [setRound(null, round('r1', { edition: 2 }))] }, context);
    const refusal = (change: ReturnType<typeof setForm>) =>
      failureOf(() => commit(db, { label: '删除', changes: [change] }, context));
    expect(refusal(setForm(edition(1), null)).message).toContain('更新的版本');
    expect(refusal(setForm(edition(2), null)).message).toContain('2025年10月');
    expect(refusal({ kind: 'tableSet', table: 'ledger', before: ledger, after: null }).message).toContain(
      '项目台账表',
    );
    const all = [
      setRound(round('r1', { edition: 2 }), null),
      setForm(edition(2), null),
      setForm(edition(1), null),
    ];
    commit(db, { label: '删除表样', changes: all }, context);
    expect(listForms(db)).toEqual([]);
    undo(db, context);
    expect(listForms(db)).toEqual([edition(2)]);
    expect(listRounds(db)).toEqual([round('r1', { edition: 2 })]);
  });
});

describe('a workbook of the first layout', () => {
  /** As the first version made it: a form with its bytes in the row, a view, and an edit. */
  function makeFirstVersion(title: string): string {
    const file = folder.path('旧.huibiao');
    const db = new Database(file);
    db.pragma('application_id = 1213548866');
    db.exec(createWorkbookTables);
    db.pragma('user_version = 1');
    const definition = { ...ledger, title };
    db.prepare("INSERT INTO edits VALUES (1, 'created', NULL, '新建', '2025-01-02T03:04:05.000Z', 2)").run();
    db.prepare('INSERT INTO tables VALUES (?, ?)').run('ledger', JSON.stringify(definition));
    db.prepare("INSERT INTO rows VALUES ('ledger', 'r1', 'r1', NULL, NULL, 1, ?, NULL)").run('{"name":"甲"}');
    db.exec(`CREATE VIEW "${title}" AS SELECT json_extract(cell_values, '$.name') AS 名称 FROM rows`);
    db.prepare('INSERT INTO table_views VALUES (?, ?)').run(title, 'ledger');
    db.prepare("INSERT INTO forms VALUES ('annex1', 'ledger', '附件1', 'grouped', 'annex1.xlsx', ?)").run(
      Buffer.from('第1版'),
    );
    db.close();
    return file;
  }

  it('keeps its forms as first editions whose bytes lie among the files, and its rows', () => {
    const db = folder.track(openWorkbook(makeFirstVersion('项目台账'), context));
    const kept = edition(1, {
      key: 'annex1',
      title: '附件1',
      layout: 'grouped',
      fileName: 'annex1.xlsx',
      definition: null,
    });
    expect(findForm(db, 'ledger')).toEqual({ ...kept, bytes: Buffer.from('第1版') });
    expect(readStoredFile(db, kept.fileId)?.receivedAt).toBe('2025-01-02T03:04:05.000Z');
    expect(listRows(db, 'ledger')).toEqual([ledgerRow('r1', { name: '甲' })]);
    commit(db, { label: '加一行', changes: [add(ledgerRow('r2'))] }, context);
    commit(db, { label: '报表期', changes: [setRound(null, round('x', { form: 'annex1' }))] }, context);
    expect(listRounds(db)).toHaveLength(1);
  });

  it('opens though a table is titled as one of the new layout, and still shows it under its title', () => {
    const db = folder.track(openWorkbook(makeFirstVersion('rounds'), context));
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").pluck().all()).toEqual([
      'rounds (ledger)',
    ]);
    expect(db.prepare('SELECT 名称 FROM "rounds (ledger)"').pluck().all()).toEqual(['甲']);
  });

  it('gets an identity that stays, and another workbook has another', () => {
    const db = folder.track(openWorkbook(makeFirstVersion('项目台账'), context));
    expect(readWorkbookId(db)).toMatch(/^[0-9a-f]{32}$/);
    expect(readWorkbookId(makeWorkbook())).not.toBe(readWorkbookId(db));
  });
});
