/** 快速合并 of a 固定表: figures of many returns, cell by cell, in scaled integers. Pure. */

import type { IncomingRow } from '../merge/incoming.ts';
import { type CellValue, cellValuesEqual, isNone, isUnread, valueAt } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { addDecimals, type Decimal, decimalOf, formatDecimal } from '../values/decimal.ts';
import { withoutDust } from '../values/number-text.ts';

export type FigureFile = {
  readonly unit: string | null;
  /** ISO instant; null where the file does not say. */
  readonly savedAt: string | null;
  readonly row: IncomingRow;
};

export type SummedFigure = {
  readonly column: string;
  /** What goes into the form: a number, what all files say alike, or nothing. */
  readonly value: CellValue;
  /** An exact decimal; null where nothing was added up. */
  readonly sum: string | null;
  /** Files whose cell is no number and is therefore not in it. */
  readonly left: readonly number[];
};

export type FigureSums = {
  /** Indexes of the files that are counted, in their order. */
  readonly counted: readonly number[];
  /** A unit's earlier files, which its latest one replaces. */
  readonly replaced: readonly { readonly file: number; readonly by: number }[];
  readonly figures: readonly SummedFigure[];
  /** Cells in which the files of one unit differ. */
  readonly conflicts: readonly {
    readonly column: string;
    readonly sides: readonly [
      { readonly file: number; readonly value: CellValue },
      { readonly file: number; readonly value: CellValue },
    ];
  }[];
};

/** Of each unit only the file that was saved last is counted (the later one of those that do not say). */
export function sumFigures(files: readonly FigureFile[], columns: readonly Column[]): FigureSums {
  const latest = new Map<string, number>();
  for (const [file, { unit, savedAt }] of files.entries()) {
    if (unit === null) continue;
    const known = latest.get(unit);
    const before = known === undefined ? null : (files[known]?.savedAt ?? null);
    if (before === null || savedAt === null || savedAt >= before) latest.set(unit, file);
  }
  const replaced = files.flatMap(({ unit }, file) => {
    const by = unit === null ? file : (latest.get(unit) ?? file);
    return by === file ? [] : [{ file, by }];
  });
  const counted = files.flatMap((_, file) => (replaced.some((one) => one.file === file) ? [] : [file]));
  const conflicts = replaced.flatMap(({ file, by }) =>
    columns.flatMap(({ key }) => {
      const [old, now] = [file, by].map((index) => valueAt(files[index]?.row.values ?? {}, key));
      if (old === undefined || now === undefined || cellValuesEqual(old, now)) return [];
      return [
        {
          column: key,
          sides: [
            { file, value: old },
            { file: by, value: now },
          ] as const,
        },
      ];
    }),
  );
  return {
    counted,
    replaced,
    figures: columns.map((column) => sumFigure(column, files, counted)),
    conflicts,
  };
}

function sumFigure(column: Column, files: readonly FigureFile[], counted: readonly number[]): SummedFigure {
  const held = counted.map((file) => ({ file, value: valueAt(files[file]?.row.values ?? {}, column.key) }));
  const filled = held.filter(({ value }) => value !== null && !isNone(value));
  if (column.type === 'number') {
    let total: Decimal = { units: 0n, scale: 0 };
    let numbers = 0;
    for (const { value } of filled) {
      if (typeof value !== 'number') continue;
      numbers += 1;
      total = addDecimals(total, decimalOf(withoutDust(value)));
    }
    const sum = numbers === 0 ? null : formatDecimal(total);
    const left = filled.filter(({ value }) => typeof value !== 'number').map(({ file }) => file);
    return { column: column.key, value: sum === null ? null : Number(sum), sum, left };
  }
  // Shares of different wholes and words do not add up; what all say alike stands.
  const [first, ...others] = filled;
  if (first === undefined) return { column: column.key, value: null, sum: null, left: [] };
  const isAlike = !isUnread(first.value) && others.every(({ value }) => cellValuesEqual(value, first.value));
  return column.type !== 'percent' && isAlike
    ? { column: column.key, value: first.value, sum: null, left: [] }
    : { column: column.key, value: null, sum: null, left: filled.map(({ file }) => file) };
}
