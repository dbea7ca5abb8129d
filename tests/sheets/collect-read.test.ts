/** A file that came back, read by its form: what townships do to forms is told, and nothing is guessed. */
import { utils, write } from '@e965/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { markReturn } from '../../electron/backend/sheets/collect/mark-return.ts';
import { collectFile } from '../../electron/backend/sheets/collect/read-best.ts';
import { type ReadReturn, readReturn } from '../../electron/backend/sheets/collect/read-return.ts';
import { unpackArchive } from '../../electron/backend/sheets/collect/unpack-archive.ts';
import { issueCopies } from '../../electron/backend/sheets/issue/issue-copies.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { fillCells, villageCells } from '../fixtures/collect.ts';
import {
  type BoundFixture,
  fixedFigures,
  issueRequest,
  keyOf,
  learnBound,
  villageForm,
} from '../fixtures/issue.ts';
import { type FixtureCell, workbookBytes } from '../fixtures/sheets.ts';

let list: BoundFixture;
let fixed: BoundFixture;
beforeAll(async () => {
  list = await learnBound(villageForm);
  fixed = await learnBound(fixedFigures);
});

function read({ form, table }: BoundFixture, bytes: Uint8Array, fileName = '高都.xlsx'): ReadReturn {
  return readReturn({ bytes, fileName, form, table, units: ['高都镇', '巴公镇'] });
}

function issued(bound: BoundFixture): Uint8Array {
  const unit = { name: '高都镇', fileName: '高都镇.xlsx', rows: [], villages: ['大兴村', '泊南村'] };
  const { copies } = issueCopies(issueRequest(bound, [unit]), () => {});
  return copies[0]?.data ?? new Uint8Array();
}

/** 村名 → 任务数, 完成数. */
function figures({ rows }: ReadReturn): unknown[] {
  const [village, task, done] = ['村名', '任务数', '完成数'].map((title) => keyOf(list.table, title));
  return rows.map(({ values }) => [values[village ?? ''], values[task ?? ''], values[done ?? '']]);
}

const codes = ({ problems }: ReadReturn): string[] => problems.map(({ code }) => code);

const header = [
  '序号',
  '乡镇',
  '村名',
  '是否完工',
  '任务数（户）',
  '完成数（户）',
  '完成率',
  '完工日期',
  '资金来源',
  '备注',
];

/** As somebody typed it again, without the form's own workbook. */
function retyped(
  rows: readonly (readonly FixtureCell[])[],
  heads: readonly string[] = header,
): FixtureCell[][] {
  return [
    ['2025年农村改厕进度表'],
    ['填报单位：高都镇　　报表期：2025年10月'],
    [...heads],
    ...rows.map((row) => [...row]),
  ];
}

