/**
 * THE contract between the screens and the backend: one object, method → input schema and output type.
 * Both sides derive from it: a handler that is missing, or a call with the wrong input, does not compile.
 * Every method is `POST /rpc/<method>` with a JSON body; the answer is `Reply<Output>`. Methods marked
 * `long` may also be asked for `application/x-ndjson`: progress lines, then the reply as the last line.
 */
import { z } from 'zod';
import type {
  AcceptedAll,
  OriginalFile,
  Provenance,
  ReceivedFiles,
  ReturnAccepted,
  ReturnReview,
  ReturnSaved,
  RoundBoard,
  SentBackCopy,
  Summary,
} from './collect/answers.ts';
import type { MergeFormInfo, MergeReport } from './collect/merge-report.ts';
import { mergeDecisionsSchema } from './collect/settle-plan.ts';
import type { ChangeLine } from './history/describe-change.ts';
import { lineCellSchema } from './history/line-history.ts';
import type { CellValue } from './model/cell-value.ts';
import { type Change, changeSchema } from './model/change.ts';
import type { Failure } from './model/failure.ts';
import { formDefinitionSchema, formLayoutSchema, type LearntForm } from './model/form.ts';
import { editionChangeSchema, type FormEdition } from './model/form-edition.ts';
import { type TableLayout, tableLayoutSchema } from './model/layout.ts';
import type { Problem } from './model/problem.ts';
import { type Reading, readingChoiceSchema, type SheetWindow } from './model/reading.ts';
import { explanationSchema, problemPlaceSchema, type Return } from './model/return.ts';
import { dueAtSchema, type IssuedCopy, type Round } from './model/round.ts';
import { type Row, type RowCursor, rowCursorSchema } from './model/row.ts';
import type { TableDefinition } from './model/table.ts';
import { printOptionsSchema } from './print/options.ts';
import { type PrintChoice, printChoiceSchema } from './print/print-choice.ts';
import type { PrintedPages } from './print/printed-pages.ts';

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
  /** In table order: all of them, or the page that was asked for. */
  readonly rows: readonly Row[];
  /** Pages of one revision are pages of the same rows. */
  readonly revision: number;
  /** How many rows the table has. */
  readonly rowCount: number;
  /** Where the next page begins; null when there is none. */
  readonly next: RowCursor | null;
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
  /** Filled when the history of one cell was asked for; names that a line joins in a cell are one text. */
  readonly cell: { readonly before: CellValue; readonly after: CellValue } | null;
};

/** What an edit did to a table, change by change. */
export type EditChanges = {
  readonly lines: readonly ChangeLine[];
  /** How many changes of the table there are; `lines` holds the first of them. */
  readonly count: number;
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
  readonly reading: Reading;
  /**
   * Why nothing can be imported as the sheet is read now, though pointing out the header or a column may help
   * (`other_table`, `empty`); null when it can. A run throws it.
   */
  readonly refusal: Failure | null;
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

/** 表样: a form in its newest edition. */
export type FormInfo = {
  readonly form: FormEdition;
  readonly tableTitle: string;
  /** How many editions are kept. */
  readonly editions: number;
  /** How many rounds there are of any of them. */
  readonly rounds: number;
};

/** What was learnt of a workbook, and what of this workbook it may belong to. */
export type FormLearning = LearntForm & {
  readonly fileName: string;
  /** Tables that the first proposal fits, best first: how many of its columns are columns of theirs. */
  readonly tables: readonly FormFit[];
  /** Forms of which it may be the next edition, best first. */
  readonly editionsOf: readonly FormFit[];
};

export type FormFit = {
  /** Of the table or form. */
  readonly key: string;
  readonly title: string;
  readonly matched: number;
  readonly of: number;
};

export type FormSaved = { readonly form: FormEdition; readonly committed: Committed };

export type RoundInfo = {
  readonly round: Round;
  readonly formTitle: string;
  readonly table: string;
  /** Every copy that went out, oldest first. */
  readonly copies: readonly IssuedCopy[];
};

/** `committed` is null where nothing was to be changed. */
export type RoundSaved = { readonly round: RoundInfo; readonly committed: Committed | null };

/** 下发: one zip with a workbook for each unit. */
export type Issued = Exported & { readonly copies: readonly IssuedCopy[] };

export type Reply<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: Failure };

