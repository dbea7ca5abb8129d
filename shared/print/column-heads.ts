/** What stands above the columns on paper: heads of several levels, as the table's form has them. */
import { plainTitle, titleWithMeasure } from '../form/titles.ts';
import type { Column } from '../model/column.ts';
import type { FormDefinition } from '../model/form.ts';

/** One cell of a table's head. Levels and columns count from 0. */
export type HeadCell = {
  readonly text: string;
  readonly level: number;
  readonly column: number;
  /** How many levels and columns it covers. */
  readonly levels: number;
  readonly columns: number;
};

/**
 * Heads from the top level down, the column's own last. What is above it comes from the form that the table is bound
 * to, or else from the title itself where that is a path: 改厕 / 已改.
 * @param form null where the table has none
 */
export function columnHeads(column: Column, form: FormDefinition | null): readonly string[] {
  const titles = column.title.split(' / ');
  const own = titleWithMeasure(wideBrackets(titles.at(-1) ?? column.title), column.measureWord);
  const above = pathInForm(column.key, form)?.slice(0, -1).map(plainHead) ?? titles.slice(0, -1);
  return [...above.filter((text) => text !== ''), own];
}

/** The cells of a head, level by level; neighbours below one head share it. */
export function planHead(heads: readonly (readonly string[])[]): HeadCell[][] {
  const depth = Math.max(1, ...heads.map((path) => path.length));
  return Array.from({ length: depth }, (_, level) => {
    const cells: HeadCell[] = [];
    for (let column = 0; column < heads.length; ) {
      const path = heads[column] ?? [];
      const isOwn = level >= path.length - 1;
      let end = column + 1;
      while (!isOwn && sharesHead(path, heads[end], level)) end += 1;
      const levels = isOwn ? depth - level : 1;
      if (level === 0 || level < path.length) {
        cells.push({ text: path[level] ?? '', level, column, levels, columns: end - column });
      }
      column = end;
    }
    return cells;
  });
}

function sharesHead(path: readonly string[], other: readonly string[] | undefined, level: number): boolean {
  return (
    other !== undefined &&
    other.length > level + 1 &&
    path.slice(0, level + 1).every((text, at) => text === other[at])
  );
}

function pathInForm(key: string, form: FormDefinition | null): readonly string[] | undefined {
  const figure = form?.figures.find((each) => each.key === key);
  if (figure !== undefined) return [...figure.rowPath, ...figure.columnPath];
  return form?.columns.find(({ field }) => field?.kind === 'column' && field.key === key)?.path;
}

function plainHead(text: string): string {
  return wideBrackets(plainTitle(text));
}

/** Titles are kept with narrow brackets, so that they compare; Chinese print has wide ones. */
function wideBrackets(text: string): string {
  return text.replaceAll('(', '（').replaceAll(')', '）');
}
