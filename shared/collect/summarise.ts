/**
 * 汇总: figures of units added up, cell by cell, level by level of the unit tree, period against period. Every sum
 * keeps the parts that it was made of. Sums are scaled integers. Pure.
 */
import { type CellValue, isNone, valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import type { Row } from '../model/row.ts';
import { addDecimals, type Decimal, decimalOf, formatDecimal, parseDecimal } from '../values/decimal.ts';
import { withoutDust } from '../values/number-text.ts';
import type { UnitNode } from './unit-names.ts';

/** A row with the unit that reported it. */
export type UnitRow = { readonly unit: string; readonly row: Pick<Row, 'id' | 'values'> };

/** What one row adds to a sum; `value` null where it holds no number that could be added. */
export type SumPart = {
  readonly unit: string;
  readonly rowId: string;
  readonly held: CellValue;
  readonly value: number | null;
};

export type SummedCell = {
  readonly column: string;
  /** An exact decimal; null where no part holds a number. */
  readonly sum: string | null;
  /** Filled cells that are no numbers and are therefore not in the sum. */
  readonly unread: number;
  readonly blank: number;
  readonly parts: readonly SumPart[];
};

export type SummaryLine = {
  readonly unit: string;
  readonly rows: number;
  readonly cells: readonly SummedCell[];
};

/** Numbers add up; shares of different wholes, texts and dates do not. */
export function summableColumns(columns: readonly Column[]): Column[] {
  return columns.filter(({ type, computed }) => type === 'number' && computed === null);
}

/** One line for all rows together, under the given name. */
export function sumRows(unit: string, rows: readonly UnitRow[], columns: readonly Column[]): SummaryLine {
  return { unit, rows: rows.length, cells: columns.map(({ key }) => sumColumn(key, rows)) };
}

/**
 * A line for each unit of a kind (乡镇), in the order of the tree, with the rows of all units below it; rows that
 * belong to none of them are in no line and come back as `rest`.
 */
export function sumByLevel(
  tree: readonly UnitNode[],
  kind: string,
  rows: readonly UnitRow[],
  columns: readonly Column[],
): { readonly lines: readonly SummaryLine[]; readonly rest: readonly UnitRow[] } {
  const byName = new Map(tree.map((node) => [node.name, node]));
  const groups = new Map<string, UnitRow[]>(
    tree.filter((node) => node.kind === kind).map(({ name }) => [name, []]),
  );
  const rest: UnitRow[] = [];
  for (const entry of rows) {
    const group = groups.get(ancestorOfKind(byName, entry.unit, kind) ?? '');
    if (group === undefined) rest.push(entry);
    else group.push(entry);
  }
  const lines = [...groups].flatMap(([unit, own]) => (own.length === 0 ? [] : [sumRows(unit, own, columns)]));
  return { lines, rest };
}

/** 逐行: all rows in the order of the units, each unit's in its own order; units that are not named follow. */
export function stackRows<Entry extends Pick<UnitRow, 'unit'>>(
  units: readonly string[],
  rows: readonly Entry[],
): Entry[] {
  const order = new Map(units.map((unit, index) => [unit, index]));
  return rows
    .map((entry, index) => ({ entry, index, rank: order.get(entry.unit) ?? units.length }))
    .sort((left, right) => left.rank - right.rank || left.index - right.index)
    .map(({ entry }) => entry);
}

export type ComparedCell = {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
  /** After minus before, exact; null where either is missing. */
  readonly difference: string | null;
};

export type ComparedLine = { readonly unit: string; readonly cells: readonly ComparedCell[] };

/** Period against period: units in the given order, whichever of the two they reported for, then the others. */
export function compareSums(
  before: readonly SummaryLine[],
  after: readonly SummaryLine[],
  order: readonly string[],
): readonly ComparedLine[] {
  const units = new Set([...after, ...before].map(({ unit }) => unit));
  const ordered = [...new Set([...order.filter((unit) => units.has(unit)), ...units])];
  return ordered.map((unit) => {
    const [old, now] = [before, after].map((lines) => lines.find((line) => line.unit === unit));
    const columns = (now ?? old)?.cells.map(({ column }) => column) ?? [];
    return {
      unit,
      cells: columns.map((column): ComparedCell => {
        const [left, right] = [old, now].map(
          (line) => line?.cells.find((cell) => cell.column === column)?.sum ?? null,
        );
        return {
          column,
          before: left ?? null,
          after: right ?? null,
          difference:
            left === null || left === undefined || right === null || right === undefined
              ? null
              : subtract(right, left),
        };
      }),
    };
  });
}

function sumColumn(column: string, rows: readonly UnitRow[]): SummedCell {
  let total: Decimal = { units: 0n, scale: 0 };
  let numbers = 0;
  let unread = 0;
  let blank = 0;
  const parts = rows.map(({ unit, row }): SumPart => {
    const held = valueAt(row.values, column);
    const value = typeof held === 'number' ? withoutDust(held) : null;
    if (value !== null) {
      numbers += 1;
      total = addDecimals(total, decimalOf(value));
    } else if (held === null || isNone(held)) blank += 1;
    else unread += 1;
    return { unit, rowId: row.id, held, value };
  });
  return { column, sum: numbers === 0 ? null : formatDecimal(total), unread, blank, parts };
}

function subtract(left: string, right: string): string {
  const negative = exact(right);
  return formatDecimal(addDecimals(exact(left), { units: -negative.units, scale: negative.scale }));
}

function ancestorOfKind(byName: ReadonlyMap<string, UnitNode>, unit: string, kind: string): string | null {
  const seen = new Set<string>();
  let name: string | null = unit;
  while (name !== null && !seen.has(name)) {
    seen.add(name);
    const node = byName.get(name);
    if (node === undefined) return null;
    if (node.kind === kind) return node.name;
    name = node.parent;
  }
  return null;
}

function exact(text: string): Decimal {
  return parseDecimal(text) ?? { units: 0n, scale: 0 };
}
