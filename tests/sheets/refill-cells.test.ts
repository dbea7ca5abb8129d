/** Values into the cells of a form: what is written, what stays, and what is refused. */
import { describe, expect, it } from 'vitest';
import type { CellWrite, NewValue } from '../../electron/backend/sheets/refill/fill.ts';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { partNames, partOf, richTemplate, type Written } from '../fixtures/refill-templates.ts';
import {
  archive,
  cellOf,
  contentTypes,
  parts,
  scanned,
  scannedSheet,
  sheetXml,
  workbookOf,
} from './ooxml-archive.ts';

const form = richTemplate();
const sheet1 = 'xl/worksheets/sheet1.xml';

function fill(cells: readonly CellWrite[], bytes: Uint8Array = form, sheet = '附件1'): Uint8Array {
  return refillWorkbook(bytes, { sheets: [{ sheet, cells }] }).bytes;
}

function fillOne(bytes: Uint8Array, row: number, column: number, value: NewValue): Uint8Array {
  return fill([{ row, column, value }], bytes, '表1');
}

function text(content: string): NewValue {
  return { kind: 'text', text: content };
}

/** What stands between the open and the close tag of sheetData. */
function rowsIn(bytes: Uint8Array): string {
  return /<sheetData>(.*)<\/sheetData>/s.exec(partOf(bytes, sheet1))?.[1] ?? '';
}

