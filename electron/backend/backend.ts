/**
 * The composition root. One backend answers everything: `/rpc/<method>`, uploads, downloads and the screens' own
 * files. Hosts (Electron, loopback, direct) only bring requests to it and guard its door.
 */
import { HuibiaoError } from '../../shared/model/failure.ts';
import { securityHeaders } from '../security.ts';
import { answerCall, badRequest, call, describeFailure, replyWith } from './dispatch.ts';
import type { BackendOptions } from './options.ts';
import { clearDesk, createSession, type Session } from './session.ts';
import { openSheetTools } from './sheets/open-sheet-tools.ts';
import { answerStatic } from './static.ts';

export type Backend = {
  readonly handle: (request: Request) => Promise<Response>;
  /** Closes the workbook and ends the workers. */
  readonly close: () => Promise<void>;
};

/** The largest file that can be uploaded: far above any return, far below the memory of an office PC. */
const largestUpload = 100 * 1024 * 1024;

/** @param file a workbook to have open from the start; null for none */
export async function openBackend(options: BackendOptions, file: string | null = null): Promise<Backend> {
  const sheets = openSheetTools();
  const session = createSession(options, sheets);
  if (file !== null) {
    const reply = await call(session, 'workbook.open', { file });
    if (!reply.ok) session.openFailure = reply.error;
  }
  return {
    handle: async (request) => {
      let response: Response;
      try {
        response = await answer(session, request);
      } catch (error) {
        response = replyWith(500, { ok: false, error: describeFailure(error) });
      }
      for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
      return response;
    },
    close: async () => {
      clearDesk(session);
      await sheets.close();
    },
  };
}

async function answer(session: Session, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, room, name = ''] = pathname.split('/');
  switch (room) {
    case 'rpc':
      return answerCall(session, name, request);
    case 'upload':
      return receiveUpload(session, request, searchParams.get('name') ?? '');
    case 'download':
      return offerDownload(session, name);
    default:
      return answerStatic(session.options.rendererFolder, request.method, pathname);
  }
}

async function receiveUpload(session: Session, request: Request, name: string): Promise<Response> {
  if (request.method !== 'POST') return replyWith(405, badRequest('此地址只接受 POST 请求。'));
  if (request.headers.get('content-type') !== 'application/octet-stream') {
    return replyWith(415, badRequest('文件须以 application/octet-stream 上传。'));
  }
  const bytes = await readLimited(request, largestUpload);
  if (bytes === null) {
    const failure = new HuibiaoError(
      'too_large',
      `“${name}”超过 100 MB，没有读取。请确认选对了文件，或拆成几个文件后再导入。`,
      { limit: largestUpload },
    );
    return replyWith(413, { ok: false, error: failure.toFailure() });
  }
  const uploadId = session.transfers.receive({ name: name === '' ? '未命名' : name, bytes });
  return replyWith(200, { ok: true, value: { uploadId } });
}

function offerDownload(session: Session, id: string): Response {
  const file = session.transfers.findDownload(id);
  if (file === null) {
    const failure = new HuibiaoError('not_found', '这个导出文件已不在内存中，请重新导出。');
    return replyWith(404, { ok: false, error: failure.toFailure() });
  }
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="export${plainExtension(file.name)}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'no-store',
    },
  });
}

/** For programs that know only the older kind of file name. */
function plainExtension(name: string): string {
  return /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
}

/** The whole body, or null as soon as it is larger than `limit`. */
async function readLimited(request: Request, limit: number): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
