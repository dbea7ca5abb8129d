import { describe, expect, it } from 'vitest';
import type { IncomingRows } from '../../shared/merge/incoming.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { annexTable } from '../fixtures/annex.ts';
import { importRows } from '../fixtures/reading.ts';
import { type FixtureCell, workbookBytes } from '../fixtures/sheets.ts';

const table: TableDefinition = {
  key: 'villages',
  title: '村名册',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'village', title: '村名', type: 'village', required: true }),
    defineColumn({ key: 'code', title: '行政区划代码' }),
    defineColumn({ key: 'households', title: '户数', type: 'number', measureWord: '户' }),
    defineColumn({ key: 'rate', title: '普及率', type: 'percent' }),
    defineColumn({ key: 'day', title: '日期', type: 'date' }),
    defineColumn({ key: 'done', title: '是否完成', type: 'boolean' }),
    defineColumn({ key: 'kind', title: '类型', type: 'choice', choices: ['村', '社区'] }),
    defineColumn({ key: 'completionRate', title: '完成率', type: 'percent', computed: 'completionRate' }),
  ],
  keyColumns: ['village'],
  grouped: null,
  position: 1,
};

function read(rows: readonly (readonly FixtureCell[])[], definition = table): IncomingRows {
  const bytes = workbookBytes([{ rows }]);
  return importRows({ bytes, fileName: '村名册.xlsx', definition, groups: [] });
}

function readText(bytes: Uint8Array, definition = table): IncomingRows {
  return importRows({ bytes, fileName: '村名册.csv', definition, groups: [] });
}

/** The value that a single cell under a title is read as. */
function readCell(title: string, cell: FixtureCell): unknown {
  const key = table.columns.find((column) => column.title === title)?.key ?? '';
  return read([
    ['村名', title],
    ['甲村', cell],
  ]).rows[0]?.values[key];
}

