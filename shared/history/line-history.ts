/** How a cell of 附件样式, which is made of several rows, came to what it shows. */
import { z } from 'zod';
import { groupRows } from '../annex/lines.ts';
import { joinNames, splitNames } from '../annex/names.ts';
import { type CellValue, cellValuesEqual } from '../model/cell-value.ts';
import { type Change, invertChanges } from '../model/change.ts';
import { applyChanges, orderedRows, type RowsState } from '../model/rows-state.ts';
import type { GroupedLayout, TableDefinition } from '../model/table.ts';

/** A cell of an annex line: the names of one choice, or a value of the whole line. */
export const lineCellSchema = z.strictObject({
  group: z.string(),
  part: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('names'), choice: z.string() }),
    z.strictObject({ kind: z.literal('value'), column: z.string() }),
  ]),
});
export type LineCell = z.infer<typeof lineCellSchema>;

/** An edit's changes of the rows that ever stood in the cell's group, in order. */
export type EditOfLine = { readonly editId: number; readonly changes: readonly Change[] };

/** What the cell showed before and after an edit; 未填 is null. */
export type LineStep = { readonly editId: number; readonly before: CellValue; readonly after: CellValue };

/**
 * Goes back from what is there now, edit by edit, and yields those that changed what the cell shows, newest first.
 * @param now the rows, as they are, of all that ever stood in the group
 * @param edits newest first, without a gap from now on
 */
export function* walkLineBack(
  table: TableDefinition,
  layout: GroupedLayout,
  cell: LineCell,
  now: RowsState,
  edits: Iterable<EditOfLine>,
): Generator<LineStep, void> {
  let state = now;
  let after = shownIn(table, layout, cell, state);
  for (const { editId, changes } of edits) {
    state = applyChanges(state, invertChanges(changes));
    const before = shownIn(table, layout, cell, state);
    if (!cellValuesEqual(before, after)) yield { editId, before, after };
    after = before;
  }
}

/**
 * What an edit did to the names in a cell: 东顿村 → 东顿二村, 加入 大兴村, 删去 任庄村, 调整次序. Names that stayed are
 * not told.
 */
export function describeNamesWent(before: string, after: string): string {
  const [old, now] = [splitNames(before), splitNames(after)];
  const gone = old.filter((name) => !now.includes(name));
  const come = now.filter((name) => !old.includes(name));
  if (gone.length > 0 && come.length > 0) return `${joinNames(gone)} → ${joinNames(come)}`;
  if (gone.length > 0) return `删去 ${joinNames(gone)}`;
  if (come.length > 0) return `加入 ${joinNames(come)}`;
  return old.length === now.length ? '调整次序' : `${old.length} 个名称 → ${now.length} 个`;
}

function shownIn(
  table: TableDefinition,
  layout: GroupedLayout,
  { group, part }: LineCell,
  state: RowsState,
): CellValue {
  const { lines } = groupRows(table, layout, orderedRows(state, table.key), []);
  const line = lines.find((each) => each.group === group);
  if (line === undefined) return null;
  switch (part.kind) {
    case 'names':
      return joinNames((line.names[part.choice] ?? []).map(({ name }) => name)) || null;
    case 'value':
      return line.values[part.column] ?? null;
  }
}
