/** Speaks to a Chromium through two pipes (`--remote-debugging-pipe`): no port that another program could reach. */
import type { Readable, Writable } from 'node:stream';

export type Devtools = {
  /** Sends a command and gives its result. Rejects when the browser refuses it or ends. */
  readonly send: (
    method: string,
    params?: Readonly<Record<string, unknown>>,
    sessionId?: string,
  ) => Promise<Readonly<Record<string, unknown>>>;
};

type Waiting = {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
};

type Message = {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
};

/** @param commands what the browser reads; @param answers what it writes; messages end with a zero byte */
export function speakDevtools(commands: Writable, answers: Readable): Devtools {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let chunks: Buffer[] = [];
  const failAll = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('the browser went away'));
    waiting.clear();
  };
  answers.on('data', (chunk: Buffer) => {
    let rest = chunk;
    let end = rest.indexOf(0);
    while (end >= 0) {
      const text = Buffer.concat([...chunks, rest.subarray(0, end)]).toString('utf8');
      chunks = [];
      rest = rest.subarray(end + 1);
      end = rest.indexOf(0);
      // The browser's own messages: what is not an answer to one of ours is passed over.
      const message = JSON.parse(text) as Message;
      const caller = message.id === undefined ? undefined : waiting.get(message.id);
      if (message.id === undefined || caller === undefined) continue;
      waiting.delete(message.id);
      if (message.error === undefined) caller.resolve(message.result ?? {});
      else caller.reject(new Error(message.error.message));
    }
    if (rest.length > 0) chunks.push(rest);
  });
  answers.on('close', failAll);
  answers.on('error', failAll);
  commands.on('error', failAll);
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        commands.write(
          `${JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      }),
  };
}
