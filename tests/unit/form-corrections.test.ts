import { describe, expect, it } from 'vitest';
import {
  applyCorrections,
  blankForm,
  type FormCorrection,
  figureAt,
  lacksOf,
  placeAt,
} from '../../renderer/forms/form-corrections.ts';
import type { FormColumn, FormDefinition } from '../../shared/model/form.ts';

function column(at: number, part: Partial<FormColumn> = {}): FormColumn {
  return {
    column: at,
    path: [`第${at}栏`],
    type: 'text',
    measureWord: null,
    required: false,
    choices: [],
    serial: false,
    formula: false,
    hidden: false,
    format: null,
    part: 'value',
    counts: null,
    field: null,
    ...part,
  };
}

const list: FormDefinition = {
  ...blankForm('Sheet1', '进度表'),
  layout: 'list',
  header: { firstRow: 1, lastRow: 1 },
  body: { firstRow: 2, lastRow: 6 },
  patternRow: 3,
  columns: [column(0, { serial: true }), column(1), column(2, { type: 'number', measureWord: '户' })],
  keyColumns: [1],
};

function corrected(...corrections: readonly FormCorrection[]): FormDefinition {
  return applyCorrections(list, corrections);
}

describe('what is said of a column', () => {
  it('replaces only what was said, and lets go of what belongs to another type', () => {
    const { columns } = corrected({ kind: 'column', column: 2, patch: { type: 'date', required: true } });
    expect(columns[2]).toEqual(column(2, { type: 'date', required: true, measureWord: null }));
    expect(columns.slice(0, 2)).toEqual(list.columns.slice(0, 2));
  });

  it('takes it out of the form, of the keys and of the totals, and puts it back in its place', () => {
    const dropped = corrected({ kind: 'dropped', column: 1 });
    expect(dropped.columns.map((one) => one.column)).toEqual([0, 2]);
    expect(dropped.keyColumns).toEqual([]);
    const added = applyCorrections(dropped, [{ kind: 'added', column: 1, path: ['村名'] }]);
    expect(added.columns.map((one) => one.column)).toEqual([0, 1, 2]);
    expect(added.columns[1]?.path).toEqual(['村名']);
  });

  it('makes keys in the order of the sheet', () => {
    const keys = corrected({ kind: 'key', column: 2, isKey: true }, { kind: 'key', column: 0, isKey: true });
    expect(keys.keyColumns).toEqual([0, 1, 2]);
    expect(applyCorrections(keys, [{ kind: 'key', column: 1, isKey: false }]).keyColumns).toEqual([0, 2]);
  });
});

describe('the rows to fill in', () => {
  it('take their looks from a row between others', () => {
    expect(corrected({ kind: 'body', firstRow: 4, lastRow: 8 })).toMatchObject({
      body: { firstRow: 4, lastRow: 8 },
      patternRow: 5,
    });
    expect(corrected({ kind: 'body', firstRow: 2, lastRow: 3 }).patternRow).toBe(3);
    expect(corrected({ kind: 'body', firstRow: 6, lastRow: 6 }).patternRow).toBe(6);
  });

  it('end before a total that is pointed out at their end', () => {
    const { body, totals } = corrected({ kind: 'total', row: 6, total: 'total', formulas: [] });
    expect(body).toEqual({ firstRow: 2, lastRow: 5 });
    expect(totals).toEqual([{ row: 6, kind: 'total', columns: [2], formulas: [], sums: [] }]);
  });

  it('have totals that the sheet computes itself left to it', () => {
    const { totals } = corrected({ kind: 'total', row: 8, total: 'subtotal', formulas: [2] });
    expect(totals[0]).toMatchObject({ kind: 'subtotal', columns: [], formulas: [2] });
    const none = applyCorrections(list, [
      { kind: 'total', row: 8, total: 'total', formulas: [] },
      { kind: 'total', row: 8, total: null, formulas: [] },
    ]);
    expect(none.totals).toEqual([]);
  });
});

describe('places', () => {
  const [unit, date] = [
    placeAt(1, 0, 'unit', { text: '填报单位：', left: '' }),
    { ...placeAt(1, 0, 'date', { text: '', left: '' }), before: '填报单位：　　日期：', label: '日期' },
  ];

  it('of one cell are told apart by what stands before them', () => {
    const both = corrected(
      { kind: 'place', instead: null, place: unit },
      { kind: 'place', instead: null, place: date },
    );
    const one = applyCorrections(both, [{ kind: 'place', instead: unit, place: null }]);
    expect(one.places).toEqual([date]);
    const changed = applyCorrections(both, [
      { kind: 'place', instead: date, place: { ...date, kind: 'period' } },
    ]);
    expect(changed.places.map(({ kind }) => kind)).toEqual(['unit', 'period']);
  });

  it.each([
    ['填报单位：高都镇', '', { label: '填报单位', before: '填报单位：', value: '高都镇' }],
    ['', '填表人：', { label: '填表人', before: '', value: '' }],
    ['2025年10月', '', { label: '', before: '', value: '2025年10月' }],
  ])('keep the label of “%s”', (text, left, expected) => {
    expect(placeAt(3, 2, 'unit', { text, left })).toMatchObject({ row: 3, column: 2, ...expected });
  });
});

describe('a form of named cells', () => {
  it('has the rows of its figures as body, whatever stands above as header', () => {
    const figure = (row: number, at: number) =>
      figureAt(row, at, { rowPath: ['户主'], columnPath: [], formula: false });
    const form = applyCorrections(blankForm('卡', '登记卡'), [
      { kind: 'figure', row: 5, column: 1, figure: figure(5, 1) },
      { kind: 'figure', row: 3, column: 2, figure: figure(3, 2) },
      { kind: 'figurePatch', row: 3, column: 2, patch: { type: 'text' } },
    ]);
    expect(form.figures.map(({ row, type }) => [row, type])).toEqual([
      [3, 'text'],
      [5, 'number'],
    ]);
    expect(form).toMatchObject({ body: { firstRow: 3, lastRow: 5 }, header: { firstRow: 0, lastRow: 0 } });
    const gone = applyCorrections(form, [{ kind: 'figure', row: 3, column: 2, figure: null }]);
    expect(gone.body).toEqual({ firstRow: 5, lastRow: 5 });
  });
});

describe('what a form lacks', () => {
  it.each<[string, FormDefinition, RegExp | null]>([
    ['a list with columns', list, null],
    ['a list with nothing to fill in', { ...list, columns: [column(0, { serial: true })] }, /没有可填的栏目/],
    ['named cells without any', blankForm('卡', '卡'), /还没有指定要填的格/],
    ['a list of names without its group', { ...list, layout: 'grouped' }, /每行的单位/],
    [
      'a list of names without names',
      { ...list, layout: 'grouped', columns: [column(0, { part: 'group' }), column(1)] },
      /要有填名单的列/,
    ],
  ])('is told for %s', (_what, form, expected) => {
    const lacks = lacksOf(form);
    if (expected === null) expect(lacks).toBeNull();
    else expect(lacks).toMatch(expected);
  });
});
