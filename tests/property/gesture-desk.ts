/** The ledger as a person has it before them, and the gestures they make in it, for the laws of the sheet. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { copyCells } from '../../renderer/grid/copy-cells.ts';
import { planFill } from '../../renderer/grid/fill-cells.ts';
import {
  duplicateRows,
  insertRows,
  moveRowsTo,
  removeRows,
  selectedRowIds,
  shiftRows,
} from '../../renderer/grid/row-commands.ts';
import { type Selection, selectCell, shapeOf } from '../../renderer/grid/selection.ts';
import {
  applyFill,
  clearSelected,
  fillEverywhere,
  fillSelected,
  pasteBlock,
  type SheetContext,
} from '../../renderer/grid/sheet-actions.ts';
import type { SheetModel, SheetRow } from '../../renderer/grid/sheet-model.ts';
import { makeRowsModel } from '../../renderer/tables/rows-model.ts';
import { planReplacement } from '../../renderer/view/find-state.ts';
import { WorkbookStore } from '../../renderer/workbook/workbook-store.ts';
import { compileQuery, findAll, findText } from '../../shared/grid/find.ts';
import type { Row } from '../../shared/model/row.ts';
import { callOk, type TestHost } from '../contract/hosts.ts';

const table = 'tasks';
const registry = { units: [], townships: [], villages: new Map<string, string[]>() };

export type Place = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};

export const places: fc.Arbitrary<Place> = fc.record({
  row: fc.nat({ max: 7 }),
  column: fc.nat({ max: 13 }),
  rows: fc.integer({ min: 1, max: 4 }),
  columns: fc.integer({ min: 1, max: 4 }),
});
/** One selected cell, from which a block spreads by its own size. */
export const cells: fc.Arbitrary<Place> = fc.record({
  row: fc.nat({ max: 5 }),
  column: fc.nat({ max: 11 }),
  rows: fc.constant(1),
  columns: fc.constant(1),
});
const texts = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2.5',
    '约三成',
    '无',
    '89%',
    '007',
    '140525199001011234',
    '进行中',
    '≥',
    '甲村、乙村',
    '第1季度',
  ),
  fc.string({ maxLength: 6 }),
);
export const blocks = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([height, width]) =>
    fc.array(fc.array(texts, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

export type Gesture =
  | { readonly kind: 'type'; readonly place: Place; readonly text: string }
  | { readonly kind: 'paste'; readonly place: Place; readonly block: readonly (readonly string[])[] }
  | { readonly kind: 'fill'; readonly place: Place; readonly by: number }
  | { readonly kind: 'cut' | 'move'; readonly place: Place; readonly to: Place }
  | { readonly kind: 'replace'; readonly text: string; readonly by: string }
  | {
      readonly kind:
        | 'clear'
        | 'fillDown'
        | 'fillRight'
        | 'insert'
        | 'append'
        | 'remove'
        | 'duplicate'
        | 'up'
        | 'down';
      readonly place: Place;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export const edits: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), place: places, text: texts }),
  fc.record({ kind: fc.constant('paste' as const), place: places, block: blocks }),
  fc.record({ kind: fc.constant('fill' as const), place: places, by: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constantFrom('cut' as const, 'move' as const), place: places, to: cells }),
  fc.record({ kind: fc.constant('replace' as const), text: fc.constantFrom('一', '1', '村'), by: texts }),
  fc.record({
    kind: fc.constantFrom(
      'clear' as const,
      'fillDown' as const,
      'fillRight' as const,
      'insert' as const,
      'append' as const,
      'remove' as const,
      'duplicate' as const,
      'up' as const,
      'down' as const,
    ),
    place: places,
  }),
);
export const gestures: fc.Arbitrary<Gesture> = fc.oneof(
  { weight: 4, arbitrary: edits },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }) },
);

/** The whole table, or every second row of it, as a filter leaves some out. */
export type Shown = 'all' | 'filtered';

export type Desk = {
  readonly store: WorkbookStore;
  readonly perform: (gesture: Gesture, view?: Shown) => Promise<void>;
  readonly contextAt: (place: Place, view?: Shown) => SheetContext<Row>;
  readonly shownRows: () => readonly Row[];
  readonly storedRows: () => Promise<readonly Row[]>;
};

/** A new workbook with six tasks. */
export async function openDesk(
  host: TestHost,
  file: string,
  onRefused: (message: string) => void,
): Promise<Desk> {
  const info = await callOk(host, 'workbook.create', { file, seed: 'blank' });
  const store = await WorkbookStore.open(info, ({ message }) => onRefused(message));
  await store.load(table);
  const appended = ['一', '二', '三', '四', '五', '六'].map((task) => ({ task }));
  shownModel(store, 'all').edit([], { gesture: { kind: 'type' }, appended });
  await store.settle();
  return {
    store,
    perform: (gesture, view = 'all') => perform(store, gesture, view),
    contextAt: (place, view = 'all') => contextAt(store, place, view),
    shownRows: () => store.getState().ordered.get(table) ?? [],
    storedRows: async () => (await callOk(host, 'rows.list', { table })).rows,
  };
}