describe('a list', () => {
  it('says whose it is, and reads as filled, from the very copy that was issued', () => {
    const sent = fillCells(issued(list), '改厕', villageCells('高都镇', [['大兴村', 10, '5']]));
    const found = read(list, sent);
    expect(found.mark).toMatchObject({ unit: '高都镇', round: 'r1', form: 'form1' });
    expect([found.unitText, found.periodText]).toEqual(['高都镇', '2025年10月']);
    expect(figures(found)).toEqual([['大兴村', 10, 5]]);
    expect(found.fitness).toBe(1);
    expect(found.rows[0]?.cells).toMatchObject({ columnC: 'C4', columnE: 'E4' });
  });

  it.each(['xlsx', 'biff8'] as const)('reads the same typed again, saved as %s', (type) => {
    const rows = retyped([[1, '高都镇', '大兴村', '是', 10, 5, null, '2025-09-30', '省级', null]]);
    const found = read(list, workbookBytes([{ name: '改厕', rows }], type));
    expect(figures(found)).toEqual([['大兴村', 10, 5]]);
    expect([found.unitText, found.periodText]).toEqual(['高都镇', '2025年10月']);
    expect(found.mark).toBeNull();
  });

  it('reads columns that have changed places and rows that were put in by their names', () => {
    const heads = ['序号', '村名', '乡镇', '完成数（户）', '任务数（户）', '备注'];
    const rows = retyped(
      [[1, '大兴村', '高都镇', 5, 10, null], [null], [2, '泊南村', '高都镇', 2, 7, null]],
      heads,
    );
    const found = read(list, workbookBytes([{ name: 'Sheet1', rows }]));
    expect(figures(found)).toEqual([
      ['大兴村', 10, 5],
      ['泊南村', 7, 2],
    ]);
    expect(found.fitness).toBeLessThan(1);
    expect(found.lacking).toContain('是否完工');
  });

  it('reads a file whose unit column was left out', () => {
    const heads = header.filter((title) => title !== '乡镇');
    const rows = retyped([[1, '大兴村', '是', 10, 5, null, null, null, null]], heads);
    const found = read(list, workbookBytes([{ name: '改厕', rows }]));
    expect(found.refusal).toBeNull();
    expect(figures(found)).toEqual([['大兴村', 10, 5]]);
    expect(found.columns).not.toContain('columnB');
  });

  it('names the cause of a total that does not add up', () => {
    const rows = retyped([
      [1, '高都镇', '大兴村', null, 10, 5, null, null, null, null],
      [2, '高都镇', '泊南村', null, { t: 's', v: '7' }, 2, null, null, null, null],
      ['合计', null, null, null, 10, 7, null, null, null, null],
    ]);
    const found = read(list, workbookBytes([{ name: '改厕', rows }]));
    const total = found.problems.filter(({ code }) => code === 'total_differs');
    expect(total).toMatchObject([{ cell: 'E6', column: 'columnE', severity: 'explain' }]);
    expect(total[0]?.message).toContain('E5是文本型数字');
  });

  it('is refused as another table, with the reason, and is not read', () => {
    const rows = [['粮食产量统计'], ['品种', '面积', '单产'], ['小麦', 10, 400]];
    const found = read(list, workbookBytes([{ rows }]));
    expect(found.refusal?.code).toBe('other_table');
    expect(found.rows).toEqual([]);
  });

  it('saved without the results of its formulas loses only those, and says so', () => {
    const sent = fillCells(issued(list), '改厕', villageCells('高都镇', [['大兴村', 10, 5]]));
    const found = read(list, sent);
    const rate = keyOf(list.table, '完成率');
    if (found.columns.includes(rate)) expect(codes(found)).not.toContain('formula_without_result');
    else expect(codes(found)).toContain('formula_without_result');
  });
});

describe('a fixed form', () => {
  it('is one row, each figure by its names', () => {
    const found = read(fixed, fillCells(issued(fixed), '统计表', { C4: 100, D4: 200, C5: 11, D6: 7 }));
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]?.values).toMatchObject({ cellC4: 100, cellD4: 200, cellC5: 11, cellD6: 7 });
    expect(found).toMatchObject({ fitness: 1, unitText: '高都镇', refusal: null });
  });

  it('is read by its indicators where a row came in and two columns changed places', () => {
    const rows: FixtureCell[][] = [
      ['2025年基本情况统计表'],
      ['填报单位：高都镇', null, '2025年10月'],
      ['指标', '计量单位', '累计', '本月'],
      ['一、户数', '户', 200, 100],
      ['补充说明', '户', 1, 1],
      ['其中：脱贫户', '户', 22, 11],
      ['二、人口', '人', null, '约300'],
      ['三、比例', '%', null, null],
    ];
    const found = read(fixed, workbookBytes([{ name: '统计表', rows }]));
    expect(found.rows[0]?.values).toMatchObject({ cellC4: 100, cellD4: 200, cellC5: 11, cellD5: 22 });
    expect(found.rows[0]?.cells).toMatchObject({ cellC4: 'D4', cellD5: 'C6' });
    expect(codes(found).sort()).toEqual(['columns_moved', 'rows_moved', 'unread_value']);
  });

  it('says which figure is gone, and refuses what has hardly one', () => {
    const rows: FixtureCell[][] = [
      ['2025年基本情况统计表'],
      ['填报单位：高都镇'],
      ['指标', '计量单位', '本月', '累计'],
      ['一、户数', '户', 100, 200],
      ['二、人口', '人', 300, 600],
      ['三、比例', '%', null, null],
    ];
    const found = read(fixed, workbookBytes([{ rows }]));
    const gone = found.problems.filter(({ code }) => code === 'figure_missing');
    expect(gone.map(({ column }) => column)).toEqual(['cellC5', 'cellD5']);
    expect(gone[0]).toMatchObject({ severity: 'must' });
    const other = read(
      fixed,
      workbookBytes([
        {
          rows: [
            ['甲', '乙'],
            [1, 2],
          ],
        },
      ]),
    );
    expect(other.refusal?.code).toBe('other_table');
  });
});

