/** Exported workbooks, printed by LibreOffice and measured on their pages. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeList } from '../../electron/backend/sheets/write/write-list.ts';
import { writeTable } from '../../electron/backend/sheets/write/write-table.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { type PrintLook, type PrintOptions, usualPrintOptions } from '../../shared/print/options.ts';
import { orderKeysBetween } from '../../shared/values/order-key.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { drawPage, findRules, type ReadPage, readPages } from './pages.ts';
import { printWorkbooks } from './spreadsheets.ts';

type Printed = { readonly pdf: string; readonly pages: readonly ReadPage[] };

const narrow = tableOf(['乡镇', '村名', '户数', '备注'], null);
const wide = tableOf(
  Array.from({ length: 14 }, (_, index) => `第${index + 1}季度完成户数`),
  null,
);
const annex = tableOf(['乡镇', '村名', '户数', '备注'], '附件3');

let ledger: Printed;
let across: Printed;
let official: Printed;
let annexOfForm: Printed;
beforeAll(() => {
  const books = [
    writeList({ definition: narrow, rows: rowsOf(narrow, 90) }),
    writeList({ definition: wide, rows: rowsOf(wide, 60) }),
    writeList({
      definition: annex,
      rows: rowsOf(annex, 90),
      print: { settings: settingsOf('document', { direction: 'upright' }), firstPage: 7 },
    }),
  ];
  const form = readFileSync('seeds/forms/annex1.xlsx');
  const names = numbered(60).map((index) => ['高都镇', '提档升级村', `${index}号村`] as const);
  const bound = { bytes: form, fileName: '附件1.xlsx', layout: 'grouped', definition: null } as const;
  const filled = {
    definition: annexTable,
    rows: annexRows(names),
    groups: numbered(30).map(String),
    form: bound,
  };
  books.push(writeTable(filled, () => {}).bytes);
  const made = printWorkbooks(books).map((pdf): Printed => ({ pdf, pages: readPages(pdf) }));
  const [first, second, third, fourth] = made;
  if (!first || !second || !third || !fourth) throw new Error('not printed');
  [ledger, across, official, annexOfForm] = [first, second, third, fourth];
});

describe('a ledger on paper', () => {
  it('stands upright where its columns fit, and lies across where they would shrink', () => {
    expect(sizes(ledger)).toEqual(['210×297']);
    expect(sizes(across)).toEqual(['297×210']);
  });

  it('is within the margins of its print, in the middle, as wide as the page at most', () => {
    for (const { pdf, pages } of [ledger, across]) {
      const { across: rules, down } = findRules(pdf, 1);
      const [page] = pages;
      const [left = 0, right = 0] = [down[0], down.at(-1)];
      const isAcross = (page?.width ?? 0) > 250;
      const margins = isAcross ? { top: 20, left: 18, right: 18 } : { top: 18, left: 20, right: 15 };
      // LibreOffice makes a header smaller together with its sheet.
      if (!isAcross) expectTop(rules[0], margins.top);
      else expect(rules[0]).toBeLessThan(margins.top + 3);
      expect(left).toBeGreaterThan(margins.left - 0.5);
      expect(right).toBeLessThan((page?.width ?? 0) - margins.right + 0.5);
      const middle = (margins.left + (page?.width ?? 0) - margins.right) / 2;
      expect(Math.abs((left + right) / 2 - middle)).toBeLessThan(0.7);
    }
  });

  it('has title, header and page x of y on every page', () => {
    for (const { pages } of [ledger, across]) {
      expect(pages.length).toBeGreaterThan(1);
      for (const [index, page] of pages.entries()) {
        const text = textOf(page);
        expect(text).toContain('全县农村厕所统计表');
        expect(text).toContain(pages === ledger.pages ? '村名' : '第1季度');
        expect(text).toContain(`第${index + 1}页共${pages.length}页`);
      }
    }
  });
});

describe('a 公文附件 on paper', () => {
  it('has its label and title above the text block of 公文 on every page', () => {
    for (const [index, page] of official.pages.entries()) {
      const [label, title] = [/^附件3$/, /^全县农村厕所统计表$/].map((text) =>
        page.words.find((word) => text.test(word.text)),
      );
      expect(Math.abs((label?.left ?? 0) - 28)).toBeLessThan(1.5);
      expect(label?.bottom).toBeLessThan((title?.top ?? 0) + 1);
      expect(title?.bottom).toBeLessThan(38);
      const { across: rules } = findRules(official.pdf, index + 1);
      expectTop(rules[0], 37);
      expect(rules.at(-1)).toBeLessThan(262.5);
    }
  });

  it('counts from the number that was given: at right on odd pages, at left on even ones, 7 mm below', () => {
    expectNumbers(official, 7);
  });
});

describe('an annex exported by its form', () => {
  it('is upright within the text block of 公文, header repeated, numbers where GB/T 9704 has them', () => {
    expect(sizes(annexOfForm)).toEqual(['210×297']);
    expectNumbers(annexOfForm, 1);
    for (const [index, page] of annexOfForm.pages.entries()) {
      const { down, across: rules } = findRules(annexOfForm.pdf, index + 1);
      expect(down[0]).toBeGreaterThan(27.5);
      expect(down.at(-1)).toBeLessThan(184.5);
      expect(rules.at(-1)).toBeLessThan(262.5);
      expect(textOf(page)).toContain('精品示范村');
    }
  });
});

function expectNumbers({ pdf, pages }: Printed, first: number): void {
  expect(pages.length).toBeGreaterThan(1);
  for (const [index, page] of pages.entries()) {
    const number = page.words.filter(({ top }) => top > 262);
    expect(number.map(({ text }) => text).join('')).toBe(`—${first + index}—`);
    const right = Math.max(...number.map((word) => word.right));
    const left = Math.min(...number.map((word) => word.left));
    // One character of 4号 is free on the outer side.
    if (index % 2 === 0) expect(Math.abs(210 - 26 - right - 4.94)).toBeLessThan(1);
    else expect(Math.abs(left - 28 - 4.94)).toBeLessThan(1);
    expect(Math.abs(middleOfInk(pdf, index + 1, left) - 269)).toBeLessThan(1);
  }
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** LibreOffice takes each line of a header for some 2 mm lower than it is, and moves the table down by as much. */
function expectTop(top: number | undefined, wanted: number): void {
  expect(top).toBeGreaterThan(wanted - 0.5);
  expect(top).toBeLessThan(wanted + 5);
}

