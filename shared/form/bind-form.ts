/** A form and a table that may already be there: which column of the one is which of the other. */
import type { FormColumn, FormDefinition, FormFigure } from '../model/form.ts';
import type { ReadingField } from '../model/reading.ts';
import { findColumn, type TableDefinition } from '../model/table.ts';
import { choiceTitles, figurePath, shortTitles } from './column-titles.ts';
import { bareTitle, pathTitle, plainTitle } from './titles.ts';

export type BoundForm = {
  readonly form: FormDefinition;
  /** Indexes into the form's columns (or figures) that nothing in the table fits. */
  readonly unmatched: readonly number[];
  /** Keys of the table's columns that the form has no place for. */
  readonly missingKeys: readonly string[];
  /** Choices of a grouped table that the form has no column for. */
  readonly missingChoices: readonly string[];
};

/**
 * Binds by titles, the surest first: the whole path, its telling end, the last text, the last text without measure or
 * remark. A title that would fit two columns fits none: a person decides.
 */
export function bindForm(form: FormDefinition, table: TableDefinition): BoundForm {
  return form.layout === 'fixed' ? bindFigures(form, table) : bindColumns(form, table);
}

function bindFigures(form: FormDefinition, table: TableDefinition): BoundForm {
  const found = matchTitles(titleForms(form.figures.map(figurePath)), targetsOf(table.columns));
  const figures = form.figures.map(
    (figure, index): FormFigure => ({ ...figure, key: found.get(index) ?? null }),
  );
  return {
    form: { ...form, figures },
    unmatched: indexesWhere(figures, ({ key }) => key === null),
    missingKeys: missing(table, new Set(found.values())),
    missingChoices: [],
  };
}

function bindColumns(form: FormDefinition, table: TableDefinition): BoundForm {
  const fields = new Map<number, ReadingField>();
  const { grouped } = table;
  const used = new Set<string>();
  const names = form.columns.filter(({ part }) => part === 'names');
  const isGrouped = form.layout === 'grouped' && grouped !== null;
  const choices = isGrouped ? (findColumn(table, grouped.choiceColumn)?.choices ?? []) : [];

  for (const [index, column] of form.columns.entries()) {
    if (column.serial || column.hidden || column.part === 'count') fields.set(index, { kind: 'ignored' });
    else if (isGrouped && column.part === 'group') {
      fields.set(index, { kind: 'column', key: grouped.groupColumn });
    }
  }
  if (isGrouped) {
    const titles = choiceTitles(names).map((title) => [title, bareTitle(title)]);
    const found = matchTitles(
      stagesOf(titles),
      choices.map((choice) => ({ key: choice, titles: [plainTitle(choice), bareTitle(choice)] })),
    );
    for (const [index, choice] of found) {
      const column = names[index];
      if (column !== undefined) fields.set(form.columns.indexOf(column), { kind: 'choice', choice });
    }
    for (const key of [grouped.groupColumn, grouped.choiceColumn, grouped.nameColumn]) used.add(key);
  }
  const open = form.columns.filter(
    (column, index) => !fields.has(index) && (column.part === 'value' || !isGrouped),
  );
  const targets = table.columns.filter(
    ({ key }) => !used.has(key) && (!isGrouped || grouped.lineColumns.includes(key)),
  );
  for (const [index, key] of matchTitles(titleForms(open.map(({ path }) => path)), targetsOf(targets))) {
    const column = open[index];
    if (column !== undefined) fields.set(form.columns.indexOf(column), { kind: 'column', key });
    used.add(key);
  }
  const columns = form.columns.map(
    (column, index): FormColumn => ({ ...column, field: fields.get(index) ?? null }),
  );
  const bound = new Set(
    [...fields.values()].flatMap((field) => (field.kind === 'choice' ? [field.choice] : [])),
  );
  return {
    form: { ...form, columns },
    unmatched: indexesWhere(columns, ({ field }) => field === null),
    missingKeys: missing(table, used),
    missingChoices: choices.filter((choice) => !bound.has(choice)),
  };
}

type Target = { readonly key: string; readonly titles: readonly string[] };

function targetsOf(columns: TableDefinition['columns']): Target[] {
  return columns.map(({ key, title }) => ({
    key,
    titles: [plainTitle(title.replace(/ \/ /g, '/')), bareTitle(title)],
  }));
}

/** For each stage the title of each path. */
function titleForms(paths: readonly (readonly string[])[]): string[][] {
  const short = shortTitles(paths);
  return stagesOf(
    paths.map((path, index) => [
      pathTitle(path),
      short[index] ?? '',
      path.at(-1) ?? '',
      bareTitle(path.at(-1) ?? ''),
    ]),
  );
}

function stagesOf(forms: readonly (readonly string[])[]): string[][] {
  const stages = Math.max(0, ...forms.map((form) => form.length));
  return Array.from({ length: stages }, (_, stage) => forms.map((form) => plainTitle(form[stage] ?? '')));
}

/** Index → key. At each stage a title that stands once on either side is matched. */
function matchTitles(
  stages: readonly (readonly string[])[],
  targets: readonly Target[],
): Map<number, string> {
  const found = new Map<number, string>();
  const taken = new Set<string>();
  for (const titles of stages) {
    for (const [index, title] of titles.entries()) {
      if (found.has(index) || title === '') continue;
      const alike = titles.filter((other, at) => other === title && !found.has(at)).length;
      const fitting = targets.filter((target) => !taken.has(target.key) && target.titles.includes(title));
      const [only] = fitting;
      if (alike !== 1 || fitting.length !== 1 || only === undefined) continue;
      found.set(index, only.key);
      taken.add(only.key);
    }
  }
  return found;
}

function missing({ columns }: TableDefinition, used: ReadonlySet<string>): string[] {
  return columns.filter(({ key, computed }) => !used.has(key) && computed === null).map(({ key }) => key);
}

function indexesWhere<Item>(items: readonly Item[], test: (item: Item) => boolean): number[] {
  return items.flatMap((item, index) => (test(item) ? [index] : []));
}
