/** What a person points out about a sheet, as pure steps from one `ReadingChoice` to the next. */
import { noReadingChoice, type ReadingChoice, type ReadingField } from '../../shared/model/reading.ts';
import type { RowSpan } from '../drawing/sheet-places.ts';

/** Another sheet, read as a file is at first: what was remembered of its form included. */
export function turnTo(sheet: string): ReadingChoice {
  return { ...noReadingChoice, sheet };
}

/** Everything on this sheet is left to the program; what was remembered counts no more. */
export function leaveAllTo(sheet: string): ReadingChoice {
  return { ...noReadingChoice, sheet, recall: false };
}

/** "These rows are the header"; what was said of them before is void. */
export function pointHeader(choice: ReadingChoice, span: RowSpan): ReadingChoice {
  return { ...choice, header: span, rows: without(choice.rows, span) };
}

/** "These rows are records", or "these are none". */
export function markRows(choice: ReadingChoice, span: RowSpan, role: MarkedRows['role']): ReadingChoice {
  const rows = [...without(choice.rows, span), { ...span, role }];
  return { ...choice, header: headerBeside(choice, span), rows: joinNeighbours(rows) };
}

/** Rows are left to the program again. */
export function forgetRows(choice: ReadingChoice, span: RowSpan): ReadingChoice {
  return { ...choice, header: headerBeside(choice, span), rows: without(choice.rows, span) };
}

/** "This column is 村名": a field of the table stands in one column only, 不导入 in any number. */
export function assignColumn(choice: ReadingChoice, column: number, field: ReadingField): ReadingChoice {
  const others = choice.columns.filter(
    (one) => one.column !== column && (field.kind === 'ignored' || !isSameField(one.field, field)),
  );
  return { ...choice, columns: [...others, { column, field }].toSorted((a, b) => a.column - b.column) };
}

export function forgetColumn(choice: ReadingChoice, column: number): ReadingChoice {
  return { ...choice, columns: choice.columns.filter((one) => one.column !== column) };
}

export function countCorrections({ header, rows, columns }: ReadingChoice): number {
  return (header === null ? 0 : 1) + rows.length + columns.length;
}

/** Whether a person said something about any of these rows. */
export function isRowPointedOut({ header, rows }: ReadingChoice, span: RowSpan): boolean {
  return (header !== null && meet(header, span)) || rows.some((one) => meet(one, span));
}

export function isColumnPointedOut({ columns }: ReadingChoice, column: number): boolean {
  return columns.some((one) => one.column === column);
}

export function isSameField(left: ReadingField, right: ReadingField): boolean {
  switch (left.kind) {
    case 'column':
      return right.kind === 'column' && right.key === left.key;
    case 'choice':
      return right.kind === 'choice' && right.choice === left.choice;
    case 'ignored':
      return right.kind === 'ignored';
  }
}

type MarkedRows = ReadingChoice['rows'][number];

function headerBeside({ header }: ReadingChoice, span: RowSpan): ReadingChoice['header'] {
  return header !== null && meet(header, span) ? null : header;
}

function meet(left: RowSpan, right: RowSpan): boolean {
  return left.firstRow <= right.lastRow && right.firstRow <= left.lastRow;
}

function without(rows: readonly MarkedRows[], { firstRow, lastRow }: RowSpan): MarkedRows[] {
  return rows.flatMap((one) => [
    ...(one.firstRow < firstRow ? [{ ...one, lastRow: Math.min(one.lastRow, firstRow - 1) }] : []),
    ...(one.lastRow > lastRow ? [{ ...one, firstRow: Math.max(one.firstRow, lastRow + 1) }] : []),
  ]);
}

function joinNeighbours(rows: readonly MarkedRows[]): MarkedRows[] {
  const joined: MarkedRows[] = [];
  for (const row of rows.toSorted((left, right) => left.firstRow - right.firstRow)) {
    const last = joined.at(-1);
    if (last !== undefined && last.role === row.role && last.lastRow + 1 === row.firstRow) {
      joined[joined.length - 1] = { ...last, lastRow: row.lastRow };
    } else joined.push(row);
  }
  return joined;
}
