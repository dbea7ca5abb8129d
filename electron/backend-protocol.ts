/** What Electron's main process and the backend's process say to each other besides requests. */

/** `close` asks to put everything into the workbook's one file and end. */
export type HostMessage = BackendStart | { readonly kind: 'close' };

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
  | { readonly kind: 'workbook'; readonly file: string | null };

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
