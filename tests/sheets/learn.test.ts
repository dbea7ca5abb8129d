/** What is learnt of a circulated workbook: which layout, which columns, where the records go, what is filled around them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LearnRequest, learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { planPlaces } from '../../shared/form/fill-places.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { type FormDefinition, formDefinitionSchema, type LearntForm } from '../../shared/model/form.ts';
import { type FormFixture, formBytes, withParts } from '../fixtures/forms.ts';
import {
  cardForm,
  dropDownBytes,
  filledForm,
  fixedForm,
  groupedForm,
  householdForm,
  projectForm,
  roomlessForm,
  totalAboveForm,
} from '../fixtures/forms-drawn.ts';

function learn(bytes: Uint8Array, wanted: Partial<LearnRequest> = {}): LearntForm {
  return learnForm({ bytes, fileName: '表样.xlsx', sheet: null, header: null, layout: null, ...wanted });
}

async function learnDrawn(fixture: FormFixture, wanted: Partial<LearnRequest> = {}): Promise<FormDefinition> {
  return best(learn(await formBytes([fixture]), wanted));
}

function best({ proposals }: LearntForm): FormDefinition {
  const form = proposals[0]?.form;
  if (form === undefined) throw new Error('nothing proposed');
  return formDefinitionSchema.parse(form);
}

function columnOf(form: FormDefinition, path: string) {
  const column = form.columns.find((each) => each.path.join('/') === path);
  if (column === undefined) throw new Error(`no column ${path}`);
  return column;
}

function failureOf(run: () => unknown): HuibiaoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the annex forms of the county', () => {
  it.each(['annex1', 'annex2'])(
    '%s is a grouped form: a line a township, names under each choice',
    (name) => {
      const form = best(learn(new Uint8Array(readFileSync(`seeds/forms/${name}.xlsx`))));
      expect(form.layout).toBe('grouped');
      expect(form.title).toContain('精品示范村、提档升级村名单');
      expect(form.columns.map(({ path, part }) => [path.join('/'), part])).toEqual([
        ['乡镇', 'group'],
        ['精品示范村', 'names'],
        ['提档升级村', 'names'],
        ['备注', 'value'],
      ]);
      expect(form.body).toEqual({ firstRow: 3, lastRow: 3 });
      expect(form.totals).toEqual([{ row: 4, kind: 'total', columns: [1, 2], formulas: [], sums: [] }]);
    },
  );
});

describe('a list form', () => {
  it('keeps the header of three rows as paths, its row of column numbers in the header', async () => {
    const form = await learnDrawn(householdForm);
    expect(form.layout).toBe('list');
    expect(form.title).toBe('2025年脱贫户增收情况统计表');
    expect(form.header).toEqual({ firstRow: 3, lastRow: 6 });
    expect(form.columns.map(({ path }) => path.join('/'))).toEqual([
      '序号',
      '乡镇',
      '*村名',
      '脱贫户/户数（户）',
      '脱贫户/其中/低保户（户）',
      '脱贫户/其中/监测户（户）',
      '收入（万元）/合计',
      '收入（万元）/人均',
      '备注',
    ]);
  });

  it('has its body in the ruled rows down to the total, numbered or not', async () => {
    const form = await learnDrawn(householdForm);
    expect(form.body).toEqual({ firstRow: 7, lastRow: 10 });
    expect(form.prefilled).toBe(false);
    expect(form.columns.map(({ serial }) => serial).indexOf(true)).toBe(0);
  });

  it('takes types and measure words from header and formats, keys from leading names, required from a star', async () => {
    const form = await learnDrawn(householdForm);
    expect(columnOf(form, '乡镇').type).toBe('unit');
    expect(columnOf(form, '*村名')).toMatchObject({ type: 'village', required: true });
    expect(columnOf(form, '备注')).toMatchObject({ type: 'text', required: false });
    expect(columnOf(form, '脱贫户/其中/低保户（户）')).toMatchObject({ type: 'number', measureWord: '户' });
    expect(columnOf(form, '收入（万元）/合计')).toMatchObject({
      type: 'number',
      measureWord: '万元',
      format: '0.00',
    });
    expect(form.keyColumns).toEqual([1, 2]);
  });

  it('knows which totals the template computes, which of them are plain sums, and that averages are not added', async () => {
    const form = await learnDrawn(householdForm);
    expect(form.totals).toEqual([{ row: 11, kind: 'total', columns: [4, 5, 6], formulas: [3], sums: [3] }]);
  });

  it('finds every place of a line that holds several, and the signatures below', async () => {
    const { places } = await learnDrawn(householdForm);
    expect(places.map(({ kind, row, before, value }) => [kind, row, before, value])).toEqual([
      ['unit', 2, '填报单位：', ''],
      ['date', 2, '填报单位：　　　　　　填报日期：', '　　年　　月　　日'],
      ['measure', 2, '填报单位：　　　　　　填报日期：　　年　　月　　日　　单位：', '户、万元'],
      ['preparer', 13, '填表人：', ''],
      ['reviewer', 13, '填表人：　　　　审核人：', ''],
      ['phone', 13, '填表人：　　　　审核人：　　　　联系电话：', ''],
    ]);
  });

  it('with 合计 above its body keeps it out of the body; formulas of the template are never to be written', async () => {
    const form = await learnDrawn(totalAboveForm);
    expect(form.body).toEqual({ firstRow: 4, lastRow: 6 });
    expect(form.totals).toEqual([{ row: 3, kind: 'total', columns: [2, 3], formulas: [4], sums: [] }]);
    expect(columnOf(form, '完成率')).toMatchObject({ type: 'percent', formula: true });
    expect(form.places.map(({ kind, value }) => [kind, value])).toEqual([
      ['unit', '高都镇'],
      ['period', '2025年10月'],
    ]);
  });

  it('that somebody filled is learnt with its records, which give way later', async () => {
    const form = await learnDrawn(filledForm);
    expect(form.body).toEqual({ firstRow: 2, lastRow: 4 });
    expect(form.prefilled).toBe(true);
    expect(columnOf(form, '电话').type).toBe('phone');
  });

  it('without any row to write on has an empty body above its total', async () => {
    const form = await learnDrawn(roomlessForm);
    expect(form.body).toEqual({ firstRow: 2, lastRow: 1 });
    expect(form.totals).toEqual([{ row: 2, kind: 'total', columns: [1], formulas: [], sums: [] }]);
  });

  it('has numbers where its total adds them up, though neither head nor format says so', async () => {
    const form = await learnDrawn(projectForm);
    expect(form.layout).toBe('list');
    expect(columnOf(form, '面积/落实').type).toBe('number');
    expect(columnOf(form, '项目名称').type).toBe('text');
  });

  it('says in its remarks how to fill it in; these are no places to fill', async () => {
    const form = await learnDrawn(projectForm);
    expect(form.places.map(({ label }) => label)).toEqual(['填报单位', '填表人', '审核人']);
  });

  it('tells once what holds for several columns, and speaks of no type by its name in the program', async () => {
    const { proposals } = learn(await formBytes([projectForm]));
    const reasons = proposals[0]?.reasons ?? [];
    expect(reasons.filter(({ why }) => /没有数据/.test(why)).map(({ columns }) => columns)).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
    ]);
    expect(reasons.map(({ why }) => why).join()).not.toMatch(/[a-z]{3}/);
  });

  it('is read under the header that a person points out', async () => {
    const form = await learnDrawn(householdForm, { header: { firstRow: 4, lastRow: 6 } });
    expect(form.header.firstRow).toBe(4);
  });
});

describe('drop-downs', () => {
  it.each([
    ['written in the rule', '性别', ['男', '女']],
    ['in cells of the same sheet', '厕所类型', ['三格式', '双瓮式', '水冲式']],
    ['on a hidden sheet', '所在村', ['大兴村', '泊南村', '善获村']],
    ['under a name', '验收', ['合格', '整改']],
    ['in the spelling of newer programs', '资金来源', ['县级财政', '省级补助']],
  ])('%s give the choices of %s', async (_, title, choices) => {
    expect(columnOf(best(learn(await dropDownBytes())), title)).toMatchObject({ type: 'choice', choices });
  });

  it('of 是 and 否 alone make a boolean; other rules tell numbers and dates; a rule may forbid blanks', async () => {
    const form = best(learn(await dropDownBytes()));
    expect(columnOf(form, '是否完工')).toMatchObject({ type: 'boolean', choices: [] });
    expect(columnOf(form, '完工日期').type).toBe('date');
    expect(columnOf(form, '补助金额')).toMatchObject({ type: 'number', format: '#,##0.00' });
    expect(columnOf(form, '验收').required).toBe(true);
    expect(columnOf(form, '性别').required).toBe(false);
  });

  it('that depend on other cells give no choices, and the reason is told', async () => {
    const bytes = await formBytes([
      {
        rows: [['登记表'], ['乡镇', '村名', '户数（户）'], [null, null, null]],
        merges: ['A1:C1'],
        ruled: 'A2:C6',
        validations: { 'B3:B6': { type: 'list', formulae: ['INDIRECT($A3)'], allowBlank: true } },
      },
    ]);
    const { proposals } = learn(bytes);
    expect(proposals[0]?.form.columns[1]?.choices).toEqual([]);
    expect(proposals[0]?.reasons.some(({ why }) => why.includes('联动'))).toBe(true);
  });
});

describe('a grouped form with counts', () => {
  it('knows which count counts which names, and totals the counts only', async () => {
    const form = await learnDrawn(groupedForm);
    expect(form.layout).toBe('grouped');
    expect(form.columns.map(({ part, counts }) => [part, counts])).toEqual([
      ['group', null],
      ['count', 2],
      ['names', null],
      ['count', 4],
      ['names', null],
      ['value', null],
    ]);
    expect(form.totals[0]?.columns).toEqual([1, 3]);
  });
});

describe('a fixed form', () => {
  it('names every open cell by its indicator and its heads; parts stand under what they are a part of', async () => {
    const form = await learnDrawn(fixedForm);
    expect(form.layout).toBe('fixed');
    const paths = form.figures.map(
      ({ rowPath, columnPath }) => `${rowPath.join('/')} × ${columnPath.join('/')}`,
    );
    expect(paths).toHaveLength(26);
    expect(paths[0]).toBe('一、农户/总户数 × 2025年/本期');
    expect(paths[4]).toBe('一、农户/总户数/其中：脱贫户 × 2025年/本期');
    expect(paths[8]).toBe('一、农户/总户数/监测户 × 2025年/本期');
    expect(paths[16]).toBe('二、投入/1.财政资金 × 2025年/本期');
  });

  it('takes the measure from each row, leaves closed cells out and knows formulas', async () => {
    const { figures } = await learnDrawn(fixedForm);
    expect(figures.find(({ row }) => row === 6)).toMatchObject({
      type: 'number',
      measureWord: '户',
      formula: false,
    });
    expect(figures.find(({ row }) => row === 9)).toMatchObject({ measureWord: '万元', formula: true });
    expect(figures.filter(({ row }) => row === 12).map(({ column, type }) => [column, type])).toEqual([
      [3, 'percent'],
      [5, 'percent'],
    ]);
    expect(figures.some(({ row }) => row === 5)).toBe(false);
  });

  it('tells parts by the indent of the style as well as by blanks', async () => {
    const form = await learnDrawn({
      rows: [
        ['基本情况表'],
        ['指标', '计量单位', '本期', '上期'],
        ['总人口', '人', null, null],
        ['男', '人', null, null],
        ['女', '人', null, null],
        ['耕地面积', '亩', null, null],
      ],
      merges: ['A1:D1'],
      ruled: 'A2:D6',
      indents: { A4: 2, A5: 2 },
    });
    const paths = form.figures.filter(({ column }) => column === 2).map(({ rowPath }) => rowPath.join('/'));
    expect(paths).toEqual(['总人口', '总人口/男', '总人口/女', '耕地面积']);
  });

  it('that is a card has its blanks named by the words at their left, typed by them and by its drop-downs', async () => {
    const form = await learnDrawn(cardForm);
    expect(form.layout).toBe('fixed');
    expect(await learnDrawn(cardForm, { layout: 'fixed' })).toEqual(form);
    expect(
      form.figures.map(({ row, column, rowPath, type, measureWord }) => [
        row,
        column,
        rowPath.join(),
        type,
        measureWord,
      ]),
    ).toEqual([
      [2, 1, '户主', 'text', null],
      [2, 3, '人口(人)', 'number', '人'],
      [3, 1, '身份证号', 'identity', null],
      [3, 3, '联系电话', 'phone', null],
      [4, 1, '住址', 'text', null],
      [5, 1, '家庭人均收入(元)', 'number', '元'],
      [5, 3, '是否脱贫户', 'boolean', null],
      [6, 1, '致贫原因', 'choice', null],
    ]);
    expect(form.figures.at(-1)?.choices).toEqual(['因病', '因残', '其他']);
    expect(form.places.map(({ label }) => label)).toContain('填报单位');
  });

  it('a list of names with blanks beside them is no card', async () => {
    const rows = [['村级名册'], ['村名', '户数（户）'], ['大兴村', null], ['泊南村', null], ['善获村', null]];
    expect((await learnDrawn({ rows, ruled: 'A2:B5' })).layout).toBe('list');
  });

  it('a list of villages with figures printed beside them is none', async () => {
    const form = await learnDrawn({
      rows: [
        ['各村情况表'],
        ['村名', '户数（户）', '人口（人）'],
        ['大兴村', 120, 360],
        ['泊南村', 98, 301],
        ['善获村', 77, 240],
      ],
      merges: ['A1:C1'],
      ruled: 'A2:C5',
    });
    expect(form.layout).toBe('list');
  });
});

describe('what cannot be a form', () => {
  const annex = () => new Uint8Array(readFileSync('seeds/forms/annex1.xlsx'));

  it.each([
    ['signed', { '_xmlsignatures/sig1.xml': '<Signature/>' }, '签名'],
    ['shared', { 'xl/revisions/revisionHeaders.xml': '<headers/>' }, '共享'],
  ])('a %s workbook is refused with a reason', (reason, parts, word) => {
    const failure = failureOf(() => learn(withParts(annex(), (_, xml) => xml, parts)));
    expect(failure.code).toBe('form_unfillable');
    expect(failure.details.reason).toBe(reason);
    expect(failure.message).toContain(word);
  });

  it('macros are kept, and that is said', () => {
    const { notes } = learn(withParts(annex(), (_, xml) => xml, { 'xl/vbaProject.bin': 'macros' }));
    expect(notes.join()).toContain('宏');
  });

  it('a workbook without a header that could be recognised says that it can be bound by hand', async () => {
    const bytes = await formBytes([{ rows: [['关于开展年度考核的通知']] }]);
    const failure = failureOf(() => learn(bytes));
    expect(failure.code).toBe('form_unfillable');
    expect(failure.details.reason).toBe('header');
    expect(failure.message).toContain('手工绑定');
  });

  it('a sheet that is not there is named with those that are', () => {
    const failure = failureOf(() => learn(annex(), { sheet: '附件9' }));
    expect(failure.code).toBe('not_found');
    expect(failure.message).toContain('“附件1”');
  });
});

describe('unit and period in one cell', () => {
  it('are two places of it, each filled where it stands', async () => {
    const rows = householdForm.rows.map((row, index) => (index === 2 ? ['填报单位：      期别：'] : row));
    const form = await learnDrawn({ ...householdForm, rows });
    const places = form.places.filter(({ row }) => row === 2);
    expect(places.map(({ kind, label }) => [kind, label])).toEqual([
      ['unit', '填报单位'],
      ['period', '期别'],
    ]);
    const text = planPlaces(places, { unit: '大阳镇', period: '2025-10' }).map(({ value }) => value);
    expect(text).toEqual([{ kind: 'text', text: '填报单位：大阳镇      期别：2025年10月' }]);
  });
});
