/**
 * `reading_memory`: what people corrected about reading a form, by the form's header. It is no data of any table:
 * it is in no edit and no undo takes it back.
 */
export const keepReadingMemory = `
  CREATE TABLE reading_memory (
    table_key  TEXT NOT NULL,
    form       TEXT NOT NULL,
    correction TEXT NOT NULL CHECK (json_valid(correction)),
    at         TEXT NOT NULL,
    PRIMARY KEY (table_key, form)
  ) STRICT, WITHOUT ROWID;
`;
