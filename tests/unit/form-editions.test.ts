import { describe, expect, it } from 'vitest';
import {
  planBinding,
  planCorrection,
  planEdition,
  planNewTable,
} from '../../shared/edition/plan-form-save.ts';
import { rowsByUnit } from '../../shared/edition/rows-of-units.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { FormColumn, FormDefinition } from '../../shared/model/form.ts';
import type { FormEdition } from '../../shared/model/form-edition.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, emptyRowsState, orderedRows } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const file = { title: '改厕表', fileId: 'a'.repeat(64), fileName: '改厕.xlsx' };

function column(index: number, title: string, changed: Partial<FormColumn> = {}): FormColumn {
  return {
    column: index,
    path: [title],
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
    ...changed,
  };
}

function list(columns: readonly FormColumn[]): FormDefinition {
  return {
    title: '农村改厕进度表',
    layout: 'list',
    sheet: 'Sheet1',
    header: { firstRow: 0, lastRow: 0 },
    body: { firstRow: 1, lastRow: 3 },
    prefilled: false,
    patternRow: 1,
    columns: [...columns],
    keyColumns: [0],
    figures: [],
    totals: [],
    places: [],
  };
}

const first = list([
  column(0, '乡镇', { type: 'unit' }),
  column(1, '村名', { type: 'village' }),
  column(2, '户数', { type: 'number', measureWord: '户' }),
  column(3, '完成时间'),
  column(4, '备注'),
]);

function made(): { readonly table: TableDefinition; readonly form: FormEdition } {
  const { form, changes } = planNewTable(first, file, {
    form: 'form1',
    table: 'table1',
    title: '改厕',
    position: 6,
  });
  const set = changes[0];
  if (set?.kind !== 'tableSet' || set.after === null) throw new Error('no table');
  return { table: set.after, form };
}

function row(id: string, values: Row['values']): Row {
  return { id, position: id, unit: null, round: null, values, source: null };
}

function tableAfter(changes: readonly Change[]): TableDefinition | null {
  const set = changes.find(({ kind }) => kind === 'tableSet');
  return set?.kind === 'tableSet' ? set.after : null;
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof HuibiaoError) return error.message;
    throw error;
  }
  return '';
}

describe('a new form with a table of its own', () => {
  it('has a column of the table for each of its own, bound, in one edit', () => {
    const { table, form } = made();
    expect(table.columns.map(({ title, type }) => [title, type])).toEqual([
      ['乡镇', 'unit'],
      ['村名', 'village'],
      ['户数', 'number'],
      ['完成时间', 'text'],
      ['备注', 'text'],
    ]);
    expect(form).toMatchObject({ key: 'form1', edition: 1, table: 'table1', layout: 'list', ...file });
    expect(form.definition?.columns.map(({ field }) => field)).toEqual(
      table.columns.map(({ key }) => ({ kind: 'column', key })),
    );
  });
});

describe('a form of a table that is there', () => {
  it('leaves unread what the table does not have, unless it may grow', () => {
    const { table } = made();
    const more = list([...first.columns, column(5, '验收人')]);
    const bound = planBinding(more, file, table, { form: 'form2', addColumns: false });
    expect(bound.changes.map(({ kind }) => kind)).toEqual(['formSet']);
    expect(bound.form.definition?.columns.at(-1)?.field).toEqual({ kind: 'ignored' });
    const grown = planBinding(more, file, table, { form: 'form2', addColumns: true });
    const added = tableAfter(grown.changes)?.columns.at(-1);
    expect(added).toMatchObject({ key: 'columnF', title: '验收人' });
    expect(grown.form.definition?.columns.at(-1)?.field).toEqual({ kind: 'column', key: 'columnF' });
  });

  it('keeps what a person bound, and refuses what the table has not or has twice', () => {
    const { table } = made();
    const pointed = list([column(0, '镇名', { field: { kind: 'column', key: 'columnA' } })]);
    expect(
      planBinding(pointed, file, table, { form: 'f', addColumns: false }).form.definition?.columns[0]?.field,
    ).toEqual({ kind: 'column', key: 'columnA' });
    const unknown = list([column(0, '镇名', { field: { kind: 'column', key: 'columnZ' } })]);
    expect(refusalOf(() => planBinding(unknown, file, table, { form: 'f', addColumns: false }))).toContain(
      'columnZ',
    );
    const twice = list([
      column(0, '镇名', { field: { kind: 'column', key: 'columnA' } }),
      column(1, '乡镇名', { field: { kind: 'column', key: 'columnA' } }),
    ]);
    expect(refusalOf(() => planBinding(twice, file, table, { form: 'f', addColumns: false }))).toContain(
      '两栏',
    );
  });

  it('gives a grouped table the choices that the form adds', () => {
    const { table } = made();
    const annex: TableDefinition = {
      ...table,
      columns: [
        defineColumn({ key: 'township', title: '乡镇', type: 'unit' }),
        defineColumn({ key: 'category', title: '类别', type: 'choice', choices: ['精品示范村'] }),
        defineColumn({ key: 'village', title: '村名', type: 'village' }),
      ],
      keyColumns: [],
      grouped: {
        groupColumn: 'township',
        choiceColumn: 'category',
        nameColumn: 'village',
        lineColumns: [],
        declaredTotals: { 精品示范村: 15 },
      },
    };
    const form: FormDefinition = {
      ...list([
        column(0, '乡镇', { part: 'group' }),
        column(1, '精品示范村', { part: 'names' }),
        column(2, '提档升级村', { part: 'names' }),
      ]),
      layout: 'grouped',
    };
    const { changes } = planBinding(form, file, annex, { form: 'f', addColumns: true });
    expect(tableAfter(changes)?.columns[1]?.choices).toEqual(['精品示范村', '提档升级村']);
    expect(tableAfter(changes)?.grouped?.declaredTotals).toEqual({ 精品示范村: 15, 提档升级村: null });
  });
});

