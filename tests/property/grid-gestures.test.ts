/** The grid's gestures, as a person makes them in the ledger, against the real backend and its file. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { planFill } from '../../renderer/grid/fill-cells.ts';
import { duplicateRows, insertRows, removeRows, shiftRows } from '../../renderer/grid/row-commands.ts';
import { type Selection, selectCell, shapeOf } from '../../renderer/grid/selection.ts';
import {
  applyFill,
  clearSelected,
  fillEverywhere,
  fillSelected,
  pasteBlock,
  type SheetContext,
} from '../../renderer/grid/sheet-actions.ts';
import { makeRowsModel } from '../../renderer/tables/rows-model.ts';
import { WorkbookStore } from '../../renderer/workbook/workbook-store.ts';
import type { Row } from '../../shared/model/row.ts';
import { callOk, openTestHost, type TestHost } from '../contract/hosts.ts';

const table = 'tasks';
const registry = { units: [], townships: [], villages: new Map<string, string[]>() };
const browserFetch = globalThis.fetch;

let host: TestHost;
let store: WorkbookStore;
let refusals: string[];
let count = 0;

beforeAll(async () => {
  host = await openTestHost('direct');
  // The screens' calls go straight to the backend instead of over HTTP.
  globalThis.fetch = (path, init) => host.send(String(path), init ?? {});
});
afterEach(() => {
  expect(refusals).toEqual([]);
});
afterAll(async () => {
  globalThis.fetch = browserFetch;
  await host.close();
});

describe('gestures in a sheet', () => {
  it('leave on the screen exactly what is in the file, after any sequence of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(gestures, { minLength: 1, maxLength: 12 }), async (steps) => {
        await openLedger();
        for (const step of steps) await perform(step);
        await store.settle();
        expect(refusals).toEqual([]);
        expect(shownRows()).toEqual(await storedRows());
      }),
      { numRuns: 25 },
    );
  });

  it('are each taken back whole by one undo, and done again by one redo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 4 }), edits, async (before, step) => {
        await openLedger();
        for (const one of before) await perform(one);
        await store.settle();
        const start = shownRows();
        const revision = store.getState().undo.revision;
        await perform(step);
        await store.settle();
        const end = shownRows();
        if (store.getState().undo.revision === revision) {
          expect(end).toEqual(start);
          return;
        }
        expect(store.getState().undo.revision).toBe(revision + 1);
        await store.undo();
        expect(shownRows()).toEqual(start);
        expect(await storedRows()).toEqual(start);
        await store.redo();
        expect(shownRows()).toEqual(end);
        expect(await storedRows()).toEqual(end);
      }),
      { numRuns: 25 },
    );
  });

  it('write no cell outside the target of a paste', async () => {
    await fc.assert(
      fc.asyncProperty(cells, blocks, async (place, block) => {
        await openLedger();
        const before = contextAt(place);
        pasteBlock(before, block, null, 'append');
        const after = contextAt(place).model;
        const [height, width] = [block.length, block[0]?.length ?? 0];
        before.model.rows.forEach((row, at) => {
          const now = after.rows.find(({ id }) => id === row.id);
          before.shape.columns.forEach((column, index) => {
            const inside =
              at >= place.row &&
              at < place.row + height &&
              index >= place.column &&
              index < place.column + width;
            if (!inside) expect(now?.values[column]).toEqual(row.values[column]);
          });
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('an undo after a sort', () => {
  it('takes back the last edit, wherever its row is shown', async () => {
    await openLedger();
    const sorted = contextAt({ row: 0, column: 0, rows: 1, columns: 1 });
    const rows = sorted.model.rows.toReversed();
    const view = { ...sorted.model, rows, view: { filtered: false, sorted: true } };
    const before = shownRows();
    view.edit([{ rowId: rows[0]?.id ?? '', column: 'note', text: '排序以后写的' }]);
    expect(shownRows().at(-1)?.values.note).toBe('排序以后写的');
    await store.undo();
    expect(shownRows()).toEqual(before);
    expect(await storedRows()).toEqual(before);
  });

  it('is not confused by a move of rows, which is refused while the order is not the table’s', async () => {
    await openLedger();
    const context = contextAt({ row: 1, column: 0, rows: 1, columns: 1 });
    const said: string[] = [];
    const model = { ...context.model, view: { filtered: false, sorted: true } };
    shiftRows({ ...context, model, say: (message) => said.push(message) }, 1);
    expect(said).toEqual(['现在按排序显示，行的先后不是表里的先后，不能移动行。请先取消排序。']);
    expect(store.getState().undo.undo).toBe('修改 6 个单元格，末尾新增 6 行');
  });
});

type Place = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};

const places: fc.Arbitrary<Place> = fc.record({
  row: fc.nat({ max: 7 }),
  column: fc.nat({ max: 13 }),
  rows: fc.integer({ min: 1, max: 4 }),
  columns: fc.integer({ min: 1, max: 4 }),
});
/** One selected cell, from which a block spreads by its own size. */
const cells: fc.Arbitrary<Place> = fc.record({
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
const blocks = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([height, width]) =>
    fc.array(fc.array(texts, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

type Gesture =
  | { readonly kind: 'type'; readonly place: Place; readonly text: string }
  | { readonly kind: 'paste'; readonly place: Place; readonly block: readonly (readonly string[])[] }
  | { readonly kind: 'fill'; readonly place: Place; readonly by: number }
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

const edits: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), place: places, text: texts }),
  fc.record({ kind: fc.constant('paste' as const), place: places, block: blocks }),
  fc.record({ kind: fc.constant('fill' as const), place: places, by: fc.integer({ min: 1, max: 5 }) }),
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
const gestures: fc.Arbitrary<Gesture> = fc.oneof(
  { weight: 4, arbitrary: edits },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }) },
);

async function perform(gesture: Gesture): Promise<void> {
  if (gesture.kind === 'undo' || gesture.kind === 'redo') {
    // Whether there is something to redo is known once what was typed before is in the file.
    await store.settle();
    const { undo, redo } = store.getState().undo;
    if (gesture.kind === 'undo' && undo !== null) await store.undo();
    if (gesture.kind === 'redo' && redo !== null) await store.redo();
    return;
  }
  const context = contextAt(gesture.place);
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

/** The sheet with some cells selected, as the screen has it at this moment. */
function contextAt({ row, column, rows, columns }: Place): SheetContext<Row> {
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

/** A new workbook with six tasks. */
async function openLedger(): Promise<void> {
  count += 1;
  refusals = [];
  const info = await callOk(host, 'workbook.create', { file: `手势${count}`, seed: 'blank' });
  store = await WorkbookStore.open(info, ({ message }) => refusals.push(message));
  await store.load(table);
  const { model } = contextAt({ row: 0, column: 0, rows: 1, columns: 1 });
  const appended = ['一', '二', '三', '四', '五', '六'].map((task) => ({ task }));
  model.edit([], { gesture: { kind: 'type' }, appended });
  await store.settle();
}

function shownRows(): readonly Row[] {
  return store.getState().ordered.get(table) ?? [];
}

async function storedRows(): Promise<readonly Row[]> {
  return (await callOk(host, 'rows.list', { table })).rows;
}
