/** Columns that the sheet hides: never read as part of a table, and never forgotten. */
import { guessType, typeSample } from './column-types.ts';
import type { Region, RegionColumn } from './region.ts';
import type { Window, WindowCell } from './window.ts';
import { bracketMeasure, compact, isSerialTitle } from './words.ts';

/** Each hidden column that stands in a table, or holds something beside it, goes to the nearest table. */
export function addHiddenColumns(
  regions: readonly Region[],
  whole: Window,
  hidden: ReadonlySet<number>,
): Region[] {
  if (hidden.size === 0) return [...regions];
  const cells = new Map<number, WindowCell[]>();
  for (const row of whole.rows) {
    for (const cell of row.cells) {
      if (!hidden.has(cell.column)) continue;
      const known = cells.get(cell.column);
      if (known === undefined) cells.set(cell.column, [cell]);
      else known.push(cell);
    }
  }
  return regions.map((region) => {
    const within = [...hidden].filter((column) => column > region.firstColumn && column < region.lastColumn);
    const beside = [...cells]
      .filter(
        ([column, held]) =>
          !within.includes(column) &&
          held.some(({ row }) => row >= region.firstRow && row <= region.lastRow) &&
          nearestRegion(regions, region, column) === region,
      )
      .map(([column]) => column);
    const columns = [...within, ...beside].sort((left, right) => left - right);
    if (columns.length === 0) return region;
    return {
      ...region,
      hiddenColumns: columns.map((column) => describe(column, cells.get(column) ?? [], region)),
      reasons: [
        ...region.reasons,
        { what: 'hidden', rows: [], columns, code: 'plain', why: '列被隐藏，当作辅助列，不算栏目' },
      ],
    };
  });
}

/** Of the tables in the same rows: the one left of the column, or else the first right of it. */
function nearestRegion(regions: readonly Region[], region: Region, column: number): Region | undefined {
  const abreast = regions.filter(
    ({ firstRow, lastRow }) => firstRow <= region.lastRow && lastRow >= region.firstRow,
  );
  const left = abreast.filter(({ firstColumn }) => firstColumn < column);
  return left.length > 0
    ? left.reduce((best, next) => (next.firstColumn > best.firstColumn ? next : best))
    : abreast.reduce((best, next) => (next.firstColumn < best.firstColumn ? next : best), region);
}

function describe(column: number, cells: readonly WindowCell[], region: Region): RegionColumn {
  const header = new Set(region.headerRows);
  const data = new Set(region.dataRows);
  const path = cells.filter(({ row }) => header.has(row)).map(({ text }) => text.replace(/\s+/gu, ''));
  const held = cells.filter(({ row }) => data.has(row)).slice(0, typeSample);
  return {
    column,
    path,
    type: guessType(path, held).type,
    measureWord: bracketMeasure(compact(path.at(-1) ?? '')),
    serial: isSerialTitle(compact(path.at(-1) ?? '')),
  };
}
