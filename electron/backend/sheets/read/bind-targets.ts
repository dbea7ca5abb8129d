/** What a table wants from a sheet, and by how much a header speaks for it. */
import { choicesOf, lineColumnsOf } from '../../../../shared/annex/lines.ts';
import type { Column } from '../../../../shared/model/column.ts';
import type { ReadingField } from '../../../../shared/model/reading.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import { measureOf } from '../regions/number-row.ts';
import { bracketMeasure } from '../regions/words.ts';
import { meanSame } from './synonyms.ts';
import { normalizeTitle, printedTitle } from './titles.ts';

/** 名单表 as one line a group, or one row a record. */
export type ReadingLayout = 'list' | 'grouped';

/** A column of the table, or a choice of a 名单表, that a column of the sheet may hold. */
export type Target = {
  readonly field: Exclude<ReadingField, { kind: 'ignored' }>;
  readonly title: string;
  /** The table's column; of a choice, the column of its names. */
  readonly column: Column | null;
  /** Without it the sheet is not this table. */
  readonly needed: boolean;
};

/** The targets of a layout in the table's order; none where the table has no such layout. */
export function targetsOf(definition: TableDefinition, layout: ReadingLayout): Target[] {
  const { grouped, keyColumns, columns } = definition;
  if (layout === 'list') {
    const needed = keyColumns.length > 0 ? keyColumns : [columns[0]?.key ?? ''];
    return columns
      .filter(({ computed }) => computed === null)
      .map((column) => columnTarget(column, needed.includes(column.key)));
  }
  if (grouped === null) return [];
  const group = findColumn(definition, grouped.groupColumn);
  const names = findColumn(definition, grouped.nameColumn);
  return [
    ...(group === null ? [] : [columnTarget(group, true)]),
    ...choicesOf(definition, grouped).map(
      (choice): Target => ({
        field: { kind: 'choice', choice },
        title: choice,
        column: names,
        needed: false,
      }),
    ),
    ...lineColumnsOf(definition, grouped).map((column) => columnTarget(column, false)),
  ];
}

function columnTarget(column: Column, needed: boolean): Target {
  return { field: { kind: 'column', key: column.key }, title: column.title, column, needed };
}

export function sameField(left: ReadingField, right: ReadingField): boolean {
  switch (left.kind) {
    case 'column':
      return right.kind === 'column' && left.key === right.key;
    case 'choice':
      return right.kind === 'choice' && left.choice === right.choice;
    case 'ignored':
      return right.kind === 'ignored';
  }
}

/** From a synonym up to the very title; the higher, the better. */
export type NameMatch = { readonly rank: 1 | 2 | 3; readonly why: string };

/** How a header path names a target; null when it does not. */
export function matchName(
  path: readonly string[],
  { title, column }: Pick<Target, 'title' | 'column'>,
): NameMatch | null {
  const labels = path.map(normalizeTitle).filter((label, index, all) => label !== all[index - 1]);
  // 户数 over 户: the row of units is no name.
  const named = labels.filter((label, index) => index === 0 || measureOf(label) === null);
  const last = named.at(-1);
  if (last === undefined) return null;
  const titles = [title, column === null ? title : printedTitle({ ...column, title })].map(normalizeTitle);
  const own = withoutMeasure(titles[0] ?? '');
  const full = [labels.join(''), named.join(''), named.join('/'), named.join('-')];
  if (full.some((text) => titles.includes(text) || withoutMeasure(text) === own)) {
    return { rank: 3, why: named.length > 1 ? '各级栏目名称连起来相同' : '栏目名称相同' };
  }
  if (titles.includes(last) || withoutMeasure(last) === own) return { rank: 2, why: '下级栏目名称相同' };
  const alias = [withoutMeasure(last), withoutMeasure(named.join(''))].find((text) => meanSame(text, own));
  return alias === undefined ? null : { rank: 1, why: `“${alias}”是“${title}”的常用别名` };
}

/** 户数(户) without its (户); brackets that are no measure word stay. */
function withoutMeasure(text: string): string {
  return bracketMeasure(text) === null ? text : text.replace(/[([【][^()[\]【】]*[)\]】]$/, '');
}
