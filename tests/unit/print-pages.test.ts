/** Where everything lies: GB/T 9704-2012 on the page, rows on pages, columns in the table. */
import { describe, expect, it } from 'vitest';
import type { LaidPage, LaidPrint } from '../../shared/print/laid.ts';
import { layOutPrint } from '../../shared/print/layout.ts';
import {
  type PrintLook,
  type PrintOptions,
  printOptionsSchema,
  usualPrintOptions,
} from '../../shared/print/options.ts';
import { documentLine, pageFrame, point } from '../../shared/print/paper.ts';
import { type PrintSheet, withSerials } from '../../shared/print/print-sheet.ts';
import { countyAnnex, largeAnnex, longList, rareAnnex, wideTable } from '../fixtures/print.ts';

const options = usualPrintOptions(['annex1']);

function layOut(
  sheets: readonly PrintSheet[],
  changes: Partial<PrintOptions> = {},
  look: PrintLook = 'document',
): LaidPrint {
  const usual = usualPrintOptions(
    sheets.map(({ table }) => table),
    look,
  );
  return layOutPrint(sheets, { ...usual, ...changes }, '2025-11-25');
}

const tableHeight = ({ rows }: LaidPage): number => rows.reduce((sum, { height }) => sum + height, 0);
const dataRows = ({ rows }: LaidPage) => rows.filter(({ role }) => role === 'data');

describe('the page of a 公文', () => {
  it('has a text block of 156 × 225 mm, 37 mm below the top and 28 mm from the binding edge', () => {
    expect(pageFrame(options, false, 1).body).toEqual({ left: 28, top: 37, width: 156, height: 225 });
    expect(pageFrame(options, false, 2).body).toEqual({ left: 26, top: 37, width: 156, height: 225 });
    expect(pageFrame({ ...options, duplex: false }, false, 2).body.left).toBe(28);
  });

  it('has its number 7 mm below, one character from the outer edge of the block', () => {
    const odd = pageFrame(options, false, 3).number;
    const even = pageFrame(options, false, 4).number;
    const line = 14 * point;
    expect(odd.box.top + odd.box.height / 2).toBeCloseTo(269, 0);
    expect(odd.align).toBe('end');
    expect(odd.box.left + odd.box.width).toBeCloseTo(184 - line, 6);
    expect([even.align, even.box.left]).toEqual(['start', 26 + line]);
  });

  it('lies across with the head at the left of the upright sheet, and the number where upright pages have it', () => {
    const odd = pageFrame(options, true, 1);
    expect([odd.width, odd.height]).toEqual([297, 210]);
    expect(odd.body).toEqual({ left: 35, top: 28, width: 225, height: 156 });
    expect(odd.number.turned).toBe(true);
    // 269 mm from the top of the upright sheet is 28 mm from the left of the sheet that is read across.
    expect(odd.number.box.left + odd.number.box.width / 2).toBeCloseTo(28, 0);
    expect(odd.number.align).toBe('end');
    expect(pageFrame(options, true, 2).body.top).toBe(26);
  });

  it('has the number below the table across when that is chosen', () => {
    const { number, body } = pageFrame({ ...options, landscapeNumber: 'landscapeBottom' }, true, 1);
    expect(number.turned).toBe(false);
    expect(number.box.top + number.box.height / 2).toBeCloseTo(body.top + body.height + 7, 0);
  });
});

describe('the head of an annex', () => {
  it('has the label on line 1, the title from line 3, the table below', () => {
    const head = layOut([countyAnnex('annex2')]).pages[0]?.head;
    expect(head?.label).toEqual({ top: 0, text: '附件2' });
    expect(head?.title.map(({ top }) => top)).toEqual([2 * documentLine, 3 * documentLine]);
    expect(head?.height).toBeCloseTo(5 * documentLine, 6);
  });

  it('stands on the first page only', () => {
    const { pages } = layOut([largeAnnex(16, 60).sheet]);
    expect(pages.map(({ head }) => head !== null)).toEqual([true, ...pages.slice(1).map(() => false)]);
  });
});

