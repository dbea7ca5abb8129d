/** 报表期 and 下发: what is collected when and from whom, and which copies went out for it. */
import type { IssuedCopy, Round } from '../../../shared/model/round.ts';
import {
  defineStatement,
  inWriteTransaction,
  type ReadableDatabase,
  type WritableDatabase,
} from './database.ts';

/** Every round, newest first. */
export function listRounds(db: ReadableDatabase): Round[] {
  return allRounds
    .all(db)
    .map(roundOf)
    .sort((left, right) =>
      left.createdAt < right.createdAt ? 1 : left.createdAt > right.createdAt ? -1 : 0,
    );
}

/** One round; null when there is none. */
export function readRound(db: ReadableDatabase, key: string): Round | null {
  const stored = roundByKey.get(db, key);
  return stored === undefined ? null : roundOf(stored);
}

/** The round of a form for a period; null when there is none. */
export function findRound(db: ReadableDatabase, form: string, period: string): Round | null {
  const stored = roundOfPeriod.get(db, form, period);
  return stored === undefined ? null : roundOf(stored);
}

/** The rounds in which an edition is issued. */
export function listRoundsOfEdition(db: ReadableDatabase, form: string, edition: number): Round[] {
  return roundsOfEdition.all(db, form, edition).map(roundOf);
}

/** What went out for a round, oldest first; a unit that was issued twice is there twice. */
export function listIssuedCopies(db: ReadableDatabase, round: string): IssuedCopy[] {
  return copiesOfRound.all(db, round);
}

/** Remembers copies that were made. No edit and not undone: a copy that went out cannot be called back. */
export function recordIssued(db: WritableDatabase, copies: readonly IssuedCopy[]): void {
  inWriteTransaction(db, () => {
    for (const { round, unit, form, edition, fileName, issuedAt } of copies) {
      insertCopy.run(db, round, unit, form, edition, fileName, issuedAt);
    }
  });
}

/** By which the workbook is known, whatever its file is called. */
export function readWorkbookId(db: ReadableDatabase): string {
  const identity = workbookIdentity.get(db);
  if (identity === undefined) throw new Error('the workbook has no identity');
  return identity.id;
}

/** Part of applying a change. */
export function putRound(db: WritableDatabase, round: Round): void {
  upsertRound.run(db, round.key, round.form, round.edition, round.period, JSON.stringify(round));
}

/** Part of applying a change. */
export function deleteRound(db: WritableDatabase, key: string): void {
  removeRound.run(db, key);
}

function roundOf({ round }: { readonly round: string }): Round {
  return JSON.parse(round);
}

const allRounds = defineStatement<[], { round: string }>('SELECT round FROM rounds ORDER BY key');
const roundByKey = defineStatement<[key: string], { round: string }>(
  'SELECT round FROM rounds WHERE key = ?',
);
const roundOfPeriod = defineStatement<[form: string, period: string], { round: string }>(
  'SELECT round FROM rounds WHERE form_key = ? AND period = ? ORDER BY key LIMIT 1',
);
const roundsOfEdition = defineStatement<[form: string, edition: number], { round: string }>(
  'SELECT round FROM rounds WHERE form_key = ? AND edition = ? ORDER BY key',
);
const copiesOfRound = defineStatement<[round: string], IssuedCopy>(
  `SELECT round_key AS round, unit, form_key AS form, edition, file_name AS fileName, issued_at AS issuedAt
     FROM issued_copies WHERE round_key = ? ORDER BY issued_at, rowid`,
);
const workbookIdentity = defineStatement<[], { id: string }>('SELECT id FROM workbook_identity LIMIT 1');

const upsertRound = defineStatement<
  [key: string, form: string, edition: number, period: string, round: string]
>(
  `INSERT INTO rounds (key, form_key, edition, period, round) VALUES (?, ?, ?, ?, ?)
   ON CONFLICT (key) DO UPDATE SET form_key = excluded.form_key, edition = excluded.edition,
     period = excluded.period, round = excluded.round`,
);
const removeRound = defineStatement<[key: string]>('DELETE FROM rounds WHERE key = ?');
const insertCopy = defineStatement<
  [round: string, unit: string, form: string, edition: number, fileName: string, issuedAt: string]
>(
  `INSERT INTO issued_copies (round_key, unit, form_key, edition, file_name, issued_at)
   VALUES (?, ?, ?, ?, ?, ?)`,
);
