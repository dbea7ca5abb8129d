/**
 * The handles that the store hands out, and the two ways in which it talks to SQLite: prepared statements, made
 * once a handle, and write transactions. Whatever SQLite throws leaves here as a HuibiaoError.
 */
import type Database from 'better-sqlite3';
import { translateSqliteError } from './sqlite-failures.ts';

declare const access: unique symbol;

/** An open workbook that is only read. */
export type ReadableDatabase = Database.Database & { readonly [access]: 'read' | 'write' };

/** An open workbook that may be written; only `openWorkbook` and `createWorkbook` make one. */
export type WritableDatabase = Database.Database & { readonly [access]: 'write' };

/** Clock and randomness of the host. */
export type StoreContext = { readonly now: () => Date; readonly newId: () => string };

/** One SQL text, prepared at its first use on a handle and kept with it. */
export type Statement<Parameters extends unknown[], Result> = {
  readonly run: (db: WritableDatabase, ...parameters: Parameters) => Database.RunResult;
  readonly get: (db: ReadableDatabase, ...parameters: Parameters) => Result | undefined;
  readonly all: (db: ReadableDatabase, ...parameters: Parameters) => Result[];
  readonly iterate: (db: ReadableDatabase, ...parameters: Parameters) => Generator<Result, void>;
};

export function defineStatement<Parameters extends unknown[] = [], Result = never>(
  sql: string,
): Statement<Parameters, Result> {
  const prepared = new WeakMap<ReadableDatabase, Database.Statement<Parameters, Result>>();
  const statementOf = (db: ReadableDatabase): Database.Statement<Parameters, Result> => {
    let statement = prepared.get(db);
    if (statement === undefined) {
      statement = db.prepare<Parameters, Result>(sql) as Database.Statement<Parameters, Result>;
      prepared.set(db, statement);
    }
    return statement;
  };
  return {
    run: (db, ...parameters) => withTypedErrors(() => statementOf(db).run(...parameters)),
    get: (db, ...parameters) => withTypedErrors(() => statementOf(db).get(...parameters)),
    all: (db, ...parameters) => withTypedErrors(() => statementOf(db).all(...parameters)),
    *iterate(db, ...parameters) {
      try {
        yield* statementOf(db).iterate(...parameters);
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
  };
}

/** Runs `work` in one IMMEDIATE transaction: all of it is kept, or, when it throws, nothing. */
export function inWriteTransaction<Result>(db: WritableDatabase, work: () => Result): Result {
  return withTypedErrors(() => db.transaction(work).immediate());
}

export function withTypedErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error);
  }
}
