/** The edits that the history lists: of a table, or of one cell with what it held before and after. */
import type { EditSummary } from '../../shared/api.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { callBackend } from '../rpc/backend.ts';

const pageLength = 50;
/** Edits of the table that are looked through at once for those that name a cell. */
const namedLength = 500;

/** A cell whose own history can be asked for: one value, or the values of several rows that are shown as one. */
export type HistoryCell = {
  readonly name: string;
  readonly places: readonly { readonly rowId: string; readonly column: string }[];
  /**
   * An edit whose name holds all of these belongs to the cell as well: rows that it took away are in no place of the
   * cell any more. Empty where the places are all there ever was.
   */
  readonly named: readonly string[];
};

/** An edit with what it did to the cell, once for every row that the cell is made of. */
export type PastEdit = EditSummary & {
  readonly cells: readonly {
    readonly rowId: string;
    readonly column: string;
    readonly before: CellValue;
    readonly after: CellValue;
  }[];
};

/** The next page of edits, newest first: of the table, or of all rows of a cell merged by time. */
export async function readPage(
  table: TableDefinition,
  cell: HistoryCell | null,
  before: number | null,
): Promise<{ readonly page: readonly PastEdit[]; readonly more: boolean }> {
  const asked = { table: table.key, before, limit: pageLength };
  if (cell === null) {
    const edits = await callBackend('edits.list', { ...asked, rowId: null, column: null });
    return { page: edits.map((edit) => ({ ...edit, cells: [] })), more: edits.length === pageLength };
  }
  const pages = await Promise.all(
    cell.places.map(async (place) => ({
      place,
      edits: await callBackend('edits.list', { ...asked, ...place }),
    })),
  );
  const named = await readNamed(table, cell.named, before);
  // Where one row has more, the others are shown no further back than its page reaches.
  const reach = Math.max(
    named.reach,
    ...pages.flatMap(({ edits }) => (edits.length === pageLength ? [edits.at(-1)?.id ?? 0] : [])),
  );
  const merged = new Map<number, PastEdit>(
    named.edits.filter(({ id }) => id >= reach).map((edit) => [edit.id, { ...edit, cells: [] }]),
  );
  for (const { place, edits } of pages) {
    for (const edit of edits) {
      if (edit.id < reach) continue;
      const known = merged.get(edit.id) ?? { ...edit, cells: [] };
      const cells = edit.cell === null ? known.cells : [...known.cells, { ...place, ...edit.cell }];
      merged.set(edit.id, { ...known, cells });
    }
  }
  return { page: [...merged.values()].sort((left, right) => right.id - left.id), more: reach > 0 };
}

/** Edits of the table whose names say that they are about the cell, and how far back they were looked through. */
async function readNamed(
  table: TableDefinition,
  named: readonly string[],
  before: number | null,
): Promise<{ readonly edits: readonly EditSummary[]; readonly reach: number }> {
  if (named.length === 0) return { edits: [], reach: 0 };
  const asked = { table: table.key, rowId: null, column: null, before, limit: namedLength };
  const edits = await callBackend('edits.list', asked);
  return {
    edits: edits.filter(({ label }) => named.every((word) => label.includes(word))),
    reach: edits.length === namedLength ? (edits.at(-1)?.id ?? 0) : 0,
  };
}
