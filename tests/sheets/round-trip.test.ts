import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTable } from '../../electron/backend/sheets/write/write-table.ts';
import { type CellValue, cellValuesEqual } from '../../shared/model/cell-value.ts';
import { type Column, defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { importRows } from '../fixtures/reading.ts';

const template = readFileSync('seeds/forms/annex1.xlsx');
const townships = ['高都镇', '大阳镇', '山河镇', '𠮷塘镇'];
const choices = ['精品示范村', '提档升级村'];

/** Names with rare characters, some beyond the BMP, and with signs that formats love to misread. */
const nameLetters = fc.constantFrom(...'村庄閼閆𠮷𡎴𪚥〇０A1-=+@_x0041_<&>"\'（）·．');
const name = fc
  .string({ unit: nameLetters, minLength: 1, maxLength: 12 })
  .filter((text) => !/^-+$/.test(text));
const note = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { nil: undefined });

/** Lines of distinct names; a line's note is one for all of its rows. */
const annexEntries = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...townships), fc.constantFrom(...choices), name), {
    maxLength: 25,
    selector: ([township, , village]) => `${township} ${village}`,
  })
  .chain((entries) =>
    fc.record({ entries: fc.constant(entries), notes: fc.array(note, { minLength: 4, maxLength: 4 }) }),
  );

function orderOf([township, choice]: readonly [string, string, string]): number {
  return townships.indexOf(township) * 2 + choices.indexOf(choice);
}

async function writeAndRead(definition: TableDefinition, rows: readonly Row[], form: Uint8Array | null) {
  const grouped = { fileName: '表样.xlsx', layout: 'grouped', definition: null } as const;
  const request = form === null ? null : { ...grouped, bytes: form };
  const { bytes } = writeTable({ definition, rows, groups: townships, form: request }, () => {});
  return importRows({ bytes, fileName: 'x.xlsx', definition, groups: townships });
}