async function perform(store: WorkbookStore, gesture: Gesture, view: Shown): Promise<void> {
  if (gesture.kind === 'undo' || gesture.kind === 'redo') {
    // Whether there is something to redo is known once what was typed before is in the file.
    await store.settle();
    const { undo, redo } = store.getState().undo;
    if (gesture.kind === 'undo' && undo !== null) await store.undo();
    if (gesture.kind === 'redo' && redo !== null) await store.redo();
    return;
  }
  if (gesture.kind === 'replace') {
    replaceAll(shownModel(store, view), gesture.text, gesture.by);
    return;
  }
  const context = contextAt(store, gesture.place, view);
  if (context.model.rows.length === 0 && gesture.kind !== 'append') return;
  switch (gesture.kind) {
    case 'type':
      fillEverywhere(context, gesture.text);
      break;
    case 'paste':
      pasteBlock(context, gesture.block, null, 'append');
      break;
    case 'fill': {
      const { row, column } = gesture.place;
      const source = { top: row, bottom: row, left: column, right: column };
      if (row >= context.shape.dataRows) return;
      const bottom = Math.min(context.shape.dataRows - 1, row + gesture.by);
      applyFill(context, [planFill(context.model, context.shape, source, { ...source, bottom }, 'series')]);
      break;
    }
    case 'cut': {
      const { model, shape, selection } = context;
      const cut = selection === null ? '' : copyCells(model, shape, selection, true);
      if (typeof cut !== 'string') pasteBlock(contextAt(store, gesture.to, view), cut.block, cut, 'append');
      break;
    }
    case 'move': {
      const rowId = context.shape.rowIds[gesture.to.row];
      const place = rowId === undefined ? ('end' as const) : { rowId, side: 'above' as const };
      moveRowsTo(context, selectedRowIds(context), place);
      break;
    }
    case 'clear':
      clearSelected(context);
      break;
    case 'fillDown':
      fillSelected(context, 'down');
      break;
    case 'fillRight':
      fillSelected(context, 'right');
      break;
    case 'insert':
      insertRows(context, 'above');
      break;
    case 'append':
      insertRows(context, 'end');
      break;
    case 'remove':
      removeRows(context);
      break;
    case 'duplicate':
      duplicateRows(context);
      break;
    case 'up':
      shiftRows(context, -1);
      break;
    case 'down':
      shiftRows(context, 1);
      break;
  }
}

/** 全部替换 of the find bar. */
export function replaceAll<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  text: string,
  by: string,
): void {
  const matcher = compileQuery(findText(text));
  const all = { top: 0, bottom: model.rows.length - 1, left: 0, right: model.columns.length - 1 };
  const hits = findAll(matcher, model.rows.length === 0 ? [] : [all], (row, column) => {
    const item = model.rows[row];
    return item === undefined ? '' : model.cellOf(item, model.columns[column]?.key ?? '').text;
  });
  const { edits, places } = planReplacement(model, hits, matcher, by);
  if (edits.length > 0) model.edit(edits, { gesture: { kind: 'replace', places } });
}

/** The sheet as the screen has it at this moment. */
function shownModel(store: WorkbookStore, view: Shown): SheetModel<Row> {
  const { data, ordered } = store.getState();
  const definition = data.tables.get(table);
  if (definition === undefined) throw new Error('the workbook has tasks');
  const model = makeRowsModel({
    table: definition,
    rows: ordered.get(table) ?? [],
    registry,
    problems: [],
    newId: randomUUID,
    commit: (...edit) => store.commit(...edit),
  });
  if (view === 'all') return model;
  const rows = model.rows.filter((_, index) => index % 2 === 0);
  return { ...model, rows, view: { filtered: true, sorted: false } };
}

function contextAt(store: WorkbookStore, place: Place, view: Shown): SheetContext<Row> {
  return contextOf(shownModel(store, view), place);
}

/** A sheet with some of its cells selected. */
export function contextOf<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  { row, column, rows, columns }: Place,
): SheetContext<RowType> {
  const shape = shapeOf(model);
  const at = (rowAt: number, columnAt: number) => ({
    rowId: shape.rowIds[Math.min(rowAt, shape.rowIds.length - 1)] ?? '',
    column: shape.columns[Math.min(columnAt, shape.columns.length - 1)] ?? '',
  });
  const anchor = at(row, column);
  const head = at(row + rows - 1, column + columns - 1);
  const selection: Selection = { ...selectCell(anchor), head, ranges: [{ kind: 'cells', anchor, head }] };
  return { model, shape, selection, select: () => {}, say: () => {} };
}
