/** Where nothing looks like a table: the row that says the table's own titles is its header all the same. */
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { mergeAt, type Sheet } from '../sheet.ts';
import { matchName, type ReadingLayout, targetsOf } from './bind-targets.ts';
import { headerColumns, headerText } from './titles.ts';

/** A header stands near the top of a sheet; what is searched is bounded by this. */
const searchedRows = 200;

/** The row that names every needed field and the most others; null when there is none. */
export function findNamedHeader(
  sheet: Sheet,
  definition: TableDefinition,
): { readonly firstRow: number; readonly lastRow: number } | null {
  let best: { readonly firstRow: number; readonly lastRow: number } | null = null;
  let most = 0;
  for (let row = 0; row < Math.min(sheet.rows.length, searchedRows); row += 1) {
    const columns = headerColumns(sheet, row);
    const count = Math.max(
      ...(['grouped', 'list'] as const).map((layout) => countNamed(row, columns, layout)),
    );
    if (count <= most) continue;
    most = count;
    const merges = columns.flatMap((column) => mergeAt(sheet, row, column) ?? []);
    best = {
      firstRow: Math.min(row, ...merges.map(({ firstRow }) => firstRow)),
      lastRow: Math.max(row, ...merges.map(({ lastRow }) => lastRow)),
    };
  }
  return best;

  function countNamed(row: number, columns: readonly number[], layout: ReadingLayout): number {
    const texts = columns.map((column) => headerText(sheet, row, column));
    const targets = targetsOf(definition, layout);
    const named = targets.filter((target) => texts.some((text) => matchName([text], target) !== null));
    const hasChoice = layout === 'list' || named.some(({ field }) => field.kind === 'choice');
    const complete =
      targets.length > 0 && targets.every((target) => !target.needed || named.includes(target));
    return complete && hasChoice ? named.length : 0;
  }
}
