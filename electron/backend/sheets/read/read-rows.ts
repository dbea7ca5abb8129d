/** The sheets of a file → the region that holds the table → rows. Every step says what it could not do. */
import type { Progress } from '../../../../shared/api.ts';
import { type Failure, HuibiaoError } from '../../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { ReadingChoice, SheetWindow } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { withLooks } from '../looks/sheet-looks.ts';
import { columnName, filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { ReadRequest, ReadRows, WindowRequest } from '../sheet-tools.ts';
import { notOfTableWhy } from './bind-columns.ts';
import { type CheckedChoice, checkChoice } from './check-choice.ts';
import { describeBlank, describeReading, effectiveChoice } from './describe-reading.ts';
import { reportDoubts } from './doubtful-rows.ts';
import { type Candidate, describeOthers, type FoundTable, findTable, readableSheets } from './find-table.ts';
import { type Findings, type Report, reportInto, reportUnknownColumns, shorten } from './findings.ts';
import { headerPlace } from './grouped-context.ts';
import { type LoadedFile, loadFile } from './load-file.ts';
import { refuseOtherTable } from './other-table.ts';
import { readGrouped } from './read-grouped.ts';
import { readList } from './read-list.ts';
import { rememberReading } from './reading-memory.ts';
import { pointRows, type RowRoles, rolesOf, rowsWith } from './row-roles.ts';
import { sizeOf, windowOf } from './sheet-window.ts';
import { reportUnreadRows } from './unread-rows.ts';

/** How a file gets its sheets: read anew, or kept since the last question about it. */
export type Load = (bytes: Uint8Array, fileName: string) => LoadedFile;

/**
 * Reads the rows that a file holds for one table. That it is another table, or that the choice cannot be used, is
 * part of the answer.
 * @throws HuibiaoError with a spreadsheet code where there is no sheet to show, `bad_request` for a choice without
 *   a sheet
 */
export function readRows(
  request: ReadRequest,
  onProgress: (progress: Progress) => void,
  load: Load = loadFile,
): ReadRows {
  const { definition, fileName, choice } = request;
  refuseChoiceWithoutSheet(choice);
  onProgress({ message: `正在读取“${fileName}”`, done: 0, total: 3 });
  const file = load(request.bytes, fileName);
  onProgress({ message: '正在查找表头', done: 1, total: 3 });
  const pointed =
    choice.sheet === null ? null : (file.sheets.find(({ name }) => name === choice.sheet) ?? null);
  const sheets = pointed === null ? readableSheets(file.sheets, fileName) : [pointed];
  const checked = pointed === null ? null : checkChoice(choice, pointed, definition);
  const found = findTable(sheets, request, checked);
  const refusal = withHint(findRefusal(found, sheets, request, checked), file);
  const { table } = found;
  if (table === null) return unread(file, sheets, choice, refusal);

  onProgress({ message: `正在整理“${table.sheet.name}”的内容`, done: 2, total: 3 });
  const { roles, problems } = settleRows(table, choice);
  const reading = describeReading(file, table, roles, choice);
  const told = [...doubtsOf(file, table.sheet), ...(checked?.problems ?? []), ...problems, ...found.problems];
  if (refusal !== null) {
    onProgress({ message: '没有找到这张表', done: 3, total: 3 });
    return { ...nothing(table.sheet.name), problems: told, reading, refusal, remember: null };
  }
  const findings = readTable(table, roles, request);
  const rest = reportRest(table, found, roles, findings, definition);
  onProgress({ message: `读到${findings.rows.length}条记录`, done: 3, total: 3 });
  return {
    sheet: table.sheet.name,
    columns: carriedColumns(table, definition),
    groups: definition.grouped === null ? null : [...findings.groups],
    rows: findings.rows,
    problems: [...told, ...findings.problems, ...rest],
    reading,
    refusal: null,
    remember: rememberReading(
      table.sheet,
      table.region,
      effectiveChoice(table, choice),
      table.binding.columns,
    ),
  };
}

/** @throws HuibiaoError with a spreadsheet code, or `not_found` */
export function readWindow(
  { bytes, fileName, sheet, firstRow, rowCount, looks = false }: WindowRequest,
  load: Load = loadFile,
): SheetWindow {
  const { sheets } = load(bytes, fileName);
  const found =
    sheet === null
      ? (sheets.find(({ state }) => state === 'visible') ?? sheets[0])
      : sheets.find(({ name }) => name === sheet);
  if (found === undefined) {
    throw new HuibiaoError('not_found', `“${fileName}”里没有“${sheet}”这张工作表。请重新选择。`, {
      fileName,
      sheet,
    });
  }
  const window = windowOf(found, firstRow, rowCount);
  return looks ? withLooks(window, rowCount, { bytes, sheets }) : window;
}

function refuseChoiceWithoutSheet({ sheet, header, rows, columns }: ReadingChoice): void {
  if (sheet !== null || (header === null && rows.length === 0 && columns.length === 0)) return;
  throw new HuibiaoError('bad_request', '指定了表头、行或栏目，却没有指明是哪张工作表。请先选定工作表。');
}

/** What is doubtful about the file itself comes first. */
function doubtsOf({ doubts }: LoadedFile, sheet: Sheet): readonly Problem[] {
  return doubts.map((doubt) => describeProblem({ ...doubt, sheet: sheet.name }));
}

/** The refusal with what may be the matter with the file. */
function withHint(refusal: Failure | null, { hint }: LoadedFile): Failure | null {
  return refusal === null || hint === null ? refusal : { ...refusal, message: `${refusal.message}${hint}` };
}

/** Why nothing can be imported as it is; null where it can. */
function findRefusal(
  found: FoundTable,
  sheets: readonly Sheet[],
  { definition, fileName, choice }: ReadRequest,
  checked: CheckedChoice | null,
): Failure | null {
  if (choice.sheet !== null && checked === null) {
    return new HuibiaoError(
      'not_found',
      `“${fileName}”里没有“${choice.sheet}”这张工作表。请重新选定工作表。`,
      { fileName, sheet: choice.sheet },
    ).toFailure();
  }
  const unusable = checked?.unusableHeader ?? null;
  if (unusable !== null) return new HuibiaoError('other_table', unusable, { fileName }).toFailure();
  if (found.fits) return null;
  if (sheets.every((sheet) => sizeOf(sheet).rowCount === 0)) {
    return new HuibiaoError('empty', `工作表“${choice.sheet ?? ''}”里没有任何内容。请换一张工作表。`, {
      fileName,
    }).toFailure();
  }
  const isPointed = choice.header !== null || choice.columns.length > 0;
  return refuseOtherTable(found, sheets, definition, fileName, isPointed);
}

/** A sheet on which there is nothing like a table. */
function unread(
  file: LoadedFile,
  [sheet]: readonly Sheet[],
  choice: ReadingChoice,
  refusal: Failure | null,
): ReadRows {
  if (sheet === undefined || refusal === null) throw new Error('no sheet, and no reason why');
  return {
    ...nothing(sheet.name),
    problems: doubtsOf(file, sheet),
    reading: describeBlank(file, sheet, choice),
    refusal,
    remember: null,
  };
}

function nothing(sheet: string): Pick<ReadRows, 'sheet' | 'columns' | 'groups' | 'rows'> {
  return { sheet, columns: [], groups: null, rows: [] };
}

/** The roles of the region's rows; below the 合计 of a 名单表 nothing is a line. */
function settleRows(
  { sheet, region, layout }: Candidate,
  choice: ReadingChoice,
): { readonly roles: RowRoles; readonly problems: readonly Problem[] } {
  const roles = rolesOf(region);
  const total = bottomTotal(roles);
  if (layout === 'grouped' && total !== null) {
    for (const [row, { role }] of roles) {
      if (row > total && role === 'data') {
        roles.set(row, { role: 'excluded', why: '在合计行下面', code: 'below_total' });
      }
    }
  }
  return pointRows(roles, choice, sheet, region);
}

/** The last 合计, where it stands below what it sums up; above everything it bounds nothing. */
function bottomTotal(roles: RowRoles): number | null {
  const last = rowsWith(roles, 'total').at(-1);
  const [first] = rowsWith(roles, 'data');
  return last !== undefined && first !== undefined && first < last ? last : null;
}

function readTable(table: Candidate, roles: RowRoles, { definition, groups }: ReadRequest): Findings {
  const dataRows = rowsWith(roles, 'data');
  if (table.layout === 'list' || definition.grouped === null)
    return readList(table, dataRows, definition, groups);
  const totalRow = rowsWith(roles, 'total').at(-1) ?? null;
  return readGrouped(table, dataRows, totalRow, definition, definition.grouped, groups);
}

/** Everything else that a person has to know about how the sheet was read. */
function reportRest(
  table: Candidate,
  { candidates }: FoundTable,
  roles: RowRoles,
  { rows }: Findings,
  definition: TableDefinition,
): readonly Problem[] {
  const { sheet, region, layout, binding } = table;
  const findings: Findings = { rows: [], groups: new Set(), problems: [] };
  const report = reportInto(findings, sheet);
  const dataRows = rowsWith(roles, 'data');
  const titles = new Map<number, string | 'known' | null>();
  const titleOf = (column: number): string | 'known' | null => {
    const known = titles.get(column);
    if (known !== undefined) return known;
    const title = unknownTitle(table, candidates, column);
    titles.set(column, title);
    return title;
  };
  reportUnknownColumns(sheet, dataRows, titleOf, report);
  for (const { column, path, field, why, doubtful } of binding.columns) {
    if (!doubtful || field === null || field.kind === 'ignored') continue;
    const title =
      field.kind === 'choice' ? field.choice : definition.columns.find(({ key }) => key === field.key)?.title;
    const name =
      path.length === 0 ? `${columnName(column)}列` : `${columnName(column)}列“${path.join(' / ')}”`;
    report(
      headerPlace(table, column),
      {
        code: 'column_doubtful',
        severity: 'explain',
        message: `${name}读作“${title ?? ''}”：${why}。请核对；不对的，请在预览中重新指定。`,
      },
      field.kind === 'column' ? field.key : undefined,
    );
  }
  reportBeyond(table, roles, report);
  reportDoubts(table, roles, report);
  const told = new Set(layout === 'grouped' ? rowsWith(roles, 'total').slice(-1) : []);
  for (const { place } of table.sections?.sections ?? []) told.add(place.row);
  reportUnreadRows(sheet, roles, region.headerRows.at(-1) ?? 0, told, report);
  const hidden = region.hiddenDataRows.filter((row) => roles.get(row)?.role === 'data');
  const [firstHidden] = hidden;
  if (firstHidden !== undefined) {
    report(
      { row: firstHidden, column: binding.columns[0]?.column ?? 0 },
      {
        code: 'hidden_rows',
        severity: 'note',
        message: `有${hidden.length}行是隐藏的（可能是筛选），也已读入。`,
      },
    );
  }
  if (rows.length === 0) {
    findings.problems.push(
      describeProblem({
        code: 'no_rows',
        severity: 'explain',
        sheet: sheet.name,
        message: '表头下面没有一条记录。请核对是否选对了文件。',
      }),
    );
  }
  return [...findings.problems, ...describeOthers(table, candidates)];
}

/** Below a header that was given, the next table begins where the finder says so: what is there is not read. */
function reportBeyond({ sheet, region, given }: Candidate, roles: RowRoles, report: Report): void {
  if (given === null) return;
  for (let row = region.lastRow + 1; row < sheet.rows.length; row += 1) {
    const [column] = filledColumns(sheet, row);
    if (column === undefined || roles.has(row)) continue;
    report(
      { row, column },
      {
        code: 'other_region',
        severity: 'note',
        message: `从第${row + 1}行“${shorten(textAt(sheet, row, column))}”起像是另一张表，没有读入。是这张表的记录的，请在预览中指定这些行是记录。`,
      },
    );
    return;
  }
}

/** A column that is of another table beside this one is none of its concern. */
function unknownTitle(
  table: Candidate,
  candidates: readonly Candidate[],
  column: number,
): string | 'known' | null {
  const { sheet, region, binding } = table;
  const bound = binding.columns.find((each) => each.column === column);
  if (bound === undefined) {
    const isBeside = candidates.some(
      (other) =>
        other.sheet === sheet &&
        other.region !== region &&
        other.region.columns.some((each) => each.column === column),
    );
    return isBeside || sheet.hiddenColumns.has(column) ? 'known' : null;
  }
  const { field, path, why, hidden } = bound;
  if (field !== null && (field.kind !== 'ignored' || why !== notOfTableWhy || hidden)) return 'known';
  return path.at(-1) ?? '';
}

/** A grouped sheet says group, choice and name by its layout, whichever of its choices it has. */
function carriedColumns({ layout, binding, sections }: Candidate, { grouped }: TableDefinition): string[] {
  const bound = binding.columns.flatMap(({ field }) => (field?.kind === 'column' ? [field.key] : []));
  const keys = sections === null ? bound : [sections.column.key, ...bound];
  if (layout === 'list' || grouped === null) return keys;
  const { groupColumn, choiceColumn, nameColumn } = grouped;
  return [groupColumn, choiceColumn, nameColumn, ...keys.filter((key) => key !== groupColumn)];
}
