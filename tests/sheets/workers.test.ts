import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSheetTools, type SheetLimits } from '../../electron/backend/sheets/open-sheet-tools.ts';
import type { ReadRequest, SheetTools, WorkOptions } from '../../electron/backend/sheets/sheet-tools.ts';
import type { Progress } from '../../shared/api.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';
import { readRequest } from '../fixtures/reading.ts';
import { annexWorkbook } from '../fixtures/sheets.ts';

const opened: SheetTools[] = [];
afterEach(() => Promise.all(opened.splice(0).map((tools) => tools.close())));

function open(limits: Partial<SheetLimits> = {}): SheetTools {
  const tools = openSheetTools(limits);
  opened.push(tools);
  return tools;
}

function options(signal = new AbortController().signal, onProgress: WorkOptions['onProgress'] = () => {}) {
  return { signal, onProgress };
}

function requestFor(bytes: Uint8Array): ReadRequest {
  return readRequest({ bytes, fileName: '附件1.xlsx', definition: annexTable, groups: ['高都镇'] });
}

const small = annexWorkbook([['高都镇', '泊南村', '大兴村']]);

/** A list of so many rows; a hundred thousand take the reader about a second. */
function largeCsv(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, index) => `高都镇,提档升级村,第${index}号村,备注${index}`);
  return new TextEncoder().encode(`乡镇,类别,村名,备注\n${lines.join('\n')}\n`);
}

const large = largeCsv(150_000);

const started: Worker[] = [];
const remember = (worker: Worker): void => void started.push(worker);
beforeAll(() => void process.on('worker', remember));
afterAll(() => void process.off('worker', remember));

/** Workers that still run; one that has ended has no thread. */
function livingWorkers(): number {
  return started.filter(({ threadId }) => threadId !== -1).length;
}

describe('the sheet tools', () => {
  it('report progress, and leave the bytes with their owner', async () => {
    const seen: Progress[] = [];
    const tools = open();
    const before = small.slice();
    const first = await tools.readRows(
      requestFor(small),
      options(undefined, (progress) => seen.push(progress)),
    );
    const again = await tools.readRows(requestFor(small), options());
    expect(again).toEqual(first);
    expect(small).toEqual(before);
    expect(seen.at(0)?.message).toMatch(/附件1\.xlsx/);
    expect(seen.at(-1)).toEqual({ message: '读到2条记录', done: 3, total: 3 });
  });

  it('do several jobs at once, more than there are workers', async () => {
    const tools = open({ workers: 2 });
    const rows = annexRows([['高都镇', '精品示范村', '泊南村']]);
    const jobs = Array.from({ length: 6 }, async () => {
      const request = { definition: annexTable, rows, groups: ['高都镇'], form: null };
      const { bytes } = await tools.writeTable(request, options());
      return (await tools.readRows(requestFor(bytes), options())).rows.length;
    });
    expect(await Promise.all(jobs)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(livingWorkers()).toBe(2);
  });

  it('go on after a refused file with the same worker', async () => {
    const tools = open({ workers: 1 });
    await expect(tools.readRows(requestFor(new Uint8Array()), options())).rejects.toMatchObject({
      code: 'empty',
    });
    expect((await tools.readRows(requestFor(small), options())).rows).toHaveLength(2);
  });
});

describe('a job that is given up', () => {
  it('while it reads ends with cancelled, and its worker is gone', async () => {
    const tools = open();
    const stop = new AbortController();
    const livingMeanwhile: number[] = [];
    const giveUp = (): void => {
      livingMeanwhile.push(livingWorkers());
      stop.abort();
    };
    const reading = tools.readRows(requestFor(large), options(stop.signal, giveUp));
    await expect(reading).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringMatching(/已取消/),
    });
    expect([livingMeanwhile[0], livingWorkers()]).toEqual([1, 0]);
    expect((await tools.readRows(requestFor(small), options())).rows).toHaveLength(2);
  });

  it('before it began never starts', async () => {
    const before = started.length;
    await expect(open().readRows(requestFor(small), options(AbortSignal.abort()))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(started.length).toBe(before);
  });

  it('while it waits leaves the others alone', async () => {
    const tools = open({ workers: 1 });
    const stop = new AbortController();
    const first = tools.readRows(requestFor(small), options());
    const second = tools.readRows(requestFor(small), options(stop.signal));
    const third = tools.readRows(requestFor(small), options());
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect([(await first).rows.length, (await third).rows.length]).toEqual([2, 2]);
  });

  it('by closing the tools ends with cancelled, waiting ones too', async () => {
    const tools = open({ workers: 1 });
    const jobs = [tools.readRows(requestFor(large), options()), tools.readRows(requestFor(small), options())];
    const ended = Promise.allSettled(jobs);
    await tools.close();
    expect(await ended).toMatchObject([{ reason: { code: 'cancelled' } }, { reason: { code: 'cancelled' } }]);
    expect(livingWorkers()).toBe(0);
    await expect(tools.readRows(requestFor(small), options())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a file beyond the bounds of a worker', () => {
  it('that needs more memory is too large, and the next file is read', async () => {
    const tools = open({ heapMegabytes: 48 });
    await expect(tools.readRows(requestFor(large), options())).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/内存/),
      details: { fileName: '附件1.xlsx', heapMegabytes: 48 },
    });
    expect((await tools.readRows(requestFor(small), options())).rows).toHaveLength(2);
  });

  it('that needs more time is too large', async () => {
    const tools = open({ jobMilliseconds: 1 });
    await expect(tools.readRows(requestFor(large), options())).rejects.toMatchObject({
      code: 'too_large',
      details: { milliseconds: 1 },
    });
  });
});

describe('a defect met on the way', () => {
  it('reaches the caller as damaged, with its cause, and the next file is read', async () => {
    const tools = open();
    const broken = {
      ...requestFor(small),
      definition: { ...annexTable, columns: [{ ...annexTable.columns[0], title: null as never }] as never },
    };
    await expect(tools.readRows(broken, options())).rejects.toMatchObject({
      code: 'damaged',
      details: { fileName: '附件1.xlsx', cause: expect.stringMatching(/TypeError/) },
    });
    expect((await tools.readRows(requestFor(small), options())).rows).toHaveLength(2);
  });
});

describe('a program that forgets to close the tools', () => {
  it('ends by itself all the same', () => {
    const source = resolve('electron/backend/sheets/open-sheet-tools.ts');
    const script = `
      import { openSheetTools } from ${JSON.stringify(source)};
      const choice = { sheet: null, header: null, rows: [], columns: [], recall: true };
      const request = { bytes: new Uint8Array(), fileName: 'x', definition: {}, groups: [], choice, memory: [], identity: null };
      const options = { signal: new AbortController().signal, onProgress: () => {} };
      await openSheetTools().readRows(request, options).catch((error) => console.log(error.code));
    `;
    const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([ended.status, ended.stdout.trim()]).toEqual([0, 'empty']);
  });
});
