/** Parts that no office program in common use writes just so, and that are good workbooks all the same. */
import { describe, expect, it } from 'vitest';
import { shiftFormula } from '../../electron/backend/sheets/ooxml/shared-formula.ts';
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
  strictMain,
  stylesXml,
  textsOf,
  whyUnusual,
  workbookOf,
  workbookXml,
} from './ooxml-archive.ts';

const relationsNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

describe('XML is read however it is written', () => {
  it('with a prefix on every element', () => {
    const bytes = archive(
      parts({
        'xl/workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:rel="${relationsNamespace}"><x:sheets><x:sheet name="表1" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>`,
        'xl/sharedStrings.xml': `<x:sst xmlns:x="${main}"><x:si><x:t>甲</x:t></x:si><x:si><x:r><x:t>乙</x:t></x:r></x:si></x:sst>`,
        'xl/styles.xml': `<x:styleSheet xmlns:x="${main}"><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>`,
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="1"><x:v>45742</x:v></x:c><x:c r="C1"><x:f>A1</x:f><x:v/></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A2:B3"/></x:mergeCells></x:worksheet>`,
      }),
    );
    const sheet = scannedSheet(bytes);
    expect(textsOf(sheet)).toEqual([['甲', '2025/3/26', '=A1']]);
    expect(sheet.merges).toEqual([{ firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 1 }]);
  });

  it('in Strict OOXML, with dates as ISO texts', () => {
    const strictRelations = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const strict = (xml: string) =>
      xml.replaceAll(main, strictMain).replaceAll(relationsNamespace, strictRelations);
    const content = parts({
      'xl/styles.xml': stylesXml([14, 'yyyy"年"m"月"']),
      'xl/worksheets/sheet1.xml': sheetXml(
        '<row r="1"><c r="A1" s="1" t="d"><v>2025-03-26</v></c><c r="B1" s="2" t="d"><v>2025-03-26T18:30:00Z</v></c><c r="C1" t="d"><v>2025-03-26</v></c></row>',
      ),
    });
    const bytes = archive(
      Object.fromEntries(
        Object.entries(content).map(([name, part]) => [name, typeof part === 'string' ? strict(part) : part]),
      ),
    );
    const sheet = scannedSheet(bytes);
    expect(sheet.rows[0]).toEqual([
      {
        kind: 'date',
        year: 2025,
        month: 3,
        day: 26,
        hasTime: false,
        showsDay: true,
        text: '2025/3/26',
        formula: false,
      },
      {
        kind: 'date',
        year: 2025,
        month: 3,
        day: 26,
        hasTime: true,
        showsDay: false,
        text: '2025年3月',
        formula: false,
      },
      // A date that says so is one even where no format does.
      {
        kind: 'date',
        year: 2025,
        month: 3,
        day: 26,
        hasTime: false,
        showsDay: true,
        text: '2025-03-26',
        formula: false,
      },
    ]);
  });

  it.each([
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
    ['utf-16le', []],
    ['utf-16be', []],
  ] as const)('in %s with the mark %j', (encoding, mark) => {
    const encode = (xml: string): Uint8Array => {
      const wide = Buffer.from(xml.replace('UTF-8', 'UTF-16'), 'utf16le');
      return Buffer.concat([Buffer.from(mark), encoding === 'utf-16be' ? wide.swap16() : wide]);
    };
    const content = parts({ 'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>𠮷塘村</t></si></sst>` });
    const wide = Object.fromEntries(
      Object.entries(content).map(([name, part]) => [name, typeof part === 'string' ? encode(part) : part]),
    );
    expect(textsOf(scannedSheet(archive(wide)))).toEqual([['𠮷塘村']]);
  });

  it('in the encoding that it declares', () => {
    const gbk = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="GB2312"?><sst xmlns="${main}"><si><t>`),
      Buffer.from([0xb4, 0xe5]),
      Buffer.from('</t></si></sst>'),
    ]);
    expect(textsOf(scannedSheet(archive(parts({ 'xl/sharedStrings.xml': gbk }))))).toEqual([['村']]);
  });

  it('with a byte order mark, comments, processing instructions and line ends anywhere', () => {
    const sheet = `\ufeff<?xml version="1.0"?>\r\n<!-- <row r="9"> --><?mso x?><worksheet\r\n xmlns = '${main}' ><sheetData\t>\r\n<!-- a --><row\nr='1'\n><!-- b --><c\nt="s"\nr='A1'\n><!-- c --><v ><!-- d -->1<!-- e --></v ></c\n><?pi?></row></sheetData><!-- </worksheet> --></worksheet>\r\n<!-- end -->\n`;
    expect(textsOf(scannedSheet(archive(parts({ 'xl/worksheets/sheet1.xml': sheet }))))).toEqual([['乙']]);
  });

  it('with ">" and other quotes inside attributes, in any order', () => {
    const bytes = workbookOf(
      `<row ht='12' r="1" note="a>b 'c'"><c xml:lang="x" s='0' note='<![CDATA["'.replace t="s" r="B1"><v>0</v></c></row>`.replace(
        "note='<![CDATA[\"'.replace ",
        'note=\'">"\' ',
      ),
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['', '甲']]);
  });
});

describe('texts come out whole', () => {
  const strings = (items: string, count: number) => {
    const cells = Array.from({ length: count }, (_, index) => `<c t="s"><v>${index}</v></c>`).join('');
    const bytes = workbookOf(`<row>${cells}</row>`, {
      'xl/sharedStrings.xml': `<sst xmlns="${main}">${items}</sst>`,
    });
    return textsOf(scannedSheet(bytes))[0];
  };

  it('rich runs joined, phonetic ones left out', () => {
    expect(
      strings(
        '<si><r><rPr><b/><rFont val="宋体"/></rPr><t>泊</t></r><r><t xml:space="preserve"> 南 </t></r><r><t>村</t></r><rPh sb="0" eb="1"><t>bó</t></rPh><phoneticPr fontId="1"/></si>',
        1,
      ),
    ).toEqual(['泊 南 村']);
  });

  it('references, also beyond the BMP, CDATA and escapes', () => {
    expect(
      strings(
        '<si><t>&lt;&amp;&gt;&quot;&apos;&#26449;&#x20BB7;</t></si><si><t><![CDATA[<b>&amp;]]>尾</t></si><si><t>a_x000D_b_x0041__x005F_x0042_</t></si><si><t>_x0041</t></si><si><t/></si><si/><si><t>_x</t></si>',
        7,
      ),
    ).toEqual(['<&>"\'村𠮷', '<b>&amp;尾', 'a\rbA_x0042_', '_x0041', '', '', '_x']);
  });

  it('white space kept, line ends as LF', () => {
    expect(
      strings(
        '<si><t xml:space="preserve">  a\r\nb\rc  </t></si><si><t> x </t></si><si><t>d_x000D_\ne</t></si>',
        3,
      ),
    ).toEqual(['  a\nb\nc  ', ' x ', 'd\ne']);
  });

  it('in the cell itself, in every way there is', () => {
    const bytes = workbookOf(
      '<row><c t="inlineStr"><is><t>甲&amp;乙</t></is></c><c t="inlineStr"><is><r><t>丙</t></r><r><t>丁</t></r></is></c><c t="str"><v>戊_x000A_己</v></c><c t="str"><f>A1</f><v></v></c><c t="inlineStr"><is/></c><c t="str"><v><![CDATA[庚]]>辛</v></c><c t="str"><v> 001 </v></c></row>',
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['甲&乙', '丙丁', '戊\n己', '', '', '庚辛', ' 001 ']]);
  });
});

describe('cells', () => {
  it('without a name, and rows without a number, follow the one before', () => {
    const bytes = workbookOf(
      '<row><c t="s"><v>0</v></c><c/><c t="s"><v>1</v></c></row><row r="4"/><row><c r="C5"><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>',
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([
      ['甲', '', '乙'],
      [],
      [],
      [],
      ['', '', '1', '2'],
      [],
      ['3'],
    ]);
    expect(scanned(bytes)).toEqual(bySheetJs(bytes));
  });

  it('that are empty cost nothing', () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1" s="0"/><c r="B1"></c><c r="C1"><v/></c><c r="D1"><v></v></c><c r="E1" t="s"/><c r="F1" t="str"><v/></c><c r="G1" t="b"/><c r="H1" t="e"></c></row><row r="2" s="1" customFormat="1"/>',
    );
    expect(scannedSheet(bytes).rows).toEqual([]);
  });

  it('of every type, with their formulas and formats', () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1" s="1"><v>1234.5</v></c><c r="B1" s="2"><v>45742</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="b"><f>1=2</f><v>0</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1" t="n"><v> 7 </v></c><c r="G1"><v>1E3</v></c><c r="H1" s="2"><v>-1</v></c><c r="I1" s="3"><v>0.5</v></c><c r="J1" t="s"><f>A1</f><v>0</v></c></row>',
      { 'xl/styles.xml': stylesXml(['#,##0.00', 'yyyy"年"m"月"', 'h:mm']) },
    );
    expect(scannedSheet(bytes).rows[0]).toEqual([
      { kind: 'number', value: 1234.5, text: '1,234.50', format: '#,##0.00', formula: false },
      {
        kind: 'date',
        year: 2025,
        month: 3,
        day: 26,
        hasTime: false,
        showsDay: false,
        text: '2025年3月',
        formula: false,
      },
      { kind: 'boolean', value: true, text: 'TRUE', formula: false },
      { kind: 'boolean', value: false, text: 'FALSE', formula: true },
      { kind: 'error', text: '#DIV/0!', formula: true },
      { kind: 'number', value: 7, text: '7', format: 'General', formula: false },
      { kind: 'number', value: 1000, text: '1000', format: 'General', formula: false },
      { kind: 'number', value: -1, text: '-1', format: 'yyyy"年"m"月"', formula: false },
      { kind: 'number', value: 0.5, text: '12:00', format: 'h:mm', formula: false },
      { kind: 'text', text: '甲', formula: true },
    ]);
  });

  it('of a built-in Chinese date format are dates from the first one on', () => {
    const bytes = workbookOf(
      '<row><c s="1"><v>45742</v></c><c s="1"><v>45743</v></c><c s="2"><v>45742</v></c></row>',
      {
        'xl/styles.xml': stylesXml([57, 31]),
      },
    );
    expect(scannedSheet(bytes).rows[0]).toMatchObject([
      { kind: 'date', text: '2025年3月', showsDay: false },
      { kind: 'date', text: '2025年3月', showsDay: false },
      { kind: 'date', text: '2025年3月26日', showsDay: true },
    ]);
  });

  it('count from 1904 where the workbook does', () => {
    const bytes = workbookOf('<row><c s="1"><v>44280</v></c></row>', {
      'xl/styles.xml': stylesXml(['yyyy-mm-dd']),
      'xl/workbook.xml': workbookXml(
        '<sheet name="表1" sheetId="1" r:id="rId1"/>',
        '<workbookPr date1904="true"/>',
      ),
    });
    expect(cellOf(scannedSheet(bytes), 0, 0)).toMatchObject({
      kind: 'date',
      year: 2025,
      month: 3,
      day: 26,
      text: '2025-03-26',
    });
  });

  it('whose formula was saved without a result show the formula', () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f t="shared" ref="B1:C2" si="0">A1*$A$1&amp;"A1"</f><v></v></c><c r="C1"><f t="shared" si="0"/></c><c r="D1" t="b"><f>TRUE()</f></c><c r="E1"><f t="array" ref="E1">_xlfn.CONCAT(A1)</f></c></row><row r="2"><c r="C2"><f t="shared" si="0"/><v>8</v></c></row>',
    );
    const sheet = scannedSheet(bytes);
    expect(textsOf(sheet)).toEqual([
      ['=1+1', '=A1*$A$1&"A1"', '=B1*$A$1&"A1"', '=TRUE()', '=CONCAT(A1)'],
      ['', '', '8'],
    ]);
    expect(sheet.rows[0]?.every((cell) => cell?.kind === 'error' && cell.formula)).toBe(true);
    expect(cellOf(sheet, 1, 2)).toMatchObject({ kind: 'number', value: 8, formula: true });
  });

  it('far out on a sheet do not cost the cells between', () => {
    const rows = Array.from(
      { length: 2000 },
      (_, row) => `<row r="${row * 500 + 1}"><c r="XFD${row * 500 + 1}"><v>1</v></c></row>`,
    );
    const sheet = scannedSheet(workbookOf(rows.join('')));
    expect([sheet.rows.length, cellOf(sheet, 999_500, 16_383)?.text]).toEqual([999_501, '1']);
  });

  it('may stand in any order', () => {
    const bytes = workbookOf(
      '<row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
    );
    expect(textsOf(scannedSheet(bytes))).toEqual([['', '2'], [], ['1', '', '3']]);
  });
});

describe('a sheet', () => {
  it('says what is hidden and merged', () => {
    const bytes = archive(
      parts({
        'xl/worksheets/sheet1.xml': sheetXml(
          '<row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"/><row r="4" hidden="true"><c r="A4"><v>1</v></c></row><row r="5" hidden="0"/>',
          '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="D4"/></mergeCells>',
          '<dimension ref="A1:ZZ99999"/><cols><col min="2" max="3" hidden="1" width="9"/><col min="6" max="6" width="0" hidden="true"/><col min="8" max="16384"/></cols>',
        ),
      }),
    );
    const sheet = scannedSheet(bytes);
    expect([...sheet.hiddenRows]).toEqual([2, 3]);
    expect([...sheet.hiddenColumns]).toEqual([1, 2, 5]);
    expect(sheet.merges).toEqual([
      { firstRow: 0, lastRow: 1, firstColumn: 0, lastColumn: 1 },
      { firstRow: 3, lastRow: 3, firstColumn: 3, lastColumn: 3 },
    ]);
    expect(scanned(bytes)).toEqual(bySheetJs(bytes));
  });

  it('carries its comments; a conversation replaces the note that stands in for it', () => {
    const content = parts({
      'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${relationsNamespace}/comments" Target="../comments1.xml"/><Relationship Id="b" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="/xl/threadedComments/t1.xml"/><Relationship Id="c" Type="${relationsNamespace}/hyperlink" Target="file:///C:/x" TargetMode="External"/></Relationships>`,
      'xl/comments1.xml': `<comments xmlns="${main}"><authors><author>王</author></authors><commentList><comment ref="A1" authorId="0"><text><r><rPr/><t>核对</t></r><r><t xml:space="preserve"> 人数</t></r></text></comment><comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>`,
      'xl/threadedComments/t1.xml':
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2" id="{1}"><text>请补户数</text></threadedComment><threadedComment ref="B2" id="{2}" parentId="{1}"><text>已补</text></threadedComment></ThreadedComments>',
    });
    expect(scannedSheet(archive(content)).comments).toEqual(
      new Map([
        ['A1', '核对 人数'],
        ['B2', '请补户数\n已补'],
      ]),
    );
  });

  it('is found wherever its part is, by absolute and relative targets in any case', () => {
    const {
      'xl/worksheets/sheet1.xml': sheet = '',
      'xl/sharedStrings.xml': strings = '',
      'xl/styles.xml': styles = '',
    } = parts();
    const bytes = archive({
      '[Content_Types].xml': contentTypes('book/main part.xml'),
      '_rels/.rels': relationships({ r: ['officeDocument', 'book/main%20part.xml'] }),
      'book/main part.xml': workbookXml(
        '<sheet name="一" sheetId="5" r:id="a"/><sheet name="图" sheetId="6" r:id="d"/><sheet name="二" state="veryHidden" sheetId="7" r:id="e"/>',
      ),
      'book/_rels/main part.xml.rels': relationships({
        a: ['worksheet', '/Data/../data/One.XML'],
        b: ['sharedStrings', '..\\data\\strings.xml'],
        c: ['styles', './styles.xml'],
        d: ['chartsheet', 'chart.xml'],
        e: ['worksheet', '../data/./one.xml'],
      }),
      'data/one.xml': sheet,
      'data/strings.xml': strings,
      'book/styles.xml': styles,
    });
    expect(scanned(bytes).map(({ name, state, rows }) => [name, state, rows[0]?.[0]?.text])).toEqual([
      ['一', 'visible', '甲'],
      ['二', 'veryHidden', '甲'],
    ]);
  });

  it('is found without relationships of the package', () => {
    const content = Object.fromEntries(Object.entries(parts()).filter(([name]) => name !== '_rels/.rels'));
    expect(textsOf(scannedSheet(archive(content)))).toEqual([['甲']]);
  });

  it('needs neither styles nor shared texts', () => {
    const bytes = workbookOf('<row><c s="0"><v>1.5</v></c><c t="str"><v>甲</v></c></row>', {
      'xl/_rels/workbook.xml.rels': relationships({ rId1: ['worksheet', 'worksheets/sheet1.xml'] }),
    });
    expect(textsOf(scannedSheet(bytes))).toEqual([['1.5', '甲']]);
  });
});

