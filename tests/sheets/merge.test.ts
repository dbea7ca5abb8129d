/** What the merged workbook looks like, and what is said of the files that went into it. */
import { describe, expect, it } from 'vitest';
import { type Merged, spokenKey } from '../../electron/backend/sheets/collect/merge-file.ts';
import type { MergeForm } from '../../electron/backend/sheets/collect/merge-form.ts';
import { type MergeOptions, mergeReturns } from '../../electron/backend/sheets/collect/merge-returns.ts';
import { fillForm } from '../../electron/backend/sheets/learn/fill-form.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { cellAt, type Sheet, textAt } from '../../electron/backend/sheets/sheet.ts';
import { type FormCell, type FormFixture, formBytes } from '../fixtures/forms.ts';
import { groupedForm } from '../fixtures/forms-drawn.ts';
import { fixedFigures } from '../fixtures/issue.ts';
import { knownPlaces, mergeSet } from '../fixtures/returns/merge-set.ts';
import { learnMergeForm, readForMerge } from '../fixtures/returns/read-for-merge.ts';
import { formPeriod, generateForm, generateReturn, generateReturns } from '../fixtures/returns/returns.ts';

const usual: MergeOptions = { formPeriod: null, isReturn: false, formGroups: [] };

type Source = { readonly fileName: string; readonly bytes: Uint8Array };

function merge(template: Source, files: readonly Source[], options: Partial<MergeOptions> = {}) {
  const form: MergeForm = learnMergeForm(template);
  const merged: Merged = mergeReturns(
    form,
    files.map((file) => readForMerge(form, file)),
    knownPlaces(),
    { ...usual, ...options },
  );
  const { bytes, keptParts } = fillForm({ ...template, fill: merged.fill });
  const sheet = loadSheets(bytes, '汇总.xlsx').find(({ name }) => name === form.definition.sheet);
  if (sheet === undefined) throw new Error('the sheet of the form is gone');
  return { form, merged, sheet, keptParts };
}

function codesOf({ files }: Merged, index: number): string[] {
  return [...new Set((files[index]?.problems ?? []).map(({ code }) => code))];
}

function textsOf(sheet: Sheet, row: number, count: number): string[] {
  return Array.from({ length: count }, (_, column) => textAt(sheet, row, column));
}

