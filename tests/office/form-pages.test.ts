/** Filled and issued forms on paper: LibreOffice opens them, and they look as the form does but for what was filled in. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { issueCopies } from '../../electron/backend/sheets/issue/issue-copies.ts';
import type { IssueUnit } from '../../electron/backend/sheets/issue/issue-request.ts';
import { convertForm } from '../../electron/backend/sheets/learn/convert/convert-form.ts';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import type { CellWrite, SheetFill } from '../../electron/backend/sheets/refill/fill.ts';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { writeTable } from '../../electron/backend/sheets/write/write-table.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { formBytes } from '../fixtures/forms.ts';
import { householdForm } from '../fixtures/forms-drawn.ts';
import { drawPage, type Image, readPages, readText } from './pages.ts';
import { printWorkbooks } from './spreadsheets.ts';

const resolution = 100;
/** How far the edge of a letter or a line may reach out of its cell, in pixels. */
const edge = 2;

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function eachDifference(before: Image, after: Image, visit: (x: number, y: number) => void): void {
  expect([after.width, after.height]).toEqual([before.width, before.height]);
  for (let at = 0; at < before.grey.length; at += 1) {
    if (Math.abs((before.grey[at] ?? 0) - (after.grey[at] ?? 0)) > 8) {
      visit(at % before.width, Math.floor(at / before.width));
    }
  }
}

/** Where two pages differ; null where they do not. */
function differenceOf(before: Image, after: Image): Box | null {
  const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
  eachDifference(before, after, (x, y) => {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  });
  return box.right < 0 ? null : box;
}

function text(row: number, column: number, value: string): CellWrite {
  return { row, column, value: { kind: 'text', text: value } };
}

function number(row: number, column: number, value: number): CellWrite {
  return { row, column, value: { kind: 'number', value } };
}

/** The form, the form filled, and for each cell the form with this cell coloured, which tells where it is printed. */
function printFilled(form: Uint8Array, sheet: string, cells: readonly CellWrite[]) {
  const fill = (changed: Omit<SheetFill, 'sheet'>) =>
    refillWorkbook(form, { sheets: [{ sheet, ...changed }] }).bytes;
  const marked = cells.map(({ row, column }) => fill({ marks: [{ row, column, color: '808080' }] }));
  const pdfs = printWorkbooks([form, fill({ cells, growsRows: true }), ...marked]);
  const [before, after, ...places] = pdfs.map((pdf) => drawPage(pdf, 1, resolution));
  if (before === undefined || after === undefined) throw new Error('every workbook was printed');
  return { before, after, boxes: places.flatMap((place) => differenceOf(before, place) ?? []), pdfs };
}

function expectOnlyCells(printed: ReturnType<typeof printFilled>, count: number): void {
  const { before, after, boxes } = printed;
  expect(boxes).toHaveLength(count);
  const touched = new Set<Box>();
  const outside: string[] = [];
  eachDifference(before, after, (x, y) => {
    const box = boxes.find(
      ({ left, right, top, bottom }) =>
        x >= left - edge && x <= right + edge && y >= top - edge && y <= bottom + edge,
    );
    if (box === undefined) outside.push(`${x},${y}`);
    else touched.add(box);
  });
  expect(outside).toEqual([]);
  expect(touched.size).toBe(count);
}

describe('a filled form on paper', () => {
  it('differs from the blank one in the cells that were filled, and nowhere else', async () => {
    const cells = [
      text(7, 1, '高都镇'),
      text(7, 2, '大兴村'),
      number(7, 3, 12),
      number(8, 6, 3.5),
      text(10, 8, '已核实'),
      { row: 11, column: 3, value: { kind: 'result', value: 12 } } as const,
    ];
    expectOnlyCells(printFilled(await formBytes([householdForm]), '脱贫户', cells), cells.length);
  });

  it('does so, too, where the form was an .xls', () => {
    const old = new Uint8Array(readFileSync('tests/fixtures/old-form.xls'));
    const { bytes } = convertForm({ bytes: old, fileName: '脱贫户.xls' });
    const cells = [text(7, 1, '高都镇'), text(9, 2, '泊南村'), number(8, 7, 2)];
    expectOnlyCells(printFilled(bytes, '脱贫户', cells), cells.length);
  });

  it('shows every name of a long line, in a row that grew', () => {
    const names = Array.from({ length: 40 }, (_, index) => `第${index + 1}号村`);
    const rows = annexRows(names.map((name) => ['山河镇', '提档升级村', name] as const));
    const bytes = readFileSync('seeds/forms/annex1.xlsx');
    const form = { bytes, fileName: '附件1.xlsx', layout: 'grouped', definition: null } as const;
    const request = { definition: annexTable, rows, groups: ['高都镇', '山河镇'], form };
    const [pdf] = printWorkbooks([writeTable(request, () => {}).bytes]);
    if (pdf === undefined) throw new Error('printed');
    expect(readPages(pdf)).toHaveLength(1);
    const shown = readText(pdf);
    for (const name of names) expect(shown).toContain(name);
  });
});

describe('the sixteen copies of an annex', () => {
  it('open, each with its township and its villages, locked and with drop-downs, on a page as the form has it', () => {
    const template = readFileSync('seeds/forms/annex2.xlsx');
    const pointed = { sheet: null, header: null, layout: 'grouped' } as const;
    const learnt = learnForm({ bytes: template, fileName: '附件2.xlsx', ...pointed }).proposals[0]?.form;
    if (learnt === undefined) throw new Error('nothing learnt');
    const units = Array.from({ length: 16 }, (_, index): IssueUnit => {
      const name = `第${index + 1}镇`;
      return {
        ...{ name, fileName: `${name}.xlsx`, villages: ['甲村', '乙村'] },
        rows: annexRows([
          [name, '精品示范村', `${index + 1}号示范村`],
          [name, '提档升级村', `${index + 1}号提升村`],
        ]),
      };
    });
    const { copies } = issueCopies(
      {
        template,
        fileName: '附件2.xlsx',
        form: bindForm(learnt, annexTable).form,
        table: annexTable,
        period: '2025年10月',
        mark: { workbook: 'w', round: 'r', form: 'f', edition: 1 },
        units,
        spareRows: 0,
        locks: true,
      },
      () => {},
    );
    const [blank, ...pdfs] = printWorkbooks([template, ...copies.map(({ data }) => data)]);
    if (blank === undefined) throw new Error('printed');
    const [page] = readPages(blank);
    for (const [index, pdf] of pdfs.entries()) {
      const [own, ...more] = readPages(pdf);
      expect([own?.width, own?.height, more.length]).toEqual([page?.width, page?.height, 0]);
      const shown = readText(pdf);
      expect(shown).toContain(`第${index + 1}镇${index + 1}号示范村${index + 1}号提升村`);
      expect(shown).toContain('合计');
    }
    expect(pdfs).toHaveLength(16);
  });
});
