/**
 * THE contract between the screens and the backend: one object, method → input schema and output type.
 * Both sides derive from it: a handler that is missing, or a call with the wrong input, does not compile.
 * Every method is `POST /rpc/<method>` with a JSON body; the answer is `Reply<Output>`. Methods marked
 * `long` may also be asked for `application/x-ndjson`: progress lines, then the reply as the last line.
 */
import { z } from 'zod';
import type { CellValue } from './model/cell-value.ts';
import { type Change, changeSchema } from './model/change.ts';
import type { Failure } from './model/failure.ts';
import { type TableLayout, tableLayoutSchema } from './model/layout.ts';
import type { Problem } from './model/problem.ts';
import type { Row } from './model/row.ts';
import type { TableDefinition } from './model/table.ts';

/** One method of the contract. `output` exists in the type only. */
export type Method<Input extends z.ZodType, Output> = {
  readonly input: Input;
  readonly long: boolean;
  readonly output?: Output;
};

/** What a new workbook holds: the county's 2025 plan as a worked sample, or the same tables without a row. */
export const seedNames = ['zezhou-2025', 'blank'] as const;
export type SeedName = (typeof seedNames)[number];

export type RecentWorkbook = { readonly file: string; readonly name: string; readonly openedAt: string };

export type WorkbookInfo = { readonly file: string; readonly name: string };

export type AppState = {
  readonly version: string;
  readonly host: 'electron' | 'web' | 'direct';
  /** Where new workbooks are put when only a name is given. */
  readonly dataFolder: string;
  readonly workbook: WorkbookInfo | null;
  readonly recent: readonly RecentWorkbook[];
  /** Why the workbook that the program was started with could not be opened; null once another one is. */
  readonly openFailure: Failure | null;
};

export type TableInfo = { readonly definition: TableDefinition; readonly rowCount: number };

export type TableRows = {
  readonly definition: TableDefinition;
  /** In table order. */
  readonly rows: readonly Row[];
  readonly revision: number;
};

/** 修改日志: one edit as the history lists it. */
export type EditSummary = {
  readonly id: number;
  readonly label: string;
  /** `created` is the first edit of a workbook, which brought what it began with; it is never undone. */
  readonly kind: 'created' | 'edit' | 'undo' | 'redo';
  /** The edit that an undo or redo took back or did again. */
  readonly target: number | null;
  /** ISO instant. */
  readonly at: string;
  readonly changeCount: number;
  /** Filled when the history of one cell was asked for. */
  readonly cell: { readonly before: CellValue; readonly after: CellValue } | null;
};

export type UndoState = {
  readonly revision: number;
  /** The label of the edit that the next undo takes back; null when there is none. */
  readonly undo: string | null;
  readonly redo: string | null;
};

/** What a commit, an undo or a redo did; `changes` are already applied and bring a client up to date. */
export type Committed = {
  readonly edit: EditSummary;
  readonly changes: readonly Change[];
  readonly state: UndoState;
};

/** What an import would do, or did: counts of rows, and every doubt with its cell in the file. */
export type ImportReport = {
  readonly fileName: string;
  readonly sheet: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
  /** Up to two hundred lines for the preview. */
  readonly lines: readonly ImportLine[];
};

export type ImportLine = {
  readonly kind: 'added' | 'changed' | 'removed';
  /** The row as the clerk names it: 高都镇 · 大兴村. */
  readonly row: string;
  readonly detail: string;
};

export type Imported = { readonly report: ImportReport; readonly committed: Committed | null };

export type Exported = {
  /** `GET /download/<downloadId>` answers the bytes once or more while the backend runs. */
  readonly downloadId: string;
  readonly fileName: string;
  readonly problems: readonly Problem[];
};

export type Reply<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: Failure };

/** What a long call is doing: Chinese, with how far it is when that is known. */
export type Progress = { readonly message: string; readonly done: number; readonly total: number | null };

/** One line of an NDJSON answer. */
export type StreamLine<Output> = { readonly progress: Progress } | { readonly reply: Reply<Output> };

const nothing = z.strictObject({});
const tableKey = z.string().min(1).max(100);
const viewKey = z.string().min(1).max(200);
/** A bare name is placed in the data folder; an absolute path is used as it is. */
const workbookFile = z.string().trim().min(1).max(1000);
/** The answer of `POST /upload?name=…` with the bytes as its body. */
const uploadId = z.string().min(1).max(100);

export const api = {
  'app.state': method<AppState>()(nothing),

  'workbook.create': method<WorkbookInfo>()(z.strictObject({ file: workbookFile, seed: z.enum(seedNames) })),
  'workbook.open': method<WorkbookInfo>()(z.strictObject({ file: workbookFile })),
  'workbook.close': method<AppState>()(nothing),
  /** Takes a workbook off the list of recent ones; the file itself stays. */
  'recent.forget': method<AppState>()(z.strictObject({ file: workbookFile })),

  'tables.list': method<readonly TableInfo[]>()(nothing),
  'rows.list': method<TableRows>()(z.strictObject({ table: tableKey })),

  'edits.state': method<UndoState>()(nothing),
  'edits.commit': method<Committed>()(
    z.strictObject({ label: z.string().min(1).max(200), changes: z.array(changeSchema).min(1) }),
  ),
  'edits.undo': method<Committed>()(nothing),
  'edits.redo': method<Committed>()(nothing),
  'edits.list': method<readonly EditSummary[]>()(
    z.strictObject({
      /** Only edits of this table; null for all. */
      table: tableKey.nullable(),
      /** Only edits of this row, with `column` of this cell. */
      rowId: z.string().nullable(),
      column: z.string().nullable(),
      /** Only edits older than this one, for paging. */
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ),

  /** How this person last saw a view (`annex1:lines`, `tasks:rows`) of the open workbook; null where never changed. */
  'layouts.read': method<{ readonly layout: TableLayout | null }>()(z.strictObject({ view: viewKey })),
  'layouts.save': method<{ readonly layout: TableLayout }>()(
    z.strictObject({ view: viewKey, layout: tableLayoutSchema }),
  ),

  'import.preview': method<ImportReport>()(z.strictObject({ table: tableKey, uploadId }), { long: true }),
  'import.run': method<Imported>()(z.strictObject({ table: tableKey, uploadId }), { long: true }),
  'export.run': method<Exported>()(z.strictObject({ table: tableKey }), { long: true }),
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type Input<Name extends MethodName> = z.infer<Api[Name]['input']>;
export type Output<Name extends MethodName> = NonNullable<Api[Name]['output']>;

function method<Output>() {
  return <Schema extends z.ZodType>(
    input: Schema,
    { long }: { readonly long: boolean } = { long: false },
  ): Method<Schema, Output> => ({ input, long });
}