/** What a long call is doing: Chinese, with how far it is when that is known. */
export type Progress = { readonly message: string; readonly done: number; readonly total: number | null };

/** One line of an NDJSON answer. */
export type StreamLine<Output> = { readonly progress: Progress } | { readonly reply: Reply<Output> };

const nothing = z.strictObject({});
const tableKey = z.string().min(1).max(100);
const formKey = z.string().min(1).max(100);
const rowIndex = z.number().int().min(0).max(1_048_575);
const viewKey = z.string().min(1).max(200);
const roundKey = z.string().min(1).max(100);
const returnId = z.string().min(1).max(100);
const summaryFields = {
  round: roundKey,
  /** The round before, to compare with. */
  against: roundKey.nullable(),
  /** Adds up by units of this kind (乡镇); null takes the units that report. */
  level: z.string().min(1).max(100).nullable(),
  /** Only these units and what is below them; null takes all. */
  units: z.array(z.string().min(1).max(200)).min(1).max(20_000).nullable(),
};
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
  /** All rows of a table, or without blocking others for long, `limit` of them from behind `after` (null: the first). */
  'rows.list': method<TableRows>()(
    z.strictObject({
      table: tableKey,
      page: z
        .strictObject({ after: rowCursorSchema.nullable(), limit: z.number().int().min(1).max(50_000) })
        .optional(),
    }),
  ),

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
      /** Only edits that changed what this cell of 附件样式 shows; not together with a row. */
      line: lineCellSchema.optional(),
      /** Only edits older than this one, for paging. */
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ),

  'edits.changes': method<EditChanges>()(
    z.strictObject({ edit: z.number().int(), table: tableKey, limit: z.number().int().min(1).max(1000) }),
  ),

  /** How this person last saw a view (`annex1:lines`, `tasks:rows`) of the open workbook; null where never changed. */
  'layouts.read': method<{ readonly layout: TableLayout | null }>()(z.strictObject({ view: viewKey })),
  'layouts.save': method<{ readonly layout: TableLayout }>()(
    z.strictObject({ view: viewKey, layout: tableLayoutSchema }),
  ),

  'import.preview': method<ImportReport>()(
    z.strictObject({ table: tableKey, uploadId, choice: readingChoiceSchema }),
    { long: true },
  ),
  /** What the choice points out is remembered for the next file with the same header. */
  'import.run': method<Imported>()(
    z.strictObject({ table: tableKey, uploadId, choice: readingChoiceSchema }),
    { long: true },
  ),
  /** The sheet as it looks, a part at a time, for pointing at it. */
  'import.window': method<SheetWindow>()(
    z.strictObject({
      uploadId,
      /** Null shows the first sheet that is not hidden. */
      sheet: z.string().nullable(),
      firstRow: z.number().int().min(0),
      rowCount: z.number().int().min(1).max(2000),
      /** With lines, colours and sizes. */
      looks: z.boolean().optional(),
    }),
    { long: true },
  ),
  'export.run': method<Exported>()(z.strictObject({ table: tableKey }), { long: true }),

  'forms.list': method<readonly FormInfo[]>()(nothing),
  /** Puts a kept template where uploads are, to be looked at (`import.window`), learnt or saved anew. */
  'forms.open': method<{ readonly uploadId: string; readonly fileName: string }>()(
    z.strictObject({ form: formKey, edition: z.number().int().min(1).nullable() }),
  ),
  /** What forms an uploaded workbook may be; what a person points out is not asked for. */
  'forms.learn': method<FormLearning>()(
    z.strictObject({
      uploadId,
      sheet: z.string().nullable(),
      header: z.strictObject({ firstRow: rowIndex, lastRow: rowIndex }).nullable(),
      layout: formLayoutSchema.nullable(),
    }),
    { long: true },
  ),
  /** Keeps an uploaded workbook as a form, as one edit. Columns that the definition binds stay as they are bound. */
  'forms.save': method<FormSaved>()(
    z.strictObject({
      uploadId,
      title: z.string().trim().min(1).max(200),
      definition: formDefinitionSchema,
      target: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('newTable'), title: z.string().trim().min(1).max(100) }),
        /** With `addColumns`, columns that the table does not have are added to it; without, they are not read. */
        z.strictObject({ kind: z.literal('table'), table: tableKey, addColumns: z.boolean() }),
        /** A newer edition. Without `changes` columns go by their paths only, and nothing counts as renamed. */
        z.strictObject({
          kind: z.literal('edition'),
          form: formKey,
          changes: z.array(editionChangeSchema).max(20_000).nullable(),
        }),
        /** The newest edition corrected in place: its title and definition; the template must be its own. */
        z.strictObject({ kind: z.literal('correction'), form: formKey }),
      ]),
    }),
  ),
  /** Removes all editions; the table and its rows stay. Refused while there are rounds of it. */
  'forms.remove': method<Committed>()(z.strictObject({ form: formKey })),

  /** Newest first. */
  'rounds.list': method<readonly RoundInfo[]>()(nothing),
  'rounds.save': method<RoundSaved>()(
    z.strictObject({
      /** Null makes a new one. */
      round: z.string().min(1).max(100).nullable(),
      form: formKey,
      /** Null takes the newest. */
      edition: z.number().int().min(1).nullable(),
      /** As a person writes it: 2025-10, 2025年10月, 2025Q3, 2025, or any text. */
      period: z.string().min(1).max(60),
      dueAt: dueAtSchema.nullable(),
      units: z.discriminatedUnion('kind', [
        /** All units of the tree of that kind: 乡镇. */
        z.strictObject({ kind: z.literal('kind'), unitKind: z.string().min(1).max(100) }),
        /** Names or aliases of the tree. */
        z.strictObject({
          kind: z.literal('listed'),
          names: z.array(z.string().min(1).max(200)).min(1).max(20_000),
        }),
      ]),
      note: z.string().max(2000),
    }),
  ),
  /** What went out for it stays remembered. */
  'rounds.remove': method<Committed>()(z.strictObject({ round: z.string().min(1).max(100) })),
  'issue.run': method<Issued>()(
    z.strictObject({
      round: z.string().min(1).max(100),
      /** Null issues to all that are expected. */
      units: z.array(z.string()).min(1).max(20_000).nullable(),
      /** Begin with the unit's own rows. */
      prefill: z.boolean(),
      /** Blank rows that a list has at least behind those. */
      spareRows: z.number().int().min(0).max(10_000),
      /** Null takes `{序号}{单位}_{表样}_{期}.xlsx`. */
      pattern: z.string().min(1).max(200).nullable(),
      /** Lock headers and formulas (without a password). */
      locks: z.boolean(),
    }),
    { long: true },
  ),

  /** 收表: keeps the files, reads them and says whose they are; archives are unpacked. Nothing is merged. */
  'returns.receive': method<ReceivedFiles>()(
    z.strictObject({
      uploadIds: z.array(uploadId).min(1).max(5000),
      /** The round that is being collected; null leaves it to the files. */
      round: roundKey.nullable(),
    }),
    { long: true },
  ),
  /** Oldest first; for null those of which nobody knows the round. */
  'returns.list': method<readonly Return[]>()(z.strictObject({ round: roundKey.nullable() })),
  /** The return as read, its problems, and what accepting it would do to the ledger as it stands now. */
  'returns.review': method<ReturnReview>()(
    z.strictObject({ id: returnId, rows: z.number().int().min(0).max(5000).optional() }),
    { long: true },
  ),
  /** Whose it is, told by a person; what is not said stays. Read anew where the form is another. */
  'returns.assign': method<ReturnSaved>()(
    z.strictObject({
      id: returnId,
      form: formKey.optional(),
      round: roundKey.optional(),
      unit: z.string().min(1).max(200).optional(),
    }),
    { long: true },
  ),
  /** 不采用, or taken up again. */
  'returns.setAside': method<ReturnSaved>()(z.strictObject({ id: returnId, aside: z.boolean() })),
  /** Merges it as one edit. Conflicts must be decided, findings of `explain` explained, none of `must` left. */
  'returns.accept': method<ReturnAccepted>()(
    z.strictObject({
      id: returnId,
      /** What the review said; refused where the table was edited since. Absent takes the ledger as it is. */
      revision: z.number().int().min(0).optional(),
      decisions: mergeDecisionsSchema,
      explanations: z.array(explanationSchema).max(20_000),
    }),
    { long: true },
  ),
  /** 全部接收: one edit for all that need nobody's decision; the others are left as they are, and why. */
  'returns.acceptAll': method<AcceptedAll>()(z.strictObject({ ids: z.array(returnId).min(1).max(200) }), {
    long: true,
  }),
  /** 退回: a copy of their own workbook with what is wrong marked in it. */
  'returns.sendBack': method<SentBackCopy>()(
    z.strictObject({
      id: returnId,
      reason: z.string().trim().max(2000),
      /** What to mark; null marks everything that must be mended or explained. */
      problems: z.array(problemPlaceSchema).max(20_000).nullable(),
    }),
    { long: true },
  ),
  'returns.original': method<OriginalFile>()(z.strictObject({ id: returnId })),
  /** 催报: a line for each unit that is expected. */
  'board.read': method<RoundBoard>()(z.strictObject({ round: roundKey })),
  /** 报送情况表. */
  'board.export': method<Exported>()(z.strictObject({ round: roundKey }), { long: true }),
  /** Where what a cell holds comes from. */
  'provenance.read': method<Provenance>()(
    z.strictObject({
      table: tableKey,
      rowId: z.string().min(1).max(200),
      column: z.string().min(1).max(100),
    }),
  ),
  /** 汇总: sums of a round's rows, each with its parts. */
  'summary.read': method<Summary>()(z.strictObject(summaryFields), { long: true }),
  /** The same in the form's own workbook: the rows of a list one under another, a fixed form's cells added up. */
  'summary.run': method<Exported>()(z.strictObject(summaryFields), { long: true }),

  /** 快速合并: what an uploaded form is taken for. Needs no workbook, nor does the merge itself. */
  'merge.learn': method<MergeFormInfo>()(z.strictObject({ form: uploadId }), { long: true }),
  /** Uploaded files, archives among them, → one filled form. Nothing is kept. */
  'merge.run': method<MergeReport>()(
    z.strictObject({
      /** Null takes the first return that can be a form. */
      form: uploadId.nullable(),
      returns: z.array(uploadId).min(1).max(2000),
      /** Titles of the columns that tell rows apart; null takes what the form suggests. */
      keys: z.array(z.string().min(1).max(1000)).min(1).max(100).nullable(),
    }),
    { long: true },
  ),

  /** What this person last chose to print of the open workbook; null where nothing was. */
  'print.choice': method<{ readonly choice: PrintChoice | null }>()(nothing),
  'print.remember': method<{ readonly choice: PrintChoice }>()(z.strictObject({ choice: printChoiceSchema })),
  /** The pages as they will be on paper; quick enough to be asked with every change of the options. */
  'print.pages': method<PrintedPages>()(printOptionsSchema),
  /** Through the Electron that the program runs in, else an installed browser of the Chromium family. */
  'print.pdf': method<Exported>()(printOptionsSchema, { long: true }),
  /** A .docx with real tables, to be put together with others in Word or WPS. */
  'print.word': method<Exported>()(printOptionsSchema, { long: true }),
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
