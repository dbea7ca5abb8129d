import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { closeWorkbook, openWorkbook, type ReadableDatabase } from '../../electron/backend/store/open.ts';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { Change } from '../../shared/model/change.ts';
import { applyChanges, emptyRowsState, orderedRows } from '../../shared/model/rows-state.ts';
import { countingContext, defineLedger, temporaryFolder } from './fixture.ts';
import { killChild, startChild } from './processes.ts';

const folder = temporaryFolder();
const context = countingContext();

/** What the log says the rows are, from the first edit to the last. */
function replayLog(db: ReadableDatabase): ReturnType<typeof orderedRows> {
  const logged = db
    .prepare<[], { change: string }>('SELECT change FROM edit_changes ORDER BY edit_id, ordinal')
    .all();
  const changes = logged.map(({ change }): Change => JSON.parse(change));
  return orderedRows(applyChanges(emptyRowsState, changes), 'ledger');
}

describe('killing the process in the middle of commits', () => {
  it('leaves every edit whole or not at all, fifteen times over', { timeout: 120_000 }, async () => {
    const file = folder.path('表.huibiao');
    closeWorkbook(createWorkbook(file, { label: '新建', changes: [defineLedger], forms: [] }, context));
    let committed = 1;
    for (let round = 0; round < 15; round += 1) {
      const { child, line } = await startChild('commit.ts', file, String(10 + round * 30));
      expect(line).toBe('open');
      await setTimeout(20 + ((round * 37) % 100));
      await killChild(child);
      const db = openWorkbook(file, context);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.pragma('foreign_key_check')).toEqual([]);
      const partial = db.prepare(
        `SELECT id FROM edits
          WHERE change_count <> (SELECT count(*) FROM edit_changes WHERE edit_id = edits.id)`,
      );
      expect(partial.all()).toEqual([]);
      expect(listRows(db, 'ledger')).toEqual(replayLog(db));
      const edits = Number(db.prepare('SELECT count(*) FROM edits').pluck().get());
      expect(edits).toBeGreaterThanOrEqual(committed);
      committed = edits;
      closeWorkbook(db);
    }
    expect(committed).toBeGreaterThan(15);
  });
});
