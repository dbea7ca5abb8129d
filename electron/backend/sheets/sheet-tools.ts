import type { Progress } from '../../../shared/api.ts';
import type { IncomingRows } from '../../../shared/merge/incoming.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FormDefinition, FormLayout, LearntForm } from '../../../shared/model/form.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Reading, ReadingChoice, SheetWindow } from '../../../shared/model/reading.ts';
import type { RememberedReading } from '../../../shared/model/reading-memory.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import type { MarkedReturn, MarkRequest } from './collect/mark-return.ts';
import type { CollectedFile, CollectRequest } from './collect/read-best.ts';
import type { IssuedCopies, IssueRequest } from './issue/issue-request.ts';
import type { ConvertedForm, ConvertRequest } from './learn/convert/convert-form.ts';
import type { FilledForm, FillRequest } from './learn/fill-form.ts';
import type { LearnRequest } from './learn/learn-form.ts';
import type { FileInspection, InspectRequest } from './regions/inspect-file.ts';
import type { SheetPrint } from './write/sheet-page.ts';

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
  /** Null for the first sheet that is not hidden. */
  readonly sheet: string | null;
  readonly firstRow: number;
  readonly rowCount: number;
  /** With lines, colours and sizes. */
  readonly looks?: boolean;
};

export type WriteRequest = {
  readonly definition: TableDefinition;
  /** In table order. */
  readonly rows: readonly Row[];
  /** The groups (townships) that get a line even without rows, in order. */
  readonly groups: readonly string[];
  /** The form that the rows are filled into; null writes a plain list workbook. */
  readonly form: TableForm | null;
  /** How a plain list is printed; a form keeps its own page. */
  readonly print?: SheetPrint;
};

/** A form as a workbook keeps it. */
export type TableForm = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly layout: FormLayout;
  /** Null where it was never learnt. */
  readonly definition: FormDefinition | null;
};

export type WrittenTable = {
  /** Of an .xlsx. */
  readonly bytes: Uint8Array;
  /** What a person should know of how the rows were written. */
  readonly problems: readonly Problem[];
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
   * A table as an .xlsx. Rows that no annex line can show are not in it (see `groupRows`).
   * @throws HuibiaoError `too_large` for a text beyond what a cell can hold, `form_unfillable`, or `cancelled`
   */
  readonly writeTable: (request: WriteRequest, options: WorkOptions) => Promise<WrittenTable>;
  /**
   * The tables on every sheet of a file, or the reason why it cannot be used.
   * @throws HuibiaoError `cancelled`, or `too_large` for a file that is beyond the worker's time or memory
   */
  readonly inspect: (request: InspectRequest, options: WorkOptions) => Promise<FileInspection>;
  /**
   * The forms that a workbook may be, best first.
   * @throws HuibiaoError a spreadsheet code for a file that cannot be one, `not_found`, `form_unfillable`, or `cancelled`
   */
  readonly learn: (request: LearnRequest, options: WorkOptions) => Promise<LearntForm>;
  /**
   * A form of an older format (.xls, .et) as an .xlsx; any other file as it is.
   * @throws HuibiaoError `form_unfillable` for one that cannot be converted, or `cancelled`
   */
  readonly convert: (request: ConvertRequest, options: WorkOptions) => Promise<ConvertedForm>;
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
  /**
   * A file that came back: whose it says that it is, and its rows, read by the form that it most probably is.
   * @throws HuibiaoError with a spreadsheet code where the file cannot be opened at all, or `cancelled`
   */
  readonly collect: (request: CollectRequest, options: WorkOptions) => Promise<CollectedFile>;
  /**
   * A file that goes back, marked.
   * @throws HuibiaoError with a spreadsheet code where the file cannot be opened at all, or `cancelled`
   */
  readonly mark: (request: MarkRequest, options: WorkOptions) => Promise<MarkedReturn>;
  /** Stops every worker; work under way ends with `cancelled`. */
  readonly close: () => Promise<void>;
};
