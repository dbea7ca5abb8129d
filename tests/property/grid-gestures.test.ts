/** The grid's gestures, as a person makes them in the ledger, against the real backend and its file. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { copyCells } from '../../renderer/grid/copy-cells.ts';
import { readClipboard } from '../../renderer/grid/read-clipboard.ts';
import { shiftRows } from '../../renderer/grid/row-commands.ts';
import { pasteBlock } from '../../renderer/grid/sheet-actions.ts';
import { openTestHost, type TestHost } from '../contract/hosts.ts';
import {
  blocks,
  cells,
  type Desk,
  edits,
  type Gesture,
  gestures,
  openDesk,
  places,
  type Shown,
} from './gesture-desk.ts';

const browserFetch = globalThis.fetch;

let host: TestHost;
let desk: Desk;
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

const views: fc.Arbitrary<Shown> = fc.constantFrom('all', 'all', 'filtered');

describe('gestures in a sheet', () => {
  it('leave on the screen exactly what is in the file, after any sequence of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(gestures, views), { minLength: 1, maxLength: 12 }),
        async (steps) => {
          await openLedger();
          for (const [step, view] of steps) await desk.perform(step, view);
          await desk.store.settle();
          expect(refusals).toEqual([]);
          expect(desk.shownRows()).toEqual(await desk.storedRows());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are each taken back whole by one undo, and done again by one redo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 4 }), edits, views, async (before, step, view) => {
        await openLedger();
        for (const one of before) await desk.perform(one);
        await desk.store.settle();
        const start = desk.shownRows();
        const revision = desk.store.getState().undo.revision;
        await desk.perform(step, view);
        await desk.store.settle();
        const end = desk.shownRows();
        if (desk.store.getState().undo.revision === revision) {
          expect(end).toEqual(start);
          return;
        }
        expect(desk.store.getState().undo.revision).toBe(revision + 1);
        await desk.store.undo();
        expect(desk.shownRows()).toEqual(start);
        expect(await desk.storedRows()).toEqual(start);
        await desk.store.redo();
        expect(desk.shownRows()).toEqual(end);
        expect(await desk.storedRows()).toEqual(end);
      }),
      { numRuns: 25 },
    );
  });

  it('write no cell outside the target of a paste', async () => {
    await fc.assert(
      fc.asyncProperty(cells, blocks, async (place, block) => {
        await openLedger();
        const before = desk.contextAt(place);
        pasteBlock(before, block, null, 'append');
        const after = desk.contextAt(place).model;
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
    const sorted = desk.contextAt({ row: 0, column: 0, rows: 1, columns: 1 });
    const rows = sorted.model.rows.toReversed();
    const view = { ...sorted.model, rows, view: { filtered: false, sorted: true } };
    const before = desk.shownRows();
    view.edit([{ rowId: rows[0]?.id ?? '', column: 'note', text: '排序以后写的' }]);
    expect(desk.shownRows().at(-1)?.values.note).toBe('排序以后写的');
    await desk.store.undo();
    expect(desk.shownRows()).toEqual(before);
    expect(await desk.storedRows()).toEqual(before);
  });

  it('is not confused by a move of rows, which is refused while the order is not the table’s', async () => {
    await openLedger();
    const context = desk.contextAt({ row: 1, column: 0, rows: 1, columns: 1 });
    const said: string[] = [];
    const model = { ...context.model, view: { filtered: false, sorted: true } };
    shiftRows({ ...context, model, say: (message) => said.push(message) }, 1);
    expect(said).toEqual(['现在按排序显示，行的先后不是表里的先后，不能移动行。请先取消排序。']);
    expect(desk.store.getState().undo.undo).toBe('修改 6 个单元格，末尾新增 6 行');
  });
});

describe('a copy that is pasted elsewhere', () => {
  it('brings the same values, as our own text, as another program’s text and as a table', async () => {
    const steps: fc.Arbitrary<Gesture[]> = fc.array(edits, { maxLength: 5 });
    const ways = fc.constantFrom('own', 'text', 'html');
    await fc.assert(
      fc.asyncProperty(steps, places, ways, async (before, { row, rows }, way) => {
        await openLedger();
        for (const step of before) await desk.perform(step);
        const context = desk.contextAt({ row, rows, column: 0, columns: 99 });
        const { model, shape, selection } = context;
        const copied = selection === null ? '' : copyCells(model, shape, selection, false);
        if (typeof copied === 'string' || model.rows.length === 0) return;
        const html = way === 'html' ? copied.html : '';
        const read = readClipboard(
          { text: copied.text, html, files: [] },
          way === 'own' ? copied.text : null,
        );
        if (read.kind === 'refused') return;
        const end = { row: model.rows.length, column: 0, rows: 1, columns: 1 };
        await desk.perform({ kind: 'append', place: end });
        pasteBlock(desk.contextAt(end), read.block, null, 'append');
        const sources = model.rows.filter(({ id }) => copied.rowIds.includes(id));
        const pasted = desk.shownRows().slice(model.rows.length);
        expect(pasted.map(({ values }) => filled(values))).toEqual(
          sources.map(({ values }) => filled(values)),
        );
      }),
      { numRuns: 40 },
    );
  });
});

/** 未填 is the absence of a value. */
function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

async function openLedger(): Promise<void> {
  count += 1;
  refusals = [];
  desk = await openDesk(host, `手势${count}`, (message) => refusals.push(message));
}
