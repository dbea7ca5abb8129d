/**
 * Opens the workbook given as the first argument and receives and accepts returns without end, each with as many rows
 * as the second argument says; every third is taken back again. Says so once the first is in.
 */
import { acceptReturn } from '../../../electron/backend/store/accept-return.ts';
import { readRevision, undo } from '../../../electron/backend/store/history.ts';
import { openWorkbook } from '../../../electron/backend/store/open.ts';
import { keepReceivedFiles, recordReturns } from '../../../electron/backend/store/returns.ts';
import { asAccepted, fileOf, received, rowsFrom, setReturn } from '../returns-fixture.ts';

const [file = '', size = '50'] = process.argv.slice(2);
const context = { now: () => new Date(), newId: () => crypto.randomUUID() };
const db = openWorkbook(file, context);
const start = readRevision(db);
for (let count = 0; ; count += 1) {
  const one = received(`${start}-${count}`);
  keepReceivedFiles(db, [fileOf(one)], one.receivedAt);
  recordReturns(db, [
    { received: one, reading: { form: 'form1', edition: 1, content: { rows: Number(size) } } },
  ]);
  const rows = rowsFrom(one, Number(size));
  const changes = [setReturn(one, asAccepted(one, rows.length)), ...rows];
  const rowIds = rows.flatMap((change) => (change.kind === 'rowAdded' ? [change.row.id] : []));
  acceptReturn(db, { edit: { label: `接收 ${count}`, changes }, returnId: one.id, rowIds }, context);
  if (count === 0) console.log('accepted');
  if (count % 3 === 2) undo(db, context);
}
