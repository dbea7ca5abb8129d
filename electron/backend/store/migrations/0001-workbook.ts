/**
 * The first layout of a workbook.
 *
 * - `tables`, `rows`: the data as it is now; a row's values are one JSON object by column key
 * - `table_views`: the read-only view of each table, named by its title; made anew whenever a table changes
 * - `edits`, `edit_changes`, `edit_tables`: the edit log, only ever appended to. `edit_changes` finds the history
 *   of a row by its index, `edit_tables` that of a table however many changes an edit has
 * - `undo_steps`: which edits can be undone and, of those taken back, which can be done again
 * - `forms`, `files`: template workbooks and received files, byte for byte
 *
 * Older SQLite says 0 to json_valid(NULL): a column that may be null has to say so for the tools of others.
 */
export const createWorkbookTables = `
  CREATE TABLE tables (
    key        TEXT NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL CHECK (json_valid(definition))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE table_views (
    name      TEXT NOT NULL PRIMARY KEY,
    table_key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rows (
    table_key   TEXT NOT NULL REFERENCES tables (key),
    id          TEXT NOT NULL,
    position    TEXT NOT NULL,
    unit        TEXT,
    round       TEXT,
    revision    INTEGER NOT NULL REFERENCES edits (id),
    cell_values TEXT NOT NULL CHECK (json_valid(cell_values)),
    source      TEXT CHECK (source IS NULL OR json_valid(source)),
    UNIQUE (table_key, id)
  ) STRICT;
  CREATE INDEX rows_in_order ON rows (table_key, position, id);

  CREATE TABLE edits (
    id           INTEGER NOT NULL PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('created', 'edit', 'undo', 'redo')),
    target       INTEGER REFERENCES edits (id),
    label        TEXT NOT NULL,
    at           TEXT NOT NULL,
    change_count INTEGER NOT NULL,
    CHECK ((target IS NOT NULL) = (kind IN ('undo', 'redo')))
  ) STRICT;

  CREATE TABLE edit_changes (
    edit_id   INTEGER NOT NULL REFERENCES edits (id),
    ordinal   INTEGER NOT NULL,
    table_key TEXT NOT NULL,
    row_id    TEXT,
    change    TEXT NOT NULL CHECK (json_valid(change)),
    UNIQUE (edit_id, ordinal)
  ) STRICT;
  CREATE INDEX edit_changes_of_row ON edit_changes (row_id, edit_id, ordinal) WHERE row_id IS NOT NULL;

  CREATE TABLE edit_tables (
    table_key TEXT NOT NULL,
    edit_id   INTEGER NOT NULL REFERENCES edits (id),
    PRIMARY KEY (table_key, edit_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE undo_steps (
    edit_id INTEGER NOT NULL PRIMARY KEY REFERENCES edits (id),
    undone  INTEGER NOT NULL CHECK (undone IN (0, 1))
  ) STRICT;
  CREATE INDEX undo_steps_in_order ON undo_steps (undone, edit_id);

  CREATE TABLE forms (
    key       TEXT NOT NULL PRIMARY KEY,
    table_key TEXT NOT NULL,
    title     TEXT NOT NULL,
    layout    TEXT NOT NULL CHECK (layout IN ('list', 'grouped', 'fixed')),
    file_name TEXT NOT NULL,
    bytes     BLOB NOT NULL
  ) STRICT;
  CREATE INDEX forms_of_table ON forms (table_key);

  CREATE TABLE files (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    received_at TEXT NOT NULL,
    bytes       BLOB NOT NULL
  ) STRICT;
`;
