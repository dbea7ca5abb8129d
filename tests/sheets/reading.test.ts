/** How a file is read for a table, what a person may point out about it, and what is remembered of that. */
import { describe, expect, it } from 'vitest';
import type { ReadRows } from '../../electron/backend/sheets/sheet-tools.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { noReadingChoice, type ReadingChoice, type ReadingField } from '../../shared/model/reading.ts';
import type { RememberedReading } from '../../shared/model/reading-memory.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { annexTable } from '../fixtures/annex.ts';
import { previewRows } from '../fixtures/reading.ts';
import { sheetJsBytes } from '../fixtures/shapes/shape.ts';
import { type FixtureCell, type FixtureSheet, workbookBytes } from '../fixtures/sheets.ts';

const table: TableDefinition = {
  key: 'helped',
  title: '帮扶台账',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'village', title: '村名', type: 'village', required: true }),
    defineColumn({ key: 'person', title: '姓名' }),
    defineColumn({ key: 'identity', title: '身份证号', type: 'identity' }),
    defineColumn({ key: 'phone', title: '联系电话', type: 'phone' }),
    defineColumn({ key: 'money', title: '资金', type: 'number', measureWord: '万元' }),
    defineColumn({ key: 'due', title: '完成时限', type: 'date' }),
    defineColumn({ key: 'note', title: '备注' }),
  ],
  keyColumns: ['village', 'person'],
  grouped: null,
  position: 1,
};

type Asked = {
  readonly choice?: Partial<ReadingChoice>;
  readonly memory?: readonly RememberedReading[];
  readonly definition?: TableDefinition;
  readonly groups?: readonly string[];
};

function readSheets(sheets: readonly FixtureSheet[], asked: Asked = {}): ReadRows {
  return previewRows({
    bytes: workbookBytes(sheets),
    fileName: '回收.xlsx',
    definition: asked.definition ?? table,
    groups: asked.groups ?? [],
    choice: { ...noReadingChoice, ...asked.choice },
    memory: asked.memory ?? [],
  });
}

function read(rows: readonly (readonly FixtureCell[])[], asked: Asked = {}, merges: string[] = []): ReadRows {
  return readSheets([{ rows, merges }], asked);
}

const key = (name: string): ReadingField => ({ kind: 'column', key: name });
const ignored: ReadingField = { kind: 'ignored' };
const sheet = 'Sheet1';

/** `[column, field, doubtful]` of every column. */
function fields({ reading }: ReadRows): unknown[] {
  return reading.columns.map(({ column, field, doubtful }) => [
    column,
    field === null ? null : field.kind === 'column' ? field.key : field.kind,
    ...(doubtful ? ['doubtful'] : []),
  ]);
}

function codes({ problems }: ReadRows): (readonly [string, string | null])[] {
  return problems.filter(({ severity }) => severity !== 'note').map(({ code, cell }) => [code, cell]);
}

