/** The thread that reads and writes spreadsheet files: one job at a time, then it waits for the next. */
import { parentPort } from 'node:worker_threads';
import type { Progress } from '../../../shared/api.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { SheetJob, SheetResult, WorkerMessage } from './worker-messages.ts';

// What a library mutters about a broken file is not for the program's own output.
for (const method of ['log', 'warn', 'error'] as const) console[method] = () => {};

parentPort?.on('message', (job: SheetJob) => void run(job));

async function run(job: SheetJob): Promise<void> {
  try {
    const result = await perform(job, (progress) => send({ kind: 'progress', progress }));
    send({ kind: 'done', result }, result.kind === 'written' ? [result.bytes.buffer] : []);
  } catch (error) {
    send(
      error instanceof HuibiaoError
        ? { kind: 'failed', failure: error.toFailure() }
        : { kind: 'crashed', cause: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    );
  }
}

/** Reading and writing are loaded when first needed: each brings a large library. */
async function perform(job: SheetJob, onProgress: (progress: Progress) => void): Promise<SheetResult> {
  switch (job.kind) {
    case 'read': {
      const { readRows } = await import('./read/read-rows.ts');
      return { kind: 'read', rows: readRows(job.request, onProgress) };
    }
    case 'write': {
      const { writeTable } = await import('./write/write-table.ts');
      const bytes = await writeTable(job.request, onProgress);
      return { kind: 'written', bytes: wholeBuffer(bytes) };
    }
    case 'inspect': {
      const { inspectFile } = await import('./regions/inspect-file.ts');
      return { kind: 'inspected', inspection: inspectFile(job.request, onProgress) };
    }
  }
}

function send(message: WorkerMessage, transfer: readonly ArrayBufferLike[] = []): void {
  parentPort?.postMessage(
    message,
    transfer.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}

/** Bytes that own their buffer, so that it can be handed over without a copy. */
function wholeBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
