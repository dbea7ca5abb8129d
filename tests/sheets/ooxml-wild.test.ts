/** What files from the wild taught: each was misread, by us or by SheetJS behind us, or refused without need. */
import { CFB } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../electron/backend/sheets/read/detect-format.ts';
import { loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import { annexSheetRows, compoundBytes, workbookBytes } from '../fixtures/sheets.ts';
import {
  archive,
  bySheetJs,
  cellOf,
  contentTypes,
  main,
  parts,
  relationships,
  scanned,
  scannedSheet,
  sheetXml,
  textsOf,
  workbookOf,
  workbookXml,
} from './ooxml-archive.ts';

describe('a workbook is known by what its package declares', () => {
  const elsewhere = (folder: string) => {
    const usual = parts();
    const moved = Object.entries(usual).map(([name, part]) => [name.replace(/^xl\//, folder), part]);
    return {
      ...Object.fromEntries(moved),
      '[Content_Types].xml': contentTypes(`${folder}workbook.xml`),
      '_rels/.rels': relationships({ rId1: ['officeDocument', `${folder}workbook.xml`] }),
    };
  };

  it.each(['book/', 'word/', ''])('in the folder “%s”', (folder) => {
    const { sheets, unusual } = loadFile(archive(elsewhere(folder)), '回收.xlsx');
    expect([sheets.map(textsOf), unusual]).toEqual([[[['甲']]], null]);
  });

  it('by its content type alone, where nothing points at it', () => {
    const { '_rels/.rels': _unused, ...rest } = elsewhere('book/');
    expect(loadFile(archive(rest), '回收.xlsx').sheets.map(textsOf)).toEqual([[['甲']]]);
  });

  it('and by SheetJS too, when it is read there', () => {
    expect(bySheetJs(archive(elsewhere('book/'))).map(textsOf)).toEqual([[['甲']]]);
  });

  it('and a Word document in the folder xl is none', () => {
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    const bytes = archive({
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/document.xml" ContentType="${type}"/></Types>`,
      '_rels/.rels': relationships({ rId1: ['officeDocument', 'xl/document.xml'] }),
      'xl/document.xml': '<document/>',
    });
    expect(detectFormat(bytes)).toMatchObject({ kind: 'refused', code: 'is_word' });
  });
});

describe('a compound file is known by its own streams', () => {
  const rows = annexSheetRows([['高都镇', '泊南村']], null);
  const streamOf = (bytes: Uint8Array): Uint8Array => {
    const content = CFB.find(CFB.read(bytes, { type: 'array' }), '/Workbook')?.content;
    if (content === undefined) throw new Error('no stream');
    return Uint8Array.from(content);
  };
  const stream = streamOf(workbookBytes([{ rows }], 'biff8'));
  const expected = loadFile(workbookBytes([{ rows }], 'biff8'), 'x').sheets;

  it('an .xls with a Word document embedded in it is a workbook', () => {
    const bytes = compoundBytes({ Workbook: stream, 'MBD0001/WordDocument': new Uint8Array(600) });
    expect(loadFile(bytes, '回收.xls').sheets).toEqual(expected);
  });

  it('a Word document with a workbook embedded in it is none', () => {
    const bytes = compoundBytes({ WordDocument: new Uint8Array(600), 'ObjectPool/_1/Workbook': stream });
    expect(detectFormat(bytes)).toMatchObject({ kind: 'refused', code: 'is_word' });
  });

  it('however the name of its stream is written', () => {
    expect(loadFile(compoundBytes({ WORKBOOK: stream }), '回收.xls').sheets).toEqual(expected);
  });

  it('an .et of WPS with its own streams beside the workbook', () => {
    const bytes = compoundBytes({
      Workbook: stream,
      ETExtData: new Uint8Array(100),
      ETCellImageData: new Uint8Array(100),
    });
    expect(loadFile(bytes, '回收.et').sheets).toEqual(expected);
  });
});

describe('our own scanner', () => {
  it.each([
    [0, '1234.5'],
    [4, '1,234.50'],
    [200, '1234.5'],
  ])('reads an empty code of the format %i as what is built in, or General', (number, text) => {
    const bytes = workbookOf('<row r="1"><c r="A1"><v>1234.5</v></c></row>', {
      'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="${number}" formatCode=""/></numFmts><cellXfs><xf numFmtId="${number}"/></cellXfs></styleSheet>`,
    });
    expect(cellOf(scannedSheet(bytes), 0, 0)).toMatchObject({ kind: 'number', value: 1234.5, text });
  });

  it('passes over a module of macros that is listed among the sheets', () => {
    const bytes = archive(
      parts({
        'xl/workbook.xml': workbookXml(
          '<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/><sheet name="表1" sheetId="1" r:id="rId1"/>',
        ),
      }),
    );
    expect(scanned(bytes).map(({ name, rows }) => [name, rows.length])).toEqual([['表1', 1]]);
  });
});

describe('SheetJS behind it reads the same', () => {
  it.each([
    ['', 'of the usual namespace'],
    ['x:', 'with a prefix'],
  ])('texts %s%s: empty ones, runs after a plain text, phonetic runs', (prefix) => {
    const xml = `<sst xmlns="${main}"><si/><si><t>甲</t></si><si><t>乙</t><r><rPr><b/></rPr><t xml:space="preserve"> 丙</t></r></si><si><r><t>丁</t></r><rPh sb="0" eb="1"><t>ding</t></rPh><r><t>戊 &amp; 己</t></r></si></sst>`;
    const strings =
      prefix === '' ? xml : xml.replace(/<(\/?)(\w)/g, `<$1${prefix}$2`).replace('xmlns=', 'xmlns:x=');
    const cells = [0, 1, 2, 3].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    const bytes = workbookOf(`<row r="1">${cells}</row>`, { 'xl/sharedStrings.xml': strings });
    expect(textsOf(scannedSheet(bytes))).toEqual([['', '甲', '乙 丙', '丁戊 & 己']]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });

  it('runs of an inline text', () => {
    const bytes = archive(
      parts({
        'xl/worksheets/sheet1.xml': sheetXml(
          '<row r="1"><c r="A1" t="inlineStr"><is>\n<t>甲</t>\n<r><t xml:space="preserve">乙 </t></r><r><t>丙</t></r></is></c></row>',
        ),
      }),
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['甲乙 丙']]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });

  it('a merged range written from its other corner, and a > in an attribute', () => {
    const bytes = archive(
      parts({
        'xl/worksheets/sheet1.xml': sheetXml(
          '<row r="1" x="a>b"><c r="A1" x=\'>\'><v>1</v></c></row>',
          '<mergeCells><mergeCell ref="C3:A1"/></mergeCells>',
        ),
      }),
    );
    expect(scannedSheet(bytes).merges).toEqual([{ firstRow: 0, lastRow: 2, firstColumn: 0, lastColumn: 2 }]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });

  it('cells that say what they hold and hold nothing', () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1" t="b"/><c t="e" r="B1"></c><c r="C1" s="0" t="b"><v/></c><c r="D1" t="b"><v>0</v></c></row>',
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['', '', '', 'FALSE']]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });

  it('letters beyond the BMP that are written as numbers', () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>&#x20BB7;塘&#134071;&#x6751;</t></is></c></row>',
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['𠮷塘𠮷村']]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });
});
