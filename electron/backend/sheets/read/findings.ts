import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { cellName, filledColumns, type Sheet, textAt } from '../sheet.ts';

/** What reading a sheet gathers: rows, and every doubt with its cell. */
export type Findings = {
  readonly rows: IncomingRow[];
  /** 名单表: the groups that have a line, with or without names. */
  readonly groups: Set<string>;
  readonly problems: Problem[];
};

export type Place = { readonly row: number; readonly column: number };

/** Notes a problem at a cell; `column` is the table's column key, where the cell belongs to one. */
export type Report = (
  place: Place | null,
  problem: { readonly code: string; readonly severity: Problem['severity']; readonly message: string },
  column?: string,
) => void;

export function reportInto(findings: Findings, sheet: Sheet): Report {
  return (place, problem, column) => {
    findings.problems.push(
      describeProblem({
        ...problem,
        sheet: sheet.name,
        cell: place === null ? null : cellName(place.row, place.column),
        column: column ?? null,
      }),
    );
  };
}

/** Builds a row from values and where they stand; 未填 is left out. */
export function incomingRow(
  entries: readonly (readonly [key: string, value: CellValue, place: Place])[],
): IncomingRow {
  const filled = entries.filter(([, value]) => value !== null);
  return {
    values: Object.fromEntries(filled.map(([key, value]) => [key, value])),
    cells: Object.fromEntries(filled.map(([key, , place]) => [key, cellName(place.row, place.column)])),
  };
}

/** Texts in columns that the table does not have: one finding for a titled column, one for each stray cell. */
export function reportUnknownColumns(
  sheet: Sheet,
  rows: readonly number[],
  titleOf: (column: number) => string | 'known' | null,
  report: Report,
): void {
  const titled = new Map<string, Place[]>();
  for (const row of rows) {
    for (const column of filledColumns(sheet, row)) {
      const title = titleOf(column);
      if (title === 'known') continue;
      if (title === null || title === '') {
        report(
          { row, column },
          {
            code: 'unknown_column_value',
            severity: 'explain',
            message: `“${shorten(textAt(sheet, row, column))}”在表头没有的一列里，没有读入。请移到它所属的栏目，或删去。`,
          },
        );
      } else titled.set(title, [...(titled.get(title) ?? []), { row, column }]);
    }
  }
  for (const [title, places] of titled) {
    const [first] = places;
    if (first === undefined) continue;
    const example = shorten(textAt(sheet, first.row, first.column));
    report(first, {
      code: 'unknown_column_value',
      severity: 'explain',
      message: `本表没有“${title}”这一栏，这一列的${places.length}项内容（如“${example}”）没有读入。需要保留的，请写进备注。`,
    });
  }
}

/** A text short enough for a message. */
export function shorten(text: string): string {
  const letters = [...text.trim().replace(/\s+/gu, ' ')];
  return letters.length > 30 ? `${letters.slice(0, 30).join('')}…` : letters.join('');
}
