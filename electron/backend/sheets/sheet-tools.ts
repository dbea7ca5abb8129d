import type { Progress } from '../../../shared/api.ts';
import type { IncomingRows } from '../../../shared/merge/incoming.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import type { FileInspection, InspectRequest } from './regions/inspect-file.ts';

/** How a caller follows and stops a long piece of work. */
export type WorkOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export type ReadRequest = {
  /** Left as they are: the caller may read the same bytes again. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly definition: TableDefinition;
  /** The names of the groups (townships) that lines may carry. */
  readonly groups: readonly string[];
};

export type WriteRequest = {
  readonly definition: TableDefinition;
  /** In table order. */
  readonly rows: readonly Row[];
  /** The groups (townships) that get a line even without rows, in order. */
  readonly groups: readonly string[];
  /** The form's own workbook; null writes a plain list workbook. */
  readonly template: Uint8Array | null;
};

/** Reading and writing spreadsheet files, away from the backend's own thread. */
export type SheetTools = {
  /** @throws HuibiaoError with a spreadsheet code (`empty`, `password`, `other_table`, …) or `cancelled` */
  readonly readRows: (request: ReadRequest, options: WorkOptions) => Promise<IncomingRows>;
  /**
   * The bytes of an .xlsx. Rows that no annex line can show are not in it (see `groupRows`).
   * @throws HuibiaoError `too_large` for a text beyond what a cell can hold, `no_template`, or `cancelled`
   */
  readonly writeTable: (request: WriteRequest, options: WorkOptions) => Promise<Uint8Array>;
  /**
   * The tables on every sheet of a file, or the reason why it cannot be used.
   * @throws HuibiaoError `cancelled`, or `too_large` for a file that is beyond the worker's time or memory
   */
  readonly inspect: (request: InspectRequest, options: WorkOptions) => Promise<FileInspection>;
  /** Stops every worker; work under way ends with `cancelled`. */
  readonly close: () => Promise<void>;
};
