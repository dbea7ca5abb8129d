/**
 * kill -9 while a process receives, accepts, edits, undoes and redoes: what it had said to be done is there, what was
 * under way is there whole or not at all, and every byte received can be read. `HUIBIAO_KILLS` sets how often.
 */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { readStoredFile } from '../../electron/backend/store/files.ts';
import { readRevision, redo, undo } from '../../electron/backend/store/history.ts';
import {
  closeWorkbook,
  openWorkbook,
  type ReadableDatabase,
  type WritableDatabase,
} from '../../electron/backend/store/open.ts';
import { listReturns, readAcceptedRows, readReading } from '../../electron/backend/store/returns.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { Change } from '../../shared/model/change.ts';
import { applyChanges, emptyRowsState, orderedRows } from '../../shared/model/rows-state.ts';
import { openRandom } from '../fixtures/returns/random.ts';
import type { Said } from './children/work.ts';
import { countingContext, defineLedger, temporaryFolder } from './fixture.ts';
import { edition, round, setForm, setRound, storedFile } from './forms-fixture.ts';
import { bundleChild, startWorker } from './processes.ts';

const folder = temporaryFolder();
const context = countingContext();

const kills = Number(process.env.HUIBIAO_KILLS ?? 100);
/** With one workbook; each check reads all of its log. */
const killsOfWorkbook = 20;
/** One check for so many: those between open what another left behind, and are killed in turn. */
const killsOfCheck = 2;

describe('killing the process at any instant', () => {
  it(`leaves what was done, and the rest whole or not at all, ${kills} times over`, {
    timeout: 1000 * kills + 60_000,
  }, async () => {
    const random = openRandom(Date.now());
    const seen = { interrupted: 0, kept: 0, accepted: 0 };
    const script = await bundleChild('work.ts');
    let next = startWorker(script);
    for (let turn = 0; turn < kills; ) {
      const { file, revision } = makeWorkbook(`${turn}.huibiao`);
      let known = revision;
      for (const last = Math.min(kills, turn + killsOfWorkbook); turn < last; turn += killsOfCheck) {
        const said: Said[] = [];
        for (let kill = 0; kill < killsOfCheck; kill += 1) {
          const worker = await next;
          // Starting one takes longer than killing one: the next gets ready meanwhile.
          next = startWorker(script);
          worker.order(JSON.stringify({ file, seed: random.whole(1, 1e9) }));
          await worker.untilSaid(random.whole(0, 4));
          await setTimeout(random.next() * 20);
          said.push(...(await worker.kill()).map((line): Said => JSON.parse(line)));
        }
        const db = openWorkbook(file, context);
        known = said.findLast((one) => 'revision' in one)?.revision ?? known;
        const unsaid = readRevision(db) - known;
        expect(unsaid).toBeGreaterThanOrEqual(0);
        expect(unsaid).toBeLessThanOrEqual(killsOfCheck);
        const kept = said.flatMap((one) => ('kept' in one ? one.kept : []));
        for (const id of kept) expect(hashOf(db, id)).toBe(id);
        expectSound(db);
        seen.interrupted += unsaid;
        seen.kept += kept.length;
        seen.accepted += listReturns(db, 'r1').filter(({ accepted }) => accepted !== null).length;
        known = readRevision(db);
        closeWorkbook(db);
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});

function makeWorkbook(name: string): { readonly file: string; readonly revision: number } {
  const file = folder.path(name);
  const db = createWorkbook(file, { label: '新建', changes: [defineLedger], forms: [] }, context);
  const changes = [setForm(null, edition(1)), setRound(null, round('r1'))];
  commit(db, { label: '表样', changes, files: [storedFile('第1版')] }, context);
  const revision = readRevision(db);
  closeWorkbook(db);
  return { file, revision };
}

/** Whole for SQLite and for us: the log, the rows, the returns and the bytes say the same, and undo goes on. */
function expectSound(db: WritableDatabase): void {
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const partial = `SELECT id FROM edits
    WHERE change_count <> (SELECT count(*) FROM edit_changes WHERE edit_id = edits.id)`;
  expect(db.prepare(partial).all()).toEqual([]);
  const log = readLog(db);
  const rows = listRows(db, 'ledger');
  expect(rows).toEqual(orderedRows(applyChanges(emptyRowsState, log), 'ledger'));
  const lastWord = new Map(log.flatMap((one) => (one.kind === 'returnSet' ? [[one.return, one.after]] : [])));
  const byFile = Map.groupBy(rows, ({ source }) => source?.fileId);
  for (const one of listReturns(db, 'r1')) {
    expect(hashOf(db, one.file.id)).toBe(one.file.id);
    expect(readReading(db, one.file.id, 'form1', 1)).toEqual({ id: one.id });
    if (lastWord.has(one.id)) expect(one).toEqual(lastWord.get(one.id));
    const ids = (byFile.get(one.file.id) ?? []).map(({ id }) => id);
    expect(ids.length).toBe(one.accepted?.added ?? 0);
    expect(new Set(readAcceptedRows(db, one.id)?.rowIds)).toEqual(new Set(ids));
  }
  undo(db, context);
  redo(db, context);
  expect(listRows(db, 'ledger').map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
}

/** Every change from the first to the last. */
function readLog(db: ReadableDatabase): Change[] {
  return db
    .prepare<[], { change: string }>('SELECT change FROM edit_changes ORDER BY edit_id, ordinal')
    .all()
    .map(({ change }) => JSON.parse(change));
}

/** Of the bytes that are kept under this id. */
function hashOf(db: ReadableDatabase, id: string): string {
  const { bytes = new Uint8Array() } = readStoredFile(db, id) ?? {};
  return createHash('sha256').update(bytes).digest('hex');
}
