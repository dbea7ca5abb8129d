/** 收表 as the bench runs it: a backend with a workbook, a form and a round that waits for its returns. */
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Backend, openBackend } from '../../electron/backend/backend.ts';
import { storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { newId } from '../../electron/new-id.ts';
import type { Input, MethodName, Output, Reply } from '../../shared/api.ts';
import { acceptBatches } from '../../shared/collect/accept-batches.ts';

/** As a folder is dropped on the window: packed together, so many at a time. */
const filesOfArchive = 200;

export type CollectDesk = {
  readonly backend: Backend;
  readonly call: <Name extends MethodName>(name: Name, input: Input<Name>) => Promise<Output<Name>>;
  readonly file: string;
  readonly table: string;
  readonly round: string;
};

/** @param place an empty folder for the workbook; `folder` holds 表样.xlsx */
export async function openCollectDesk(
  place: string,
  folder: string,
  returns: readonly string[],
): Promise<CollectDesk> {
  const backend = await openBackend(
    {
      host: 'direct',
      version: '0.0.0',
      dataFolder: place,
      stateFolder: null,
      rendererFolder: null,
      seedsFolder: resolve('seeds'),
      now: () => new Date(),
      newId,
      onWorkbookChange: () => {},
    },
    null,
  );
  const call: CollectDesk['call'] = async (name, input) => {
    // A window's requests come one by one through the event loop, so that others have their turn between them.
    await setImmediate();
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(input) };
    const response = await backend.handle(new Request(`http://backend/rpc/${name}`, init));
    // What a method answers is known by its name.
    return takeValue((await response.json()) as Reply<Output<typeof name>>);
  };
  const { file } = await call('workbook.create', { file: join(place, '台账'), seed: 'blank' });
  await call('edits.commit', {
    label: '单位',
    changes: returns.map((path, index) => ({
      kind: 'rowAdded',
      table: 'units',
      row: {
        id: `u${index}`,
        position: `a${String(index).padStart(6, '0')}`,
        unit: null,
        round: null,
        values: { name: basename(path, '.xlsx'), kind: '乡镇' },
        source: null,
      },
    })),
  });
  const uploadId = await upload(backend, '表样.xlsx', readFileSync(join(folder, '表样.xlsx')));
  const { proposals } = await call('forms.learn', { uploadId, sheet: null, header: null, layout: null });
  const definition = proposals[0]?.form;
  if (definition === undefined) throw new Error('nothing was learnt');
  const target = { kind: 'newTable', title: '进度' } as const;
  const { form } = await call('forms.save', { uploadId, title: '进度表', definition, target });
  const { round } = await call('rounds.save', {
    round: null,
    form: form.key,
    edition: null,
    period: '2025-10',
    dueAt: null,
    units: { kind: 'kind', unitKind: '乡镇' },
    note: '',
  });
  return { backend, call, file, table: form.table, round: round.round.key };
}

/** Reads, checks, matches and keeps every file. */
export async function receiveAll(
  { backend, call, round }: CollectDesk,
  returns: readonly string[],
): Promise<void> {
  for (let first = 0; first < returns.length; first += filesOfArchive) {
    const files = returns.slice(first, first + filesOfArchive);
    const entries = files.map((file) => ({ name: basename(file), data: readFileSync(file) }));
    const uploadIds = [await upload(backend, '回收.zip', storeEntries(entries))];
    await call('returns.receive', { uploadIds, round });
  }
}

/** Plans and commits them as 全部接收 does. @returns how many rows came in */
export async function acceptAll({ call, round }: CollectDesk): Promise<number> {
  let rows = 0;
  for (const batch of acceptBatches(await call('returns.list', { round }))) {
    const { accepted } = await call('returns.acceptAll', { ids: batch.map(({ id }) => id) });
    for (const received of accepted) rows += received.accepted?.added ?? 0;
  }
  return rows;
}

/** Milliseconds that 来源 takes for cells all over the ledger, slowest last. */
export async function timeProvenance({ call, table }: CollectDesk, cells: number): Promise<number[]> {
  const first = await call('rows.list', { table, page: { after: null, limit: 1 } });
  const step = Math.max(1, Math.floor(first.rowCount / cells));
  const times: number[] = [];
  for (let after = first.next; after !== null && times.length < cells; ) {
    const { rows, next } = await call('rows.list', { table, page: { after, limit: step } });
    const rowId = rows.at(-1)?.id ?? '';
    const started = performance.now();
    const { cause } = await call('provenance.read', { table, rowId, column: 'columnC' });
    times.push(performance.now() - started);
    if (cause.kind !== 'returned') throw new Error(`${rowId} comes from ${cause.kind}`);
    after = next;
  }
  return times.sort((left, right) => left - right);
}

async function upload(backend: Backend, fileName: string, bytes: Uint8Array): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `http://backend/upload?name=${encodeURIComponent(fileName)}`;
  const body = new Uint8Array(bytes);
  const response = await backend.handle(new Request(url, { method: 'POST', headers, body }));
  return takeValue((await response.json()) as Reply<{ readonly uploadId: string }>).uploadId;
}

function takeValue<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  throw new Error(reply.error.message);
}
