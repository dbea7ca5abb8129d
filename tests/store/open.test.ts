import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { closeWorkbook, openWorkbook } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import {
  add,
  codeOf,
  countingContext,
  defineLedger,
  failureOf,
  fingerprint,
  ledgerRow,
  temporaryFolder,
} from './fixture.ts';
import { killChild, startChild } from './processes.ts';

const folder = temporaryFolder();
const context = countingContext();
const open = (name: string) => folder.track(openWorkbook(folder.path(name), context));

function makeWorkbook(name = '表.huibiao', rows = 300): string {
  const file = folder.path(name);
  const changes = Array.from({ length: rows }, (_, index) =>
    add(ledgerRow(`r${String(index).padStart(4, '0')}`, { name: `第${index}个项目`, count: index })),
  );
  closeWorkbook(
    createWorkbook(file, { label: '新建', changes: [defineLedger, ...changes], forms: [] }, context),
  );
  return file;
}

/** A workbook whose last edit is still in the log beside it, as a crash leaves it. */
async function crashedWorkbook(name: string): Promise<string> {
  const file = makeWorkbook(name, 20);
  const db = openWorkbook(file, context);
  commit(db, { label: '改', changes: [add(ledgerRow('late', { name: '后来的' }))] }, context);
  copyFileSync(file, folder.path(`崩溃-${name}`));
  copyFileSync(`${file}-wal`, folder.path(`崩溃-${name}-wal`));
  closeWorkbook(db);
  return folder.path(`崩溃-${name}`);
}

/** Tries to open and expects the code, a Chinese message and not one byte changed in the folder. */
function expectRefusedUntouched(file: string, code: string): void {
  const before = fingerprint(folder.path('.'));
  const failure = failureOf(() => openWorkbook(file, context));
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(/[。]$/);
  expect(fingerprint(folder.path('.'))).toEqual(before);
}

describe('opening a workbook', () => {
  it('gives back what was written before it was closed', () => {
    makeWorkbook();
    expect(listRows(open('表.huibiao'), 'ledger')).toHaveLength(300);
  });

  it('makes every commit durable and every reference checked, and trusts no schema', () => {
    makeWorkbook();
    const db = open('表.huibiao');
    const setting = (name: string) => db.pragma(name, { simple: true });
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('locking_mode')).toBe('exclusive');
    expect(setting('synchronous')).toBe(2);
    expect(setting('foreign_keys')).toBe(1);
    expect(setting('trusted_schema')).toBe(0);
  });

  it('leaves the one file when it is closed, and closing twice does no harm', () => {
    makeWorkbook();
    const db = open('表.huibiao');
    commit(db, { label: '加', changes: [add(ledgerRow('new', { name: '新' }))] }, context);
    closeWorkbook(db);
    closeWorkbook(db);
    expect(readdirSync(folder.path('.'))).toEqual(['表.huibiao']);
  });

  it('changes nothing in the file when nothing is edited', () => {
    makeWorkbook();
    const before = fingerprint(folder.path('.'));
    closeWorkbook(open('表.huibiao'));
    expect(fingerprint(folder.path('.'))).toEqual(before);
  });

  it('takes over what a crash left in the log beside it, and clears the log away', async () => {
    const file = await crashedWorkbook('表.huibiao');
    const db = openWorkbook(file, context);
    expect(listRows(db, 'ledger').map(({ id }) => id)).toContain('late');
    closeWorkbook(db);
    expect(readdirSync(folder.path('.')).sort()).toEqual(['崩溃-表.huibiao', '表.huibiao'].sort());
  });

  it('works through a link, with the log beside the real file', () => {
    const file = makeWorkbook();
    mkdirSync(folder.path('桌面'));
    symlinkSync(file, folder.path('桌面/快捷.huibiao'));
    const db = open('桌面/快捷.huibiao');
    expect(codeOf(() => openWorkbook(file, context))).toBe('workbook_in_use');
    closeWorkbook(db);
  });

  it.each(['带 空格 和 #%?& 的名.huibiao', '引号\'名".huibiao', '𠮷村台账.huibiao'])(
    'takes the name %s',
    (name) => {
      makeWorkbook(name);
      expect(listRows(open(name), 'ledger')).toHaveLength(300);
    },
  );
});

