/** The grid's gestures on 附件样式, where a cell is a list of names that stand in rows of their own. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { copyCells } from '../../renderer/grid/copy-cells.ts';
import { planFill } from '../../renderer/grid/fill-cells.ts';
import {
  applyFill,
  clearSelected,
  fillEverywhere,
  fillSelected,
  pasteBlock,
  type SheetContext,
} from '../../renderer/grid/sheet-actions.ts';
import type { SheetModel } from '../../renderer/grid/sheet-model.ts';
import type { LineRow } from '../../renderer/tables/line-rows.ts';
import { makeLinesModel } from '../../renderer/tables/lines-model.ts';
import { WorkbookStore } from '../../renderer/workbook/workbook-store.ts';
import type { Row } from '../../shared/model/row.ts';
import { callOk, openTestHost, type TestHost } from '../contract/hosts.ts';
import { contextOf, type Place, replaceAll } from './gesture-desk.ts';

const table = 'annex1';
const townships = ['高都镇', '大阳镇', '山河镇'];
const registry = { units: [], townships, villages: new Map([['高都镇', ['甲村', '乙村']]]) };
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

describe('gestures on the lines of an annex', () => {
  it('leave on the screen exactly what is in the file, after any sequence of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(gestures, { minLength: 1, maxLength: 8 }), async (steps) => {
        await openAnnex();
        for (const step of steps) await perform(step);
        await store.settle();
        expect(refusals).toEqual([]);
        expect(shownRows()).toEqual(await storedRows());
      }),
      { numRuns: 20 },
    );
  });

  it('are each taken back whole by one undo, and done again by one redo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 4 }), edits, async (before, step) => {
        await openAnnex();
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
      }),
      { numRuns: 20 },
    );
  });

  it('of a copy bring the same names to another line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 4 }), fc.nat(2), fc.nat(2), async (before, from, to) => {
        await openAnnex();
        for (const one of before) await perform(one);
        const copied = copyOf({ row: from, column: 1, rows: 1, columns: 2 }, false);
        if (copied === null) throw new Error('one line can be copied');
        pasteBlock(contextAt({ row: to, column: 1, rows: 1, columns: 1 }), copied.block, null, null);
        const texts = (row: number) => {
          const { model } = contextAt({ row: 0, column: 0, rows: 1, columns: 1 });
          const line = model.rows[row];
          if (line === undefined) throw new Error('three lines');
          return model.columns.slice(1, 3).map(({ key }) => model.cellOf(line, key).text);
        };
        expect(texts(to)).toEqual(copied.block[0]);
      }),
      { numRuns: 20 },
    );
  });
});

const places: fc.Arbitrary<Place> = fc.record({
  row: fc.nat({ max: 4 }),
  column: fc.nat({ max: 3 }),
  rows: fc.integer({ min: 1, max: 3 }),
  columns: fc.integer({ min: 1, max: 3 }),
});
const lineCells: fc.Arbitrary<Place> = places.map((place) => ({
  ...place,
  row: place.row % 3,
  rows: 1,
  columns: 1,
}));
const lists = fc
  .array(fc.constantFrom('甲村', '乙村', '丙村', '丁村', '新村'), { maxLength: 4 })
  .map((names) => names.join('、'));
const blocks = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }))
  .chain(([height, width]) =>
    fc.array(fc.array(lists, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

type Gesture =
  | { readonly kind: 'type'; readonly place: Place; readonly text: string }
  | { readonly kind: 'paste'; readonly place: Place; readonly block: readonly (readonly string[])[] }
  | { readonly kind: 'cut'; readonly place: Place; readonly to: Place }
  | { readonly kind: 'replace'; readonly text: string; readonly by: string }
  | { readonly kind: 'clear' | 'fillDown' | 'fillRight' | 'fill'; readonly place: Place }
  | { readonly kind: 'undo' | 'redo' };

const edits: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), place: lineCells, text: lists }),
  fc.record({ kind: fc.constant('paste' as const), place: lineCells, block: blocks }),
  fc.record({ kind: fc.constant('cut' as const), place: lineCells, to: lineCells }),
  fc.record({
    kind: fc.constant('replace' as const),
    text: fc.constantFrom('甲', '村', '丙村'),
    by: fc.constantFrom('', '戊', '新村'),
  }),
  fc.record({
    kind: fc.constantFrom('clear' as const, 'fillDown' as const, 'fillRight' as const, 'fill' as const),
    place: places,
  }),
);
const gestures: fc.Arbitrary<Gesture> = fc.oneof(
  { weight: 4, arbitrary: edits },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }) },
);

async function perform(gesture: Gesture): Promise<void> {
  switch (gesture.kind) {
    case 'undo':
    case 'redo': {
      await store.settle();
      const { undo, redo } = store.getState().undo;
      if (gesture.kind === 'undo' && undo !== null) await store.undo();
      if (gesture.kind === 'redo' && redo !== null) await store.redo();
      break;
    }
    case 'type':
      fillEverywhere(contextAt(gesture.place), gesture.text);
      break;
    case 'paste':
      pasteBlock(contextAt(gesture.place), gesture.block, null, null);
      break;
    case 'cut': {
      const cut = copyOf(gesture.place, true);
      if (cut !== null) pasteBlock(contextAt(gesture.to), cut.block, cut, null);
      break;
    }
    case 'replace':
      replaceAll(linesModel(), gesture.text, gesture.by);
      break;
    case 'clear':
      clearSelected(contextAt(gesture.place));
      break;
    case 'fillDown':
      fillSelected(contextAt(gesture.place), 'down');
      break;
    case 'fillRight':
      fillSelected(contextAt(gesture.place), 'right');
      break;
    case 'fill': {
      const context = contextAt(gesture.place);
      const { row, column } = gesture.place;
      if (row >= context.shape.dataRows) return;
      const source = { top: row, bottom: row, left: column, right: column };
      const target = { ...source, bottom: context.shape.dataRows - 1 };
      applyFill(context, [planFill(context.model, context.shape, source, target, 'copy')]);
      break;
    }
  }
}

function copyOf(place: Place, cut: boolean) {
  const { model, shape, selection } = contextAt(place);
  const copied = selection === null ? '' : copyCells(model, shape, selection, cut);
  return typeof copied === 'string' ? null : copied;
}

function contextAt(place: Place): SheetContext<LineRow> {
  return contextOf(linesModel(), place);
}

function linesModel(): SheetModel<LineRow> {
  const { data, ordered } = store.getState();
  const definition = data.tables.get(table);
  if (definition === undefined || definition.grouped === null) throw new Error('the workbook has an annex');
  return makeLinesModel({
    table: definition,
    layout: definition.grouped,
    rows: ordered.get(table) ?? [],
    registry,
    problems: [],
    newId: randomUUID,
    commit: (...edit) => store.commit(...edit),
  });
}

/** A new workbook whose first line has names. */
async function openAnnex(): Promise<void> {
  count += 1;
  refusals = [];
  const info = await callOk(host, 'workbook.create', { file: `附件手势${count}`, seed: 'blank' });
  store = await WorkbookStore.open(info, ({ message }) => refusals.push(message));
  await store.load(table);
  pasteBlock(contextAt({ row: 0, column: 1, rows: 1, columns: 1 }), [['甲村、乙村', '丙村']], null, null);
  await store.settle();
}

function shownRows(): readonly Row[] {
  return store.getState().ordered.get(table) ?? [];
}

async function storedRows(): Promise<readonly Row[]> {
  return (await callOk(host, 'rows.list', { table })).rows;
}
