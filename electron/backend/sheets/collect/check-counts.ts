/** 数量 of a 名单表 against the names that its line lists. */
import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { Reading } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { normalizeTitle } from '../read/titles.ts';
import { cellAt, cellName, type Sheet } from '../sheet.ts';

/** Columns are found by their heads; one that stands twice is not looked at. */
export function checkCounts(
  sheet: Sheet,
  reading: Reading,
  { columns }: FormDefinition,
  { grouped }: TableDefinition,
  rows: readonly IncomingRow[],
): Problem[] {
  if (reading.layout !== 'grouped' || grouped === null) return [];
  const counted = new Map<string, number>();
  for (const { cells } of rows) {
    const cell = cells[grouped.nameColumn] ?? '';
    counted.set(cell, (counted.get(cell) ?? 0) + 1);
  }
  const placeOf = (column: number): number | null => {
    const path = columns.find((one) => one.column === column)?.path ?? [];
    const [only, another] = reading.columns.filter((one) => pathOf(one.path) === pathOf(path));
    return only === undefined || another !== undefined ? null : only.column;
  };
  const names = columns.filter(({ part }) => part === 'names').map(({ column }) => column);
  return columns
    .filter(({ part, formula }) => part === 'count' && !formula)
    .flatMap(({ column, counts, path }): Problem[] => {
      const at = placeOf(column);
      const listed = (counts === null ? names : [counts]).map(placeOf);
      if (at === null || listed.includes(null)) return [];
      return dataRows(reading).flatMap((row): Problem[] => {
        const cell = cellAt(sheet, row, at);
        if (cell?.kind !== 'number') return [];
        const count = listed.reduce<number>(
          (sum, place) => sum + (counted.get(cellName(row, place ?? 0)) ?? 0),
          0,
        );
        if (cell.value === count) return [];
        return [
          describeProblem({
            code: 'count_differs',
            severity: 'explain',
            sheet: sheet.name,
            cell: cellName(row, at),
            message: `“${path.join('')}”写的是${cell.text}，这一行列了${count}个名称。请核对是漏写、多写了名称，还是数错了。`,
          }),
        ];
      });
    });
}

function dataRows({ rows }: Reading): number[] {
  return rows
    .filter(({ role }) => role === 'data')
    .flatMap(({ firstRow, lastRow }) =>
      Array.from({ length: lastRow - firstRow + 1 }, (_, index) => firstRow + index),
    );
}

function pathOf(path: readonly string[]): string {
  return path.map(normalizeTitle).join('/');
}
