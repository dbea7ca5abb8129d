/**
 * Opens the workbook given as the first argument and commits edits without end, undoing and redoing among them:
 * each adds a batch of rows and changes one of the batch before.
 */
import { commit } from '../../../electron/backend/store/commit.ts';
import { readRevision, redo, undo } from '../../../electron/backend/store/history.ts';
import { openWorkbook } from '../../../electron/backend/store/open.ts';
import { listRows } from '../../../electron/backend/store/rows.ts';
import type { Change } from '../../../shared/model/change.ts';

const [file = '', size = '40'] = process.argv.slice(2);
const context = { now: () => new Date(), newId: () => crypto.randomUUID() };
const db = openWorkbook(file, context);
console.log('open');

for (;;) {
  const revision = readRevision(db);
  const changes: Change[] = Array.from({ length: Number(size) }, (_, index) => {
    const id = context.newId();
    const values = { name: `第${revision}批`, count: index };
    const row = { id, position: `${revision}-${index}`, unit: null, round: null, source: null, values };
    return { kind: 'rowAdded', table: 'ledger', row };
  });
  const known = listRows(db, 'ledger')[0];
  if (known !== undefined) {
    const before = { count: known.values.count ?? null };
    changes.push({ kind: 'cellsSet', table: 'ledger', rowId: known.id, before, after: { count: revision } });
  }
  commit(db, { label: `第${revision}批`, changes }, context);
  if (revision % 3 === 0) undo(db, context);
  if (revision % 6 === 0) redo(db, context);
}
