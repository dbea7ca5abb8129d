/** What filter, sort and find ask of a sheet's cells: typed values, and the texts that are shown. */

import { joinNames } from '../../shared/annex/names.ts';
import type { ViewColumn } from '../../shared/grid/sort.ts';
import { isNameList, isNone, isUnread } from '../../shared/model/cell-value.ts';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';

/** The columns of a sheet as filter and sort see them. */
export function viewColumnsOf(columns: SheetModel['columns']): readonly ViewColumn[] {
  return columns.map(({ key, type }) => ({ key, type }));
}

/**
 * The text that a cell shows. A search asks for millions of them, and building each cell would take seconds:
 * texts show as they are, and numbers that were shown once are remembered by column.
 */
export function makeTextOf<RowType extends SheetRow>(
  modelOf: () => SheetModel<RowType>,
): (row: RowType, column: string) => string {
  const known = new Map<string, Map<number | boolean, string>>();
  return (row, column) => {
    const model = modelOf();
    const value = model.valueOf(row, column);
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (isNameList(value)) return joinNames(value);
    if (isNone(value) || isUnread(value)) return value.text;
    let texts = known.get(column);
    if (texts === undefined) {
      texts = new Map();
      known.set(column, texts);
    }
    const text = texts.get(value);
    if (text !== undefined) return text;
    const shown = model.cellOf(row, column).text;
    if (texts.size < mostTexts) texts.set(value, shown);
    return shown;
  };
}

/** Enough for a large table; more would only fill the memory. */
const mostTexts = 500_000;

/**
 * The texts of whole columns, for searches. They are kept until the rows are other ones; then only those of
 * changed rows are made anew.
 */
export function makeTextColumns<RowType>(
  textOf: (row: RowType, column: string) => string,
): (rows: readonly RowType[], column: string) => readonly string[] {
  const known = new Map<string, { readonly rows: readonly RowType[]; readonly texts: readonly string[] }>();
  return (rows, column) => {
    const before = known.get(column);
    if (before?.rows === rows) return before.texts;
    const texts = rows.map((row, at) =>
      before !== undefined && before.rows[at] === row ? (before.texts[at] ?? '') : textOf(row, column),
    );
    known.set(column, { rows, texts });
    return texts;
  };
}