describe('a merged list', () => {
  it('stands in the order of the county, in the form’s own layout, whatever the order of the files', async () => {
    const template = await generateForm('list');
    const returns = (await generateReturns('list', [null, null, null], 5)).toReversed();
    const { merged, sheet, form } = mergeSet(template, returns);
    const { body } = form.definition;
    const units = merged.rows.map((_, index) => textAt(sheet, body.firstRow + index, 1));
    expect([...new Set(units)]).toEqual(['下村镇', '大东沟镇', '川底镇']);
    const serials = merged.rows.map((_, index) => textAt(sheet, body.firstRow + index, 0));
    expect(serials).toEqual(merged.rows.map((_, index) => String(index + 1)));
    expect(textAt(sheet, 0, 0)).toBe('和美乡村建设进度统计表');
    expect(textAt(sheet, 1, 0)).toContain(`报表期：${formPeriod}`);
    expect(merged.files.map(({ status, unit, problems }) => ({ status, unit, problems }))).toEqual(
      ['川底镇', '大东沟镇', '下村镇'].map((unit) => ({ status: 'merged', unit, problems: [] })),
    );
  });

  it('has the form’s own totals over all rows, and says what they come to', async () => {
    const template = await generateForm('list');
    const returns = await generateReturns('list', [null, null, null, null], 6);
    const { merged, sheet, form } = mergeSet(template, returns);
    const totalRow = form.definition.body.firstRow + merged.rows.length;
    expect(textAt(sheet, totalRow, 1)).toBe('合计');
    const sum = (path: string): number =>
      returns.flatMap(({ rows }) => rows).reduce((left, { values }) => left + Number(values[path] ?? 0), 0);
    for (const [path, column] of [
      ['农户 / 总户数（户）', 4],
      ['投资 / 计划投资（万元）', 6],
    ] as const) {
      const expected = Math.round(sum(path) * 100) / 100;
      expect(merged.totals[path]).toBe(expected);
      expect(cellAt(sheet, totalRow, column)).toMatchObject({
        kind: 'number',
        value: expected,
        formula: true,
      });
    }
  });

  it('shows what the form’s formulas come to before anybody calculates', async () => {
    const template = await generateForm('list');
    const { merged, sheet, form } = mergeSet(template, await generateReturns('list', [null, null], 6));
    for (const [index, { values }] of merged.rows.entries()) {
      const cell = cellAt(sheet, form.definition.body.firstRow + index, 8);
      const rate = Number(values.columnH) / Number(values.columnG);
      expect(cell).toMatchObject({ kind: 'number', formula: true });
      expect(cell?.kind === 'number' ? cell.value : -1).toBeCloseTo(rate, 3);
    }
  });

  it('keeps a township’s two versions, row for row, and says where they differ', async () => {
    const template = await generateForm('list');
    const versions = await generateReturn('list', '高都镇', ['twoVersions'], 9);
    const { merged, form } = mergeSet(template, versions);
    const count = versions[0]?.rows.length ?? 0;
    expect(merged.rows).toHaveLength(count + 1);
    const [conflict, another] = merged.conflicts;
    expect(another).toBeUndefined();
    expect(conflict).toMatchObject({ unit: '高都镇', column: '农户 / 总户数（户）' });
    const [left, right] = conflict?.values ?? [];
    expect([left?.file, right?.file]).toEqual(versions.map(({ fileName }) => fileName));
    expect(Number(right?.value) - Number(left?.value)).toBe(11);
    expect(left?.cell).toMatch(/^E\d+$/);
    expect(conflict?.key).toEqual(
      spokenKey(form, merged.rows.find(({ values }) => values.columnE === left?.value)?.values ?? {}),
    );
    expect(merged.files.map(({ status }) => status)).toEqual(['doubtful', 'doubtful']);
  });

  it('counts a file once that came twice, also when it was saved anew', async () => {
    const template = await generateForm('list');
    const twice = await generateReturn('list', '高都镇', ['sentTwice'], 9);
    const same = mergeSet(template, twice).merged;
    expect(same.rows).toHaveLength(twice[0]?.rows.length ?? -1);
    expect(same.files.map(({ rows }) => rows)).toEqual([same.rows.length, 0]);
    expect(codesOf(same, 1)).toEqual(['same_file']);

    const [first] = await generateReturn('list', '高都镇', [], 9);
    const [saved] = await generateReturn('list', '高都镇', ['savedAsXls'], 9);
    if (first === undefined || saved === undefined) throw new Error('a return');
    const anew = mergeSet(template, [first, saved]).merged;
    expect(anew.rows).toHaveLength(first.rows.length);
    expect(anew.conflicts).toEqual([]);
    expect(codesOf(anew, 1)).toEqual(expect.arrayContaining(['same_unit', 'same_rows']));
  });

  it('refuses a file of another form, one that cannot be opened, and takes the rest', async () => {
    const template = await generateForm('list');
    const returns = await generateReturns('list', [null, 'otherForm'], 4);
    const broken = { fileName: '坏.xlsx', bytes: new Uint8Array([1, 2, 3]) };
    const { merged } = merge(template, [...returns, broken]);
    expect(merged.files.map(({ status, rows }) => [status, rows])).toEqual([
      ['merged', returns[0]?.rows.length],
      ['refused', 0],
      ['refused', 0],
    ]);
    for (const { problems } of merged.files.slice(1)) {
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ severity: 'must' });
      expect(problems[0]?.message).toMatch(/请/);
    }
  });

  it('writes what it could not read as it was written, and leaves it out of the sum', async () => {
    const template = await generateForm('list');
    const returns = await generateReturn('list', '高都镇', ['approximateNumbers'], 21);
    const { merged, sheet, form } = mergeSet(template, returns);
    const at = merged.rows.findIndex(({ values }) => typeof values.columnE === 'object');
    expect(cellAt(sheet, form.definition.body.firstRow + at, 4)).toMatchObject({
      kind: 'text',
      text: '约50',
    });
    const sum = merged.rows.reduce(
      (left, { values }) => left + (typeof values.columnE === 'number' ? values.columnE : 0),
      0,
    );
    expect(merged.totals['农户 / 总户数（户）']).toBe(sum);
    const unread = merged.files[0]?.problems.filter(({ code }) => code === 'unread_value') ?? [];
    expect(unread.map(({ cell }) => cell)).toContain(merged.rows[at]?.cells.columnE);
  });

  it('with one of the returns as the form carries nobody’s name', async () => {
    const [first, second] = await generateReturns('list', [null, null], 8);
    if (first === undefined || second === undefined) throw new Error('two returns');
    const { sheet, merged, form } = merge(first, [first, second], { isReturn: true });
    expect(textAt(sheet, 1, 0)).toContain('填报单位：泽州县');
    expect(merged.rows).toHaveLength(first.rows.length + second.rows.length);
    const last = form.definition.body.firstRow + merged.rows.length;
    expect(textAt(sheet, last, 1)).toBe('合计');
  });

  it('matches rows by the columns that are named, and refuses names that the form does not have', async () => {
    const template = await generateForm('list');
    expect(learnMergeForm(template, ['乡镇', '村名']).keys).toEqual(['columnC']);
    expect(learnMergeForm(template, ['农户/总户数']).keys).toEqual(['columnE']);
    expect(() => learnMergeForm(template, ['户主'])).toThrow(/没有“户主”这一栏/);
  });
});

