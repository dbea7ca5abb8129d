/** Rows come in and go: everything in the workbook that says where something stands follows. */

import type { RowInsertion, RowSpan, SheetFill } from './fill.ts';
import { type InsertedRows, lastRow, RowMove } from './formula/row-move.ts';
import type { WorkbookMoves } from './formula/shift-formula.ts';
import { moveSheet } from './move/move-sheet.ts';
import { moveComments, moveControls, moveOldDrawings } from './parts/comments.ts';
import { moveCharts, moveDrawings } from './parts/drawings.ts';
import { moveNames } from './parts/names.ts';
import { movePivotSources, movePivotTables } from './parts/pivots.ts';
import { moveTables } from './parts/tables.ts';
import { refuse } from './refusal.ts';
import type { TemplateSheet } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { Splices } from './xml/splices.ts';

/**
 * Inserts and deletes the rows that a fill asks for.
 * @returns whether any row has moved
 * @throws HuibiaoError where a range cannot be torn or the rows do not fit
 */
export function moveRows(edit: WorkbookEdit, fills: readonly SheetFill[]): boolean {
  const bySheet = new Map<TemplateSheet, RowMove>();
  for (const fill of fills) {
    const move = moveOf(fill);
    if (!move.isEmpty) bySheet.set(edit.sheet(fill.sheet), move);
  }
  if (bySheet.size === 0) return false;
  const moves = workbookMoves(edit, bySheet);
  for (const sheet of edit.template.sheets) {
    moveCharts(edit, sheet, moves);
    if (sheet.type !== 'worksheet') continue;
    const move = bySheet.get(sheet) ?? null;
    moveSheetPart(edit, sheet, move, moves);
    moveTables(edit, sheet, move, moves);
    moveOldDrawings(edit, sheet, move, moves);
    moveControls(edit, sheet, moves);
    if (move === null) continue;
    moveDrawings(edit, sheet, move);
    moveComments(edit, sheet, move);
    movePivotTables(edit, sheet, move);
  }
  moveNames(edit, moves);
  movePivotSources(edit, moves);
  return true;
}

function moveSheetPart(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  move: RowMove | null,
  moves: WorkbookMoves,
): void {
  const bytes = edit.read(sheet.part);
  const splices = new Splices();
  moveSheet({ sheet: sheet.name, part: sheet.part, bytes, splices, move, moves });
  if (!splices.isEmpty) edit.write(sheet.part, splices.applyTo(bytes));
}

function workbookMoves(edit: WorkbookEdit, bySheet: ReadonlyMap<TemplateSheet, RowMove>): WorkbookMoves {
  const byName = new Map([...bySheet].map(([sheet, move]) => [sheet.name.toLowerCase(), move]));
  const names = edit.template.sheets.map(({ name }) => name);
  const places = new Map(names.map((name, place) => [name.toLowerCase(), place]));
  return {
    moveOf: (sheet) => byName.get(sheet.toLowerCase()) ?? null,
    between: (first, last) => {
      const from = places.get(first.toLowerCase());
      const to = places.get(last.toLowerCase());
      return from === undefined || to === undefined
        ? null
        : names.slice(Math.min(from, to), Math.max(from, to) + 1);
    },
  };
}

function moveOf({ sheet, insertions = [], deletions = [] }: SheetFill): RowMove {
  for (const span of deletions) checkSpan(span, sheet);
  return new RowMove(
    insertions.map((insertion) => insertedRows(insertion, deletions, sheet)),
    deletions,
  );
}

function insertedRows(
  { after, repeat, times, block, repeatsValues = false }: RowInsertion,
  deletions: readonly RowSpan[],
  sheet: string,
): InsertedRows {
  checkSpan(repeat, sheet);
  if (block !== undefined) checkSpan(block, sheet);
  if (!Number.isInteger(after) || after < -1 || after > lastRow || !Number.isInteger(times) || times < 0) {
    refuse(
      `工作表“${sheet}”不能在第 ${after + 1} 行之后插入 ${times} 次`,
      { sheet, after, times },
      'bad_request',
    );
  }
  const before = after + 1;
  const isTorn = deletions.some(
    ({ first, last }) => (before > first && before <= last) || (first <= repeat.last && repeat.first <= last),
  );
  if (isTorn) {
    refuse(
      `工作表“${sheet}”第 ${before + 1} 行处既要插入又要删除，做不到`,
      { sheet, row: before + 1 },
      'bad_request',
    );
  }
  return {
    before,
    count: times * (repeat.last - repeat.first + 1),
    template: repeat,
    block: block ?? null,
    repeatsValues,
  };
}

function checkSpan({ first, last }: RowSpan, sheet: string): void {
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last <= lastRow)
    return;
  refuse(`工作表“${sheet}”没有第 ${first + 1} 行到第 ${last + 1} 行`, { sheet, first, last }, 'bad_request');
}
