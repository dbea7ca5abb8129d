/** A form becomes a table, finds the columns of one that is there, and is told apart from its next edition. */
import { describe, expect, it } from 'vitest';
import { bindForm } from '../../shared/form/bind-form.ts';
import { carryBindings, compareEditions } from '../../shared/form/compare-editions.ts';
import { isDateFormat, isNumberFormat, showsDay } from '../../shared/form/number-format.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import { bareTitle, isRequiredTitle, plainTitle, titleWithMeasure } from '../../shared/form/titles.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { tableDefinitionSchema } from '../../shared/model/table.ts';
import { annexTable } from '../fixtures/annex.ts';
import { formColumn, formFigure, listForm } from '../fixtures/form-definitions.ts';

const household = listForm(
  [
    { ...formColumn(0, '序号'), serial: true, type: 'number' },
    { ...formColumn(1, '乡镇'), type: 'unit' },
    { ...formColumn(2, '*村 名'), type: 'village', required: true },
    { ...formColumn(3, '收入（万元）', '合计'), type: 'number', measureWord: '万元' },
    { ...formColumn(4, '支出（万元）', '合计'), type: 'number', measureWord: '万元' },
    { ...formColumn(5, '备注') },
  ],
  { keyColumns: [1, 2] },
);

const annexForm: FormDefinition = listForm(
  [
    { ...formColumn(0, '乡镇'), type: 'unit', part: 'group' },
    { ...formColumn(1, '精品示范村', '数量'), type: 'number', part: 'count', counts: 2 },
    { ...formColumn(2, '精品示范村', '名单'), type: 'units', part: 'names' },
    { ...formColumn(3, '提档升级村', '名单'), type: 'units', part: 'names' },
    { ...formColumn(4, '备注') },
  ],
  { layout: 'grouped', keyColumns: [0] },
);

const fixedForm = listForm([], {
  layout: 'fixed',
  figures: [
    formFigure(5, 3, ['总户数'], ['本期']),
    formFigure(5, 4, ['总户数'], ['上期']),
    formFigure(6, 3, ['总户数', '其中：脱贫户'], ['本期']),
  ],
});

const newTable = { key: 'households', position: 3 };

describe('the table of a form', () => {
  it.each([
    ['list', household],
    ['grouped', annexForm],
    ['fixed', fixedForm],
  ])(
    'of a %s form is a valid definition, the same every time, and bound to without a remainder',
    (_, form) => {
      const table = tableDefinitionSchema.parse(tableFromForm(form, newTable));
      expect(tableFromForm(form, newTable)).toEqual(table);
      expect(new Set(table.columns.map(({ key }) => key)).size).toBe(table.columns.length);
      const bound = bindForm(form, table);
      expect(bound).toMatchObject({ unmatched: [], missingKeys: [], missingChoices: [] });
    },
  );

  it('has keys by place, titles as short as tells them apart, and no serial numbers', () => {
    const { columns, keyColumns } = tableFromForm(household, newTable);
    expect(columns.map(({ key, title }) => [key, title])).toEqual([
      ['columnB', '乡镇'],
      ['columnC', '村名'],
      ['columnD', '收入(万元) / 合计'],
      ['columnE', '支出(万元) / 合计'],
      ['columnF', '备注'],
    ]);
    expect(columns[1]?.required).toBe(true);
    expect(keyColumns).toEqual(['columnB', 'columnC']);
  });

  it('of a grouped form has a column for the group, the choice, the name and each value of the line', () => {
    const { columns, grouped } = tableFromForm(annexForm, newTable);
    expect(columns.map(({ title }) => title)).toEqual(['乡镇', '类别', '村名', '备注']);
    expect(columns[1]?.choices).toEqual(['精品示范村', '提档升级村']);
    expect(grouped).toMatchObject({ groupColumn: 'columnA', choiceColumn: 'choice', nameColumn: 'name' });
    expect(grouped?.lineColumns).toEqual(['columnE']);
  });

  it('of a fixed form has a column for each figure, keyed by its cell', () => {
    const { columns } = tableFromForm(fixedForm, newTable);
    expect(columns.map(({ key, title }) => [key, title])).toEqual([
      ['cellD6', '总户数 / 本期'],
      ['cellE6', '上期'],
      ['cellD7', '其中:脱贫户 / 本期'],
    ]);
  });
});

