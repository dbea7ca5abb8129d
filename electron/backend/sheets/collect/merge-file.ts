/** 快速合并: a file as the merge looks at it, and what is said of it. Pure. */
import type {
  MergeConflictReport,
  MergedFileReport,
  MergeSideReport,
} from '../../../../shared/collect/merge-report.ts';
import { leastFitness } from '../../../../shared/collect/return-evidence.ts';
import type { IncomingRow } from '../../../../shared/merge/incoming.ts';
import { isNameList, type RowValues, valueAt } from '../../../../shared/model/cell-value.ts';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { WorkbookFill } from '../refill/fill.ts';
import { columnName } from '../sheet.ts';
import { type MergeForm, pathsByKey } from './merge-form.ts';
import type { CollectedFile } from './read-best.ts';
import type { ReadReturn } from './read-return.ts';

/** By index of the file; findings are added to it. */
export type FileProblems = Problem[][];

/** A file as the merge looks at it. */
export type MergeFile = {
  /** As it was named. */
  readonly file: string;
  readonly fileName: string;
  /** Of its bytes. */
  readonly hash: string;
  readonly read: ReadReturn | null;
  /** Why it cannot be used; null where it can. */
  readonly failure: Failure | null;
  /** Table column → column of the sheet, from 0. */
  readonly columnAt: ReadonlyMap<string, number>;
  /** Visible sheets that were not read and are wide enough to hold records. */
  readonly otherSheets: readonly string[];
};

/** A file that is merged, with its place among all. */
export type AcceptedFile = MergeFile & {
  readonly read: ReadReturn;
  readonly index: number;
  readonly unit: string | null;
};

/** A merged row and where it was read. */
export type MergedRow = IncomingRow & { readonly file: number };

export type Merged = {
  readonly files: readonly MergedFileReport[];
  /** In their final order. */
  readonly rows: readonly MergedRow[];
  readonly totals: Readonly<Record<string, number>>;
  readonly conflicts: readonly MergeConflictReport[];
  readonly fill: WorkbookFill;
  /** For a form that has formulas in some of its rows only. */
  readonly plainFill: WorkbookFill;
};

/** What the merge needs of a file that was read; how its sheet is drawn is let go. */
export function asMergeFile(
  named: Pick<MergeFile, 'file' | 'fileName' | 'hash'>,
  { read }: Pick<CollectedFile, 'read'>,
): MergeFile {
  if (read === null)
    return { ...named, read, failure: notThisForm(named.fileName, []), columnAt: new Map(), otherSheets: [] };
  const columns = read.reading?.columns ?? [];
  const columnAt = new Map(
    columns.flatMap(({ column, field }): [string, number][] =>
      field?.kind === 'column' ? [[field.key, column]] : [],
    ),
  );
  const isOther = read.refusal === null && read.fitness < leastFitness;
  const failure = isOther ? notThisForm(named.fileName, read.lacking) : read.refusal;
  return { ...named, read: { ...read, reading: null }, failure, columnAt, otherSheets: unreadSheets(read) };
}

export function refusedFile(named: Pick<MergeFile, 'file' | 'fileName'>, failure: Failure): MergeFile {
  return { ...named, hash: '', read: null, failure, columnAt: new Map(), otherSheets: [] };
}

/** Where a value stands, or would stand if it were filled in. */
export function cellOfValue({ columnAt }: MergeFile, { cells }: IncomingRow, key: string): string | null {
  const own = cells[key];
  if (own !== undefined) return own;
  const column = columnAt.get(key);
  const row = Object.values(cells)
    .map((cell) => /\d+$/.exec(cell)?.[0])
    .find((digits) => digits !== undefined);
  return column === undefined || row === undefined ? null : `${columnName(column)}${row}`;
}

/** A value as a person reads it in a list of differences. */
export function spokenValue(values: RowValues, key: string): MergeSideReport['value'] {
  const value = valueAt(values, key);
  if (isNameList(value)) return value.join('、');
  return typeof value === 'object' && value !== null ? value.text : value;
}

/** The key of a row as a person reads it. */
export function spokenKey(form: MergeForm, values: RowValues): Record<string, string> {
  const paths = pathsByKey(form.definition);
  const keys = [...(form.unitKey === null ? [] : [form.unitKey]), ...form.keys];
  return Object.fromEntries(
    [...new Set(keys)].flatMap((key) => {
      const value = spokenValue(values, key);
      const title = paths.get(key) ?? form.table.columns.find((column) => column.key === key)?.title ?? key;
      return value === null ? [] : [[title, String(value)]];
    }),
  );
}

/** A sheet of notes is narrow; one on which the form goes on is not. */
function unreadSheets({ reading, sheet, problems }: ReadReturn): string[] {
  if (reading === null || problems.some(({ code }) => code === 'several_tables')) return [];
  const bound = reading.columns.filter(({ field }) => field !== null && field.kind !== 'ignored').length;
  return reading.sheets
    .filter(({ name, state, rowCount, columnCount }) => {
      const isWide = columnCount >= 3 && columnCount * 2 >= bound;
      return name !== sheet && state === 'visible' && rowCount > 2 && isWide;
    })
    .map(({ name }) => name);
}

function notThisForm(fileName: string, lacking: readonly string[]): Failure {
  const shown = lacking.slice(0, 5).join('、');
  return {
    code: 'other_table',
    message: `“${fileName}”与表样的栏目对不上${shown === '' ? '' : `，没有找到${shown}${lacking.length > 5 ? '等' : ''}`}。像是另一张表，没有并入。请核对是否选对了文件。`,
    details: { fileName },
  };
}
