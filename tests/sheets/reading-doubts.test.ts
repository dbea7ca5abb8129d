/** What may be a record or not is read or told: never dropped, moved or repeated in silence. */
import { describe, expect, it } from 'vitest';
import type { ReadRows } from '../../electron/backend/sheets/sheet-tools.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { noReadingChoice, type ReadingChoice } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { annexTable } from '../fixtures/annex.ts';
import { previewRows } from '../fixtures/reading.ts';
import { type FixtureCell, workbookBytes } from '../fixtures/sheets.ts';

const tasks: TableDefinition = {
  key: 'tasks',
  title: '重点任务',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'task', title: '任务', required: true }),
    defineColumn({ key: 'indicator', title: '指标' }),
    defineColumn({ key: 'target', title: '目标值', type: 'number' }),
    defineColumn({ key: 'word', title: '计量单位' }),
    defineColumn({ key: 'due', title: '完成时限', type: 'date' }),
    defineColumn({ key: 'office', title: '责任单位' }),
  ],
  keyColumns: ['task', 'indicator'],
  grouped: null,
  position: 1,
};

type Asked = {
  readonly merges?: string[];
  readonly choice?: Partial<ReadingChoice>;
  readonly definition?: TableDefinition;
  readonly groups?: readonly string[];
};

function read(rows: readonly (readonly FixtureCell[])[], asked: Asked = {}): ReadRows {
  return previewRows({
    bytes: workbookBytes([{ rows, merges: asked.merges ?? [] }]),
    fileName: '回收.xlsx',
    definition: asked.definition ?? tasks,
    groups: asked.groups ?? [],
    choice: { ...noReadingChoice, ...asked.choice },
    memory: [],
  });
}

/** `[code, cell]` of what is told, what the file lacks as a whole aside. */
function told({ problems }: ReadRows): (readonly [string, string | null])[] {
  return problems.filter(({ code }) => code !== 'missing_column').map(({ code, cell }) => [code, cell]);
}

function valuesOf({ rows }: ReadRows, key: string): unknown[] {
  return rows.map(({ values }) => values[key] ?? null);
}

const header = ['任务', '指标', '目标值'];

describe('a row 1 2 3 below the header', () => {
  it('is a record where the next row goes on counting', () => {
    const found = read([
      ['序号', ...header],
      [1, 2, 3, 4],
      [2, '乙', 'b', 5],
    ]);
    expect(valuesOf(found, 'task')).toEqual(['2', '乙']);
  });

  it('is told with what to do where it may be either', () => {
    const found = read([header, [1, 2, 3], ['乙', 'b', 5]]);
    expect(valuesOf(found, 'task')).toEqual(['乙']);
    expect(found.problems.find(({ code }) => code === 'row_doubtful')).toMatchObject({
      cell: 'A2',
      severity: 'explain',
      message: expect.stringMatching(/第2行“1 2 3”.*没有读入。.*指定这一行是记录/),
    });
  });

  it('is read, and told no more, when a person says that it is a record', () => {
    const found = read([header, [1, 2, 3], ['乙', 'b', 5]], {
      choice: { sheet: 'Sheet1', rows: [{ firstRow: 1, lastRow: 1, role: 'data' }] },
    });
    expect(valuesOf(found, 'task')).toEqual(['1', '乙']);
    expect(told(found).map(([code]) => code)).not.toContain('row_doubtful');
  });

  it('is passed over in silence where it can only number the columns', () => {
    for (const numbers of [
      ['甲', '乙', 1],
      ['（1）', '（2）', '（3）'],
    ]) {
      expect(told(read([header, numbers, ['乙', 'b', 5]]))).toEqual([]);
    }
    expect(
      told(
        read([
          ['序号', ...header],
          [1, 2, 3, 4],
          [1, '乙', 'b', 5],
        ]),
      ),
    ).toEqual([]);
  });
});

