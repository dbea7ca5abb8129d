/** What is needed to issue a form: plain data that can cross to a worker. */
import type { FormDefinition } from '../../../../shared/model/form.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { IssueMark } from '../../../../shared/model/round.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';

export type IssueUnit = {
  readonly name: string;
  /** The name of its copy, with its extension. */
  readonly fileName: string;
  /** The rows that its copy begins with, in table order; none for a blank copy. */
  readonly rows: readonly Row[];
  /** Its own villages, for drop-downs. */
  readonly villages: readonly string[];
};

export type IssueRequest = {
  /** The form's own workbook. */
  readonly template: Uint8Array;
  readonly fileName: string;
  /** Bound to `table`. */
  readonly form: FormDefinition;
  readonly table: TableDefinition;
  /** As it is to be printed: 2025年10月. */
  readonly period: string;
  readonly mark: Omit<IssueMark, 'unit'>;
  readonly units: readonly IssueUnit[];
  /** Blank rows that a `list` form has at least, behind the rows that it begins with. */
  readonly spareRows: number;
  /** Lock everything but the cells to fill. */
  readonly locks: boolean;
};

export type IssuedCopies = {
  /** A workbook for each unit, in their order, under the name of its file. */
  readonly copies: readonly { readonly name: string; readonly data: Uint8Array }[];
  readonly problems: readonly Problem[];
};
