/**
 * A read-only view of each table under its Chinese title, with a column for each of its columns, so that any
 * SQLite tool can read the data. Names come from people: every one of them is quoted, never trusted.
 */
import type { Column } from '../../../shared/model/column.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { defineStatement, type WritableDatabase } from './database.ts';
import { readDefinitions } from './tables.ts';

/** Makes all views anew after a definition has changed; part of the transaction that changed it. */
export function remakeViews(db: WritableDatabase): void {
  dropViews(db);
  const definitions = readDefinitions(db);
  const taken = allNames.all(db).map(({ name }) => name);
  const names = distinctNames(definitions, taken);
  definitions.forEach((definition, index) => {
    const name = names[index] ?? definition.key;
    db.exec(viewSql(name, definition));
    rememberView.run(db, name, definition.key);
  });
}

/** Takes all views away, so that their names are free and nothing refers to the tables; `remakeViews` brings them back. */
export function dropViews(db: WritableDatabase): void {
  for (const { name } of ownViews.all(db)) db.exec(`DROP VIEW ${quoteName(name)}`);
  forgetViews.run(db);
}

/** Computed columns are not stored, and so not shown. */
function viewSql(name: string, { key, columns }: TableDefinition): string {
  const stored = columns.filter(({ computed }) => computed === null);
  const titles = distinctNames(stored, []);
  const cells = stored.map(
    (column, index) => `  ${cellSql(column)} AS ${quoteName(titles[index] ?? column.key)}`,
  );
  return [
    `CREATE VIEW ${quoteName(name)} AS SELECT`,
    cells.length === 0 ? `  id AS ${quoteName('编号')}` : cells.join(',\n'),
    `FROM rows WHERE table_key = ${quoteText(key)} ORDER BY position, id`,
  ].join('\n');
}

/** Numbers as numbers, 是/否 as 1/0, names joined with 、, 无 and unread text as it was written. */
function cellSql({ key }: Column): string {
  const path = quoteText(`$."${key}"`);
  const textPath = quoteText(`$."${key}".text`);
  return [
    `CASE json_type(cell_values, ${path})`,
    `WHEN 'array' THEN (SELECT group_concat(value, '、') FROM json_each(cell_values, ${path}))`,
    `WHEN 'object' THEN json_extract(cell_values, ${textPath})`,
    `ELSE json_extract(cell_values, ${path}) END`,
  ].join(' ');
}

/**
 * A name for each thing that has a title: the title itself, with the key where titles clash among each other or
 * with a name that is taken.
 */
function distinctNames(
  things: readonly { readonly key: string; readonly title: string }[],
  taken: readonly string[],
): string[] {
  const titles = things.map(({ key, title }) => nameOf(title) ?? key);
  const used = new Set(taken.map(fold));
  const repeated = new Set(
    titles.map(fold).filter((title, index, all) => all.indexOf(title) !== index || used.has(title)),
  );
  for (const title of titles) if (!repeated.has(fold(title))) used.add(fold(title));
  return things.map(({ key }, index) => {
    const title = titles[index] ?? key;
    if (!repeated.has(fold(title))) return title;
    let name = `${title} (${key})`;
    for (let count = 2; used.has(fold(name)); count += 1) name = `${title} (${key} ${count})`;
    used.add(fold(name));
    return name;
  });
}

/** A title as SQLite takes it for a name; null when nothing of it is left. */
function nameOf(title: string): string | null {
  const name = title
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  if (name === '') return null;
  return /^sqlite_/i.test(name) ? `表 ${name}` : name;
}

/** SQLite compares names without regard to the case of A–Z. */
function fold(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const ownViews = defineStatement<[], { name: string }>(
  "SELECT name FROM table_views WHERE name IN (SELECT name FROM sqlite_schema WHERE type = 'view')",
);
const allNames = defineStatement<[], { name: string }>('SELECT name FROM sqlite_schema');
const forgetViews = defineStatement('DELETE FROM table_views');
const rememberView = defineStatement<[name: string, key: string]>(
  'INSERT INTO table_views (name, table_key) VALUES (?, ?)',
);
