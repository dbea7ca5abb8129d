/**
 * A file that came back → what it says of itself and the rows that it holds, read by the form that it was made from.
 * Needs no workbook: whoever has a form and a table can read with it.
 */
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import { type CellValue, isUnread } from '../../../../shared/model/cell-value.ts';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { noReadingChoice, type Reading, type ReadingChoice } from '../../../../shared/model/reading.ts';
import type { IssueMark } from '../../../../shared/model/round.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import { readIssueMark } from '../issue/issue-mark.ts';
import { rememberedWhy } from '../read/describe-reading.ts';
import { type LoadedFile, loadFile } from '../read/load-file.ts';
import { type Load, readRows } from '../read/read-rows.ts';
import { normalizeTitle } from '../read/titles.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { ReadRows } from '../sheet-tools.ts';
import { checkCounts } from './check-counts.ts';
import { checkTotals } from './check-totals.ts';
import { choiceInPlace } from './header-in-place.ts';
import { readFixed } from './read-fixed.ts';
import { emptyHead, readHead } from './read-head.ts';
import { readSavedAt } from './saved-at.ts';

export type ReadReturnRequest = {
  /** Left as they are. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Bound to `table`. */
  readonly form: FormDefinition;
  readonly table: TableDefinition;
  /** Names of the units that may report: what the group column of a 名单表 may hold. */
  readonly units: readonly string[];
};

export type ReadReturn = {
  /** What the copy was issued with; null for a file that was never issued, or has lost it. */
  readonly mark: IssueMark | null;
  /** ISO instant at which the file says that it was saved last. */
  readonly savedAt: string | null;
  /** The sheet that was read. */
  readonly sheet: string;
  /** 填报单位 as the info line has it. */
  readonly unitText: string | null;
  /** 报表期 as the info line or the title has it. */
  readonly periodText: string | null;
  /** Where both stand; what was read by earlier versions of the program does not say. */
  readonly unitCell?: string | null;
  readonly periodCell?: string | null;
  /** Keys of the columns that the file has a header for; in them an absent value means 未填. */
  readonly columns: readonly string[];
  /** In file order, each value with its cell. */
  readonly rows: readonly IncomingRow[];
  readonly problems: readonly Problem[];
  /** The part of the form's columns (or figures) that the file has, from 0 to 1. */
  readonly fitness: number;
  /** Titles of the form's columns that the file does not have. */
  readonly lacking: readonly string[];
  /** How the sheet was read, for drawing it; null for a `fixed` form. */
  readonly reading: Reading | null;
  /** Why nothing was read as the file is; null where rows could be read. */
  readonly refusal: Failure | null;
};

/** @throws HuibiaoError with a spreadsheet code where the file cannot be opened at all */
export function readReturn(request: ReadReturnRequest, load: Load = loadFile): ReadReturn {
  const { bytes, fileName, form } = request;
  const file = load(bytes, fileName);
  const known = { mark: readIssueMark(bytes), savedAt: readSavedAt(bytes) };
  return form.layout === 'fixed'
    ? { ...known, ...readFixed(file, request), reading: null }
    : { ...known, ...readLines(file, request) };
}

function readLines(file: LoadedFile, request: ReadReturnRequest): Omit<ReadReturn, 'mark' | 'savedAt'> {
  const read = readByForm(file, request);
  const { reading, refusal } = read;
  const sheet = file.sheets.find(({ name }) => name === read.sheet);
  const header = reading.rows.find(({ role }) => role === 'header');
  const { fitness, lacking } = fitnessOf(request.form, reading);
  const { columns, rows, problems } = leaveOutFormulas(read, request);
  const totals =
    sheet === undefined || refusal !== null
      ? []
      : [
          ...checkTotals(sheet, reading, request.table, rows),
          ...checkCounts(sheet, reading, request.form, request.table, rows),
        ];
  return {
    sheet: read.sheet,
    ...(sheet === undefined ? emptyHead : readHead(sheet, header?.firstRow ?? 0)),
    columns,
    rows,
    problems: [...withoutKnownParts(problems, sheet, reading, request.form), ...totals],
    fitness,
    lacking,
    reading: tellForm(reading),
    refusal,
  };
}

/** The columns are known by their paths in the form; a file without the unit's own column is read all the same. */
function readByForm(file: LoadedFile, { bytes, fileName, form, table, units }: ReadReturnRequest): ReadRows {
  const memory = [{ form: '', sheet: form.sheet, header: null, columns: columnsByPath(form) }];
  const read = (definition: TableDefinition, choice: ReadingChoice): ReadRows =>
    readRows(
      { bytes, fileName, definition, groups: units, choice, memory, identity: null },
      () => {},
      () => file,
    );
  const inPlace = choiceInPlace(file, form, table);
  if (inPlace !== null) {
    const placed = read(table, inPlace);
    if (placed.refusal === null) return placed;
  }
  const whole = read(table, noReadingChoice);
  const unit = unitColumn(table);
  const others = table.keyColumns.filter((key) => key !== unit);
  if (whole.refusal?.code !== 'other_table' || table.grouped !== null) return whole;
  if (others.length === 0 || others.length === table.keyColumns.length) return whole;
  const relaxed = read({ ...table, keyColumns: others }, noReadingChoice);
  return relaxed.refusal === null ? relaxed : whole;
}

