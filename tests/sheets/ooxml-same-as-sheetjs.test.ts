/** Our scanner and SheetJS read the same, cell by cell: over every fixture, and over whatever two libraries write. */
import { readFileSync } from 'node:fs';
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { shapes } from '../fixtures/shapes/shapes.ts';
import { annexSheetRows, workbookBytes } from '../fixtures/sheets.ts';
import { archive, bySheetJs, main, scanned, strictMain } from './ooxml-archive.ts';

const workbooks = shapes.filter(({ format }) => format === 'xlsx');

describe('the two readers agree', () => {
  it.each(workbooks.map((shape) => [shape.name, shape] as const))('on the shape %s', async (_name, shape) => {
    const bytes = await shape.bytes();
    expect(scanned(bytes)).toEqual(bySheetJs(bytes));
  });

  it.each(['annex1', 'annex2'])('on the form %s', (name) => {
    const bytes = readFileSync(`seeds/forms/${name}.xlsx`);
    expect(scanned(bytes)).toEqual(bySheetJs(bytes));
  });

  it('on an annex as SheetJS writes it', () => {
    const rows = annexSheetRows([['高都镇', '泊南村', '大兴村、任庄村', 3]], ['合计', 1, 2]);
    const bytes = workbookBytes([
      { rows, merges: ['A2:D2'] },
      { rows: [['隐藏']], hidden: true },
    ]);
    expect(scanned(bytes)).toEqual(bySheetJs(bytes));
  });

  it('on any workbook that SheetJS writes, texts shared or not', () => {
    fc.assert(
      fc.property(fc.array(sheetJsSheet, { minLength: 1, maxLength: 3 }), fc.boolean(), (sheets, bookSST) => {
        const workbook = utils.book_new();
        for (const [index, { sheet }] of sheets.entries())
          utils.book_append_sheet(workbook, sheet, `表${index}`);
        workbook.Workbook = {
          Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden })),
          WBProps: { date1904: bookSST },
        };
        const bytes = new Uint8Array(
          write(workbook, { type: 'array', bookType: 'xlsx', bookSST, compression: true }),
        );
        expect(scanned(bytes)).toEqual(bySheetJs(bytes));
      }),
      { numRuns: 150 },
    );
  });

  it('on any workbook that exceljs writes', async () => {
    await fc.assert(
      fc.asyncProperty(excelJsSheet, async (content) => {
        const bytes = await writeWithExcelJs(content);
        expect(scanned(bytes)).toEqual(bySheetJs(bytes));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the two readers agree on the same workbook written in other ways', () => {
  it.each([
    ['Strict OOXML', toStrict],
    ['a prefix on every element', withPrefixes],
    ['parts in UTF-16', inUtf16],
  ] as const)('%s', { timeout: 120_000 }, async (_name, rewrite) => {
    for (const shape of workbooks) {
      const usual = await shape.bytes();
      const rewritten = rewriteParts(usual, rewrite);
      const read = scanned(rewritten);
      expect([shape.name, read]).toEqual([shape.name, scanned(usual)]);
      expect([shape.name, bySheetJs(rewritten)]).toEqual([shape.name, read]);
    }
  });
});

/** The workbook with every XML part put another way. */
function rewriteParts(workbook: Uint8Array, rewrite: (xml: string) => string | Uint8Array): Uint8Array {
  return archive(
    Object.fromEntries(
      listEntries(workbook).map((entry) => {
        const data = inflateEntry(workbook, entry);
        return [
          entry.name,
          /\.(?:xml|rels)$/.test(entry.name) ? rewrite(Buffer.from(data).toString()) : data,
        ];
      }),
    ),
  );
}

function toStrict(xml: string): string {
  return xml
    .replaceAll(main, strictMain)
    .replaceAll(
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      'http://purl.oclc.org/ooxml/officeDocument/relationships',
    );
}

function withPrefixes(xml: string): string {
  if (!xml.includes(`xmlns="${main}"`)) return xml;
  return xml
    .replace(/<(\/?)([A-Za-z]\w*)(?=[\s/>])/g, '<$1x:$2')
    .replace(`xmlns="${main}"`, `xmlns:x="${main}"`);
}

function inUtf16(xml: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml.replace('UTF-8', 'UTF-16'), 'utf16le')]);
}

