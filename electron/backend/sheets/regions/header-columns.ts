/** The levels of a header, flattened: each column under its texts from the top down. */
import { columnsOf, isLevelBelow } from './header-levels.ts';
import type { WindowCell, WindowRow } from './window.ts';

export type HeaderColumn = {
  readonly column: number;
  readonly path: readonly string[];
};

/** The columns that the header rows `first` to `last` (indexes) name, left to right. */
export function flattenHeader(rows: readonly WindowRow[], first: number, last: number): HeaderColumn[] {
  const paths = new Map<number, WindowCell[]>();
  const put = (column: number, cell: WindowCell): void => {
    const path = paths.get(column);
    if (path === undefined) paths.set(column, [cell]);
    else if (path.at(-1) !== cell) path.push(cell);
  };
  for (let level = first; level <= last; level += 1) {
    const cells = rows[level]?.cells ?? [];
    for (const cell of cells) for (const column of columnsOf(cell)) put(column, cell);
    if (level < last) for (const [column, cell] of spreadRight(rows, first, level)) put(column, cell);
  }
  return [...paths]
    .sort(([left], [right]) => left - right)
    .map(([column, cells]) => ({ column, path: cells.map(({ text }) => text.replace(/\s+/gu, '')) }));
}

/** Without merges a text of an upper level also heads the blanks to its right that the next level fills. */
function spreadRight(rows: readonly WindowRow[], first: number, level: number): [number, WindowCell][] {
  const upper = rows[level]?.cells ?? [];
  const lower = rows[level + 1]?.cells ?? [];
  const [upperFirst] = upper;
  const [lowerFirst] = lower;
  if (upperFirst === undefined || lowerFirst === undefined || lowerFirst.column <= upperFirst.column)
    return [];
  if (!isLevelBelow(rows, first, level)) return [];
  const above = rows.slice(first, level + 1).flatMap(({ cells }) => cells);
  if (above.some(({ column, lastColumn }) => column !== lastColumn)) return [];
  const filled = new Set(lower.map(({ column }) => column));
  const taken = new Set(above.map(({ column }) => column));
  return upper.flatMap((cell) => {
    const spread: [number, WindowCell][] = [];
    if (!filled.has(cell.column)) return spread;
    for (let column = cell.column + 1; filled.has(column) && !taken.has(column); column += 1) {
      spread.push([column, cell]);
    }
    return spread;
  });
}