describe('what is not known for sure is left to SheetJS, with the reason', () => {
  it.each([
    [
      'a cell that is not in its row',
      workbookOf('<row r="1"><c r="A2"><v>1</v></c></row>'),
      /cell “A2” in row 1/,
    ],
    ['a type of cell', workbookOf('<row><c t="x"><v>1</v></c></row>'), /cell type “x”/],
    [
      'alternatives for newer programs',
      workbookOf('<row xmlns:mc="m"><mc:AlternateContent/></row>'),
      /AlternateContent/,
    ],
    [
      'another default namespace inside',
      workbookOf('<row><c xmlns="urn:x"><v>1</v></c></row>'),
      /urn:x inside/,
    ],
    [
      'a root of no known namespace',
      archive(parts({ 'xl/worksheets/sheet1.xml': sheetXml('').replace(main, 'urn:x') })),
      /urn:x/,
    ],
    ['a date that is no ISO date', workbookOf('<row><c t="d"><v>26/03/2025</v></c></row>'), /26\/03\/2025/],
    [
      'a merged range of whole columns',
      archive(
        parts({
          'xl/worksheets/sheet1.xml': sheetXml('', '<mergeCells><mergeCell ref="A:B"/></mergeCells>'),
        }),
      ),
      /A:B/,
    ],
    [
      'a sheet that nothing points at',
      archive(parts({ 'xl/_rels/workbook.xml.rels': relationships({}) })),
      /has no part/,
    ],
  ])('%s', (_name, bytes, reason) => {
    expect(whyUnusual(bytes)).toMatch(reason);
  });
});

describe('a shared formula', () => {
  it('moves its relative references and nothing else', () => {
    expect(shiftFormula('SUM($A1:B$2)+LOG10(C3)+"D4"+A1B+\'A1 x\'!E5', 2, 1)).toBe(
      'SUM($A3:C$2)+LOG10(D5)+"D4"+A1B+\'A1 x\'!F7',
    );
    expect(shiftFormula('A1+ZZ9', -1, 1)).toBe('#REF!+AAA8');
  });
});