function refusal(work: () => unknown): HuibiaoError {
  try {
    work();
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a value in a cell', () => {
  const bytes = workbookOf('<row r="2"><c r="B2" s="1" t="s" x="y"><v>0</v></c><c r="D2" s="2"/></row>');

  it.each<[string, NewValue, string]>([
    ['text', text('村'), '<c r="B2" s="1" t="inlineStr" x="y"><is><t>村</t></is></c>'],
    ['a number', { kind: 'number', value: -0.1 }, '<c r="B2" s="1" x="y"><v>-0.1</v></c>'],
    ['a large number', { kind: 'number', value: 1e21 }, '<c r="B2" s="1" x="y"><v>1e+21</v></c>'],
    ['a day', { kind: 'date', iso: '2025-03-26' }, '<c r="B2" s="1" x="y"><v>45742</v></c>'],
    ['a day as a number', { kind: 'serial', value: 45742.5 }, '<c r="B2" s="1" x="y"><v>45742.5</v></c>'],
    ['yes', { kind: 'boolean', value: true }, '<c r="B2" s="1" t="b" x="y"><v>1</v></c>'],
    ['nothing', { kind: 'blank' }, '<c r="B2" s="1" x="y"/>'],
    ['a text of nothing', text(''), '<c r="B2" s="1" x="y"/>'],
  ])('%s replaces what stood there and keeps its style', (_, value, expected) => {
    expect(rowsIn(fillOne(bytes, 1, 1, value))).toBe(`<row r="2">${expected}<c r="D2" s="2"/></row>`);
  });

  it('counts days as the form does', () => {
    const since1904 = archive(
      parts({
        'xl/workbook.xml': partOf(bytes, 'xl/workbook.xml').replace(
          '<sheets>',
          '<workbookPr date1904="1"/><sheets>',
        ),
      }),
    );
    expect(rowsIn(fillOne(since1904, 0, 0, { kind: 'date', iso: '2025-03-26' }))).toContain('<v>44280</v>');
  });

  it.each([
    ['before the first cell', 1, 0, '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2"'],
    ['between two cells', 1, 2, '</c><c r="C2" t="b"><v>1</v></c><c r="D2" s="2"/></row>'],
    ['behind the last cell', 1, 30, '<c r="D2" s="2"/><c r="AE2" t="b"><v>1</v></c></row>'],
    ['in a row above', 0, 0, '<row r="1"><c r="A1" t="b"><v>1</v></c></row><row r="2">'],
    ['in a row below', 9, 0, '</row><row r="10"><c r="A10" t="b"><v>1</v></c></row>'],
  ])('%s where no cell is written', (_, row, column, expected) => {
    expect(rowsIn(fillOne(bytes, row, column, { kind: 'boolean', value: true }))).toContain(expected);
  });

  it.each([
    ['<row r="1"/>', '<row r="1"><c r="A1"><v>1</v></c></row>'],
    ['<row r="1" spans="2:3" ht="9"></row>', '<row r="1" spans="1:3" ht="9"><c r="A1"><v>1</v></c></row>'],
    ['', '<row r="1"><c r="A1"><v>1</v></c></row>'],
    ['<row r="1"><extLst/></row>', '<row r="1"><c r="A1"><v>1</v></c><extLst/></row>'],
  ])('opens what is empty: %s', (rows, expected) => {
    expect(rowsIn(fillOne(workbookOf(rows), 0, 0, { kind: 'number', value: 1 }))).toBe(expected);
  });

  it('opens an empty sheet', () => {
    const empty = archive(
      parts({ [sheet1]: sheetXml('').replace('<sheetData></sheetData>', '<sheetData />') }),
    );
    const cells = [3, 1].map((row): CellWrite => ({ row, column: 0, value: text('村') }));
    expect(scannedSheet(fill(cells, empty, '表1')).rows.map((row) => row?.[0]?.text)).toEqual([
      undefined,
      '村',
      undefined,
      '村',
    ]);
  });

  it('in a new cell looks as its row or column says, or as another cell', () => {
    const styled = archive(
      parts({
        [sheet1]: sheetXml(
          '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/><row r="3"><c r="A3" s="1"/></row>',
          '',
          '<cols><col min="1" max="3" style="2"/></cols>',
        ),
      }),
    );
    const write = (row: number, column: number, more: Partial<CellWrite> = {}): string =>
      /<c r="\w+"( s="\d")?/.exec(
        rowsIn(fill([{ row, column, value: text('村'), ...more }], styled, '表1')).replace(
          '<c r="A3" s="1"/>',
          '',
        ),
      )?.[1] ?? '';
    expect(write(0, 0)).toBe(' s="1"');
    expect(write(1, 0)).toBe(' s="2"');
    expect(write(1, 5)).toBe('');
    expect(write(1, 5, { styleFrom: { row: 2, column: 0 } })).toBe(' s="1"');
    expect(write(1, 0, { styleFrom: { row: 2 } })).toBe(' s="1"');
  });

  it('in a cell that is there can take over the style of another', () => {
    const cells: CellWrite[] = [
      { row: 1, column: 1, value: { kind: 'blank' }, styleFrom: { row: 1, column: 3 } },
      { row: 1, column: 3, value: text('村'), styleFrom: { row: 8, column: 8 } },
    ];
    expect(rowsIn(fill(cells, bytes, '表1'))).toBe(
      '<row r="2"><c r="B2" s="2" x="y"/><c r="D2" t="inlineStr"><is><t>村</t></is></c></row>',
    );
  });

  it('stretches what the sheet says of its size', () => {
    const sized = archive(
      parts({ [sheet1]: sheetXml('<row r="2"><c r="B2"/></row>', '', '<dimension ref="B2"/>') }),
    );
    expect(partOf(fillOne(sized, 4, 0, text('村')), sheet1)).toContain('<dimension ref="A2:B5"/>');
    expect(partOf(fillOne(sized, 1, 1, text('村')), sheet1)).toContain('<dimension ref="B2"/>');
  });
});

describe('text stays text', () => {
  it.each([
    '=1+1',
    "=cmd|'/c calc'!A1",
    '+86',
    '-1',
    '@SUM(A1)',
    '140525199001011234',
    '007',
    '1E5',
    'TRUE',
    '2025-03-26',
    ' 前后有空格 ',
    '两行\n文字\t和制表',
    '回车\r换行',
    '<v>&amp;"\'</v>',
    ']]>',
    '\u0000\u0007\u001f\ufffe\uffff',
    '_x0041_',
    '_x0041_x0042_',
    '_x005F_',
    '𠮷野家😀〇',
    '\ud83d',
    '\ude00\ud83d',
  ])('%j', (content) => {
    const filled = fillOne(workbookOf(''), 0, 0, text(content));
    expect(cellOf(scannedSheet(filled), 0, 0)).toEqual({ kind: 'text', text: content, formula: false });
    expect(partOf(filled, 'xl/sharedStrings.xml')).toBe(partOf(workbookOf(''), 'xl/sharedStrings.xml'));
  });

  it('of 32,767 characters is written, of one more refused with the place', () => {
    const most = '村'.repeat(32_767);
    expect(cellOf(scannedSheet(fillOne(workbookOf(''), 0, 0, text(most))), 0, 0)?.text).toBe(most);
    const error = refusal(() => fillOne(workbookOf(''), 4, 27, text(`${most}x`)));
    expect(error).toMatchObject({
      code: 'too_large',
      details: { sheet: '表1', cell: 'AB5', length: 32_768 },
    });
    expect(error.message).toContain('AB5');
  });
});

