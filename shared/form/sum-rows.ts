/** Several returns of a 固定表 as one: numbers are added cell by cell, everything else stands where all agree. */
import { type CellValue, cellValuesEqual, isNone, valueAt } from '../model/cell-value.ts';
import type { FormDefinition, FormFigure } from '../model/form.ts';
import { describeProblem, type Problem } from '../model/problem.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import { formatDecimal, sumNumbers } from '../values/decimal.ts';
import { withoutDust } from '../values/number-text.ts';
import { figurePath } from './column-titles.ts';
import { pathTitle } from './titles.ts';

export type SummedRows = {
  /** One row, or none where there was none. */
  readonly rows: readonly Row[];
  /** What was added, and what could not be. */
  readonly problems: readonly Problem[];
};

/** Shares (89%) are never added; a value that is no number is left out of the sum and named. */
export function sumRows(table: TableDefinition, form: FormDefinition, rows: readonly Row[]): SummedRows {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return { rows, problems: [] };
  const figures = form.figures.filter(({ key, formula }) => key !== null && !formula);
  const values: Record<string, CellValue> = {};
  const unsummed: string[] = [];
  for (const figure of figures) {
    const { key } = figure;
    if (key === null) continue;
    const { value, isWhole } = sumFigure(
      figure,
      rows.map((row) => valueAt(row.values, key)),
    );
    if (value !== null) values[key] = value;
    if (!isWhole) unsummed.push(pathTitle(figurePath(figure)));
  }
  const problems = [
    describeProblem({
      code: 'rows_summed',
      severity: 'note',
      message: `“${table.title}”有${rows.length}条记录，已逐格相加填入一份表。`,
    }),
    ...(unsummed.length === 0
      ? []
      : [
          describeProblem({
            code: 'not_summed',
            severity: 'explain',
            message: `有${unsummed.length}格不能相加，没有计入或没有填：${unsummed.slice(0, 5).join('、')}${unsummed.length > 5 ? '等' : ''}。请核对后手工填写。`,
          }),
        ]),
  ];
  return { rows: [{ ...first, values }], problems };
}

function sumFigure(
  { type }: FormFigure,
  given: readonly CellValue[],
): { readonly value: CellValue; readonly isWhole: boolean } {
  const values = given.filter((value) => value !== null);
  const [first] = values;
  if (first === undefined) return { value: null, isWhole: true };
  if (type === 'number') {
    const numbers = values.filter((value) => typeof value === 'number').map(withoutDust);
    const isWhole = values.every((value) => typeof value === 'number' || isNone(value));
    if (numbers.length > 0) return { value: Number(formatDecimal(sumNumbers(numbers))), isWhole };
    return { value: isWhole ? first : null, isWhole };
  }
  const isSame = values.length === given.length && values.every((value) => cellValuesEqual(value, first));
  return { value: isSame ? first : null, isWhole: isSame };
}
