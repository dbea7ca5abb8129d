/** The edits that the history lists: of a table, or of one cell with what it held before and after. */
import type { EditSummary } from '../../shared/api.ts';
import type { LineCell } from '../../shared/history/line-history.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { callBackend } from '../rpc/backend.ts';

const pageLength = 50;

/** A cell whose own history can be asked for: a value of a row, or a cell of 附件样式. */
export type HistoryCell = { readonly name: string } & (
  | { readonly kind: 'row'; readonly rowId: string; readonly column: string }
  | { readonly kind: 'line'; readonly line: LineCell }
);

/** The next page of edits, newest first. */
export async function readPage(
  table: TableDefinition,
  cell: HistoryCell | null,
  before: number | null,
): Promise<{ readonly page: readonly EditSummary[]; readonly more: boolean }> {
  const page = await callBackend('edits.list', {
    table: table.key,
    ...placeOf(cell),
    before,
    limit: pageLength,
  });
  return { page, more: page.length === pageLength };
}

function placeOf(cell: HistoryCell | null): {
  readonly rowId: string | null;
  readonly column: string | null;
  readonly line?: LineCell;
} {
  switch (cell?.kind) {
    case undefined:
      return { rowId: null, column: null };
    case 'row':
      return { rowId: cell.rowId, column: cell.column };
    case 'line':
      return { rowId: null, column: null, line: cell.line };
  }
}