/** Letters that formats love to misread, some beyond the BMP. */
const letters = fc.constantFrom(...'村庄閼閆𠮷𡎴𪚥〇０a1 -=+@_x0041_<>&"\'\n\t　·．😀é');
const text = fc.string({ unit: letters, minLength: 0, maxLength: 14 });
const formats = [
  ...['General', '0', '0.00', '#,##0', '#,##0.00', '0%', '0.00%', '0.00E+00', '@', '0.00_);[Red]\\(0.00\\)'],
  ...[
    'yyyy"年"m"月"d"日"',
    'yyyy-mm-dd',
    'm/d/yy h:mm',
    'h:mm',
    'yyyy"年"m"月"',
    '[$-804]0',
    '# ?/?',
    '"¥"#,##0.00',
  ],
  ...[
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '[h]:mm:ss',
    'yyyy年m月d日',
    '0"户"',
    '[>9]0.0;0',
    ';;;',
  ],
];
const format = fc.constantFrom(...formats);
const number = fc.oneof(
  fc.integer({ min: -100, max: 60_000 }),
  fc.integer({ min: -1e7, max: 1e7 }).map((value) => value / 100),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const sheetJsCell: fc.Arbitrary<CellObject> = fc.oneof(
  text.map((v): CellObject => ({ t: 's', v })),
  fc.record({ t: fc.constant('n' as const), v: number, z: format }),
  fc.record({
    t: fc.constant('n' as const),
    v: number,
    z: format,
    f: fc.constantFrom('A1+1', 'SUM(A1:B2)&"<x>"'),
  }),
  fc.boolean().map((v): CellObject => ({ t: 'b', v })),
  fc.constantFrom(0x00, 0x07, 0x0f, 0x17, 0x1d, 0x24, 0x2a).map((v): CellObject => ({ t: 'e', v })),
  fc.record({ t: fc.constant('s' as const), v: text, f: fc.constant('A1&""') }),
);

const sheetJsSheet: fc.Arbitrary<{ sheet: WorkSheet; hidden: 0 | 1 | 2 }> = fc
  .record({
    cells: fc.array(fc.tuple(fc.nat(12), fc.nat(30), sheetJsCell), { maxLength: 30 }),
    merges: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(3), fc.nat(3)), { maxLength: 3 }),
    hiddenRows: fc.array(fc.nat(12), { maxLength: 3 }),
    hiddenColumns: fc.array(fc.nat(30), { maxLength: 3 }),
    hidden: fc.constantFrom(0 as const, 1 as const, 2 as const),
  })
  .map(({ cells, merges, hiddenRows, hiddenColumns, hidden }) => {
    const sheet: WorkSheet = { '!ref': 'A1:AE13' };
    for (const [row, column, cell] of cells) sheet[utils.encode_cell({ r: row, c: column })] = cell;
    sheet['!merges'] = merges.map(([r, c, height, width]) => ({
      s: { r, c },
      e: { r: r + height, c: c + width },
    }));
    sheet['!rows'] = Array.from({ length: 13 }, (_, row) => ({ hidden: hiddenRows.includes(row) }));
    sheet['!cols'] = Array.from({ length: 31 }, (_, column) => ({ hidden: hiddenColumns.includes(column) }));
    return { sheet, hidden };
  });

type ExcelJsContent = {
  readonly cells: readonly (readonly [
    row: number,
    column: number,
    value: ExcelJS.CellValue,
    format: string,
  ])[];
  readonly notes: readonly (readonly [row: number, column: number, text: string])[];
  readonly hiddenRow: number;
  readonly hiddenColumn: number;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly shared: boolean;
};

const excelJsValue: fc.Arbitrary<ExcelJS.CellValue> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.date({ min: new Date('1900-03-02'), max: new Date('2150-12-31'), noInvalidDate: true }),
  fc.constantFrom('#N/A', '#REF!', '#DIV/0!').map((error) => ({ error }) as ExcelJS.CellErrorValue),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((runs) => ({
    richText: runs.map((run, index) => ({ text: run, ...(index === 1 ? { font: { bold: true } } : {}) })),
  })),
  fc
    .constantFrom(5, 0, '甲', true, undefined)
    .map((result) =>
      result === undefined
        ? { formula: 'A1+1', date1904: false }
        : { formula: 'A1+1', result, date1904: false },
    ),
  text.map((shown) => ({ text: shown, hyperlink: 'https://example.cn/' })),
  fc.constant(null),
);

const excelJsSheet: fc.Arbitrary<ExcelJsContent> = fc.record({
  cells: fc.array(fc.tuple(fc.nat(12), fc.nat(30), excelJsValue, format), { maxLength: 30 }),
  notes: fc.array(
    fc.tuple(
      fc.nat(12),
      fc.nat(30),
      text.filter((value) => value.trim() !== ''),
    ),
    { maxLength: 2 },
  ),
  hiddenRow: fc.nat(12),
  hiddenColumn: fc.nat(30),
  state: fc.constantFrom('visible', 'hidden', 'veryHidden'),
  shared: fc.boolean(),
});

async function writeWithExcelJs(content: ExcelJsContent): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('首页').getCell('A1').value = '封面';
  const sheet = workbook.addWorksheet('数据 & “表”', { state: content.state });
  for (const [row, column, value, numFmt] of content.cells) {
    const cell = sheet.getCell(row + 1, column + 1);
    cell.value = value;
    cell.numFmt = numFmt;
  }
  if (content.shared) {
    sheet.fillFormula('AG2:AG5', 'A2*2', [1, 2, 3, 4]);
    sheet.fillFormula('AH2:AH5', '$A2&A$1+SUM(A$1:B2)', []);
  }
  for (const [row, column, note] of content.notes) sheet.getCell(row + 1, column + 1).note = note;
  sheet.getRow(content.hiddenRow + 1).hidden = true;
  sheet.getColumn(content.hiddenColumn + 1).hidden = true;
  sheet.mergeCells('AJ1:AK2');
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
