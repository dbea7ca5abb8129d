/** What was read of a return, as the workbook keeps it, and as rows of the unit that sent it. */
import { type ReadIncoming, settleIncoming } from '../../../../shared/collect/settle-incoming.ts';
import type { UnitNames } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { countProblems, type Return } from '../../../../shared/model/return.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { ReadReturn } from '../../sheets/collect/read-return.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { readReading } from '../../store/returns.ts';

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

/** How much was read, and what is to be said of it; nothing where it could not be read. */
export function countsOf(settled: ReadIncoming | null): Return['counts'] {
  return { rows: settled?.rows.length ?? 0, ...countProblems(settled?.problems ?? []) };
}

/** Why nothing was read as the file is; null where rows could be read. */
export function refusalOf({ refusal }: Pick<ReadReturn, 'refusal'>): Return['failure'] {
  return refusal === null ? null : { code: refusal.code, message: refusal.message };
}