describe('a list that went round with everybody’s rows in it', () => {
  const header: FormCell[] = ['乡镇', '村名', '任务数（户）', '完成数（户）'];
  const villages: readonly (readonly [string, string])[] = [
    ['高都镇', '大兴村'],
    ['高都镇', '泊南村'],
    ['大阳镇', '东街村'],
  ];
  const sheetOf = (done: (unit: string, index: number) => number | null): FormFixture => ({
    name: '进度',
    rows: [
      ['改厕进度表'],
      header,
      ...villages.map(([unit, village], index) => [unit, village, 10 * (index + 1), done(unit, index)]),
      ['合计', null, { formula: 'SUM(C3:C5)', result: 60 }, { formula: 'SUM(D3:D5)', result: 0 }],
    ],
    merges: ['A1:D1'],
    ruled: 'A2:D6',
  });

  it('takes each township’s figures from whoever filled them in, once', async () => {
    const template = { fileName: '表样.xlsx', bytes: await formBytes([sheetOf(() => null)]) };
    const files = await Promise.all(
      ['高都镇', '大阳镇'].map(async (own) => ({
        fileName: `${own}.xlsx`,
        bytes: await formBytes([sheetOf((unit, index) => (unit === own ? index + 1 : null))]),
      })),
    );
    const { merged, sheet, form } = merge(template, files);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rows).toHaveLength(3);
    expect(merged.totals['完成数（户）']).toBe(6);
    const { firstRow } = form.definition.body;
    const rows = villages.map((_, index) => textsOf(sheet, firstRow + index, 4));
    expect(rows.toSorted()).toEqual(
      villages
        .map(([unit, village], index) => [unit, village, `${10 * (index + 1)}`, `${index + 1}`])
        .toSorted(),
    );
  });
});