describe('the columns of a sheet are taken for those of the table', () => {
  it('by the words that offices have for them, each with its reason', () => {
    const found = read([
      ['序号', '行政村', '姓 名', '公民身份号码', '手机', '说明'],
      [1, '甲村', '张三', '11010519491231002X', '13912345678', '无'],
    ]);
    expect(fields(found)).toEqual([
      [0, 'ignored'],
      [1, 'village'],
      [2, 'person'],
      [3, 'identity'],
      [4, 'phone'],
      [5, 'note'],
    ]);
    expect(found.reading.columns.map(({ why }) => why)).toEqual([
      '只给各行编号',
      '“行政村”是“村名”的常用别名',
      '栏目名称相同',
      '“公民身份号码”是“身份证号”的常用别名',
      '“手机”是“联系电话”的常用别名',
      '“说明”是“备注”的常用别名',
    ]);
    expect(found.reading.missing).toEqual([key('money'), key('due')]);
    expect(codes(found)).toEqual([]);
  });

  it('by the last level of their header, and by its whole path before that', () => {
    const found = read(
      [
        ['基本情况', null, '计划', null],
        ['村名', '姓名', '资金', '完成时限'],
        ['甲村', '张三', 3, '2025年6月'],
      ],
      {},
      ['A1:B1', 'C1:D1'],
    );
    expect(fields(found)).toEqual([
      [0, 'village'],
      [1, 'person'],
      [2, 'money'],
      [3, 'due'],
    ]);
    const two = read(
      [
        ['村名', '姓名', '计划', null, '完成', null],
        [null, null, '资金', '备注', '资金', '备注'],
        ['甲村', '张三', 3, '甲', 2, '乙'],
        ['乙村', '李四', 5, '丙', 5, '丁'],
      ],
      {},
      ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1'],
    );
    expect(fields(two)).toEqual([
      [0, 'village'],
      [1, 'person'],
      [2, 'money', 'doubtful'],
      [3, 'note', 'doubtful'],
      [4, null],
      [5, null],
    ]);
    expect(two.reading.columns[4]?.why).toContain('C列');
    expect(codes(two)).toEqual(expect.arrayContaining([['column_doubtful', 'C2']]));
    expect(two.rows[0]?.values).toMatchObject({ money: 3, note: '甲' });
  });

  it('never twice: the better name wins', () => {
    const found = read([
      ['所在村', '村名', '姓名'],
      ['旧名', '甲村', '张三'],
    ]);
    expect(fields(found)).toEqual([
      [0, null],
      [1, 'village'],
      [2, 'person'],
    ]);
    expect(found.reading.columns[0]?.why).toBe('“村名”已由B列读入');
    expect(codes(found)).toEqual([['unknown_column_value', 'A2']]);
  });

  it('by what they hold only where one column is left for one field, and that is a doubt', () => {
    const rows = [
      ['村名', '姓名', '证件', '号码'],
      ['甲村', '张三', '11010519491231002X', '13912345678'],
      ['乙村', '李四', '440524188001010014', '13812345678'],
    ];
    const found = read(rows);
    expect(fields(found)).toEqual([
      [0, 'village'],
      [1, 'person'],
      [2, 'identity', 'doubtful'],
      [3, 'phone', 'doubtful'],
    ]);
    expect(codes(found)).toEqual([
      ['column_doubtful', 'C1'],
      ['column_doubtful', 'D1'],
    ]);
    const two = read(rows.map((row, index) => [...row, index === 0 ? '号码二' : '13712345678']));
    expect(fields(two).slice(3)).toEqual([
      [3, null],
      [4, null],
    ]);
  });

  it('and never by what they hold in a table that nothing else speaks for', () => {
    const found = read([
      ['甲', '乙', '丙'],
      ['大村', '11010519491231002X', '13912345678'],
    ]);
    expect(found.refusal?.code).toBe('other_table');
    expect(found.rows).toEqual([]);
  });

  it('in another unit than the table’s are converted exactly, and that is said', () => {
    const found = read([
      ['村名', '姓名', '资金（元）'],
      ['甲村', '张三', 20_000],
      ['乙村', '李四', '1,500'],
      ['丙村', '王五', '约50'],
    ]);
    expect(found.rows.map(({ values }) => values.money)).toEqual([
      2,
      0.15,
      expect.objectContaining({ kind: 'unread', text: '约50' }),
    ]);
    expect(codes(found)).toEqual([
      ['measure_converted', 'C1'],
      ['unread_value', 'C4'],
    ]);
    const info = read([['帮扶资金表'], ['单位：元'], ['村名', '姓名', '资金'], ['甲村', '张三', 20_000]]);
    expect(info.rows[0]?.values.money).toBe(2);
    const clash = read([
      ['村名', '姓名', '资金（人）'],
      ['甲村', '张三', 3],
    ]);
    expect(codes(clash)).toEqual([['column_doubtful', 'C1']]);
  });

  it('that the sheet hides are helpers, unless one has the very title that is missing; both are said', () => {
    const bytes = sheetJsBytes(
      {
        rows: [
          ['村名', '姓名', '辅助', '备注'],
          ['甲村', '张三', '=1', '乙'],
        ],
        hiddenColumns: ['C', 'D'],
        regions: [],
      },
      'biff8',
    );
    const found = previewRows({ bytes, fileName: 'x', definition: table, groups: [] });
    expect(found.reading.columns.map(({ hidden, why }) => [hidden, why])).toEqual([
      [false, '栏目名称相同'],
      [false, '栏目名称相同'],
      [true, '列被隐藏，当作辅助列'],
      [true, '栏目名称相同，但这一列是隐藏的'],
    ]);
    expect(found.rows[0]?.values.note).toBe('乙');
    expect(codes(found)).toEqual([['column_doubtful', 'D1']]);
  });

  it('in a row that says the titles, where nothing looks like a table', () => {
    const found = read([['村名', '姓名', '资金', 2024, 2025, 2026, 3.5, 4.5]]);
    expect(found.reading.rows[0]).toMatchObject({ role: 'header' });
    expect([found.refusal, found.reading.columns[0]?.field]).toEqual([null, key('village')]);
  });
});

