import { describe, expect, it } from 'vitest';
import {
  bindingsOf,
  doubledBindings,
  editionChanges,
  fitForms,
  fitTables,
  planSaveInput,
  suggestTarget,
} from '../../renderer/forms/save-target.ts';
import type { FormInfo } from '../../shared/api.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { learnBound, villageForm } from '../fixtures/issue.ts';

const { form: bound, table } = await learnBound(villageForm);
/** As it is learnt, before it is bound. */
const form: FormDefinition = {
  ...bound,
  columns: bound.columns.map((column) => ({ ...column, field: null })),
};
const other = {
  ...tableFromForm({ ...form, title: '别的表' }, { key: 'table2', position: 2 }),
  columns: table.columns.slice(0, 2),
};

function info(definition: FormDefinition | null, key = 'form1'): FormInfo {
  return {
    form: {
      key,
      edition: 1,
      table: table.key,
      title: form.title,
      layout: form.layout,
      fileId: '0'.repeat(64),
      fileName: '改厕.xlsx',
      definition,
    },
    tableTitle: table.title,
    editions: 1,
    rounds: 0,
  };
}

describe('where a form may be kept', () => {
  it('lists the tables that it fits best first, without serial numbers', () => {
    expect(fitTables(form, [other, table]).map(({ key, matched, of }) => [key, matched, of])).toEqual([
      [table.key, 9, 9],
      ['table2', 2, 9],
    ]);
  });

  it('suggests the newer edition before the table, and a table of its own where nothing fits', () => {
    const tables = fitTables(form, [table]);
    expect(suggestTarget(form, tables, fitForms(form, [info(form)]))).toEqual({
      kind: 'edition',
      form: 'form1',
      refused: [],
    });
    expect(suggestTarget(form, tables, fitForms(form, [info(null)]))).toMatchObject({ kind: 'table' });
    expect(suggestTarget(form, [], [])).toEqual({ kind: 'newTable', title: '2025年农村改厕进度表' });
  });

  it('is no edition of a form of another layout', () => {
    const fixed = { ...info(form), form: { ...info(form).form, layout: 'fixed' as const } };
    expect(fitForms(form, [fixed])).toEqual([]);
  });
});

describe('the binding to a table', () => {
  it('is found by titles; what a person chose goes first, and doubles are told', () => {
    const keys = bindingsOf(form, table, {}).map(({ field }) =>
      field?.kind === 'column' ? field.key : field?.kind,
    );
    expect(keys[0]).toBe('ignored');
    expect(new Set(keys).size).toBe(10);
    const [, first, second] = bindingsOf(form, table, {});
    const chosen = { 2: first?.field ?? null };
    expect(doubledBindings(bindingsOf(form, table, chosen))).toEqual([2]);
    expect(doubledBindings(bindingsOf(form, table, { ...chosen, 1: second?.field ?? null }))).toEqual([]);
  });

  it('is sent column by column: bound, left out, or to be added', () => {
    const left = { ...table, columns: table.columns.filter(({ title }) => title !== '备注') };
    const input = planSaveInput(
      form,
      { kind: 'table', table: table.key, chosen: { 8: { kind: 'ignored' } } },
      new Map([[table.key, left]]),
      [],
    );
    expect(input.target).toEqual({ kind: 'table', table: table.key, addColumns: true });
    expect(input.definition.columns[8]?.field).toEqual({ kind: 'ignored' });
    expect(input.definition.columns[9]?.field).toBeNull();
  });
});

describe('the changes of a newer edition', () => {
  const next: FormDefinition = {
    ...form,
    columns: form.columns.map((column) =>
      column.path[0] === '任务数（户）' ? { ...column, path: ['年度任务数（户）'] } : column,
    ),
  };

  it('turn a rename that is not believed into one column gone and one added', () => {
    const changes = editionChanges(form, next, []) ?? [];
    expect(changes.filter(({ kind }) => kind === 'renamed')).toHaveLength(1);
    const refused = editionChanges(form, next, [4]) ?? [];
    expect(refused.map(({ kind }) => kind).filter((kind) => kind !== 'same')).toEqual(['added', 'gone']);
  });

  it('are left to the program where the old edition was never learnt', () => {
    const input = planSaveInput(next, { kind: 'edition', form: 'form1', refused: [] }, new Map(), [
      info(null),
    ]);
    expect(input.target).toEqual({ kind: 'edition', form: 'form1', changes: null });
  });
});
