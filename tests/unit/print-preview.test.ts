import { describe, expect, it } from 'vitest';
import {
  keepPlace,
  placeAt,
  placePages,
  rowInView,
  rowsBetween,
  topOf,
} from '../../renderer/print/page-strip.ts';
import {
  choiceFor,
  firstChoice,
  moveTable,
  optionsOf,
  reasonNot,
  usualSettings,
  withLook,
} from '../../renderer/print/print-choice.ts';
import { nextZoom } from '../../renderer/print/zoom.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { PrintedTable } from '../../shared/print/printed-pages.ts';

const upright = { width: 210, height: 297 };
const across = { width: 297, height: 210 };
const screen = { width: 900, height: 600 };
const gap = 16;

describe('pages in the preview', () => {
  it('fit side by side into the window, whole', () => {
    const strip = placePages([upright, upright, upright], screen, { zoom: 'page', spread: true }, gap);
    expect(strip.rows.map(({ pages }) => pages.map(({ index }) => index))).toEqual([[0, 1], [2]]);
    expect(strip.rows[0]?.height).toBeLessThanOrEqual(600 - 2 * gap + 0.001);
    expect(strip.width).toBe(900);
  });

  it('are as wide as the window with 页宽, the widest of them', () => {
    const strip = placePages([upright, across], screen, { zoom: 'width', spread: false }, gap);
    expect(strip.rows[1]?.pages[0]?.width).toBeCloseTo(900 - 2 * gap, 6);
    expect(strip.rows[0]?.pages[0]?.left).toBeGreaterThan(gap);
  });

  it('have the paper’s own size at 100 %', () => {
    const [row] = placePages([upright], screen, { zoom: 100, spread: false }, gap).rows;
    expect(row?.pages[0]?.width).toBeCloseTo((210 / 25.4) * 96, 6);
  });

  it('are drawn only where they are on view', () => {
    const many = Array.from({ length: 300 }, () => upright);
    const strip = placePages(many, screen, { zoom: 'page', spread: false }, gap);
    expect(rowsBetween(strip, 30_000, 30_600).length).toBeLessThan(4);
  });

  it('keep their place at every zoom', () => {
    const pages = Array.from({ length: 40 }, () => upright);
    for (const spread of [false, true]) {
      const strip = placePages(pages, screen, { zoom: 'page', spread }, gap);
      for (const top of [0, 10, 1234.5, strip.height - 600]) {
        expect(topOf(strip, placeAt(strip, top))).toBeCloseTo(top, 6);
      }
    }
  });

  it('say which of them a person looks at, the last one at the end', () => {
    const strip = placePages([upright, upright, upright], screen, { zoom: 50, spread: false }, gap);
    expect(rowInView(strip, 0, 600)?.pages[0]?.index).toBe(0);
    expect(rowInView(strip, strip.height - 600, 600)?.pages[0]?.index).toBe(2);
  });
});

describe('the place after pages were laid out anew', () => {
  it('is the same page where the table has as many, wherever it stands now', () => {
    const before = [laid('annex1', 0, 2), laid('annex2', 2, 3)];
    const after = [laid('annex2', 0, 3), laid('annex1', 3, 2)];
    expect(keepPlace({ page: 3, part: 0.5 }, before, after)).toEqual({ page: 1, part: 0.5 });
  });

  it('is as far into the table where it has more or fewer pages', () => {
    const place = keepPlace({ page: 50, part: 0 }, [laid('list', 0, 100)], [laid('list', 0, 60)]);
    expect(place).toEqual({ page: 30, part: 0 });
  });

  it('is the beginning where the table is no longer printed', () => {
    expect(keepPlace({ page: 3, part: 0.2 }, [laid('a', 0, 5)], [laid('b', 0, 5)])).toEqual({
      page: 0,
      part: 0,
    });
  });
});

describe('what is chosen to be printed', () => {
  const tables = [table('annex1', '附件1'), table('annex2', '附件2'), table('tasks', null)];

  it('begins with all annexes as 公文附件, or with the one list that is on view as 台账', () => {
    expect(optionsOf(firstChoice(tables, 'annex2'))).toMatchObject({
      tables: ['annex1', 'annex2'],
      look: 'document',
    });
    expect(optionsOf(firstChoice(tables, 'tasks'))).toMatchObject({ tables: ['tasks'], look: 'ledger' });
    expect(optionsOf(firstChoice(tables, null))).toMatchObject({ tables: ['annex1', 'annex2'] });
  });

  it('is what was remembered, unless the table that is on view is not among it', () => {
    const first = firstChoice(tables, 'annex1');
    const remembered = { ...first, settings: { ...first.settings, startPage: 7 } };
    expect(optionsOf(choiceFor(remembered, tables, 'annex2'))?.startPage).toBe(7);
    expect(optionsOf(choiceFor(remembered, tables, null))?.startPage).toBe(7);
    expect(optionsOf(choiceFor(remembered, tables, 'tasks'))?.tables).toEqual(['tasks']);
  });

  it('loses tables that are gone and lists new ones unprinted', () => {
    const remembered = firstChoice(tables, 'annex1');
    const now = [table('annex2', '附件2'), table('toilets', null)];
    expect(choiceFor(remembered, now, null).tables).toEqual([
      { key: 'annex2', printed: true },
      { key: 'toilets', printed: false },
    ]);
  });

  it('takes the usual settings of another look but for what a person changed', () => {
    const changed = { ...usualSettings('document'), duplex: false, startPage: 3 };
    expect(withLook(changed, 'ledger')).toEqual({
      ...usualSettings('ledger'),
      startPage: 3,
    });
    const signed = { ...usualSettings('document'), signature: true };
    expect(withLook(signed, 'report').signature).toBe(true);
  });

  it('says what to do where nothing, or too much, is chosen', () => {
    const { settings, view } = firstChoice(tables, null);
    expect(reasonNot({ tables: [], settings, view })).toMatch(/请在左边勾选/);
    const many = Array.from({ length: 51 }, (_, index) => ({ key: `t${index}`, printed: true }));
    expect(optionsOf({ tables: many, settings, view })).toBeNull();
    expect(reasonNot({ tables: many, settings, view })).toMatch(/最多打印 50 张/);
  });

  it('is put into another order one table at a time', () => {
    const listed = ['a', 'b', 'c'].map((key) => ({ key, printed: true }));
    const keys = (from: number, to: number): string =>
      moveTable(listed, from, to)
        .map(({ key }) => key)
        .join('');
    expect([keys(0, 3), keys(2, 0), keys(1, 0), keys(1, 3), keys(1, 1), keys(1, 2)]).toEqual([
      'bca',
      'cab',
      'bac',
      'acb',
      'abc',
      'abc',
    ]);
  });
});

describe('zoom', () => {
  it('goes to the next of the usual steps from whatever is shown', () => {
    expect([nextZoom(57, 1), nextZoom(57, -1), nextZoom(200, 1), nextZoom(50, -1)]).toEqual([
      75, 50, 200, 50,
    ]);
  });
});

function laid(key: string, firstPage: number, pageCount: number): PrintedTable {
  return {
    table: key,
    label: null,
    title: key,
    landscape: false,
    fontSize: 14,
    rowCount: 9,
    firstPage,
    pageCount,
  };
}

function table(key: string, annexLabel: string | null): TableDefinition {
  const columns = [defineColumn({ key: 'name', title: '名称' })];
  return {
    key,
    title: key,
    documentTitle: null,
    annexLabel,
    columns,
    keyColumns: [],
    grouped: null,
    position: 1,
  };
}
