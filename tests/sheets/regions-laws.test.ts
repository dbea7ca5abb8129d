/** Laws of the region finder over generated tables, and over nonsense. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRegions } from '../../electron/backend/sheets/regions/find-regions.ts';
import type { Region } from '../../electron/backend/sheets/regions/region.ts';
import type { MergedRange, Sheet, SheetCell } from '../../electron/backend/sheets/sheet.ts';

type Value = string | number | null;

function sheetOf(
  rows: readonly (readonly Value[])[],
  merges: readonly MergedRange[] = [],
  name = '表',
): Sheet {
  return {
    name,
    state: 'visible',
    rows: rows.map((row) => row.map(cellOf)),
    merges,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    comments: new Map(),
  };
}

function cellOf(value: Value): SheetCell | undefined {
  if (value === null) return undefined;
  return typeof value === 'number'
    ? { kind: 'number', value, text: String(value), format: 'General', formula: false }
    : { kind: 'text', text: value, formula: false };
}

const villages = [
  '上柳村',
  '下柳村',
  '石桥村',
  '南坪村',
  '北坪村',
  '东坪村',
  '河湾村',
  '岭后村',
  '沙沟村',
  '柏林村',
];
const titles = [
  '户数',
  '人口',
  '耕地面积（亩）',
  '集体收入(万元)',
  '新建(户)',
  '改建(户)',
  '投资',
  '受益人数',
];

type Table = {
  readonly titled: boolean;
  readonly informed: boolean;
  readonly levels: boolean;
  readonly columns: readonly string[];
  readonly data: readonly (readonly Value[])[];
  readonly total: boolean;
  readonly noted: boolean;
};

/** A plausible form: 序号, 村名 and some amounts, with whatever usually stands around them. */
const tables: fc.Arbitrary<Table> = fc
  .record({
    titled: fc.boolean(),
    informed: fc.boolean(),
    levels: fc.boolean(),
    columns: fc.uniqueArray(fc.constantFrom(...titles), { minLength: 2, maxLength: 6 }),
    count: fc.integer({ min: 2, max: 10 }),
    total: fc.boolean(),
    noted: fc.boolean(),
  })
  .chain(({ count, ...rest }) =>
    fc
      .array(fc.array(fc.integer({ min: 10, max: 99_999 }), { minLength: 6, maxLength: 6 }), {
        minLength: count,
        maxLength: count,
      })
      .map((amounts) => ({
        ...rest,
        data: amounts.map((row, index): Value[] => [
          index + 1,
          villages[index] ?? '村',
          ...row.slice(0, rest.columns.length),
        ]),
      })),
  );

function layOut({ titled, informed, levels, columns, data, total, noted }: Table): Sheet {
  const rows: (readonly Value[])[] = [];
  const merges: MergedRange[] = [];
  if (titled) rows.push(['2025年农户情况统计表']);
  if (informed) rows.push(['填报单位：青石镇    单位：户    填报日期：2025年10月15日']);
  if (levels) {
    const top = rows.length;
    rows.push(['序号', '村名', '基本情况']);
    rows.push([null, null, ...columns]);
    merges.push(
      { firstRow: top, lastRow: top + 1, firstColumn: 0, lastColumn: 0 },
      { firstRow: top, lastRow: top + 1, firstColumn: 1, lastColumn: 1 },
      { firstRow: top, lastRow: top, firstColumn: 2, lastColumn: columns.length + 1 },
    );
  } else rows.push(['序号', '村名', ...columns]);
  rows.push(...data);
  if (total) rows.push(['合计', null, ...columns.map((_, index) => sumOf(data, index + 2))]);
  if (noted) rows.push(['填表人：林知远', null, '审核人：苏青禾']);
  return sheetOf(rows, merges);
}

function sumOf(data: readonly (readonly Value[])[], column: number): number {
  return data.reduce((sum, row) => sum + Number(row[column]), 0);
}

function shift(sheet: Sheet, down: number, right: number): Sheet {
  return {
    ...sheet,
    rows: [
      ...Array.from({ length: down }, () => undefined),
      ...sheet.rows.map((row) => [...Array.from({ length: right }, () => undefined), ...(row ?? [])]),
    ],
    merges: sheet.merges.map(({ firstRow, lastRow, firstColumn, lastColumn }) => ({
      firstRow: firstRow + down,
      lastRow: lastRow + down,
      firstColumn: firstColumn + right,
      lastColumn: lastColumn + right,
    })),
  };
}

function shiftRegion(region: Region, down: number, right: number): Region {
  const rows = (numbers: readonly number[]): number[] => numbers.map((row) => row + down);
  const columns = (numbers: readonly number[]): number[] => numbers.map((column) => column + right);
  return {
    ...region,
    firstRow: region.firstRow + down,
    lastRow: region.lastRow + down,
    firstColumn: region.firstColumn + right,
    lastColumn: region.lastColumn + right,
    titleRows: rows(region.titleRows),
    infoRows: rows(region.infoRows),
    info: region.info.map((field) => ({
      ...field,
      row: field.row + down,
      labelColumn: field.labelColumn + right,
      valueColumn: field.valueColumn + right,
    })),
    headerRows: rows(region.headerRows),
    columns: region.columns.map((column) => ({ ...column, column: column.column + right })),
    bodyRow: region.bodyRow + down,
    dataRows: rows(region.dataRows),
    sectionRows: rows(region.sectionRows),
    subtotalRows: rows(region.subtotalRows),
    totalRows: rows(region.totalRows),
    noteRows: rows(region.noteRows),
    excludedRows: rows(region.excludedRows),
    hiddenDataRows: rows(region.hiddenDataRows),
    fillDownColumns: columns(region.fillDownColumns),
    reasons: region.reasons.map((reason) => ({
      ...reason,
      rows: rows(reason.rows),
      columns: columns(reason.columns),
    })),
  };
}