describe('a cell that must not be written', () => {
  it('lies inside a merge', () => {
    const error = refusal(() => fill([{ row: 3, column: 0, value: text('村') }]));
    expect(error).toMatchObject({ code: 'invalid_edit', details: { cell: 'A4', merge: 'A3:A4' } });
    expect(error.message).toContain('A3');
  });

  it('may be made blank in a merge when it is blank already', () => {
    expect(fill([{ row: 3, column: 0, value: { kind: 'blank' } }])).toEqual(new Uint8Array(form));
  });

  it.each([
    ['a formula', 4, 6, 'G5'],
    ['a formula that is shared', 6, 5, 'F7'],
    ['an array formula', 8, 5, 'F9'],
  ])('holds %s', (_, row, column, cell) => {
    const error = refusal(() => fill([{ row, column, value: { kind: 'number', value: 1 } }]));
    expect(error).toMatchObject({ code: 'invalid_edit', details: { cell } });
  });

  it('belongs to an array formula over several cells, even where formulas may go', () => {
    const array = workbookOf(
      '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1"><v>2</v></c></row>',
    );
    const write = { row: 0, column: 1, value: text('村'), replaceFormula: true };
    expect(refusal(() => fill([write], array, '表1'))).toMatchObject({
      details: { cell: 'B1', array: 'A1:B1' },
    });
  });

  it.each<[string, CellWrite, string]>([
    ['no row', { row: -1, column: 0, value: text('村') }, 'bad_request'],
    ['no column', { row: 0, column: 16_384, value: text('村') }, 'bad_request'],
    ['no number', { row: 0, column: 0, value: { kind: 'number', value: Number.NaN } }, 'invalid_edit'],
    ['no day', { row: 0, column: 0, value: { kind: 'date', iso: '2025-02-30' } }, 'invalid_edit'],
    [
      'a result without a formula',
      { row: 0, column: 0, value: { kind: 'result', value: 1 } },
      'invalid_edit',
    ],
    ['a result without a cell', { row: 50, column: 0, value: { kind: 'result', value: 1 } }, 'invalid_edit'],
  ])('has %s', (_, write, code) => {
    expect(refusal(() => fill([write]))).toMatchObject({ code });
  });

  it('is told twice', () => {
    const write = { row: 4, column: 1, value: text('村') };
    expect(refusal(() => fill([write, write]))).toMatchObject({
      code: 'bad_request',
      details: { cell: 'B5' },
    });
  });
});

