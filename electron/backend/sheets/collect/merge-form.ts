/** 快速合并 without a workbook: the form that all returns are read by and that the merged rows are filled into. */
import { ignoreUnbound } from '../../../../shared/edition/add-columns.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { bindForm } from '../../../../shared/form/bind-form.ts';
import { figurePath } from '../../../../shared/form/column-titles.ts';
import { tableFromForm } from '../../../../shared/form/table-from-form.ts';
import { bareTitle, plainTitle } from '../../../../shared/form/titles.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { ReturnForm } from './read-best.ts';

export type MergeForm = {
  readonly definition: FormDefinition;
  readonly table: TableDefinition;
  /** The column that names the unit; null where none does. */
  readonly unitKey: string | null;
  /** What tells the rows of a unit apart. */
  readonly keys: readonly string[];
};

/** By which a file is read; the only form there is. */
export const mergedForm = { form: 'merged', edition: 1 } as const;

/**
 * @param keyTitles titles of the columns that tell rows apart; null takes those that learning found
 * @throws HuibiaoError `bad_request` for a title that the form does not have
 */
export function prepareMerge(learnt: FormDefinition, keyTitles: readonly string[] | null): MergeForm {
  const made = tableFromForm(learnt, { key: 'merged', position: 1 });
  const keyColumns = keyTitles === null ? made.keyColumns : findKeys(learnt, made, keyTitles);
  const table = { ...made, keyColumns: [...keyColumns] };
  const unitKey = unitColumn(table);
  const choice = table.grouped?.choiceColumn;
  const telling = table.keyColumns.filter((key) => key !== unitKey && key !== choice);
  // One row a unit: the unit itself is what tells them apart.
  const keys = telling.length > 0 || unitKey === null ? telling : [unitKey];
  return { definition: ignoreUnbound(bindForm(learnt, table).form), table, unitKey, keys };
}

/** As a form to read returns by. */
export function asReturnForm({ definition, table }: MergeForm): ReturnForm {
  const { form: key, edition } = mergedForm;
  return { key, edition, definition, table, units: [] };
}

/** The form's own formula stands there: it differs only where something else does. */
export function isComputed({ definition }: MergeForm, key: string): boolean {
  return definition.columns.some(
    ({ formula, field }) => formula && field?.kind === 'column' && field.key === key,
  );
}

/** The path of a column (or figure) as the form has it, by the key of the table's column: 农户 / 总户数（户）. */
export function pathsByKey({ columns, figures }: FormDefinition): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { field, path } of columns) if (field?.kind === 'column') paths.set(field.key, path.join(' / '));
  for (const figure of figures)
    if (figure.key !== null) paths.set(figure.key, figurePath(figure).join(' / '));
  return paths;
}

function findKeys(
  form: FormDefinition,
  table: TableDefinition,
  titles: readonly string[],
): readonly string[] {
  const paths = pathsByKey(bindForm(form, table).form);
  const keys = titles.map((title) => {
    const wanted = plainTitle(title.replace(/ ?\/ ?/g, '/'));
    const spellings = (key: string, own: string): string[] => {
      const path = paths.get(key) ?? own;
      const last = path.split(' / ').at(-1) ?? path;
      return [own, path.replace(/ \/ /g, '/'), last].flatMap((text) => [plainTitle(text), bareTitle(text)]);
    };
    const [only, another] = table.columns.filter((column) =>
      spellings(column.key, column.title).includes(wanted),
    );
    if (only !== undefined && another === undefined) return only.key;
    const known = table.columns.map((column) => column.title).join('、');
    throw new HuibiaoError(
      'bad_request',
      another === undefined
        ? `表样里没有“${title}”这一栏，不能用来对行。有的是：${known}。`
        : `表样里有几栏都叫“${title}”，分不清用哪一栏对行。请把上级表头也写上，用“ / ”连接。`,
      { title },
    );
  });
  // A name and the unit stay what tells the rows of a 名单表 apart.
  const choice = table.grouped?.choiceColumn;
  return choice === undefined || keys.includes(choice) ? keys : [...keys, choice];
}
