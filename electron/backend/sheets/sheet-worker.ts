/** The thread that reads and writes spreadsheet files: one job at a time, then it waits for the next. */
import { parentPort } from 'node:worker_threads';
import type { Progress } from '../../../shared/api.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { Load } from './read/read-rows.ts';
import type { SheetShelf } from './sheet-shelf.ts';
import type { SheetJob, SheetResult, WorkerMessage } from './worker-messages.ts';

// What a library mutters about a broken file is not for the program's own output.
for (const method of ['log', 'warn', 'error'] as const) console[method] = () => {};

parentPort?.on('message', (job: SheetJob) => void run(job));

async function run(job: SheetJob): Promise<void> {
  try {
    const result = await perform(job, (progress) => send({ kind: 'progress', progress }));
    send({ kind: 'done', result }, handedOver(result));
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
  const load = await loadFor(job);
  switch (job.kind) {
    case 'read': {
      const { readRows } = await import('./read/read-rows.ts');
      return { kind: 'read', rows: readRows(job.request, onProgress, load) };
    }
    case 'window': {
      const { readWindow } = await import('./read/read-rows.ts');
      return { kind: 'window', window: readWindow(job.request, load) };
    }
    case 'write': {
      const { writeTable } = await import('./write/write-table.ts');
      const { bytes, problems } = writeTable(job.request, onProgress);
      return { kind: 'written', table: { bytes: wholeBuffer(bytes), problems } };
    }
    case 'inspect': {
      const { inspectFile } = await import('./regions/inspect-file.ts');
      return { kind: 'inspected', inspection: inspectFile(job.request, onProgress) };
    }
    case 'learn': {
      const { learnForm } = await import('./learn/learn-form.ts');
      return { kind: 'learnt', form: learnForm(job.request) };
    }
    case 'convert': {
      const { convertForm } = await import('./learn/convert/convert-form.ts');
      return { kind: 'converted', form: convertForm(job.request) };
    }
    case 'fill': {
      const { fillForm } = await import('./learn/fill-form.ts');
      return { kind: 'filled', filled: fillForm(job.request) };
    }
    case 'collect': {
      const { collectFile } = await import('./collect/read-best.ts');
      return { kind: 'collected', file: collectFile(job.request) };
    }
    case 'mark': {
      const { markReturn } = await import('./collect/mark-return.ts');
      const marked = markReturn(job.request);
      return { kind: 'marked', marked: { ...marked, bytes: wholeBuffer(marked.bytes) } };
    }
    case 'issue': {
      const { issueCopies } = await import('./issue/issue-copies.ts');
      const { copies, problems } = issueCopies(job.request, onProgress);
      const whole = copies.map(({ name, data }) => ({ name, data: wholeBuffer(data) }));
      return { kind: 'issued', copies: { copies: whole, problems } };
    }
  }
}

let shelf: SheetShelf | null = null;

/** The way in which a job gets its file; the sheets of another file are let go before the job begins. */
async function loadFor(job: SheetJob): Promise<Load | undefined> {
  if (job.kind !== 'read' && job.kind !== 'window') {
    shelf = null;
    return undefined;
  }
  const { openSheetShelf } = await import('./sheet-shelf.ts');
  shelf ??= openSheetShelf();
  return shelf.loadAs(job.request.identity);
}

/** What a result need not copy. */
function handedOver(result: SheetResult): ArrayBufferLike[] {
  if (result.kind === 'written') return [result.table.bytes.buffer];
  return result.kind === 'issued' ? result.copies.copies.map(({ data }) => data.buffer) : [];
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
