/** 固定表: one return is one row, each figure found by its indicator and the heads above it. */
import { figurePath } from '../../../../shared/form/column-titles.ts';
import { type CellValue, isUnread } from '../../../../shared/model/cell-value.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { findColumn } from '../../../../shared/model/table.ts';
import { readCellValue } from '../read/cell-value.ts';
import { readableSheets } from '../read/find-table.ts';
import { shorten } from '../read/findings.ts';
import type { LoadedFile } from '../read/load-file.ts';
import { cellAt, cellName, columnName, type Sheet } from '../sheet.ts';
import { type LocatedFigures, locateFigures } from './locate-figures.ts';
import { readHead } from './read-head.ts';
import type { ReadReturn, ReadReturnRequest } from './read-return.ts';

type ReadFixed = Omit<ReadReturn, 'mark' | 'savedAt' | 'reading'>;

/** Below this part of the figures a sheet is another form. */
const leastFound = 0.5;

/** @throws HuibiaoError `empty`, `no_visible_sheet` */
export function readFixed(file: LoadedFile, request: ReadReturnRequest): ReadFixed {
  const { form, fileName } = request;
  const found = readableSheets(file.sheets, fileName).map((sheet) => {
    const located = locateFigures(sheet, form);
    return { sheet, located, count: located.places.filter((place) => place !== null).length };
  });
  const best = found.reduce((left, right) =>
    right.count > left.count || (right.count === left.count && right.sheet.name === form.sheet)
      ? right
      : left,
  );
  const { sheet, located, count } = best;
  const fitness = form.figures.length === 0 ? 0 : count / form.figures.length;
  const lacking = form.figures
    .filter((_, index) => located.places[index] === null)
    .map((figure) => figurePath(figure).join(' / '));
  const head = readHead(sheet, form.header.firstRow + shiftOf(located));
  const common = { sheet: sheet.name, ...head, fitness, lacking };
  if (fitness < leastFound) {
    const refusal = new HuibiaoError(
      'other_table',
      `“${fileName}”里没有找到“${form.title}”：${form.figures.length}个指标只认出${count}个。请核对是否选对了文件。`,
      { fileName, sheet: sheet.name },
    ).toFailure();
    return { ...common, columns: [], rows: [], problems: [], refusal };
  }
  return { ...common, ...readFigures(sheet, located, request), refusal: null };
}

function readFigures(
  sheet: Sheet,
  { places, rowOf, columnOf }: LocatedFigures,
  { form, table }: ReadReturnRequest,
): Pick<ReadFixed, 'columns' | 'rows' | 'problems'> {
  const values: Record<string, CellValue> = {};
  const cells: Record<string, string> = {};
  const columns: string[] = [];
  const problems: Problem[] = [];
  for (const [index, figure] of form.figures.entries()) {
    const column = figure.key === null ? null : findColumn(table, figure.key);
    const place = places[index] ?? null;
    if (column === null || column.computed !== null) continue;
    if (place === null) {
      problems.push(
        describeProblem({
          code: 'figure_missing',
          severity: 'must',
          sheet: sheet.name,
          column: column.key,
          message: `表里没有找到“${figurePath(figure).join(' / ')}”。请按表样补上这一行或这一列，指标名称不要改。`,
        }),
      );
      continue;
    }
    columns.push(column.key);
    const value = readCellValue(column, cellAt(sheet, place.row, place.column));
    if (value === null) continue;
    const cell = cellName(place.row, place.column);
    values[column.key] = value;
    cells[column.key] = cell;
    if (isUnread(value)) {
      problems.push(
        describeProblem({
          code: 'unread_value',
          severity: 'explain',
          sheet: sheet.name,
          cell,
          column: column.key,
          message: `“${column.title}”里的“${shorten(value.text)}”没有读懂，按原样保留。${value.reason}`,
        }),
      );
    }
  }
  const blank = columns.filter((key) => values[key] === undefined).length;
  if (columns.length > 0 && blank === columns.length) {
    problems.push(
      describeProblem({
        code: 'no_rows',
        severity: 'explain',
        sheet: sheet.name,
        message: '一个数也没有填。请核对是否选对了文件，或是否忘了保存。',
      }),
    );
  }
  return {
    columns,
    rows: [{ values, cells }],
    problems: [...describeMoves(sheet, rowOf, columnOf), ...problems],
  };
}

function shiftOf({ rowOf }: LocatedFigures): number {
  const [first] = rowOf;
  return first === undefined ? 0 : first[1] - first[0];
}

/** Rows that were put in or taken out, columns that changed places: read by their names, and told. */
function describeMoves(
  sheet: Sheet,
  rowOf: ReadonlyMap<number, number>,
  columnOf: ReadonlyMap<number, number>,
): Problem[] {
  const row = [...rowOf].find(([before, after]) => before !== after);
  const column = [...columnOf].find(([before, after]) => before !== after);
  return [
    ...(row === undefined
      ? []
      : [
          describeProblem({
            code: 'rows_moved',
            severity: 'note',
            sheet: sheet.name,
            cell: cellName(row[1], 0),
            message: `表样第${row[0] + 1}行的指标在第${row[1] + 1}行，行的位置与表样不同，已按指标名称读入。`,
          }),
        ]),
    ...(column === undefined
      ? []
      : [
          describeProblem({
            code: 'columns_moved',
            severity: 'note',
            sheet: sheet.name,
            message: `表样${columnName(column[0])}列的内容在${columnName(column[1])}列，列的位置与表样不同，已按栏目名称读入。`,
          }),
        ]),
  ];
}