describe('a cell merged down over several records', () => {
  const rows = [
    ['任务', '指标', '目标值', '计量单位', '完成时限', '责任单位'],
    ['甲', 'a', 1, '户', '2025.3', '农业农村局'],
    ['乙', 'b', 2],
    ['丙', 'c', null, '公里'],
  ];
  const merges = ['D2:D3', 'E2:E4', 'F2:F4', 'C3:C4'];

  it('says for each of them what it says, and that is told', () => {
    const found = read(rows, { merges });
    expect(valuesOf(found, 'word')).toEqual(['户', '户', '公里']);
    expect(valuesOf(found, 'due')).toEqual(['2025-03', '2025-03', '2025-03']);
    expect(valuesOf(found, 'office')).toEqual(['农业农村局', '农业农村局', '农业农村局']);
    expect(told(found).filter(([code]) => code === 'merged_filled')).toEqual([
      ['merged_filled', 'D2'],
      ['merged_filled', 'E2'],
      ['merged_filled', 'F2'],
    ]);
    expect(found.rows[2]?.cells.due).toBe('E2');
  });

  it('counts an amount once, and tells how many records share it', () => {
    const found = read(rows, { merges });
    expect(valuesOf(found, 'target')).toEqual([1, 2, null]);
    expect(found.problems.find(({ code }) => code === 'merged_once')).toMatchObject({
      cell: 'C3',
      column: 'target',
      severity: 'explain',
      message: expect.stringContaining('“目标值”第3至4行合并成一格“2”，只记在第3行，下面的1条记录读作未填'),
    });
  });

  it('is told of the first five only where a column has many', () => {
    const many = Array.from({ length: 20 }, (_, index) => [
      `任务${index}`,
      'a',
      index % 2 === 0 ? index + 5 : null,
    ]);
    const found = read([header, ...many], {
      merges: Array.from({ length: 10 }, (_, index) => `C${2 * index + 2}:C${2 * index + 3}`),
    });
    const shared = found.problems.filter(({ code }) => code === 'merged_once');
    expect(shared).toHaveLength(5);
    expect(shared.at(-1)?.message).toContain('还有5处');
  });

  it('holds for every line of an annex when it is a remark, and for the first when it is a list of names', () => {
    const found = read(
      [
        ['乡镇', '精品示范村', '提档升级村', '备注'],
        ['高都镇', '大兴村', '泊南村', '续建'],
        ['巴公镇', '渠头村', null, null],
      ],
      { definition: annexTable, merges: ['C2:C3', 'D2:D3'] },
    );
    expect(found.rows.map(({ values }) => [values.village, values.note])).toEqual([
      ['大兴村', '续建'],
      ['泊南村', '续建'],
      ['渠头村', '续建'],
    ]);
    expect(told(found).filter(([code]) => code.startsWith('merged'))).toEqual([
      ['merged_once', 'C2'],
      ['merged_filled', 'D2'],
    ]);
  });
});

