/** From a header to the whole region: what stands above, the columns, each row below, and the reasons. */
import type { Sheet } from '../sheet.ts';
import { type BodyContext, type BodyRow, judgeRow, reachOf, shorten } from './body-rows.ts';
import { guessType, typeSample } from './column-types.ts';
import type { Header } from './find-header.ts';
import { flattenHeader } from './header-columns.ts';
import { headerDoubt } from './header-doubt.ts';
import { leadRole } from './header-levels.ts';
import { readInfo } from './info-line.ts';
import { beginsTable, withoutContinuation } from './next-table.ts';
import { measureOf } from './number-row.ts';
import { type Reason, type Region, type RegionColumn, regionTypeNames } from './region.ts';
import { settleBody } from './settle-body.ts';
import { isFigure, type Window, type WindowCell, type WindowRow } from './window.ts';
import { bracketMeasure, compact, isSerialTitle } from './words.ts';

export type BuiltRegion = {
  readonly region: Region;
  /** Index of the first row that is not the region's. */
  readonly endIndex: number;
  /** Why another table begins there; null at the end of the window. */
  readonly next: string | null;
};

export function buildRegion(
  window: Window,
  sheet: Sheet,
  start: number,
  header: Header,
  split: string,
): BuiltRegion {
  const { rows } = window;
  const reasons: Reason[] = [];
  const explain = (
    what: Reason['what'],
    places: readonly number[],
    why: string,
    code: Reason['code'] = 'plain',
  ): void => {
    if (places.length > 0) reasons.push({ what, rows: places, columns: [], code, why });
  };

  const leads = rows.slice(start, header.firstIndex);
  const infoLeads = leads.filter((row) => leadRole(row) === 'info' || isDateLead(row));
  const noteLeads = leads.filter((row) => !infoLeads.includes(row) && leadRole(row) === 'note');
  const titleLeads = leads.filter((row) => !infoLeads.includes(row) && leadRole(row) === 'title');
  const otherLeads = leads.filter((row) => !infoLeads.includes(row) && leadRole(row) === 'other');
  const headerLines = rows.slice(header.firstIndex, header.lastIndex + 1);
  const flat = flattenHeader(rows, header.firstIndex, header.lastIndex);
  const firstColumn = flat[0]?.column ?? window.firstColumn;
  const serialColumn = flat.find(({ path }) => isSerialTitle(compact(path.at(-1) ?? '')))?.column ?? null;
  const context: BodyContext = {
    headerRows: headerLines,
    firstColumn,
    columnCount: flat.length,
    serialColumn,
    titles: new Map(flat.map(({ column, path }) => [column, compact(path.at(-1) ?? '')])),
  };

  const { body, endIndex, next } = readBody(rows, header, titleLeads, context);
  settleBody(body, context);
  excludeRepeatedTitles(body, titleLeads);

  const rowsOf = (...roles: readonly BodyRow['role'][]): number[] =>
    body.filter(({ role }) => roles.includes(role)).map(({ row }) => row.row);
  const data = body.filter(({ role }) => role === 'data').map(({ row }) => row);
  const columns = describeColumns(flat, body, data, reasons);
  const fillDownColumns = findFillDown(columns, body, data);
  const hiddenDataRows = data.map(({ row }) => row).filter((row) => sheet.hiddenRows.has(row));
  const headerRows = range(headerLines[0]?.row ?? 0, header.bottomRow);

  if (split !== '') explain('split', [leads[0]?.row ?? headerRows[0] ?? 0], split);
  explain('title', rowNumbers(titleLeads), '表头之上只有一段文字的行');
  explain('info', rowNumbers(infoLeads), '写着填报单位、单位、日期一类的填报信息');
  explain('header', headerRows, header.why);
  explain('excluded', rowNumbers(otherLeads), '在表头之上，既不是标题也不是填报信息');
  explain('note', rowNumbers(noteLeads), '在表头之上，以“说明”“注”一类的词开头');
  explain(
    'data',
    data.map(({ row }) => row),
    '表头之下逐行填写的内容',
  );
  for (const { role, row, why, code } of body) if (role !== 'data') explain(role, [row.row], why, code);
  for (const { row, doubt } of body) if (doubt !== null) explain('doubt', [row.row], doubt.why, doubt.code);
  const recordLike = headerDoubt(headerLines, data);
  if (recordLike !== null) explain('doubt', headerRows, recordLike, 'header_like_record');
  explain('hidden', hiddenDataRows, '行被隐藏（可能是筛选），仍是数据');
  if (fillDownColumns.length > 0) {
    reasons.push({
      what: 'fillDown',
      rows: [],
      columns: fillDownColumns,
      code: 'plain',
      why: '上下合并的文字对所合并的每一行都有效',
    });
  }

  const all = rows.slice(start, endIndex);
  const lastLine = all.reduce((last, row) => Math.max(last, reachOf(row)), header.bottomRow);
  const outer = all.flatMap(({ cells }) => cells);
  const region: Region = {
    firstRow: all[0]?.row ?? 0,
    lastRow: Math.min(lastLine, next === null ? lastLine : (rows[endIndex]?.row ?? lastLine + 1) - 1),
    firstColumn: outer.reduce((first, { column }) => Math.min(first, column), firstColumn),
    lastColumn: outer.reduce((last, { lastColumn }) => Math.max(last, lastColumn), firstColumn),
    titleRows: rowNumbers(titleLeads),
    infoRows: rowNumbers(infoLeads),
    info: infoLeads.flatMap(readInfo),
    headerRows,
    columns,
    hiddenColumns: [],
    bodyRow: bodyStart(body, header.bottomRow),
    dataRows: data.map(({ row }) => row),
    sectionRows: rowsOf('section'),
    subtotalRows: rowsOf('subtotal'),
    totalRows: rowsOf('total'),
    noteRows: [...rowNumbers(noteLeads), ...rowsOf('note')],
    excludedRows: [...rowNumbers(otherLeads), ...rowsOf('excluded', 'numbers', 'units')],
    hiddenDataRows,
    fillDownColumns,
    score: Math.round(header.score * 100) / 100,
    reasons,
  };
  return { region, endIndex, next };
}

