/** The workbooks that the reading bench reads: written once, as Excel writes them, and kept in `.cache/bench`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateEntries } from '../../electron/backend/sheets/zip/zip.ts';

export type BenchInputs = {
  /** One file a return, 200 rows of twelve columns each. */
  readonly returns: readonly string[];
  /** 100,000 rows of 20 columns: texts, numbers, dates, formulas. */
  readonly big: string;
  /** 1,000,000 cells with a style and nothing in them. */
  readonly blanks: string;
  /** 250 MB of one cell after another, in a file of 1 MB. */
  readonly bomb: string;
};

export function benchInputs(folder = '.cache/bench'): BenchInputs {
  mkdirSync(folder, { recursive: true });
  const once = (name: string, write: () => Uint8Array): string => {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, write());
    return path;
  };
  return {
    returns: Array.from({ length: 200 }, (_, index) =>
      once(`return-${index + 1}.xlsx`, () => workbook(returnRows(index), 'A1:L1')),
    ),
    big: once('big.xlsx', () => workbook(bigRows(), null)),
    blanks: once('blanks.xlsx', () => workbook(blankRows(), null)),
    bomb: once('bomb.xlsx', bomb),
  };
}

type InputCell =
  | { readonly text: string }
  | { readonly number: number | string; readonly style: number; readonly formula?: string }
  | { readonly style: number };

const townships = ['高都镇', '大阳镇', '山河镇', '巴公镇', '下村镇', '大东沟镇', '周村镇', '犁川镇'];
const styles = { general: 1, decimals: 2, thousands: 3, date: 4, chineseDate: 5, percent: 6 };

