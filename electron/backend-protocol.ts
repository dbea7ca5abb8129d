/** What Electron's main process and the backend's process say to each other besides requests. */

/** `close` asks to put everything into the workbook's one file and end. */
export type HostMessage =
  | BackendStart
  | { readonly kind: 'close' }
  /** The answer to `print`; null with the reason where there is no PDF. */
  | {
      readonly kind: 'printed';
      readonly id: string;
      readonly pdf: Uint8Array | null;
      readonly reason: string;
    };

/** The first message to the backend: where everything is, and the way in. */
export type BackendStart = {
  readonly kind: 'start';
  readonly version: string;
  readonly dataFolder: string;
  readonly stateFolder: string;
  readonly rendererFolder: string;
  readonly seedsFolder: string;
  readonly socketPath: string;
  /** Has to come with every request. */
  readonly secret: string;
  /** Open from the start: after a restart, or because the person opened the file itself. */
  readonly workbook: string | null;
};

export type BackendMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'workbook'; readonly file: string | null }
  /** Asks for a PDF of a page, which only a process with windows can make; `stopPrinting` says that nobody waits. */
  | { readonly kind: 'print'; readonly id: string; readonly html: string }
  | { readonly kind: 'stopPrinting'; readonly id: string };

type ParentPort = {
  readonly on: (event: 'message', listener: (message: { readonly data: HostMessage }) => void) => void;
  readonly postMessage: (message: BackendMessage) => void;
};

/** Electron adds this port to `process` in utility processes; Node's types do not know it. */
export function parentPort(): ParentPort {
  const { parentPort: port } = process as typeof process & { readonly parentPort?: ParentPort };
  if (port === undefined) throw new Error('this file runs as an Electron utility process only');
  return port;
}
