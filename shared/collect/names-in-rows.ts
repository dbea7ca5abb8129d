/** Units and villages that the rows of a return name: whose it is can be told by them. Pure. */
import type { IncomingRow } from '../merge/incoming.ts';
import { isNameList, valueAt } from '../model/cell-value.ts';
import type { TableDefinition } from '../model/table.ts';
import type { ReturnEvidence } from './return-evidence.ts';

export function namesInRows(
  rows: readonly IncomingRow[],
  { columns }: TableDefinition,
  unitColumn: string | null,
): Pick<ReturnEvidence, 'unitsInRows' | 'villagesInRows'> {
  const villageColumns = columns.filter(({ type }) => type === 'village').map(({ key }) => key);
  const unitsInRows = new Map<string, number>();
  const villagesInRows: string[] = [];
  for (const { values } of rows) {
    const unit = unitColumn === null ? null : valueAt(values, unitColumn);
    if (typeof unit === 'string') unitsInRows.set(unit, (unitsInRows.get(unit) ?? 0) + 1);
    for (const key of villageColumns) {
      const named = valueAt(values, key);
      if (isNameList(named)) villagesInRows.push(...named);
      else if (typeof named === 'string') villagesInRows.push(named);
    }
  }
  return { unitsInRows, villagesInRows };
}
