/** Where everything lies: GB/T 9704-2012 on the page, rows on pages, columns in the table. */
import { describe, expect, it } from 'vitest';
import { defineColumn } from '../../shared/model/column.ts';
import { columnHeads } from '../../shared/print/column-heads.ts';
import type { LaidPage, LaidPrint } from '../../shared/print/laid.ts';
import { layOutPrint } from '../../shared/print/layout.ts';
import {
  type PrintLook,
  type PrintOptions,
  printOptionsSchema,
  usualPrintOptions,
} from '../../shared/print/options.ts';
import { documentLine, pageFrame, point } from '../../shared/print/paper.ts';
import { type PrintSheet, withGroupsTogether, withSerials } from '../../shared/print/print-sheet.ts';
import { countyAnnex, largeAnnex, levelledList, longList, rareAnnex, wideTable } from '../fixtures/print.ts';

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

/** Of the part of a table that stands on a page, its header included. */
function tableHeight({ sheets }: LaidPrint, { sheet, hasTable, rows }: LaidPage): number {
  const header = hasTable ? (sheets[sheet]?.header.height ?? 0) : 0;
  return rows.reduce((sum, { height }) => sum + height, header);
}

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
    const print = layOut([narrow], { fontSize: 14 });
    const [, second] = print.pages;
    // One of them is the header's.
    expect(second?.rows).toHaveLength(21);
    expect(second === undefined ? 0 : tableHeight(print, second)).toBeCloseTo(225, 6);
  });

  it('repeat the header, and split no row', () => {
    const { sheet } = largeAnnex(16, 60);
    const { pages, sheets } = layOut([sheet]);
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.every(({ hasTable }) => hasTable)).toBe(true);
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
    const print = layOut([sheet]);
    const { pages, sheets } = print;
    expect(sheets[0]?.continuedRows).toBe(1);
    for (const page of pages)
      expect(page.tableTop + tableHeight(print, page)).toBeLessThanOrEqual(225 + 1e-6);
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

  it('have the rows of a township together where each begins a page', () => {
    const { sheet } = longList(160);
    const { rows } = withGroupsTogether(sheet);
    const groups = rows.map(({ group }) => group);
    const begun = groups.filter((group, index) => group !== groups[index - 1]);
    expect(begun).toHaveLength(16);
    expect(begun[0]).toBe(sheet.rows[0]?.group);
    for (const township of begun) {
      const own = (from: typeof rows) => from.filter(({ group }) => group === township);
      expect(own(rows)).toEqual(own(sheet.rows));
    }
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

describe('a header of several levels', () => {
  it('has the heads of the form over the columns, each measure once and as print has its brackets', () => {
    const sheet = levelledList(3);
    expect(sheet.columns.map(({ heads }) => heads)).toEqual([
      ['乡镇'],
      ['改厕', '应改（户）'],
      ['改厕', '其中', '水冲式'],
      ['改厕', '其中', '旱厕'],
      ['投资（万元）'],
    ]);
    expect(columnHeads(defineColumn({ key: 'a', title: '改厕 / 已改' }), null)).toEqual(['改厕', '已改']);
  });

  it('is as high as its levels, with what stands beside them over all of these', () => {
    const { sheets, pages } = layOut([levelledList(60)]);
    const [sheet] = sheets;
    const levels = sheet?.header.levels ?? [];
    expect(
      levels.map(({ cells }) => cells.map(({ text, columns, levels: own }) => [text, columns, own])),
    ).toEqual([
      [
        ['乡镇', 1, 3],
        ['改厕', 3, 1],
        ['投资（万元）', 1, 3],
      ],
      [
        ['应改（户）', 1, 2],
        ['其中', 2, 1],
      ],
      [
        ['水冲式', 1, 1],
        ['旱厕', 1, 1],
      ],
    ]);
    expect(sheet?.header.height).toBeCloseTo(
      levels.reduce((sum, { height }) => sum + height, 0),
      6,
    );
    expect(pages.length).toBeGreaterThan(1);
  });

  it('has room for a text beside it that has more lines than levels', () => {
    const sheet = levelledList(1);
    const heads = ['一\n二\n三\n四\n五\n六\n七'];
    const columns = sheet.columns.map((column, index) => (index === 0 ? { ...column, heads } : column));
    const [laid] = layOut([{ ...sheet, columns }]).sheets;
    const em = (laid?.fontSize ?? 0) * point;
    expect(laid?.header.height).toBeGreaterThan(7 * 1.3 * em);
  });
});

describe('a 台账', () => {
  it('says how many records there are, the day, and numbers its rows', () => {
    const { pages, sheets } = layOut([withSerials(longList(3).sheet)], {}, 'ledger');
    expect(pages[0]?.head?.info).toMatchObject({ left: '共 3 条', right: '打印日期：2025年11月25日' });
    expect(pages[0]?.rows.map(({ cells }) => cells[0]?.[0])).toEqual(['1', '2', '3']);
    expect(sheets[0]?.header.levels[0]?.cells[0]?.text).toBe('序号');
  });

  it('of 3,000 records is laid out', () => {
    const print = layOut([longList(3000).sheet], {}, 'ledger');
    expect(print.pages.flatMap(dataRows)).toHaveLength(3000);
    for (const page of print.pages) {
      expect(page.tableTop + tableHeight(print, page)).toBeLessThanOrEqual(261 + 1e-6);
    }
  });
});

it('an empty table is a page with its header', () => {
  const { pages } = layOut([{ ...longList(0).sheet }]);
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ hasTable: true, rows: [] });
});

it('the usual options of every look are options', () => {
  for (const look of ['document', 'ledger', 'report'] as const) {
    const usual = usualPrintOptions(['annex1'], look);
    expect(printOptionsSchema.parse(usual)).toEqual(usual);
  }
});
