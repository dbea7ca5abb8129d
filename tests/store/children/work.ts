/**
 * Waits for the name of a workbook on its input, opens it, and receives, accepts, edits, undoes and redoes without
 * end; now and then it closes the workbook and opens it again. Says `ready` once it waits, and then, after each thing
 * that is done and not before, what that was.
 */
import { readSync, writeSync } from 'node:fs';
import { acceptReturns } from '../../../electron/backend/store/accept-return.ts';
import { commit } from '../../../electron/backend/store/commit.ts';
import { readRevision, readUndoState, redo, undo } from '../../../electron/backend/store/history.ts';
import { closeWorkbook, openWorkbook } from '../../../electron/backend/store/open.ts';
import {
  keepReceivedFiles,
  listReturns,
  packReading,
  recordReturns,
} from '../../../electron/backend/store/returns.ts';
import type { Return } from '../../../shared/model/return.ts';
import { openRandom } from '../../fixtures/returns/random.ts';
import { asAccepted, fileOf, received, rowsFrom, setReturn } from '../returns-fixture.ts';

/** What the child says of its work, one JSON object a line. */
export type Said = { readonly kept: readonly string[] } | { readonly revision: number };

/** The edit that made the form and the round; it stays. */
const setUp = '表样';
const line = Buffer.alloc(4096);
say('ready');
const { file, seed } = JSON.parse(line.toString('utf8', 0, readSync(0, line))) as {
  readonly file: string;
  readonly seed: number;
};
const random = openRandom(seed);
const context = { now: () => new Date(), newId: () => crypto.randomUUID() };
let db = openWorkbook(file, context);
for (;;) {
  await random.pick([receive, receive, accept, accept, accept, edit, takeBack, takeBack, doAgain, reopen])();
}

async function receive(): Promise<void> {
  const files = Array.from({ length: random.whole(1, 4) }, () => received(context.newId()));
  keepReceivedFiles(db, files.map(fileOf), new Date().toISOString());
  say({ kept: files.map((one) => one.file.id) });
  const read = [];
  for (const one of files) {
    const packed = await packReading({ id: one.id });
    read.push({ received: one, reading: { form: 'form1', edition: 1, packed } });
  }
  recordReturns(db, read);
}

function accept(): void {
  const open = listReturns(db, 'r1').filter(({ accepted }) => accepted === null);
  if (open.length === 0) return;
  const one: Return = random.pick(open);
  const rows = rowsFrom(one, random.whole(1, 60));
  const rowIds = rows.flatMap((change) => (change.kind === 'rowAdded' ? [change.row.id] : []));
  const changes = [setReturn(one, asAccepted(one, rows.length)), ...rows];
  acceptReturns(db, { edit: { label: '接收', changes }, bases: [{ returnId: one.id, rowIds }] }, context);
  say({ revision: readRevision(db) });
}

function edit(): void {
  const id = context.newId();
  const row = { id, position: id, unit: null, round: null, source: null, values: { name: '手填' } };
  commit(db, { label: '添加', changes: [{ kind: 'rowAdded', table: 'ledger', row }] }, context);
  say({ revision: readRevision(db) });
}

function takeBack(): void {
  if (readUndoState(db).undo === setUp) return;
  undo(db, context);
  say({ revision: readRevision(db) });
}

function doAgain(): void {
  if (readUndoState(db).redo === null) return;
  redo(db, context);
  say({ revision: readRevision(db) });
}

function reopen(): void {
  closeWorkbook(db);
  db = openWorkbook(file, context);
}

function say(what: 'ready' | Said): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}
