/** A table grown by what a form has and the table has not. */
import { choiceTitles } from '../form/column-titles.ts';
import { letters, tableFromForm } from '../form/table-from-form.ts';
import type { Column } from '../model/column.ts';
import type { FormColumn, FormDefinition, FormFigure } from '../model/form.ts';
import type { TableDefinition } from '../model/table.ts';

export type Grown = { readonly form: FormDefinition; readonly table: TableDefinition };

/** Every column of the form that is bound to nothing gets a column of the table, or a choice where it holds names. */
export function addMissingColumns(form: FormDefinition, table: TableDefinition): Grown {
  return form.layout === 'fixed' ? addFigures(form, table) : addFormColumns(form, table);
}

/** What is bound to nothing and is not to be read says so. */
export function ignoreUnbound(form: FormDefinition): FormDefinition {
  const columns = form.columns.map(
    (column): FormColumn => ({ ...column, field: column.field ?? { kind: 'ignored' } }),
  );
  return { ...form, columns };
}

function addFigures(form: FormDefinition, table: TableDefinition): Grown {
  const fresh = tableFromForm(form, table).columns;
  const columns = [...table.columns];
  const figures = form.figures.map((figure): FormFigure => {
    if (figure.key !== null) return figure;
    const column = fresh.find(({ key }) => key === `cell${letters(figure.column)}${figure.row + 1}`);
    if (column === undefined) return figure;
    const added = distinct(column, columns);
    columns.push(added);
    return { ...figure, key: added.key };
  });
  return { form: { ...form, figures }, table: { ...table, columns } };
}

function addFormColumns(form: FormDefinition, table: TableDefinition): Grown {
  const fresh = tableFromForm(form, table).columns;
  const names = form.columns.filter(({ part }) => part === 'names');
  const titles = choiceTitles(names);
  const columns = [...table.columns];
  const lineColumns: string[] = [];
  const choices: string[] = [];
  const bound = form.columns.map((column): FormColumn => {
    const { field, serial, hidden, part } = column;
    if (field !== null) return column;
    if (serial || hidden || part === 'count') return { ...column, field: { kind: 'ignored' } };
    if (part === 'names' && table.grouped !== null) {
      const choice = titles[names.indexOf(column)] ?? '';
      choices.push(choice);
      return { ...column, field: { kind: 'choice', choice } };
    }
    const found = fresh.find(({ key }) => key === `column${letters(column.column)}`);
    if (found === undefined) return column;
    const added = distinct(found, columns);
    columns.push(added);
    lineColumns.push(added.key);
    return { ...column, field: { kind: 'column', key: added.key } };
  });
  const { grouped } = table;
  return {
    form: { ...form, columns: bound },
    table: {
      ...table,
      columns: columns.map((column) =>
        column.key === grouped?.choiceColumn
          ? { ...column, choices: joined(column.choices, choices) }
          : column,
      ),
      grouped:
        grouped === null
          ? null
          : {
              ...grouped,
              lineColumns: [...grouped.lineColumns, ...lineColumns],
              declaredTotals: {
                ...Object.fromEntries(choices.map((choice) => [choice, null])),
                ...grouped.declaredTotals,
              },
            },
    },
  };
}

function distinct(column: Column, taken: readonly Column[]): Column {
  let { key, title } = column;
  for (let count = 2; taken.some((other) => other.key === key); count += 1) key = `${column.key}n${count}`;
  for (let count = 2; taken.some((other) => other.title === title); count += 1)
    title = `${column.title} ${count}`;
  return { ...column, key, title };
}

function joined(old: readonly string[], added: readonly string[]): string[] {
  return [...old, ...added.filter((choice) => !old.includes(choice))];
}
