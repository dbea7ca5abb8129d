/** Figures under a header that counts in another unit than the table: 元 where the table has 万元. */
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { formatNumber, parseNumberText } from '../../../../shared/values/number-text.ts';
import type { Region } from '../regions/region.ts';
import type { SheetCell } from '../sheet.ts';
import { baseOf } from './bind-columns.ts';
import { readCellValue } from './cell-value.ts';

/** The unit that the figures of a column are written in, where it has to be converted to the table's own. */
export function foreignMeasure(
  { type, measureWord: own, measureWordColumn }: Column,
  headed: string | null,
  { info }: Pick<Region, 'info'>,
): string | null {
  if (type !== 'number' || own === null || measureWordColumn !== undefined) return null;
  // 单位：元 above the table holds for the columns that do not say otherwise.
  const told = headed ?? info.find(({ kind }) => kind === 'measure')?.value?.trim() ?? null;
  return told !== null && told !== own && baseOf(told) === baseOf(own) ? told : null;
}

/** The value in the table's own unit, exact or unread. */
export function readConverted(column: Column, measure: string, cell: SheetCell | undefined): CellValue {
  const value = readCellValue({ ...column, measureWord: measure }, cell);
  return typeof value === 'number'
    ? parseNumberText(`${formatNumber(value)}${measure}`, column.measureWord)
    : value;
}