describe('binding a form to a table that is there', () => {
  it('finds the county’s annex by township, choices and 备注', () => {
    const { form, unmatched, missingKeys, missingChoices } = bindForm(annexForm, annexTable);
    expect(form.columns.map(({ field }) => field)).toEqual([
      { kind: 'column', key: 'township' },
      { kind: 'ignored' },
      { kind: 'choice', choice: '精品示范村' },
      { kind: 'choice', choice: '提档升级村' },
      { kind: 'column', key: 'note' },
    ]);
    expect([unmatched, missingKeys, missingChoices]).toEqual([[], [], []]);
  });

  it('leaves a title open that would fit two columns, and names what is missing on both sides', () => {
    const table = tableFromForm(household, newTable);
    const other = listForm([formColumn(0, '乡镇'), formColumn(1, '合计'), formColumn(2, '户主')]);
    const bound = bindForm(other, table);
    expect(bound.form.columns.map(({ field }) => field)).toEqual([
      { kind: 'column', key: 'columnB' },
      null,
      null,
    ]);
    expect(bound.unmatched).toEqual([1, 2]);
    expect(bound.missingKeys).toEqual(['columnC', 'columnD', 'columnE', 'columnF']);
  });

  it('passes over marks of required columns, measures in brackets and widths of characters', () => {
    const table = tableFromForm(listForm([formColumn(0, '投资')]), newTable);
    const bound = bindForm(listForm([formColumn(4, '＊投资（万元）')]), table);
    expect(bound.form.columns[0]?.field).toEqual({ kind: 'column', key: 'columnA' });
  });
});

describe('the next edition of a form', () => {
  const kinds = (next: FormDefinition, old = household) =>
    compareEditions(old, next).map((change) => [
      change.kind,
      'after' in change ? change.after : change.before,
    ]);

  it('that is the same has only same columns', () => {
    expect(kinds(household).every(([kind]) => kind === 'same')).toBe(true);
  });

  it('with a column put in leaves the others the same, though they stand further right', () => {
    const columns = household.columns.map((column, index) =>
      index < 3 ? column : { ...column, column: index + 1 },
    );
    const next = listForm([...columns.slice(0, 3), formColumn(3, '联系电话'), ...columns.slice(3)]);
    expect(kinds(next)).toEqual([
      ['same', 0],
      ['same', 1],
      ['same', 2],
      ['added', 3],
      ['same', 4],
      ['same', 5],
      ['same', 6],
    ]);
  });

  it('with a column at another place says that it was moved, and only it', () => {
    const [serial, township, village, income, spending, note] = household.columns;
    if (!(serial && township && village && income && spending && note)) throw new Error('six columns');
    const next = listForm([serial, note, township, village, income, spending]);
    expect(kinds(next).filter(([kind]) => kind === 'moved')).toEqual([['moved', 1]]);
  });

  it('with other words between the same neighbours is a guess to be confirmed; what has no likeness is gone and added', () => {
    const columns = household.columns.map((column, index) =>
      index === 2
        ? { ...column, path: ['行政村名称'] }
        : index === 5
          ? { ...column, path: ['联系人电话'] }
          : column,
    );
    const changes = compareEditions(household, listForm(columns));
    expect(changes[2]).toMatchObject({ kind: 'renamed', before: 2, after: 2 });
    expect(changes.slice(5)).toEqual([
      { kind: 'added', after: 5 },
      { kind: 'gone', before: 5 },
    ]);
  });

  it('takes the bindings along for what a person let stand', () => {
    const table = tableFromForm(household, newTable);
    const { form } = bindForm(household, table);
    const next = listForm(household.columns.slice(1));
    const carried = carryBindings(form, next, compareEditions(form, next));
    expect(carried.columns.map(({ field }) => field)).toEqual(
      form.columns.slice(1).map(({ field }) => field),
    );
  });

  it('of a fixed form compares figures by both paths', () => {
    const next = { ...fixedForm, figures: fixedForm.figures.slice(1) };
    expect(compareEditions(fixedForm, next).map(({ kind }) => kind)).toEqual(['same', 'same', 'gone']);
  });
});

describe('words and formats', () => {
  it.each([
    ['*村名', true],
    ['村名（必填）', true],
    ['村名【必填】', true],
    ['村名', false],
    ['*', false],
  ])('%s is marked as required: %s', (title, required) => expect(isRequiredTitle(title)).toBe(required));

  it('a title is compared without its marks, and without its measure', () => {
    expect(plainTitle('* 投　资（万元）')).toBe('投资(万元)');
    expect(bareTitle('投资（万元）')).toBe('投资');
    expect(bareTitle('（万元）')).toBe('(万元)');
  });

  it.each([
    ['yyyy-mm-dd', 'date', true],
    ['yyyy"年"m"月"', 'date', false],
    ['0.00_ ', 'number', false],
    ['#,##0', 'number', false],
    ['0.0%', 'neither', false],
    ['@', 'neither', false],
    ['"第"0"号"', 'number', false],
    ['h:mm', 'neither', false],
  ])('%s shows a %s', (format, kind, day) => {
    expect([isDateFormat(format), isNumberFormat(format)]).toEqual([kind === 'date', kind === 'number']);
    expect(showsDay(format)).toBe(day);
  });
});

describe('a title with its measure', () => {
  it('says the measure once', () => {
    expect(titleWithMeasure('户数', '户')).toBe('户数（户）');
    expect(titleWithMeasure('投资(万元)', '万元')).toBe('投资(万元)');
    expect(titleWithMeasure('投资（单位：万元）', '万元')).toBe('投资（单位：万元）');
    expect(titleWithMeasure('备注', null)).toBe('备注');
  });
});
