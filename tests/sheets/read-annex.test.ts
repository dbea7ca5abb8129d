import { describe, expect, it } from 'vitest';
import type { IncomingRows } from '../../shared/merge/incoming.ts';
import { annexTable } from '../fixtures/annex.ts';
import { importRows } from '../fixtures/reading.ts';
import {
  annexHeader,
  annexSheetRows,
  annexWorkbook,
  type FixtureSheet,
  workbookBytes,
} from '../fixtures/sheets.ts';

const townships = ['高都镇', '大阳镇', '山河镇', '晋庙铺镇'];

function readBytes(bytes: Uint8Array, fileName = '附件1.xlsx'): IncomingRows {
  return importRows({ bytes, fileName, definition: annexTable, groups: townships });
}

function readSheets(...sheets: readonly FixtureSheet[]): IncomingRows {
  return readBytes(workbookBytes(sheets));
}

/** `[code, cell]` of every problem. */
function found({ problems }: IncomingRows): (readonly [string, string | null])[] {
  return problems.map(({ code, cell }) => [code, cell]);
}

function names({ rows }: IncomingRows): unknown[] {
  return rows.map(({ values }) => [values.township, values.category, values.village]);
}

describe('an annex sheet', () => {
  it('gives one row for each name, with the cell that each value stands in', () => {
    const read = readBytes(
      annexWorkbook(
        [
          ['高都镇', '泊南村', '大兴村、任庄村', '省级重点'],
          ['大阳镇', null, '香峪村'],
        ],
        ['合计', 1, 3],
      ),
    );
    expect(read.problems).toEqual([]);
    expect(read.rows).toEqual([
      {
        values: { township: '高都镇', category: '精品示范村', village: '泊南村', note: '省级重点' },
        cells: { township: 'A4', category: 'B3', village: 'B4', note: 'D4' },
      },
      {
        values: { township: '高都镇', category: '提档升级村', village: '大兴村', note: '省级重点' },
        cells: { township: 'A4', category: 'C3', village: 'C4', note: 'D4' },
      },
      {
        values: { township: '高都镇', category: '提档升级村', village: '任庄村', note: '省级重点' },
        cells: { township: 'A4', category: 'C3', village: 'C4', note: 'D4' },
      },
      {
        values: { township: '大阳镇', category: '提档升级村', village: '香峪村' },
        cells: { township: 'A5', category: 'C3', village: 'C5' },
      },
    ]);
  });

  it('is found on another sheet, shifted down and right, with its columns in another order', () => {
    const read = readSheets(
      { name: '说明', rows: [['填表说明'], ['请按时上报']] },
      {
        name: '名单',
        rows: [
          [],
          [],
          [null, null, annexTable.documentTitle],
          [null, null, '备注', '提档升级村', '序号', '乡　镇', '精品 示范村'],
          [null, null, '重点', '大兴村', 1, '高 都 镇', '泊南村'],
          [null, null, null, 1, null, '合  计', 1],
        ],
      },
    );
    expect(read.sheet).toBe('名单');
    expect(names(read)).toEqual([
      ['高都镇', '提档升级村', '大兴村'],
      ['高都镇', '精品示范村', '泊南村'],
    ]);
    expect(read.rows[0]?.cells).toEqual({ township: 'F5', category: 'D4', village: 'D5', note: 'C5' });
    expect(read.problems).toEqual([]);
  });

  it('may have its header merged over rows and columns', () => {
    const read = readSheets({
      rows: [
        ['乡镇', '各级创建名单（处）', null, '备注'],
        [null, '精品示范村', '提档升级村', null],
        ['高都镇', '泊南村', '大兴村', '甲'],
      ],
      merges: ['A1:A2', 'B1:C1', 'D1:D2'],
    });
    expect(names(read)).toEqual([
      ['高都镇', '精品示范村', '泊南村'],
      ['高都镇', '提档升级村', '大兴村'],
    ]);
    expect(read.rows[0]?.values.note).toBe('甲');
    expect(read.problems).toEqual([]);
  });

  it('may repeat its header on every page and merge a township over several lines', () => {
    const read = readSheets({
      rows: [
        [...annexHeader],
        ['高都镇', '泊南村', null],
        [null, null, '大兴村'],
        [...annexHeader],
        ['大阳镇', null, '香峪村'],
      ],
      merges: ['A2:A3'],
    });
    expect(names(read)).toEqual([
      ['高都镇', '精品示范村', '泊南村'],
      ['高都镇', '提档升级村', '大兴村'],
      ['大阳镇', '提档升级村', '香峪村'],
    ]);
    expect(read.problems).toEqual([]);
  });

  it('is read from an .xls as from an .xlsx', () => {
    const sheet = { rows: annexSheetRows([['高都镇', '泊南村', '大兴村、𠮷村', '〇']], ['总计', 1, 2]) };
    expect(readBytes(workbookBytes([sheet], 'biff8'))).toEqual(readBytes(workbookBytes([sheet])));
  });

  it('of a hidden sheet is passed over', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], null);
    const other = annexSheetRows([['高都镇', '旧村']], null);
    const read = readSheets({ name: '旧', rows: other, hidden: true }, { name: '新', rows });
    expect([read.sheet, names(read), read.problems]).toEqual([
      '新',
      [['高都镇', '精品示范村', '泊南村']],
      [],
    ]);
  });

  it('named as the annex is preferred; two alike are told', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], null);
    expect(readSheets({ name: '草稿', rows }, { name: '附件1', rows }).sheet).toBe('附件1');
    const alike = readSheets({ name: '甲', rows }, { name: '乙', rows });
    expect([alike.sheet, found(alike)]).toEqual(['甲', [['several_tables', null]]]);
  });
});