describe('what is written is read back as the same rows', () => {
  it('an annex in its form and as a list, with rare characters, notes and empty lines', async () => {
    await fc.assert(
      fc.asyncProperty(annexEntries, async ({ entries, notes }) => {
        const ordered = [...entries].sort((left, right) => orderOf(left) - orderOf(right));
        const rows = annexRows(
          ordered.map((entry) => {
            const text = notes[townships.indexOf(entry[0])];
            return text === undefined || text.trim() === '' ? entry : [...entry, normalised(text)];
          }),
        );
        for (const form of [template, null]) {
          const read = await writeAndRead(annexTable, rows, form);
          expect(read.rows.map(({ values }) => values)).toEqual(rows.map(({ values }) => values));
          expect(read.problems.filter(({ code }) => code !== 'no_rows')).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a list of every column type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(listValues(), { minLength: 1, maxLength: 12 }), async (lines) => {
        const rows = lines.map(
          (values, index): Row => ({
            id: `r${index}`,
            position: `a${index}`,
            unit: null,
            round: null,
            source: null,
            values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
          }),
        );
        const read = await writeAndRead(listTable, rows, null);
        expect(read.rows.map(({ values }) => values)).toEqual(rows.map(({ values }) => values));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a list workbook', () => {
  it('keeps numbers, dates and percentages real, codes as text, and computes what is computed', async () => {
    const row: Row = {
      id: 'r',
      position: 'a',
      unit: null,
      round: null,
      source: null,
      values: {
        text: '=cmd|x',
        number: 140_525_100_001,
        percent: 0.895,
        date: '2025-03-26',
        boolean: false,
        units: ['甲局', '乙局'],
        choice: { kind: 'none', text: '无' },
        comparator: '≥',
        target: 200,
        current: 50,
      },
    };
    const month = {
      ...row,
      id: 's',
      values: { text: '001', date: '2025-03', number: { kind: 'none', text: '/' } },
    } as const;
    const { bytes } = writeTable(
      { definition: listTable, rows: [row, month], groups: [], form: null },
      () => {},
    );
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const sheet = workbook.worksheets[0];
    if (sheet === undefined) throw new Error('no sheet was written');
    const cells = Object.fromEntries(
      listTable.columns.map(({ key }, index) => [
        key,
        [2, 3].map((at) => sheet.getRow(at).getCell(index + 1)),
      ]),
    );
    const shown = (key: string) => cells[key]?.map(({ value, numFmt }) => [value, numFmt]);
    expect(shown('text')).toEqual([
      ['=cmd|x', '@'],
      ['001', '@'],
    ]);
    expect(shown('number')).toEqual([
      [140_525_100_001, '0'],
      ['/', '@'],
    ]);
    expect(shown('percent')?.[0]).toEqual([0.895, '0.0%']);
    expect(shown('date')).toEqual([
      [new Date('2025-03-26'), 'yyyy-mm-dd'],
      ['2025-03', '@'],
    ]);
    expect(shown('boolean')?.[0]?.[0]).toBe('否');
    expect(shown('units')?.[0]?.[0]).toBe('甲局、乙局');
    expect(shown('choice')).toEqual([
      ['无', '@'],
      [null, '@'],
    ]);
    expect(shown('completionRate')?.[0]).toEqual([0.25, '0%']);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '1:1' });
  });
});

const listTable: TableDefinition = {
  key: 'everything',
  title: '各类栏目',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'text', title: '文本', required: true }),
    defineColumn({ key: 'number', title: '数', type: 'number' }),
    defineColumn({ key: 'money', title: '资金', type: 'number', measureWord: '万元' }),
    defineColumn({ key: 'percent', title: '比例', type: 'percent' }),
    defineColumn({ key: 'date', title: '日期', type: 'date' }),
    defineColumn({ key: 'boolean', title: '是否', type: 'boolean' }),
    defineColumn({ key: 'choice', title: '选项', type: 'choice', choices: ['甲', '乙', '定性'] }),
    defineColumn({ key: 'unit', title: '单位', type: 'unit' }),
    defineColumn({ key: 'units', title: '责任单位', type: 'units' }),
    defineColumn({ key: 'village', title: '村名', type: 'village' }),
    defineColumn({ key: 'identity', title: '身份证号', type: 'identity' }),
    defineColumn({ key: 'phone', title: '联系电话', type: 'phone' }),
    defineColumn({ key: 'comparator', title: '比较', type: 'choice', choices: ['≥', '≤'] }),
    defineColumn({ key: 'target', title: '目标值', type: 'number' }),
    defineColumn({ key: 'current', title: '当前值', type: 'number' }),
    defineColumn({ key: 'completionRate', title: '完成率', type: 'percent', computed: 'completionRate' }),
  ],
  keyColumns: ['text'],
  grouped: null,
  position: 1,
};

/** A row's values; each is one that its own text is read back to, as every stored value is. */
function listValues(): fc.Arbitrary<Record<string, CellValue>> {
  const entries = listTable.columns
    .filter(({ computed }) => computed === null)
    .map((column) => [column.key, column.key === 'text' ? keyText : fc.option(someValue(column))] as const);
  return fc.record(Object.fromEntries(entries));
}

const keyText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .map((text) => `x${normalised(text)}`);

function someValue(column: Column): fc.Arbitrary<CellValue> {
  const free = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => parseCellText(column, text));
  return fc
    .oneof(
      free,
      typedValue(column),
      fc.constantFrom('无', '/', '约50', '2025年').map((text) => parseCellText(column, text)),
    )
    .filter((value) => cellValuesEqual(parseCellText(column, formatCellValue(column, value)), value));
}

function typedValue(column: Column): fc.Arbitrary<CellValue> {
  switch (column.type) {
    case 'number':
    case 'percent':
      return fc
        .oneof(
          fc.integer(),
          fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000),
        )
        .map((value) => (value === 0 ? 0 : value));
    case 'date':
      return fc
        .date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
        .chain((date) => fc.constantFrom(10, 7, 4).map((length) => date.toISOString().slice(0, length)));
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...column.choices);
    case 'units':
      return fc.array(name, { minLength: 1, maxLength: 4 });
    case 'identity':
      return fc.constantFrom('11010519491231002X', '440524188001010014', '110105491231002');
    case 'phone':
      return fc.constantFrom('13912345678', '0356-3055566', '139 1234 5678');
    case 'text':
    case 'unit':
    case 'village':
      return name;
  }
}

/** Line ends as a text column stores them. */
function normalised(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
