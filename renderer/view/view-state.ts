/** How a person looks at one table: which rows in which order. Plain data; columns are in column-layout.ts. */
import type { ColumnFilter } from '../../shared/grid/filter.ts';
import type { ViewQuery } from '../../shared/grid/row-view.ts';
import type { SortKey } from '../../shared/grid/sort.ts';

/** At most one filter a column; `sort` has the most important key first. */
export type RowsView = {
  readonly filters: readonly ColumnFilter[];
  /** Words of the quick filter, as typed. */
  readonly quick: string;
  readonly sort: readonly SortKey[];
};

export const allRows: RowsView = { filters: [], quick: '', sort: [] };

export function isFiltered({ filters, quick }: RowsView): boolean {
  return filters.length > 0 || quick.trim() !== '';
}

export function isSorted({ sort }: RowsView): boolean {
  return sort.length > 0;
}

export function filterOf(view: RowsView, column: string): ColumnFilter | null {
  return view.filters.find((filter) => filter.column === column) ?? null;
}

/** Puts a column's filter in place of the one before; a filter that lets everything through goes away. */
export function withFilter(view: RowsView, filter: ColumnFilter): RowsView {
  const others = view.filters.filter(({ column }) => column !== filter.column);
  const restricts = filter.values !== null || filter.conditions.length > 0;
  return { ...view, filters: restricts ? [...others, filter] : others };
}

export function withoutFilter(view: RowsView, column: string): RowsView {
  return { ...view, filters: view.filters.filter((filter) => filter.column !== column) };
}

export function withoutFilters(view: RowsView): RowsView {
  return { ...view, filters: [], quick: '' };
}

export function withQuick(view: RowsView, quick: string): RowsView {
  return quick === view.quick ? view : { ...view, quick };
}

/** Sorts by this column alone. */
export function sortedBy(view: RowsView, key: SortKey): RowsView {
  return { ...view, sort: [key] };
}

/** Adds a column as the least important key; one that sorts already keeps its rank. */
export function alsoSortedBy(view: RowsView, key: SortKey): RowsView {
  const known = view.sort.some(({ column }) => column === key.column);
  return {
    ...view,
    sort: known ? view.sort.map((other) => (other.column === key.column ? key : other)) : [...view.sort, key],
  };
}

/** Takes one column, or all of them, out of the sort. */
export function withoutSort(view: RowsView, column: string | null): RowsView {
  return { ...view, sort: column === null ? [] : view.sort.filter((key) => key.column !== column) };
}

/** What the row view is asked for. The quick filter finds names by pinyin too, and only what can be seen. */
export function queryOf({ filters, quick, sort }: RowsView, shownColumns: readonly string[]): ViewQuery {
  return { filters, quick, quickColumns: shownColumns, pinyin: true, sort };
}
