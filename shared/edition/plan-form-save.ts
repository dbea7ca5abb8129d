/** The edits that keep a form: with a table of its own, bound to one that is there, or as the next edition of another. */
import { bindForm } from '../form/bind-form.ts';
import { figurePath, shortTitles } from '../form/column-titles.ts';
import { carryBindings, compareEditions, type EditionChange } from '../form/compare-editions.ts';
import { tableFromForm } from '../form/table-from-form.ts';
import { plainTitle } from '../form/titles.ts';
import { cellValuesEqual, isUnread, valueAt } from '../model/cell-value.ts';
import type { Change } from '../model/change.ts';
import type { Column } from '../model/column.ts';
import { HuibiaoError } from '../model/failure.ts';
import type { FormDefinition } from '../model/form.ts';
import type { FormEdition } from '../model/form-edition.ts';
import type { Row } from '../model/row.ts';
import { sameContent } from '../model/same-content.ts';
import { findColumn, type TableDefinition } from '../model/table.ts';
import { formatCellValue, parseCellText } from '../values/cell-text.ts';
import { addMissingColumns, ignoreUnbound } from './add-columns.ts';

/** What is kept beside the definition. */
export type FormFile = Pick<FormEdition, 'title' | 'fileId' | 'fileName'>;

export type PlannedForm = { readonly form: FormEdition; readonly changes: readonly Change[] };

/** A form with a new table that has a column for each of its own. */
export function planNewTable(
  definition: FormDefinition,
  file: FormFile,
  {
    form: key,
    table,
    title,
    position,
  }: {
    readonly form: string;
    readonly table: string;
    readonly title: string;
    readonly position: number;
  },
): PlannedForm {
  const made = { ...tableFromForm(definition, { key: table, position }), title };
  const unbound = withoutBindings(definition);
  const bound = ignoreUnbound(bindForm(unbound, made).form);
  const form = editionOf(key, 1, table, bound, file);
  return {
    form,
    changes: [{ kind: 'tableSet', table, before: null, after: made }, formSet(null, form)],
  };
}

/** A form of a table that is there. @throws HuibiaoError `bad_request` where it is bound to what the table has not */
export function planBinding(
  definition: FormDefinition,
  file: FormFile,
  table: TableDefinition,
  { form: key, addColumns }: { readonly form: string; readonly addColumns: boolean },
): PlannedForm {
  const bound = bindRest(definition, table);
  const grown = addColumns ? addMissingColumns(bound, table) : { form: ignoreUnbound(bound), table };
  checkBindings(grown.form, grown.table);
  const form = editionOf(key, 1, table.key, grown.form, file);
  return { form, changes: [...tableSet(table, grown.table), formSet(null, form)] };
}

/** The newest edition with another title or definition. @throws HuibiaoError `bad_request` as `planBinding` */
export function planCorrection(
  definition: FormDefinition,
  title: string,
  old: FormEdition,
  table: TableDefinition,
): PlannedForm {
  const bound = ignoreUnbound(bindRest(definition, table));
  checkBindings(bound, table);
  const form = { ...old, title, layout: bound.layout, definition: bound };
  return { form, changes: sameContent(old, form) ? [] : [formSet(old, form)] };
}

/**
 * The next edition of a form. Columns that stay or are renamed keep the column of the table, and so their data; new
 * ones are added to the table; what is gone from the form stays in the table. Where a column means another type now,
 * its values are read anew, and what cannot be read stays as it was written.
 * @param changes as a person let them stand; null takes only columns whose path is the same
 * @throws HuibiaoError `bad_request`
 */
