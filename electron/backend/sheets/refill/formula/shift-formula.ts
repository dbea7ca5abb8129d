/** What a formula says after rows have moved, and what it says when it is copied to another cell. */
import {
  type Area,
  type Corner,
  columnsOfSheet,
  type Reference,
  replaceAreas,
  rowsOfSheet,
  writeArea,
} from './references.ts';
import { blockGrowth, type Growth, noGrowth, type RowMove, type RowSpan } from './row-move.ts';

/** The moves of a workbook: by the name of the sheet, and the order of its tabs for references over several of them. */
export type WorkbookMoves = {
  readonly moveOf: (sheet: string) => RowMove | null;
  /** The names of the sheets from the first to the last tab; null when there is none of these names. */
  readonly between: (first: string, last: string) => readonly string[] | null;
};

/** Where a formula stands: what it says without a sheet's name is about that sheet. */
export type Home = {
  readonly sheet: string;
  /** The row of its cell before the move; null for one that belongs to no cell. */
  readonly row: number | null;
};

export type ShiftOptions = {
  /** Only rows behind a `$` move: in names, the others mean something else in every cell. */
  readonly onlyFixed?: boolean;
  /**
   * For formulas of a whole range (validations, conditional formats), which are written as for its first row: by how
   * much that row moves. What they say of a single row keeps its distance from it.
   */
  readonly distance?: number;
};

/** The formula with the rows that it refers to where they come to stand; `#REF!` for what is deleted. */
export function shiftFormula(
  formula: string,
  home: Home,
  moves: WorkbookMoves,
  options: ShiftOptions = {},
): string {
  if (!/\d/.test(formula)) return formula;
  return replaceAreas(formula, (reference) => {
    const move = moveFor(reference, home, moves);
    if (move === null) return null;
    const isOwn = reference.sheets.kind === 'own' || equalNames(reference.sheets, home.sheet);
    const after = shiftArea(
      reference.area,
      isOwn ? home.row : null,
      move,
      isOwn ? options : { onlyFixed: options.onlyFixed === true },
    );
    if (after === null) return '#REF!';
    return after === reference.area ? null : writeArea(after);
  });
}

function moveFor({ sheets }: Reference, home: Home, moves: WorkbookMoves): RowMove | null {
  switch (sheets.kind) {
    case 'own':
      return moves.moveOf(home.sheet);
    case 'elsewhere':
      return null;
    case 'named': {
      if (sheets.first === sheets.last) return moves.moveOf(sheets.first);
      return sharedMove(moves.between(sheets.first, sheets.last) ?? [], moves);
    }
  }
}

/** The move that all of the sheets make alike. */
function sharedMove(names: readonly string[], moves: WorkbookMoves): RowMove | null {
  const [first, ...others] = names.map((name) => moves.moveOf(name));
  if (first === undefined || first === null) return null;
  const text = JSON.stringify([first.insertions, first.deletions]);
  return others.every(
    (other) => other !== null && JSON.stringify([other.insertions, other.deletions]) === text,
  )
    ? first
    : null;
}

function equalNames(
  sheets: { readonly first: string; readonly last: string } | { readonly kind: 'elsewhere' },
  name: string,
): boolean {
  return (
    'first' in sheets && sheets.first === sheets.last && sheets.first.toLowerCase() === name.toLowerCase()
  );
}

/** The area itself when nothing of it moves; null when all of it is deleted. */
function shiftArea(area: Area, homeRow: number | null, move: RowMove, options: ShiftOptions): Area | null {
  switch (area.kind) {
    case 'columns':
      return area;
    case 'cell': {
      const { cell } = area;
      if (options.onlyFixed === true && !cell.rowFixed) return area;
      const row = rowAfter(cell, homeRow, move, options);
      if (row === null || row < 0 || row >= rowsOfSheet) return null;
      return row === cell.row ? area : { kind: 'cell', cell: { ...cell, row } };
    }
    case 'cells': {
      const columns = Math.abs(area.first.column - area.last.column) + 1;
      const after = shiftSpan(area.first, area.last, columns, homeRow, move, options);
      if (after === null || after === 'same') return after === null ? null : area;
      return {
        ...area,
        first: { ...area.first, row: after.first },
        last: { ...area.last, row: after.last },
      };
    }
    case 'rows': {
      const after = shiftSpan(area.first, area.last, columnsOfSheet, homeRow, move, options);
      if (after === null || after === 'same') return after === null ? null : area;
      return {
        ...area,
        first: { ...area.first, row: after.first },
        last: { ...area.last, row: after.last },
      };
    }
  }
}

