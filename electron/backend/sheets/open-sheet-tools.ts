import { Worker } from 'node:worker_threads';
import { type FailureDetails, HuibiaoError } from '../../../shared/model/failure.ts';
import type { SheetTools, WorkOptions } from './sheet-tools.ts';
import type { SheetJob, SheetResult, WorkerMessage } from './worker-messages.ts';

/** Bounds of one worker; a job beyond them ends with `too_large`. */
export type SheetLimits = {
  /** JavaScript heap of a worker, in megabytes. */
  readonly heapMegabytes: number;
  /** Longest time for one job, in milliseconds. */
  readonly jobMilliseconds: number;
  /** Workers at once; more jobs wait. */
  readonly workers: number;
  /** How long an idle worker is kept for the next job, in milliseconds. */
  readonly idleMilliseconds: number;
};

const usualLimits: SheetLimits = {
  heapMegabytes: 1024,
  jobMilliseconds: 120_000,
  workers: 2,
  idleMilliseconds: 30_000,
};

/** Bundled, every chunk is .js and lies flat beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './sheet-worker.ts' : './sheet-worker.js',
  import.meta.url,
);

/**
 * Opens the spreadsheet tools: a few worker threads, started when first needed and used again. An aborted job's
 * worker is stopped at once; a hostile file can at worst end its own worker.
 */
export function openSheetTools(limits: Partial<SheetLimits> = {}): SheetTools {
  const pool = openPool({ ...usualLimits, ...limits });
  return {
    readRows: async (request, options) => {
      // The one copy: the caller keeps its bytes, the copy is handed over to the worker.
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'read', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'read') throw unexpected('读取', `answered ${result.kind}`);
      return result.rows;
    },
    showSheet: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'window', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'window') throw unexpected('读取', `answered ${result.kind}`);
      return result.window;
    },
    writeTable: async (request, options) => {
      const bytes = request.form === null ? null : new Uint8Array(request.form.bytes);
      const form = request.form === null || bytes === null ? null : { ...request.form, bytes };
      const job: SheetJob = { kind: 'write', request: { ...request, form } };
      const result = await pool.run(job, bytes === null ? [] : [bytes.buffer], options);
      if (result.kind !== 'written') throw unexpected('写入', `answered ${result.kind}`);
      return result.table;
    },
    inspect: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'inspect', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'inspected') throw unexpected('读取', `answered ${result.kind}`);
      return result.inspection;
    },
    learn: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'learn', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'learnt') throw unexpected('读取', `answered ${result.kind}`);
      return result.form;
    },
    convert: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'convert', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'converted') throw unexpected('转换', `answered ${result.kind}`);
      return result.form;
    },
    issue: async (request, options) => {
      const template = new Uint8Array(request.template);
      const job: SheetJob = { kind: 'issue', request: { ...request, template } };
      const result = await pool.run(job, [template.buffer], options);
      if (result.kind !== 'issued') throw unexpected('下发', `answered ${result.kind}`);
      return result.copies;
    },
    fill: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'fill', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'filled') throw unexpected('写入', `answered ${result.kind}`);
      return result.filled;
    },
    collect: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'collect', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'collected') throw unexpected('读取', `answered ${result.kind}`);
      return result.file;
    },
    mark: async (request, options) => {
      const bytes = new Uint8Array(request.bytes);
      const job: SheetJob = { kind: 'mark', request: { ...request, bytes } };
      const result = await pool.run(job, [bytes.buffer], options);
      if (result.kind !== 'marked') throw unexpected('写入', `answered ${result.kind}`);
      return result.marked;
    },
    close: pool.close,
  };
}

type Pool = {
  readonly run: (job: SheetJob, transfer: ArrayBuffer[], options: WorkOptions) => Promise<SheetResult>;
  readonly close: () => Promise<void>;
};

