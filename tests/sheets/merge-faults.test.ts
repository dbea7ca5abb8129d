/**
 * A county's returns with everything that goes wrong with them, and the truth beside it: no fault may lead to a value
 * that is silently wrong or silently gone.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../fixtures/returns/faults.ts';
import type { ReturnLayout } from '../fixtures/returns/forms.ts';
import { silentLosses } from '../fixtures/returns/losses.ts';
import { type Made, makeMixedSets, makeSets, scoreFaults } from '../fixtures/returns/score.ts';

const otherText = { kind: 'text', text: '别的', formula: false } as const;

/** The counts that a 名单表 has beside its names are counted anew, and not compared with what stood there. */
const notCompared: Readonly<Record<ReturnLayout, readonly string[]>> = { list: [], grouped: ['totalWrong'] };

/** A file that is sent twice has no fault but its double; a township with few names has none to separate. */
function applicable(layout: ReturnLayout): string[] {
  return faultsOf(layout).filter((name) => name !== 'namesWithOtherSeparators');
}

describe.each(['list', 'grouped'] as const)('returns of a %s form', (layout) => {
  let made: Made[];
  beforeAll(async () => {
    made = await makeSets(layout, [11, 12]);
  }, 120_000);

  it('finds every fault, and cries wolf over none', () => {
    const wrong = Object.entries(scoreFaults(made)).filter(
      ([name, { missed, falseAlarms }]) =>
        falseAlarms > 0 || (missed > 0 && !notCompared[layout].includes(name)),
    );
    expect(wrong).toEqual([]);
  });

  it('has every fault of the list in the set', () => {
    expect(Object.keys(scoreFaults(made))).toEqual(expect.arrayContaining(applicable(layout)));
  });

  it('loses no value and changes none in silence', () => {
    expect(made.flatMap((one) => silentLosses(one, layout))).toEqual([]);
  });

  it('would notice a value that is changed, and a row that is gone', () => {
    const [first] = made;
    if (first === undefined) throw new Error('a set');
    const { set } = first;
    const { firstRow } = set.form.definition.body;
    const rows = set.sheet.rows.map((cells, row) =>
      row === firstRow ? cells?.map((cell) => (cell === undefined ? cell : otherText)) : cells,
    );
    const changed = { ...first, set: { ...set, sheet: { ...set.sheet, rows } } };
    expect(silentLosses(changed, layout)).not.toEqual([]);
    const merged = { ...set.merged, rows: set.merged.rows.slice(1) };
    const without = { ...set.sheet, rows: set.sheet.rows.toSpliced(firstRow, 1) };
    const shorter = { ...first, set: { ...set, merged, sheet: without } };
    expect(silentLosses(shorter, layout)).toContainEqual(expect.stringContaining('is gone'));
  });

  it('loses nothing in silence where a return has several faults at once', async () => {
    const mixed = await makeMixedSets(layout, [21]);
    expect(mixed.flatMap((one) => silentLosses(one, layout))).toEqual([]);
  }, 120_000);
});