function rowAfter(cell: Corner, homeRow: number | null, move: RowMove, options: ShiftOptions): number | null {
  if (cell.rowFixed) return move.rowAfter(cell.row);
  if (options.distance !== undefined) return cell.row + options.distance;
  // A running total goes on from the row above it, which may be one that has just come.
  if (homeRow !== null && cell.row === homeRow - 1 && move.growsAbove(homeRow)) {
    const after = move.rowAfter(homeRow);
    return after === null ? null : after - 1;
  }
  return move.rowAfter(cell.row);
}

type RowEnd = Pick<Corner, 'row' | 'rowFixed'>;

function shiftSpan(
  first: RowEnd,
  last: RowEnd,
  columns: number,
  homeRow: number | null,
  move: RowMove,
  options: ShiftOptions,
): RowSpan | 'same' | null {
  if (options.onlyFixed === true && !(first.rowFixed && last.rowFixed)) return 'same';
  const isOneRow = first.row === last.row;
  if (options.distance !== undefined && isOneRow && !first.rowFixed && !last.rowFixed) {
    const row = first.row + options.distance;
    if (row < 0 || row >= rowsOfSheet) return null;
    return options.distance === 0 ? 'same' : { first: row, last: row };
  }
  const isTurned = first.row > last.row;
  const [upper, lower] = isTurned ? [last, first] : [first, last];
  const after = move.spanAfter(
    { first: upper.row, last: lower.row },
    isOneRow && columns > 1 ? noGrowth : growthFor(upper, lower, homeRow),
  );
  if (after === null) return null;
  const result = isTurned ? { first: after.last, last: after.first } : after;
  return result.first === first.row && result.last === last.row ? 'same' : result;
}

/** An end that says "this row" (a running total up to here) stays with its row. */
function growthFor(upper: RowEnd, lower: RowEnd, homeRow: number | null): Growth {
  return {
    ...blockGrowth,
    atStart: !(upper.row === homeRow && !upper.rowFixed),
    atEnd: !(lower.row === homeRow && !lower.rowFixed),
  };
}

/** The formula as it reads so many rows down and columns to the right; `#REF!` for what leaves the sheet. */
export function translateFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  return replaceAreas(formula, ({ area }) => {
    const after = translateArea(area, rows, columns);
    return after === null ? '#REF!' : writeArea(after);
  });
}

function translateArea(area: Area, rows: number, columns: number): Area | null {
  switch (area.kind) {
    case 'cell': {
      const cell = translateCorner(area.cell, rows, columns);
      return cell === null ? null : { kind: 'cell', cell };
    }
    case 'cells': {
      const first = translateCorner(area.first, rows, columns);
      const last = translateCorner(area.last, rows, columns);
      return first === null || last === null ? null : { ...area, first, last };
    }
    case 'rows': {
      const first = { ...area.first, row: area.first.row + (area.first.rowFixed ? 0 : rows) };
      const last = { ...area.last, row: area.last.row + (area.last.rowFixed ? 0 : rows) };
      return isRow(first.row) && isRow(last.row) ? { ...area, first, last } : null;
    }
    case 'columns': {
      const first = { ...area.first, column: area.first.column + (area.first.columnFixed ? 0 : columns) };
      const last = { ...area.last, column: area.last.column + (area.last.columnFixed ? 0 : columns) };
      return isColumn(first.column) && isColumn(last.column) ? { ...area, first, last } : null;
    }
  }
}

function translateCorner(corner: Corner, rows: number, columns: number): Corner | null {
  const row = corner.row + (corner.rowFixed ? 0 : rows);
  const column = corner.column + (corner.columnFixed ? 0 : columns);
  return isRow(row) && isColumn(column) ? { ...corner, row, column } : null;
}

function isRow(row: number): boolean {
  return row >= 0 && row < rowsOfSheet;
}

function isColumn(column: number): boolean {
  return column >= 0 && column < columnsOfSheet;
}
