/** Where a learnt form may be kept, and what that would mean for the table. */
import type { FormInfo, Input } from '../../shared/api.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { compareEditions, type EditionChange } from '../../shared/form/compare-editions.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { ReadingField } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { isSameField } from '../transfer/correct-reading.ts';

export type SaveTarget =
  | { readonly kind: 'newTable'; readonly title: string }
  | { readonly kind: 'table'; readonly table: string; readonly chosen: ChosenFields }
  | {
      readonly kind: 'edition';
      readonly form: string;
      /** Renames that a person does not believe, by the column of the new edition. */
      readonly refused: readonly number[];
    }
  | {
      readonly kind: 'correction';
      readonly form: string;
      readonly table: string;
      readonly chosen: ChosenFields;
    };

/** What a person chose for columns (or figures), by their index; null adds a column to the table. */
export type ChosenFields = Readonly<Record<number, ReadingField | null>>;

export type Fit = {
  readonly key: string;
  readonly title: string;
  readonly matched: number;
  readonly of: number;
};

/** All tables, those that the form fits best first. */
export function fitTables(form: FormDefinition, tables: readonly TableDefinition[]): Fit[] {
  return tables
    .map((table): Fit => {
      const items = bindingsOf(form, table, {}).filter(({ kept }) => kept);
      const matched = items.filter(({ field }) => field !== null && field.kind !== 'ignored').length;
      return { key: table.key, title: table.title, matched, of: items.length };
    })
    .sort((left, right) => right.matched - left.matched);
}

/** The forms of the same layout, those with most columns in common first. */
export function fitForms(form: FormDefinition, forms: readonly FormInfo[]): Fit[] {
  return forms
    .flatMap(({ form: { key, title, layout, definition } }): Fit[] => {
      if (layout !== form.layout) return [];
      const of = form.layout === 'fixed' ? form.figures.length : form.columns.length;
      const same =
        definition === null
          ? 0
          : compareEditions(definition, form).filter(({ kind }) => kind === 'same' || kind === 'moved')
              .length;
      return [{ key, title, matched: same, of }];
    })
    .sort((left, right) => right.matched - left.matched);
}

/** What is most likely meant. */
export function suggestTarget(
  form: FormDefinition,
  tables: readonly Fit[],
  forms: readonly Fit[],
): SaveTarget {
  const [edition] = forms;
  if (edition !== undefined && edition.of > 1 && edition.matched * 3 >= edition.of * 2) {
    return { kind: 'edition', form: edition.key, refused: [] };
  }
  const [table] = tables;
  if (table !== undefined && table.of > 1 && table.matched * 10 >= table.of * 8) {
    return { kind: 'table', table: table.key, chosen: {} };
  }
  return { kind: 'newTable', title: shortTitle(form.title) };
}

/** Fits on a tab. */
export function shortTitle(title: string): string {
  return title.length > 16 ? `${title.slice(0, 15)}…` : title;
}

export type Binding = {
  /** Of the form's columns or figures. */
  readonly index: number;
  /** Null where the table has nothing that fits. */
  readonly field: ReadingField | null;
  /** The program found it by its title. */
  readonly found: boolean;
  /** A table keeps it; serial numbers, counts and hidden columns it does not. */
  readonly kept: boolean;
};

/** Which column of the form is which of the table; what a person chose goes first. */
export function bindingsOf(form: FormDefinition, table: TableDefinition, chosen: ChosenFields): Binding[] {
  const bound = bindForm(form, table).form;
  if (form.layout === 'fixed') {
    return bound.figures.map(({ key }, index): Binding => {
      const own = form.figures[index]?.key ?? key;
      const found: ReadingField | null = own === null ? null : { kind: 'column', key: own };
      return { index, field: choose(chosen, index, found), found: found !== null, kept: true };
    });
  }
  return bound.columns.map(({ field, serial, hidden, part }, index): Binding => {
    const found = form.columns[index]?.field ?? field;
    return {
      index,
      field: choose(chosen, index, found),
      found: found !== null,
      kept: !serial && !hidden && part !== 'count',
    };
  });
}

/** Two columns that were said to be the same one of the table: indexes of the later ones. */
export function doubledBindings(bindings: readonly Binding[]): number[] {
  return bindings.flatMap(({ index, field }, at) =>
    field !== null &&
    field.kind !== 'ignored' &&
    bindings.slice(0, at).some((other) => other.field !== null && isSameField(other.field, field))
      ? [index]
      : [],
  );
}

/** The changes of an edition as a person lets them stand: a rename that is not believed is one gone and one added. */
export function editionChanges(
  old: FormDefinition | null,
  next: FormDefinition,
  refused: readonly number[],
): EditionChange[] | null {
  if (old === null) return null;
  return compareEditions(old, next).flatMap((change): EditionChange[] =>
    change.kind === 'renamed' && refused.includes(change.after)
      ? [
          { kind: 'added', after: change.after },
          { kind: 'gone', before: change.before },
        ]
      : [change],
  );
}

export type SaveInput = Pick<Input<'forms.save'>, 'title' | 'definition' | 'target'>;

/** What is sent to keep the form there. */
export function planSaveInput(
  form: FormDefinition,
  target: SaveTarget,
  tables: ReadonlyMap<string, TableDefinition>,
  forms: readonly FormInfo[],
): SaveInput {
  const { title } = form;
  switch (target.kind) {
    case 'newTable':
      return { title, definition: form, target: { kind: 'newTable', title: target.title } };
    case 'table':
      return {
        title,
        definition: withBindings(form, tables.get(target.table) ?? null, target.chosen),
        target: { kind: 'table', table: target.table, addColumns: true },
      };
    case 'correction':
      return {
        title,
        definition: withBindings(form, tables.get(target.table) ?? null, target.chosen),
        target: { kind: 'correction', form: target.form },
      };
    case 'edition': {
      const old = forms.find(({ form: { key } }) => key === target.form)?.form.definition ?? null;
      const changes = editionChanges(old, form, target.refused);
      return { title, definition: form, target: { kind: 'edition', form: target.form, changes } };
    }
  }
}

function withBindings(
  form: FormDefinition,
  table: TableDefinition | null,
  chosen: ChosenFields,
): FormDefinition {
  if (table === null) return form;
  const bindings = bindingsOf(form, table, chosen);
  const fieldAt = (index: number): ReadingField | null => bindings[index]?.field ?? null;
  return {
    ...form,
    columns: form.columns.map((column, index) => ({ ...column, field: fieldAt(index) })),
    figures: form.figures.map((figure, index) => {
      const field = fieldAt(index);
      return { ...figure, key: field?.kind === 'column' ? field.key : null };
    }),
  };
}

function choose(chosen: ChosenFields, index: number, found: ReadingField | null): ReadingField | null {
  const own = chosen[index];
  return own === undefined ? found : own;
}
