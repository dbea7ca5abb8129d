/** The rows of a return as rows of the unit that sent it: its name filled in, other spellings of it told. Pure. */
import type { IncomingRow } from '../merge/incoming.ts';
import { type CellValue, valueAt } from '../model/cell-value.ts';
import { describeProblem, type Problem } from '../model/problem.ts';
import { findColumn, type TableDefinition } from '../model/table.ts';
import type { UnitNames } from './unit-names.ts';

export type ReadIncoming = {
  readonly sheet: string;
  /** Keys of the columns that the file has a header for. */
  readonly columns: readonly string[];
  readonly rows: readonly IncomingRow[];
  readonly problems: readonly Problem[];
};

/**
 * Fills the unit's name where the file leaves it blank or has no column for it, and writes it as the tree does where
 * the file has an alias. Rows that name another unit stay as they are and are a `must`: they belong into its return.
 * A name that nobody knows stays too, and is told.
 */
export function settleIncoming(
  incoming: ReadIncoming,
  definition: TableDefinition,
  unitColumn: string | null,
  unit: string | null,
  names: UnitNames,
): ReadIncoming {
  if (unitColumn === null || unit === null) return incoming;
  const title = findColumn(definition, unitColumn)?.title ?? unitColumn;
  const carries = incoming.columns.includes(unitColumn);
  const problems: Problem[] = [];
  const others = new Map<string, string[]>();
  const unknown = new Map<string, string[]>();
  // The reading of a 名单表 has told some already.
  const isTold = new Set(
    incoming.problems.filter(({ code }) => code === 'unknown_unit').map(({ cell }) => cell),
  );
  let filled = 0;
  const rows = incoming.rows.map((row): IncomingRow => {
    const value = valueAt(row.values, unitColumn);
    const text = textOf(value);
    if (text === null) {
      filled += 1;
      return { ...row, values: { ...row.values, [unitColumn]: unit } };
    }
    const found = names.find(text);
    if (text === unit) return row;
    if (found === null) {
      if (isTold.has(row.cells[unitColumn] ?? '')) return row;
      unknown.set(text, [...(unknown.get(text) ?? []), row.cells[unitColumn] ?? '']);
      return row;
    }
    if (found.name === unit) {
      problems.push(
        describeProblem({
          code: 'unit_spelling',
          severity: 'note',
          sheet: incoming.sheet,
          cell: row.cells[unitColumn] ?? null,
          column: unitColumn,
          message: `“${text}”按“${unit}”读入。`,
        }),
      );
      return { ...row, values: { ...row.values, [unitColumn]: unit } };
    }
    others.set(found.name, [...(others.get(found.name) ?? []), row.cells[unitColumn] ?? '']);
    return row;
  });
  if (filled > 0) {
    problems.push(
      describeProblem({
        code: 'unit_filled',
        severity: 'note',
        sheet: incoming.sheet,
        column: unitColumn,
        message: carries
          ? `有${filled}行没有填“${title}”，按填报单位填为“${unit}”。`
          : `表里没有“${title}”这一栏，各行都按填报单位填为“${unit}”。`,
      }),
    );
  }
  for (const [text, [cell = '', ...more]] of unknown) {
    problems.push(
      describeProblem({
        code: 'unknown_unit',
        severity: 'explain',
        sheet: incoming.sheet,
        cell: cell === '' ? null : cell,
        column: unitColumn,
        message: `有${more.length + 1}行的“${title}”写的是“${text}”，不是填报单位的名称，照原样读入。请核对：就是${unit}的，在「单位」表里给${unit}加上这个别名，或退回改正。`,
      }),
    );
  }
  for (const [name, cells] of others) {
    problems.push(
      describeProblem({
        code: 'other_unit_rows',
        severity: 'must',
        sheet: incoming.sheet,
        cell: cells[0] === '' ? null : (cells[0] ?? null),
        column: unitColumn,
        message: `这是${unit}的表，却有${cells.length}行写的是“${name}”。请核对：写错的改正，不是${unit}的删去。`,
      }),
    );
  }
  const mended =
    filled > 0 ? new Set(['required_empty', 'missing_column', 'missing_unit']) : new Set<string>();
  return {
    ...incoming,
    columns: carries || rows.length === 0 ? incoming.columns : [unitColumn, ...incoming.columns],
    rows,
    problems: [
      ...incoming.problems.filter(({ code, column }) => column !== unitColumn || !mended.has(code)),
      ...problems,
    ],
  };
}

function textOf(value: CellValue): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'text' in value ? value.text : null;
}
