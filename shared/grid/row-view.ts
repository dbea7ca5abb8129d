/** Which rows are shown and in which order: filter and sort over rows kept in plain arrays. */
import type { CellValue } from '../model/cell-value.ts';
import { type ColumnFilter, compileFilter, foldForFilter } from './filter.ts';
import type { TextSearch } from './find.ts';
import { isPinyinQuery } from './pinyin.ts';
import { type SortKey, sortByRanks, type ViewColumn } from './sort.ts';
import { compareRowLists, makeValueIndex, type ValueIndex } from './value-index.ts';

export type RowViewInput<Item> = {
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly Item[];
  readonly valueOf: (row: Item, columnKey: string) => CellValue;
  /** What the cell shows; it depends on the value only. */
  readonly textOf: (row: Item, columnKey: string) => string;
};

export type ViewQuery = {
  readonly filters: readonly ColumnFilter[];
  /** Words apart by spaces; a row is shown when every word stands in one of its cells. */
  readonly quick: string;
  /** The columns that `quick` looks at; absent for all. */
  readonly quickColumns?: readonly string[];
  /** Letters in `quick` also find names by pinyin. */
  readonly pinyin: boolean;
  readonly sort: readonly SortKey[];
};

/** Everything, in table order. */
export const wholeView: ViewQuery = { filters: [], quick: '', pinyin: false, sort: [] };

export type ValueCount = { readonly text: string; readonly count: number };

/** Prepared texts and sort keys of rows; they are made when first needed and kept. */
export type RowView<Item> = {
  /** Indexes into the rows, in the order to show them. */
  readonly select: (query: ViewQuery) => Uint32Array;
  /**
   * What a column's value list offers: its texts with counts, in sort order, '' (空白) last, of the rows that the
   * other columns' filters and the quick filter let through.
   */
  readonly valuesOf: (columnKey: string, query: ViewQuery) => readonly ValueCount[];
  /** Whether the cell of a row, by its index, shows what is searched; null when no cell of the column does. */
  readonly find: (columnKey: string, search: TextSearch) => ((row: number) => boolean) | null;
  /** Goes over to changed rows; what is prepared for rows that are the same objects is kept. */
  readonly setRows: (rows: readonly Item[]) => void;
  /** Prepares one column that is not prepared yet; false when all are. For idle time before the first filter. */
  readonly prepareNext: () => boolean;
};

/** A view of rows, none of which is changed in place. Filters and keys of columns that are not there are ignored. */
export function makeRowView<Item>(input: RowViewInput<Item>): RowView<Item> {
  let { rows } = input;
  const indexes = new Map<string, ValueIndex<Item>>();

  const indexOf = (column: ViewColumn): ValueIndex<Item> => {
    const known = indexes.get(column.key);
    if (known !== undefined) return known;
    const made = makeValueIndex(column.type, rows, {
      readValue: (row: Item) => input.valueOf(row, column.key),
      readText: (row: Item) => input.textOf(row, column.key),
    });
    indexes.set(column.key, made);
    return made;
  };
  const findIndex = (columnKey: string): ValueIndex<Item> | null => {
    const column = input.columns.find(({ key }) => key === columnKey);
    return column === undefined ? null : indexOf(column);
  };

  /** 1 for every row that passes; null when nothing restricts. */
  const passing = ({ filters, quick, quickColumns, pinyin }: ViewQuery): Uint8Array | null => {
    const words = foldForFilter(quick)
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0 && filters.length === 0) return null;
    const passes = new Uint8Array(rows.length).fill(1);
    for (const filter of filters) {
      const index = findIndex(filter.column);
      if (index === null) continue;
      const test = compileFilter(index.type, filter);
      const hits = index.test(test);
      keepHits(passes, index.ids(), hits);
    }
    for (const word of words) {
      const found = new Uint8Array(rows.length);
      for (const column of input.columns) {
        if (quickColumns !== undefined && !quickColumns.includes(column.key)) continue;
        const index = indexOf(column);
        addHits(found, index.ids(), index.search(word, pinyin && isPinyinQuery(word)));
      }
      for (let row = 0; row < passes.length; row += 1) passes[row] = (passes[row] ?? 0) & (found[row] ?? 0);
    }
    return passes;
  };

  return {
    select: (query) => {
      const shown = rowsOf(passing(query), rows.length);
      const keys = query.sort.flatMap(({ column, descending }) => {
        const index = findIndex(column);
        return index === null ? [] : [{ ...index.ranks(), valueIds: index.ids(), descending }];
      });
      return sortByRanks(shown, keys);
    },
    valuesOf: (columnKey, query) => {
      const index = findIndex(columnKey);
      if (index === null) return [];
      const others = query.filters.filter(({ column }) => column !== columnKey);
      return index.countTexts(passing({ ...query, filters: others }));
    },
    find: (columnKey, search) => {
      const index = findIndex(columnKey);
      const hits = index?.find(search) ?? null;
      if (index === null || hits === null) return null;
      const ids = index.ids();
      return (row) => hits[ids[row] ?? 0] === 1;
    },
    setRows: (next) => {
      if (next === rows) return;
      const moved = compareRowLists(rows, next);
      for (const index of indexes.values()) index.setRows(moved, next);
      rows = next;
    },
    prepareNext: () => {
      const column = input.columns.find(({ key }) => !indexes.has(key));
      if (column === undefined) return false;
      indexOf(column).search('', false);
      return true;
    },
  };
}

function keepHits(passes: Uint8Array, ids: Uint32Array, hits: Uint8Array): void {
  for (let row = 0; row < passes.length; row += 1)
    passes[row] = (passes[row] ?? 0) & (hits[ids[row] ?? 0] ?? 0);
}

function addHits(found: Uint8Array, ids: Uint32Array, hits: Uint8Array | null): void {
  if (hits === null) return;
  for (let row = 0; row < found.length; row += 1) found[row] = (found[row] ?? 0) | (hits[ids[row] ?? 0] ?? 0);
}

function rowsOf(passes: Uint8Array | null, count: number): Uint32Array {
  if (passes === null) return Uint32Array.from({ length: count }, (_, row) => row);
  const shown = new Uint32Array(count);
  let length = 0;
  for (let row = 0; row < count; row += 1) {
    if (passes[row] === 1) {
      shown[length] = row;
      length += 1;
    }
  }
  return shown.slice(0, length);
}