describe('what an annex sheet leaves in doubt is told, with its cell', () => {
  it('a total that is not what the names count', () => {
    const read = readBytes(annexWorkbook([['高都镇', '泊南村', '大兴村']], ['合计', '１个', 3]));
    expect(found(read)).toEqual([['total_differs', 'C5']]);
    expect(read.problems[0]?.severity).toBe('explain');
    expect(read.problems[0]?.message).toMatch(/是3个.*是1个/);
  });

  it('a total that is no number', () => {
    const read = readBytes(annexWorkbook([['高都镇', '泊南村']], ['合计', '若干']));
    expect(found(read)).toEqual([['total_unread', 'B5']]);
  });

  it('a township that is not known, with the nearest that is', () => {
    const read = readBytes(
      annexWorkbook([
        ['高郡镇', '泊南村'],
        ['火星乡', null, '甲村'],
      ]),
    );
    expect(found(read)).toEqual([
      ['unknown_unit', 'A4'],
      ['unknown_unit', 'A5'],
    ]);
    expect(read.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/是否应为“高都镇”/),
      expect.not.stringMatching(/是否应为/),
    ]);
    expect(names(read)[0]).toEqual(['高郡镇', '精品示范村', '泊南村']);
  });

  it('a township with two lines and a name that stands twice', () => {
    const read = readBytes(
      annexWorkbook([
        ['高都镇', '泊南村', '大兴村'],
        ['高都镇', null, '泊南村、甲村'],
      ]),
    );
    expect(found(read)).toEqual([
      ['repeated_unit', 'A5'],
      ['repeated_name', 'C5'],
    ]);
    expect(read.rows).toHaveLength(4);
  });

  it('the same name in two townships is no doubt', () => {
    expect(
      readBytes(
        annexWorkbook([
          ['高都镇', '河西村'],
          ['大阳镇', '河西村'],
        ]),
      ).problems,
    ).toEqual([]);
  });

  it('names without a township', () => {
    const read = readBytes(annexWorkbook([[null, '泊南村']]));
    expect(found(read)).toEqual([['missing_unit', 'A4']]);
    expect(read.rows[0]?.values).toEqual({ category: '精品示范村', village: '泊南村' });
  });

  it('a note without names', () => {
    const read = readBytes(
      annexWorkbook([
        ['高都镇', null, null, '待定'],
        ['大阳镇', '甲村'],
      ]),
    );
    expect(found(read)).toEqual([['note_without_names', 'D4']]);
    expect(read.problems[0]?.message).toContain('待定');
  });

  it.each(['无', '暂无', '／', '－', '——', '―', '--'])('%s is no village', (text) => {
    const read = readBytes(annexWorkbook([['高都镇', '甲村', text]]));
    expect(names(read)).toHaveLength(1);
    expect(found(read)).toEqual([['confirmed_none', 'C4']]);
  });

  it('numbers, dates and errors where names belong', () => {
    const read = readBytes(
      annexWorkbook([
        ['高都镇', 3, { t: 'n', v: 45_717, z: 'yyyy"年"m"月"d"日"' }],
        ['大阳镇', { t: 'e', v: 0x17, w: '#REF!', f: 'A9' }, '无'],
      ]),
    );
    expect(found(read)).toEqual([
      ['not_a_name', 'B4'],
      ['not_a_name', 'C4'],
      ['unread_value', 'B5'],
      ['confirmed_none', 'C5'],
    ]);
    expect(read.rows.map(({ values }) => values.village)).toEqual([
      '3',
      '2025年3月1日',
      { kind: 'unread', text: '#REF!', reason: expect.any(String) },
    ]);
  });

  it('texts in columns that the table does not have', () => {
    const rows = annexSheetRows(
      [
        ['高都镇', '泊南村', null, null, '张三', '散落'],
        ['大阳镇', '甲村', null, null, '李四'],
      ],
      null,
    );
    rows[2] = [...annexHeader, '联系人'];
    const read = readSheets({ rows });
    expect(found(read)).toEqual([
      ['unknown_column_value', 'F4'],
      ['unknown_column_value', 'E4'],
    ]);
    expect(read.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('散落'),
      expect.stringMatching(/“联系人”.*2项.*张三/),
    ]);
  });

  it('a column that is missing', () => {
    const read = readSheets({
      rows: [
        ['乡镇', '精品示范村'],
        ['高都镇', '泊南村'],
      ],
    });
    expect(found(read)).toEqual([['missing_column', 'A1']]);
  });

  it('what stands below the total', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], ['合计', 1]);
    const read = readSheets({ rows: [...rows, ['注：以上为初步名单'], ['大阳镇', '甲村']] });
    expect(found(read)).toEqual([
      ['text_outside_table', 'A6'],
      ['row_below_total', 'A7'],
    ]);
  });

  it('a title of another year', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], null);
    rows[1] = ['2026年泽州县精品示范村名单（省级）'];
    expect(found(readSheets({ rows }))).toEqual([['title_differs', null]]);
  });

  it('a table without a row', () => {
    expect(found(readBytes(annexWorkbook([])))).toEqual([['no_rows', null]]);
  });
});

describe('formulas', () => {
  it('count by their saved result', () => {
    const read = readBytes(
      annexWorkbook(
        [['高都镇', { t: 's', v: '泊南村', f: 'Z1' }]],
        ['合计', { t: 'n', v: 1, f: 'COUNTA(B4)' }],
      ),
    );
    expect(names(read)).toEqual([['高都镇', '精品示范村', '泊南村']]);
    expect(read.problems).toEqual([]);
  });

  it('without a saved result are unread, not 0', () => {
    const read = readBytes(annexWorkbook([['高都镇', { t: 'z', f: 'Z1+1' }]]));
    expect(found(read)).toEqual([['unread_value', 'B4']]);
    expect(read.rows[0]?.values.village).toMatchObject({ kind: 'unread', text: '=Z1+1' });
  });
});
