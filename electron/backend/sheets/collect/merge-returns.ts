/**
 * 快速合并: files that came back → one filled form, and what has to be said about each file. Nothing is dropped in
 * silence: what is not certain stays as text and is told at its cell, a difference between two files is told at both.
 * Pure.
 */

import { groupRows } from '../../../../shared/annex/lines.ts';
import type { MergedFileReport } from '../../../../shared/collect/merge-report.ts';
import { type RowValues, valueAt } from '../../../../shared/model/cell-value.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { periodTitle } from '../../../../shared/model/round.ts';
import type { AcceptedFile, FileProblems, Merged, MergedRow, MergeFile } from './merge-file.ts';
import { fillMerged, totalsOf } from './merge-fill.ts';
import { isComputed, type MergeForm } from './merge-form.ts';
import { checkPeriods, indexPlaces, type MergePlaces, matchFile } from './merge-match.ts';
import { checkKeys, checkNames, checkOtherUnits } from './merge-names.ts';
import { stackFiles, sumFiles } from './merge-stack.ts';

export type MergeOptions = {
  /** Null looks at the files. */
  readonly formPeriod: string | null;
  /** The form is one of the returns: what it says of its unit does not hold for the whole. */
  readonly isReturn: boolean;
  /** The groups that a 名单表 names already, in order. */
  readonly formGroups: readonly string[];
};

export function mergeReturns(
  form: MergeForm,
  files: readonly MergeFile[],
  known: MergePlaces,
  options: MergeOptions,
): Merged {
  const places = indexPlaces(known);
  const problems: FileProblems = files.map(() => []);
  const sameAs = new Map<number, number>();
  const accepted: AcceptedFile[] = [];
  const refused = new Set<number>();
  const byHash = new Map<string, number>();
  for (const [index, file] of files.entries()) {
    const refusal = refusalOf(file);
    if (refusal !== null) {
      problems[index]?.push(refusal);
      refused.add(index);
      continue;
    }
    if (file.read === null) continue;
    const first = byHash.get(file.hash);
    const { unit, problems: doubts } = matchFile(form, { fileName: file.fileName, read: file.read }, places);
    if (first !== undefined) {
      sameAs.set(index, first);
      const message = `与“${files[first]?.fileName ?? ''}”内容完全一样，只计一次。请核对是不是交错了文件。`;
      problems[index]?.push(
        describeProblem({ code: 'same_file', severity: 'explain', sheet: file.read.sheet, message }),
      );
      continue;
    }
    byHash.set(file.hash, index);
    accepted.push({ ...file, read: file.read, index, unit });
    problems[index]?.push(
      ...file.read.problems.map(strict),
      ...doubts,
      ...checkSheets(file, file.read.sheet),
      ...checkNames(form, file.read, unit, places),
      ...(form.definition.layout === 'fixed' ? [] : checkKeys(form, file, file.read, unit)),
    );
  }
  const periods = checkPeriods(accepted, options.formPeriod);
  for (const [at, { index }] of accepted.entries()) problems[index]?.push(...(periods.problems[at] ?? []));
  tellSameUnits(accepted, problems);

  const choices = form.table.columns.find(({ key }) => key === form.unitKey)?.choices ?? [];
  const order = [...new Set([...options.formGroups, ...choices, ...places.order])];
  const unitOf = (values: RowValues): string | null => {
    const value = form.unitKey === null ? null : valueAt(values, form.unitKey);
    return typeof value === 'string' ? (places.names.find(value)?.name ?? value) : null;
  };
  const isFixed = form.definition.layout === 'fixed';
  const stacked = isFixed
    ? sumFiles(form, accepted, problems)
    : stackFiles(form, accepted, problems, { order, unitOf });
  const counted = countRows(files.length, stacked.rows);
  if (isFixed) for (const file of stacked.counted) counted[file] = 1;
  else {
    for (const { read, unit, index } of accepted) {
      problems[index]?.push(
        ...checkOtherUnits(form, read, unit, places, (row) => stacked.isKept(index, row)),
      );
    }
  }
  tellMixed(form, stacked.rows, files, problems);

  const parent = parentOf(known, accepted);
  const filled = fillMerged(form, stacked.rows, {
    unit: options.isReturn ? (parent ?? '　　　　') : null,
    period: options.formPeriod === null && periods.period !== null ? periodTitle(periods.period) : null,
    groups: [
      ...options.formGroups,
      ...accepted
        .filter(({ unit, read }) => unit !== null && read.rows.length === 0)
        .map(({ unit }) => unit ?? '')
        .filter((unit) => !options.formGroups.includes(unit)),
    ],
  });
  if (!isFixed) tellLeftOut(form, filled.leftOut, stacked.rows, files, problems);
  const told = problems.map(withoutRepeats);
  return {
    files: files.map(({ file }, index) => ({
      file,
      status: refused.has(index) ? 'refused' : statusOf(told[index] ?? []),
      unit: accepted.find((one) => one.index === (sameAs.get(index) ?? index))?.unit ?? null,
      rows: counted[index] ?? 0,
      problems: told[index] ?? [],
    })),
    rows: stacked.rows,
    totals: stacked.totals ?? totalsOf(form, stacked.rows),
    conflicts: stacked.conflicts,
    fill: filled.fill,
    plainFill: filled.plainFill,
  };
}

