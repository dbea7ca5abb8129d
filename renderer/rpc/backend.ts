/** The one way in which the screens reach the backend: the same `fetch` in a browser and in Electron. */
import type { Input, MethodName, Output, Progress, Reply, StreamLine } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { PrintOptions } from '../../shared/print/options.ts';

/** Whether native dialogs are there: in Electron the page's own scheme is app:. */
export const onDesktop = globalThis.location?.protocol === 'app:';

type CallOptions = {
  /** Stops the call; it then fails with `cancelled`. */
  readonly signal?: AbortSignal;
  /** Asks for a stream of progress; only methods marked `long` send any. */
  readonly onProgress?: (progress: Progress) => void;
};

/**
 * Calls a method of the contract.
 * @throws HuibiaoError with the backend's code, `cancelled` after an abort, `unexpected` when no answer came
 */
export async function callBackend<Name extends MethodName>(
  name: Name,
  input: Input<Name>,
  { signal, onProgress }: CallOptions = {},
): Promise<Output<Name>> {
  return answerOf(async () => {
    const response = await fetch(`/rpc/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: onProgress === undefined ? 'application/json' : 'application/x-ndjson',
      },
      body: JSON.stringify(input),
      ...(signal === undefined ? {} : { signal }),
    });
    const streams = response.headers.get('content-type')?.includes('ndjson') ?? false;
    return streams && onProgress !== undefined
      ? readStream<Output<Name>>(response, onProgress)
      : readReply<Output<Name>>(response);
  });
}

/** Sends a file's bytes and returns the id by which import methods name it. */
export async function uploadFile(file: File, signal: AbortSignal): Promise<string> {
  const { uploadId } = await answerOf(async () => {
    const body = await file.arrayBuffer();
    const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
      signal,
    });
    return readReply<{ readonly uploadId: string }>(response);
  });
  return uploadId;
}

/** Hands a prepared file to the browser's (or Electron's) own download. */
export function downloadFile(downloadId: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = `/download/${encodeURIComponent(downloadId)}`;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** The system's dialog for opening a workbook (Electron only); null when it was closed without a choice. */
export async function chooseFileToOpen(): Promise<string | null> {
  return (await askHost('/host/choose-open', {})).file;
}

/** The system's dialog for placing a new workbook (Electron only); null when it was closed without a choice. */
export async function chooseFileToSave(suggestedName: string): Promise<string | null> {
  return (await askHost('/host/choose-save', { suggestedName })).file;
}

/** Saves an exported file where the person says (Electron only); null when she thought better of it. */
export async function saveExport(downloadId: string, fileName: string): Promise<string | null> {
  return (await askHost('/host/save-export', { downloadId, fileName })).file;
}

/** Saves the files of an archive as a folder where the person says (Electron only); null when she thought better of it. */
export async function saveFolder(downloadId: string, fileName: string): Promise<string | null> {
  return (await askHost('/host/save-folder', { downloadId, fileName })).file;
}

/** Shows a saved file in its folder (Electron only). */
export async function showSavedFile(file: string): Promise<void> {
  await askHost('/host/show-saved', { file });
}

/** Prints with the system's own dialog (Electron only); false when it was closed without printing. */
export async function printOnPaper(options: PrintOptions): Promise<boolean> {
  return (await askHost<{ readonly printed: boolean }>('/host/print', options)).printed;
}

/** Any thrown thing as a HuibiaoError, for places that show failures. */
export function asFailure(thrown: unknown): HuibiaoError {
  if (thrown instanceof HuibiaoError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return new HuibiaoError('cancelled', '已取消。');
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new HuibiaoError('unexpected', `程序出错：${detail}。请重试；仍不行请重新打开汇表。`, { detail });
}

function askHost<Answer = { readonly file: string | null }>(path: string, body: object): Promise<Answer> {
  return answerOf(async () =>
    readReply<Answer>(
      await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ),
  );
}

async function answerOf<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof TypeError) throw noAnswer(thrown.message);
    throw asFailure(thrown);
  }
}

async function readReply<Value>(response: Response): Promise<Value> {
  // Chromium decodes a long text in many small pieces; all bytes at once take a fraction of the time.
  const text = decoder.decode(await response.arrayBuffer());
  return unwrap<Value>(parseJson<Reply<Value>>(text, response.status));
}

const decoder = new TextDecoder();

async function readStream<Value>(
  response: Response,
  onProgress: (progress: Progress) => void,
): Promise<Value> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      if (text.trim() === '') continue;
      const line = parseJson<StreamLine<Value>>(text, response.status);
      if ('reply' in line) return unwrap(line.reply);
      onProgress(line.progress);
    }
  }
  if (rest.trim() !== '') {
    const line = parseJson<StreamLine<Value>>(rest, response.status);
    if ('reply' in line) return unwrap(line.reply);
  }
  throw noAnswer('the stream ended without a reply');
}

function parseJson<Value>(text: string, status: number): Value {
  try {
    return JSON.parse(text);
  } catch {
    throw noAnswer(`HTTP ${status}`);
  }
}

function unwrap<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  throw new HuibiaoError(reply.error.code, reply.error.message, reply.error.details);
}

function noAnswer(detail: string): HuibiaoError {
  return new HuibiaoError(
    'unexpected',
    '汇表的后台没有回应。已保存的内容都在文件里；请关闭后重新打开汇表再试。',
    { detail },
  );
}
