/** What the backend and a sheet worker say to each other. */
import type { Progress } from '../../../shared/api.ts';
import type { IncomingRows } from '../../../shared/merge/incoming.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FileInspection, InspectRequest } from './regions/inspect-file.ts';
import type { ReadRequest, WriteRequest } from './sheet-tools.ts';

export type SheetJob =
  | { readonly kind: 'read'; readonly request: ReadRequest }
  | { readonly kind: 'write'; readonly request: WriteRequest }
  | { readonly kind: 'inspect'; readonly request: InspectRequest };

export type SheetResult =
  | { readonly kind: 'read'; readonly rows: IncomingRows }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | { readonly kind: 'inspected'; readonly inspection: FileInspection };

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: SheetResult }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** An error that is no HuibiaoError: a defect of ours or of a library that met a broken file. */
  | { readonly kind: 'crashed'; readonly cause: string };