function columnsByPath({ columns }: FormDefinition) {
  const paths = columns.map(({ path }) => path.map(normalizeTitle).join('/'));
  return columns.flatMap(({ field }, index) => {
    const path = paths[index] ?? '';
    const stands = paths.filter((other) => other === path).length;
    return field === null || field.kind === 'ignored' || path === '' || stands > 1 ? [] : [{ path, field }];
  });
}

/** As `findTable` says of a header that it was given. */
const pointedWhy = '由您指定';

/** What was pointed out here was pointed out by the form, not by a person. */
function tellForm(reading: Reading): Reading {
  return {
    ...reading,
    rows: reading.rows.map((rows) => (rows.why === pointedWhy ? { ...rows, why: '与表样的表头相同' } : rows)),
    columns: reading.columns.map((column) =>
      column.why === rememberedWhy ? { ...column, why: '与表样的栏目相同' } : column,
    ),
    choice: noReadingChoice,
    remembered: false,
  };
}

/** Columns that the template computes itself: one that was saved without results says nothing, and is told once. */
function leaveOutFormulas(
  { sheet, columns, rows, problems }: Pick<ReadRows, 'sheet' | 'columns' | 'rows' | 'problems'>,
  { form, table }: ReadReturnRequest,
): Pick<ReadReturn, 'columns' | 'rows' | 'problems'> {
  const keys = new Set(
    form.columns.flatMap(({ formula, field }) => (formula && field?.kind === 'column' ? [field.key] : [])),
  );
  if (keys.size === 0) return { columns, rows, problems };
  const left = new Map<string, string>();
  for (const { values, cells } of rows) {
    for (const key of keys) {
      if (!left.has(key) && isUncalculated(values[key] ?? null)) left.set(key, cells[key] ?? '');
    }
  }
  if (left.size === 0) return { columns, rows, problems };
  const without = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !left.has(key)));
  const kept = rows.map(
    ({ values, cells }): IncomingRow => ({ values: without(values), cells: without(cells) }),
  );
  const told = [...left].map(([key, cell]) =>
    describeProblem({
      code: 'formula_without_result',
      severity: 'note',
      sheet,
      cell: cell === '' ? null : cell,
      column: key,
      message: `“${findColumn(table, key)?.title ?? key}”由表样的公式计算，文件里没有保存结果，没有读入。`,
    }),
  );
  const others = problems.filter(
    ({ code, column, message }) =>
      !(code === 'unread_value' && left.has(column ?? '') && message.includes('“=')),
  );
  return { columns: columns.filter((key) => !left.has(key)), rows: kept, problems: [...others, ...told] };
}

function isUncalculated(value: CellValue): boolean {
  return isUnread(value) && value.text.startsWith('=');
}

/** 合计 and 填表人 are part of the form, and no news. */
function withoutKnownParts(
  problems: readonly Problem[],
  sheet: Sheet | undefined,
  { rows }: Reading,
  { totals, places }: FormDefinition,
): readonly Problem[] {
  if (sheet === undefined) return problems;
  const labels = places.map(({ label }) => normalizeTitle(label)).filter((label) => label !== '');
  const isKnown = (role: string, row: number): boolean => {
    if (role === 'total') return totals.length > 0;
    if (role !== 'note') return false;
    const text = filledColumns(sheet, row)
      .map((column) => normalizeTitle(textAt(sheet, row, column)))
      .join('');
    return labels.some((label) => text.startsWith(label));
  };
  const known = new Set<number>();
  for (const { firstRow, lastRow, role } of rows) {
    for (let row = firstRow; row <= lastRow; row += 1) if (isKnown(role, row)) known.add(row);
  }
  return problems.filter(
    ({ code, cell }) =>
      code !== 'text_outside_table' || !known.has(Number(/\d+$/.exec(cell ?? '')?.[0] ?? 0) - 1),
  );
}

/** How many of the form's columns were found for certain. */
function fitnessOf(form: FormDefinition, reading: Reading): Pick<ReadReturn, 'fitness' | 'lacking'> {
  const found = new Set(
    reading.columns.flatMap(({ field, doubtful }) =>
      field === null || field.kind === 'ignored' || doubtful ? [] : [JSON.stringify(field)],
    ),
  );
  const wanted = form.columns.filter(({ field }) => field !== null && field.kind !== 'ignored');
  const lacking = wanted.filter(({ field }) => !found.has(JSON.stringify(field)));
  return {
    fitness: wanted.length === 0 ? 0 : 1 - lacking.length / wanted.length,
    lacking: lacking.map(({ path }) => path.join(' / ')),
  };
}
