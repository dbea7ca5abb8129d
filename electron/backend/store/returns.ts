/** 回收: the files that came back, what was read of them, and which rows of the ledger they became. */
import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';
import type { Return } from '../../../shared/model/return.ts';
import type { Row } from '../../../shared/model/row.ts';
import {
  defineStatement,
  inWriteTransaction,
  type ReadableDatabase,
  type WritableDatabase,
} from './database.ts';
import { addStoredFile, type StoredFile } from './files.ts';

/** Keeps the bytes of files before anybody reads them: what follows may fail, they are safe. */
export function keepReceivedFiles(
  db: WritableDatabase,
  files: readonly StoredFile[],
  receivedAt: string,
): void {
  inWriteTransaction(db, () => {
    for (const file of files) addStoredFile(db, file, receivedAt);
  });
}

/** A return with what was read of it by its form; null where nothing could be read. */
export type NewReturn = { readonly received: Return; readonly reading: PackedReading | null };

export type PackedReading = {
  readonly form: string;
  readonly edition: number;
  /** See `packReading`. */
  readonly packed: Uint8Array;
};

/** What was read of a file by an edition of a form; whoever put it there knows what it is. */
export type KeptReading = { readonly form: string; readonly edition: number; readonly content: unknown };

/** The content of a reading as it is kept, made beside the thread that answers: folders of long returns are read. */
export function packReading(content: unknown): Promise<Uint8Array> {
  return deflateAside(JSON.stringify(content), fastest);
}

/** Remembers files that have arrived. No edit and not undone: what has come has come. */
export function recordReturns(db: WritableDatabase, returns: readonly NewReturn[]): void {
  inWriteTransaction(db, () => {
    for (const { received, reading } of returns) {
      putReturn(db, received);
      if (reading !== null) putReading(db, received.file.id, reading);
    }
  });
}

/** Keeps what was read of a file by another form. */
export function keepReading(db: WritableDatabase, fileId: string, reading: KeptReading): void {
  const { form, edition, content } = reading;
  inWriteTransaction(db, () => putReading(db, fileId, { form, edition, packed: pack(content) }));
}

/** The content as it was kept; null where the file was not read by that edition. */
export function readReading(db: ReadableDatabase, fileId: string, form: string, edition: number): unknown {
  const stored = readingByKey.get(db, fileId, form, edition);
  return stored === undefined ? null : unpack(stored.reading);
}

/** One return; null when there is none. */
export function readReturn(db: ReadableDatabase, id: string): Return | null {
  return returnOf(returnById.get(db, id));
}

/** The returns of a round, oldest first; for null those that belong to no round yet. */
export function listReturns(db: ReadableDatabase, round: string | null): Return[] {
  const found = round === null ? returnsWithoutRound.all(db) : returnsOfRound.all(db, round);
  return found.map(({ content }) => JSON.parse(content));
}

/** The returns with these very bytes, oldest first. */
export function listReturnsOfFile(db: ReadableDatabase, fileId: string): Return[] {
  return returnsOfFile.all(db, fileId).map(({ content }) => JSON.parse(content));
}

/** The returns of a unit for a round, oldest first. */
export function listReturnsOfUnit(db: ReadableDatabase, round: string, unit: string): Return[] {
  return returnsOfUnit.all(db, round, unit).map(({ content }) => JSON.parse(content));
}

/** The rows of the ledger that the rows of a return became, by their place in the return. */
export type AcceptedRows = { readonly accepted: Return; readonly rowIds: readonly (string | null)[] };

/**
 * What was accepted last from a unit by a form; null where nothing was. Only of one round where its rows belong to
 * that round alone.
 */
export function readLastAccepted(
  db: ReadableDatabase,
  { form, unit, round }: { readonly form: string; readonly unit: string; readonly round: string | null },
): AcceptedRows | null {
  const stored = lastAccepted.get(db, form, unit, round, round);
  if (stored === undefined) return null;
  const accepted = readReturn(db, stored.id);
  if (accepted === null) return null;
  return { accepted, rowIds: unpack(stored.rowIds) as (string | null)[] };
}

/** What became of an accepted return; null for one that never was. */
export function readAcceptedRows(db: ReadableDatabase, id: string): AcceptedRows | null {
  const accepted = readReturn(db, id);
  const stored = basesById.get(db, id);
  if (accepted === null || stored === undefined || accepted.accepted === null) return null;
  return { accepted, rowIds: unpack(stored.rowIds) as (string | null)[] };
}

/** The rows that a prefilled copy went out with. */
export type IssuedRows = {
  readonly round: string;
  readonly unit: string;
  /** ISO instant. */
  readonly issuedAt: string;
  readonly rows: readonly Pick<Row, 'id' | 'values'>[];
};

/** Remembers them, the latest of each unit and round. */
export function keepIssuedRows(db: WritableDatabase, issued: readonly IssuedRows[]): void {
  inWriteTransaction(db, () => {
    for (const { round, unit, issuedAt, rows } of issued) {
      upsertIssuedRows.run(db, round, unit, issuedAt, pack(rows.map(({ id, values }) => ({ id, values }))));
    }
  });
}

