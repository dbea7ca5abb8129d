/**
 * - `forms`: every edition of every form; the template's bytes lie in `files`, byte for byte. `definition` is what was
 *   learnt of it, null for forms of older workbooks
 * - `rounds`: 报表期, one JSON object each
 * - `issued_copies`: what went out, only ever appended to; not part of the edit log, as no undo calls a copy back
 * - `workbook_identity`: by which a copy that comes home under another name is known
 *
 * `sha256` is a function of ours (see migrate.ts). SQLite renames what other tables say of a renamed table; nothing
 * refers to the old `forms`.
 */
export const keepFormsAndRounds = `
  ALTER TABLE forms RENAME TO forms_of_version_1;
  DROP INDEX forms_of_table;

  CREATE TABLE forms (
    key        TEXT NOT NULL,
    edition    INTEGER NOT NULL CHECK (edition >= 1),
    table_key  TEXT NOT NULL,
    title      TEXT NOT NULL,
    layout     TEXT NOT NULL CHECK (layout IN ('list', 'grouped', 'fixed')),
    file_id    TEXT NOT NULL REFERENCES files (id),
    file_name  TEXT NOT NULL,
    definition TEXT CHECK (definition IS NULL OR json_valid(definition)),
    UNIQUE (key, edition)
  ) STRICT;
  CREATE INDEX forms_of_table ON forms (table_key, key, edition);

  INSERT INTO files (id, name, received_at, bytes)
    SELECT sha256(bytes), file_name, coalesce((SELECT min(at) FROM edits), ''), bytes
      FROM forms_of_version_1 WHERE true
    ON CONFLICT (id) DO NOTHING;
  INSERT INTO forms (key, edition, table_key, title, layout, file_id, file_name, definition)
    SELECT key, 1, table_key, title, layout, sha256(bytes), file_name, NULL FROM forms_of_version_1;
  DROP TABLE forms_of_version_1;

  CREATE TABLE rounds (
    key      TEXT NOT NULL PRIMARY KEY,
    form_key TEXT NOT NULL,
    edition  INTEGER NOT NULL,
    period   TEXT NOT NULL,
    round    TEXT NOT NULL CHECK (json_valid(round)),
    FOREIGN KEY (form_key, edition) REFERENCES forms (key, edition)
  ) STRICT;
  CREATE INDEX rounds_of_form ON rounds (form_key, edition);

  CREATE TABLE issued_copies (
    round_key TEXT NOT NULL,
    unit      TEXT NOT NULL,
    form_key  TEXT NOT NULL,
    edition   INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    issued_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX issued_copies_of_round ON issued_copies (round_key, unit);

  CREATE TABLE workbook_identity (
    id TEXT NOT NULL PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  INSERT INTO workbook_identity (id) VALUES (lower(hex(randomblob(16))));
`;