describe('pages', () => {
  it('hold 22 lines where rows have one', () => {
    const { sheet } = longList(60);
    const narrow = {
      ...sheet,
      columns: sheet.columns.slice(0, 3),
      rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 3) })),
    };
    const [, second] = layOut([narrow], { fontSize: 14 }).pages;
    expect(second?.rows).toHaveLength(22);
    expect(second === undefined ? 0 : tableHeight(second)).toBeCloseTo(225, 6);
  });

  it('repeat the header, and split no row', () => {
    const { sheet } = largeAnnex(16, 60);
    const { pages, sheets } = layOut([sheet]);
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.every(({ rows }) => rows[0]?.role === 'header')).toBe(true);
    expect(pages.flatMap(dataRows).map(({ cells }) => cells[0]?.join(''))).toEqual(
      sheet.rows.map(({ group }) => group),
    );
    expect(sheets[0]?.continuedRows).toBe(0);
  });

  it('keep total and signature with rows of the table', () => {
    for (let count = 20; count < 44; count += 1) {
      const { sheet } = largeAnnex(count, 1);
      const { pages } = layOut([sheet], { signature: true });
      const last = pages.at(-1);
      expect(last?.rows.at(-1)?.role).toBe('total');
      expect(last === undefined ? 0 : dataRows(last).length).toBeGreaterThan(0);
      expect(pages.map(({ signatureTop }) => signatureTop !== null)).toEqual(
        pages.map((page) => page === last),
      );
      const { signatureTop = 0 } = last ?? {};
      expect(signatureTop).toBeLessThanOrEqual(225 - 12 * point);
    }
  });

  it('continue a row that no page could hold, and say so', () => {
    const { sheet, names } = largeAnnex(1, 900);
    const { pages, sheets } = layOut([sheet]);
    expect(sheets[0]?.continuedRows).toBe(1);
    for (const page of pages) expect(page.tableTop + tableHeight(page)).toBeLessThanOrEqual(225 + 1e-6);
    const printed = pages
      .flatMap(dataRows)
      .flatMap(({ cells }) => [...(cells[1] ?? []), ...(cells[2] ?? [])]);
    expect(
      printed
        .join('')
        .split(/(?<=村)、?/)
        .sort(),
    ).toEqual([...names].sort());
    expect(pages.flatMap(dataRows).every(({ cells }) => cells[0]?.[0] === '〇〇里镇')).toBe(true);
  });

  it('go on counting from table to table, from the number that was given', () => {
    const { pages, sheets } = layOut([countyAnnex('annex1'), countyAnnex('annex2'), wideTable(26, 16)], {
      startPage: 7,
    });
    expect(pages.map(({ number }) => number)).toEqual(pages.map((_, index) => 7 + index));
    expect(sheets.map(({ firstPage }) => pages[firstPage]?.head !== null)).toEqual([true, true, true]);
  });

  it('begin anew with every township when that is chosen', () => {
    const { pages } = layOut([countyAnnex('annex1')], { groupPerPage: true });
    expect(pages).toHaveLength(16);
    expect(pages.every((page) => dataRows(page).length === 1)).toBe(true);
  });
});

describe('what suits is chosen', () => {
  it('the annex stands upright on one page, with letters of one size in both annexes', () => {
    const { sheets } = layOut([countyAnnex('annex1'), countyAnnex('annex2')]);
    expect(sheets.map(({ landscape }) => landscape)).toEqual([false, false]);
    expect(sheets[0]?.pageCount).toBe(1);
    expect(new Set(sheets.map(({ fontSize }) => fontSize)).size).toBe(1);
  });

  it('a table of 26 columns lies across and stays readable', () => {
    const [sheet] = layOut([wideTable(26, 16)]).sheets;
    expect(sheet).toMatchObject({ landscape: true, readable: true });
    expect(sheet?.fontSize).toBeGreaterThanOrEqual(7);
  });

  it('columns fill the text block exactly', () => {
    for (const sheet of [countyAnnex('annex1'), wideTable(26, 3), rareAnnex(), longList(30).sheet]) {
      const [laid] = layOut([sheet]).sheets;
      const width = laid?.columnWidths.reduce((sum, each) => sum + each, 0);
      expect(width).toBeCloseTo(laid?.landscape === true ? 225 : 156, 6);
    }
  });

  it('a direction and a size that were given are kept, and a table that does not fit says so', () => {
    const [sheet] = layOut([wideTable(60, 3)], { direction: 'upright', fontSize: 12 }).sheets;
    expect(sheet).toMatchObject({ landscape: false, fontSize: 12, readable: false });
  });
});

describe('a 台账', () => {
  it('says how many records there are, the day, and numbers its rows', () => {
    const { pages } = layOut([withSerials(longList(3).sheet)], {}, 'ledger');
    expect(pages[0]?.head?.info).toMatchObject({ left: '共 3 条', right: '打印日期：2025年11月25日' });
    expect(pages[0]?.rows.map(({ cells }) => cells[0]?.[0])).toEqual(['序号', '1', '2', '3']);
  });

  it('of 3,000 records is laid out', () => {
    const { pages } = layOut([longList(3000).sheet], {}, 'ledger');
    expect(pages.flatMap(dataRows)).toHaveLength(3000);
    for (const page of pages) expect(page.tableTop + tableHeight(page)).toBeLessThanOrEqual(261 + 1e-6);
  });
});

it('an empty table is a page with its header', () => {
  const { pages } = layOut([{ ...longList(0).sheet }]);
  expect(pages).toHaveLength(1);
  expect(pages[0]?.rows.map(({ role }) => role)).toEqual(['header']);
});

it('the usual options of every look are options', () => {
  for (const look of ['document', 'ledger', 'report'] as const) {
    const usual = usualPrintOptions(['annex1'], look);
    expect(printOptionsSchema.parse(usual)).toEqual(usual);
  }
});
