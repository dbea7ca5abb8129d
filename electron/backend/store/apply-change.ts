/** Applies one change to the rows in SQL: the same thing that `applyChanges` does to rows in memory. */
import type { Change } from '../../../shared/model/change.ts';
import type { Row, RowSource } from '../../../shared/model/row.ts';
import {
  holdsValues,
  sameDefinition,
  sameRow,
  sameSource,
  staleEdit,
  withValues,
} from '../../../shared/model/rows-state.ts';
import { sameContent } from '../../../shared/model/same-content.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import {
  checkCells,
  checkDefinition,
  checkPosition,
  checkRow,
  duplicateRow,
  unknownTable,
} from './check-change.ts';
import { checkFormSet, checkRoundSet, refuseBoundTable } from './check-forms.ts';
import { checkReturnSet } from './check-returns.ts';
import { defineStatement, type WritableDatabase } from './database.ts';
import { deleteFormEdition, putFormEdition, readFormEdition } from './forms.ts';
import { putReturn, readReturn } from './returns.ts';
import { deleteRound, putRound, readRound } from './rounds.ts';
import { readRow } from './rows.ts';
import { readDefinition } from './tables.ts';

/** `new` changes must fit the tables; `replay` of logged ones must only find what was before. */
export type ChangeRules = 'new' | 'replay';

/** What applying a list of changes carries along. */
export type ApplyState = {
  readonly db: WritableDatabase;
  readonly revision: number;
  readonly rules: ChangeRules;
  /** Definitions by key as the changes so far have left them. */
  readonly definitions: Map<string, TableDefinition | null>;
};

/**
 * Applies the change and returns it as it belongs into the log: a removed row as it was stored, provenance
 * included, so that taking the removal back brings all of it back.
 * @throws HuibiaoError `stale_edit`, `invalid_edit`
 */
export function applyChange(state: ApplyState, change: Change): Change {
  switch (change.kind) {
    case 'rowAdded':
      addRow(state, change);
      return change;
    case 'rowRemoved':
      return { ...change, row: removeRow(state, change) };
    case 'cellsSet':
      setCells(state, change);
      return change;
    case 'rowMoved':
      moveRow(state, change);
      return change;
    case 'tableSet':
      setTable(state, change);
      return change;
    case 'formSet':
      setForm(state, change);
      return change;
    case 'roundSet':
      setRound(state, change);
      return change;
    case 'returnSet':
      setReturn(state, change);
      return change;
  }
}

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

function addRow({ db, revision, rules, definitions }: ApplyState, change: ChangeOf<'rowAdded'>): void {
  const { table, row } = change;
  const definition = definitionOf(db, definitions, table);
  if (definition === null) throw unknownTable(table);
  if (rules === 'new') checkRow(definition, row);
  const added = insertRow.run(
    db,
    table,
    row.id,
    row.position,
    row.unit,
    row.round,
    revision,
    JSON.stringify(row.values),
    storedSource(row.source),
  );
  if (added.changes === 0) throw duplicateRow(definition, row);
}

function removeRow({ db }: ApplyState, change: ChangeOf<'rowRemoved'>): Row {
  const row = readRow(db, change.table, change.row.id);
  if (row === null || !sameRow(row, change.row)) throw staleEdit(change);
  deleteRow.run(db, change.table, row.id);
  return row;
}

function setCells({ db, revision, rules, definitions }: ApplyState, change: ChangeOf<'cellsSet'>): void {
  const { table, rowId, before, after, source } = change;
  const row = readRow(db, table, rowId);
  if (row === null) throw staleEdit(change);
  const { values } = row;
  const definition = definitionOf(db, definitions, table);
  if (definition === null) throw unknownTable(table);
  if (rules === 'new') checkCells(definition, { id: rowId, values }, before, after);
  if (!holdsValues(values, before)) throw staleEdit(change);
  if (source !== undefined && !sameSource(row.source, source.before)) throw staleEdit(change);
  const newSource = source === undefined ? row.source : source.after;
  updateValues.run(
    db,
    JSON.stringify(withValues(values, after)),
    storedSource(newSource),
    revision,
    table,
    rowId,
  );
}

