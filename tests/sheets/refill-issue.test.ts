/** What a copy carries beside its values: where it belongs, what can be typed into it, and what is wrong with it. */

import { read } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { SheetFill, WorkbookFill } from '../../electron/backend/sheets/refill/fill.ts';
import { readProperties } from '../../electron/backend/sheets/refill/parts/custom-properties.ts';
import { refillTemplate, refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { openTemplate } from '../../electron/backend/sheets/refill/template.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { partNames, partOf, richTemplate, type Written } from '../fixtures/refill-templates.ts';
import { scanned, workbookOf } from './ooxml-archive.ts';

const form = richTemplate();
const sheet1 = 'xl/worksheets/sheet1.xml';
const styles = 'xl/styles.xml';

function fill(
  of: Omit<SheetFill, 'sheet'>,
  bytes: Uint8Array = form,
  more: Partial<WorkbookFill> = {},
): Uint8Array {
  return refillWorkbook(bytes, { ...more, sheets: [{ sheet: '附件1', ...of }] }).bytes;
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

function range(firstRow: number, firstColumn: number, lastRow = firstRow, lastColumn = firstColumn) {
  return { firstRow, lastRow, firstColumn, lastColumn };
}

/** A tag with its attributes, the first of this name. */
function tagIn(bytes: Uint8Array, part: string, pattern: string): string | undefined {
  return new RegExp(`<${pattern}[^>]*>`).exec(partOf(bytes, part))?.[0];
}

describe('custom properties', () => {
  const properties = { 'huibiao.单位': '高都镇', 'huibiao.表样': '附件1 <"2025"> _x0041_' };

  it('go round with the file, and nothing else changes', () => {
    const { bytes, report } = refillWorkbook(form, { sheets: [], properties });
    expect([...readProperties(openTemplate(bytes))]).toEqual(Object.entries(properties));
    expect(report.changedParts).toEqual(['[Content_Types].xml', '_rels/.rels', 'docProps/custom.xml']);
    const other = refillWorkbook(form, { sheets: [], properties: { round: '2025-10' } }).bytes;
    expect(read(other, { type: 'array' }).Custprops).toMatchObject({ round: '2025-10' });
  });

  it('replace those of the same name and keep the others', () => {
    const once = refillWorkbook(form, { sheets: [], properties }).bytes;
    const twice = refillWorkbook(once, {
      sheets: [],
      properties: { 'HUIBIAO.单位': '大阳镇', 期: '2025-10' },
    }).bytes;
    expect([...readProperties(openTemplate(twice))]).toEqual([
      ['huibiao.单位', '大阳镇'],
      ['huibiao.表样', '附件1 <"2025"> _x0041_'],
      ['期', '2025-10'],
    ]);
    expect(partOf(twice, 'docProps/custom.xml').match(/pid="\d+"/g)).toEqual([
      'pid="2"',
      'pid="3"',
      'pid="4"',
    ]);
    expect(refillWorkbook(once, { sheets: [], properties }).bytes).toEqual(once);
  });

  it('are written in the namespaces of a strict workbook', () => {
    const { bytes } = refillWorkbook(richTemplate({ strict: true }), { sheets: [], properties });
    expect(partOf(bytes, 'docProps/custom.xml')).toContain(
      'http://purl.oclc.org/ooxml/officeDocument/customProperties',
    );
    expect(readProperties(openTemplate(bytes)).get('huibiao.单位')).toBe('高都镇');
  });
});

describe('the list of sheets', () => {
  it('hides and shows sheets, and opens on one that is shown', () => {
    const bytes = refillWorkbook(form, {
      sheets: [
        { sheet: '附件1', state: 'hidden' },
        { sheet: '选项', state: 'visible' },
      ],
    }).bytes;
    expect(scanned(bytes).map(({ name, state }) => [name, state])).toEqual([
      ['附件1', 'hidden'],
      ['汇 总', 'visible'],
      ['选项', 'visible'],
    ]);
  });

  it('moves the open tab away from a sheet that is hidden', () => {
    const views = partOf(form, 'xl/workbook.xml').replace(
      '<sheets>',
      '<bookViews><workbookView/></bookViews><sheets>',
    );
    const bytes = fill({ state: 'veryHidden' }, richTemplate({}, { 'xl/workbook.xml': views }));
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('<workbookView activeTab="1"/>');
  });

  it('keeps one sheet to see', () => {
    const sheets = ['附件1', '汇 总'].map((sheet) => ({ sheet, state: 'hidden' as const }));
    expect(refusal(() => refillWorkbook(form, { sheets }))).toMatchObject({ code: 'invalid_edit' });
  });

  it.each<[string, Written]>([
    ['', {}],
    ['strict ', { strict: true }],
  ])('takes a very hidden sheet of texts behind the others of a %sworkbook', (_, written) => {
    const added = [
      { name: '村', state: 'veryHidden' as const, rows: [['泊南村', ' 大兴村'], [], ['', '=任庄村']] },
    ];
    const bytes = refillWorkbook(richTemplate(written), { sheets: [], added }).bytes;
    const sheet = scanned(bytes).at(-1);
    expect(sheet).toMatchObject({ name: '村', state: 'veryHidden' });
    expect(sheet?.rows.map((row) => row?.map((cell) => cell?.text))).toEqual([
      ['泊南村', ' 大兴村'],
      undefined,
      [undefined, '=任庄村'],
    ]);
  });

  it.each(['附件1', '选项/二', '', "'村'"])('refuses the name %j', (name) => {
    const added = [{ name, state: 'hidden' as const, rows: [] }];
    expect(refusal(() => refillWorkbook(form, { sheets: [], added }))).toMatchObject({ code: 'bad_request' });
  });
});

describe('a protected sheet', () => {
  const unlocked = [range(4, 0, 8, 5), range(11, 7, 12, 8)];
  const bytes = fill({ protection: { unlocked } });
  const styleOf = (cell: string) => /s="(\d+)"/.exec(tagIn(bytes, sheet1, `c r="${cell}"`) ?? '')?.[1];
  const lockOf = (cell: string) => {
    const xfs =
      /<cellXfs.*<\/cellXfs>/s.exec(partOf(bytes, styles))?.[0].match(/<xf[^>]*\/>|<xf.*?<\/xf>/g) ?? [];
    return /locked="(\d)"/.exec(xfs[Number(styleOf(cell))] ?? '')?.[1] ?? '1';
  };

  it('lets the input cells be written, headers, formulas and everything else not', () => {
    expect(['A5', 'C8', 'E9', 'H12', 'I13'].map(lockOf)).toEqual(['0', '0', '1', '0', '0']);
    expect(['A3', 'F5', 'D9', 'G8'].map(lockOf)).toEqual(['1', '1', '1', '1']);
    expect(tagIn(bytes, sheet1, 'sheetProtection')).toBe(
      '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    );
    expect(partOf(bytes, sheet1)).toContain('</sheetData><sheetProtection');
  });

  it('lets rows come in where it is asked to', () => {
    const open = fill({ protection: { unlocked, rowsMayCome: true } });
    expect(tagIn(open, sheet1, 'sheetProtection')).toBe(
      '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" insertRows="0"/>',
    );
  });

  it('keeps the looks: a new style is the old one and the lock', () => {
    expect(partOf(bytes, styles)).toContain(
      '<xf numFmtId="14" borderId="1" applyNumberFormat="1" applyBorder="1" applyProtection="1"><protection locked="0"/></xf>',
    );
    expect(partOf(bytes, styles)).toContain('<cellXfs count="8">');
    expect(scanned(bytes)).toEqual(scanned(form));
  });

  it('locks again what a form had left open', () => {
    const again = refillWorkbook(bytes, {
      sheets: [{ sheet: '附件1', protection: { unlocked: [range(4, 1)] } }],
    }).bytes;
    const open =
      /<cellXfs.*<\/cellXfs>/s.exec(partOf(again, styles))?.[0].match(/<xf[^>]*\/>|<xf.*?<\/xf>/g) ?? [];
    const locked = [...partOf(again, sheet1).matchAll(/<c r="(\w+)" s="(\d+)"/g)].filter(([, , style]) =>
      /locked="0"/.test(open[Number(style)] ?? ''),
    );
    expect(locked.map(([, cell]) => cell)).toEqual(['B5']);
  });

  it('comes out the same a second time', () => {
    expect(fill({ protection: { unlocked } }, bytes)).toEqual(bytes);
  });
});

describe('drop-downs and checks', () => {
  const hint = { title: '数字', message: '请填整数，单位：户' };

  it('stand where the standard wants them, and those of the form give way', () => {
    const bytes = fill({
      choices: [{ range: range(5, 0, 6, 0), source: { kind: 'texts', texts: ['是', '"否"'] }, strict: true }],
      checks: [{ range: range(4, 3, 7, 3), type: 'whole', least: 0, most: 99, strict: false, hint }],
    });
    const rules = /<dataValidations.*?<\/dataValidations>/s.exec(partOf(bytes, sheet1))?.[0];
    expect(rules).toBe(
      '<dataValidations count="4"><dataValidation type="custom" sqref="A5 A8"><formula1>COUNTIF($A$5:$A$8,A5)=1</formula1></dataValidation><dataValidation type="list" sqref="E8"><formula1>"1,2"</formula1></dataValidation><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="A6:A7"><formula1>"是,""否"""</formula1></dataValidation><dataValidation type="whole" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="数字" error="请填整数，单位：户" promptTitle="数字" prompt="请填整数，单位：户" sqref="D5:D8"><formula1>0</formula1><formula2>99</formula2></dataValidation></dataValidations>',
    );
  });

  it('can take their choices from a sheet that is added', () => {
    const villages = Array.from({ length: 90 }, (_, index) => [`第${index + 1}号村民委员会`]);
    const bytes = refillWorkbook(workbookOf('<row r="1"/>'), {
      sheets: [
        {
          sheet: '表1',
          choices: [
            {
              range: range(0, 1),
              source: { kind: 'cells', sheet: '村 名', range: range(0, 0, 89, 0) },
              strict: true,
            },
          ],
        },
      ],
      added: [{ name: '村 名', state: 'veryHidden', rows: villages }],
    }).bytes;
    expect(partOf(bytes, sheet1)).toContain(
      `</sheetData><dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="B1"><formula1>'村 名'!$A$1:$A$90</formula1></dataValidation></dataValidations>`,
    );
  });

  it('that have no bound at one side say so', () => {
    const check = { type: 'date', strict: true } as const;
    const bytes = fill({
      checks: [
        { ...check, range: range(20, 0), least: 45_658, most: null },
        { ...check, range: range(21, 0), least: null, most: 46_022 },
        { ...check, range: range(22, 0), least: null, most: null },
      ],
    });
    expect(partOf(bytes, sheet1).match(/type="date"( operator="\w+")?/g)).toEqual([
      'type="date" operator="greaterThanOrEqual"',
      'type="date" operator="lessThanOrEqual"',
      'type="date" operator="greaterThanOrEqual"',
    ]);
  });

  it.each([
    ['too long a list', { source: { kind: 'texts', texts: ['村'.repeat(256)] } }],
    ['a comma in a choice', { source: { kind: 'texts', texts: ['一,二'] } }],
    [
      'too long a hint',
      { source: { kind: 'texts', texts: ['一'] }, hint: { title: '提示', message: '长'.repeat(226) } },
    ],
  ] as const)('are refused with %s', (_, choice) => {
    expect(refusal(() => fill({ choices: [{ range: range(0, 0), strict: true, ...choice }] }))).toMatchObject(
      {
        code: 'invalid_edit',
        details: { sheet: '附件1' },
      },
    );
  });
});

describe('marks on a copy that is sent back', () => {
  const marks = [
    { row: 4, column: 1, color: 'ffc7ce', comment: { author: '县委农办', text: '与合计不符\n请核对' } },
    { row: 7, column: 3, color: 'FFC7CE', comment: { author: '汇表', text: '缺户数' } },
    { row: 20, column: 0, comment: { author: '汇表', text: ' 少一行' } },
  ];

  it('are a tint and a comment; a comment that is there stays', () => {
    const bytes = fill({ marks });
    const [sheet] = scanned(bytes);
    expect([...(sheet?.comments ?? [])]).toEqual([
      ['D8', '填户数\n缺户数'],
      ['D9', '合计'],
      ['B5', '与合计不符\n请核对'],
      ['A21', ' 少一行'],
    ]);
    expect(partOf(bytes, styles)).toContain(
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>',
    );
    expect(tagIn(bytes, sheet1, 'c r="B5"')).toBe('<c r="B5" s="4"/>');
    expect(partOf(bytes, styles)).toContain(
      '<xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1" fillId="2" applyFill="1"/>',
    );
    expect(partOf(bytes, 'xl/drawings/vmlDrawing1.vml').match(/<x:Row>\d+/g)).toEqual([
      '<x:Row>7',
      '<x:Row>8',
      '<x:Row>4',
      '<x:Row>20',
    ]);
    expect(partOf(bytes, 'xl/comments1.xml')).toContain('<author>县委农办</author><author>汇表</author>');
  });

  it('bring parts of their own into a form that has no comment', () => {
    const plain = workbookOf('<row r="5"><c r="B5"/></row>', {
      [styles]: partOf(form, styles),
      [sheet1]: partOf(workbookOf('<row r="5"><c r="B5"/></row>'), sheet1).replace(
        '</worksheet>',
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><tableParts count="0"/></worksheet>',
      ),
    });
    const bytes = refillWorkbook(plain, { sheets: [{ sheet: '表1', marks }] }).bytes;
    expect([...(scanned(bytes)[0]?.comments.keys() ?? [])]).toEqual(['B5', 'D8', 'A21']);
    expect(partNames(bytes).filter((name) => !partNames(plain).includes(name))).toEqual([
      'xl/comments1.xml',
      'xl/worksheets/_rels/sheet1.xml.rels',
      'xl/drawings/vmlDrawing1.vml',
    ]);
    expect(partOf(bytes, sheet1)).toMatch(
      /footer="1"\/><legacyDrawing xmlns:r="[^"]+" r:id="rId2"\/><tableParts/,
    );
    expect(partOf(bytes, '[Content_Types].xml')).toContain('Extension="vml"');
    expect(read(bytes, { type: 'array' }).Sheets.表1?.B5.c[0].t).toBe('与合计不符\n请核对');
  });
});

describe('many copies of one form', () => {
  it('do not know of each other', () => {
    const template = openTemplate(form);
    const copy = (unit: string) =>
      refillTemplate(template, {
        sheets: [
          {
            sheet: '附件1',
            insertions: [{ after: 7, repeat: { first: 7, last: 7 }, times: 2, block: { first: 4, last: 7 } }],
            cells: [{ row: 4, column: 0, value: { kind: 'text', text: unit } }],
            protection: { unlocked: [range(4, 0, 9, 4)] },
            marks: [{ row: 4, column: 0, color: 'FFFF00', comment: { author: '汇表', text: unit } }],
          },
        ],
        properties: { unit },
        added: [{ name: '村', state: 'veryHidden', rows: [[unit]] }],
      }).bytes;
    const first = copy('高都镇');
    const other = copy('大阳镇');
    expect(copy('高都镇')).toEqual(first);
    expect(partOf(other, 'docProps/custom.xml')).not.toContain('高都镇');
    expect(scanned(other)[0]?.rows[4]?.[0]?.text).toBe('大阳镇');
    expect(refillTemplate(template, { sheets: [] }).bytes).toEqual(form);
  });
});
