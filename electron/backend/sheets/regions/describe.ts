/** A region as people and programs outside see it: rows count from 1, columns have letters. */
import { columnName } from '../sheet.ts';
import { type Region, type RegionColumn, regionTypeNames } from './region.ts';

export type RegionJson = {
  readonly title: readonly number[];
  readonly info: readonly number[];
  readonly header: readonly number[];
  readonly columns: readonly {
    readonly col: string;
    readonly path: readonly string[];
    readonly type: RegionColumn['type'];
  }[];
  /** Null where the table has no row of data yet. */
  readonly dataFirst: number | null;
  readonly dataLast: number | null;
  readonly dataRows: number;
  readonly sectionRows: readonly number[];
  readonly subtotalRows: readonly number[];
  readonly totalRows: readonly number[];
  readonly noteRows: readonly number[];
  readonly excludedRows: readonly number[];
  readonly hiddenColumns: readonly string[];
  readonly fillDownColumns: readonly string[];
};

export function describeRegion(region: Region): RegionJson {
  const first = region.dataRows.at(0);
  const last = region.dataRows.at(-1);
  return {
    title: region.titleRows.map(rowNumber),
    info: region.infoRows.map(rowNumber),
    header: region.headerRows.map(rowNumber),
    columns: region.columns.map(({ column, path, type }) => ({ col: columnName(column), path, type })),
    dataFirst: first === undefined ? null : rowNumber(first),
    dataLast: last === undefined ? null : rowNumber(last),
    dataRows: region.dataRows.length,
    sectionRows: region.sectionRows.map(rowNumber),
    subtotalRows: region.subtotalRows.map(rowNumber),
    totalRows: region.totalRows.map(rowNumber),
    noteRows: region.noteRows.map(rowNumber),
    excludedRows: region.excludedRows.map(rowNumber),
    hiddenColumns: region.hiddenColumns.map(({ column }) => columnName(column)),
    fillDownColumns: region.fillDownColumns.map(columnName),
  };
}

/** The region as a small drawing: a line for each run of rows, then the columns. */
export function drawRegion(region: Region): string[] {
  const kinds: [string, readonly number[]][] = [
    ['标题', region.titleRows],
    ['填报信息', region.infoRows],
    ['表头', region.headerRows],
    ['数据', region.dataRows],
    ['分组', region.sectionRows],
    ['小计', region.subtotalRows],
    ['合计', region.totalRows],
    ['说明', region.noteRows],
    ['不算', region.excludedRows],
  ];
  const marked = kinds
    .flatMap(([kind, rows]) => rows.map((row) => ({ kind, row })))
    .sort((left, right) => left.row - right.row);
  const runs: { kind: string; first: number; last: number; count: number }[] = [];
  for (const { kind, row } of marked) {
    const run = runs.at(-1);
    if (run !== undefined && run.kind === kind) {
      run.last = row;
      run.count += 1;
    } else runs.push({ kind, first: row, last: row, count: 1 });
  }
  const place = `${columnName(region.firstColumn)}${region.firstRow + 1}:${columnName(region.lastColumn)}${region.lastRow + 1}`;
  const lines = [`┌ ${place}  ${region.dataRows.length} 行数据`];
  for (const { kind, first, last, count } of runs) {
    const rows = first === last ? `${first + 1}` : `${first + 1}–${last + 1}`;
    const amount = count > 1 && kind === '数据' ? `（${count} 行）` : '';
    lines.push(`│ ${rows.padStart(11)}  ${kind}${amount}`);
  }
  for (const { label, value } of region.info) {
    lines.push(`│              ${label === '' ? '时间' : label}：${value ?? '（未填）'}`);
  }
  for (const column of region.columns) {
    const fill = region.fillDownColumns.includes(column.column) ? ' ↓合并向下' : '';
    const path = column.path.length === 0 ? '（无名）' : column.path.join(' / ');
    lines.push(
      `│ ${columnName(column.column).padStart(11)}  ${path}  〔${regionTypeNames[column.type]}〕${fill}`,
    );
  }
  for (const { column, path } of region.hiddenColumns) {
    lines.push(`│ ${columnName(column).padStart(11)}  ${path.join(' / ')}  〔隐藏〕`);
  }
  lines.push('└');
  return lines;
}

/** Every decision with its place and its reason, one a line. */
export function explainRegion(region: Region): string[] {
  return region.reasons.map(({ rows, columns, why }) => {
    const places = [
      ...runsOf(rows).map((run) => `第${run}行`),
      ...columns.map((column) => `${columnName(column)}列`),
    ];
    const shown = places.length > 8 ? [...places.slice(0, 8), `等${places.length}处`] : places;
    return `  ${shown.join('、')}：${why}`;
  });
}

function runsOf(rows: readonly number[]): string[] {
  const runs: { first: number; last: number }[] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run !== undefined && row === run.last + 1) run.last = row;
    else runs.push({ first: row, last: row });
  }
  return runs.map(({ first, last }) => (first === last ? `${first + 1}` : `${first + 1}–${last + 1}`));
}

function rowNumber(row: number): number {
  return row + 1;
}