describe('rows that are no records', () => {
  it('are not read, and are said', () => {
    const found = read([
      ['村名', '姓名', '资金'],
      ['一、高都镇'],
      ['甲村', '张三', 3],
      ['甲村', '张三', 3],
      ['小计', null, 6],
      ['合计', null, 6],
      ['填表人：李四', '审核人：王五'],
    ]);
    expect(found.rows).toHaveLength(2);
    expect(found.reading.rows.map(({ firstRow, lastRow, role }) => [firstRow, lastRow, role])).toEqual([
      [0, 0, 'header'],
      [1, 1, 'section'],
      [2, 3, 'data'],
      [4, 4, 'subtotal'],
      [5, 5, 'total'],
      [6, 6, 'note'],
    ]);
    expect(
      found.problems.filter(({ code }) => code === 'text_outside_table').map(({ cell }) => cell),
    ).toEqual(['A2', 'A5', 'A6', 'A7']);
  });

  it('a merged name holds for its rows, a merged amount is counted once', () => {
    const found = read(
      [
        ['村名', '姓名', '资金'],
        ['甲村', '张三', 6],
        [null, '李四', null],
      ],
      {},
      ['A2:A3', 'C2:C3'],
    );
    expect(found.rows.map(({ values }) => values)).toEqual([
      { village: '甲村', person: '张三', money: 6 },
      { village: '甲村', person: '李四' },
    ]);
  });

  it('a number that was damaged before it came is told, as text and as an identity number', () => {
    const found = read([
      ['村名', '姓名', '身份证号', '备注'],
      ['甲村', '张三', 110_105_194_912_310_020, '1.10105E+17'],
      ['乙村', '李四', '110105194912310020', '1'],
    ]);
    expect(found.rows.map(({ values }) => values.identity)).toEqual([
      expect.objectContaining({ kind: 'unread' }),
      expect.objectContaining({ kind: 'unread', reason: expect.stringContaining('校验位') }),
    ]);
    expect(found.rows[0]?.values.note).toBe('1.10105E+17');
    expect(codes(found)).toEqual([
      ['unread_value', 'C2'],
      ['damaged_number', 'D2'],
      ['unread_value', 'C3'],
    ]);
  });
});

