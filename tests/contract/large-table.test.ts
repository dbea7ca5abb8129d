/** A table that is read in pages, by the screens' own store against the real backend and its file. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkbookStore } from '../../renderer/workbook/workbook-store.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Row } from '../../shared/model/row.ts';
import { orderKeysBetween } from '../../shared/values/order-key.ts';
import { callOk, openTestHost, type TestHost } from './hosts.ts';

const table = 'tasks';
const rowCount = 5000;
const browserFetch = globalThis.fetch;

let host: TestHost;
let store: WorkbookStore;
let refusals: string[];
/** What happens before the screens ask for a page, by its place among the pages. */
let beforePage: (page: number) => Promise<void>;

beforeEach(async () => {
  host = await openTestHost('direct');
  refusals = [];
  beforePage = async () => {};
  const info = await callOk(host, 'workbook.create', { file: '大表', seed: 'blank' });
  await callOk(host, 'edits.commit', { label: '很多任务', changes: makeRows() });
  let pages = 0;
  globalThis.fetch = async (path, init) => {
    if (String(path).endsWith('rows.list') && String(init?.body).includes('"page"')) {
      pages += 1;
      await beforePage(pages);
    }
    return host.send(String(path), init ?? {});
  };
  store = await WorkbookStore.open(info, ({ code }) => refusals.push(code));
  pages = 0;
});
afterEach(async () => {
  globalThis.fetch = browserFetch;
  await host.close();
});

describe('a large table', () => {
  it('shows its first rows while the others are read, and says how many are to come', async () => {
    const shown = watch();
    await store.load(table);
    expect(shown).toEqual([
      { rows: 2000, toCome: 3000 },
      { rows: rowCount, toCome: 0 },
    ]);
    expect(rowsNow()).toEqual((await callOk(host, 'rows.list', { table })).rows);
    expect(store.getState().data.rows.get(table)?.get('r4999')).toBe(rowsNow()[4999]);
  });

  it('keeps an edit that is made of the first rows meanwhile, and saves it', async () => {
    beforePage = async (page) => {
      if (page === 2) store.commit('改第一行', [rename('r0', '任务0', '改过')]);
    };
    await store.load(table);
    await store.settle();
    expect(rowsNow()[0]?.values.task).toBe('改过');
    expect(rowsNow()).toEqual((await callOk(host, 'rows.list', { table })).rows);
    expect(store.getState().saving).toEqual({ kind: 'saved' });
    expect(refusals).toEqual([]);
  });

  it('is read again from its start when somebody else changes it meanwhile', async () => {
    beforePage = async (page) => {
      if (page !== 2) return;
      store.commit('改第二行', [rename('r1', '任务1', '我改的')]);
      await callOk(host, 'edits.commit', {
        label: '别处改动',
        changes: [rename('r0', '任务0', '别人改的'), rename('r4999', '任务4999', '别人改的')],
      });
    };
    await store.load(table);
    await store.settle();
    expect([0, 1, 4999].map((at) => rowsNow()[at]?.values.task)).toEqual(['别人改的', '我改的', '别人改的']);
    expect(rowsNow()).toEqual((await callOk(host, 'rows.list', { table })).rows);
    expect(refusals).toEqual([]);
  });

  it('is never shown as whole when reading it broke off, and is read when it can be', async () => {
    beforePage = async (page) => {
      if (page === 2) await callOk(host, 'workbook.close', {});
    };
    await store.load(table);
    expect(refusals).toEqual(['no_workbook']);
    expect(store.getState().arriving.get(table)).toBe(3000);
    expect(rowsNow()).toHaveLength(2000);

    await callOk(host, 'workbook.open', { file: store.getState().info.file });
    await store.checkCurrent();
    expect(store.getState().arriving.size).toBe(0);
    expect(rowsNow()).toEqual((await callOk(host, 'rows.list', { table })).rows);
  });
});

function makeRows(): Change[] {
  const positions = orderKeysBetween(null, null, rowCount);
  return positions.map((position, at) => ({
    kind: 'rowAdded',
    table,
    row: { id: `r${at}`, position, unit: null, round: null, source: null, values: { task: `任务${at}` } },
  }));
}

function rename(rowId: string, before: string, after: string): Change {
  return { kind: 'cellsSet', table, rowId, before: { task: before }, after: { task: after } };
}

function rowsNow(): readonly Row[] {
  return store.getState().ordered.get(table) ?? [];
}

/** What a screen sees of the table, each state once. */
function watch(): { rows: number; toCome: number }[] {
  const seen: { rows: number; toCome: number }[] = [];
  store.subscribe(() => {
    const now = { rows: rowsNow().length, toCome: store.getState().arriving.get(table) ?? 0 };
    if (now.rows > 0 && seen.at(-1)?.rows !== now.rows) seen.push(now);
  });
  return seen;
}
