/** What filter, sort and find ask of a sheet's cells: typed values, and the texts that are shown. */

import { joinNames } from '../../shared/annex/names.ts';
import type { ViewColumn } from '../../shared/grid/sort.ts';
import { isNameList, isNone, isUnread } from '../../shared/model/cell-value.ts';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';

/** The columns of a sheet as filter and sort see them. */
export function viewColumnsOf(columns: SheetModel['columns']): readonly ViewColumn[] {
  return columns.map(({ key, type }) => ({ key, type }));
}

/** The text that a cell shows. Building each cell for it would take long: most texts show as they are. */
export function makeTextOf<RowType extends SheetRow>(
  modelOf: () => SheetModel<RowType>,
): (row: RowType, column: string) => string {
  return (row, column) => {
    const model = modelOf();
    const value = model.valueOf(row, column);
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (isNameList(value)) return joinNames(value);
    if (isNone(value) || isUnread(value)) return value.text;
    return model.cellOf(row, column).text;
  };
}
