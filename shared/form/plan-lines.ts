/** Lines of values by the columns of a form → what to write where, rows to insert, serial numbers, counts and totals. */

import { splitNames } from '../annex/names.ts';
import { type CellValue, isNameList } from '../model/cell-value.ts';
import type { FormColumn, FormDefinition, FormTotal } from '../model/form.ts';
import { formatDecimal, sumNumbers } from '../values/decimal.ts';
import { withoutDust } from '../values/number-text.ts';
import { type FillContext, planPlaces } from './fill-places.ts';
import { type PlannedValue, plannedValue } from './fill-value.ts';

/** A cell to write, its row as the sheet is numbered once the rows are inserted. */
export type PlannedCell = { readonly row: number; readonly column: number; readonly value: PlannedValue };

/** Rows that come in after a row of the form, each with the looks of its pattern row. */
export type PlannedInsertion = {
  readonly after: number;
  readonly repeat: { readonly first: number; readonly last: number };
  readonly times: number;
  /** What covers the block to its edge (a sum, the print area) covers the new rows, too. */
  readonly block?: { readonly first: number; readonly last: number };
};

export type FillPlan = {
  readonly sheet: string;
  readonly insertions: readonly PlannedInsertion[];
  /** Rows of the form that go, as the form is numbered. */
  readonly deletions?: readonly { readonly first: number; readonly last: number }[];
  readonly cells: readonly PlannedCell[];
  /** The rows of records, in which what is merged down a column (a township over its villages) is merged anew. */
  readonly regroups?: { readonly first: number; readonly last: number };
};

/** The values of one line by column of the form (or by index of its figures where it is `fixed`). */
export type FormLine = ReadonlyMap<number, CellValue>;

/** What becomes of the form's rows that no line needs: they stay blank, or they go. One always stays. */
export type SpareRows = 'stay' | 'go';

/** The plan for a `list` or `grouped` form. Columns with a formula of the template are never written. */
export function planLines(
  form: FormDefinition,
  lines: readonly FormLine[],
  context: FillContext,
  spareRows: SpareRows = 'stay',
): FillPlan {
  const { firstRow, lastRow } = form.body;
  const room = lastRow - firstRow + 1;
  const times = Math.max(0, lines.length - room);
  const spare = spareRows === 'go' ? Math.max(0, room - Math.max(1, lines.length)) : 0;
  const rowAfter = (row: number): number => (row > lastRow ? row + times - spare : row);
  const cells = [
    ...planPlaces(form.places, context).map((cell) => ({ ...cell, row: rowAfter(cell.row) })),
    ...lines.flatMap((line, index) => planLine(form, line, index)),
    ...planClearing(form, lines.length, lastRow - spare),
    ...form.totals.flatMap((total) => planTotal(form, total, lines, rowAfter(total.row))),
  ];
  const insertion: PlannedInsertion = {
    after: lastRow,
    repeat: { first: form.patternRow, last: form.patternRow },
    times,
    ...(room > 0 ? { block: { first: firstRow, last: lastRow } } : {}),
  };
  const deletion = { first: lastRow - spare + 1, last: lastRow };
  return {
    sheet: form.sheet,
    insertions: times === 0 ? [] : [insertion],
    ...(spare > 0 ? { deletions: [deletion] } : {}),
    regroups: { first: firstRow, last: lastRow + times - spare },
    cells,
  };
}

/** The plan for a `fixed` form: the values by index of its figures. */
export function planFigures(form: FormDefinition, values: FormLine, context: FillContext): FillPlan {
  const cells = form.figures.flatMap((figure, index): PlannedCell[] => {
    if (figure.formula) return [];
    const value = plannedValue(figure, values.get(index) ?? null);
    if (value.kind === 'blank' && !form.prefilled) return [];
    return [{ row: figure.row, column: figure.column, value }];
  });
  return { sheet: form.sheet, insertions: [], cells: [...planPlaces(form.places, context), ...cells] };
}

/** How many names stand in the cells that a count column counts. */
export function countNames({ counts }: FormColumn, columns: readonly FormColumn[], line: FormLine): number {
  return columns
    .filter(({ column, part }) => part === 'names' && (counts === null || counts === column))
    .reduce((count, { column }) => count + namesOf(line.get(column) ?? null).length, 0);
}

function planLine(form: FormDefinition, line: FormLine, index: number): PlannedCell[] {
  const row = form.body.firstRow + index;
  const isKept = row <= form.body.lastRow;
  return form.columns.flatMap((column): PlannedCell[] => {
    const value = plannedValue(column, cellValue(column, form.columns, line, index));
    if (column.formula || (value.kind === 'blank' && !(isKept && form.prefilled))) return [];
    return [{ row, column: column.column, value }];
  });
}

function cellValue(
  column: FormColumn,
  columns: readonly FormColumn[],
  line: FormLine,
  index: number,
): CellValue {
  if (column.serial) return index + 1;
  return column.part === 'count' ? countNames(column, columns, line) : (line.get(column.column) ?? null);
}

/** Records of the template that the new ones do not overwrite give way. */
function planClearing(
  { body, columns, prefilled }: FormDefinition,
  count: number,
  lastRow: number,
): PlannedCell[] {
  if (!prefilled) return [];
  const cells: PlannedCell[] = [];
  for (let row = body.firstRow + count; row <= lastRow; row += 1) {
    for (const { column, formula } of columns) {
      if (!formula) cells.push({ row, column, value: { kind: 'blank' } });
    }
  }
  return cells;
}

function planTotal(
  form: FormDefinition,
  total: FormTotal,
  lines: readonly FormLine[],
  row: number,
): PlannedCell[] {
  return form.columns.flatMap((column): PlannedCell[] => {
    const written = total.columns.includes(column.column);
    if (!written && !total.sums.includes(column.column)) return [];
    const sum = totalOf(column, form.columns, lines);
    if (!written) return [{ row, column: column.column, value: { kind: 'result', value: sum ?? 0 } }];
    return [
      {
        row,
        column: column.column,
        value: sum === null ? { kind: 'blank' } : { kind: 'number', value: sum },
      },
    ];
  });
}

/** Names are counted, numbers added exactly; null where no line has a number. */
function totalOf(
  column: FormColumn,
  columns: readonly FormColumn[],
  lines: readonly FormLine[],
): number | null {
  if (column.part === 'count') {
    return lines.reduce((sum, line) => sum + countNames(column, columns, line), 0);
  }
  const values = lines.map((line) => line.get(column.column) ?? null);
  if (column.part === 'names') return values.reduce<number>((sum, value) => sum + namesOf(value).length, 0);
  const numbers = values.filter((value) => typeof value === 'number').map(withoutDust);
  return numbers.length === 0 ? null : Number(formatDecimal(sumNumbers(numbers)));
}

function namesOf(value: CellValue): readonly string[] {
  if (isNameList(value)) return value;
  return typeof value === 'string' ? splitNames(value) : [];
}
