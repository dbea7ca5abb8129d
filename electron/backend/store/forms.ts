/** 表样: the template workbooks that tables are bound to. */
import { defineStatement, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** The template workbook, kept byte for byte, and the table that it shows. */
export type StoredForm = {
  readonly key: string;
  readonly table: string;
  readonly title: string;
  readonly layout: 'list' | 'grouped' | 'fixed';
  readonly fileName: string;
  readonly bytes: Uint8Array;
};

/** The form of a table; null when it has none, the first by key when it has several. */
export function findForm(db: ReadableDatabase, table: string): StoredForm | null {
  return formOfTable.get(db, table) ?? null;
}

/** Keeps a form; part of making a workbook. */
export function addForm(db: WritableDatabase, form: StoredForm): void {
  insertForm.run(db, form.key, form.table, form.title, form.layout, form.fileName, form.bytes);
}

const formOfTable = defineStatement<[table: string], StoredForm>(
  `SELECT key, table_key AS "table", title, layout, file_name AS fileName, bytes
     FROM forms WHERE table_key = ? ORDER BY key LIMIT 1`,
);

const insertForm = defineStatement<
  [key: string, table: string, title: string, layout: string, fileName: string, bytes: Uint8Array]
>('INSERT INTO forms (key, table_key, title, layout, file_name, bytes) VALUES (?, ?, ?, ?, ?, ?)');
