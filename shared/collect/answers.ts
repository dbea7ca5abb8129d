/** What the contract answers about returns: for the screens and the command line. Types only. */
import type { Committed, EditSummary, Exported } from '../api.ts';
import type { IncomingRow } from '../merge/incoming.ts';
import type { CellValue } from '../model/cell-value.ts';
import type { Problem } from '../model/problem.ts';
import type { Reading } from '../model/reading.ts';
import type { Certainty, Return } from '../model/return.ts';
import type { Board } from './completeness.ts';
import type { MergeCounts, MergeRow } from './plan-merge.ts';
import type { ComparedLine, SummaryLine } from './summarise.ts';

/** What became of one file that was dropped. */
export type ReceivedFile = {
  readonly fileName: string;
  /** The return that it is, or for the very same content the one that came before. */
  readonly received: Return;
  /** It is there already; nothing was added. */
  readonly duplicate: boolean;
  /** How sure form, round and unit are together; `doubtful` asks. */
  readonly certainty: Certainty;
};

export type ReceivedFiles = {
  readonly files: readonly ReceivedFile[];
  /** Files in an archive and others that cannot be a return at all: why they were passed over. */
  readonly passedOver: readonly { readonly fileName: string; readonly message: string }[];
};

/** A row of the plan as a person reads it. */
export type ReviewRow = {
  readonly kind: MergeRow['kind'];
  /** The row as the clerk names it: 高都镇 · 大兴村. */
  readonly row: string;
  /** Index into the return's rows; null for a row that only the ledger has. */
  readonly theirs: number | null;
  readonly rowId: string | null;
  /** What goes from what to what, in words. */
  readonly detail: string;
  /** Paired because the rows are alike: a corrected name. */
  readonly alike: boolean;
  /** Decides a `kept` row or a conflict of the whole row. */
  readonly id: string;
};

/** Something that both sides changed, differently. */
export type ReviewConflict = {
  /** By which a decision names it. */
  readonly id: string;
  readonly kind: 'cell' | 'removedThere' | 'removedHere';
  readonly row: string;
  readonly rowId: string | null;
  readonly theirs: number | null;
  /** The column of a `cell`; null for a whole row. */
  readonly column: string | null;
  readonly base: CellValue;
  readonly ours: CellValue;
  readonly incoming: CellValue;
  /** The cell of the return; null where it has none. */
  readonly cell: string | null;
  /** The edit by which the ledger came to hold what it does. */
  readonly oursBy: Pick<EditSummary, 'id' | 'label' | 'at'> | null;
};

export type ReturnReview = {
  readonly received: Return;
  readonly certainty: Certainty;
  /** The sheet that was read; '' where nothing could be read. */
  readonly sheet: string;
  readonly reading: Reading | null;
  readonly problems: readonly Problem[];
  /** The newest edit of the table that the plan is made for. */
  readonly revision: number;
  /** Why it cannot be accepted as it is, whatever is decided and explained; null where it can. */
  readonly blocked: string | null;
  /** How many findings want a 说明 still. */
  readonly unexplained: number;
  /** The rows as read, the first of them. */
  readonly rows: readonly IncomingRow[];
  readonly rowCount: number;
  readonly counts: MergeCounts;
  /** The plan's rows that are not simply unchanged, the first of them. */
  readonly plan: readonly ReviewRow[];
  readonly planCount: number;
  /** The first of them; `counts.conflicts` says how many there are. */
  readonly conflicts: readonly ReviewConflict[];
  /**
   * What it is compared with: the file that was accepted last, or what a copy was issued with, and when that was. Null
   * where there is neither.
   */
  readonly base: { readonly name: string; readonly at: string } | null;
};

export type ReturnSaved = {
  readonly received: Return;
  readonly committed: Committed | null;
  /** How the file writes its unit, kept as another name of it; null where nothing was to be kept. */
  readonly alias: string | null;
};

export type ReturnAccepted = {
  readonly received: Return;
  readonly committed: Committed;
};

export type AcceptedAll = {
  readonly accepted: readonly Return[];
  /** Those that a person must look at first, and a Chinese sentence that says why. */
  readonly left: readonly { readonly received: Return; readonly why: string }[];
  /** Null where nothing was accepted. */
  readonly committed: Committed | null;
};

/** 退回: the marked copy. */
export type SentBackCopy = Exported & {
  readonly received: Return;
  readonly committed: Committed;
  /** It was no .xlsx, so the copy is a converted one; null where it is their own workbook. */
  readonly converted: string | null;
};

/** The bytes as they came, and where uploads are, for drawing the sheet with `import.window`. */
export type OriginalFile = {
  readonly downloadId: string;
  readonly uploadId: string;
  readonly fileName: string;
};

export type RoundBoard = Board & {
  readonly round: string;
  /** 改厕进度表 2025年10月. */
  readonly title: string;
  readonly dueAt: string | null;
};

/** Where a value comes from. */
export type ProvenanceCause =
  /** Nobody filled it. */
  | { readonly kind: 'blank' }
  /** The workbook began with it. */
  | { readonly kind: 'created' }
  /** Entered here. */
  | { readonly kind: 'typed' }
  | ({ readonly kind: 'imported' } & ProvenancePlace)
  | ({
      readonly kind: 'returned';
      readonly returnId: string;
      readonly unit: string | null;
      readonly round: string | null;
      readonly version: number;
      readonly receivedAt: string;
      readonly acceptedAt: string | null;
      /** 说明 that let the cell pass. */
      readonly explanations: readonly string[];
    } & ProvenancePlace);

export type ProvenancePlace = {
  readonly fileId: string;
  readonly fileName: string;
  readonly sheet: string;
  readonly cell: string | null;
};

export type ProvenanceStep = {
  readonly edit: Pick<EditSummary, 'id' | 'kind' | 'label' | 'at'>;
  readonly before: CellValue;
  readonly after: CellValue;
  readonly cause: ProvenanceCause;
};

export type Provenance = {
  readonly value: CellValue;
  /** The row is still there. */
  readonly exists: boolean;
  readonly cause: ProvenanceCause;
  /** Newest first. */
  readonly history: readonly ProvenanceStep[];
};

export type Summary = {
  readonly title: string;
  /** Columns that are added up, in table order. */
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  /** A line for each unit of the level, or for each unit that reported. */
  readonly lines: readonly SummaryLine[];
  readonly total: SummaryLine;
  /** Units whose rows are in the total but in no line. */
  readonly unplaced: readonly string[];
  /** Against the other period; empty where none was asked for. */
  readonly compared: readonly ComparedLine[];
};
