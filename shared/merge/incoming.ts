import type { RowValues } from '../model/cell-value.ts';
import type { Problem } from '../model/problem.ts';

/** One row as it was read from a file, with the cell (`C9`) that each value stood in. */
export type IncomingRow = {
  readonly values: RowValues;
  readonly cells: Readonly<Record<string, string>>;
};

/** What a file holds for one table: typed rows in file order and every doubt met on the way. */
export type IncomingRows = {
  readonly sheet: string;
  /** Keys of the columns that the file has a header for; in them an absent value means 未填. */
  readonly columns: readonly string[];
  /** 名单表: the groups (townships) that the file has a line for, also without names; null for other tables. */
  readonly groups: readonly string[] | null;
  readonly rows: readonly IncomingRow[];
  readonly problems: readonly Problem[];
};
