/** The page of an exported list: what its print has, in the words of spreadsheets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetPageOf, usualSheetPrint } from '../../electron/backend/sheets/write/sheet-page.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { usualPrintOptions } from '../../shared/print/options.ts';
import { annexTable } from '../fixtures/annex.ts';

const list: TableDefinition = { ...annexTable, annexLabel: null, documentTitle: null, title: '重点任务' };
const annex: TableDefinition = { ...list, annexLabel: '附件3' };
/** Points of columns that fit upright. */
const narrow = 400;

function pageOf(definition: TableDefinition, width = narrow) {
  return sheetPageOf(definition, usualSheetPrint(definition), width);
}

const millimetres = (inches: number | undefined): number => (inches ?? 0) * 25.4;

describe('the page of an exported list', () => {
  it('is that of a 台账, upright as long as nothing shrinks much', () => {
    const page = pageOf(list);
    expect(page).toMatchObject({
      paperSize: 9,
      landscape: false,
      fit: { width: 1, height: 0 },
      centered: true,
    });
    expect(millimetres(page.margins?.top)).toBeCloseTo(18, 1);
    expect(millimetres(page.margins?.left)).toBeCloseTo(20, 1);
    expect(page.footer).toMatch(/第 &P 页　共 &N 页$/);
    expect(page.evenFooter).toBeUndefined();
    expect(pageOf(list, 650).landscape).toBe(false);
    expect(pageOf(list, 700).landscape).toBe(true);
  });

  it('is that of 公文附件 for an annex, with its number 25.5 mm above the edge, at right and at left', () => {
    const page = pageOf(annex);
    const { top, left, bottom, right, footer } = page.margins ?? {};
    expect([top, left, bottom, right].map((edge) => Math.round(millimetres(edge)))).toEqual([37, 28, 35, 26]);
    expect(millimetres(footer)).toBeCloseTo(25.5, 1);
    expect(page.footer).toMatch(/^&R.*— &P —　$/);
    expect(page.evenFooter).toMatch(/^&L.*　— &P —$/);
    expect(page.header).toMatch(/^&L&"黑体,常规"&16 附件3\n.*&C.*重点任务$/s);
  });

  it('takes direction, paper, margins and first number as they were chosen, and no number where none is printed', () => {
    const { tables: _, ...usual } = usualPrintOptions([], 'document');
    const margins = { top: 30, binding: 25, bottom: 20, outer: 15 };
    const settings = { ...usual, direction: 'landscape', paper: 'A3', margins } as const;
    const page = sheetPageOf(list, { settings, firstPage: 9 }, narrow);
    expect(page).toMatchObject({ landscape: true, paperSize: 8, firstPageNumber: 9 });
    // Read across, the binding edge is on top.
    expect(millimetres(page.margins?.top)).toBeCloseTo(25, 1);
    expect(millimetres(page.margins?.right)).toBeCloseTo(30, 1);
    const silent = sheetPageOf(list, { settings: { ...settings, pageNumbers: false }, firstPage: 9 }, narrow);
    expect(silent.footer).toBeUndefined();
    expect(silent.firstPageNumber).toBeUndefined();
  });

  it('has a header that no program takes for damaged: within 255 characters, an & as text', () => {
    expect(pageOf({ ...list, title: '查&P验' }).header).toMatch(/查&&P验$/);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'附件村&1𠅤、'), minLength: 1, maxLength: 300 }),
        fc.boolean(),
        (title, isAnnex) => {
          const { header = '', margins } = pageOf({ ...(isAnnex ? annex : list), title });
          expect(header.length).toBeLessThanOrEqual(255);
          expect(margins?.header).toBeGreaterThan(0);
        },
      ),
    );
  });
});
