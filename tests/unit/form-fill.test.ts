/** What is written where when rows stand in a form. */
import { describe, expect, it } from 'vitest';
import { bindForm } from '../../shared/form/bind-form.ts';
import { type FillContext, planPlaces, printedDate } from '../../shared/form/fill-places.ts';
import { plannedValue } from '../../shared/form/fill-value.ts';
import { planFill } from '../../shared/form/plan-fill.ts';
import { planFigures, planLines } from '../../shared/form/plan-lines.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import type { FormDefinition, FormPlace } from '../../shared/model/form.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { formColumn, formFigure, listForm } from '../fixtures/form-definitions.ts';

const form = listForm(
  [
    { ...formColumn(0, '序号'), serial: true, type: 'number' },
    { ...formColumn(1, '村名'), required: true },
    { ...formColumn(2, '收入', '合计'), type: 'number' },
    { ...formColumn(3, '收入', '人均'), type: 'number', formula: true },
  ],
  { totals: [{ row: 6, kind: 'total', columns: [2], formulas: [3], sums: [] }] },
);

const line = (name: string, income: CellValue) =>
  new Map<number, CellValue>([
    [1, name],
    [2, income],
  ]);

function written(plan: ReturnType<typeof planLines>): Record<string, unknown> {
  return Object.fromEntries(
    plan.cells.map(({ row, column, value }) => [
      `${row},${column}`,
      value.kind === 'text'
        ? value.text
        : value.kind === 'blank'
          ? null
          : 'value' in value
            ? value.value
            : value.iso,
    ]),
  );
}

describe('a list form', () => {
  it('gets its lines, their serial numbers and an exact total; formulas are not written', () => {
    const plan = planLines(form, [line('甲村', 0.1), line('乙村', 0.2)], {});
    expect(plan.insertions).toEqual([]);
    expect(written(plan)).toEqual({
      '3,0': 1,
      '3,1': '甲村',
      '3,2': 0.1,
      '4,0': 2,
      '4,1': '乙村',
      '4,2': 0.2,
      '6,2': 0.3,
    });
  });

  it('makes room below its body for more lines than it has rows, and what stands below moves', () => {
    const plan = planLines(
      form,
      ['甲', '乙', '丙', '丁', '戊'].map((name) => line(name, 1)),
      {},
    );
    expect(plan.insertions).toEqual([
      { after: 5, repeat: { first: 4, last: 4 }, times: 2, block: { first: 3, last: 5 } },
    ]);
    expect(written(plan)).toMatchObject({ '7,1': '戊', '8,2': 5 });
  });

  it('without a row for records inserts all of them above its total', () => {
    const roomless = {
      ...form,
      body: { firstRow: 3, lastRow: 2 },
      totals: [{ row: 3, kind: 'total' as const, columns: [2], formulas: [], sums: [] }],
    };
    const plan = planLines(roomless, [line('甲', 1), line('乙', 2)], {});
    expect(plan.insertions).toEqual([{ after: 2, repeat: { first: 4, last: 4 }, times: 2 }]);
    expect(written(plan)).toMatchObject({ '3,1': '甲', '4,1': '乙', '5,2': 3 });
  });

  it('that was filled before is cleared where nothing new stands', () => {
    const plan = planLines({ ...form, prefilled: true }, [line('甲村', null)], {});
    expect(written(plan)).toMatchObject({ '3,2': null, '4,0': null, '4,1': null, '5,2': null, '6,2': null });
    expect(written(plan)).not.toHaveProperty('4,3');
  });

  it('a total of nothing is blank, not 0; the result of a plain sum is told to its formula', () => {
    expect(written(planLines(form, [line('甲村', null)], {}))).toMatchObject({ '6,2': null });
    const summed = {
      ...form,
      totals: [{ row: 6, kind: 'total' as const, columns: [], formulas: [2], sums: [2] }],
    };
    expect(planLines(summed, [line('甲', 1.1), line('乙', 2.2)], {}).cells.at(-1)).toEqual({
      row: 6,
      column: 2,
      value: { kind: 'result', value: 3.3 },
    });
  });
});

describe('a grouped form', () => {
  const annexForm: FormDefinition = bindForm(
    listForm(
      [
        { ...formColumn(0, '乡镇'), type: 'unit', part: 'group' },
        { ...formColumn(1, '精品示范村'), type: 'units', part: 'names' },
        { ...formColumn(2, '提档升级村'), type: 'units', part: 'names' },
        { ...formColumn(3, '共几个'), type: 'number', part: 'count' },
        { ...formColumn(4, '备注') },
      ],
      { layout: 'grouped', totals: [{ row: 6, kind: 'total', columns: [1, 2, 3], formulas: [], sums: [] }] },
    ),
    annexTable,
  ).form;

  it('joins the names of a line with 、, counts them, and counts all in the total', () => {
    const rows = annexRows([
      ['高都镇', '精品示范村', '大兴村'],
      ['高都镇', '精品示范村', '泊南村'],
      ['大阳镇', '提档升级村', '香峪村'],
    ]);
    const plan = planFill(annexForm, annexTable, rows, { groups: ['大阳镇', '高都镇', '金村镇'] });
    expect(plan.leftOut).toEqual([]);
    expect(written(plan)).toMatchObject({
      '3,0': '大阳镇',
      '3,2': '香峪村',
      '3,3': 1,
      '4,1': '大兴村、泊南村',
      '4,3': 2,
      '5,0': '金村镇',
      '5,3': 0,
      '6,1': 2,
      '6,2': 1,
      '6,3': 3,
    });
  });

  it('says which rows no line can show', () => {
    const rows = annexRows([['高都镇', '别的类别', '大兴村']]);
    expect(planFill(annexForm, annexTable, rows, {}).leftOut).toEqual(rows);
  });
});

