/** 表样: the template workbooks that tables are bound to, every edition of them. */
import { createHash } from 'node:crypto';
import type { FormEdition } from '../../../shared/model/form-edition.ts';
import { defineStatement, type ReadableDatabase, type WritableDatabase } from './database.ts';
import { addStoredFile, readStoredFile } from './files.ts';

/** A form that a new workbook begins with; it becomes its first edition. */
export type StoredForm = Pick<FormEdition, 'key' | 'table' | 'title' | 'layout' | 'fileName'> & {
  readonly bytes: Uint8Array;
};

/** An edition with its template workbook, byte for byte. */
export type FormTemplate = FormEdition & { readonly bytes: Uint8Array };

/** The newest edition of a table's form; null when it has none, of the first form by key when it has several. */
export function findForm(db: ReadableDatabase, table: string): FormTemplate | null {
  const stored = newestOfTable.get(db, table);
  return stored === undefined ? null : withTemplate(db, editionOf(stored));
}

/** The newest edition of every form, by title. */
export function listForms(db: ReadableDatabase): FormEdition[] {
  return newestEditions
    .all(db)
    .map(editionOf)
    .sort((left, right) => left.title.localeCompare(right.title, 'zh-CN') || (left.key < right.key ? -1 : 1));
}

/** All editions of a form, oldest first; none where there is no such form. */
export function listFormEditions(db: ReadableDatabase, form: string): FormEdition[] {
  return editionsOfForm.all(db, form).map(editionOf);
}

/** One edition; null when there is none. */
export function readFormEdition(db: ReadableDatabase, form: string, edition: number): FormEdition | null {
  const stored = editionByKey.get(db, form, edition);
  return stored === undefined ? null : editionOf(stored);
}

/** The edition together with its template. */
export function withTemplate(db: ReadableDatabase, edition: FormEdition): FormTemplate {
  const file = readStoredFile(db, edition.fileId);
  if (file === null) throw new Error(`the template of ${edition.key} is not in the workbook`);
  return { ...edition, bytes: file.bytes };
}

/** Keeps a form; part of making a workbook. */
export function addForm(db: WritableDatabase, form: StoredForm, at: string): void {
  const { key, table, title, layout, fileName, bytes } = form;
  const fileId = createHash('sha256').update(bytes).digest('hex');
  addStoredFile(db, { id: fileId, name: fileName, bytes }, at);
  putFormEdition(db, { key, edition: 1, table, title, layout, fileId, fileName, definition: null });
}

/** Part of applying a change. */
export function putFormEdition(db: WritableDatabase, form: FormEdition): void {
  const definition = form.definition === null ? null : JSON.stringify(form.definition);
  const { key, edition, table, title, layout, fileId, fileName } = form;
  putEdition.run(db, key, edition, table, title, layout, fileId, fileName, definition);
}

/** Part of applying a change. */
export function deleteFormEdition(db: WritableDatabase, form: string, edition: number): void {
  deleteEdition.run(db, form, edition);
}

type StoredEdition = Omit<FormEdition, 'definition'> & { readonly definition: string | null };

function editionOf({ definition, ...form }: StoredEdition): FormEdition {
  return { ...form, definition: definition === null ? null : JSON.parse(definition) };
}

const selectEditions = `SELECT key, edition, table_key AS "table", title, layout, file_id AS fileId,
  file_name AS fileName, definition FROM forms`;

const newestOfTable = defineStatement<[table: string], StoredEdition>(
  `${selectEditions} WHERE table_key = ? ORDER BY key, edition DESC LIMIT 1`,
);
const newestEditions = defineStatement<[], StoredEdition>(
  `${selectEditions} WHERE edition = (SELECT max(edition) FROM forms AS others WHERE others.key = forms.key)`,
);
const editionsOfForm = defineStatement<[form: string], StoredEdition>(
  `${selectEditions} WHERE key = ? ORDER BY edition`,
);
const editionByKey = defineStatement<[form: string, edition: number], StoredEdition>(
  `${selectEditions} WHERE key = ? AND edition = ?`,
);

const putEdition = defineStatement<
  [
    key: string,
    edition: number,
    table: string,
    title: string,
    layout: string,
    fileId: string,
    fileName: string,
    definition: string | null,
  ]
>(
  `INSERT INTO forms (key, edition, table_key, title, layout, file_id, file_name, definition)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?)
   ON CONFLICT (key, edition) DO UPDATE SET table_key = excluded.table_key, title = excluded.title,
     layout = excluded.layout, file_id = excluded.file_id, file_name = excluded.file_name,
     definition = excluded.definition`,
);
const deleteEdition = defineStatement<[form: string, edition: number]>(
  'DELETE FROM forms WHERE key = ? AND edition = ?',
);