describe('among several forms', () => {
  const forms = () =>
    [list, fixed].map(({ form, table }, index) => ({
      key: `form${index + 1}`,
      edition: 1,
      definition: form,
      table: { ...table, key: `table${index + 1}` },
      units: ['高都镇'],
    }));

  it('takes the one whose header fits, whatever was expected', () => {
    const sent = fillCells(issued(fixed), '统计表', { C4: 1 });
    const request = { bytes: sent, fileName: 'x.xlsx', forms: forms(), workbook: '' };
    const found = collectFile({ ...request, wanted: { form: 'form1', edition: 1 } });
    expect(found.fits.map(({ form }) => form)).toEqual(['form2', 'form1']);
    expect(found.fits[0]?.score).toBe(1);
    const free = collectFile({ ...request, wanted: null });
    expect(free.form).toMatchObject({ key: 'form2', edition: 1 });
    expect(free.read?.rows[0]?.values).toMatchObject({ cellC4: 1 });
  });
});

describe('a file that goes back', () => {
  const problem = { severity: 'must' as const, sheet: '改厕', cell: 'E4', message: '任务数要填数。' };

  it('of an old kind is converted, which is said, with every cell at its place', () => {
    const rows = retyped([[1, '高都镇', '大兴村', null, '十户', 5, null, null, null, null]]);
    const bytes = workbookBytes([{ name: '改厕', rows, merges: ['A1:J1'] }], 'biff8');
    const back = markReturn({ bytes, fileName: '高都.xls', unit: '高都镇', reason: '', problems: [problem] });
    expect(back.converted).toContain('.xls');
    const [sheet, opinion] = loadSheets(back.bytes, '高都.xlsx');
    expect(sheet === undefined ? '' : textAt(sheet, 3, 4)).toBe('十户');
    expect(sheet?.comments.get('E4')).toContain('任务数要填数');
    expect(opinion?.name).toBe('审核意见');
  });

  it('twice keeps both lists, and a finding on a sheet that is gone stands in the list', () => {
    const sent = fillCells(issued(list), '改厕', villageCells('高都镇', [['大兴村', '十户', 5]]));
    const once = markReturn({
      bytes: sent,
      fileName: '一.xlsx',
      unit: '高都镇',
      reason: '再核',
      problems: [problem],
    });
    const elsewhere = { ...problem, sheet: '没有这张' };
    const twice = markReturn({
      bytes: once.bytes,
      fileName: '一.xlsx',
      unit: '高都镇',
      reason: '',
      problems: [problem, elsewhere],
    });
    expect(twice.converted).toBeNull();
    expect(twice.problems).toMatchObject([{ code: 'not_marked' }]);
    const names = loadSheets(twice.bytes, '一.xlsx').map(({ name }) => name);
    expect(names).toContain('审核意见');
    expect(names).toContain('审核意见2');
  });
});

describe('an archive', () => {
  it('gives its files, without what systems leave in it', () => {
    const data = new TextEncoder().encode('x');
    const names = [
      '收表/高都镇.xlsx',
      '__MACOSX/收表/._高都镇.xlsx',
      '收表/~$巴公镇.xlsx',
      '收表/巴公镇.csv',
    ];
    const bytes = storeEntries(names.map((name) => ({ name, data })));
    expect(unpackArchive({ name: '收.zip', bytes })?.files.map(({ name }) => name)).toEqual([
      '高都镇.xlsx',
      '巴公镇.csv',
    ]);
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([[1]]), 'a');
    const xlsx = new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }));
    expect(unpackArchive({ name: 'a.xlsx', bytes: xlsx })).toBeNull();
  });

  it('that is cut off says so', () => {
    const whole = storeEntries([{ name: '高都镇.xlsx', data: new Uint8Array(50) }]);
    const damaged = whole.slice();
    damaged.fill(1, 50, 60);
    const found = unpackArchive({ name: '收.zip', bytes: damaged });
    expect(found?.passedOver[0]?.message).toContain('收.zip');
  });
});
