/** The total rows of a form: which columns the program totals, and which the template totals itself. */

import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormColumn, FormTotal } from '../../../../shared/model/form.ts';
import { parseRange } from '../ooxml/cell-reference.ts';
import type { Region } from '../regions/region.ts';
import { cellAt, filledColumns, mergeAt, type Sheet } from '../sheet.ts';
import { type FormBody, isCovered } from './find-body.ts';
import type { FormSource } from './form-columns.ts';
import type { SheetMarkup } from './form-markup.ts';

/** Those right above and below the body; a 小计 that is the only one of them is the total of all. */
export function learnTotals(
  { sheet, markup }: FormSource,
  region: Region,
  body: FormBody,
  columns: readonly FormColumn[],
): FormTotal[] {
  const near = adjacentRows(sheet, region, body);
  const totals = near.filter((row) => region.totalRows.includes(row));
  return near.map((row) => {
    const only = totals.length === 0 && near.length === 1;
    const kind = only || region.totalRows.includes(row) ? 'total' : 'subtotal';
    const formulas = columns
      .filter(({ column }) => hasFormula(sheet, markup, row, column))
      .map(({ column }) => column);
    const counted =
      kind === 'subtotal'
        ? []
        : columns.filter(
            (column) =>
              isTotalled(column, columns) &&
              !formulas.includes(column.column) &&
              !isLabel(sheet, row, column.column),
          );
    const sums = formulas.filter((column) => isSum(markup?.formulaAt(row, column) ?? '', body, column));
    return { row, kind, columns: counted.map(({ column }) => column), formulas, sums };
  });
}

/** Total rows above or below the body with no other filled row between. */
function adjacentRows(sheet: Sheet, region: Region, { firstRow, lastRow }: FormBody): number[] {
  const totals = new Set([...region.totalRows, ...region.subtotalRows]);
  const above: number[] = [];
  for (let row = firstRow - 1; totals.has(row); row -= 1) above.unshift(row);
  const below: number[] = [];
  for (let row = Math.max(lastRow + 1, firstRow); row <= region.lastRow; row += 1) {
    if (totals.has(row)) below.push(row);
    else if (filledColumns(sheet, row).length > 0) break;
  }
  return [...above, ...below];
}

/** Numbers are added, names counted; names that have a column of their counts are counted there. */
function isTotalled(
  { column, path, type, part, serial, formula, hidden }: FormColumn,
  columns: readonly FormColumn[],
): boolean {
  if (serial || formula || hidden) return false;
  if (part === 'names') return !columns.some(({ counts }) => counts === column);
  if (/人均|户均|亩均|平均|单价|均价|率$|占比|排名/.test(plainTitle(path.at(-1) ?? ''))) return false;
  return part === 'count' || (part === 'value' && type === 'number');
}

/** SUM(D8:D11), where these are all rows of the body. */
function isSum(formula: string, { firstRow, lastRow }: FormBody, column: number): boolean {
  const range = /^=?SUM\(([$A-Z\d:]+)\)$/i.exec(formula)?.[1];
  const summed = range === undefined ? null : parseRange(range);
  return (
    summed !== null &&
    summed.firstRow === firstRow &&
    summed.lastRow === lastRow &&
    summed.firstColumn === column &&
    summed.lastColumn === column
  );
}

function hasFormula(sheet: Sheet, markup: SheetMarkup | null, row: number, column: number): boolean {
  return cellAt(sheet, row, column)?.formula === true || markup?.formulaAt(row, column) !== undefined;
}

/** The words of the total row, what they are merged over, and what is closed with a dash. */
function isLabel(sheet: Sheet, row: number, column: number): boolean {
  if (isCovered(sheet, row, column)) return true;
  const cell = cellAt(sheet, row, column);
  return (
    (cell?.kind === 'text' && cell.text.trim() !== '') || (mergeAt(sheet, row, column)?.firstRow ?? row) < row
  );
}
