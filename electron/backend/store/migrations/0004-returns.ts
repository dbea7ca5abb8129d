/**
 * - `returns`: the files that came back, one JSON object each; its columns are for finding them. That a file arrived is
 *   no edit; what becomes of it is. The bytes lie in `files`
 * - `return_readings`: what was read of a file by an edition of a form, deflated JSON. It follows from the bytes, so it
 *   is in no edit either
 * - `return_bases`: for each return that was ever accepted the rows of the ledger that its rows became, deflated JSON;
 *   `sequence` grows with every acceptance. It counts only while the return itself says that it is accepted, so undo
 *   need not touch it
 * - `issued_rows`: the rows that a prefilled copy began with, deflated JSON: what its return is compared with
 * - `files.encoding`: bytes that shrink are kept deflated
 */
export const keepReturns = `
  CREATE TABLE returns (
    id        TEXT NOT NULL PRIMARY KEY,
    file_id   TEXT NOT NULL REFERENCES files (id),
    form_key  TEXT,
    round_key TEXT,
    unit      TEXT,
    accepted  INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    received_at TEXT NOT NULL,
    "return"  TEXT NOT NULL CHECK (json_valid("return"))
  ) STRICT;
  CREATE INDEX returns_of_round ON returns (round_key, unit);
  CREATE INDEX returns_of_unit ON returns (form_key, unit, accepted);
  CREATE INDEX returns_of_file ON returns (file_id);

  CREATE TABLE return_readings (
    file_id  TEXT NOT NULL REFERENCES files (id),
    form_key TEXT NOT NULL,
    edition  INTEGER NOT NULL,
    reading  BLOB NOT NULL,
    UNIQUE (file_id, form_key, edition)
  ) STRICT;

  CREATE TABLE return_bases (
    sequence  INTEGER NOT NULL PRIMARY KEY,
    return_id TEXT NOT NULL UNIQUE REFERENCES returns (id),
    row_ids   BLOB NOT NULL
  ) STRICT;

  CREATE TABLE issued_rows (
    round_key TEXT NOT NULL,
    unit      TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    rows      BLOB NOT NULL,
    UNIQUE (round_key, unit)
  ) STRICT;

  CREATE INDEX rows_of_unit ON rows (table_key, unit);

  ALTER TABLE files ADD COLUMN encoding TEXT NOT NULL DEFAULT 'plain'
    CHECK (encoding IN ('plain', 'deflate'));
`;
