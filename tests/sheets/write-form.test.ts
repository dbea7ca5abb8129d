import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { countLines, pointsOfWidth } from '../../electron/backend/sheets/write/text-size.ts';
import { writeTable } from '../../electron/backend/sheets/write/write-table.ts';
import { listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { buildAnnexForm } from '../../seeds/forms/annex-form.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { formBytes } from '../fixtures/forms.ts';
import { fixedForm } from '../fixtures/forms-drawn.ts';
import { importRows } from '../fixtures/reading.ts';
import { workbookBytes } from '../fixtures/sheets.ts';

const townships = ['高都镇', '大阳镇', '山河镇'];
const template = readFileSync('seeds/forms/annex1.xlsx');

async function write(
  rows: readonly Row[],
  groups = townships,
  form: Uint8Array = template,
): Promise<Uint8Array> {
  const request = { bytes: form, fileName: '表样.xlsx', layout: 'grouped', definition: null } as const;
  return writeTable({ definition: annexTable, rows, groups, form: request }, () => {}).bytes;
}

async function open(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('no sheet was written');
  return sheet;
}

function rowOf(sheet: ExcelJS.Worksheet, row: number): unknown[] {
  return ['A', 'B', 'C', 'D'].map((column) => sheet.getCell(`${column}${row}`).value);
}

describe('the forms of the seeds', () => {
  it.each([
    ['annex1.xlsx', '附件1', '2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）'],
    ['annex2.xlsx', '附件2', '2025 年泽州县“千万工程”精品示范村、提档升级村名单（市级）'],
  ])('%s is what the builder builds, byte for byte', async (file, label, title) => {
    const built = await buildAnnexForm({ label, title });
    expect(Buffer.from(built).equals(readFileSync(`seeds/forms/${file}`))).toBe(true);
  });
});

describe('an annex written into its form', () => {
  const many = Array.from({ length: 30 }, (_, index) => `第${index + 1}号村`);
  const rows = annexRows([
    ['高都镇', '精品示范村', '泊南村', '省级重点'],
    ['高都镇', '提档升级村', '大兴村', '省级重点'],
    ['高都镇', '提档升级村', '任庄村', '省级重点'],
    ...many.map((name) => ['山河镇', '提档升级村', name] as const),
  ]);
  let sheet: ExcelJS.Worksheet;
  beforeAll(async () => {
    sheet = await open(await write(rows));
  });

  it('carries label, title and header above one line a township, and counts the names below', () => {
    expect(sheet.name).toBe('附件1');
    expect(sheet.getCell('A1').value).toBe('附件1');
    expect(sheet.getCell('A2').value).toBe(annexTable.documentTitle);
    expect(rowOf(sheet, 3)).toEqual(['乡镇', '精品示范村', '提档升级村', '备注']);
    expect(rowOf(sheet, 4)).toEqual(['高都镇', '泊南村', '大兴村、任庄村', '省级重点']);
    expect(rowOf(sheet, 5)).toEqual(['大阳镇', null, null, null]);
    expect(rowOf(sheet, 6)).toEqual(['山河镇', null, many.join('、'), null]);
    expect(rowOf(sheet, 7)).toEqual(['合计', 1, 32, null]);
    expect(sheet.rowCount).toBe(7);
  });

  it('names the fonts of official documents and rules every cell of the table', () => {
    expect([sheet.getCell('A1').font.name, sheet.getCell('A1').font.size]).toEqual(['黑体', 16]);
    expect([sheet.getCell('A2').font.name, sheet.getCell('A2').font.size]).toEqual(['方正小标宋简体', 22]);
    expect([sheet.getCell('B3').font.name, sheet.getCell('B3').font.size]).toEqual(['黑体', 12]);
    for (const row of [4, 5, 6, 7]) {
      for (const column of ['A', 'B', 'C', 'D']) {
        const { font, border, alignment } = sheet.getCell(`${column}${row}`);
        expect([font.name, font.size, alignment.vertical, alignment.wrapText]).toEqual([
          '仿宋_GB2312',
          12,
          'middle',
          true,
        ]);
        expect([border.top?.style, border.bottom?.style, border.left?.style, border.right?.style]).toEqual([
          'thin',
          'thin',
          'thin',
          'thin',
        ]);
      }
    }
  });

  it('prints on A4 upright with the margins of official documents, header repeated, page numbers outside', () => {
    const { margins, ...page } = sheet.pageSetup;
    expect(page).toMatchObject({
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '3:3',
      printArea: 'A1:D7',
    });
    const millimetres = [margins?.top, margins?.left, margins?.bottom, margins?.right].map((inches) =>
      Math.round((inches ?? 0) * 25.4),
    );
    expect(millimetres).toEqual([37, 28, 35, 26]);
    expect(sheet.headerFooter).toMatchObject({
      differentOddEven: true,
      oddFooter: expect.stringMatching(/^&R&"宋体,.*"&14.*— &P —/),
      evenFooter: expect.stringMatching(/^&L&"宋体,.*"&14.*— &P —/),
    });
  });

  it('gives every line the height that its wrapped names need', () => {
    const width = pointsOfWidth(sheet.getColumn('C').width ?? 0);
    const lines = countLines(many.join('、'), width, 12);
    expect(lines).toBeGreaterThan(8);
    expect(sheet.getRow(6).height).toBeGreaterThan(lines * 12 * 1.25);
    expect(sheet.getRow(5).height).toBe(26);
  });

  it('fits any number of lines', async () => {
    for (const count of [0, 1, 2, 40]) {
      const groups = Array.from({ length: count }, (_, index) => `第${index + 1}镇`);
      const written = await open(await write([], groups));
      const last = 3 + Math.max(count, 1) + 1;
      expect(rowOf(written, last)).toEqual(['合计', 0, 0, null]);
      expect([written.rowCount, written.pageSetup.printArea]).toEqual([last, `A1:D${last}`]);
      expect(written.getCell(`D${last - 1}`).border.bottom?.style).toBe('thin');
    }
  });

  it('fits a form with more lines than needed, and keeps what stands below its total', async () => {
    const form = workbookBytes([
      {
        rows: [
          ['乡镇', '精品示范村', '提档升级村', '备注'],
          ['甲'],
          ['乙'],
          ['丙'],
          ['丁'],
          ['合计'],
          ['注：初步名单'],
        ],
      },
    ]);
    const written = await open(await write(rows, townships, form));
    expect(rowOf(written, 4)[0]).toBe('山河镇');
    expect(rowOf(written, 5)).toEqual(['合计', 1, 32, null]);
    expect(rowOf(written, 6)[0]).toBe('注：初步名单');
    expect(written.rowCount).toBe(6);
  });

  it('never turns a text into a formula', async () => {
    const risky = annexRows([
      ['高都镇', '精品示范村', '=1+1'],
      ['大阳镇', '精品示范村', '@SUM(A1)', '+86'],
    ]);
    const bytes = await write(risky);
    const written = await open(bytes);
    for (const address of ['B4', 'B5', 'D5']) {
      expect(written.getCell(address).type).toBe(ExcelJS.ValueType.String);
    }
    const request = { bytes, fileName: 'x.xlsx', definition: annexTable, groups: townships };
    expect(importRows(request).rows.map(({ values }) => values)).toEqual(risky.map(({ values }) => values));
  });

  it('refuses a text that no cell holds, naming the cell', async () => {
    const long = annexRows([['大阳镇', '提档升级村', '村'.repeat(32_768)]]);
    const refusal = await write(long).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(HuibiaoError);
    expect(refusal).toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/工作表“附件1”的 C5 .*32768 个字.*32,767/),
      details: { sheet: '附件1', cell: 'C5', length: 32_768 },
    });
  });

  it('leaves the titles of a form that was learnt as they were circulated', async () => {
    const learnt = learnForm({
      bytes: template,
      fileName: '表样.xlsx',
      sheet: null,
      header: null,
      layout: null,
    });
    const form = learnt.proposals[0]?.form;
    if (form === undefined) throw new Error('nothing proposed');
    const request = {
      bytes: template,
      fileName: '表样.xlsx',
      layout: 'grouped',
      definition: bindForm(form, annexTable).form,
    } as const;
    const definition = { ...annexTable, documentTitle: '2026年另一个名单' };
    const titled = (definition_: typeof request.definition | null) =>
      writeTable(
        { definition, rows, groups: townships, form: { ...request, definition: definition_ } },
        () => {},
      ).bytes;
    expect((await open(titled(request.definition))).getCell('A2').value).toBe(annexTable.documentTitle);
    expect((await open(titled(null))).getCell('A2').value).toBe('2026年另一个名单');
  });

  it('changes nothing of the form but the sheet and the workbook', async () => {
    const before = new Map(listEntries(template).map(({ name, crc }) => [name, crc]));
    const changed = listEntries(await write(rows)).filter(({ name, crc }) => before.get(name) !== crc);
    expect(changed.map(({ name }) => name).toSorted()).toEqual([
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
  });

  it('refuses a form of another table', async () => {
    const form = workbookBytes([{ rows: [['姓名', '电话']] }]);
    await expect(write(rows, townships, form)).rejects.toMatchObject({ code: 'form_unfillable' });
  });
});

