import { createWorkbookTables } from './0001-workbook.ts';
import { keepReadingMemory } from './0002-reading-memory.ts';
import { keepFormsAndRounds } from './0003-forms-and-rounds.ts';
import { keepReturns } from './0004-returns.ts';

/** One step of a workbook's layout: the SQL that leads from the version before to this one. */
export type Migration = { readonly version: number; readonly sql: string };

/** Every layout that ever was, oldest first. Only ever appended to: a released step is never changed. */
export const migrations: readonly Migration[] = [
  { version: 1, sql: createWorkbookTables },
  { version: 2, sql: keepReadingMemory },
  { version: 3, sql: keepFormsAndRounds },
  { version: 4, sql: keepReturns },
];