const moves = fc.tuple(fc.nat(12), fc.nat(6));

describe('a plausible form', () => {
  it('is found as it was laid out', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const regions = findRegions(layOut(table));
        const lead = Number(table.titled) + Number(table.informed);
        const header = lead + (table.levels ? 2 : 1);
        expect(regions).toHaveLength(1);
        expect(regions[0]).toMatchObject({
          titleRows: table.titled ? [0] : [],
          infoRows: table.informed ? [lead - 1] : [],
          headerRows: table.levels ? [lead, lead + 1] : [lead],
          dataRows: table.data.map((_, index) => header + index),
          totalRows: table.total ? [header + table.data.length] : [],
          noteRows: table.noted ? [header + table.data.length + Number(table.total)] : [],
          sectionRows: [],
          subtotalRows: [],
          excludedRows: [],
          fillDownColumns: [],
        });
        expect(regions[0]?.columns.map(({ path }) => path.at(-1))).toEqual([
          '序号',
          '村名',
          ...table.columns,
        ]);
      }),
    );
  });

  it('moves with its cells, whatever blank rows and columns stand before it', () => {
    fc.assert(
      fc.property(tables, moves, (table, [down, right]) => {
        const sheet = layOut(table);
        expect(findRegions(shift(sheet, down, right))).toEqual(
          findRegions(sheet).map((region) => shiftRegion(region, down, right)),
        );
      }),
    );
  });

  it('does not care for blank cells, rows and columns behind it, or for the name of the sheet', () => {
    fc.assert(
      fc.property(tables, fc.nat(5), fc.string(), (table, blanks, name) => {
        const sheet = layOut(table);
        const padded = {
          ...sheet,
          name,
          rows: [
            ...sheet.rows.map((row) => [
              ...(row ?? []),
              ...Array.from({ length: blanks }, () => cellOf('  ')),
            ]),
            ...Array.from({ length: blanks }, () => [undefined, cellOf(' \n')]),
          ],
        };
        expect(findRegions(padded)).toEqual(findRegions(sheet));
      }),
    );
  });

  it('keeps its header and its count when its rows are put into another order', () => {
    fc.assert(
      fc.property(
        tables.chain((table) =>
          fc.record({
            table: fc.constant(table),
            shuffled: fc.shuffledSubarray([...table.data], { minLength: table.data.length }),
          }),
        ),
        ({ table, shuffled }) => {
          const [ordered] = findRegions(layOut(table));
          const [other] = findRegions(layOut({ ...table, data: shuffled }));
          expect([other?.headerRows, other?.columns, other?.dataRows]).toEqual([
            ordered?.headerRows,
            ordered?.columns,
            ordered?.dataRows,
          ]);
        },
      ),
    );
  });

  it('keeps rows that say the same', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 5 }), (table, times) => {
        const [first] = table.data;
        const data = [...table.data, ...Array.from({ length: times }, () => first ?? [])];
        expect(findRegions(layOut({ ...table, data }))[0]?.dataRows).toHaveLength(data.length);
      }),
    );
  });
});

const words = fc.constantFrom(
  ...[
    '序号',
    '合计',
    '小计',
    '一、省级',
    '填报单位：',
    '单位：万元',
    '注：',
    '甲',
    '户',
    '2025年10月',
    '村名',
    '√',
    '/',
    '示例',
  ],
  ...[
    '第1页',
    '项目（万元）',
    '填表人',
    '（一）',
    '001',
    '12.5%',
    '约50',
    '1.40599E+17',
    '\n',
    '\u0000',
    '😀',
    'A'.repeat(300),
  ],
);
const nonsense = fc
  .record({
    rows: fc.array(
      fc.array(fc.oneof(words, fc.string(), fc.integer(), fc.constant(null)), { maxLength: 8 }),
      { maxLength: 30 },
    ),
    merges: fc.array(
      fc.tuple(fc.nat(30), fc.nat(5), fc.nat(8), fc.nat(8)).map(([firstRow, height, firstColumn, width]) => ({
        firstRow,
        lastRow: firstRow + height,
        firstColumn,
        lastColumn: firstColumn + width,
      })),
      { maxLength: 8 },
    ),
  })
  .map(({ rows, merges }) => sheetOf(rows, merges));

describe('nonsense', () => {
  it('never throws, and no row is two things at once', () => {
    fc.assert(
      fc.property(nonsense, (sheet) => {
        for (const region of findRegions(sheet)) {
          const rows = [
            ...region.titleRows,
            ...region.infoRows,
            ...region.headerRows,
            ...region.dataRows,
            ...region.sectionRows,
            ...region.subtotalRows,
            ...region.totalRows,
            ...region.noteRows,
            ...region.excludedRows,
          ];
          expect(new Set(rows).size).toBe(rows.length);
          const explained = new Set(region.reasons.flatMap((reason) => reason.rows));
          expect(rows.filter((row) => !explained.has(row))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a hundred thousand rows ends all the same: rows of text, blank rows between, huge merges', () => {
    const rows = Array.from({ length: 100_000 }, (_, index): Value[] =>
      index % 2 === 0 ? [] : [`名称${index % 7}`, '单位', '备注', index % 3 === 0 ? '合计' : '数量'],
    );
    const merges = Array.from({ length: 2000 }, (_, index) => ({
      firstRow: index,
      lastRow: 99_999,
      firstColumn: index,
      lastColumn: index + 3,
    }));
    expect(findRegions(sheetOf(rows, merges)).length).toBeLessThanOrEqual(200);
  });
});
