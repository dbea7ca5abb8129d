import { choicesOf } from '../../shared/annex/lines.ts';
import type { Committed } from '../../shared/api.ts';
import { valueAt } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import type { RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
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

/** Where an undo or redo can be seen: its first change, in the table that is shown if it has one there. */
export function placeOfChange(
  committed: Committed | null,
  tables: readonly TableDefinition[],
  shownTable: string,
  shownView: TableView,
  data: RowsState,
): Place | null {
  const changes = committed?.changes ?? [];
  const change = changes.find(({ table }) => table === shownTable) ?? changes[0];
  const table = tables.find(({ key }) => key === change?.table);
  if (change === undefined || table === undefined) return null;
  const view = table.grouped === null ? 'rows' : table.key === shownTable ? shownView : 'lines';
  const address = view === 'lines' ? lineAddress(change, table, data) : rowAddress(change, table, data);
  return address === null ? null : { table: table.key, view, address };
}

function rowAddress(change: Change, table: TableDefinition, data: RowsState): CellAddress | null {
  const first = table.columns[0]?.key ?? '';
  switch (change.kind) {
    case 'cellsSet':
      return { rowId: change.rowId, column: Object.keys(change.after)[0] ?? first };
    case 'rowMoved':
      return { rowId: change.rowId, column: first };
    case 'rowAdded':
      return data.rows.get(table.key)?.has(change.row.id) ? { rowId: change.row.id, column: first } : null;
    case 'rowRemoved':
    case 'tableSet':
    case 'formSet':
    case 'roundSet':
      return null;
  }
}

function lineAddress(change: Change, table: TableDefinition, data: RowsState): CellAddress | null {
  const layout = table.grouped;
  if (layout === null) return null;
  if (change.kind === 'tableSet' || change.kind === 'formSet' || change.kind === 'roundSet') return null;
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
  return { rowId: group, column: ofLine ? changed : choiceColumnKey(choice) };
}