export function planEdition(
  definition: FormDefinition,
  file: FormFile,
  old: FormEdition,
  {
    table,
    rows,
    changes,
  }: {
    readonly table: TableDefinition;
    readonly rows: readonly Row[];
    readonly changes: readonly EditionChange[] | null;
  },
): PlannedForm {
  const before = old.definition ?? null;
  const kept = before === null ? [] : confirmed(before, definition, changes);
  const carried = before === null ? definition : carryBindings(before, withoutBindings(definition), kept);
  const grown = addMissingColumns(bindRest(carried, table), table);
  const renewed = before === null ? grown.table : renewColumns(before, grown, kept);
  checkBindings(grown.form, renewed);
  const form = editionOf(old.key, old.edition + 1, table.key, grown.form, file);
  return {
    form,
    changes: [...tableSet(table, renewed), ...convertRows(table, renewed, rows), formSet(null, form)],
  };
}

function editionOf(
  key: string,
  edition: number,
  table: string,
  definition: FormDefinition,
  { title, fileId, fileName }: FormFile,
): FormEdition {
  return { key, edition, table, title, layout: definition.layout, fileId, fileName, definition };
}

function formSet(before: FormEdition | null, after: FormEdition): Change {
  return { kind: 'formSet', table: after.table, form: after.key, edition: after.edition, before, after };
}

function tableSet(before: TableDefinition, after: TableDefinition): Change[] {
  return sameContent(before, after) ? [] : [{ kind: 'tableSet', table: after.key, before, after }];
}

function withoutBindings(form: FormDefinition): FormDefinition {
  return {
    ...form,
    columns: form.columns.map((column) => ({ ...column, field: null })),
    figures: form.figures.map((figure) => ({ ...figure, key: null })),
  };
}

/** What is bound stays bound; the rest is bound by its titles to what is not taken. */
function bindRest(form: FormDefinition, table: TableDefinition): FormDefinition {
  const found = bindForm(form, table).form;
  const fields = new Set(
    form.columns.flatMap(({ field }) => (field === null ? [] : [JSON.stringify(field)])),
  );
  const keys = new Set(form.figures.flatMap(({ key }) => (key === null ? [] : [key])));
  return {
    ...form,
    columns: form.columns.map((column, index) => {
      if (column.field !== null) return column;
      const field = found.columns[index]?.field ?? null;
      const isTaken = field !== null && field.kind !== 'ignored' && fields.has(JSON.stringify(field));
      return { ...column, field: isTaken ? null : field };
    }),
    figures: form.figures.map((figure, index) => {
      const key = figure.key ?? found.figures[index]?.key ?? null;
      return figure.key === null && key !== null && keys.has(key) ? figure : { ...figure, key };
    }),
  };
}

function checkBindings(form: FormDefinition, table: TableDefinition): void {
  const keys = new Set(table.columns.map(({ key }) => key));
  const choices =
    table.grouped === null ? [] : (findColumn(table, table.grouped.choiceColumn)?.choices ?? []);
  const used = new Set<string>();
  const use = (name: string, isKnown: boolean): void => {
    if (!isKnown) {
      throw new HuibiaoError(
        'bad_request',
        `台账“${table.title}”里没有“${name}”这一栏。请重新对应后再保存。`,
        {
          table: table.key,
          column: name,
        },
      );
    }
    if (used.has(name)) {
      throw new HuibiaoError('bad_request', `表样里有两栏都对应“${name}”。请改掉其中一栏再保存。`, {
        table: table.key,
        column: name,
      });
    }
    used.add(name);
  };
  for (const { field } of form.columns) {
    if (field?.kind === 'column') use(findColumn(table, field.key)?.title ?? field.key, keys.has(field.key));
    if (field?.kind === 'choice') use(field.choice, choices.includes(field.choice));
  }
  for (const { key } of form.figures)
    if (key !== null) use(findColumn(table, key)?.title ?? key, keys.has(key));
}

