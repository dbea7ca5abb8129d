/** Cells merged down over several records: what they say holds for each of them, unless it would be counted twice. */
import type { Column } from '../../../../shared/model/column.ts';
import { type MergedRange, type Sheet, textAt } from '../sheet.ts';
import { type Report, shorten } from './findings.ts';

/** A column of the sheet, and what becomes of the rows under its merged cells. */
export type MergeReading = {
  readonly at: number;
  readonly column: Column;
  readonly title: string;
  /** `known` columns hold for all rows under the merge by their nature, `filled` ones too; `once` holds one value. */
  readonly reading: 'known' | 'filled' | 'once';
};

/** Merged cells of one column that are told one by one. */
const toldOneByOne = 5;

/** A row under a merged cell of the column → the row that holds its text. */
export function rowsUnderMerges({ merges, rows }: Sheet, column: number): Map<number, number> {
  const under = new Map<number, number>();
  for (const merge of merges) {
    if (merge.firstColumn !== column) continue;
    const last = Math.min(merge.lastRow, rows.length - 1);
    for (let row = merge.firstRow + 1; row <= last; row += 1) under.set(row, merge.firstRow);
  }
  return under;
}

/** Tells which records share a merged cell, and what was read for them. */
export function reportMerges(
  sheet: Sheet,
  columns: readonly MergeReading[],
  dataRows: readonly number[],
  report: Report,
): void {
  const records = new Set(dataRows);
  for (const { at, column, title, reading } of columns) {
    if (reading === 'known') continue;
    const shared = sheet.merges
      .filter((merge) => merge.firstColumn === at && textAt(sheet, merge.firstRow, at).trim() !== '')
      .map((merge) => ({ merge, lower: lowerRecords(merge, records) }))
      .filter(({ lower }) => lower > 0)
      .sort((left, right) => left.merge.firstRow - right.merge.firstRow);
    for (const [index, { merge, lower }] of shared.entries()) {
      if (index >= toldOneByOne) break;
      const { firstRow, lastRow } = merge;
      const rest = index === toldOneByOne - 1 ? shared.length - toldOneByOne : 0;
      const text = shorten(textAt(sheet, firstRow, at));
      const what = `“${title}”第${firstRow + 1}至${lastRow + 1}行合并成一格“${text}”`;
      const more = rest > 0 ? `这一栏还有${rest}处这样的合并。` : '';
      report(
        { row: firstRow, column: at },
        reading === 'filled'
          ? {
              code: 'merged_filled',
              severity: 'note',
              message: `${what}，对其中各条记录都读作它。${more}`,
            }
          : {
              code: 'merged_once',
              severity: 'explain',
              message: `${what}，只记在第${firstRow + 1}行，下面的${lower}条记录读作未填。每条记录都该有的，请取消合并，逐行填写。${more}`,
            },
        column.key,
      );
    }
  }
}

function lowerRecords({ firstRow, lastRow }: MergedRange, records: ReadonlySet<number>): number {
  let count = 0;
  for (let row = firstRow + 1; row <= lastRow; row += 1) {
    if (records.has(row)) count += 1;
    if (row - firstRow > records.size + 10_000) break;
  }
  return count;
}