describe('a fixed form', () => {
  const fixed = listForm([], {
    layout: 'fixed',
    figures: [
      formFigure(5, 3, ['总户数'], ['本期']),
      { ...formFigure(6, 3, ['合计'], ['本期']), formula: true },
    ],
  });

  it('gets its figures where they belong; formulas and what is not given stay', () => {
    expect(
      planFigures(
        fixed,
        new Map([
          [0, 12],
          [1, 99],
        ]),
        {},
      ).cells,
    ).toEqual([{ row: 5, column: 3, value: { kind: 'number', value: 12 } }]);
    expect(planFigures(fixed, new Map(), {}).cells).toEqual([]);
  });
});

describe('values', () => {
  it.each<[string, Parameters<typeof plannedValue>[0], CellValue, ReturnType<typeof plannedValue>]>([
    [
      'a text that looks like a formula stays text',
      { type: 'text', format: null },
      '=1+1',
      { kind: 'text', text: '=1+1' },
    ],
    [
      'digits of a code stay text',
      { type: 'identity', format: '0' },
      '140525199001010010',
      { kind: 'text', text: '140525199001010010' },
    ],
    [
      'a fraction under a per cent format is a number',
      { type: 'percent', format: '0.0%' },
      0.895,
      { kind: 'number', value: 0.895 },
    ],
    [
      'a fraction without one is written out',
      { type: 'percent', format: null },
      0.895,
      { kind: 'text', text: '89.5%' },
    ],
    [
      'a day under a format of days is a date',
      { type: 'date', format: 'yyyy-mm-dd' },
      '2025-03-26',
      { kind: 'date', iso: '2025-03-26' },
    ],
    [
      'a day under a format of months would lose its day',
      { type: 'date', format: 'yyyy"年"m"月"' },
      '2025-03-26',
      { kind: 'text', text: '2025-03-26' },
    ],
    [
      'a month under a format of months is its first day',
      { type: 'date', format: 'yyyy"年"m"月"' },
      '2025-03',
      { kind: 'date', iso: '2025-03-01' },
    ],
    [
      '无 is written as it was',
      { type: 'number', format: null },
      { kind: 'none', text: '／' },
      { kind: 'text', text: '／' },
    ],
    [
      'what could not be read is written as it was',
      { type: 'number', format: null },
      { kind: 'unread', text: '约50', reason: '' },
      { kind: 'text', text: '约50' },
    ],
    ['names are joined', { type: 'units', format: null }, ['甲', '乙'], { kind: 'text', text: '甲、乙' }],
    ['float dust goes', { type: 'number', format: null }, 0.1 + 0.2, { kind: 'number', value: 0.3 }],
    ['是 and 否 are words', { type: 'boolean', format: null }, false, { kind: 'text', text: '否' }],
  ])('%s', (_, cell, value, planned) => expect(plannedValue(cell, value)).toEqual(planned));
});

describe('places', () => {
  const whole = '填报单位：　　　填报日期：　　年　月　日　　单位：户';
  const places: FormPlace[] = [
    {
      kind: 'unit',
      label: '填报单位',
      row: 1,
      column: 0,
      before: '填报单位：',
      value: '',
      after: whole.slice(5),
    },
    {
      kind: 'date',
      label: '填报日期',
      row: 1,
      column: 0,
      before: '填报单位：　　　填报日期：',
      value: '　　年　月　日',
      after: '　　单位：户',
    },
  ];
  const fill = (context: FillContext) =>
    planPlaces(places, context).map(({ value }) => (value.kind === 'text' ? value.text : null));

  it('of one cell are filled together, and what stands between them stays', () => {
    expect(fill({ unit: '高都镇', date: '2025-10-05' })).toEqual([
      '填报单位：高都镇　　　填报日期：2025年10月5日　　单位：户',
    ]);
    expect(fill({ unit: '高都镇' })).toEqual([`填报单位：高都镇${whole.slice(5)}`]);
  });

  it('that nothing is given for are not touched', () => {
    expect(fill({})).toEqual([]);
    expect(fill({ preparer: '张三' })).toEqual([]);
  });

  it('print dates as forms do', () => {
    expect(printedDate('2025-10')).toBe('2025年10月');
    expect(printedDate('2025年三季度')).toBe('2025年三季度');
  });
});