function confirmed(
  before: FormDefinition,
  after: FormDefinition,
  changes: readonly EditionChange[] | null,
): EditionChange[] {
  if (changes === null) return compareEditions(before, after).filter(({ kind }) => kind !== 'renamed');
  const count = (form: FormDefinition): number =>
    form.layout === 'fixed' ? form.figures.length : form.columns.length;
  const places = (side: 'before' | 'after'): number[] =>
    changes.flatMap((change) => {
      const found =
        side === 'before'
          ? 'before' in change
            ? change.before
            : null
          : 'after' in change
            ? change.after
            : null;
      return found === null ? [] : [found];
    });
  const isWrong = (found: readonly number[], most: number): boolean =>
    new Set(found).size !== found.length || found.some((index) => index >= most);
  if (isWrong(places('before'), count(before)) || isWrong(places('after'), count(after))) {
    throw new HuibiaoError(
      'bad_request',
      '新旧表样各栏的对应关系不对：有的栏不存在，或对应了两次。请重新对应后再保存。',
    );
  }
  return [...changes];
}

type BoundColumn = Pick<Column, 'type' | 'measureWord' | 'choices'> & {
  readonly key: string | null;
  readonly title: string;
};

/** Titles and types that the table had from the form follow the form. */
function renewColumns(
  before: FormDefinition,
  { form, table }: { readonly form: FormDefinition; readonly table: TableDefinition },
  changes: readonly EditionChange[],
): TableDefinition {
  const old = boundColumns(before);
  const next = boundColumns(form);
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  for (const change of changes) {
    if (!('before' in change) || !('after' in change)) continue;
    const from = old[change.before];
    const to = next[change.after];
    const column = columns.get(to?.key ?? '');
    if (from === undefined || to === undefined || column === undefined || from.key !== column.key) continue;
    columns.set(column.key, renewColumn(column, from, to));
  }
  return { ...table, columns: [...columns.values()] };
}

function renewColumn(column: Column, from: BoundColumn, to: BoundColumn): Column {
  const title = plainTitle(column.title) === plainTitle(from.title) ? to.title : column.title;
  if (column.type !== from.type) return { ...column, title };
  const measureWord = to.type === 'number' ? to.measureWord : null;
  return {
    ...column,
    title,
    type: to.type,
    measureWord:
      column.measureWord === from.measureWord || to.type !== 'number' ? measureWord : column.measureWord,
    choices: to.type === 'choice' ? [...to.choices] : [],
  };
}

function boundColumns(form: FormDefinition): BoundColumn[] {
  if (form.layout === 'fixed') {
    const titles = shortTitles(form.figures.map(figurePath));
    return form.figures.map(({ key, type, measureWord, choices }, index) => {
      return { key, type, measureWord, choices, title: titles[index] ?? '' };
    });
  }
  const titles = shortTitles(form.columns.map(({ path }) => path));
  return form.columns.map(({ field, type, measureWord, choices }, index) => ({
    key: field?.kind === 'column' ? field.key : null,
    type,
    measureWord,
    choices,
    title: titles[index] ?? '',
  }));
}

/** Values of columns whose type is another now. */
function convertRows(before: TableDefinition, after: TableDefinition, rows: readonly Row[]): Change[] {
  const pairs = after.columns.flatMap((column) => {
    const old = findColumn(before, column.key);
    return old !== null && old.type !== column.type ? [[old, column] as const] : [];
  });
  if (pairs.length === 0) return [];
  return rows.flatMap((row): Change[] => {
    const found = pairs.flatMap(([old, column]) => {
      const value = valueAt(row.values, column.key);
      if (value === null) return [];
      const text = isUnread(value) ? value.text : formatCellValue(old, value);
      const read = parseCellText(column, text);
      return cellValuesEqual(value, read) ? [] : [{ key: column.key, value, read }];
    });
    if (found.length === 0) return [];
    return [
      {
        kind: 'cellsSet',
        table: after.key,
        rowId: row.id,
        before: Object.fromEntries(found.map(({ key, value }) => [key, value])),
        after: Object.fromEntries(found.map(({ key, read }) => [key, read])),
      },
    ];
  });
}