describe('a record that looks like a signature, a note or a total', () => {
  it('is read where its cells fit the columns', () => {
    const found = read([
      header,
      ['书记', '包联', null],
      ['主任', 'b', 2],
      ['负责人', 'c', 3],
      ['甲', 'd', 4],
    ]);
    expect(valuesOf(found, 'task')).toEqual(['书记', '主任', '负责人', '甲']);
  });

  it('is read and told where it may sign the table', () => {
    const found = read([header, ['甲', 'd', 4], ['乙', 'e', 5], ['书记', 'f', 6]]);
    expect(valuesOf(found, 'task')).toEqual(['甲', '乙', '书记']);
    expect(told(found)).toEqual([['row_doubtful', 'A4']]);
  });

  it('is a signature below the total, and told as such', () => {
    const found = read([header, ['甲', 'd', 4], ['合计', null, 4], ['审核人', '苏青禾']]);
    expect(valuesOf(found, 'task')).toEqual(['甲']);
    expect(told(found)).toEqual([
      ['text_outside_table', 'A3'],
      ['text_outside_table', 'A4'],
    ]);
  });

  it('is read and told where only a long name is there', () => {
    const name = '泽州县农村人居环境整治提升示范工程第三标段建设项目';
    const found = read([header, ['甲', 'a', 1], ['乙', 'b', 2], [name]]);
    expect(valuesOf(found, 'task')).toEqual(['甲', '乙', name]);
    expect(told(found)).toContainEqual(['row_doubtful', 'A4']);
  });

  it('is read and told where it says 全县 and adds up nothing', () => {
    const found = read([header, ['甲', 'a', 1], ['乙', 'b', 2], ['全县', 'c', 7]]);
    expect(valuesOf(found, 'target')).toEqual([1, 2, 7]);
    expect(told(found)).toEqual([['row_doubtful', 'A4']]);
  });

  it('is no record where it says 全县 and adds up the rows above', () => {
    const found = read([header, ['甲', 'a', 1], ['乙', 'b', 2], ['全县', null, 3], ['去年同期', null, 2]]);
    expect(valuesOf(found, 'target')).toEqual([1, 2]);
    expect(told(found)).toEqual([
      ['text_outside_table', 'A4'],
      ['row_doubtful', 'A5'],
    ]);
  });
});

describe('a percentage among numbers', () => {
  it('keeps every digit, not those that are shown', () => {
    const found = read([header, ['甲', 'a', { t: 'n', v: 0.125, z: '0%' }], ['乙', 'b', 2]]);
    expect(found.rows[0]?.values.target).toMatchObject({ kind: 'unread', text: '12.5%' });
  });
});

describe('a number that lost its last digits', () => {
  it('is kept as the sheet shows it, with what the file holds', () => {
    const found = read([header, ['甲', 'a', 1.10101199001011e17], ['乙', 'b', 2]]);
    expect(found.rows[0]?.values.target).toMatchObject({
      kind: 'unread',
      text: '1.10101E+17',
      reason: expect.stringContaining('110101199001011000'),
    });
  });
});

describe('lines between the rows that name the township', () => {
  const annex = [
    ['序号', '村名', '类别'],
    ['一、高都镇'],
    [1, '大兴村', '提档升级村'],
    [2, '泊南村', '提档升级村'],
    ['二、巴公镇'],
    [1, '渠头村', '精品示范村'],
  ];
  const groups = ['高都镇', '巴公镇'];

  it('stand for the column that the sheet lacks, with their own cells, and that is told', () => {
    const found = read(annex, { definition: annexTable, groups });
    expect(found.refusal).toBeNull();
    expect(found.columns).toContain('township');
    expect(found.rows.map(({ values, cells }) => [values.township, values.village, cells.township])).toEqual([
      ['高都镇', '大兴村', 'A2'],
      ['高都镇', '泊南村', 'A2'],
      ['巴公镇', '渠头村', 'A5'],
    ]);
    expect(told(found)).toEqual([['sections_carried', 'A2']]);
  });

  it('stand for nothing where one of them is no unit, or a record stands above them; the refusal says so', () => {
    const other = annex.map((row) => (row[0] === '二、巴公镇' ? ['二、县直单位'] : row));
    const above = [annex[0] ?? [], [1, '西村', '提档升级村'], ...annex.slice(1)];
    for (const rows of [other, above]) {
      const found = read(rows, { definition: annexTable, groups });
      expect(found.rows).toEqual([]);
      expect(found.refusal).toMatchObject({
        code: 'other_table',
        message: expect.stringMatching(/第[23]行“一、高都镇”等是小标题.*加上“乡镇”一栏/),
      });
    }
  });
});

describe('a list without a header', () => {
  it('is refused with the first row named as what may be a record', () => {
    const found = read([
      ['大兴村', '张三', '13812345678', 12],
      ['泊南村', '李四', '13812345679', 13],
    ]);
    expect(found.refusal?.message).toMatch(/第1行“大兴村 张三.*像一条记录.*补上一行表头/);
  });
});
