/** 快速合并: what became of the files, for the screens. Types only. */
import type { FormLayout } from '../model/form.ts';
import type { Problem } from '../model/problem.ts';

/** What a form is taken for before anything is merged into it. */
export type MergeFormInfo = {
  readonly title: string;
  readonly layout: FormLayout;
  readonly sheet: string;
  /** Titles of its columns, in order; of a 固定表 of its figures. */
  readonly columns: readonly string[];
  /** Titles of the columns that tell rows apart, as the form itself suggests. */
  readonly keys: readonly string[];
  /** What was lost where an older workbook was converted. */
  readonly notes: readonly string[];
};

export type MergeReport = {
  /** In the order in which they were given, archives unpacked. */
  readonly files: readonly MergedFileReport[];
  /** Files of archives that cannot be returns. */
  readonly passedOver: readonly { readonly fileName: string; readonly message: string }[];
  /** Of the result; of a 固定表 there are none. */
  readonly rows: number;
  /** Path of a column or figure → its exact sum; of a 名单表 how many names each column has. */
  readonly totals: Readonly<Record<string, number>>;
  readonly conflicts: readonly MergeConflictReport[];
  /** The form by which the files were read, and what is to be known of it. */
  readonly form: MergeFormInfo;
  /** The form filled; null where no file could be used. */
  readonly result: { readonly downloadId: string; readonly fileName: string } | null;
};

export type MergedFileReport = {
  readonly file: string;
  readonly status: 'merged' | 'doubtful' | 'refused';
  /** Null where nobody knows whose it is. */
  readonly unit: string | null;
  /** Rows (名单表: names, 固定表: 1) that it brought to the result. */
  readonly rows: number;
  readonly problems: readonly Problem[];
};

/** Two files that say different things of one row: both stand in the result. */
export type MergeConflictReport = {
  readonly unit: string | null;
  /** Path of each key column → what stands there. */
  readonly key: Readonly<Record<string, string>>;
  readonly column: string;
  readonly values: readonly [MergeSideReport, MergeSideReport];
};

export type MergeSideReport = {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string | null;
  /** As a person reads it; null for 未填. */
  readonly value: string | number | boolean | null;
};
