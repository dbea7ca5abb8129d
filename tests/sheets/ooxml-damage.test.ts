/** Workbooks that contradict themselves or are too much: refused in words, never half read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { loadXlsx } from '../../electron/backend/sheets/read/load-workbook.ts';
import type { Sheet } from '../../electron/backend/sheets/sheet.ts';
import { deflateEntries, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import {
  archive,
  bySheetJs,
  main,
  type Parts,
  parts,
  relationships,
  scannedSheet,
  sheetXml,
  stylesXml,
  textsOf,
  workbookOf,
} from './ooxml-archive.ts';

function refusal(bytes: Uint8Array): HuibiaoError {
  try {
    loadSheets(bytes, '回收.xlsx');
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const one = '<row r="1"><c r="A1"><v>1</v></c></row>';

describe('a workbook that contradicts itself is refused as damaged', () => {
  const cases: readonly (readonly [string, Parts, RegExp])[] = [
    ['a sheet that is cut off', { 'xl/worksheets/sheet1.xml': sheetXml(one).slice(0, -30) }, /cut off/],
    [
      'tags that do not match',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c><v>1</c></v></row>') },
      /match/,
    ],
    ['a second root', { 'xl/worksheets/sheet1.xml': `${sheetXml(one)}<worksheet/>` }, /second root/],
    ['an attribute without quotes', { 'xl/worksheets/sheet1.xml': sheetXml('<row r=1/>') }, /quotes/],
    [
      'an unknown reference',
      { 'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>&x;</t></si></sst>` },
      /&x/,
    ],
    [
      'text between cells',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row>12</row>') },
      /text where none belongs/,
    ],
    [
      'bytes that are no UTF-8',
      {
        'xl/sharedStrings.xml': Buffer.from([
          ...Buffer.from(`<sst xmlns="${main}"><si><t>`),
          0xb4,
          0xe5,
          ...Buffer.from('</t></si></sst>'),
        ]),
      },
      /UTF-8/,
    ],
    [
      'a shared text that is not there',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c t="s"><v>2</v></c></row>') },
      /A1 wants shared text 2 of 2/,
    ],
    [
      'a number that is none',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c><v>12a</v></c></row>') },
      /A1 is the number “12a”/,
    ],
    [
      'a truth value that is none',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c t="b"><v>2</v></c></row>') },
      /truth value “2”/,
    ],
    [
      'a cell that is there twice',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>') },
      /A1 is there twice/,
    ],
    [
      'a row that is there twice',
      { 'xl/worksheets/sheet1.xml': sheetXml(one + one) },
      /row 1 is there twice/,
    ],
    [
      'two values in a cell',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c><v>1</v><v>2</v></c></row>') },
      /two values/,
    ],
    [
      'an inline text that is written as a value',
      { 'xl/worksheets/sheet1.xml': sheetXml('<row><c t="inlineStr"><v>甲</v></c></row>') },
      /A1 has a value in place of its text/,
    ],
    [
      'two plain texts in one shared text',
      { 'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>甲</t><t>乙</t></si></sst>` },
      /two texts in one/,
    ],
    [
      'two texts in one comment',
      {
        'xl/worksheets/_rels/sheet1.xml.rels': relationships({ a: ['comments', '../comments1.xml'] }),
        'xl/comments1.xml': `<comments xmlns="${main}"><commentList><comment ref="A1"><text><t>甲</t></text><text><t>乙</t></text></comment></commentList></comments>`,
      },
      /two texts in one comment/,
    ],
    [
      'a deep nest',
      {
        'xl/worksheets/sheet1.xml': sheetXml(
          '',
          `<extLst>${'<b>'.repeat(300)}${'</b>'.repeat(300)}</extLst>`,
        ),
      },
      /nested too deep/,
    ],
  ];

  it.each(cases)('%s', (_name, replaced, cause) => {
    const error = refusal(archive(parts(replaced)));
    expect([error.code, error.details.cause]).toEqual(['damaged', expect.stringMatching(cause)]);
    expect(error.message).toMatch(/“回收\.xlsx”已损坏.*请/);
  });

  it('two relationships of one name', () => {
    const twice = relationships({ rId1: ['worksheet', 'worksheets/sheet1.xml'] }).replace(
      '</Relationships>',
      `${relationships({ rId1: ['styles', 'styles.xml'] }).replace(/^<Relationships[^>]*>/, '')}`,
    );
    expect(refusal(archive(parts({ 'xl/_rels/workbook.xml.rels': twice }))).details.cause).toMatch(
      /rId1 is there twice/,
    );
  });

  it('a part that is there twice', () => {
    const content = Object.entries(parts()).map(([name, part]) => ({ name, data: Buffer.from(part) }));
    const bytes = deflateEntries([
      ...content,
      { name: 'xl/Worksheets/sheet1.xml', data: Buffer.from(sheetXml('')) },
    ]);
    expect(refusal(bytes).details.cause).toMatch(/is there twice|sheet1/);
  });

  it.each([
    'xl/workbook.xml',
    'xl/styles.xml',
    'xl/sharedStrings.xml',
    'xl/worksheets/sheet1.xml',
    '_rels/.rels',
  ])('a DOCTYPE in %s, even where the file would be left to SheetJS', (name) => {
    const withDoctype = (content: Parts): Parts => ({
      ...content,
      [name]: `<!DOCTYPE x [<!ENTITY a "b">]>${content[name]}`,
    });
    const unusual = parts({ 'xl/worksheets/sheet1.xml': sheetXml('<row><c t="x"/></row>') });
    for (const content of [parts(), unusual]) {
      const error = refusal(archive(withDoctype(content)));
      expect([error.code, error.details.cause]).toEqual(['damaged', expect.stringMatching(/DOCTYPE/)]);
    }
  });
});

describe('a workbook over a bound is refused with the bound', () => {
  it.each([
    [
      'rows',
      workbookOf('<row r="1048577"><c><v>1</v></c></row>'),
      '工作表“表1”有 1,048,577 行，超过 1,048,576 行',
    ],
    [
      'columns',
      workbookOf('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
      '工作表“表1”有 16,385 列，超过 16,384 列',
    ],
    [
      'a text',
      workbookOf(`<row><c t="str"><v>${'村'.repeat(100_001)}</v></c></row>`),
      '工作表“表1”的 A1 有 100,001 个字，超过 100,000 个字',
    ],
    [
      'a shared text',
      workbookOf('', {
        'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>${'村'.repeat(100_001)}</t></si></sst>`,
      }),
      '一个单元格里有 100,001 个字',
    ],
    [
      'merges',
      archive(
        parts({
          'xl/worksheets/sheet1.xml': sheetXml(
            '',
            `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(100_001)}</mergeCells>`,
          ),
        }),
      ),
      '工作表“表1”有 100,001 处合并单元格，超过 100,000 处合并单元格',
    ],
    [
      'sheets',
      archive(parts({ 'xl/workbook.xml': workbookWith(1001) })),
      '里面有 1,001 张工作表，超过 1,000 张工作表',
    ],
  ])('%s', (_name, bytes, says) => {
    const error = refusal(bytes);
    expect([error.code, error.message]).toEqual(['too_large', expect.stringContaining(says)]);
    expect(error.message).toMatch(/请/);
  });
});

function workbookWith(sheets: number): string {
  const items = Array.from(
    { length: sheets },
    (_, index) => `<sheet name="表${index}" sheetId="${index + 1}" r:id="rId1"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${items.join('')}</sheets></workbook>`;
}

describe('whatever happens to the XML of a workbook', () => {
  const content = parts({
    'xl/styles.xml': stylesXml(['yyyy"年"m"月"d"日"', '0.0%', '#,##0.00']),
    'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>乡镇</t></si><si><t>村名 &amp; 户</t></si><si><r><t>合</t></r><r><t xml:space="preserve"> 计</t></r></si></sst>`,
    'xl/worksheets/sheet1.xml': sheetXml(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2" hidden="1"><c r="A2" s="1"><v>45742</v></c><c r="B2" s="2"><v>0.25</v></c><c r="C2" t="b"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="3"><f>SUM(B2:B2)</f><v>12.5</v></c><c r="C3" t="inlineStr"><is><t>甲</t></is></c><c r="D3" t="e"><v>#N/A</v></c></row>',
      '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>',
      '<cols><col min="2" max="2" hidden="1"/></cols>',
    ),
    'xl/worksheets/_rels/sheet1.xml.rels': relationships({ a: ['comments', '../comments1.xml'] }),
    'xl/comments1.xml': `<comments xmlns="${main}"><authors><author/></authors><commentList><comment ref="B2" authorId="0"><text><t>核对</t></text></comment></commentList></comments>`,
  });
  const names = Object.keys(content).filter((name) => name !== '[Content_Types].xml');

  type Change =
    | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
    | { readonly kind: 'put'; readonly at: number; readonly text: string }
    | { readonly kind: 'cut'; readonly at: number; readonly length: number }
    | { readonly kind: 'repeat'; readonly at: number; readonly length: number }
    | { readonly kind: 'truncate'; readonly at: number }
    | { readonly kind: 'swap'; readonly with: string };

  const at = fc.nat(5000);
  const length = fc.integer({ min: 1, max: 40 });
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, bit: fc.constantFrom(0, 1, 2, 3, 4, 6) }),
    fc.record({
      kind: fc.constant('put' as const),
      at,
      text: fc.constantFrom(...'0123456789abcrstvAB<>"/ &;='),
    }),
    fc.record({ kind: fc.constant('cut' as const), at, length }),
    fc.record({ kind: fc.constant('repeat' as const), at, length }),
    fc.record({ kind: fc.constant('truncate' as const), at }),
    fc.record({ kind: fc.constant('swap' as const), with: fc.constantFrom(...names) }),
  );

  function changed(name: string, what: Change): Parts {
    const part = content[name];
    if (typeof part !== 'string') throw new Error(`no part ${name}`);
    if (what.kind === 'swap') return { ...content, [name]: content[what.with] ?? '', [what.with]: part };
    const bytes = Buffer.from(part);
    const place = what.at % bytes.length;
    switch (what.kind) {
      case 'flip':
        bytes[place] = (bytes[place] ?? 0) ^ (1 << what.bit);
        return { ...content, [name]: bytes };
      case 'put':
        bytes.write(what.text, place, 'latin1');
        return { ...content, [name]: bytes };
      case 'cut':
        return {
          ...content,
          [name]: Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + what.length)]),
        };
      case 'repeat':
        return {
          ...content,
          [name]: Buffer.concat([bytes.subarray(0, place + what.length), bytes.subarray(place)]),
        };
      case 'truncate':
        return { ...content, [name]: bytes.subarray(0, place) };
    }
  }

  /** Writes over the part where this stands in it. */
  function put(name: string, over: string, text: string): [string, Change] {
    const found = Buffer.from(String(content[name])).indexOf(over);
    if (found < 0) throw new Error(`no ${over} in ${name}`);
    return [name, { kind: 'put', at: found, text }];
  }

  it('it is refused, left to SheetJS, or read just as SheetJS reads it', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...names), change, (name, what) => {
        const mutated = changed(name, what);
        const bytes = archive(mutated);
        let sheets: readonly Sheet[];
        try {
          const loaded = loadXlsx(bytes, listEntries(bytes));
          outcomes.add(loaded.unusual === null ? 'scanned' : 'unusual');
          if (loaded.unusual !== null) return;
          sheets = loaded.sheets;
        } catch {
          outcomes.add('refused');
          expect(refusal(bytes).message).toMatch(/请/);
          return;
        }
        expect(sheets).toEqual(bySheetJs(bytes));
      }),
      {
        numRuns: 1500,
        interruptAfterTimeLimit: 6000,
        examples: [
          ['xl/styles.xml', { kind: 'swap', with: 'xl/styles.xml' }],
          ['xl/styles.xml', { kind: 'swap', with: 'xl/sharedStrings.xml' }],
          ['xl/styles.xml', { kind: 'truncate', at: 100 }],
          // Each of these was once read otherwise than it should be, by one of the two.
          put('xl/worksheets/sheet1.xml', 'A3:A4', 'C'),
          put('xl/sharedStrings.xml', 'e"> ', '>'),
          put('xl/_rels/workbook.xml.rels', 'rId3', 'rId1'),
          put('xl/worksheets/sheet1.xml', '<v>#N/A</v>', '<v></v>    '),
        ],
      },
    );
    expect([...outcomes].sort()).toEqual(['refused', 'scanned', 'unusual']);
  });
});

describe('a million blank cells with a style', () => {
  it('are no rows at all', () => {
    const cells = Array.from({ length: 100 }, (_, column) => `<c s="0" n="${column % 7}"/>`).join('');
    const rows = Array.from({ length: 10_000 }, (_, row) => `<row r="${row + 1}">${cells}</row>`).join('');
    expect(textsOf(scannedSheet(workbookOf(rows)))).toEqual([]);
  });
});
