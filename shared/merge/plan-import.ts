import type { ImportLine } from '../api.ts';
import { type CellValue, cellValuesEqual, type RowValues, valueAt } from '../model/cell-value.ts';
import type { Change } from '../model/change.ts';
import type { Row, RowSource } from '../model/row.ts';
import { withValues } from '../model/rows-state.ts';
import type { TableDefinition } from '../model/table.ts';
import { longestAscending } from '../values/ascending.ts';
import { orderKeysBetween } from '../values/order-key.ts';
import { describeAddedRow, describeChangedRow, describeRemovedRow } from './import-lines.ts';
import type { IncomingRows } from './incoming.ts';
import { matchRows } from './match-rows.ts';

export type ImportRequest = {
  readonly definition: TableDefinition;
  /** The table's rows in table order. */
  readonly rows: readonly Row[];
  readonly incoming: IncomingRows;
  /** The stored file, for the provenance of the rows that it adds or changes. */
  readonly source: { readonly fileId: string; readonly fileName: string };
  readonly newId: () => string;
};

/** What an import would do: the changes in the order to apply them, and what to tell about them. */
export type ImportPlan = {
  readonly changes: readonly Change[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Rows whose values stay, also where they move to another place. */
  readonly unchanged: number;
  readonly moved: number;
  /** One line for each changed and added row in file order, then each removed row in table order. */
  readonly lines: readonly ImportLine[];
};

/**
 * Plans how a table becomes what a file says. The file is the truth for the whole table: rows that it does not
 * have are removed, the order is the file's. Columns that it has no header for keep what they hold; in the others
 * an absent value means 未填. Computed columns and columns that the table does not have are not imported.
 */
export function planImport({ definition, rows, incoming, source, newId }: ImportRequest): ImportPlan {
  const table = definition.key;
  const columns = importedColumns(definition, incoming.columns);
  const matches = matchRows(
    definition,
    columns,
    rows.map(({ values }) => values),
    incoming.rows.map(({ values }) => values),
  );
  const kept = new Set(matches);
  const removedRows = rows.filter((_, index) => !kept.has(index));
  const removals = removedRows.map((row): Change => ({ kind: 'rowRemoved', table, row }));
  const cellChanges: Change[] = [];
  const lines: ImportLine[] = [];

  const arriving = incoming.rows.map((incomingRow, index): ArrivingRow => {
    const rowSource = { ...source, sheet: incoming.sheet, cells: { ...incomingRow.cells } };
    const rowIndex = matches[index] ?? null;
    const row = rowIndex === null ? undefined : rows[rowIndex];
    if (rowIndex === null || row === undefined) {
      const values = takeValues(incomingRow.values, columns);
      lines.push(describeAddedRow(definition, values));
      return { kind: 'new', values, source: rowSource };
    }
    const difference = differingCells(columns, row.values, incomingRow.values);
    if (difference !== null) {
      const { before, after } = difference;
      cellChanges.push({
        kind: 'cellsSet',
        table,
        rowId: row.id,
        before,
        after,
        source: { before: row.source, after: rowSource },
      });
      lines.push(describeChangedRow(definition, row.values, before, after));
    }
    return { kind: 'kept', row, rowIndex };
  });

  const placements = placeRows(table, arriving, newId);
  const added = placements.filter(({ kind }) => kind === 'rowAdded').length;
  return {
    changes: [...removals, ...cellChanges, ...placements],
    added,
    changed: cellChanges.length,
    removed: removals.length,
    unchanged: incoming.rows.length - added - cellChanges.length,
    moved: placements.length - added,
    lines: [...lines, ...removedRows.map(({ values }) => describeRemovedRow(definition, values))],
  };
}

/** A row at its place in the file's order. */
type ArrivingRow =
  | { readonly kind: 'kept'; readonly row: Row; readonly rowIndex: number }
  | { readonly kind: 'new'; readonly values: RowValues; readonly source: RowSource };

function importedColumns(definition: TableDefinition, carried: readonly string[]): readonly string[] {
  return definition.columns
    .filter(({ key, computed }) => computed === null && carried.includes(key))
    .map(({ key }) => key);
}

function takeValues(values: RowValues, columns: readonly string[]): RowValues {
  return withValues({}, Object.fromEntries(columns.map((column) => [column, valueAt(values, column)])));
}

function differingCells(
  columns: readonly string[],
  old: RowValues,
  incoming: RowValues,
): { readonly before: RowValues; readonly after: RowValues } | null {
  const before: Record<string, CellValue> = {};
  const after: Record<string, CellValue> = {};
  let differs = false;
  for (const column of columns) {
    const [left, right] = [valueAt(old, column), valueAt(incoming, column)];
    if (cellValuesEqual(left, right)) continue;
    before[column] = left;
    after[column] = right;
    differs = true;
  }
  return differs ? { before, after } : null;
}

/** Gives new rows a place and moves as few kept rows as the file's order allows. */
function placeRows(table: string, arriving: readonly ArrivingRow[], newId: () => string): Change[] {
  const staying = longestAscending(
    arriving.map((entry) => (entry.kind === 'kept' ? entry.rowIndex : null)),
    (left, right) => left < right,
  );
  const changes: Change[] = [];
  const nextTaken = takenPositions(arriving);
  let previous: string | null = null;
  let index = 0;
  while (index < arriving.length) {
    let end = index;
    // Where rows share a position there is no room between them, so the second one moves as well.
    while (
      end < arriving.length &&
      !(staying.has(end) && (end === index || isBehind(arriving[end], previous)))
    ) {
      end += 1;
    }
    const keys: string[] = orderKeysBetween(previous, nextTaken(previous), end - index);
    arriving.slice(index, end).forEach((entry, offset) => {
      changes.push(placeRow(table, entry, keys[offset] ?? '', newId));
    });
    const stayed = arriving[end];
    previous = stayed?.kind === 'kept' ? stayed.row.position : previous;
    index = end + 1;
  }
  return changes;
}

function placeRow(table: string, entry: ArrivingRow, position: string, newId: () => string): Change {
  switch (entry.kind) {
    case 'kept':
      return { kind: 'rowMoved', table, rowId: entry.row.id, before: entry.row.position, after: position };
    case 'new': {
      const { values, source } = entry;
      return {
        kind: 'rowAdded',
        table,
        row: { id: newId(), position, unit: null, round: null, values, source },
      };
    }
  }
}

function isBehind(entry: ArrivingRow | undefined, previous: string | null): boolean {
  return entry?.kind === 'kept' && (previous === null || entry.row.position > previous);
}

/** Answers the first position behind another that a kept row has or had, so that no two ever meet on the way. */
function takenPositions(arriving: readonly ArrivingRow[]): (previous: string | null) => string | null {
  const positions = arriving.flatMap((entry) => (entry.kind === 'kept' ? [entry.row.position] : [])).sort();
  return (previous) => {
    let low = 0;
    let high = positions.length;
    while (previous !== null && low < high) {
      const middle = (low + high) >> 1;
      if ((positions[middle] ?? '') > previous) high = middle;
      else low = middle + 1;
    }
    return positions[low] ?? null;
  };
}
