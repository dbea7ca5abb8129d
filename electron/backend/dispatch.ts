/**
 * From a call to its handler: parse the input, call, map what is thrown. Nothing but HuibiaoErrors reach the
 * screen with their own words; anything else is a defect and is reported as `unexpected`.
 */
import {
  api,
  type Input,
  type MethodName,
  type Progress,
  type Reply,
  type StreamLine,
} from '../../shared/api.ts';
import { type Failure, HuibiaoError } from '../../shared/model/failure.ts';
import { encodeReply } from './encoded-json.ts';
import { type Answer, type CallContext, type Handler, handlers } from './handlers/handlers.ts';
import type { Session } from './session.ts';

export type CallOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(api, name);
}

/** Calls one method; never throws. */
export async function call<Name extends MethodName>(
  session: Session,
  name: Name,
  input: unknown,
  { signal = new AbortController().signal, onProgress = () => {} }: CallOptions = {},
): Promise<Reply<Answer<Name>>> {
  try {
    const parsed = api[name].input.safeParse(input);
    if (!parsed.success) {
      const at = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new HuibiaoError('bad_request', `请求内容不符合要求（${name}${at === '' ? '' : `：${at}`}）。`, {
        method: name,
        at,
      });
    }
    // The registry is indexed by the very name whose schema accepted the input.
    const handler = handlers[name] as Handler<Name>;
    const context: CallContext = { session, signal, onProgress };
    return { ok: true, value: await handler(parsed.data as Input<Name>, context) };
  } catch (error) {
    return { ok: false, error: describeFailure(error, signal) };
  }
}

/** Answers `POST /rpc/<method>`: plain JSON, or NDJSON with progress where a long method is asked for it. */
export async function answerCall(session: Session, name: string, request: Request): Promise<Response> {
  if (request.method !== 'POST') return replyWith(405, badRequest('此地址只接受 POST 请求。'));
  if (!isMethodName(name)) {
    const failure = new HuibiaoError('not_found', `没有名为 ${name} 的方法。`, { method: name });
    return replyWith(404, { ok: false, error: failure.toFailure() });
  }
  if (request.headers.get('content-type')?.split(';')[0]?.trim() !== 'application/json') {
    return replyWith(415, badRequest('请求须为 JSON（content-type: application/json）。'));
  }
  let input: unknown;
  try {
    input = await request.json();
  } catch {
    return replyWith(400, badRequest('请求内容不是有效的 JSON。'));
  }
  if (api[name].long && request.headers.get('accept')?.includes('application/x-ndjson')) {
    return streamReply((onProgress, signal) => call(session, name, input, { signal, onProgress }), request);
  }
  const reply = await call(session, name, input, { signal: request.signal });
  return replyWith(reply.ok ? 200 : statusOf(reply.error), reply);
}

/** A reply as JSON. */
export function replyWith(status: number, reply: Reply<unknown>): Response {
  return new Response(streamOf(encodeReply(reply)), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

export function badRequest(message: string): Reply<never> {
  return { ok: false, error: new HuibiaoError('bad_request', message).toFailure() };
}

/** What the screen is told about something that was thrown. */
export function describeFailure(error: unknown, signal?: AbortSignal): Failure {
  if (error instanceof HuibiaoError) return error.toFailure();
  if (signal?.aborted === true)
    return { code: 'cancelled', message: '已取消，什么都没有改动。', details: {} };
  console.error(error);
  const cause = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `程序出错，这一步没有完成，已保存的数据不受影响。请重试；仍不行时请把这句话告诉维护人员：${cause}`,
    details: { cause },
  };
}

/** Progress lines as they come, then the reply; a reader that goes away stops the work. */
function streamReply<Value>(
  work: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<Reply<Value>>,
  request: Request,
): Response {
  const encoder = new TextEncoder();
  const write = (
    controller: ReadableStreamDefaultController<Uint8Array>,
    part: string | Uint8Array,
  ): void => {
    if (stopped.signal.aborted) return;
    controller.enqueue(typeof part === 'string' ? encoder.encode(part) : part);
  };
  const stopped = new AbortController();
  request.signal.addEventListener('abort', () => stopped.abort(), { once: true });
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const tell = (progress: Progress): void => {
        const line = { progress } satisfies StreamLine<Value>;
        write(controller, `${JSON.stringify(line)}\n`);
      };
      const reply = await work(tell, stopped.signal);
      for (const part of ['{"reply":', ...encodeReply(reply), '}\n']) write(controller, part);
      if (!stopped.signal.aborted) controller.close();
    },
    cancel: () => stopped.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = parts[next];
      next += 1;
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}

function statusOf({ code }: Failure): number {
  switch (code) {
    case 'bad_request':
      return 400;
    case 'not_found':
      return 404;
    case 'unexpected':
      return 500;
    default:
      return 422;
  }
}
