import type { CellValue } from '../model/cell-value.ts';
import type { Change } from '../model/change.ts';
import { HuibiaoError } from '../model/failure.ts';
import type { Row } from '../model/row.ts';
import type { GroupedLayout } from '../model/table.ts';
import { longestAscending } from '../values/ascending.ts';
import { parseNone } from '../values/cell-text.ts';
import { orderKeysBetween } from '../values/order-key.ts';
import type { AnnexLine } from './lines.ts';

/** What a line edit needs to know besides the line. */
export type LineContext = {
  readonly table: string;
  readonly layout: GroupedLayout;
  /** All rows of the table in table order, for placing new ones. */
  readonly rows: readonly Row[];
  readonly newId: () => string;
};

/**
 * Replaces the names under one choice of a line. Names that stay keep their rows (and what else those hold);
 * a name that only changed in place is a changed row, not a removed and an added one; the rest is removed,
 * added or moved, so that the row order follows the written order.
 */
export function planNamesEdit(
  context: LineContext,
  line: AnnexLine,
  choice: string,
  names: readonly string[],
): Change[] {
  const { table, layout } = context;
  const none = names.find((name) => parseNone(name) !== null);
  if (none !== undefined) {
    throw new HuibiaoError('invalid_edit', `“${none}”不是村名。没有村就把格子留空，不用填“${none}”。`, {
      group: line.group,
    });
  }
  const old = line.names[choice] ?? [];
  const rowsById = new Map(line.rows.map((row) => [row.id, row]));
  const assigned = assignRows(
    old.map(({ name, rowId }) => ({ name, rowId })),
    names,
  );
  const kept = new Set(assigned.filter((rowId) => rowId !== null));
  const changes: Change[] = [];

  for (const { rowId } of old) {
    const row = rowsById.get(rowId);
    if (row !== undefined && !kept.has(rowId)) changes.push({ kind: 'rowRemoved', table, row });
  }
  names.forEach((name, index) => {
    const rowId = assigned[index] ?? null;
    const before = old.find((entry) => entry.rowId === rowId)?.name;
    if (rowId !== null && before !== undefined && before !== name) {
      changes.push({
        kind: 'cellsSet',
        table,
        rowId,
        before: { [layout.nameColumn]: before },
        after: { [layout.nameColumn]: name },
      });
    }
  });
  return [...changes, ...placeNames(context, line, choice, names, assigned)];
}

/** Sets a value of the whole line (备注) on each of its rows. */
export function planLineValueEdit(
  context: LineContext,
  line: AnnexLine,
  column: string,
  value: CellValue,
): Change[] {
  if (line.rows.length === 0 && value !== null) {
    throw new HuibiaoError('invalid_edit', `${line.group}还没有村，备注无处可记。请先填村名，再写备注。`, {
      group: line.group,
    });
  }
  return line.rows.map((row) => ({
    kind: 'cellsSet',
    table: context.table,
    rowId: row.id,
    before: { [column]: row.values[column] ?? null },
    after: { [column]: value },
  }));
}

/** For each new name the row that carries it: the same name first, then what is left in the same place. */
function assignRows(
  old: readonly { readonly name: string; readonly rowId: string }[],
  names: readonly string[],
): (string | null)[] {
  const free = [...old];
  const assigned: (string | null)[] = names.map((name) => {
    const index = free.findIndex((entry) => entry.name === name);
    return index < 0 ? null : (free.splice(index, 1)[0]?.rowId ?? null);
  });
  if (old.length === names.length) {
    names.forEach((_, index) => {
      const here = old[index];
      if (assigned[index] !== null || here === undefined) return;
      const at = free.indexOf(here);
      if (at >= 0) assigned[index] = free.splice(at, 1)[0]?.rowId ?? null;
    });
  }
  return assigned;
}

/** Adds rows for names without one and moves kept rows that are out of the written order. */
function placeNames(
  { table, layout, rows, newId }: LineContext,
  line: AnnexLine,
  choice: string,
  names: readonly string[],
  assigned: readonly (string | null)[],
): Change[] {
  const positions = new Map(line.rows.map((row) => [row.id, row.position]));
  const staying = longestAscending(
    assigned.map((rowId) => (rowId === null ? null : (positions.get(rowId) ?? null))),
    (left, right) => left < right,
  );
  const changes: Change[] = [];
  let previous = startOf(line, choice, rows);
  let index = 0;
  while (index < names.length) {
    let end = index;
    while (end < names.length && !staying.has(end)) end += 1;
    const keys = orderKeysBetween(previous, firstPositionAfter(rows, previous), end - index);
    for (const [offset, position] of keys.entries()) {
      const at = index + offset;
      const rowId = assigned[at] ?? null;
      const before = rowId === null ? undefined : positions.get(rowId);
      if (rowId !== null && before !== undefined) {
        changes.push({ kind: 'rowMoved', table, rowId, before, after: position });
      } else {
        const lineValues = Object.fromEntries(
          layout.lineColumns
            .filter((column) => !line.mixed.includes(column) && (line.values[column] ?? null) !== null)
            .map((column) => [column, line.values[column] ?? null]),
        );
        changes.push({
          kind: 'rowAdded',
          table,
          row: {
            id: newId(),
            position,
            unit: null,
            round: null,
            source: null,
            values: {
              [layout.groupColumn]: line.group,
              [layout.choiceColumn]: choice,
              [layout.nameColumn]: names[at] ?? '',
              ...lineValues,
            },
          },
        });
      }
    }
    previous = keys.at(-1) ?? previous;
    if (end < names.length) previous = positions.get(assigned[end] ?? '') ?? previous;
    index = end + 1;
  }
  return changes;
}

/** The position after which the first name of a choice goes: before its own first row, else after the line's last. */
function startOf(line: AnnexLine, choice: string, rows: readonly Row[]): string | null {
  const firstId = line.names[choice]?.[0]?.rowId;
  if (firstId !== undefined) {
    const index = rows.findIndex(({ id }) => id === firstId);
    return rows[index - 1]?.position ?? null;
  }
  return line.rows.at(-1)?.position ?? rows.at(-1)?.position ?? null;
}

/** The end of the free space after `previous`: keys before it collide with no row of the table. */
function firstPositionAfter(rows: readonly Row[], previous: string | null): string | null {
  return rows.find(({ position }) => previous === null || position > previous)?.position ?? null;
}