/** Steady, so that every run reads the same. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed + 1;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

function* returnRows(seed: number): Generator<readonly InputCell[]> {
  const random = randomNumbers(seed);
  yield [{ text: `附件1 ${townships[seed % townships.length]}农村人居环境整治情况统计表` }];
  yield [
    '序号',
    '乡镇',
    '村名',
    '户数',
    '人口',
    '投入',
    '完成率',
    '开工',
    '完工',
    '负责人',
    '电话',
    '备注',
  ].map((text) => ({ text }));
  for (let row = 0; row < 200; row += 1) {
    const next = (): number => random.next().value;
    yield [
      { number: row + 1, style: styles.general },
      { text: townships[seed % townships.length] ?? '' },
      { text: `第${seed * 200 + row}村` },
      { number: Math.floor(next() * 900), style: styles.general },
      { number: Math.floor(next() * 3000), style: styles.thousands },
      { number: Math.round(next() * 100_000) / 100, style: styles.decimals },
      { number: Math.round(next() * 1000) / 1000, style: styles.percent },
      { number: 45_658 + Math.floor(next() * 365), style: styles.date },
      { number: 45_658 + Math.floor(next() * 365), style: styles.chineseDate },
      { text: `张${row}` },
      { text: `138${String(Math.floor(next() * 1e8)).padStart(8, '0')}` },
      row % 5 === 0 ? { text: '已验收，资料齐全' } : { style: styles.general },
    ];
  }
}

function* bigRows(): Generator<readonly InputCell[]> {
  const random = randomNumbers(7);
  const next = (): number => random.next().value;
  for (let row = 0; row < 100_000; row += 1) {
    yield [
      { number: row + 1, style: styles.general },
      { text: townships[row % townships.length] ?? '' },
      { text: `第${row % 700}村` },
      { text: `户主${row % 30_000}` },
      { text: `140525${String(19_500_000 + (row % 500_000))}${String(row % 10_000).padStart(4, '0')}` },
      { text: row % 3 === 0 ? '脱贫户' : '一般户' },
      { text: row % 2 === 0 ? '是' : '否' },
      { text: '正常' },
      { number: Math.floor(next() * 10), style: styles.general },
      { number: Math.floor(next() * 10), style: styles.general },
      { number: Math.floor(next() * 50_000), style: styles.general },
      { number: Math.floor(next() * 500_000), style: styles.thousands },
      { number: Math.round(next() * 1_000_000) / 100, style: styles.decimals },
      { number: Math.round(next() * 1_000_000) / 100, style: styles.decimals },
      { number: Math.round(next() * 1e9) / 1e6, style: styles.general },
      { number: Math.round(next() * 1000) / 1000, style: styles.percent },
      { number: 45_658 + Math.floor(next() * 365), style: styles.date },
      { number: 45_658 + Math.floor(next() * 365), style: styles.chineseDate },
      { number: row * 2, style: styles.general, formula: `A${row + 1}*2` },
      row % 4 === 0 ? { text: `备注${row}` } : { style: styles.general },
    ];
  }
}

function* blankRows(): Generator<readonly InputCell[]> {
  const row = Array.from({ length: 20 }, () => ({ style: styles.general }));
  for (let index = 0; index < 50_000; index += 1) yield row;
}

function bomb(): Uint8Array {
  const cells = '<c r="A1"><v>1</v></c>'.repeat(1000);
  const row = Buffer.from(`<row r="1">${cells}</row>`);
  const data = Buffer.concat(Array.from({ length: 11_300 }, () => row));
  return deflateEntries([
    ...commonParts([]),
    {
      name: 'xl/worksheets/sheet1.xml',
      data: Buffer.concat([Buffer.from(sheetStart), data, Buffer.from(sheetEnd(null))]),
    },
  ]);
}

function workbook(rows: Iterable<readonly InputCell[]>, merge: string | null): Uint8Array {
  const texts = new Map<string, number>();
  const pieces: Buffer[] = [Buffer.from(sheetStart)];
  let lines = '';
  let row = 0;
  for (const cells of rows) {
    row += 1;
    lines += `<row r="${row}" spans="1:${cells.length}" x14ac:dyDescent="0.2">`;
    for (const [column, cell] of cells.entries()) lines += cellXml(cell, `${letters[column]}${row}`, texts);
    lines += '</row>';
    if (lines.length > 1_000_000) {
      pieces.push(Buffer.from(lines));
      lines = '';
    }
  }
  pieces.push(Buffer.from(lines), Buffer.from(sheetEnd(merge)));
  return deflateEntries([
    ...commonParts([...texts.keys()]),
    { name: 'xl/worksheets/sheet1.xml', data: Buffer.concat(pieces) },
  ]);
}

function cellXml(cell: InputCell, name: string, texts: Map<string, number>): string {
  if ('text' in cell) {
    const index = texts.get(cell.text) ?? texts.size;
    texts.set(cell.text, index);
    return `<c r="${name}" s="1" t="s"><v>${index}</v></c>`;
  }
  if (!('number' in cell)) return `<c r="${name}" s="${cell.style}"/>`;
  const formula = cell.formula === undefined ? '' : `<f>${cell.formula}</f>`;
  return `<c r="${name}" s="${cell.style}">${formula}<v>${cell.number}</v></c>`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetStart = `${declaration}<worksheet xmlns="${main}" xmlns:r="${relations}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><sheetData>`;

function sheetEnd(merge: string | null): string {
  const merges = merge === null ? '' : `<mergeCells count="1"><mergeCell ref="${merge}"/></mergeCells>`;
  return `</sheetData>${merges}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`;
}

function commonParts(texts: readonly string[]): { name: string; data: Uint8Array }[] {
  const part = (name: string, xml: string) => ({ name, data: Buffer.from(declaration + xml) });
  const items = texts
    .map((text) => `<si><t>${text}</t><phoneticPr fontId="1" type="noConversion"/></si>`)
    .join('');
  return [
    part(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetType}.sharedStrings+xml"/><Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="${relations}/theme" Target="theme/theme1.xml"/></Relationships>`,
    ),
    part('xl/styles.xml', stylesXml()),
    part('xl/theme/theme1.xml', themeXml()),
    part(
      'xl/sharedStrings.xml',
      `<sst xmlns="${main}" count="${texts.length}" uniqueCount="${texts.length}">${items}</sst>`,
    ),
  ];
}

/** As WPS writes them: some fifty named styles, whether used or not, before the few that cells have. */
function stylesXml(): string {
  const repeat = (count: number, xml: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => xml(index)).join('');
  const font =
    '<font><sz val="11"/><color theme="1"/><name val="宋体"/><charset val="134"/><scheme val="minor"/></font>';
  const fill =
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.6"/><bgColor indexed="64"/></patternFill></fill>';
  const line =
    '<left style="thin"><color auto="1"/></left><right style="thin"><color auto="1"/></right><top style="thin"><color auto="1"/></top><bottom style="thin"><color auto="1"/></bottom><diagonal/>';
  const named = (index: number) =>
    `<xf numFmtId="0" fontId="${index % 21}" fillId="${index % 33}" borderId="0" applyNumberFormat="0" applyFill="0" applyBorder="0" applyAlignment="0" applyProtection="0"><alignment vertical="center"/></xf>`;
  const used = [0, 0, 2, 3, 165, 164, 10].map(
    (format) =>
      `<xf numFmtId="${format}" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>`,
  );
  return `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd;@"/></numFmts><fonts count="21">${repeat(21, () => font)}</fonts><fills count="33">${repeat(33, () => fill)}</fills><borders count="9">${repeat(9, () => `<border>${line}</border>`)}</borders><cellStyleXfs count="49">${repeat(49, named)}</cellStyleXfs><cellXfs count="${used.length}">${used.join('')}</cellXfs><cellStyles count="49">${repeat(49, (index) => `<cellStyle name="样式 ${index}" xfId="${index}" builtinId="${index}"/>`)}</cellStyles><dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>`;
}

function themeXml(): string {
  const colors = [
    'dk1',
    'lt1',
    'dk2',
    'lt2',
    'accent1',
    'accent2',
    'accent3',
    'accent4',
    'accent5',
    'accent6',
    'hlink',
    'folHlink',
  ]
    .map((name) => `<a:${name}><a:srgbClr val="4874CB"/></a:${name}>`)
    .join('');
  const scripts = Array.from(
    { length: 30 },
    (_, index) => `<a:font script="S${index}" typeface="宋体"/>`,
  ).join('');
  const fonts = ['majorFont', 'minorFont']
    .map(
      (name) =>
        `<a:${name}><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>${scripts}</a:${name}>`,
    )
    .join('');
  return `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="WPS"><a:themeElements><a:clrScheme name="WPS">${colors}</a:clrScheme><a:fontScheme name="WPS">${fonts}</a:fontScheme><a:fmtScheme name="WPS"><a:fillStyleLst/><a:lnStyleLst/><a:effectStyleLst/><a:bgFillStyleLst/></a:fmtScheme></a:themeElements></a:theme>`;
}
