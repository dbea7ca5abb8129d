/** 快速合并: the rows (or figures) of all files together, and what has to be said where two files meet. Pure. */
import type { MergeConflictReport, MergeSideReport } from '../../../../shared/collect/merge-report.ts';
import { type SummedFigure, sumFigures } from '../../../../shared/collect/stack-figures.ts';
import { type RowPlace, stackReturns } from '../../../../shared/collect/stack-rows.ts';
import type { RowValues } from '../../../../shared/model/cell-value.ts';
import { describeProblem } from '../../../../shared/model/problem.ts';
import {
  type AcceptedFile,
  cellOfValue,
  type FileProblems,
  type MergedRow,
  spokenKey,
  spokenValue,
} from './merge-file.ts';
import { isComputed, type MergeForm, pathsByKey } from './merge-form.ts';

export type StackedFiles = {
  readonly rows: readonly MergedRow[];
  readonly conflicts: readonly MergeConflictReport[];
  /** Indexes of the files that are counted in a 固定表. */
  readonly counted: readonly number[];
  /** Of a 固定表; null leaves them to the rows. */
  readonly totals: Readonly<Record<string, number>> | null;
  /** Whether a row of a file is in the result. */
  readonly isKept: (file: number, row: number) => boolean;
};

export function stackFiles(
  form: MergeForm,
  accepted: readonly AcceptedFile[],
  problems: FileProblems,
  {
    order,
    unitOf,
  }: { readonly order: readonly string[]; readonly unitOf: (values: RowValues) => string | null },
): StackedFiles {
  const columns = form.table.columns
    .map(({ key }) => key)
    .filter((key) => !form.keys.includes(key) && key !== form.unitKey && !isComputed(form, key));
  const stack = stackReturns({
    files: accepted.map(({ unit, read }) => ({ unit, rows: read.rows })),
    keys: form.keys,
    columns,
    unitOf: ({ values }) => unitOf(values),
    units: order,
  });
  const fileOf = ({ file }: RowPlace): AcceptedFile => {
    const found = accepted[file];
    if (found === undefined) throw new RangeError(`no file ${file}`);
    return found;
  };
  const rowOf = (place: RowPlace) => fileOf(place).read.rows[place.row] ?? { values: {}, cells: {} };
  const placeOf = (place: RowPlace): string => {
    const cell = Object.values(rowOf(place).cells)[0] ?? '';
    return `“${fileOf(place).fileName}”第${/\d+$/.exec(cell)?.[0] ?? '?'}行`;
  };

  const conflicts = stack.conflicts.map(({ column, sides }): MergeConflictReport => {
    const [left, right] = sides;
    const side = (place: RowPlace): MergeSideReport => {
      const file = fileOf(place);
      const row = rowOf(place);
      return {
        file: file.file,
        sheet: file.read.sheet,
        cell: cellOfValue(file, row, column),
        value: spokenValue(row.values, column),
      };
    };
    const conflict: MergeConflictReport = {
      unit: unitOf(rowOf(left).values) ?? fileOf(left).unit,
      key: spokenKey(form, rowOf(left).values),
      column: titleOf(form, column),
      values: [side(left), side(right)],
    };
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const { file, read } = { file: fileOf(own), read: fileOf(own).read };
      problems[file.index]?.push(
        describeProblem({
          code: 'conflict',
          severity: 'must',
          sheet: read.sheet,
          cell: cellOfValue(file, rowOf(own), column),
          column,
          message: `“${conflict.column}”这里是${shown(spokenValue(rowOf(own).values, column))}，${placeOf(other)}是${shown(spokenValue(rowOf(other).values, column))}。两行都并入了，合计里也都算了。请定一个，改好后重新合并。`,
        }),
      );
    }
    return conflict;
  });
  tellRepeated(accepted, stack.repeated, problems);
  for (const { row, of } of stack.namesakes) {
    const file = fileOf(row);
    const key = form.keys.find((one) => rowOf(row).cells[one] !== undefined);
    problems[file.index]?.push(
      describeProblem({
        code: 'namesake',
        severity: 'explain',
        sheet: file.read.sheet,
        cell: key === undefined ? null : (rowOf(row).cells[key] ?? null),
        column: key ?? null,
        message: `与${placeOf(of)}同名，看不出是不是同一个，两行都并入了。请写明单位后重新合并。`,
      }),
    );
  }
  const kept = new Set(stack.rows.map((place) => `${fileOf(place).index} ${place.row}`));
  return {
    rows: stack.rows.map((place) => ({ ...rowOf(place), file: fileOf(place).index })),
    conflicts,
    counted: [],
    totals: null,
    isKept: (file, row) => kept.has(`${file} ${row}`),
  };
}

