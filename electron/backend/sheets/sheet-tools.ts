import type { Progress } from '../../../shared/api.ts';
import type { IncomingRows } from '../../../shared/merge/incoming.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { LearntForm } from '../../../shared/model/form.ts';
import type { Reading, ReadingChoice, SheetWindow } from '../../../shared/model/reading.ts';
import type { RememberedReading } from '../../../shared/model/reading-memory.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import type { IssuedCopies, IssueRequest } from './issue/issue-request.ts';
import type { FilledForm, FillRequest } from './learn/fill-form.ts';
import type { LearnRequest } from './learn/learn-form.ts';
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
  /** What a person pointed out. */
  readonly choice: ReadingChoice;
  /** What was pointed out in earlier imports of this table, the latest first. */
  readonly memory: readonly RememberedReading[];
  /** Under which a worker may keep the sheets for the next question about this very file; null for none. */
  readonly identity: string | null;
};

/** The rows of a file and how it was read; no rows where `refusal` says why nothing can be imported. */
export type ReadRows = IncomingRows & {
  readonly reading: Reading;
  readonly refusal: Failure | null;
  /** What to keep for the next file of the form when these rows are imported; null where nothing was pointed out. */
  readonly remember: RememberedReading | null;
};

export type WindowRequest = Pick<ReadRequest, 'bytes' | 'fileName' | 'identity'> & {
  readonly sheet: string;
  readonly firstRow: number;
  readonly rowCount: number;
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
  /**
   * @throws HuibiaoError with a spreadsheet code (`password`, `damaged`, …) where not even a sheet can be shown,
   *   or `cancelled`
   */
  readonly readRows: (request: ReadRequest, options: WorkOptions) => Promise<ReadRows>;
  /**
   * A part of a sheet as it looks.
   * @throws HuibiaoError as `readRows` does, or `not_found` for a sheet that the file does not have
   */
  readonly showSheet: (request: WindowRequest, options: WorkOptions) => Promise<SheetWindow>;
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
  /**
   * The forms that a workbook may be, best first.
   * @throws HuibiaoError a spreadsheet code for a file that cannot be one, `not_found`, `no_template`, or `cancelled`
   */
  readonly learn: (request: LearnRequest, options: WorkOptions) => Promise<LearntForm>;
  /**
   * One workbook for each unit; see `issueInParts` for many.
   * @throws HuibiaoError for a form that cannot be filled (the message names the cell), or `cancelled`
   */
  readonly issue: (request: IssueRequest, options: WorkOptions) => Promise<IssuedCopies>;
  /**
   * A form filled: its own file, with only those parts changed that have to.
   * @throws HuibiaoError when the form cannot be filled, or not with this (the message names the cell), or `cancelled`
   */
  readonly fill: (request: FillRequest, options: WorkOptions) => Promise<FilledForm>;
  /** Stops every worker; work under way ends with `cancelled`. */
  readonly close: () => Promise<void>;
};
