/** Which cells of a copy are for the unit to fill, as the sheet is numbered once its rows are in. */
import type { FormColumn, FormDefinition, FormFigure } from '../../../../shared/model/form.ts';
import type { CellRange } from '../refill/fill.ts';

/** The rows of a copy: how many records it has room for, and where what stands below them has moved to. */
export type CopyRows = {
  readonly first: number;
  readonly last: number;
  readonly rowAfter: (row: number) => number;
};

/** Cells of one column (or one figure) that are filled alike. */
export type InputCells = {
  readonly cells: FormColumn | FormFigure;
  readonly range: CellRange;
};

/** @param count the records that the copy has room for */
export function copyRows({ body, layout }: FormDefinition, count: number): CopyRows {
  const inserted = layout === 'fixed' ? 0 : Math.max(0, count - (body.lastRow - body.firstRow + 1));
  const last = layout === 'grouped' ? body.firstRow + count - 1 : body.lastRow + inserted;
  return {
    first: body.firstRow,
    last,
    rowAfter: (row) => (row > body.lastRow ? row + inserted : row),
  };
}

/** The cells of records; formulas, hidden columns and the group's own name are not among them. */
export function inputCells(form: FormDefinition, rows: CopyRows): InputCells[] {
  if (form.layout === 'fixed') {
    return form.figures
      .filter(({ formula }) => !formula)
      .map((figure) => ({ cells: figure, range: cellRange(figure.row, figure.column) }));
  }
  return form.columns
    .filter(({ formula, hidden, part }) => !formula && !hidden && part !== 'group')
    .map((column) => ({
      cells: column,
      range: {
        firstRow: rows.first,
        lastRow: rows.last,
        firstColumn: column.column,
        lastColumn: column.column,
      },
    }));
}

/** Everything that the unit may change: records, totals that no formula keeps, and who filled the form when. */
export function unlockedRanges(form: FormDefinition, rows: CopyRows): CellRange[] {
  const places = form.places
    .filter(({ kind }) => !filledByUs.includes(kind))
    .map(({ row, column }) => cellRange(rows.rowAfter(row), column));
  const totals = form.totals.flatMap(({ row, columns }) =>
    columns.map((column) => cellRange(rows.rowAfter(row), column)),
  );
  return [...inputCells(form, rows).map(({ range }) => range), ...totals, ...places];
}

const filledByUs: readonly string[] = ['unit', 'period', 'measure', 'formCode'];

function cellRange(row: number, column: number): CellRange {
  return { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column };
}