function moveRow({ db, revision, rules }: ApplyState, change: ChangeOf<'rowMoved'>): void {
  const { table, rowId, before, after } = change;
  if (rules === 'new') checkPosition(after, rowId);
  if (updatePosition.run(db, after, revision, table, rowId, before).changes === 0) throw staleEdit(change);
}

function setTable({ db, rules, definitions }: ApplyState, change: ChangeOf<'tableSet'>): void {
  const { table, before, after } = change;
  if (rules === 'new') {
    checkDefinition(change);
    if (after === null) refuseBoundTable(db, change);
  }
  if (!sameDefinition(readDefinition(db, table), before)) throw staleEdit(change);
  if (after === null) {
    if (anyRow.get(db, table) !== undefined) throw staleEdit(change);
    deleteTable.run(db, table);
  } else putTable.run(db, table, JSON.stringify(after));
  definitions.set(table, after);
}

function setForm({ db, rules }: ApplyState, change: ChangeOf<'formSet'>): void {
  const { form, edition, before, after } = change;
  if (rules === 'new') checkFormSet(db, change);
  if (!sameContent(readFormEdition(db, form, edition), before)) throw staleEdit(change);
  if (after === null) deleteFormEdition(db, form, edition);
  else putFormEdition(db, after);
}

function setRound({ db, rules }: ApplyState, change: ChangeOf<'roundSet'>): void {
  const { round, before, after } = change;
  if (rules === 'new') checkRoundSet(db, change);
  if (!sameContent(readRound(db, round), before)) throw staleEdit(change);
  if (after === null) deleteRound(db, round);
  else putRound(db, after);
}

function setReturn({ db, rules }: ApplyState, change: ChangeOf<'returnSet'>): void {
  const { before, after } = change;
  if (rules === 'new') checkReturnSet(db, change);
  if (!sameContent(readReturn(db, change.return), before)) throw staleEdit(change);
  putReturn(db, after);
}

function definitionOf(
  db: WritableDatabase,
  definitions: Map<string, TableDefinition | null>,
  table: string,
): TableDefinition | null {
  const known = definitions.get(table);
  if (known !== undefined) return known;
  const definition = readDefinition(db, table);
  definitions.set(table, definition);
  return definition;
}

function storedSource(source: RowSource | null): string | null {
  return source === null ? null : JSON.stringify(source);
}

const insertRow = defineStatement<
  [
    table: string,
    id: string,
    position: string,
    unit: string | null,
    round: string | null,
    revision: number,
    cellValues: string,
    source: string | null,
  ]
>(
  `INSERT INTO rows (table_key, id, position, unit, round, revision, cell_values, source)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (table_key, id) DO NOTHING`,
);

const deleteRow = defineStatement<[table: string, id: string]>(
  'DELETE FROM rows WHERE table_key = ? AND id = ?',
);

const updateValues = defineStatement<
  [cellValues: string, source: string | null, revision: number, table: string, id: string]
>('UPDATE rows SET cell_values = ?, source = ?, revision = ? WHERE table_key = ? AND id = ?');

const updatePosition = defineStatement<
  [position: string, revision: number, table: string, id: string, before: string]
>('UPDATE rows SET position = ?, revision = ? WHERE table_key = ? AND id = ? AND position = ?');

const anyRow = defineStatement<[table: string], { found: number }>(
  'SELECT 1 AS found FROM rows WHERE table_key = ? LIMIT 1',
);

const putTable = defineStatement<[key: string, definition: string]>(
  `INSERT INTO tables (key, definition) VALUES (?, ?)
   ON CONFLICT (key) DO UPDATE SET definition = excluded.definition`,
);

const deleteTable = defineStatement<[key: string]>('DELETE FROM tables WHERE key = ?');