describe('what a person points out', () => {
  const odd = [['帮扶情况'], ['村', '谁', '多少'], ['甲村', '张三', 3], ['说明：略'], ['乙村', '李四', 5]];

  it('a column is that field, and the other is not', () => {
    const found = read(odd, { choice: { sheet, columns: [{ column: 1, field: key('person') }] } });
    expect(found.refusal).toBeNull();
    expect(found.reading.columns[1]).toMatchObject({
      field: key('person'),
      why: '由您指定',
      doubtful: false,
    });
    const both = [
      { column: 1, field: key('village') },
      { column: 0, field: key('person') },
    ];
    const swapped = read(odd, { choice: { sheet, columns: both } });
    expect(swapped.rows[0]?.values).toMatchObject({ village: '张三', person: '甲村' });
  });

  it('rows are records or none, whatever they look like', () => {
    const columns = [{ column: 1, field: key('person') }];
    const rows = [
      { firstRow: 3, lastRow: 3, role: 'data' as const },
      { firstRow: 4, lastRow: 4, role: 'skipped' as const },
    ];
    const found = read(odd, { choice: { sheet, columns, rows } });
    expect(found.rows.map(({ values }) => values.village)).toEqual(['甲村', '说明:略'.replace(':', '：')]);
    expect(found.reading.rows.slice(-2)).toEqual([
      { firstRow: 3, lastRow: 3, role: 'data', why: '由您指定' },
      { firstRow: 4, lastRow: 4, role: 'skipped', why: '由您指定' },
    ]);
  });

  it('a header is the header, with the rows below it', () => {
    const rows = [
      ['甲', '乙', '丙'],
      ['村名', '姓名', '备注'],
      ['村名', '姓名', '备注'],
      ['甲村', '张三', '丁'],
    ];
    const found = read(rows, { choice: { sheet, header: { firstRow: 2, lastRow: 2 } } });
    expect(found.reading.rows[0]).toMatchObject({ firstRow: 2, role: 'header', why: '由您指定' });
    expect(found.rows.map(({ values }) => values.village)).toEqual(['甲村']);
  });

  it('a header below a merged cell keeps that cell’s title', () => {
    const rows = [
      ['村名', '帮扶', null],
      [null, '姓名', '备注'],
      ['甲村', '张三', '丁'],
    ];
    const found = read(rows, { choice: { sheet, header: { firstRow: 1, lastRow: 1 } } }, ['A1:A2', 'B1:C1']);
    expect(found.rows.map(({ values }) => values)).toEqual([{ village: '甲村', person: '张三', note: '丁' }]);
  });

  it('that cannot be is said, or refuses the file with the sheet to look at', () => {
    const attempts: [Partial<ReadingChoice>, string][] = [
      [{ sheet: '没有' }, 'not_found'],
      [{ sheet, header: { firstRow: 50, lastRow: 51 } }, 'other_table'],
      [{ sheet, header: { firstRow: 2, lastRow: 1 } }, 'other_table'],
      [{ sheet, header: { firstRow: 4, lastRow: 4 } }, 'other_table'],
      [{ sheet, columns: [{ column: 0, field: ignored }] }, 'other_table'],
    ];
    for (const [choice, code] of attempts) {
      const found = read(odd, { choice });
      expect([choice, found.refusal?.code]).toEqual([choice, code]);
      expect(found.refusal?.message).toMatch(/请/);
      expect(found.reading).toMatchObject({ sheet, sheets: [{ name: sheet, rowCount: 5, columnCount: 3 }] });
      expect(found.rows).toEqual([]);
    }
    const columns = [
      { column: 1, field: key('person') },
      { column: 90, field: key('note') },
      { column: 2, field: key('nothing') },
    ];
    const rows = [
      { firstRow: 0, lastRow: 0, role: 'data' as const },
      { firstRow: 70, lastRow: 80, role: 'data' as const },
    ];
    const found = read(odd, { choice: { sheet, columns, rows } });
    expect(found.refusal).toBeNull();
    expect(codes(found).filter(([code]) => code === 'choice_unusable')).toHaveLength(4);
    expect(found.rows).toHaveLength(2);
  });

  it('needs a sheet', () => {
    expect(() => read(odd, { choice: { header: { firstRow: 1, lastRow: 1 } } })).toThrow(HuibiaoError);
  });

  it('reads another annex for this one only where the header or a column was pointed at', () => {
    const rows = [['附件2'], ['乡镇', '精品示范村'], ['高都镇', '泊南村']];
    const header = { firstRow: 1, lastRow: 1 };
    const asked = { definition: annexTable, groups: ['高都镇'] };
    expect(read(rows, asked).refusal?.code).toBe('other_table');
    expect(read(rows, { ...asked, choice: { sheet } }).refusal?.code).toBe('other_table');
    const found = read(rows, { ...asked, choice: { sheet, header } });
    expect([found.refusal, found.rows.length]).toEqual([null, 1]);
    expect(codes(found)).toContainEqual(['title_differs', null]);
  });
});

