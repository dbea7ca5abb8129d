/** Rows that come in and go in a form: what goes with them, part by part. */
import { describe, expect, it } from 'vitest';
import type { RowInsertion, SheetFill } from '../../electron/backend/sheets/refill/fill.ts';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { partNames, partOf, richTemplate, type Written } from '../fixtures/refill-templates.ts';
import { scanned } from './ooxml-archive.ts';

const form = richTemplate();
const sheet1 = 'xl/worksheets/sheet1.xml';

/** Rows as a person counts them. */
function rowsAfter(after: number, times: number, more: Partial<RowInsertion> = {}): RowInsertion {
  return { after: after - 1, repeat: { first: 7, last: 7 }, times, block: { first: 4, last: 7 }, ...more };
}

function fill(fill: Omit<SheetFill, 'sheet'>, bytes: Uint8Array = form): Uint8Array {
  return refillWorkbook(bytes, { sheets: [{ sheet: '附件1', ...fill }] }).bytes;
}

/** Tags and texts that are not in the form's part. */
function changedIn(bytes: Uint8Array, part: string, before: Uint8Array = form): string[] {
  const pieces = (of: Uint8Array) => partOf(of, part).split(/(?=<)/);
  const old = new Set(pieces(before));
  return pieces(bytes).filter((piece) => !old.has(piece));
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

describe('three rows after the last row of data', () => {
  const filled = fill({ insertions: [rowsAfter(8, 3)] });
  const xml = partOf(filled, sheet1);

  it('repeat its height, its styles and its formulas, and none of its values', () => {
    const copies = [9, 10, 11].map((row) => new RegExp(`<row r="${row}".*?</row>`).exec(xml)?.[0]);
    expect(copies[0]).toBe(
      '<row r="9" ht="28" customHeight="1" spans="1:7"><c r="A9" s="1"/><c r="B9" s="2"/><c r="C9" s="3"/><c r="D9" s="1"/><c r="E9" s="1"/><c r="F9" s="1"><f>D9*E9</f></c><c r="G9" s="1"><f>G8+D9</f></c></row>',
    );
    expect(copies[2]).toContain('<f>D11*E11</f></c><c r="G11" s="1"><f>G10+D11</f>');
    expect(xml.match(/<row /g)).toHaveLength(12);
  });

  it('push what stands below down, and the total takes them in', () => {
    expect(/<row r="12".*?<\/row>/.exec(xml)?.[0]).toBe(
      '<row r="12"><c r="A12" s="1" t="s"><v>1</v></c><c r="B12" s="1"/><c r="C12" s="1"/><c r="D12" s="1"><f>SUM(D5:D11)</f><v>7</v></c><c r="E12" s="1"><f>SUM(E$5:E$11)</f><v>0</v></c><c r="F12" s="1"><f t="array" ref="F12">SUM(D5:D11*E5:E11)</f><v>0</v></c><c r="G12" s="1"><f>G8-F12</f><v>0</v></c></row>',
    );
  });

  it('leave formulas above alone, those that cells share too', () => {
    const above = (text: string) => /<row r="5".*<row r="8".*?<\/row>/.exec(text)?.[0];
    expect(above(xml)).toBe(above(partOf(form, sheet1)));
  });

  it('take validations, formats, protected ranges, merges, filter, breaks, links and the view with them', () => {
    expect(changedIn(filled, sheet1).filter((piece) => !/^<\/?(?:row|c|f|v)\b/.test(piece))).toEqual([
      '<dimension ref="A1:G14"/>',
      '<selection pane="bottomLeft" activeCell="D12" sqref="D12"/>',
      '<protectedRange sqref="B5:E11" name="填报区"/>',
      '<autoFilter ref="A4:G11"/>',
      '<mergeCells count="7">',
      '<mergeCell ref="B9:C9"/>',
      '<mergeCell ref="B10:C10"/>',
      '<mergeCell ref="B11:C11"/>',
      '<conditionalFormatting sqref="D5:D11">',
      '<formula>AND($D5&gt;$E5,D5=MAX(D$5:D$11),D4&lt;&gt;D5)',
      '<dataValidation type="custom" sqref="A5:A11">',
      '<formula1>COUNTIF($A$5:$A$11,A5)=1',
      '<dataValidation type="list" sqref="E8:E11">',
      '<hyperlink ref="A14" location="附件1!D12"/>',
      '<brk id="12" max="16383" man="1"/>',
      '<ignoredError sqref="B5:B11" numberStoredAsText="1"/>',
      '<xm:sqref>B5:B11',
    ]);
  });

  it('go through names, other sheets, tables, comments, drawings and charts', () => {
    expect(changedIn(filled, 'xl/workbook.xml')).toEqual([
      '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">附件1!$A$4:$G$11',
      '<definedName name="_xlnm.Print_Area" localSheetId="0">附件1!$A$1:$G$14',
      '<definedName name="户数">附件1!$D$5:$D$11',
      '<definedName name="合计数">附件1!$D$12',
      '<calcPr calcId="191029" fullCalcOnLoad="1"/>',
    ]);
    expect(changedIn(filled, 'xl/worksheets/sheet2.xml')).toEqual([
      '<f>SUM(附件1!D5:D11)',
      "<f>'附件1'!$D$12+附件1!A5",
      '<formula>附件1!$D$12&gt;0',
      '<hyperlink ref="A1" location="附件1!A12" display="合计"/>',
    ]);
    expect(changedIn(filled, 'xl/tables/table1.xml')).toEqual(['<totalsRowFormula>SUM(附件1!$D$5:$D$11)']);
    expect(changedIn(filled, 'xl/comments1.xml')).toEqual(['<comment ref="D12" authorId="0">']);
    expect(changedIn(filled, 'xl/drawings/vmlDrawing1.vml')).toEqual([
      '<x:Anchor>5, 15, 10, 10, 7, 31, 14, 9',
      '<x:Row>11',
    ]);
    expect(partOf(filled, 'xl/drawings/drawing1.xml').match(/(?<=<xdr:row>)\d+/g)).toEqual([
      '4',
      '14',
      '12',
      '13',
    ]);
    expect(changedIn(filled, 'xl/charts/chart1.xml')).toEqual(['<c:f>附件1!$D$5:$D$11']);
  });

  it('drop the order of calculation with everything that points at it', () => {
    expect(partNames(filled)).toEqual(partNames(form).filter((name) => name !== 'xl/calcChain.xml'));
    expect(partOf(filled, '[Content_Types].xml')).not.toContain('calcChain');
    expect(partOf(filled, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });
});

describe('rows in the middle of the data', () => {
  const filled = fill({ insertions: [rowsAfter(6, 2)] });
  const xml = partOf(filled, sheet1);

  it('let merges over them grow and formulas of later rows follow', () => {
    expect(xml).toContain('<mergeCell ref="A6:A9"/>');
    expect(xml).toContain(
      '<mergeCell ref="B10:C10"/><mergeCell ref="B7:C7"/><mergeCell ref="B8:C8"/></mergeCells>',
    );
    expect(xml).toContain('<c r="D11" s="1"><f>SUM(D5:D10)</f>');
  });

  it('keep formulas shared where each still says the same, a running total through the new rows', () => {
    expect(xml).toContain('<f t="shared" ref="F5:F10" si="0">D5*E5</f>');
    expect(xml).toContain('<c r="F9" s="1"><f t="shared" si="0"/>');
    expect(xml).toContain('<c r="G8" s="1"><f>G7+D8</f></c>');
    expect(xml).toContain('<f t="shared" ref="G6:G10" si="1">G5+D6</f>');
    expect(xml).toContain('<c r="G9" s="1"><f t="shared" si="1"/>');
  });

  it('give each its own formula where they no longer say the same', () => {
    const apart = partOf(
      fill({ insertions: [{ after: 5, repeat: { first: 7, last: 7 }, times: 2 }] }),
      sheet1,
    );
    expect(apart).toContain('<c r="G6" s="1"><f>G5+D6</f>');
    expect(apart).toContain('<c r="G9" s="1"><f>G6+D9</f>');
    expect(apart).toContain('<c r="G10" s="1"><f>G9+D10</f>');
    expect(apart).not.toContain('si="1"');
  });

  it('bring validations of a row that they repeat from elsewhere', () => {
    expect(xml).toContain('sqref="E10 E7:E8"');
  });
});

describe('several rows that are one record', () => {
  it('are repeated together, with the merges inside them', () => {
    const xml = partOf(
      fill({
        insertions: [{ after: 6, repeat: { first: 5, last: 6 }, times: 2, block: { first: 4, last: 7 } }],
      }),
      sheet1,
    );
    expect(xml).toContain('<mergeCell ref="A6:A7"/>');
    expect(xml).toContain('<mergeCell ref="A8:A9"/><mergeCell ref="A10:A11"/>');
    expect([8, 9, 10, 11].map((row) => new RegExp(`<row r="${row}" ht="(\\d+)"`).exec(xml)?.[1])).toEqual([
      '26',
      '27',
      '26',
      '27',
    ]);
  });

  it('repeat values only where that is asked for', () => {
    const insertion = { after: 4, repeat: { first: 4, last: 4 }, times: 1 };
    expect(partOf(fill({ insertions: [insertion] }), sheet1)).toContain('<c r="D6" s="1"/>');
    expect(partOf(fill({ insertions: [{ ...insertion, repeatsValues: true }] }), sheet1)).toContain(
      '<c r="D6" s="1"><v>7</v></c>',
    );
  });
});

describe('rows that go', () => {
  const filled = fill({ deletions: [{ first: 6, last: 7 }] });
  const xml = partOf(filled, sheet1);

  it('take what belongs to them alone with them', () => {
    expect(xml).toContain('<c r="D7" s="1"><f>SUM(D5:D6)</f>');
    expect(xml).toContain('<c r="G7" s="1"><f>#REF!-F7</f>');
    expect(xml).toContain(
      '<mergeCells count="2"><mergeCell ref="A1:G1"/><mergeCell ref="A3:A4"/></mergeCells>',
    );
    expect(xml).toContain('<dataValidations count="1"><dataValidation type="custom" sqref="A5:A6">');
    expect(partOf(filled, 'xl/comments1.xml').match(/ref="\w+"/g)).toEqual(['ref="D7"']);
    expect(partOf(filled, 'xl/drawings/vmlDrawing1.vml').match(/<x:Row>\d+/g)).toEqual(['<x:Row>6']);
    expect(partOf(filled, 'xl/workbook.xml')).toContain('附件1!$A$1:$G$9');
  });

  it('are refused where the header of a table would go', () => {
    const work = () =>
      refillWorkbook(form, { sheets: [{ sheet: '汇 总', deletions: [{ first: 2, last: 2 }] }] });
    expect(refusal(work)).toMatchObject({ code: 'invalid_edit', details: { table: '数据' } });
  });
});

describe('a table', () => {
  it('grows with rows between its data and its totals, and its filter with it', () => {
    const insertion = { after: 4, repeat: { first: 4, last: 4 }, times: 2 };
    const grown = refillWorkbook(form, { sheets: [{ sheet: '汇 总', insertions: [insertion] }] }).bytes;
    expect(partOf(grown, 'xl/tables/table1.xml')).toContain(
      'ref="A3:B8" totalsRowCount="1"><autoFilter ref="A3:B7"/>',
    );
  });
});

describe('a form written in another way', () => {
  const usual = scanned(fill({ insertions: [rowsAfter(6, 2)] }));
  const ways: readonly [string, Written][] = [
    ['with a prefix', { prefix: 'x' }],
    ['in the strict namespace', { strict: true }],
    ['without numbers of rows and cells', { unnumbered: true }],
    ['with a byte order mark', { encoding: 'utf-8-bom' }],
    ['in UTF-16', { encoding: 'utf-16le' }],
    ['with comments, instructions, CDATA and CR LF', { untidy: true }],
    ['with all of these', { prefix: 's', unnumbered: true, untidy: true, encoding: 'utf-16le' }],
  ];

  it.each(ways)('%s comes out the same', (_, written) => {
    const other = richTemplate(written);
    const filled = fill({ insertions: [rowsAfter(6, 2)] }, other);
    expect(scanned(filled)).toEqual(usual);
    expect(partOf(filled, sheet1)).toContain('MAX(D$5:D$10)');
  });

  it.each(ways)('%s is as it was once the rows are gone again', (_, written) => {
    const other = richTemplate(written);
    const back = fill({ deletions: [{ first: 6, last: 7 }] }, fill({ insertions: [rowsAfter(6, 2)] }, other));
    expect(scanned(back).map(({ rows, merges }) => ({ rows, merges }))).toEqual(
      scanned(other).map(({ rows, merges }) => ({ rows, merges })),
    );
    const remarks = (bytes: Uint8Array) =>
      Buffer.from(partOf(bytes, sheet1).replaceAll('\0', ''))
        .toString()
        .match(/<!--|<\?note/g);
    expect(remarks(back)).toEqual(remarks(other));
  });
});

describe('what programs leave behind', () => {
  it('at the end of a sheet goes when nothing stands in it, and is refused when something does', () => {
    const ending = (cell: string) =>
      richTemplate(
        {},
        {
          [sheet1]: partOf(form, sheet1).replace(
            '</sheetData>',
            `<row r="1048576">${cell}</row></sheetData>`,
          ),
        },
      );
    const insertions = [rowsAfter(8, 2)];
    expect(scanned(fill({ insertions }, ending('<c r="A1048576" s="1"/>')))).toEqual(
      scanned(fill({ insertions })),
    );
    expect(refusal(() => fill({ insertions }, ending('<c r="A1048576"><v>1</v></c>')))).toMatchObject({
      code: 'invalid_edit',
      details: { sheet: '附件1', row: 1_048_576 },
    });
  });

  it('as a selection of nothing stays', () => {
    const lost = partOf(form, sheet1).replace('sqref="D9"', 'sqref="#REF!"');
    const filled = fill({ insertions: [rowsAfter(8, 2)] }, richTemplate({}, { [sheet1]: lost }));
    expect(partOf(filled, sheet1)).toContain('activeCell="D11" sqref="#REF!"');
  });
});

describe('what cannot be done is refused in Chinese, with the place', () => {
  it.each([
    ['a sheet that is not there', { sheet: '附件9', insertions: [rowsAfter(8, 1)] }, 'invalid_edit', '附件9'],
    [
      'a row before the first one',
      { sheet: '附件1', insertions: [{ ...rowsAfter(8, 1), after: -2 }] },
      'bad_request',
      '附件1',
    ],
    ['half a repetition', { sheet: '附件1', insertions: [rowsAfter(8, 0.5)] }, 'bad_request', '附件1'],
    [
      'rows inside rows that go',
      { sheet: '附件1', insertions: [rowsAfter(6, 1)], deletions: [{ first: 4, last: 7 }] },
      'bad_request',
      '附件1',
    ],
    [
      'more rows than a sheet has',
      { sheet: '附件1', insertions: [rowsAfter(8, 1_048_570)] },
      'invalid_edit',
      '附件1',
    ],
  ] as const)('%s', (_, fillOfSheet, code, sheet) => {
    const error = refusal(() => refillWorkbook(form, { sheets: [fillOfSheet] }));
    expect(error).toMatchObject({ code, details: { sheet } });
    expect(error.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('rows inside an array formula', () => {
    const parts = partOf(form, sheet1).replace('t="array" ref="F9"', 't="array" ref="F9:F11"');
    const other = richTemplate({}, { [sheet1]: parts });
    const error = refusal(() =>
      fill({ insertions: [{ after: 9, repeat: { first: 7, last: 7 }, times: 1 }] }, other),
    );
    expect(error).toMatchObject({ code: 'invalid_edit', details: { cell: 'F9' } });
  });
});