function openPool(limits: SheetLimits): Pool {
  const idle: IdleWorker[] = [];
  const waiting: (() => void)[] = [];
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();
  let busy = 0;

  return {
    run: (job, transfer, options) => {
      const signal = AbortSignal.any([options.signal, closing.signal]);
      const work = runInTurn(job, transfer, { ...options, signal }).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    close: async () => {
      closing.abort();
      await Promise.all([...idle.splice(0).map(retire), Promise.allSettled(running)]);
    },
  };

  async function runInTurn(
    job: SheetJob,
    transfer: ArrayBuffer[],
    options: WorkOptions,
  ): Promise<SheetResult> {
    await takeTurn(options.signal);
    const identity = identityOf(job);
    const holder = identity === null ? undefined : idle.find((kept) => kept.identity === identity);
    const worker = (holder ?? idle.pop())?.wake() ?? startWorker(limits);
    try {
      const outcome = await runJob(worker, job, transfer, options, limits);
      if (closing.signal.aborted) await worker.terminate();
      else keepForNext(worker, identity);
      if (outcome.kind === 'failed') throw outcome.failure;
      return outcome;
    } catch (error) {
      if (!idle.some((kept) => kept.worker === worker)) await worker.terminate();
      throw error;
    } finally {
      passTurn();
    }
  }

  async function takeTurn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelled();
    if (busy < limits.workers) {
      busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(cancelled());
      };
      waiting.push(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** A waiting job takes over the place of the one that ended, so that nobody slips in between. */
  function passTurn(): void {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }

  function keepForNext(worker: Worker, identity: string | null): void {
    const forget = (): void => {
      const index = idle.indexOf(kept);
      if (index >= 0) idle.splice(index, 1);
      clearTimeout(retirement);
      worker.off('exit', forget);
    };
    const retirement = setTimeout(() => {
      forget();
      void worker.terminate();
    }, limits.idleMilliseconds).unref();
    const kept: IdleWorker = {
      worker,
      identity,
      wake: () => {
        forget();
        worker.ref();
        return worker;
      },
    };
    worker.on('exit', forget);
    // An idle worker never keeps the program from ending.
    worker.unref();
    idle.push(kept);
  }
}

type IdleWorker = {
  readonly worker: Worker;
  /** Of the file whose sheets it may still hold. */
  readonly identity: string | null;
  readonly wake: () => Worker;
};

function identityOf(job: SheetJob): string | null {
  return job.kind === 'read' || job.kind === 'window' ? job.request.identity : null;
}

async function retire(kept: IdleWorker): Promise<void> {
  await kept.wake().terminate();
}

function startWorker({ heapMegabytes }: SheetLimits): Worker {
  return new Worker(workerUrl, {
    name: 'sheets',
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytes,
      // More would be faster by nothing that can be measured, and each worker keeps three times as much.
      maxYoungGenerationSizeMb: Math.min(24, heapMegabytes),
    },
  });
}

type Outcome = SheetResult | { readonly kind: 'failed'; readonly failure: HuibiaoError };

/** Runs one job on a worker; when this rejects, the worker is not fit for another job. */
function runJob(
  worker: Worker,
  job: SheetJob,
  transfer: ArrayBuffer[],
  { signal, onProgress }: WorkOptions,
  limits: SheetLimits,
): Promise<Outcome> {
  const details: FailureDetails = job.kind === 'write' ? {} : { fileName: job.request.fileName };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(tooSlow(limits, details)), limits.jobMilliseconds);

    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      // An error event without a listener would end the whole backend.
      worker.on('error', () => {});
      finish();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const onAbort = (): void => fail(cancelled());
    const onError = (error: Error & { readonly code?: string }): void =>
      fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? outOfMemory(limits, details)
          : crashed(job, error.stack ?? error.message),
      );
    const onExit = (code: number): void => fail(crashed(job, `the worker ended with code ${code}`));
    const onMessage = (message: WorkerMessage): void => {
      switch (message.kind) {
        case 'progress':
          onProgress(message.progress);
          return;
        case 'done':
          settle(() => resolve(message.result));
          return;
        case 'failed': {
          const { code, message: text, details: found } = message.failure;
          settle(() => resolve({ kind: 'failed', failure: new HuibiaoError(code, text, found) }));
          return;
        }
        case 'crashed':
          fail(crashed(job, message.cause));
          return;
      }
    };

    worker.removeAllListeners('error');
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else worker.postMessage(job, transfer);
  });
}

function cancelled(): HuibiaoError {
  return new HuibiaoError('cancelled', '已取消。没有读入或写出任何内容。');
}

function tooSlow({ jobMilliseconds }: SheetLimits, details: FailureDetails): HuibiaoError {
  const seconds = Math.round(jobMilliseconds / 1000);
  return new HuibiaoError(
    'too_large',
    `处理超过${seconds}秒，已停止。文件可能过大或有问题。请删去多余的工作表和空行，或拆成几个文件再试。`,
    { ...details, milliseconds: jobMilliseconds },
  );
}

function outOfMemory({ heapMegabytes }: SheetLimits, details: FailureDetails): HuibiaoError {
  return new HuibiaoError(
    'too_large',
    '内容太多，超出内存所能容纳，已停止。请删去多余的工作表和空行，或拆成几个文件再试。',
    { ...details, heapMegabytes },
  );
}

function crashed(job: SheetJob, cause: string): HuibiaoError {
  switch (job.kind) {
    case 'read':
    case 'window':
    case 'inspect':
    case 'learn':
    case 'convert':
    case 'fill':
    case 'collect':
    case 'mark':
      return new HuibiaoError(
        'damaged',
        `“${job.request.fileName}”读到一半出错，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。`,
        { fileName: job.request.fileName, cause },
      );
    case 'write':
      return unexpected('写入', cause);
    case 'issue':
      return unexpected('下发', cause);
  }
}

function unexpected(work: string, cause: string): HuibiaoError {
  return new HuibiaoError('unexpected', `${work}表格时出错，没有完成。请再试一次；仍然不行请联系维护人员。`, {
    cause,
  });
}
