/** What people corrected about reading a form: of each table the latest corrections, one for each form. */
import type { Committed } from '../../../shared/api.ts';
import { type RememberedReading, rememberedReadingSchema } from '../../../shared/model/reading-memory.ts';
import { commit, type EditRequest } from './commit.ts';
import {
  defineStatement,
  inWriteTransaction,
  type ReadableDatabase,
  type StoreContext,
  type WritableDatabase,
} from './database.ts';

/** Forms of one table that are remembered; of more the oldest are let go. */
const rememberedForms = 100;

/** What is remembered of a table, the latest first. What a newer version wrote differently is passed over. */
export function listRememberedReadings(db: ReadableDatabase, table: string): RememberedReading[] {
  return correctionsOfTable.all(db, table).flatMap(({ correction }) => {
    const read = rememberedReadingSchema.safeParse(JSON.parse(correction));
    return read.success ? [read.data] : [];
  });
}

/** An import: its edit, null where nothing changes, and what it teaches about the form, null where nothing. */
export type ImportRequest = {
  readonly edit: EditRequest | null;
  readonly table: string;
  readonly remember: RememberedReading | null;
};

/**
 * Applies an import and remembers its corrections, all of it or nothing. Undoing the edit later does not forget them.
 * @throws HuibiaoError as `commit` does
 */
export function commitImport(
  db: WritableDatabase,
  { edit, table, remember }: ImportRequest,
  context: StoreContext,
): Committed | null {
  return inWriteTransaction(db, () => {
    const committed = edit === null ? null : commit(db, edit, context);
    if (remember !== null) {
      keepCorrection.run(db, table, remember.form, JSON.stringify(remember), context.now().toISOString());
      dropOldest.run(db, table, table, rememberedForms);
    }
    return committed;
  });
}

const correctionsOfTable = defineStatement<[table: string], { correction: string }>(
  'SELECT correction FROM reading_memory WHERE table_key = ? ORDER BY at DESC, form',
);

const keepCorrection = defineStatement<[table: string, form: string, correction: string, at: string]>(
  `INSERT INTO reading_memory (table_key, form, correction, at) VALUES (?, ?, ?, ?)
   ON CONFLICT (table_key, form) DO UPDATE SET correction = excluded.correction, at = excluded.at`,
);

const dropOldest = defineStatement<[table: string, sameTable: string, kept: number]>(
  `DELETE FROM reading_memory WHERE table_key = ? AND form NOT IN (
     SELECT form FROM reading_memory WHERE table_key = ? ORDER BY at DESC, form LIMIT ?
   )`,
);