function readBody(
  rows: readonly WindowRow[],
  header: Header,
  titles: readonly WindowRow[],
  context: BodyContext,
): { readonly body: BodyRow[]; readonly endIndex: number; readonly next: string | null } {
  const body: BodyRow[] = [];
  const figures = new Map<number, number>();
  const table = {
    headerRows: context.headerRows,
    titles: new Set(titles.flatMap(({ cells }) => cells.map(({ label }) => withoutContinuation(label)))),
    body,
    reach: -1,
    figureColumns: new Set<number>(),
  };
  for (let index = header.lastIndex + 1; index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined) break;
    const next = beginsTable(rows, index, table);
    if (next !== null && index > header.lastIndex + 1) return { body, endIndex: index, next };
    const judged = judgeRow(row, body.at(-1) ?? null, rows[index + 1], context);
    body.push(judged);
    table.reach = Math.max(table.reach, reachOf(row));
    if (judged.role !== 'data') continue;
    for (const cell of row.cells) {
      if (cell.kind === 'none') continue;
      const count = (figures.get(cell.column) ?? 0) + (isFigure(cell) ? 1 : -1);
      figures.set(cell.column, count);
      if (count > 0) table.figureColumns.add(cell.column);
      else table.figureColumns.delete(cell.column);
    }
  }
  return { body, endIndex: rows.length, next: null };
}

/** A title that is printed again with the header on the next page is no section. */
function excludeRepeatedTitles(body: readonly BodyRow[], titles: readonly WindowRow[]): void {
  const labels = new Set(titles.flatMap(({ cells }) => cells.map(({ label }) => label)));
  for (const each of body) {
    const [first] = each.row.cells;
    if (first === undefined || each.row.cells.length > 1 || each.role === 'note') continue;
    if (!labels.has(withoutContinuation(first.label))) continue;
    each.role = 'excluded';
    each.code = 'repeated_title';
    each.why = '与标题相同，是换页时重复的标题';
    each.doubt = null;
  }
}