/** The middle of what stands at the left end of the number: its first dash. */
function middleOfInk(pdf: string, page: number, left: number): number {
  const { width, height, grey } = drawPage(pdf, page, 254);
  const rows: number[] = [];
  for (let y = 2640; y < height; y += 1) {
    for (let x = Math.round(left * 10); x < left * 10 + 30; x += 1) {
      if ((grey[y * width + x] ?? 255) < 140) rows.push(y);
    }
  }
  return (Math.min(...rows) + Math.max(...rows)) / 20;
}

function sizes({ pages }: Printed): string[] {
  return [...new Set(pages.map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`))];
}

function textOf({ words }: ReadPage): string {
  return words.map(({ text }) => text).join('');
}

function settingsOf(look: PrintLook, changes: Partial<PrintOptions>) {
  const { tables: _, ...settings } = { ...usualPrintOptions([], look), ...changes };
  return settings;
}

function tableOf(titles: readonly string[], annexLabel: string | null): TableDefinition {
  return {
    key: 'list',
    title: '厕所',
    documentTitle: '全县农村厕所统计表',
    annexLabel,
    columns: titles.map((title, index) => defineColumn({ key: `c${index}`, title })),
    keyColumns: [],
    grouped: null,
    position: 1,
  };
}

function rowsOf({ columns }: TableDefinition, count: number): Row[] {
  return orderKeysBetween(null, null, count).map((position, index) => ({
    id: `r${index}`,
    position,
    unit: null,
    round: null,
    source: null,
    values: Object.fromEntries(columns.map(({ key }, column) => [key, `${index + 1}之${column + 1}`])),
  }));
}