describe('the returns of a fixed form, exported into one', () => {
  it('are added up cell by cell, and what cannot be added is named', async () => {
    const bytes = await formBytes([fixedForm]);
    const { proposals } = learnForm({
      bytes,
      fileName: '季报.xlsx',
      sheet: null,
      header: null,
      layout: null,
    });
    const learnt = proposals[0]?.form;
    if (learnt === undefined) throw new Error('nothing proposed');
    const table = tableFromForm(learnt, { key: 'season', position: 1 });
    const form = bindForm(learnt, table).form;
    const [first, second] = form.figures.filter(({ type, formula }) => type === 'number' && !formula);
    if (first?.key == null || second?.key == null) throw new Error('the form has figures');
    const row = (id: string, values: Row['values']): Row => ({
      ...{ id, position: id, unit: null, round: null, source: null },
      values,
    });
    const request = {
      definition: table,
      groups: [],
      form: { bytes, fileName: '季报.xlsx', layout: form.layout, definition: form },
    } as const;
    const one = [row('a', { [first.key]: 0.1, [second.key]: 5 })];
    const three = [
      ...one,
      row('b', { [first.key]: 0.2 }),
      row('c', { [second.key]: { kind: 'unread', text: '约50', reason: '不是确切的数。' } }),
    ];
    const shown = async (rows: readonly Row[]) => {
      const { bytes: written, problems } = writeTable({ ...request, rows }, () => {});
      const sheet = await open(written);
      const values = [first, second].map((at) => sheet.getCell(at.row + 1, at.column + 1).value);
      return { values, codes: problems.map(({ code }) => code) };
    };
    expect(await shown(one)).toEqual({ values: [0.1, 5], codes: [] });
    expect(await shown(three)).toEqual({ values: [0.3, 5], codes: ['rows_summed', 'not_summed'] });
  });
});