describe('a file that is no workbook is refused untouched', () => {
  it('when it is not there', () => {
    expectRefusedUntouched(folder.path('没有.huibiao'), 'workbook_missing');
    expectRefusedUntouched(folder.path('没有/没有.huibiao'), 'workbook_missing');
  });

  it('when it is a folder, an empty file, a text, or a spreadsheet', () => {
    mkdirSync(folder.path('夹.huibiao'));
    writeFileSync(folder.path('空.huibiao'), '');
    writeFileSync(folder.path('文.huibiao'), '附件1\n大兴村、泊南村');
    writeFileSync(folder.path('表.xlsx'), Buffer.from('PK\x03\x04 and so on'));
    for (const name of ['夹.huibiao', '空.huibiao', '文.huibiao', '表.xlsx']) {
      expectRefusedUntouched(folder.path(name), 'workbook_foreign');
    }
  });

  it.each(['wal', 'delete'])('when it is another program’s database in %s mode', (mode) => {
    const raw = new Database(folder.path('别的.db'));
    raw.pragma(`journal_mode = ${mode}`);
    raw.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
    raw.close();
    expectRefusedUntouched(folder.path('别的.db'), 'workbook_foreign');
  });

  it('when a newer version made it', () => {
    const file = makeWorkbook();
    const raw = new Database(file);
    raw.pragma('user_version = 99');
    raw.close();
    expectRefusedUntouched(file, 'workbook_newer');
  });

  it('when a newer version made it and crashed, so that only the log says so', () => {
    const file = makeWorkbook();
    const raw = new Database(file);
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.pragma('user_version = 99');
    copyFileSync(file, folder.path('新版.huibiao'));
    copyFileSync(`${file}-wal`, folder.path('新版.huibiao-wal'));
    raw.close();
    expectRefusedUntouched(folder.path('新版.huibiao'), 'workbook_newer');
  });
});

describe('a damaged workbook is refused untouched', () => {
  it.each([50, 100, 5000, 8192, 20_000])('cut off after %i bytes', (size) => {
    const file = makeWorkbook();
    truncateSync(file, size);
    expectRefusedUntouched(file, 'workbook_damaged');
  });

  it('missing its last page', () => {
    const file = makeWorkbook();
    truncateSync(file, statSync(file).size - 8192);
    expectRefusedUntouched(file, 'workbook_damaged');
  });

  it.each([1, 2, 5, 9])('with page %i overwritten', (page) => {
    const file = makeWorkbook();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, (page - 1) * 8192 + (page === 1 ? 100 : 0), page * 8192);
    writeFileSync(file, bytes);
    expectRefusedUntouched(file, 'workbook_damaged');
  });

  it('whose tables are gone', () => {
    const file = makeWorkbook();
    const raw = new Database(file);
    raw.pragma('foreign_keys = OFF');
    raw.exec('DROP TABLE edit_changes');
    raw.close();
    expectRefusedUntouched(file, 'workbook_damaged');
  });

  it('that never got its layout', () => {
    const raw = new Database(folder.path('半.huibiao'));
    raw.pragma(`application_id = ${0x48554942}`);
    raw.exec('CREATE TABLE half (x)');
    raw.close();
    expectRefusedUntouched(folder.path('半.huibiao'), 'workbook_damaged');
  });

  it('with the log of a crash beside it', async () => {
    const file = await crashedWorkbook('表.huibiao');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8192);
    writeFileSync(file, bytes);
    expectRefusedUntouched(file, 'workbook_damaged');
  });
});

describe('a workbook that cannot be written is refused untouched', () => {
  it('when it is read-only', () => {
    const file = makeWorkbook();
    chmodSync(file, 0o444);
    expectRefusedUntouched(file, 'workbook_unwritable');
  });

  it('when its folder is read-only', () => {
    mkdirSync(folder.path('只读'));
    const file = makeWorkbook('只读/表.huibiao');
    chmodSync(folder.path('只读'), 0o555);
    expectRefusedUntouched(file, 'workbook_unwritable');
    chmodSync(folder.path('只读'), 0o755);
  });
});

describe('one process at a time holds a workbook', () => {
  it('another process that has it open is named as the reason, and is not disturbed', async () => {
    const file = makeWorkbook();
    const { child, line } = await startChild('hold.ts', file);
    expect(line).toBe('open');
    const failure = failureOf(() => openWorkbook(file, context));
    expect(failure.code).toBe('workbook_in_use');
    expect(failure.message).toContain('正被另一个程序使用');
    await killChild(child);
    expect(listRows(open('表.huibiao'), 'ledger')).toHaveLength(300);
  });

  it('another process is refused while this one holds it, also after this one tried to open it twice', async () => {
    const file = makeWorkbook();
    const db = open('表.huibiao');
    expect(codeOf(() => openWorkbook(file, context))).toBe('workbook_in_use');
    expect((await startChild('hold.ts', file)).line).toBe('workbook_in_use');
    commit(db, { label: '加', changes: [add(ledgerRow('new', { name: '新' }))] }, context);
    expect((await startChild('hold.ts', file)).line).toBe('workbook_in_use');
    closeWorkbook(db);
    const { child, line } = await startChild('hold.ts', file);
    expect(line).toBe('open');
    await killChild(child);
  });

  it('a workbook stays held when its handle is forgotten without being closed', async () => {
    const file = makeWorkbook();
    const { child } = await startChild('hold.ts', file, 'collect garbage');
    expect(codeOf(() => openWorkbook(file, context))).toBe('workbook_in_use');
    await killChild(child);
  });

  it('a tool that reads it at the moment keeps it from being opened', () => {
    const file = makeWorkbook();
    const raw = new Database(file);
    raw.exec('BEGIN; SELECT count(*) FROM rows');
    raw.prepare('SELECT count(*) FROM rows').get();
    expect(codeOf(() => openWorkbook(file, context))).toBe('workbook_in_use');
    raw.close();
    expect(listRows(open('表.huibiao'), 'ledger')).toHaveLength(300);
  });
});
