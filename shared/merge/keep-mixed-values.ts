import { groupRows } from '../annex/lines.ts';
import { cellValuesEqual, valueAt } from '../model/cell-value.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import type { IncomingRow } from './incoming.ts';

/**
 * An annex line whose rows hold different notes prints them joined (甲；乙). Where a file brings back just that text,
 * nobody changed it: the incoming rows of the line then carry the notes that the rows of the same name have now.
 */
export function keepMixedValues(
  table: TableDefinition,
  rows: readonly Row[],
  incoming: readonly IncomingRow[],
): readonly IncomingRow[] {
  const layout = table.grouped;
  if (layout === null) return incoming;
  const mixedLines = groupRows(table, layout, rows, []).lines.filter(({ mixed }) => mixed.length > 0);
  if (mixedLines.length === 0) return incoming;
  return incoming.map((row) => {
    const line = mixedLines.find(({ group }) => group === valueAt(row.values, layout.groupColumn));
    const known = line?.rows.find((candidate) =>
      [layout.nameColumn, layout.choiceColumn].every((column) =>
        cellValuesEqual(valueAt(candidate.values, column), valueAt(row.values, column)),
      ),
    );
    if (line === undefined || known === undefined) return row;
    const kept = line.mixed
      .filter((column) => cellValuesEqual(valueAt(row.values, column), valueAt(line.values, column)))
      .map((column) => [column, valueAt(known.values, column)]);
    return kept.length === 0 ? row : { ...row, values: { ...row.values, ...Object.fromEntries(kept) } };
  });
}