/** The columns of the header and those without a title that most rows fill (the corner of a cross table). */
function describeColumns(
  flat: readonly { readonly column: number; readonly path: readonly string[] }[],
  body: readonly BodyRow[],
  data: readonly WindowRow[],
  reasons: Reason[],
): RegionColumn[] {
  const cells = new Map<number, WindowCell[]>();
  const filled = new Map<number, number>();
  for (const row of data) {
    for (const cell of row.cells) {
      filled.set(cell.column, (filled.get(cell.column) ?? 0) + 1);
      const known = cells.get(cell.column);
      if (known === undefined) cells.set(cell.column, [cell]);
      else if (known.length < typeSample) known.push(cell);
    }
  }
  const units = body.find(({ role }) => role === 'units')?.row.cells ?? [];
  const headed = new Set(flat.map(({ column }) => column));
  const untitled = [...filled]
    .filter(([column, count]) => !headed.has(column) && count * 2 >= data.length && data.length > 1)
    .map(([column]) => ({ column, path: [] as readonly string[] }));
  const stray = [...filled.keys()].filter(
    (column) => !headed.has(column) && !untitled.some((each) => each.column === column),
  );
  if (stray.length > 0) {
    reasons.push({
      what: 'excluded',
      rows: [],
      columns: stray,
      code: 'plain',
      why: '没有栏目名称，只有零星的内容',
    });
  }
  return [...flat, ...untitled]
    .sort((left, right) => left.column - right.column)
    .map(({ column, path }) => {
      const labels = path.map(compact);
      const { type, why } = guessType(path, cells.get(column) ?? []);
      const unit = units.find((cell) => cell.column === column)?.label;
      const measure =
        [...labels]
          .reverse()
          .map(bracketMeasure)
          .find((word) => word !== null) ?? null;
      reasons.push({
        what: 'type',
        rows: [],
        columns: [column],
        code: 'plain',
        why: `${why}（${regionTypeNames[type]}）`,
      });
      return {
        column,
        path,
        type,
        measureWord: measure ?? (unit === undefined ? null : measureOf(unit)),
        serial: isSerialTitle(labels.at(-1) ?? ''),
      };
    });
}

/**
 * The leading columns of names whose cells are merged down over further rows of data; an amount would be counted
 * twice.
 */
function findFillDown(
  columns: readonly RegionColumn[],
  body: readonly BodyRow[],
  data: readonly WindowRow[],
): number[] {
  const firstAmount = columns.findIndex((column) => isAmount(column));
  const leading = firstAmount < 0 ? columns : columns.slice(0, firstAmount);
  const merged = new Set<number>();
  let at = 0;
  for (const { row, role } of body) {
    while (at < data.length && (data[at]?.row ?? 0) <= row.row) at += 1;
    const next = data[at];
    // A 小计 may stand first under the merged name of its group.
    if (next === undefined || (role !== 'data' && role !== 'subtotal')) continue;
    for (const { column, lastRow } of row.cells) if (lastRow >= next.row) merged.add(column);
  }
  return leading.map(({ column }) => column).filter((column) => merged.has(column));
}

function isAmount({ type, serial, path }: RegionColumn): boolean {
  return (
    (type === 'number' || type === 'percent') &&
    !serial &&
    !/^(?:年份|年度|年)$/.test(compact(path.at(-1) ?? ''))
  );
}

function bodyStart(body: readonly BodyRow[], bottomRow: number): number {
  let row = bottomRow + 1;
  for (const each of body) {
    if (each.role !== 'numbers' && each.role !== 'units') break;
    row = each.row.row + 1;
  }
  return row;
}

function isDateLead(row: WindowRow): boolean {
  return (
    row.cells.length === 1 &&
    readInfo(row).length > 0 &&
    leadRole(row) !== 'note' &&
    shorten(row.cells[0]?.label ?? '').length <= 20
  );
}

function rowNumbers(rows: readonly WindowRow[]): number[] {
  return rows.map(({ row }) => row);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