describe('a newer edition', () => {
  const next = list([
    column(0, '村名', { type: 'village' }),
    column(1, '乡镇', { type: 'unit' }),
    column(2, '任务户数', { type: 'number', measureWord: '户' }),
    column(3, '完成时间', { type: 'date' }),
    column(4, '资金来源', { type: 'choice', choices: ['中央', '省级'] }),
  ]);
  const rows = [
    row('r1', { columnA: '高都镇', columnB: '大兴村', columnC: 12, columnD: '2025年3月26日', columnE: '好' }),
    row('r2', { columnA: '巴公镇', columnC: 3, columnD: '开春以后' }),
  ];
  const confirmed = [
    { kind: 'moved', before: 1, after: 0 },
    { kind: 'same', before: 0, after: 1 },
    { kind: 'renamed', before: 2, after: 2, similarity: 0.8 },
    { kind: 'same', before: 3, after: 3 },
    { kind: 'added', after: 4 },
    { kind: 'gone', before: 4 },
  ] as const;

  it('keeps the data of columns that moved or were renamed, and reads anew what means another type', () => {
    const { table, form } = made();
    const planned = planEdition(next, file, form, { table, rows, changes: confirmed });
    expect(planned.form).toMatchObject({ key: 'form1', edition: 2, table: 'table1' });
    const start = applyChanges(emptyRowsState, [
      { kind: 'tableSet', table: 'table1', before: null, after: table },
      ...rows.map((one): Change => ({ kind: 'rowAdded', table: 'table1', row: one })),
    ]);
    const state = applyChanges(start, planned.changes);
    expect(state.tables.get('table1')?.columns.map(({ key, title, type }) => [key, title, type])).toEqual([
      ['columnA', '乡镇', 'unit'],
      ['columnB', '村名', 'village'],
      ['columnC', '任务户数', 'number'],
      ['columnD', '完成时间', 'date'],
      ['columnE', '备注', 'text'],
      ['columnEn2', '资金来源', 'choice'],
    ]);
    const [one, two] = orderedRows(state, 'table1');
    expect(one?.values).toEqual({
      columnA: '高都镇',
      columnB: '大兴村',
      columnC: 12,
      columnD: '2025-03-26',
      columnE: '好',
    });
    expect(two?.values).toMatchObject({ columnD: { kind: 'unread', text: '开春以后' } });
    expect(
      planned.form.definition?.columns.map(({ field }) => field?.kind === 'column' && field.key),
    ).toEqual(['columnB', 'columnA', 'columnC', 'columnD', 'columnEn2']);
  });

  it('takes nothing for renamed that nobody confirmed', () => {
    const { table, form } = made();
    const { changes } = planEdition(next, file, form, { table, rows: [], changes: null });
    expect(tableAfter(changes)?.columns.map(({ title }) => title)).toEqual([
      '乡镇',
      '村名',
      '户数',
      '完成时间',
      '备注',
      '任务户数',
      '资金来源',
    ]);
  });

  it('is refused where a column is said to come from two', () => {
    const { table, form } = made();
    const twice = [
      { kind: 'same', before: 0, after: 1 },
      { kind: 'same', before: 0, after: 2 },
    ] as const;
    expect(refusalOf(() => planEdition(next, file, form, { table, rows, changes: twice }))).toContain('两次');
  });
});

describe('a correction', () => {
  it('changes the newest edition in place, and is nothing where nothing differs', () => {
    const { table, form } = made();
    const { definition } = form;
    if (definition === null) throw new Error('not learnt');
    expect(planCorrection(definition, form.title, form, table).changes).toEqual([]);
    const renamed = planCorrection({ ...definition, title: '新标题' }, '改厕月报', form, table);
    expect(renamed.changes).toEqual([
      {
        kind: 'formSet',
        table: 'table1',
        form: 'form1',
        edition: 1,
        before: form,
        after: { ...form, title: '改厕月报', definition: { ...definition, title: '新标题' } },
      },
    ]);
  });
});

describe('the rows of each unit', () => {
  it('are those that carry its name, or where no column says so those that it reported', () => {
    const { table } = made();
    const named = [
      row('a', { columnA: '高都镇' }),
      row('b', { columnA: '巴公镇' }),
      row('c', { columnA: '高都镇' }),
    ];
    const reported = { ...row('d', {}), unit: '高都镇' };
    const found = rowsByUnit(table, [...named, reported, row('e', {})]);
    expect(found.get('高都镇')?.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(found.get('巴公镇')?.map(({ id }) => id)).toEqual(['b']);
    expect(found.size).toBe(2);
  });
});
