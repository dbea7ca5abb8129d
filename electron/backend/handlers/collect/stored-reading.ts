/** What was read of a return, as the workbook keeps it, and as rows of the unit that sent it. */
import { checkHead } from '../../../../shared/collect/check-head.ts';
import { checkVillages } from '../../../../shared/collect/check-villages.ts';
import { type ReadIncoming, settleIncoming } from '../../../../shared/collect/settle-incoming.ts';
import type { UnitNames } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { countProblems, type Return } from '../../../../shared/model/return.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { ReadReturn } from '../../sheets/collect/read-return.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { readReading } from '../../store/returns.ts';
import type { CollectContext } from './collect-context.ts';

/** By its form and edition; null where it was not read, or could not be. */
export function readStoredReading(
  database: ReadableDatabase,
  { file, form, edition }: Pick<Return, 'file' | 'form' | 'edition'>,
): ReadReturn | null {
  if (form === null || edition === null) return null;
  // `keepReading` put it there and nobody else.
  return readReading(database, file.id, form, edition) as ReadReturn | null;
}

export function settleReading(
  { sheet, columns, rows, problems }: Pick<ReadReturn, 'sheet' | 'columns' | 'rows' | 'problems'>,
  table: TableDefinition,
  unit: string | null,
  names: UnitNames,
): ReadIncoming {
  return settleIncoming({ sheet, columns, rows, problems }, table, unitColumn(table), unit, names);
}

/** The same with everything that a person should know of it before it is accepted. */
export function judgeReading(
  reading: ReadReturn,
  table: TableDefinition,
  { unit, round, status }: Pick<Return, 'unit' | 'round' | 'status'>,
  { names, rounds, villagesOf, standing }: CollectContext,
): ReadIncoming {
  const settled = settleReading(reading, table, unit, names);
  const period = rounds.find(({ key }) => key === round)?.period ?? null;
  // Its own rows are no reason not to tell what was explained when they were taken in.
  const isOwn = status === 'accepted';
  const problems = [
    ...checkHead(reading, unit, period, names),
    ...settled.problems,
    ...(unit === null
      ? []
      : checkVillages(settled, table, unitColumn(table), unit, villagesOf, () =>
          isOwn ? [] : standing(table, unit),
        )),
  ];
  return { ...settled, problems };
}

/** How much was read, and what is to be said of it; nothing where it could not be read. */
export function countsOf(settled: ReadIncoming | null): Return['counts'] {
  return { rows: settled?.rows.length ?? 0, ...countProblems(settled?.problems ?? []) };
}

/** Why nothing was read as the file is; null where rows could be read. */
export function refusalOf({ refusal }: Pick<ReadReturn, 'refusal'>): Return['failure'] {
  return refusal === null ? null : { code: refusal.code, message: refusal.message };
}