/** Null where no prefilled copy went out. */
export function readIssuedRows(db: ReadableDatabase, round: string, unit: string): IssuedRows | null {
  const stored = issuedRowsOfUnit.get(db, round, unit);
  if (stored === undefined) return null;
  return { round, unit, issuedAt: stored.issuedAt, rows: unpack(stored.rows) as IssuedRows['rows'] };
}

/** Part of accepting a return, in its transaction. */
export function putBase(db: WritableDatabase, returnId: string, rowIds: readonly (string | null)[]): void {
  dropBase.run(db, returnId);
  insertBase.run(db, returnId, pack(rowIds));
}

/** Part of applying a change. */
export function putReturn(db: WritableDatabase, received: Return): void {
  const { id, file, form, round, unit, accepted, receivedAt } = received;
  upsertReturn.run(
    db,
    id,
    file.id,
    form,
    round,
    unit,
    accepted === null ? 0 : 1,
    receivedAt,
    JSON.stringify(received),
  );
}

function putReading(db: WritableDatabase, fileId: string, { form, edition, packed }: PackedReading): void {
  upsertReading.run(db, fileId, form, edition, packed);
}

function pack(content: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(content), fastest);
}

const deflateAside: (text: string, options: ZlibOptions) => Promise<Uint8Array> = promisify(deflateRaw);

/** Lists of rows are long and repeat themselves: the fastest level already takes nine tenths off. */
const fastest: ZlibOptions = { level: 1 };

function unpack(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes).toString('utf8'));
}

type StoredReturn = { readonly content: string };

function returnOf(stored: StoredReturn | undefined): Return | null {
  return stored === undefined ? null : JSON.parse(stored.content);
}

const select = 'SELECT "return" AS content FROM returns';
const oldestFirst = 'ORDER BY received_at, rowid';

const returnById = defineStatement<[id: string], StoredReturn>(`${select} WHERE id = ?`);
const returnsOfRound = defineStatement<[round: string], StoredReturn>(
  `${select} WHERE round_key = ? ${oldestFirst}`,
);
const returnsWithoutRound = defineStatement<[], StoredReturn>(
  `${select} WHERE round_key IS NULL ${oldestFirst}`,
);
const returnsOfFile = defineStatement<[fileId: string], StoredReturn>(
  `${select} WHERE file_id = ? ${oldestFirst}`,
);
const returnsOfUnit = defineStatement<[round: string, unit: string], StoredReturn>(
  `${select} WHERE round_key = ? AND unit = ? ${oldestFirst}`,
);

const lastAccepted = defineStatement<
  [form: string, unit: string, round: string | null, sameRound: string | null],
  { id: string; rowIds: Uint8Array }
>(
  `SELECT returns.id AS id, row_ids AS rowIds FROM returns JOIN return_bases ON return_id = returns.id
    WHERE form_key = ? AND unit = ? AND accepted = 1 AND (? IS NULL OR round_key = ?)
    ORDER BY sequence DESC LIMIT 1`,
);
const basesById = defineStatement<[id: string], { rowIds: Uint8Array }>(
  'SELECT row_ids AS rowIds FROM return_bases WHERE return_id = ?',
);

const readingByKey = defineStatement<
  [fileId: string, form: string, edition: number],
  { reading: Uint8Array }
>('SELECT reading FROM return_readings WHERE file_id = ? AND form_key = ? AND edition = ?');

const upsertReturn = defineStatement<
  [
    id: string,
    fileId: string,
    form: string | null,
    round: string | null,
    unit: string | null,
    accepted: number,
    receivedAt: string,
    content: string,
  ]
>(
  `INSERT INTO returns (id, file_id, form_key, round_key, unit, accepted, received_at, "return")
   VALUES (?, ?, ?, ?, ?, ?, ?, ?)
   ON CONFLICT (id) DO UPDATE SET form_key = excluded.form_key, round_key = excluded.round_key,
     unit = excluded.unit, accepted = excluded.accepted, "return" = excluded."return"`,
);
const upsertReading = defineStatement<[fileId: string, form: string, edition: number, reading: Uint8Array]>(
  `INSERT INTO return_readings (file_id, form_key, edition, reading) VALUES (?, ?, ?, ?)
   ON CONFLICT (file_id, form_key, edition) DO UPDATE SET reading = excluded.reading`,
);
const dropBase = defineStatement<[returnId: string]>('DELETE FROM return_bases WHERE return_id = ?');
const insertBase = defineStatement<[returnId: string, rowIds: Uint8Array]>(
  'INSERT INTO return_bases (return_id, row_ids) VALUES (?, ?)',
);

const upsertIssuedRows = defineStatement<[round: string, unit: string, issuedAt: string, rows: Uint8Array]>(
  `INSERT INTO issued_rows (round_key, unit, issued_at, rows) VALUES (?, ?, ?, ?)
   ON CONFLICT (round_key, unit) DO UPDATE SET issued_at = excluded.issued_at, rows = excluded.rows`,
);
const issuedRowsOfUnit = defineStatement<
  [round: string, unit: string],
  { issuedAt: string; rows: Uint8Array }
>('SELECT issued_at AS issuedAt, rows FROM issued_rows WHERE round_key = ? AND unit = ?');
