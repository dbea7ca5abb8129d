/** A form that no table fits → the table that it asks for. */
import { type Column, type ColumnType, defineColumn } from '../model/column.ts';
import type { FormColumn, FormDefinition } from '../model/form.ts';
import type { TableDefinition } from '../model/table.ts';
import { choiceTitles, figurePath, keptColumns, shortTitles } from './column-titles.ts';

export type NewTable = {
  /** Not the key of another table. */
  readonly key: string;
  /** Order of the tabs. */
  readonly position: number;
};

const widths: Readonly<Record<ColumnType, number>> = {
  text: 180,
  number: 100,
  percent: 90,
  date: 110,
  boolean: 80,
  choice: 120,
  unit: 110,
  units: 180,
  village: 140,
  identity: 180,
  phone: 130,
};

/**
 * The table of a form. The keys of columns come from their places (`columnC`, `cellD7`), so that the same form always
 * gives the same table.
 */
export function tableFromForm(form: FormDefinition, { key, position }: NewTable): TableDefinition {
  const common = {
    key,
    title: shortTitle(form.title),
    documentTitle: form.title,
    annexLabel: null,
    position,
  };
  switch (form.layout) {
    case 'list':
      return { ...common, ...listColumns(form), grouped: null };
    case 'grouped':
      return { ...common, ...groupedColumns(form) };
    case 'fixed':
      return { ...common, columns: figureColumns(form), keyColumns: [], grouped: null };
  }
}

function listColumns(form: FormDefinition): Pick<TableDefinition, 'columns' | 'keyColumns'> {
  const kept = keptColumns(form);
  const titles = shortTitles(kept.map(({ path }) => path));
  const columns = kept.map((column, index) => columnOf(column, titles[index] ?? ''));
  return {
    columns: columns.length > 0 ? columns : [defineColumn({ key: 'columnA', title: '内容' })],
    keyColumns: kept
      .filter(({ column }) => form.keyColumns.includes(column))
      .map(({ column }) => columnKey(column)),
  };
}

function columnOf(
  { column, type, measureWord, required, choices, formula }: FormColumn,
  title: string,
): Column {
  return defineColumn({
    key: columnKey(column),
    title,
    type,
    measureWord: type === 'number' ? measureWord : null,
    choices: type === 'choice' ? choices : [],
    required: required && !formula,
    width: widths[type],
  });
}

function groupedColumns(form: FormDefinition): Pick<TableDefinition, 'columns' | 'keyColumns' | 'grouped'> {
  const kept = keptColumns(form);
  const group = kept.find(({ part }) => part === 'group');
  const choices = choiceTitles(kept.filter(({ part }) => part === 'names'));
  const lines = kept.filter(({ part }) => part === 'value');
  const villages = choices.every((choice) => /村/.test(choice));
  const taken = [villages ? '村名' : '名称', '类别'];
  const [groupTitle = '单位', ...lineTitles] = shortTitles([
    group?.path ?? ['单位'],
    ...lines.map(({ path }) => path),
  ]).map((title) => (taken.includes(title) ? `${title} 2` : title));
  const groupKey = columnKey(group?.column ?? 0);
  return {
    columns: [
      defineColumn({ key: groupKey, title: groupTitle, type: 'unit', required: true, width: widths.unit }),
      defineColumn({ key: 'choice', title: '类别', type: 'choice', choices, required: true }),
      defineColumn({
        key: 'name',
        title: villages ? '村名' : '名称',
        type: villages ? 'village' : 'text',
        required: true,
        width: widths.text,
      }),
      ...lines.map((column, index) => columnOf(column, lineTitles[index] ?? '')),
    ],
    keyColumns: [groupKey, 'name', 'choice'],
    grouped: {
      groupColumn: groupKey,
      choiceColumn: 'choice',
      nameColumn: 'name',
      lineColumns: lines.map(({ column }) => columnKey(column)),
      declaredTotals: Object.fromEntries(choices.map((choice) => [choice, null])),
    },
  };
}

function figureColumns({ figures }: FormDefinition): Column[] {
  const titles = shortTitles(figures.map(figurePath));
  const columns = figures.map(({ row, column, type, measureWord, choices }, index) =>
    defineColumn({
      key: `cell${letters(column)}${row + 1}`,
      title: titles[index] ?? '',
      type,
      measureWord: type === 'number' ? measureWord : null,
      choices: type === 'choice' ? choices : [],
      width: widths[type],
    }),
  );
  return columns.length > 0 ? columns : [defineColumn({ key: 'columnA', title: '内容' })];
}

/** Fits on a tab. */
function shortTitle(title: string): string {
  return title.length > 16 ? `${title.slice(0, 15)}…` : title;
}

function columnKey(column: number): string {
  return `column${letters(column)}`;
}

/** `A` for 0, `AA` for 26. */
export function letters(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