describe('formulas of a form', () => {
  it('give way where the caller says so, and those that shared one keep theirs', () => {
    const filled = fill([{ row: 4, column: 5, value: { kind: 'number', value: 9 }, replaceFormula: true }]);
    const xml = partOf(filled, sheet1);
    expect(xml).toContain('<c r="F5" s="1"><v>9</v></c>');
    expect(xml).toContain('<c r="F6" s="1"><f>D6*E6</f><v>0</v></c>');
    expect(xml).toContain('<c r="F8" s="1"><f>D8*E8</f><v>0</v></c>');
    expect(partNames(filled)).not.toContain('xl/calcChain.xml');
  });

  it('stay shared when one of those that share it gives way', () => {
    const xml = partOf(fill([{ row: 5, column: 5, value: { kind: 'blank' }, replaceFormula: true }]), sheet1);
    expect(xml).toContain('<c r="F6" s="1"/>');
    expect(xml).toContain('<f t="shared" ref="F5:F8" si="0">D5*E5</f>');
  });

  it('take the results that we know', () => {
    const results: CellWrite[] = [
      { row: 8, column: 3, value: { kind: 'result', value: 12.5 } },
      { row: 8, column: 4, value: { kind: 'result', value: '≥ <5' } },
      { row: 8, column: 6, value: { kind: 'result', value: true } },
    ];
    const filled = fill(results);
    expect(partOf(filled, sheet1)).toContain('<c r="D9" s="1"><f>SUM(D5:D8)</f><v>12.5</v></c>');
    expect(scanned(filled)[0]?.rows[8]?.map((cell) => cell?.text)).toEqual([
      '合计',
      undefined,
      undefined,
      '12.5',
      '≥ <5',
      '0',
      'TRUE',
    ]);
    expect(partNames(filled)).toContain('xl/calcChain.xml');
  });

  it('are calculated anew on load, when there are any', () => {
    expect(partOf(fill([{ row: 4, column: 1, value: text('村') }]), 'xl/workbook.xml')).toContain(
      '<calcPr calcId="191029" fullCalcOnLoad="1"/>',
    );
    const without = fillOne(workbookOf(''), 0, 0, text('村'));
    expect(partOf(without, 'xl/workbook.xml')).not.toContain('calcPr');
  });

  it.each([
    [
      '<definedNames><definedName name="x">1</definedName></definedNames><pivotCaches/>',
      '</definedNames><calcPr fullCalcOnLoad="1"/><pivotCaches/>',
    ],
    ['', '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'],
    ['<calcPr fullCalcOnLoad="0"/>', '<calcPr fullCalcOnLoad="1"/>'],
    ['<calcPr fullCalcOnLoad="true"/>', '<calcPr fullCalcOnLoad="true"/>'],
    ['<calcPr />', '<calcPr fullCalcOnLoad="1" />'],
  ])('are asked for where the standard wants it: %j', (after, expected) => {
    const workbook = partOf(workbookOf(''), 'xl/workbook.xml').replace('</sheets>', `</sheets>${after}`);
    const bytes = workbookOf('<row r="1"><c r="A1"><f>1+1</f></c></row>', { 'xl/workbook.xml': workbook });
    expect(partOf(fillOne(bytes, 1, 0, text('村')), 'xl/workbook.xml')).toContain(expected);
  });
});

describe('cells of a form written in another way', () => {
  const cells: CellWrite[] = [
    { row: 4, column: 1, value: text(' 140525199001011234') },
    { row: 7, column: 3, value: { kind: 'number', value: 3 } },
    { row: 6, column: 7, value: { kind: 'date', iso: '2025-03-26' }, styleFrom: { row: 6, column: 2 } },
    { row: 9, column: 0, value: { kind: 'boolean', value: false } },
  ];
  const usual = scanned(fill(cells));

  it.each<[string, Written]>([
    ['with a prefix', { prefix: 'x' }],
    ['in the strict namespace', { strict: true }],
    ['without numbers of rows and cells', { unnumbered: true }],
    ['with a byte order mark', { encoding: 'utf-8-bom' }],
    ['in UTF-16', { encoding: 'utf-16le' }],
    ['with comments, instructions, CDATA and CR LF', { untidy: true }],
  ])('%s come out the same', (_, written) => {
    expect(scanned(fill(cells, richTemplate(written)))).toEqual(usual);
  });
});

describe('what is carried along', () => {
  it('macros, and the report says so', () => {
    const types = contentTypes('xl/workbook.xml').replace('sheet.main+xml', 'sheet.macroEnabled.main+xml');
    const macro = new Uint8Array([1, 2, 3]);
    const bytes = workbookOf('', { '[Content_Types].xml': types, 'xl/vbaProject.bin': macro });
    const { bytes: filled, report } = refillWorkbook(bytes, {
      sheets: [{ sheet: '表1', cells: [{ row: 0, column: 0, value: text('村') }] }],
    });
    expect(report).toEqual({ changedParts: [sheet1], hasMacros: true, recalculates: false });
    expect(partNames(filled)).toEqual(partNames(bytes));
    expect(partOf(filled, 'xl/vbaProject.bin')).toBe('\u0001\u0002\u0003');
  });
});