describe('what was pointed out is remembered', () => {
  const rows = [['帮扶情况'], ['村', '谁', '多少', '多少'], ['甲村', '张三', 3, 4]];
  const columns = [
    { column: 1, field: key('person') },
    { column: 3, field: key('money') },
    { column: 2, field: ignored },
  ];

  function remembered(choice: Partial<ReadingChoice>, asked = rows): RememberedReading {
    const { remember } = read(asked, { choice: { sheet, ...choice } });
    if (remember === null) throw new Error('nothing is remembered');
    return remember;
  }

  it('for the next file of the form, wherever its table stands and whatever it is called', () => {
    const memory = [remembered({ columns })];
    const next = readSheets(
      [{ name: '十一月', rows: [[], [null, '十一月'], ...rows.slice(1).map((row) => [null, ...row])] }],
      { memory },
    );
    expect(next.reading.remembered).toBe(true);
    expect(fields(next)).toEqual([
      [1, 'village'],
      [2, 'person'],
      [3, 'ignored'],
      [4, 'money'],
    ]);
    expect(next.reading.columns[1]).toMatchObject({ why: '上次导入时指定', doubtful: false });
    expect(next.reading.choice.columns).toHaveLength(3);
    const again = readSheets(
      [{ name: '十一月', rows: [[], [null, '十一月'], ...rows.slice(1).map((row) => [null, ...row])] }],
      { memory, choice: next.reading.choice },
    );
    expect(again).toEqual(next);
  });

  it('by the path of a column in another form, where that path is one column’s', () => {
    const memory = [remembered({ columns })];
    const other = read(
      [
        ['村名', '谁', '多少'],
        ['甲村', '张三', 3],
      ],
      { memory },
    );
    expect(fields(other)).toEqual([
      [0, 'village'],
      [1, 'person'],
      [2, 'ignored'],
    ]);
  });

  it('the texts of a header too, which are looked for', () => {
    const hard = [
      ['甲', '乙', '丙'],
      ['村名', '姓名', '备注'],
      ['村名', '姓名', '备注'],
      ['甲村', '张三', '丁'],
    ];
    const memory = [remembered({ header: { firstRow: 0, lastRow: 1 } }, hard)];
    const next = read([['表'], ...hard], { memory });
    expect(next.reading.choice).toMatchObject({ sheet, header: { firstRow: 1, lastRow: 2 } });
    expect(next.reading.remembered).toBe(true);
    const elsewhere = read(
      [
        ['村名', '姓名'],
        ['甲村', '张三'],
      ],
      { memory },
    );
    expect(elsewhere.reading).toMatchObject({ remembered: false, choice: noReadingChoice });
  });

  it('a newer word of the person goes before it', () => {
    const memory = [remembered({ columns })];
    const now = [{ column: 3, field: key('note') }];
    const found = read(rows, { memory, choice: { sheet, columns: now } });
    expect(found.reading.columns[3]).toMatchObject({ field: key('note'), why: '由您指定' });
    expect(found.remember?.columns).toContainEqual({ path: '多少#2', field: key('note') });
  });

  it('and a choice that recalls nothing is whole: memory only says where its parts came from', () => {
    const memory = [remembered({ columns })];
    const recalled = read(rows, { memory, choice: { sheet } }).reading;
    expect(recalled).toMatchObject({ remembered: true, choice: { recall: false } });
    const again = read(rows, { memory, choice: recalled.choice }).reading;
    expect(again).toEqual(recalled);
    const left = read(rows, { memory, choice: { sheet, recall: false } }).reading;
    const unknown = read(rows, { memory: [], choice: { sheet, recall: false } }).reading;
    expect(left).toEqual(unknown);
    expect(left.columns).not.toEqual(recalled.columns);
  });

  it('but not which rows are records, and nothing where nothing was said', () => {
    const rowsOnly = read(rows, {
      choice: {
        sheet,
        rows: [{ firstRow: 2, lastRow: 2, role: 'data' }],
        columns: [{ column: 1, field: key('person') }],
      },
    });
    expect(JSON.stringify(rowsOnly.remember)).not.toContain('rows');
    expect(
      read(
        [
          ['村名', '姓名'],
          ['甲村', '张三'],
        ],
        { choice: { sheet } },
      ).remember,
    ).toBeNull();
  });
});

describe('several tables', () => {
  it('on one sheet: the best is read, the others are said', () => {
    const block = (village: string) => [
      ['村名', '姓名', '资金'],
      [village, '张三', 3],
      [village, '李四', 4],
      ['合计', null, 7],
    ];
    const found = read([['甲乡帮扶情况表'], ...block('甲村'), [], ['乙乡帮扶情况表'], ...block('乙村')]);
    expect(found.rows.map(({ values }) => values.village)).toEqual(['甲村', '甲村']);
    expect(found.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['several_tables', 'other_region']),
    );
    const second = read([['甲乡帮扶情况表'], ...block('甲村'), [], ['乙乡帮扶情况表'], ...block('乙村')], {
      choice: { sheet, header: { firstRow: 7, lastRow: 7 } },
    });
    expect(second.rows.map(({ values }) => values.village)).toEqual(['乙村', '乙村']);
  });
});