describe('a merged list of names', () => {
  it('has a line for each township, also for one without a name, in the order of the county', async () => {
    const template = await generateForm('grouped');
    const returns = (await generateReturns('grouped', [null, null, null, null], 3)).toReversed();
    const { merged, sheet, form } = mergeSet(template, returns);
    const { firstRow } = form.definition.body;
    const lines = [0, 1, 2, 3].map((at) => textAt(sheet, firstRow + at, 0));
    expect(lines).toEqual(['下村镇', '大东沟镇', '川底镇', '周村镇']);
    const names = returns.flatMap(({ rows }) =>
      rows.flatMap(({ values }) => values['提档升级村 / 名单'] ?? []),
    );
    expect(merged.totals.提档升级村).toBe(names.length);
    const counts = lines.map((_, at) => Number(textAt(sheet, firstRow + at, 3)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(names.length);
    expect(textAt(sheet, form.definition.body.lastRow + 1, 3)).toBe(String(names.length));
  });

  it('reads columns that changed places by their titles', async () => {
    const template = await generateForm('grouped');
    const [first] = await generateReturn('grouped', '川底镇', [], 3);
    const [swapped] = await generateReturn('grouped', '川底镇', ['columnsSwapped'], 3);
    if (first === undefined || swapped === undefined) throw new Error('two returns');
    const { merged } = mergeSet(template, [first, swapped]);
    expect(merged.conflicts).toEqual([]);
    expect(codesOf(merged, 1)).toContain('same_rows');
  });

  it('tells a village that two files put into different columns, and a note that two files word differently', async () => {
    const template = { fileName: '表样.xlsx', bytes: await formBytes([groupedForm]) };
    const line = async (fileName: string, cells: readonly FormCell[]): Promise<Source> => {
      const rows = groupedForm.rows.map((row, index) => (index === 3 ? cells : row));
      return { fileName, bytes: await formBytes([{ ...groupedForm, rows }]) };
    };
    const { merged, sheet, form } = merge(template, [
      await line('一.xlsx', ['高都镇', 1, '大兴村', 0, null, '续建']),
      await line('二.xlsx', ['高都镇', 0, null, 2, '大兴村、泊南村', '新建']),
    ]);
    expect(
      merged.conflicts.map(({ key, column, values }) => [key, column, values.map(({ value }) => value)]),
    ).toEqual([
      [{ 乡镇: '高都镇', 村名: '大兴村' }, '类别', ['精品示范村', '提档升级村']],
      [{ 乡镇: '高都镇', 村名: '大兴村' }, '备注', ['续建', '新建']],
    ]);
    expect(textsOf(sheet, form.definition.body.firstRow, 6)).toEqual([
      '高都镇',
      '1',
      '大兴村',
      '2',
      '大兴村、泊南村',
      '续建；新建',
    ]);
    expect(codesOf(merged, 1)).toContain('mixed_values');
  });
});

describe('a merged table of figures', () => {
  const filled = (unit: string, figures: readonly (FormCell | null)[]): FormFixture => {
    const [households = null, poor = null, people = null] = figures;
    return {
      ...fixedFigures,
      rows: fixedFigures.rows.map((cells, row): FormCell[] => {
        if (row === 1) return [`填报单位：${unit}　　　　　　2025年10月`];
        const value = [null, null, null, households, poor, people][row] ?? null;
        return value === null ? [...cells] : cells.map((cell, column) => (column === 2 ? value : cell));
      }),
    };
  };
  const source = async (unit: string, ...figures: (FormCell | null)[]): Promise<Source> => ({
    fileName: `${unit}.xlsx`,
    bytes: await formBytes([filled(unit, figures)]),
  });
  const blank = async (): Promise<Source> => ({
    fileName: '表样.xlsx',
    bytes: await formBytes([fixedFigures]),
  });

  it('adds up cell by cell, exactly', async () => {
    const { merged, sheet } = merge(await blank(), [
      await source('高都镇', 0.1, 5, 7),
      await source('大阳镇', 0.2, null, 8),
    ]);
    expect(textsOf(sheet, 3, 4).slice(2)).toEqual(['0.3', '']);
    expect(textsOf(sheet, 4, 4).slice(2)).toEqual(['5', '']);
    expect(textsOf(sheet, 5, 4).slice(2)).toEqual(['15', '']);
    expect(Object.values(merged.totals)).toEqual([0.3, 5, 15]);
    expect(merged.files.map(({ status, rows }) => [status, rows])).toEqual([
      ['merged', 1],
      ['merged', 1],
    ]);
  });

  it('tells the cell that is no number and is not in the sum', async () => {
    const { merged, sheet } = merge(await blank(), [
      await source('高都镇', 10, null, null),
      await source('大阳镇', '约20', null, null),
    ]);
    expect(textAt(sheet, 3, 2)).toBe('10');
    const told = merged.files[1]?.problems.filter(({ cell }) => cell === 'C4').map(({ code }) => code);
    expect(told).toEqual(expect.arrayContaining(['unread_value', 'not_summed']));
  });

  it('counts one of a township’s two files, and lists the cells in which they differ', async () => {
    const { merged } = merge(await blank(), [
      await source('高都镇', 10, 3, null),
      { ...(await source('高都镇', 12, 3, null)), fileName: '高都镇（新）.xlsx' },
      await source('大阳镇', 1, 1, null),
    ]);
    expect(Object.values(merged.totals)).toEqual([13, 4]);
    expect(merged.conflicts).toHaveLength(1);
    expect(merged.conflicts[0]?.values.map(({ file, cell, value }) => [file, cell, value])).toEqual([
      ['高都镇.xlsx', 'C4', 10],
      ['高都镇（新）.xlsx', 'C4', 12],
    ]);
    expect(merged.files.map(({ rows }) => rows)).toEqual([0, 1, 1]);
  });
});
