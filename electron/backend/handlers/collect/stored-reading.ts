/** What was read of a return, as the workbook keeps it, and as rows of the unit that sent it. */
import { type ReadIncoming, settleIncoming } from '../../../../shared/collect/settle-incoming.ts';
import type { UnitNames } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import type { Return } from '../../../../shared/model/return.ts';
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
