import { choicesOf } from '../../shared/annex/lines.ts';
import type { Committed } from '../../shared/api.ts';
import { valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { ChangedRow } from '../grid/changed-cells.ts';
import type { CellAddress } from '../grid/sheet-model.ts';
import type { TableProblem } from './find-problems.ts';
import { choiceColumnKey, declaredRowId } from './line-rows.ts';

/** 附件样式 or 逐村台账; tables that are no annex have only `rows`. */
export type TableView = 'lines' | 'rows';

export type Place = { readonly table: string; readonly view: TableView; readonly address: CellAddress };

/** The cell that a problem is about, in the view that shows it. */
export function placeOfProblem(
  problem: TableProblem,
  table: TableDefinition,
  view: TableView,
): Pick<Place, 'view' | 'address'> | null {
  if (problem.rowId === null) {
    if (problem.line === null) return null;
    return { view: 'lines', address: { rowId: declaredRowId, column: choiceColumnKey(problem.line.choice) } };
  }
  if (view === 'lines' && problem.line !== null && problem.column === table.grouped?.nameColumn) {
    return {
      view,
      address: { rowId: problem.line.group, column: choiceColumnKey(problem.line.choice) },
    };
  }
  return { view: 'rows', address: { rowId: problem.rowId, column: problem.column } };
}

/**
 * The cell of a text that was found, in the view that the person used last where it shows the text: 附件样式 shows the
 * names, townships and remarks of rows that have a line, 逐村台账 everything.
 */
export function placeOfText(
  found: { readonly rowId: string; readonly column: string },
  table: TableDefinition,
  view: TableView,
  data: RowsState,
): Place {
  const inRows: Place = { table: table.key, view: 'rows', address: found };
  const layout = table.grouped;
  const row = data.rows.get(table.key)?.get(found.rowId);
  if (view === 'rows' || layout === null || row === undefined) return inRows;
  const group = valueAt(row.values, layout.groupColumn);
  const choice = valueAt(row.values, layout.choiceColumn);
  const placed = typeof choice === 'string' && choicesOf(table, layout).includes(choice);
  if (typeof group !== 'string' || !placed) return inRows;
  const inLine = (column: string): Place => ({ table: table.key, view, address: { rowId: group, column } });
  if (found.column === layout.nameColumn) return inLine(choiceColumnKey(choice));
  const shown = found.column === layout.groupColumn || layout.lineColumns.includes(found.column);
  return shown ? inLine(found.column) : inRows;
}

/** What an undo or redo changed, and the table and view where it can be seen. */
type ChangedPlace = Pick<Place, 'table' | 'view'> & { readonly changed: readonly ChangedRow[] };

/** The cells of an undo or redo, in the table that is shown if it has changes there; null where no cell is left to see. */
export function placeOfChange(
  committed: Pick<Committed, 'changes'> | null,
  tables: readonly TableDefinition[],
  shownTable: string,
  shownView: TableView,
  data: RowsState,
): ChangedPlace | null {
  const changes = committed?.changes ?? [];
  const change = changes.find(({ table }) => table === shownTable) ?? changes[0];
  const table = tables.find(({ key }) => key === change?.table);
  if (table === undefined) return null;
  const view = table.grouped === null ? 'rows' : table.key === shownTable ? shownView : 'lines';
  const columnsOf = new Map<string, Set<string> | null>();
  for (const one of changes) {
    if (one.table !== table.key) continue;
    const cells = view === 'lines' ? cellsOfLine(one, table, data) : cellsOfRow(one, table, data);
    if (cells === null) continue;
    const known = columnsOf.get(cells.rowId);
    const whole = known === null || cells.columns === null;
    columnsOf.set(cells.rowId, whole ? null : new Set([...(known ?? []), ...(cells.columns ?? [])]));
  }
  const changed = [...columnsOf].map(([rowId, columns]) => ({
    rowId,
    columns: columns === null ? null : [...columns],
  }));
  return changed.length === 0 ? null : { table: table.key, view, changed };
}

function cellsOfRow(change: Change, table: TableDefinition, data: RowsState): ChangedRow | null {
  switch (change.kind) {
    case 'cellsSet':
      return { rowId: change.rowId, columns: Object.keys(change.after) };
    case 'rowMoved':
      return { rowId: change.rowId, columns: null };
    case 'rowAdded':
      return data.rows.get(table.key)?.has(change.row.id) ? { rowId: change.row.id, columns: null } : null;
    case 'rowRemoved':
    case 'tableSet':
    case 'formSet':
    case 'roundSet':
    case 'returnSet':
      return null;
  }
}

function cellsOfLine(change: Change, table: TableDefinition, data: RowsState): ChangedRow | null {
  const layout = table.grouped;
  if (layout === null) return null;
  if (change.kind === 'tableSet' || change.kind === 'formSet' || change.kind === 'roundSet') return null;
  if (change.kind === 'returnSet') return null;
  const row =
    change.kind === 'rowAdded' || change.kind === 'rowRemoved'
      ? change.row
      : data.rows.get(table.key)?.get(change.rowId);
  if (row === undefined) return null;
  const group = valueAt(row.values, layout.groupColumn);
  const choice = valueAt(row.values, layout.choiceColumn);
  if (typeof group !== 'string' || typeof choice !== 'string') return null;
  const [changed] = change.kind === 'cellsSet' ? Object.keys(change.after) : [];
  const ofLine = changed !== undefined && layout.lineColumns.includes(changed);
  return { rowId: group, columns: [ofLine ? changed : choiceColumnKey(choice)] };
}
