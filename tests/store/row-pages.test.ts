/** Rows as SQLite writes their JSON, a page at a time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { closeWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import { countRows, encodeRows, listRows } from '../../electron/backend/store/rows.ts';
import { compareRows, type Row, type RowCursor } from '../../shared/model/row.ts';
import { applyChanges, emptyRowsState, orderedRows } from '../../shared/model/rows-state.ts';
import { add, countingContext, defineLedger, temporaryFolder } from './fixture.ts';

const folder = temporaryFolder();
/** Texts that JSON must escape, that UTF-16 and UTF-8 put in another order, and that are longer than a character. */
const texts = fc.string({
  unit: fc.constantFrom('a', 'B', '村', '\uff21', '\ue000', '𣲘', '"', '\\', '\n', '\u0001', '\u2028', "'"),
  minLength: 1,
  maxLength: 4,
});
const rows = fc.uniqueArray(
  fc.record({
    id: texts,
    position: texts,
    unit: fc.option(texts),
    round: fc.option(texts),
    values: fc.dictionary(
      fc.constantFrom('name', 'village'),
      fc.oneof(texts, fc.constant({ kind: 'none', text: '无' } as const)),
      { noNullPrototype: true },
    ),
    source: fc.option(
      fc.record({
        fileId: texts,
        fileName: texts,
        sheet: texts,
        cells: fc.dictionary(fc.constantFrom('name', 'village'), texts, { noNullPrototype: true }),
      }),
    ),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('pages of rows', () => {
  it('of any size hold, one behind another, exactly the rows of the table in its order', () => {
    let runs = 0;
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (given, limit) => {
        runs += 1;
        const changes = [defineLedger, ...given.map((row) => add(row))];
        const made = { label: '新建', changes, forms: [] };
        const db = createWorkbook(folder.path(`${runs}.huibiao`), made, countingContext());
        const read = readPages(db, limit);
        expect(read).toEqual(orderedRows(applyChanges(emptyRowsState, changes), 'ledger'));
        expect(read).toEqual(listRows(db, 'ledger'));
        expect(read).toEqual(given.toSorted(compareRows));
        expect(countRows(db, 'ledger')).toBe(given.length);
        closeWorkbook(db);
      }),
      { numRuns: 30 },
    );
  });

  it('end with the last row, also where it fills its page, and are empty where there is none', () => {
    const changes = [defineLedger, ...['甲', '乙'].map((id) => add({ ...blank, id, position: id }))];
    const made = { label: '新建', changes, forms: [] };
    const db = createWorkbook(folder.path('two.huibiao'), made, countingContext());
    expect(encodeRows(db, 'ledger', { after: null, limit: 2 }).next).toBeNull();
    expect(encodeRows(db, 'ledger', { after: null, limit: 1 }).next).toEqual({ position: '乙', id: '乙' });
    expect(encodeRows(db, '没有', { after: null, limit: 5 })).toEqual({ json: new Uint8Array(), next: null });
    closeWorkbook(db);
  });
});

const blank: Omit<Row, 'id' | 'position'> = { unit: null, round: null, values: {}, source: null };

function readPages(db: WritableDatabase, limit: number): Row[] {
  const read: Row[] = [];
  let after: RowCursor | null = null;
  do {
    const { json, next } = encodeRows(db, 'ledger', { after, limit });
    const page: Row[] = JSON.parse(`[${new TextDecoder().decode(json)}]`);
    if (next !== null) expect(page).toHaveLength(limit);
    read.push(...page);
    after = next;
  } while (after !== null);
  return read;
}
