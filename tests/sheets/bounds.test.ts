/** One set of bounds for every format: beyond it a file is refused, and the message names the bound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetBounds } from '../../electron/backend/sheets/bounds.ts';
import { loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import { type MergedRange, mergeAt, type Sheet } from '../../electron/backend/sheets/sheet.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { archive, parts, sheetXml, workbookOf, workbookXml } from './ooxml-archive.ts';

function refusalOf(content: string | Uint8Array): HuibiaoError {
  try {
    loadFile(typeof content === 'string' ? new TextEncoder().encode(content) : content, '回收.xls');
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const rows = sheetBounds.rows + 1;
const columns = sheetBounds.columns + 1;
const merges = sheetBounds.merges + 1;
const sheets = sheetBounds.sheets + 1;
const text = '长'.repeat(sheetBounds.textLength + 1);

const tooManyRows = /1,048,577 行，超过 1,048,576 行/;
const tooManyColumns = /16,385 列，超过 16,384 列/;
const tooLongText = /100,001 个字，超过 100,000 个字/;
const tooManyMerges = /100,001 处合并单元格，超过 100,000 处/;
const tooManySheets = /1,001 张工作表，超过 1,000 张/;
const tooManyCells = /4,000,001 个单元格，超过 4,000,000 个/;

const xml = (worksheets: string) =>
  `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${worksheets}</Workbook>`;
const xmlTable = (inside: string) => xml(`<Worksheet ss:Name="表1"><Table>${inside}</Table></Worksheet>`);
const html = (inside: string) => `<html><table>${inside}</table></html>`;
/** Declared unusual by a cell type that is none, so that SheetJS reads it. */
const fallback = (inside: string, after = '') =>
  archive(
    parts({
      'xl/worksheets/sheet1.xml': sheetXml(`<row r="1"><c r="A1" t="x"><v>1</v></c></row>${inside}`, after),
    }),
  );
const inline = (reference: string, content: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${content}</t></is></c>`;
const mergeCells = `<mergeCells>${Array.from({ length: merges }, (_, at) => `<mergeCell ref="A${at * 2 + 2}:A${at * 2 + 3}"/>`).join('')}</mergeCells>`;

const beyond: readonly (readonly [name: string, make: () => string | Uint8Array, says: RegExp])[] = [
  ['rows of a .csv', () => '甲,乙\n'.repeat(rows), tooManyRows],
  ['columns of a .csv', () => `甲${',乙'.repeat(columns - 1)}\n`, tooManyColumns],
  ['a text in a .csv', () => `甲,${text}\n`, tooLongText],
  ['cells of a .csv', () => `${'1,2,3,4,5,6,7,8'.repeat(1)}\n`.repeat(500_001), tooManyCells],
  ['rows of a .xlsx', () => workbookOf(`<row r="${rows}"><c r="A${rows}"><v>1</v></c></row>`), tooManyRows],
  ['columns of a .xlsx', () => workbookOf('<row r="1"><c r="XFE1"><v>1</v></c></row>'), tooManyColumns],
  ['a text in a .xlsx', () => workbookOf(`<row r="1">${inline('A1', text)}</row>`), tooLongText],
  [
    'merges of a .xlsx',
    () => archive(parts({ 'xl/worksheets/sheet1.xml': sheetXml('', mergeCells) })),
    tooManyMerges,
  ],
  [
    'sheets of a .xlsx',
    () =>
      archive(
        parts({
          'xl/workbook.xml': workbookXml(
            Array.from(
              { length: sheets },
              (_, at) => `<sheet name="${at}" sheetId="${at + 1}" r:id="rId1"/>`,
            ).join(''),
          ),
        }),
      ),
    tooManySheets,
  ],
  [
    'columns of an unusual .xlsx',
    () => fallback('<row r="2"><c r="XFE2"><v>1</v></c></row>'),
    tooManyColumns,
  ],
  [
    'rows of an unusual .xlsx',
    () => fallback(`<row r="${rows}"><c r="A${rows}"><v>1</v></c></row>`),
    tooManyRows,
  ],
  ['a text in an unusual .xlsx', () => fallback(`<row r="2">${inline('A2', text)}</row>`), tooLongText],
  ['merges of an unusual .xlsx', () => fallback('', mergeCells), tooManyMerges],
  [
    'rows of SpreadsheetML 2003',
    () => xmlTable(`<Row ss:Index="${rows}"><Cell><Data ss:Type="String">x</Data></Cell></Row>`),
    tooManyRows,
  ],
  [
    'columns of SpreadsheetML 2003',
    () => xmlTable(`<Row><Cell ss:Index="${columns}"><Data ss:Type="String">x</Data></Cell></Row>`),
    tooManyColumns,
  ],
  [
    'a merged range of SpreadsheetML 2003',
    () => xmlTable(`<Row><Cell ss:MergeAcross="${columns - 1}"><Data ss:Type="String">x</Data></Cell></Row>`),
    tooManyColumns,
  ],
  [
    'a text in SpreadsheetML 2003',
    () => xmlTable(`<Row><Cell><Data ss:Type="String">${text}</Data></Cell></Row>`),
    tooLongText,
  ],
  [
    'merges of SpreadsheetML 2003',
    () => xmlTable('<Row><Cell ss:MergeAcross="1"/></Row>'.repeat(merges)),
    tooManyMerges,
  ],
  [
    'sheets of SpreadsheetML 2003',
    () => xml(Array.from({ length: sheets }, (_, at) => `<Worksheet ss:Name="${at}"/>`).join('')),
    tooManySheets,
  ],
  ['rows of a web page', () => html(`<tr><td rowspan="${rows}">x</td></tr>`), tooManyRows],
  ['columns of a web page', () => html(`<tr><td colspan="${columns}">x</td></tr>`), tooManyColumns],
  ['a text in a web page', () => html(`<tr><td>${text}</td></tr>`), tooLongText],
  ['merges of a web page', () => html('<tr><td colspan="2">x</td></tr>'.repeat(merges)), tooManyMerges],
  ['tables of a web page', () => '<table><tr><td>x</td></tr></table>'.repeat(sheets), tooManySheets],
  ['bytes of markup', () => html(`<tr><td>x</td></tr>${' '.repeat(64 * 1024 * 1024)}`), /超过 64 MB/],
];

describe('a file beyond a bound is refused', () => {
  it.each(beyond)('%s', (_name, make, says) => {
    const refusal = refusalOf(make());
    expect([refusal.code, refusal.message]).toEqual(['too_large', expect.stringMatching(says)]);
    expect(refusal.message).toMatch(/请/);
  });
});

describe('the merged range over a cell', () => {
  const ranges = fc.array(
    fc.tuple(fc.nat(30), fc.nat(12), fc.nat(12), fc.nat(4)).map(
      ([firstRow, firstColumn, height, width]): MergedRange => ({
        firstRow,
        firstColumn,
        lastRow: firstRow + height,
        lastColumn: firstColumn + width,
      }),
    ),
    { maxLength: 40 },
  );
  const sheetWith = (merged: readonly MergedRange[]): Sheet => ({
    name: '表1',
    state: 'visible',
    rows: [],
    merges: merged,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    comments: new Map(),
  });

  it('is the first that covers it, however many there are', () => {
    fc.assert(
      fc.property(ranges, fc.nat(45), fc.nat(20), (merged, row, column) => {
        const first = merged.find(
          (range) =>
            row >= range.firstRow &&
            row <= range.lastRow &&
            column >= range.firstColumn &&
            column <= range.lastColumn,
        );
        expect(mergeAt(sheetWith(merged), row, column)).toBe(first ?? null);
      }),
    );
  });
});
