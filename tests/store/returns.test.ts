import { describe, expect, it } from 'vitest';
import { acceptReturns } from '../../electron/backend/store/accept-return.ts';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { readStoredFile } from '../../electron/backend/store/files.ts';
import { redo, undo } from '../../electron/backend/store/history.ts';
import { closeWorkbook, openWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import { readProvenance } from '../../electron/backend/store/provenance.ts';
import {
  keepReading,
  keepReceivedFiles,
  listReturns,
  listReturnsOfFile,
  listReturnsOfUnit,
  packReading,
  readAcceptedRows,
  readLastAccepted,
  readReading,
  readReturn,
  recordReturns,
} from '../../electron/backend/store/returns.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import { lastPositionOf, listUnitRows, positionBehind } from '../../electron/backend/store/unit-rows.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import type { Return } from '../../shared/model/return.ts';
import { add, codeOf, countingContext, defineLedger, ledgerRow, set, temporaryFolder } from './fixture.ts';
import { edition, round, setForm, setRound, storedFile } from './forms-fixture.ts';
import { asAccepted, fileOf, received, rowsFrom, setReturn } from './returns-fixture.ts';

const folder = temporaryFolder();
const context = countingContext();
const file = () => folder.path('台账.huibiao');

function makeWorkbook(): WritableDatabase {
  const content = { label: '新建', changes: [defineLedger], forms: [] };
  const db = folder.track(createWorkbook(file(), content, context));
  const changes = [setForm(null, edition(1)), setRound(null, round('r1'))];
  commit(db, { label: '表样', changes, files: [storedFile('第1版')] }, context);
  return db;
}

function record(db: WritableDatabase, one: Return): Return {
  keepReceivedFiles(db, [fileOf(one)], one.receivedAt);
  recordReturns(db, [{ received: one, reading: null }]);
  return one;
}

function accept(db: WritableDatabase, one: Return, rows = 1): readonly string[] {
  const added = rowsFrom(one, rows);
  const rowIds = added.flatMap((change) => (change.kind === 'rowAdded' ? [change.row.id] : []));
  const changes = [setReturn(one, asAccepted(one, rows)), ...added];
  acceptReturns(
    db,
    { edit: { label: `接收 ${one.id}`, changes }, bases: [{ returnId: one.id, rowIds }] },
    context,
  );
  return rowIds;
}

const where = { form: 'form1', unit: '高都镇', round: null };

describe('returns', () => {
  it('are remembered with their bytes and what was read, and no undo forgets them', async () => {
    const db = makeWorkbook();
    const one = received('a');
    keepReceivedFiles(db, [fileOf(one)], one.receivedAt);
    const packed = await packReading({ id: 'a' });
    recordReturns(db, [{ received: one, reading: { form: 'form1', edition: 1, packed } }]);
    keepReading(db, one.file.id, { form: 'form1', edition: 3, content: { id: 'again' } });
    undo(db, context);
    closeWorkbook(db);
    const again = folder.track(openWorkbook(file(), context));
    expect(listReturns(again, 'r1')).toEqual([one]);
    expect(listReturnsOfUnit(again, 'r1', '高都镇')).toEqual([one]);
    expect(listReturnsOfFile(again, one.file.id)).toEqual([one]);
    expect(readReading(again, one.file.id, 'form1', 1)).toEqual({ id: 'a' });
    expect(readReading(again, one.file.id, 'form1', 2)).toBeNull();
    expect(readReading(again, one.file.id, 'form1', 3)).toEqual({ id: 'again' });
    expect(Buffer.from(readStoredFile(again, one.file.id)?.bytes ?? [])).toEqual(
      Buffer.from(fileOf(one).bytes),
    );
  });

  it('keep bytes that shrink compressed, and give them back as they came', () => {
    const db = makeWorkbook();
    const text = storedFile('单位,户数\n'.repeat(5000), '高都.csv');
    keepReceivedFiles(db, [text, text], '2025-10-10T01:00:00.000Z');
    expect(Buffer.from(readStoredFile(db, text.id)?.bytes ?? [])).toEqual(Buffer.from(text.bytes));
    const kept = db.prepare('SELECT length(bytes) FROM files WHERE id = ?').pluck().get(text.id);
    expect(Number(kept)).toBeLessThan(text.bytes.length / 10);
  });

  it('are accepted as one edit, taken back and done again together with what the next one is compared with', () => {
    const db = makeWorkbook();
    const one = record(db, received('a'));
    const two = record(db, received('b', { version: 2 }));
    const rowIds = accept(db, one, 2);
    expect(readLastAccepted(db, where)).toEqual({ accepted: asAccepted(one, 2), rowIds });
    const old = asAccepted(one, 2);
    const changes = [setReturn(two, asAccepted(two, 0)), setReturn(old, { ...old, status: 'superseded' })];
    acceptReturns(
      db,
      { edit: { label: '接收 b', changes }, bases: [{ returnId: 'b', rowIds: [null] }] },
      context,
    );
    expect(readLastAccepted(db, where)?.accepted.id).toBe('b');
    undo(db, context);
    expect(readLastAccepted(db, where)).toEqual({ accepted: old, rowIds });
    undo(db, context);
    expect(readLastAccepted(db, where)).toBeNull();
    expect(listRows(db, 'ledger')).toEqual([]);
    expect(readReturn(db, 'a')).toEqual(one);
    redo(db, context);
    redo(db, context);
    expect(readLastAccepted(db, where)?.rowIds).toEqual([null]);
    expect(readAcceptedRows(db, 'a')?.rowIds).toEqual(rowIds);
    expect(listRows(db, 'ledger')).toHaveLength(2);
  });

  it('of a fixed form are compared within their round only', () => {
    const db = makeWorkbook();
    accept(db, record(db, received('a')));
    expect(readLastAccepted(db, { ...where, round: 'r1' })?.accepted.id).toBe('a');
    expect(readLastAccepted(db, { ...where, round: 'r2' })).toBeNull();
    expect(readLastAccepted(db, { ...where, unit: '巴公镇' })).toBeNull();
  });

  const changes: readonly [string, (one: Return) => readonly [Return, Return], FailureCode][] = [
    [
      'of a state that is not there any more',
      (one) => [
        { ...one, version: 9 },
        { ...one, version: 3 },
      ],
      'stale_edit',
    ],
    ['to a round that is not there', (one) => [one, { ...one, round: 'r9' }], 'invalid_edit'],
    ['to a form that is not there', (one) => [one, { ...one, form: 'form9' }], 'invalid_edit'],
    [
      'of another file',
      (one) => [one, { ...one, file: { ...one.file, id: '1'.repeat(64) } }],
      'invalid_edit',
    ],
  ];
  it.each(changes)('refuse a change %s', (_what, change, code) => {
    const db = makeWorkbook();
    const [before, after] = change(record(db, received('a')));
    expect(codeOf(() => commit(db, { label: '改', changes: [setReturn(before, after)] }, context))).toBe(
      code,
    );
    expect(readReturn(db, 'a')).toEqual(received('a'));
  });
});

describe('the rows of a unit', () => {
  it('are those that its column names, else those that it reported, and those asked for besides', () => {
    const db = makeWorkbook();
    const row = (id: string, unit: string | null, township?: string) =>
      add({ ...ledgerRow(id, township === undefined ? {} : { township }), unit });
    const changes = [
      row('a', '高都镇'),
      row('b', null, '高都镇'),
      row('c', '高都镇', '巴公镇'),
      row('d', '巴公镇', '高都镇'),
      row('e', null),
      row('f', '高都镇', '高都镇'),
    ];
    commit(db, { label: '加', changes }, context);
    const query = { table: 'ledger', unit: '高都镇', unitColumn: 'township', round: null };
    expect(listUnitRows(db, { ...query, alsoIds: [] }).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'f']);
    expect(listUnitRows(db, { ...query, alsoIds: ['c', 'gone'] }).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'f',
    ]);
    expect(listUnitRows(db, { ...query, unitColumn: null, alsoIds: [] }).map(({ id }) => id)).toEqual([
      'a',
      'c',
      'f',
    ]);
    expect([positionBehind(db, 'ledger', 'b'), positionBehind(db, 'ledger', 'f')]).toEqual(['c', null]);
    expect(lastPositionOf(db, 'ledger')).toBe('f');
  });
});

describe('where a value comes from', () => {
  it('is told through edits, undo, and removal of its row', () => {
    const db = makeWorkbook();
    const one = record(db, received('a'));
    accept(db, one);
    const asked = { table: 'ledger', rowId: 'a-0', column: 'count' };
    const cell = { kind: 'returned', returnId: 'a', unit: '高都镇', cell: 'C4', sheet: 'Sheet1' };
    expect(readProvenance(db, asked)).toMatchObject({ value: 0, exists: true, cause: cell });
    commit(db, { label: '改', changes: [set('a-0', { count: 0 }, { count: 5 })] }, context);
    expect(readProvenance(db, asked)).toMatchObject({ value: 5, cause: { kind: 'typed' } });
    undo(db, context);
    expect(readProvenance(db, asked)).toMatchObject({ value: 0, cause: cell });
    undo(db, context);
    const gone = readProvenance(db, asked);
    expect(gone).toMatchObject({ value: null, exists: false });
    expect(gone.history.map(({ edit }) => edit.kind)).toEqual(['undo', 'undo', 'edit', 'edit']);
    expect(codeOf(() => readProvenance(db, { ...asked, rowId: 'never' }))).toBe('not_found');
  });
});
