import { type CellValue, cellValuesEqual, isNameList, valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import type { Row } from '../model/row.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../model/table.ts';

/** One name in a cell of an annex line, with the row it stands for. */
export type LineName = { readonly name: string; readonly rowId: string };

/** 附件样式: one line of a 名单表, the rows of one group (a township) with their names under each choice. */
export type AnnexLine = {
  readonly group: string;
  readonly names: Readonly<Record<string, readonly LineName[]>>;
  /** Values of the line's own columns (备注); several different ones are joined with ； and named in `mixed`. */
  readonly values: Readonly<Record<string, CellValue>>;
  readonly mixed: readonly string[];
  readonly rows: readonly Row[];
};

/** Rows that no line can show: their group or their choice is 未填 or not one of those allowed. */
export type GroupedRows = { readonly lines: readonly AnnexLine[]; readonly unplaced: readonly Row[] };

/**
 * Rows → lines. Every group of `groups` gets a line, in that order, also when it has no rows; groups that only
 * the rows name follow in the order of their first row.
 */
export function groupRows(
  table: TableDefinition,
  layout: GroupedLayout,
  rows: readonly Row[],
  groups: readonly string[],
): GroupedRows {
  const choices = choicesOf(table, layout);
  const byGroup = new Map<string, Row[]>(groups.map((group) => [group, []]));
  const unplaced: Row[] = [];
  for (const row of rows) {
    const group = valueAt(row.values, layout.groupColumn);
    const choice = valueAt(row.values, layout.choiceColumn);
    if (typeof group !== 'string' || typeof choice !== 'string' || !choices.includes(choice)) {
      unplaced.push(row);
      continue;
    }
    const members = byGroup.get(group);
    if (members === undefined) byGroup.set(group, [row]);
    else members.push(row);
  }
  const lines = [...byGroup].map(([group, members]) => lineOf(layout, choices, group, members));
  return { lines, unplaced };
}

/** The choices that head the name columns of a 名单表, left to right. */
export function choicesOf(table: TableDefinition, layout: GroupedLayout): readonly string[] {
  return findColumn(table, layout.choiceColumn)?.choices ?? [];
}

/** The columns whose value belongs to the whole line (备注). */
export function lineColumnsOf(table: TableDefinition, layout: GroupedLayout): readonly Column[] {
  return table.columns.filter(({ key }) => layout.lineColumns.includes(key));
}

/** The name that a row contributes to its line. */
export function nameOfRow(layout: GroupedLayout, row: Row): string {
  return textOf(valueAt(row.values, layout.nameColumn));
}

function lineOf(
  layout: GroupedLayout,
  choices: readonly string[],
  group: string,
  rows: readonly Row[],
): AnnexLine {
  const names = Object.fromEntries(
    choices.map((choice) => [
      choice,
      rows
        .filter((row) => valueAt(row.values, layout.choiceColumn) === choice)
        .map((row) => ({ name: nameOfRow(layout, row), rowId: row.id })),
    ]),
  );
  const values: Record<string, CellValue> = {};
  const mixed: string[] = [];
  for (const column of layout.lineColumns) {
    const distinct: CellValue[] = [];
    for (const row of rows) {
      const value = valueAt(row.values, column);
      if (!distinct.some((known) => cellValuesEqual(known, value))) distinct.push(value);
    }
    if (distinct.length > 1) mixed.push(column);
    values[column] =
      distinct.length > 1
        ? distinct
            .map(textOf)
            .filter((text) => text !== '')
            .join('；')
        : (distinct[0] ?? null);
  }
  return { group, names, values, mixed, rows };
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (isNameList(value)) return value.join('、');
  return typeof value === 'object' ? value.text : String(value);
}