function tellRepeated(
  accepted: readonly AcceptedFile[],
  repeated: readonly { readonly row: RowPlace; readonly of: RowPlace; readonly same: boolean }[],
  problems: FileProblems,
): void {
  const byPair = Map.groupBy(repeated, ({ row, of }) => `${row.file} ${of.file}`);
  for (const [first, ...others] of byPair.values()) {
    if (first === undefined) continue;
    const [file, other] = [accepted[first.row.file], accepted[first.of.file]];
    if (file === undefined || other === undefined) continue;
    const count = others.length + 1;
    const cell = Object.values(file.read.rows[first.row.row]?.cells ?? {})[0] ?? null;
    const isWhole = count === file.read.rows.length && [first, ...others].every(({ same }) => same);
    problems[file.index]?.push(
      isWhole
        ? describeProblem({
            code: 'same_rows',
            severity: 'explain',
            sheet: file.read.sheet,
            message: `${count}行与“${other.fileName}”的完全相同，只计一次。请核对是不是重复报送。`,
          })
        : describeProblem({
            code: 'repeated_rows',
            severity: 'note',
            sheet: file.read.sheet,
            cell,
            message: `有${count}行“${other.fileName}”里已有，没有不同的内容，只计一次。`,
          }),
    );
  }
}

/** 固定表: cell by cell. */
export function sumFiles(
  form: MergeForm,
  accepted: readonly AcceptedFile[],
  problems: FileProblems,
): StackedFiles {
  const columns = form.definition.figures.flatMap(({ key, formula }) => {
    const column = form.table.columns.find((one) => one.key === key);
    return column === undefined || formula ? [] : [column];
  });
  const rowOf = (file: number) => accepted[file]?.read.rows[0] ?? { values: {}, cells: {} };
  const sums = sumFigures(
    accepted.map(({ unit, read }, file) => ({ unit, savedAt: read.savedAt, row: rowOf(file) })),
    columns,
  );
  for (const { file, by } of sums.replaced) {
    const [old, now] = [accepted[file], accepted[by]];
    if (old === undefined || now === undefined) continue;
    problems[old.index]?.push(
      describeProblem({
        code: 'replaced',
        severity: 'must',
        sheet: old.read.sheet,
        message: `${old.unit ?? ''}还交了“${now.fileName}”，只计那一份，这一份没有计入。不同的格列在冲突里。`,
      }),
    );
  }
  const conflicts = sums.conflicts.map(({ column, sides }): MergeConflictReport => {
    const [left, right] = sides.map(({ file }): MergeSideReport => {
      const one = accepted[file];
      const side = {
        file: one?.file ?? '',
        sheet: one?.read.sheet ?? '',
        cell: rowOf(file).cells[column] ?? null,
        value: spokenValue(rowOf(file).values, column),
      };
      if (one !== undefined) {
        problems[one.index]?.push(
          describeProblem({
            code: 'conflict',
            severity: 'must',
            sheet: side.sheet,
            cell: side.cell,
            column,
            message: `“${titleOf(form, column)}”这里是${shown(side.value)}，${one.unit ?? '同一单位'}的另一份不同，只计了后一份。请核对。`,
          }),
        );
      }
      return side;
    });
    if (left === undefined || right === undefined) throw new RangeError('a conflict has two sides');
    const unit = accepted[sides[0].file]?.unit ?? null;
    return { unit, key: {}, column: titleOf(form, column), values: [left, right] };
  });
  tellUnsummed(form, accepted, sums.figures, problems);
  const values = Object.fromEntries(sums.figures.map(({ column, value }) => [column, value]));
  const first = sums.counted[0];
  return {
    rows: first === undefined ? [] : [{ values, cells: {}, file: accepted[first]?.index ?? 0 }],
    conflicts,
    counted: sums.counted.flatMap((file) => accepted[file]?.index ?? []),
    totals: Object.fromEntries(
      sums.figures.flatMap(({ column, sum }) => (sum === null ? [] : [[titleOf(form, column), Number(sum)]])),
    ),
    isKept: () => true,
  };
}

/** What is in no sum is told where it stands. */
function tellUnsummed(
  form: MergeForm,
  accepted: readonly AcceptedFile[],
  figures: readonly SummedFigure[],
  problems: FileProblems,
): void {
  for (const { column, left, sum } of figures) {
    for (const file of left) {
      const one = accepted[file];
      if (one === undefined) continue;
      const row = one.read.rows[0];
      problems[one.index]?.push(
        describeProblem({
          code: 'not_summed',
          severity: 'explain',
          sheet: one.read.sheet,
          cell: row?.cells[column] ?? null,
          column,
          message: `“${titleOf(form, column)}”里的${shown(spokenValue(row?.values ?? {}, column))}不能相加，${sum === null ? '汇总表里这一格空着' : '没有加进汇总数'}。请核对后手工填写。`,
        }),
      );
    }
  }
}

function titleOf(form: MergeForm, key: string): string {
  return (
    pathsByKey(form.definition).get(key) ??
    form.table.columns.find((column) => column.key === key)?.title ??
    key
  );
}

function shown(value: MergeSideReport['value']): string {
  return value === null ? '空白' : `“${typeof value === 'boolean' ? (value ? '是' : '否') : value}”`;
}
