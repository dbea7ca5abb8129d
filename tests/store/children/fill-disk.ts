/** Commits ever more rows, in a process whose files may not grow far, and prints how that ends. */
import { commit } from '../../../electron/backend/store/commit.ts';
import { readRevision } from '../../../electron/backend/store/history.ts';
import { openWorkbook } from '../../../electron/backend/store/open.ts';
import { listRows } from '../../../electron/backend/store/rows.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';

const [file = ''] = process.argv.slice(2);
const context = { now: () => new Date(), newId: () => crypto.randomUUID() };
const db = openWorkbook(file, context);
for (let batch = 1; ; batch += 1) {
  const before = { revision: readRevision(db), rows: listRows(db, 'ledger').length };
  try {
    const changes: Change[] = Array.from({ length: 200 }, (_, index) => {
      const values = { name: '很长的名称'.repeat(20) };
      const row = {
        id: `${batch}-${index}`,
        position: `${index}`,
        unit: null,
        round: null,
        source: null,
        values,
      };
      return { kind: 'rowAdded', table: 'ledger', row };
    });
    commit(db, { label: `第${batch}批`, changes }, context);
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    const after = { revision: readRevision(db), rows: listRows(db, 'ledger').length };
    console.log(JSON.stringify({ code: error.code, message: error.message, before, after }));
    break;
  }
}
