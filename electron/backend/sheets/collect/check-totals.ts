/** 合计 of a list against what its rows come to; a difference names its cause where the sheet shows one. */
import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import { isUnread, valueAt } from '../../../../shared/model/cell-value.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { Reading } from '../../../../shared/model/reading.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import { decimalOf, formatDecimal, sumNumbers } from '../../../../shared/values/decimal.ts';
import { withoutDust } from '../../../../shared/values/number-text.ts';
import { cellAt, cellName, type Sheet } from '../sheet.ts';

export function checkTotals(
  sheet: Sheet,
  reading: Reading,
  table: TableDefinition,
  rows: readonly IncomingRow[],
): Problem[] {
  if (reading.layout !== 'list') return [];
  const totals = reading.rows.filter(({ role }) => role === 'total');
  const [total, another] = totals;
  // Several 合计 sum up parts that nothing here tells apart.
  if (total === undefined || another !== undefined || total.firstRow !== total.lastRow) return [];
  return reading.columns.flatMap(({ column: at, field }): Problem[] => {
    const column = field?.kind === 'column' ? findColumn(table, field.key) : null;
    if (column === null || column.type !== 'number') return [];
    const cell = cellAt(sheet, total.firstRow, at);
    if (cell?.kind !== 'number') return [];
    const values = rows.map(({ values: held }) => valueAt(held, column.key));
    const sum = sumNumbers(values.filter((value) => typeof value === 'number').map(withoutDust));
    const declared = formatDecimal(decimalOf(withoutDust(cell.value)));
    const counted = formatDecimal(sum);
    if (declared === counted) return [];
    return [
      describeProblem({
        code: 'total_differs',
        severity: 'explain',
        sheet: sheet.name,
        cell: cellName(total.firstRow, at),
        column: column.key,
        message: `“${column.title}”合计写的是${declared}，各行相加是${counted}。${causeOf(sheet, at, column.key, rows)}`,
      }),
    ];
  });
}

/** Excel leaves texts out of its sums; that is what most wrong totals come from. */
function causeOf(sheet: Sheet, at: number, key: string, rows: readonly IncomingRow[]): string {
  const texts: string[] = [];
  const unread: string[] = [];
  for (const { values, cells } of rows) {
    const name = cells[key];
    if (name === undefined) continue;
    const row = Number(/\d+$/.exec(name)?.[0] ?? 0) - 1;
    const value = valueAt(values, key);
    if (isUnread(value)) unread.push(name);
    else if (typeof value === 'number' && cellAt(sheet, row, at)?.kind === 'text') texts.push(name);
  }
  const shown = (names: readonly string[]): string =>
    `${names.slice(0, 3).join('、')}${names.length > 3 ? '等' : ''}`;
  if (texts.length > 0) return `${shown(texts)}是文本型数字，表格软件没有加进去。请改成数值。`;
  if (unread.length > 0) return `${shown(unread)}不是数，没有加进去。请改正。`;
  return '请核对是合计错了，还是漏了行、填错了数。';
}