function refusalOf({ failure, read }: MergeFile): Problem | null {
  if (failure === null) return null;
  return describeProblem({
    code: failure.code,
    severity: 'must',
    sheet: read?.sheet ?? null,
    message: failure.message,
  });
}

/** A column that the file does not have leaves blanks in the result: that wants a look. */
function strict(problem: Problem): Problem {
  return problem.code === 'missing_column' && problem.severity === 'note'
    ? { ...problem, severity: 'explain' }
    : problem;
}

const doubts: readonly string[] = [
  'same_file',
  'same_unit',
  'unit_unknown',
  'unit_doubtful',
  'other_period',
  'other_round',
  'other_unit_rows',
  'other_sheets',
  'several_tables',
  'missing_column',
  'column_doubtful',
  'namesake',
];

function statusOf(problems: readonly Problem[]): MergedFileReport['status'] {
  return problems.some(({ code, severity }) => severity === 'must' || doubts.includes(code))
    ? 'doubtful'
    : 'merged';
}

function checkSheets({ otherSheets }: MergeFile, sheet: string): Problem[] {
  if (otherSheets.length === 0) return [];
  const names = otherSheets.map((name) => `“${name}”`).join('、');
  const message = `只读了“${sheet}”，没有读${names}。请核对那里还有没有记录；有的，请移到一张工作表上。`;
  return [describeProblem({ code: 'other_sheets', severity: 'explain', sheet, message })];
}

function tellSameUnits(accepted: readonly AcceptedFile[], problems: FileProblems): void {
  const byUnit = Map.groupBy(
    accepted.filter(({ unit }) => unit !== null),
    ({ unit }) => unit ?? '',
  );
  for (const [unit, own] of byUnit) {
    if (own.length < 2) continue;
    const names = own.map(({ fileName }) => `“${fileName}”`).join('、');
    for (const { index, read } of own) {
      problems[index]?.push(
        describeProblem({
          code: 'same_unit',
          severity: 'explain',
          sheet: read.sheet,
          message: `${unit}交了${own.length}份：${names}。相同的行只计一次，不同的都列在冲突里。请核对用哪一份。`,
        }),
      );
    }
  }
}

function countRows(files: number, rows: readonly MergedRow[]): number[] {
  const counts = new Array<number>(files).fill(0);
  for (const { file } of rows) counts[file] = (counts[file] ?? 0) + 1;
  return counts;
}

/** 名单表: values of a whole line that its files say differently are written joined, and told. */
function tellMixed(
  form: MergeForm,
  rows: readonly MergedRow[],
  files: readonly MergeFile[],
  problems: FileProblems,
): void {
  const { table } = form;
  if (table.grouped === null) return;
  const asRows = rows.map(({ values }, index) => ({
    id: String(index),
    position: '',
    unit: null,
    round: null,
    values,
    source: null,
  }));
  for (const { group, mixed, rows: members } of groupRows(table, table.grouped, asRows, []).lines) {
    for (const key of mixed.filter((one) => !isComputed(form, one))) {
      for (const { id } of members) {
        const row = rows[Number(id)];
        if (row === undefined || row.cells[key] === undefined) continue;
        const title = table.columns.find((column) => column.key === key)?.title ?? key;
        problems[row.file]?.push(
          describeProblem({
            code: 'mixed_values',
            severity: 'explain',
            sheet: files[row.file]?.read?.sheet ?? null,
            cell: row.cells[key],
            column: key,
            message: `${group}的“${title}”有几种写法，已用“；”连在一起。请核对。`,
          }),
        );
      }
    }
  }
}

function tellLeftOut(
  form: MergeForm,
  leftOut: readonly number[],
  rows: readonly MergedRow[],
  files: readonly MergeFile[],
  problems: FileProblems,
): void {
  const name = form.table.grouped?.nameColumn;
  for (const at of leftOut) {
    const row = rows[at];
    if (row === undefined) continue;
    const cell = (name === undefined ? undefined : row.cells[name]) ?? Object.values(row.cells)[0] ?? null;
    problems[row.file]?.push(
      describeProblem({
        code: 'row_left_out',
        severity: 'must',
        sheet: files[row.file]?.read?.sheet ?? null,
        cell,
        message: '这个名称没有写明单位或类别，汇总表里没有它的位置，没有并入。请补上后重新合并。',
      }),
    );
  }
}

/** A line's own finding is told once, not once for each of its names. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, sheet, cell, column, message }) => {
    const key = JSON.stringify([code, sheet, cell, column, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whom the units have above them in common; null where the tree does not say. */
function parentOf({ tree }: MergePlaces, accepted: readonly AcceptedFile[]): string | null {
  const parents = new Set(accepted.map(({ unit }) => tree.find(({ name }) => name === unit)?.parent ?? null));
  const [only, another] = parents;
  return another === undefined ? (only ?? null) : null;
}