describe('a list sheet', () => {
  it('reads a number by the measure word of its own row', () => {
    const indicators: TableDefinition = {
      ...table,
      columns: [
        defineColumn({ key: 'name', title: '指标' }),
        defineColumn({ key: 'current', title: '当前值', type: 'number', measureWordColumn: 'word' }),
        defineColumn({ key: 'word', title: '计量单位' }),
      ],
      keyColumns: ['name'],
    };
    const { rows } = read(
      [
        ['指标', '当前值', '计量单位'],
        ['普及率', '89%', '%'],
        ['改造', '150户', '户'],
        ['面积', '150户', '亩'],
      ],
      indicators,
    );
    expect(rows.map(({ values }) => values.current)).toEqual([
      89,
      150,
      expect.objectContaining({ kind: 'unread', text: '150户' }),
    ]);
  });

  it('has its columns in any order, below title lines, with measure words in the header', () => {
    const found = read([
      ['2025年村名册'],
      ['序号', '户数（户）', '村 名', '行政区划代码'],
      [1, 300, '甲村', '140525100001'],
      [2],
      ['合计', 300],
    ]);
    expect(found.columns).toEqual(['households', 'village', 'code']);
    expect(found.rows).toEqual([
      {
        values: { village: '甲村', code: '140525100001', households: 300 },
        cells: { village: 'C3', code: 'D3', households: 'B3' },
      },
    ]);
    expect(found.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(found.problems.map(({ code }) => code)).toContain('text_outside_table');
  });

  it('may carry computed columns, which are not read', () => {
    const found = read([
      ['村名', '完成率'],
      ['甲村', 0.5],
    ]);
    expect(found.rows[0]?.values).toEqual({ village: '甲村' });
  });

  it('that lacks a required value or column is told as must', () => {
    const lacking = read([
      ['村名', '户数'],
      [null, 3],
    ]);
    expect(lacking.problems.filter(({ severity }) => severity === 'must')).toMatchObject([
      { code: 'required_empty', cell: 'A2', column: 'village' },
    ]);
    const columns = table.columns.map((column) => ({ ...column, required: column.key === 'code' }));
    const without = read(
      [
        ['村名', '户数'],
        ['甲村', 3],
      ],
      { ...table, columns },
    );
    expect(without.problems.filter(({ severity }) => severity === 'must')).toMatchObject([
      { code: 'missing_column', column: 'code' },
    ]);
  });

  it('of an annex is read where its columns are those of the table', () => {
    const found = read(
      [
        ['村名', '类别', '乡镇', '备注'],
        ['泊南村', '精品示范村', '高都镇', null],
        ['泊南村', '待定', '高都镇', '甲'],
      ],
      annexTable,
    );
    expect(found.rows[0]?.values).toEqual({ township: '高都镇', category: '精品示范村', village: '泊南村' });
    expect(found.problems.map(({ code, cell }) => [code, cell])).toEqual([
      ['unread_value', 'B3'],
      ['repeated_name', 'A3'],
    ]);
  });
});

describe('a cell is converted exactly, or kept as it is with a reason', () => {
  it.each<readonly [string, FixtureCell, unknown]>([
    ['行政区划代码', 140_525_100_001, '140525100001'],
    ['行政区划代码', '001', '001'],
    ['行政区划代码', { t: 'n', v: 7, z: '000' }, '007'],
    ['行政区划代码', { t: 'n', v: 0.89, z: '0%' }, '89%'],
    ['户数', 1234.5, 1234.5],
    ['户数', '1,234 户', 1234],
    ['户数', 0.1 + 0.2, 0.3],
    ['户数', 0, 0],
    ['户数', '无', { kind: 'none', text: '无' }],
    ['普及率', { t: 'n', v: 0.89, z: '0%' }, 0.89],
    ['普及率', '89%', 0.89],
    ['日期', { t: 'n', v: 45_742, z: 'yyyy-mm-dd' }, '2025-03-26'],
    ['日期', { t: 'n', v: 45_742, z: 'm/d/yy' }, '2025-03-26'],
    ['日期', { t: 'n', v: 45_717, z: 'yyyy"年"m"月"' }, '2025-03'],
    ['日期', '2025.3.26', '2025-03-26'],
    ['日期', 2025, '2025'],
    ['是否完成', true, true],
    ['是否完成', '否', false],
    ['类型', '社区', '社区'],
    ['户数', '   ', undefined],
  ])('%s: %j is %j', (title, cell, value) => {
    expect(readCell(title, cell)).toEqual(value);
  });

  it.each<readonly [string, FixtureCell, string]>([
    ['行政区划代码', 1.10101199001011e17, '1.10101E+17'],
    ['户数', '约50', '约50'],
    ['户数', { t: 'n', v: 0.89, z: '0%' }, '89%'],
    ['户数', { t: 'n', v: 0.125, z: '0%' }, '12.5%'],
    ['户数', { t: 'n', v: 45_742, z: 'yyyy-mm-dd' }, '2025-03-26'],
    ['户数', { t: 'e', v: 0x07, w: '#DIV/0!' }, '#DIV/0!'],
    ['普及率', 89, '89'],
    ['日期', { t: 'n', v: 45_742.5, z: 'yyyy-mm-dd hh:mm' }, '2025-03-26 12:00'],
    ['类型', '城中村', '城中村'],
  ])('%s: %j is unread as %s', (title, cell, text) => {
    expect(readCell(title, cell)).toEqual({ kind: 'unread', text, reason: expect.stringMatching(/请/) });
  });

  it('an unread value is told with its cell', () => {
    const { problems } = read([
      ['村名', '户数'],
      ['甲村', '约50'],
    ]);
    expect(problems.filter(({ code }) => code === 'unread_value')).toMatchObject([
      { cell: 'B2', column: 'households', severity: 'explain', message: expect.stringContaining('约50') },
    ]);
  });
});

describe('a .csv', () => {
  // 村名,行政区划代码 / 甲村,001 in GB18030
  const gbk = [
    0xb4, 0xe5, 0xc3, 0xfb, 0x2c, 0xd0, 0xd0, 0xd5, 0xfe, 0xc7, 0xf8, 0xbb, 0xae, 0xb4, 0xfa, 0xc2, 0xeb,
    0x0d, 0x0a, 0xbc, 0xd7, 0xb4, 0xe5, 0x2c, 0x30, 0x30, 0x31, 0x0d, 0x0a,
  ];

  it.each<readonly [string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode('村名,行政区划代码\n甲村,001\n')],
    ['UTF-8 with a byte order mark', new TextEncoder().encode('\ufeff村名,行政区划代码\r\n甲村,001')],
    ['GBK', new Uint8Array(gbk)],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff村名\t行政区划代码\r甲村\t001\r', 'utf16le'))],
  ])('in %s keeps 001 as 001', (_name, bytes) => {
    const { rows, sheet } = readText(bytes);
    expect(rows.map(({ values }) => values)).toEqual([{ village: '甲村', code: '001' }]);
    expect(sheet).toBe('村名册');
  });

  it('may quote separators, line ends and quotes', () => {
    const text = '村名,行政区划代码,户数\r\n甲村,"1,2\n""3""",4\r\n乙村,5" 管,6\r\n';
    expect(readText(new TextEncoder().encode(text)).rows.map(({ values }) => values)).toEqual([
      { village: '甲村', code: '1,2\n"3"', households: 4 },
      { village: '乙村', code: '5" 管', households: 6 },
    ]);
  });

  it('keeps the 18 digits of an identity number', () => {
    const text = '村名,行政区划代码\n甲村,110101199001011234\n';
    expect(readText(new TextEncoder().encode(text)).rows[0]?.values.code).toBe('110101199001011234');
  });
});
